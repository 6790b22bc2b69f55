// From a header to bytes: the one place that writes the bits of a frame.

extension FrameHeader {
    /// Writes the header's `headerLength` bytes at `bytes[start]`.
    ///
    /// A header that breaks rules is written unchanged, so that lessons and tests can send it.
    public func encode(into bytes: inout MutableRawSpan, at start: Int) {
        precondition(start >= 0 && start + headerLength <= bytes.byteCount)
        var end = start
        func put(_ byte: UInt8) {
            bytes.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
            end += 1
        }
        put((fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0) | (rsv2 ? 0x20 : 0) | (rsv3 ? 0x10 : 0) | opcode.rawValue)
        let indicator: UInt8 =
            switch lengthForm {
            case .bits7: UInt8(truncatingIfNeeded: payloadLength & 0x7f)
            case .bits16: 126
            case .bits64: 127
            }
        put((maskingKey == nil ? 0 : 0x80) | indicator)
        var shift = lengthForm.extendedBytes * 8
        while shift > 0 {
            shift -= 8
            put(UInt8(truncatingIfNeeded: payloadLength >> UInt64(shift)))
        }
        if let maskingKey {
            for index in 0..<4 { put(maskingKey[index]) }
        }
    }

    /// The header's bytes.
    public var encoded: [UInt8] {
        var result = [UInt8](repeating: 0, count: headerLength)
        var span = result.mutableSpan
        var raw = span.mutableBytes
        encode(into: &raw, at: 0)
        return result
    }
}

/// A frame to send: a header and the payload before masking.
public struct Frame: Sendable, Hashable {
    /// The header. Its length and key are what is written, even where they don't suit the payload.
    public var header: FrameHeader
    /// The payload, not masked.
    public var payload: [UInt8]

    /// A frame with any header.
    public init(header: FrameHeader, payload: [UInt8]) {
        self.header = header
        self.payload = payload
    }

    /// A frame that follows the rules, masked where a key is given, as a client must (§5.1).
    public init(_ opcode: Opcode, payload: [UInt8] = [], fin: Bool = true, maskingKey: MaskingKey? = nil) {
        self.init(
            header: FrameHeader(fin: fin, opcode: opcode, maskingKey: maskingKey, payloadLength: UInt64(payload.count)),
            payload: payload)
    }

    /// The bytes on the wire.
    public var encoded: [UInt8] {
        header.encoded + (header.maskingKey.map { $0.applied(to: payload) } ?? payload)
    }
}
