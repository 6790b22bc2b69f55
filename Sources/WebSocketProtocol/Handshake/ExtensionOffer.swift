// The grammar of Sec-WebSocket-Extensions, RFC 6455 §9.1, which requests and responses share.
//
//     extension-list    extension *( "," extension )
//     extension         token *( ";" parameter )
//     parameter         token [ "=" ( token | quoted-string ) ]       a quoted string holds a token too

/// One extension, as a client offers it or a server accepts it.
public struct ExtensionOffer: Sendable, Hashable {
    /// One parameter.
    public struct Parameter: Sendable, Hashable {
        /// Its name as it was sent.
        public let name: String
        /// Its value without quotes; nil where it has none.
        public let value: String?
        /// From the name's first byte to the value's last.
        public let range: Range<Int>
    }

    /// The name as it was sent, "permessage-deflate".
    public let name: String
    /// The parameters in their order. A repeated or unknown one is for the extension to judge.
    public let parameters: [Parameter]
    /// From the name's first byte to the last parameter's last.
    public let range: Range<Int>

    /// An extension that our own client offers: it is not in a head yet, so its ranges are empty.
    public init(_ name: String, parameters: [(name: String, value: String?)] = []) {
        let parameters = parameters.map { Parameter(name: $0.name, value: $0.value, range: 0..<0) }
        self.init(name: name, parameters: parameters, range: 0..<0)
    }

    init(name: String, parameters: [Parameter], range: Range<Int>) {
        self.name = name
        self.parameters = parameters
        self.range = range
    }

    /// The extensions that a head names, and a breach of `rule` for each one that does not follow the grammar.
    static func list(
        in head: HTTPHead, elseBreaking rule: Rule
    ) -> (offers: [ExtensionOffer], violations: [Violation]) {
        var offers: [ExtensionOffer] = []
        var violations: [Violation] = []
        for header in head.values(of: "Sec-WebSocket-Extensions") {
            var reader = ExtensionReader(header)
            var isEmpty = true
            while let element = reader.nextElement() {
                isEmpty = false
                switch element {
                case .success(let offer): offers.append(offer)
                case .failure(let error): violations.append(Violation(rule, at: error.range, detail: error.detail))
                }
            }
            if isEmpty { violations.append(Violation(rule, at: header.place, detail: "the list is empty")) }
        }
        return (offers, violations)
    }
}

/// Where and why a list does not follow the grammar.
private struct ExtensionError: Error {
    let range: Range<Int>
    let detail: String
}

/// Reads a list from left to right; after an error it continues after the next comma.
private struct ExtensionReader {
    private let bytes: [UInt8]
    /// Where the value stands in its head.
    private let start: Int
    private var index = 0

    init(_ header: HTTPHead.Header) {
        bytes = header.valueBytes
        start = header.valueRange.lowerBound
    }

    /// The next element of the list, or nil at its end. Empty elements are skipped (RFC 9110 §5.6.1).
    mutating func nextElement() -> Result<ExtensionOffer, ExtensionError>? {
        while let byte = next, byte.isBlank || byte == .comma { index += 1 }
        guard next != nil else { return nil }
        let first = index
        do throws(ExtensionError) {
            let offer = try element()
            return .success(offer)
        } catch {
            while let byte = next, byte != .comma { index += 1 }
            return .failure(ExtensionError(range: start + first..<start + index, detail: error.detail))
        }
    }

    private mutating func element() throws(ExtensionError) -> ExtensionOffer {
        let first = index
        let name = try token("an extension's name")
        var end = index
        var parameters: [ExtensionOffer.Parameter] = []
        skipBlanks()
        while next == .semicolon {
            index += 1
            skipBlanks()
            let parameter = try self.parameter()
            parameters.append(parameter)
            end = index
            skipBlanks()
        }
        if let byte = next, byte != .comma { throw error("\(byte.spoken) where ; or , or the end is expected") }
        return ExtensionOffer(name: name, parameters: parameters, range: start + first..<start + end)
    }

    private mutating func parameter() throws(ExtensionError) -> ExtensionOffer.Parameter {
        let first = index
        let name = try token("a parameter's name")
        var end = index
        var value: String?
        skipBlanks()
        if next == .equals {
            index += 1
            skipBlanks()
            value = next == .quote ? try quotedToken() : try token("a parameter's value")
            end = index
        } else {
            index = end
        }
        return .init(name: name, value: value, range: start + first..<start + end)
    }

    private mutating func token(_ what: String) throws(ExtensionError) -> String {
        let first = index
        while let byte = next, byte.isTokenCharacter { index += 1 }
        guard index > first else { throw error("\(next?.spoken ?? "the end") where \(what) is expected") }
        return String(decoding: bytes[first..<index], as: UTF8.self)
    }

    /// A quoted string, whose content must be a token once the backslashes are taken out.
    private mutating func quotedToken() throws(ExtensionError) -> String {
        index += 1
        var content: [UInt8] = []
        while let byte = next, byte != .quote {
            if byte == .backslash { index += 1 }
            guard let byte = next, byte.isTokenCharacter else {
                throw error("\(next?.spoken ?? "the end") in a quoted value, which must be a token")
            }
            content.append(byte)
            index += 1
        }
        guard next == .quote else { throw error("a quoted value without its closing quote") }
        guard !content.isEmpty else { throw error("an empty quoted value, which must be a token") }
        index += 1
        return String(decoding: content, as: UTF8.self)
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte.isBlank { index += 1 }
    }

    private func error(_ detail: String) -> ExtensionError {
        ExtensionError(range: start + index..<start + index, detail: detail)
    }
}
