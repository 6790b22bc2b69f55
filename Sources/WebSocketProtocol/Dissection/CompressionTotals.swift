// What compression saved in one direction, or cost: the payloads of compressed messages, and what they were inflated to.

/// The compressed messages of one direction that came out whole, counted.
public struct CompressionTotals: Sendable, Hashable {
    /// How many messages these are.
    public private(set) var messages = 0
    /// The bytes of their payloads, as they were sent.
    public private(set) var sent: UInt64 = 0
    /// The bytes that came out of them.
    public private(set) var inflated: UInt64 = 0

    mutating func add(sent: UInt64, inflated: Int) {
        messages += 1
        self.sent = self.sent &+ sent
        self.inflated = self.inflated &+ UInt64(inflated)
    }

    /// "3 messages, 93 bytes for 246".
    public var words: String {
        "\(Count.words(messages, "message")), \(Count.words(sent, "byte")) for \(inflated.grouped)"
    }
}

extension Dissection {
    /// What an endpoint has compressed so far.
    public func compression(of endpoint: Endpoint) -> CompressionTotals { self[endpoint].scanner.compression }

    /// What both endpoints have compressed; nil where they have compressed nothing.
    public var compressionWords: String? {
        let parts = Endpoint.allCases.filter { compression(of: $0).messages > 0 }
            .map { "\($0.rawValue) \(compression(of: $0).words)" }
        return parts.isEmpty ? nil : "compressed: " + parts.joined(separator: "; ")
    }

    /// The same as a sentence.
    var compressionSentence: Sentence? {
        compressionWords.map {
            Sentence($0.prefix(1).uppercased() + $0.dropFirst() + ".", section: Citation(.rfc7692, "7"))
        }
    }
}
