// The words behind a frame that say what is different about it.

/// A word that changes the frame before it.
public enum ScriptModifier: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case fin, rsv1, rsv2, rsv3, mask, length
    case lengthForm = "length-form"
    case fragments, compressed
    case repeated = "repeat"

    /// The word.
    public var description: String { rawValue }

    /// How it is written: the most telling of its forms.
    public var example: String {
        switch self {
        case .fin: "fin=no"
        case .rsv1, .rsv2, .rsv3: rawValue
        case .mask: "mask=none"
        case .length: "length=99"
        case .lengthForm: "length-form=64"
        case .fragments: "fragments=3"
        case .compressed: rawValue
        case .repeated: "repeat=126"
        }
    }

    /// What it does, in a few words.
    public var summary: String {
        switch self {
        case .fin: "the message does not end with it"
        case .rsv1, .rsv2, .rsv3: "with this bit set"
        case .mask: "not masked; or with a key: mask=37fa213d"
        case .length: "the header declares this length"
        case .lengthForm: "the length is written in 7, 16 or 64 bits"
        case .fragments: "cut into so many frames"
        case .compressed: "compressed by itself, with RSV1 set"
        case .repeated: "the payload so many times"
        }
    }

    static var names: String { ScriptPart.names(of: allCases.map(\.rawValue)) }

    /// Changes a frame by what follows the word.
    func apply(
        _ value: ScriptWord.Value?, to frame: inout HandmadeFrame, of word: ScriptWord
    ) throws(ScriptProblem) {
        let text = value?.text
        func isNot(_ what: String) -> ScriptProblem {
            ScriptProblem(column: value?.column ?? word.columns.upperBound + 1, "\(rawValue) \(what)")
        }
        switch self {
        case .fin:
            guard text == "no" || text == "yes" else { throw isNot("is yes or no, as in \(example)") }
            frame.fin = text == "yes"
        case .rsv1, .rsv2, .rsv3:
            guard value == nil else { throw isNot("stands alone and sets the bit") }
            if self == .rsv1 {
                frame.rsv1 = true
            } else if self == .rsv2 {
                frame.rsv2 = true
            } else {
                frame.rsv3 = true
            }
        case .mask:
            if text == "none" {
                frame.mask = .none
            } else if let bytes = try? Hex.parse(text ?? ""), bytes.count == 4 {
                frame.mask = .key(MaskingKey(bytes[0], bytes[1], bytes[2], bytes[3]))
            } else {
                throw isNot("is none, or a key of four bytes in hex, as in mask=37fa213d")
            }
        case .length:
            guard let length = text.flatMap({ UInt64($0) }) else {
                throw isNot("is a number of bytes from 0 to 2^64 - 1, as in \(example)")
            }
            frame.length = length
        case .lengthForm:
            guard let form = text.flatMap({ UInt8($0) }).flatMap(FrameHeader.LengthForm.init) else {
                throw isNot("is 7, 16 or 64 bits, as in \(example)")
            }
            frame.lengthForm = form
        case .compressed:
            guard value == nil else { throw isNot("stands alone") }
            frame.isCompressed = true
        case .fragments: frame.fragments = try number(text, in: 1...Script.maximumFrameCount, isNot)
        case .repeated: frame.repeated = try number(text, in: 1...Script.maximumByteCount, isNot)
        }
    }

    private func number(
        _ text: String?, in range: ClosedRange<Int>, _ isNot: (String) -> ScriptProblem
    ) throws(ScriptProblem) -> Int {
        guard let number = text.flatMap({ Int($0) }), range.contains(number) else {
            throw isNot("is a number from \(range.lowerBound) to \(range.upperBound.grouped), as in \(example)")
        }
        return number
    }
}
