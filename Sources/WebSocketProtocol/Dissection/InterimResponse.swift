// A response that announces another: 100 Continue, 102 Processing, 103 Early Hints (RFC 9110 §15.2).

/// An interim response, with its head; it has no body.
public struct InterimResponse: Sendable {
    /// The bytes of the head.
    public let bytes: [UInt8]
    /// The head, parsed.
    public let head: HTTPHead
    /// When the head was complete, in seconds since the start of the log.
    public let time: Double

    /// The status, 100 to 199 without 101.
    public var status: Int { head.statusCode ?? 0 }

    /// What it says.
    public var sentence: Sentence {
        Sentence(
            "\(status) is an interim response: the answer to the request is still to come.",
            section: Citation(.rfc9110, "15.2"))
    }
}

extension HandshakeRecord {
    /// How many interim responses of an exchange are kept.
    private static let maximumInterim = 8

    /// Treats the head that has arrived as an interim response, and waits for the next. Returns its number.
    mutating func addInterim(_ head: HTTPHead, time: Double) -> Int {
        if interim.count < Self.maximumInterim {
            interim.append(InterimResponse(bytes: responseBytes, head: head, time: time))
        }
        responseBytes = []
        responseParse = .needMore
        interimCount += 1
        return interimCount - 1
    }
}
