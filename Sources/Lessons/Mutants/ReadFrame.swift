// A frame as some reader read it, right or wrong, RFC 6455 §5.2.

import WebSocketProtocol

/// What a frame reader makes of the bytes of a frame. A reader with a bug may say what no frame can: an opcode of 17, a payload that is
/// shorter than its length.
public struct ReadFrame: Sendable, Hashable {
    /// Whether it is the last of its message.
    public internal(set) var fin = false
    /// The three reserved bits as a number, RSV1 the highest: 0 to 7.
    public internal(set) var rsv: UInt8 = 0
    /// The opcode: 0 to 15 where it was read right.
    public internal(set) var opcode: UInt8 = 0
    /// Whether MASK is 1.
    public internal(set) var masked = false
    /// The length that the header declares; below 0 while a reader does not know it.
    public internal(set) var length = -1
    /// The masking key: four bytes, none where it was not read.
    public internal(set) var key: [UInt8] = []
    /// The payload, unmasked.
    public internal(set) var payload: [UInt8] = []

    /// A frame of which nothing is known.
    init() {}

    /// A frame as the codec reads it. A length beyond what an Int can hold is cut.
    init(_ header: FrameHeader, payload: [UInt8] = []) {
        fin = header.fin
        rsv = (header.rsv1 ? 4 : 0) | (header.rsv2 ? 2 : 0) | (header.rsv3 ? 1 : 0)
        opcode = header.opcode.rawValue
        masked = header.maskingKey != nil
        length = Int(clamping: header.payloadLength)
        key = header.maskingKey?.bytes ?? []
        self.payload = payload
    }

    /// A frame, or a message, as a server sends it.
    init(_ opcode: Opcode, _ payload: [UInt8]) {
        self.init(FrameHeader(opcode: opcode, payloadLength: UInt64(payload.count)), payload: payload)
    }
}
