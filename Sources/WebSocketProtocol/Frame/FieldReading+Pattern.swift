// A field's bits among their neighbours, the way Wireshark writes them: "1... ....", ".000 0101".

extension FieldReading {
    /// The field's bits in its byte, with a dot for each bit of another field; nil for a field of whole bytes, which needs no picture.
    public var pattern: String? {
        guard bits.count < 8 else { return nil }
        let start = bits.lowerBound % 8
        var picture = ""
        for bit in 0..<8 {
            if bit == 4 { picture += " " }
            let place = bit - start
            if place >= 0, place < bits.count {
                picture += value >> UInt64(bits.count - 1 - place) & 1 == 1 ? "1" : "0"
            } else {
                picture += "."
            }
        }
        return picture
    }
}
