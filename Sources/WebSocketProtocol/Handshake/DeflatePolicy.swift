// How a server answers an offer of permessage-deflate, RFC 7692 §7.1.

/// What a server wants of compression. The answer never asks for more than the client offered.
public struct DeflatePolicy: Sendable, Hashable {
    /// Whether the server begins each message with an empty window, also where the client does not ask for it.
    public var serverNoContextTakeover: Bool
    /// How far back the server's copies reach at most, as a power of two, 8 to 15.
    public var serverMaxWindowBits: Int
    /// How far back the client's copies may reach, as a power of two, where the client lets the server choose.
    public var clientMaxWindowBits: Int

    /// A policy.
    public init(serverNoContextTakeover: Bool = false, serverMaxWindowBits: Int = 15, clientMaxWindowBits: Int = 15) {
        self.serverNoContextTakeover = serverNoContextTakeover
        self.serverMaxWindowBits = serverMaxWindowBits
        self.clientMaxWindowBits = clientMaxWindowBits
    }

    /// The answer to the first offer that breaks no rule; nil where there is none.
    public func answer(to offers: [ExtensionOffer]) -> DeflateAnswer? {
        guard
            let offer = offers.first(where: { $0.isDeflate && DeflateRules.violations(ofOffer: $0).isEmpty })
        else { return nil }
        let serverBits = min(serverMaxWindowBits, offer.windowBits(.serverMaxWindowBits) ?? 15)
        let offeredBits = offer.windowBits(.clientMaxWindowBits)
        // It may only be named where it was offered (§7.1.2.2).
        let clientBits = offer.has(.clientMaxWindowBits) ? min(clientMaxWindowBits, offeredBits ?? 15) : 15
        let parameters = DeflateParameters(
            serverNoContextTakeover: serverNoContextTakeover || offer.has(.serverNoContextTakeover),
            clientNoContextTakeover: offer.has(.clientNoContextTakeover), serverMaxWindowBits: serverBits,
            clientMaxWindowBits: clientBits)
        return DeflateAnswer(
            parameters: parameters, namesServerWindow: serverBits < 15 || offer.has(.serverMaxWindowBits),
            namesClientWindow: offer.has(.clientMaxWindowBits) && (clientBits < 15 || offeredBits != nil))
    }
}

/// The answer of a server that takes an offer.
public struct DeflateAnswer: Sendable, Hashable {
    /// What is agreed on with it.
    public let parameters: DeflateParameters
    fileprivate let namesServerWindow: Bool, namesClientWindow: Bool

    /// The answer as the value of Sec-WebSocket-Extensions.
    public var text: String {
        var parts = [ExtensionOffer.deflate]
        if parameters.serverNoContextTakeover { parts.append(DeflateParameter.serverNoContextTakeover.rawValue) }
        if parameters.clientNoContextTakeover { parts.append(DeflateParameter.clientNoContextTakeover.rawValue) }
        if namesServerWindow {
            parts.append("\(DeflateParameter.serverMaxWindowBits.rawValue)=\(parameters.serverMaxWindowBits)")
        }
        if namesClientWindow {
            parts.append("\(DeflateParameter.clientMaxWindowBits.rawValue)=\(parameters.clientMaxWindowBits)")
        }
        return parts.joined(separator: "; ")
    }
}
