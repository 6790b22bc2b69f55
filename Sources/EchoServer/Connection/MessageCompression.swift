// The compressed messages of one connection, RFC 7692 §7.2. The state of zlib is made with the first message that needs it, so that a
// connection on which nothing is compressed costs nothing more.
//
//   received   payload ──▶ inflate ──▶ the handler's buffer, judged by the connection
//   sent       message ──▶ deflate ──▶ the payload of one frame, with RSV1; shorter ones than `leastLength` are left alone

import Compression
import WebSocketProtocol

/// Inflates what a peer sends, and deflates what it is sent.
struct MessageCompression {
    /// From how many bytes on a message is compressed. Shorter ones gain little, and can be read on the wire.
    let leastLength: Int

    private let parameters: DeflateParameters
    private let role: Endpoint
    private let shared: SharedDeflaters
    private var inflater: MessageInflater?
    private var deflater: Deflater?

    /// What `role` needs after an agreement.
    init(_ parameters: DeflateParameters, role: Endpoint, leastLength: Int, shared: SharedDeflaters) {
        self.leastLength = leastLength
        self.parameters = parameters
        self.role = role
        self.shared = shared
    }

    /// The size of the window, 9 to 15 bits, of the compressor that is shared with other connections; nil where this one has its own.
    var sharedWindowBits: Int? { parameters.takesOver(role) ? nil : windowBits }

    /// zlib has no window of 8 bits; with 9, no copy reaches back further than 8 allow.
    private var windowBits: Int { max(9, parameters.windowBits(of: role)) }

    /// Whether it keeps a state of zlib.
    var hasState: Bool { inflater != nil || deflater != nil }

    /// Inflates a part of a message.
    ///
    /// - Parameters:
    ///   - output: What comes out is appended.
    ///   - limit: How many bytes may come out.
    mutating func inflate(
        _ part: RawSpan, isLast: Bool, into output: inout [UInt8], limit: Int
    ) throws(CompressionError) {
        let inflater: MessageInflater
        if let known = self.inflater {
            inflater = known
        } else {
            inflater = try MessageInflater(windowBits: parameters.windowBits(of: role.peer))
        }
        self.inflater = inflater
        try inflater.inflate(part, isLast: isLast, into: &output, limit: limit)
        if isLast, !parameters.takesOver(role.peer) { self.inflater = nil }
    }

    /// Compresses a message. Nil where it is short, or there is no memory: then it is sent as it is. So is one that does not get shorter,
    /// unless later ones may copy from it, as the peer must have inflated it for that, or all messages are to be compressed.
    mutating func deflate(_ message: RawSpan) -> [UInt8]? {
        guard message.byteCount >= leastLength, let deflater = try? deflaterInHand() else { return nil }
        var output: [UInt8] = []
        deflater.deflate(message, isLast: true, into: &output)
        let isSent = output.count < message.byteCount || parameters.takesOver(role) || leastLength == 0
        return isSent ? output : nil
    }

    /// Forgets what was compressed. The peer's window has something else in it, such as a compressed frame that was made by hand.
    func forgetSent() { deflater?.forget() }

    private mutating func deflaterInHand() throws(CompressionError) -> Deflater {
        guard parameters.takesOver(role) else { return try shared.deflater(windowBits: windowBits) }
        if let deflater { return deflater }
        let new = try SharedDeflaters.new(windowBits: windowBits)
        deflater = new
        return new
    }
}

/// The compressors of an event loop, for all its connections on which messages stand alone.
final class SharedDeflaters {
    /// One for each size of the window, 9 to 15: three at most for a server, which chooses 11 or less.
    private var deflaters: [Int: Deflater] = [:]

    /// A compressor that remembers nothing, with a window of 2 to the power of 9...15 bytes.
    func deflater(windowBits: Int) throws(CompressionError) -> Deflater {
        if let known = deflaters[windowBits] {
            known.forget()
            return known
        }
        let deflater = try Self.new(windowBits: windowBits)
        deflaters[windowBits] = deflater
        return deflater
    }

    /// A compressor of the size that a server with many connections can afford: 22 KiB with a window of 11 bits.
    static func new(windowBits: Int) throws(CompressionError) -> Deflater {
        try Deflater(windowBits: windowBits, memoryLevel: 4)
    }
}
