// A recording as a student searches it: its rows with the first of their bytes, and no word of what they mean.

import Capture
public import WebSocketProtocol

/// A row of a recording that is searched.
public struct FindRow: Sendable, Hashable {
    /// Where it stands.
    public let place: Place
    /// Who sent it, did it, or ended its side.
    public let from: Endpoint
    /// The bytes of a frame; nil for other rows.
    public let bytes: [UInt8]?
    /// What stands there, of a row that is not a frame: the first line of a head, the name of what the server did.
    public let text: String
    /// What the server did, in a sentence.
    public var sentence: String?
}

extension Assignment {
    /// The rows of the recording in which something is to be found; empty where nothing is.
    public var findRows: [FindRow] {
        guard let (recording, _) = findTask else { return [] }
        return recording.rows.compactMap { place in
            switch place {
            case .request: FindRow(place: place, from: .client, bytes: nil, text: recording.firstLine(of: .client))
            case .answer: FindRow(place: place, from: .server, bytes: nil, text: recording.firstLine(of: .server))
            case .frame(let from, let number):
                recording.dissection.frame(number: number, from: from).flatMap { frame in
                    recording.bytes(of: frame).map { FindRow(place: place, from: from, bytes: $0, text: "") }
                }
            case .action:
                recording.action(at: place).map {
                    FindRow(place: place, from: .server, bytes: nil, text: $0.name, sentence: $0.sentence)
                }
            case .end(let from): FindRow(place: place, from: from, bytes: nil, text: "sends nothing more")
            case .byte: nil
            }
        }
    }

    /// Where the search begins.
    public var findStart: Place? { findTask?.start }
}

extension Conversation {
    /// The first line of an endpoint's head.
    fileprivate func firstLine(of endpoint: Endpoint) -> String {
        let head = endpoint == .client ? dissection.handshake.requestBytes : dissection.handshake.responseBytes
        return String(decoding: head.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
