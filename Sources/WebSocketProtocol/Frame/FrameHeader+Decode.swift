// From bytes to a header: the one place that reads the bits of a frame.
//
// The decoder is a pure function of a prefix, and at most 14 bytes of it matter. To follow it byte by byte, decode
// longer and longer prefixes. Nothing is judged here: no value makes a header unreadable, so a broken frame is decoded
// like any other and Rules/ says what is wrong with it.

extension FrameHeader {
    /// The header that starts at `bytes[start]`; nil while bytes of it are missing.
    public static func decode(_ bytes: RawSpan, at start: Int = 0) -> FrameHeader? {
        var observer = NullFrameObserver()
        return decode(bytes, at: start, observer: &observer)
    }

    static func decode<Observer: FrameObserver>(
        _ bytes: RawSpan, at start: Int, observer: inout Observer
    ) -> FrameHeader? {
        let available = bytes.byteCount - start
        guard available >= 1 else {
            observer.lacks(.opcode, has: 0, of: 1)
            return nil
        }
        let first = bytes.byte(at: start)
        observer.read(.fin, bits: 0..<1, value: UInt64(first >> 7))
        observer.read(.rsv1, bits: 1..<2, value: UInt64(first >> 6 & 1))
        observer.read(.rsv2, bits: 2..<3, value: UInt64(first >> 5 & 1))
        observer.read(.rsv3, bits: 3..<4, value: UInt64(first >> 4 & 1))
        observer.read(.opcode, bits: 4..<8, value: UInt64(first & 0x0f))

        guard available >= 2 else {
            observer.lacks(.length, has: 0, of: 1)
            return nil
        }
        let second = bytes.byte(at: start + 1)
        let isMasked = second & 0x80 != 0
        let indicator = second & 0x7f
        observer.read(.mask, bits: 8..<9, value: isMasked ? 1 : 0)
        observer.read(.length, bits: 9..<16, value: UInt64(indicator))

        // The seven bits hold a length up to 125; 126 and 127 are not lengths but say how many bytes hold it.
        let form: LengthForm = indicator == 126 ? .bits16 : indicator == 127 ? .bits64 : .bits7
        var end = 2
        var payloadLength = UInt64(indicator)
        if form != .bits7 {
            let field: FrameField = form == .bits16 ? .extendedLength16 : .extendedLength64
            let width = form.extendedBytes
            guard available >= end + width else {
                observer.lacks(field, has: available - end, of: width)
                return nil
            }
            payloadLength = bytes.bigEndian(at: start + end, count: width)
            observer.read(field, bits: end * 8..<(end + width) * 8, value: payloadLength)
            end += width
        }

        var maskingKey: MaskingKey?
        if isMasked {
            guard available >= end + 4 else {
                observer.lacks(.maskingKey, has: available - end, of: 4)
                return nil
            }
            let key = bytes.bigEndian(at: start + end, count: 4)
            observer.read(.maskingKey, bits: end * 8..<(end + 4) * 8, value: key)
            maskingKey = MaskingKey(UInt32(truncatingIfNeeded: key))
        }
        return FrameHeader(
            fin: first & 0x80 != 0, rsv1: first & 0x40 != 0, rsv2: first & 0x20 != 0, rsv3: first & 0x10 != 0,
            opcode: Opcode(lowBitsOf: first), maskingKey: maskingKey, lengthForm: form, payloadLength: payloadLength)
    }
}
