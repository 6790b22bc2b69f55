// What a wrong program gets, and the right one beside it.
//
//    81 82 37 fa 21 3d 7f 93           bytes in one read
//    81 82 37 | fa 21 3d 7f 93         in two reads
//    81 82 37 #2 81 00 #1 fa 21        reads of two connections
//    81 82 37 end                      the sender ends its side of TCP
//    101 81 02 48 69                   frames in the read that brings the response
//    300                               the length of a payload
//    keep-alive, Upgrade               a text: the value of a header, a key, a message

public import WebSocketProtocol

/// What arrives at a program, as its reads bring it.
public struct Traffic: Sendable, Hashable {
    /// One read.
    public struct Read: Sendable, Hashable {
        /// The connection on which it arrives, from 1 on.
        public var connection = 1
        /// Its bytes, without the response that may stand before them.
        public var bytes: [UInt8]
    }

    /// Who sends it.
    public var from: Endpoint
    /// The reads, in the order of time.
    public var reads: [Read]
    /// Whether the first read begins with the response to an upgrade; else all of it comes after the handshake.
    public var hasResponse = false
    /// Whether the sender ends its side of TCP behind it.
    public var ends = false

    /// Reads of one connection, after its handshake.
    public init(_ reads: [[UInt8]], from: Endpoint) {
        self.from = from
        self.reads = reads.map { Read(bytes: $0) }
    }

    /// The reads of a connection.
    func reads(of connection: Int) -> [[UInt8]] { reads.filter { $0.connection == connection }.map(\.bytes) }

    /// How many connections there are: the highest number that a read has.
    var connections: Int { reads.map(\.connection).max() ?? 1 }
}

/// What a program gets.
public enum ProgramInput: Sendable, Hashable {
    /// Bytes that arrive.
    case traffic(Traffic)
    /// The text that a frame is to carry.
    case payload([UInt8])
    /// A text: the value of a header, or a key.
    case text(String)

    /// What arrives, if that is what the program gets.
    var traffic: Traffic? { if case .traffic(let traffic) = self { traffic } else { nil } }
}
