// The value of a field in a word or two, for large letters.

extension FrameExplanation {
    /// The value of a field: "1", "1 text", "37fa213d". Of a payload that of one byte: "48 H", as it is without the mask.
    ///
    /// - Parameter index: The number of the byte in the frame, whose value on the wire is `wire`; only for a payload.
    public func shortValue(of reading: FieldReading, byte index: Int, wire: UInt8) -> String {
        switch reading.field {
        case .fin, .rsv1, .rsv2, .rsv3, .mask, .length, .extendedLength16, .extendedLength64: return "\(reading.value)"
        case .opcode: return "\(reading.value) \(Opcode(lowBitsOf: UInt8(truncatingIfNeeded: reading.value)).name)"
        case .maskingKey: return Hex.word(UInt32(truncatingIfNeeded: reading.value))
        case .payload:
            let place = max(0, index - reading.bytes.lowerBound)
            let plain = header?.maskingKey.map { wire ^ $0[place] } ?? wire
            let isVisible = !context.isCompressed && (0x21...0x7e).contains(plain)
            return Hex.byte(plain) + (isVisible ? " \(Character(Unicode.Scalar(plain)))" : "")
        }
    }
}
