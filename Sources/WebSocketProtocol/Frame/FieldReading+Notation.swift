// A field's bits among the others of its byte, the way protocol analysers write them: "1... ....".

extension FieldReading {
    /// Byte `index` of the frame, whose value is `byte`, with the bits of this field as digits and all others as
    /// points, in two groups of four: "1... ....", ".... 0001".
    public func notation(ofByte index: Int, _ byte: UInt8) -> String {
        let marks = Binary.digits(byte).enumerated().map { bits.contains(index * 8 + $0.offset) ? $0.element : "." }
        return String(marks.prefix(4)) + " " + String(marks.suffix(4))
    }
}
