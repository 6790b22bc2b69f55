// The letters of the fields below the bytes of a frame, where bytes are shown while they are written:
//
//   81 85 37 fa 21 3d 7f 9f
//   FO ML K  K  K  K  P  P

extension FrameExplanation {
    /// The letters of the fields that each of the frame's first `count` bytes holds: "FO", "ML", "K". Reserved bits are named where they
    /// are not 0; a byte of which nothing is known has none.
    public func letters(count: Int) -> [String] {
        (0..<max(0, count)).map { place in
            var letters = ""
            for bit in place * 8..<place * 8 + 8 {
                guard let field = fieldOrMissing(atBit: bit) else { continue }
                let isQuiet = [FrameField.rsv1, .rsv2, .rsv3].contains(field) && self.field(atBit: bit)?.value == 0
                if !isQuiet, letters.last != field.letter { letters.append(field.letter) }
            }
            return letters
        }
    }
}
