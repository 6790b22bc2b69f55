// The heads of an exchange: the request, the interim responses, the response.

import WebSocketProtocol

/// One of the heads of an exchange.
enum HeadPart: Hashable {
    case request
    /// An interim response, by its number (RFC 9110 §15.2).
    case interim(Int)
    case response

    /// The word for titles.
    var name: String {
        switch self {
        case .request: "request"
        case .interim: "interim response"
        case .response: "response"
        }
    }
}

extension HandshakeRecord {
    /// The heads that exist or may follow, in order.
    var headParts: [HeadPart] { [.request] + interim.indices.map { .interim($0) } + [.response] }

    /// The bytes of one of the heads.
    func bytes(_ part: HeadPart) -> [UInt8] {
        switch part {
        case .request: requestBytes
        case .interim(let index): interim.indices.contains(index) ? interim[index].bytes : []
        case .response: responseBytes
        }
    }

    /// One of the heads, parsed.
    func parse(_ part: HeadPart) -> HeadParse {
        switch part {
        case .request: requestParse
        case .interim(let index): interim.indices.contains(index) ? .complete(interim[index].head) : .needMore
        case .response: responseParse
        }
    }

    /// The violations in one of the heads.
    func violations(_ part: HeadPart) -> [Violation] {
        switch part {
        case .request: requestViolations
        case .interim: []
        case .response: responseViolations
        }
    }
}
