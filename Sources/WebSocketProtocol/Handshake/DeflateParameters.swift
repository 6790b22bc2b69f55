// What permessage-deflate is agreed on with, RFC 7692 §7.1.
//
//   server_no_context_takeover   no value   the server begins each message with an empty window
//   client_no_context_takeover   no value   the client does so
//   server_max_window_bits       8 to 15    the server's copies reach back 2^bits bytes at most; 15 where it is missing
//   client_max_window_bits       8 to 15    the same for the client; without a value in an offer: the server may choose one

/// A parameter by its name.
public enum DeflateParameter: String, Sendable, Hashable, CaseIterable {
    case serverNoContextTakeover = "server_no_context_takeover"
    case clientNoContextTakeover = "client_no_context_takeover"
    case serverMaxWindowBits = "server_max_window_bits"
    case clientMaxWindowBits = "client_max_window_bits"

    /// The parameter with a name, in any case of letters.
    init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.rawValue.matchesIgnoringCase(name) }) else { return nil }
        self = found
    }
}

/// How the messages of a connection are compressed.
public struct DeflateParameters: Sendable, Hashable {
    /// The sizes of a window that can be agreed on, as powers of two: 256 bytes to 32 KiB.
    public static let windowBits = 8...15

    /// Whether the server begins each message with an empty window.
    public var serverNoContextTakeover: Bool
    /// Whether the client does so.
    public var clientNoContextTakeover: Bool
    /// How far back the server's copies reach at most, as a power of two, 8 to 15.
    public var serverMaxWindowBits: Int
    /// The same for the client.
    public var clientMaxWindowBits: Int

    /// Parameters; those that are left out have the values that they have in an answer without them.
    public init(
        serverNoContextTakeover: Bool = false, clientNoContextTakeover: Bool = false, serverMaxWindowBits: Int = 15,
        clientMaxWindowBits: Int = 15
    ) {
        self.serverNoContextTakeover = serverNoContextTakeover
        self.clientNoContextTakeover = clientNoContextTakeover
        self.serverMaxWindowBits = serverMaxWindowBits
        self.clientMaxWindowBits = clientMaxWindowBits
    }

    /// Those that an answer makes of the offers. The client keeps to the window that it offered, whatever the server allows (§7.1.2.2); of
    /// several offers it is not known which one was answered, so that the largest window counts.
    init(answer: ExtensionOffer, to offers: [ExtensionOffer]) {
        let promised = offers.map { $0.windowBits(.clientMaxWindowBits) ?? 15 }.max() ?? 15
        self.init(
            serverNoContextTakeover: answer.has(.serverNoContextTakeover),
            clientNoContextTakeover: answer.has(.clientNoContextTakeover),
            serverMaxWindowBits: answer.windowBits(.serverMaxWindowBits) ?? 15,
            clientMaxWindowBits: min(promised, answer.windowBits(.clientMaxWindowBits) ?? 15))
    }

    /// Whether the messages of an endpoint may refer to its earlier ones.
    public func takesOver(_ sender: Endpoint) -> Bool {
        sender == .client ? !clientNoContextTakeover : !serverNoContextTakeover
    }

    /// How far back the copies of an endpoint reach at most, as a power of two.
    public func windowBits(of sender: Endpoint) -> Int {
        sender == .client ? clientMaxWindowBits : serverMaxWindowBits
    }
}

extension ExtensionOffer {
    /// The name of the extension of RFC 7692.
    public static let deflate = "permessage-deflate"

    /// Whether it is that extension.
    public var isDeflate: Bool { name.matchesIgnoringCase(Self.deflate) }

    /// Whether it has a parameter.
    func has(_ parameter: DeflateParameter) -> Bool { first(parameter) != nil }

    /// The first parameter with this name.
    func first(_ parameter: DeflateParameter) -> Parameter? {
        parameters.first { parameter.rawValue.matchesIgnoringCase($0.name) }
    }

    /// The value of a parameter that is a size of a window; nil where it is missing, has none, or none that may be.
    func windowBits(_ parameter: DeflateParameter) -> Int? { first(parameter)?.windowBits }
}

extension ExtensionOffer.Parameter {
    /// The value as a size of a window: a decimal number from 8 to 15 without zeros before it; nil for anything else (§7.1.2).
    var windowBits: Int? {
        guard let value, let bits = Int(value), DeflateParameters.windowBits.contains(bits), String(bits) == value
        else { return nil }
        return bits
    }
}
