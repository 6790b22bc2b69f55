// What a lesson asks about bytes. Each question is a case, with how it is written in a lesson, what the codec answers, how the answer is
// typed, and its words. Ranges include both ends; bytes and bits count from 0, bits from the left, as in RFC 6455.

public import WebSocketProtocol

/// A question about a material, which the codec answers.
public enum Question: Sendable, Hashable {
    /// A byte as it is on the wire, or the result of a calculation.
    case byte(Int)
    case bytes(ClosedRange<Int>)
    /// A byte in eight binary digits, or in two hex digits.
    case bits(Int), hex(Int)
    case bit(Int, ofByte: Int)
    /// Bytes as a number, the most significant first.
    case number(ClosedRange<Int>)
    case fin, rsv1, rsv2, rsv3, opcode, masked
    /// The length of the payload, how many bits it is written with, the length of the header, and of the whole frame.
    case length, lengthForm, headerLength, size
    case maskingKey
    /// A byte of the payload after unmasking.
    case unmasked(Int)
    case text
    /// The text of the whole message.
    case message
    /// What a compressed message is inflated to, and what comes out without the messages before it.
    case inflated, inflatedAlone
    /// What of a compressed message is not copied.
    case literals
    /// How many bytes one of its copies writes, and how far back they stand.
    case copyLength(Int), copyDistance(Int)
    /// In how many reads the bytes came.
    case reads
    /// How many frames there are, or, of a program, how many it reads, hands on or sends.
    case frames
    /// How many frames are complete after so many bytes of the stream.
    case completeFrames(after: Int)
    /// How many bytes the frame that has begun lacks after so many bytes of the stream.
    case remaining(after: Int)
    case state(Endpoint, after: Place)
    case closeCode, clean
    /// The status of the answer to a request, and the accept value that the key calls for.
    case status, accept
    /// Whether the bytes are fine, break a rule, or are incomplete.
    case verdict
}

extension Question {
    /// The question that a lesson writes as a text: "byte 0", "bytes 2..5", "bit 3 of byte 1", "state server after c2".
    public init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        if let plain = Self.plain[text] {
            self = plain
            return
        }
        switch (words.first, words.count) {
        case ("byte", 2): guard let place = Self.place(words[1]) else { return nil }; self = .byte(place)
        case ("bits", 2): guard let place = Self.place(words[1]) else { return nil }; self = .bits(place)
        case ("hex", 2): guard let place = Self.place(words[1]) else { return nil }; self = .hex(place)
        case ("unmasked", 2): guard let place = Self.place(words[1]) else { return nil }; self = .unmasked(place)
        case ("copy-length", 2): guard let place = Self.place(words[1]) else { return nil }; self = .copyLength(place)
        case ("copy-distance", 2):
            guard let place = Self.place(words[1]) else { return nil }; self = .copyDistance(place)
        case ("bytes", 2): guard let range = Self.range(words[1]) else { return nil }; self = .bytes(range)
        case ("number", 2):
            guard let range = Self.range(words[1]), range.count <= 8 else { return nil }; self = .number(range)
        case ("bit", 5):
            guard words[2] == "of", words[3] == "byte", let bit = Self.place(words[1]), bit < 8,
                let byte = Self.place(words[4])
            else { return nil }
            self = .bit(bit, ofByte: byte)
        case ("complete-frames", 3):
            guard words[1] == "after", let count = Self.place(words[2]) else { return nil }
            self = .completeFrames(after: count)
        case ("remaining", 3):
            guard words[1] == "after", let count = Self.place(words[2]) else { return nil }
            self = .remaining(after: count)
        case ("state", 4...):
            guard words[2] == "after", let endpoint = Endpoint(rawValue: words[1]),
                let place = Place(words[3...].joined(separator: " "))
            else { return nil }
            self = .state(endpoint, after: place)
        default: return nil
        }
    }

    private static let plain: [String: Question] = [
        "fin": .fin, "rsv1": .rsv1, "rsv2": .rsv2, "rsv3": .rsv3, "opcode": .opcode, "masked": .masked,
        "length": .length,
        "length-form": .lengthForm, "header-length": .headerLength, "size": .size, "masking-key": .maskingKey,
        "text": .text,
        "inflated": .inflated, "inflated alone": .inflatedAlone, "literals": .literals,
        "message": .message, "reads": .reads, "frames": .frames, "close-code": .closeCode, "clean": .clean,
        "status": .status,
        "accept": .accept,
        "verdict": .verdict,
    ]

    /// How questions are written, for a message about one that is not.
    static let spellings =
        "byte N, bytes N..M, bits N, hex N, bit N of byte M, number N..M, unmasked N, copy-length N, copy-distance N, complete-frames after N, remaining after N, "
        + "state client|server after PLACE, " + plain.keys.sorted().joined(separator: ", ")

    /// The question that somebody who mistyped one may have meant; nil where none is near.
    static func nearest(to text: String) -> String? {
        if let name = NearestWord.to(text, among: plain.keys.sorted()) { return name }
        let words = text.split(separator: " ").map(String.init)
        guard words.count > 1 else { return nil }
        return [
            "byte", "bytes", "bits", "hex", "bit", "number", "unmasked", "copy-length", "copy-distance",
            "complete-frames", "remaining", "state",
        ]
        .filter { NearestWord.to(words[0], among: [$0]) != nil }
        .map { ([$0] + words.dropFirst()).joined(separator: " ") }.first { Question($0) != nil }
    }

    private static func place(_ text: String) -> Int? { Int(text).flatMap { (0..<1 << 20).contains($0) ? $0 : nil } }

    private static func range(_ text: String) -> ClosedRange<Int>? {
        let ends = text.split(separator: ".", omittingEmptySubsequences: true).map { place(String($0)) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last else { return nil }
        return first...last
    }

    /// How its answer is typed.
    public var form: AnswerForm {
        switch self {
        case .byte, .unmasked: .byte
        case .bits: .bits
        case .hex: .hexByte
        case .bytes, .maskingKey: .bytes
        case .bit, .fin, .rsv1, .rsv2, .rsv3, .masked, .clean: .flag
        case .number, .length, .headerLength, .size, .reads, .frames, .completeFrames, .remaining, .closeCode, .status,
            .copyLength, .copyDistance:
            .number
        case .opcode: .opcode
        case .lengthForm: .word(["7", "16", "64"])
        case .text, .message, .accept, .inflated, .inflatedAlone, .literals: .text
        case .state: .word(ConnectionState.names)
        case .verdict: .word(["fine", "broken", "incomplete"])
        }
    }

    /// What its line of a form is called.
    public var label: String {
        switch self {
        case .byte(let place): "byte \(place)"
        case .bits(let place): "byte \(place)"
        case .hex(let place): "byte \(place)"
        case .bytes(let range): "bytes \(range.lowerBound)-\(range.upperBound)"
        case .bit(let bit, let byte): "bit \(bit) of \(byte)"
        case .number: "number"
        case .fin: FrameField.fin.name
        case .rsv1: FrameField.rsv1.name
        case .rsv2: FrameField.rsv2.name
        case .rsv3: FrameField.rsv3.name
        case .opcode: "opcode"
        case .masked: FrameField.mask.name
        case .length: "length"
        case .lengthForm: "length form"
        case .headerLength: "header length"
        case .size: "size"
        case .maskingKey: "key"
        case .unmasked(let place): "unmasked \(place)"
        case .text: "text"
        case .message: "message"
        case .inflated: "inflated"
        case .inflatedAlone: "read alone"
        case .literals: "literals"
        case .copyLength: "copy length"
        case .copyDistance: "distance"
        case .reads: "reads"
        case .frames: "frames"
        case .completeFrames: "frames"
        case .remaining: "missing"
        case .state(let endpoint, _): endpoint.rawValue
        case .closeCode: "code"
        case .clean: "clean"
        case .status: "status"
        case .accept: "accept"
        case .verdict: "verdict"
        }
    }

    /// Which of the bytes must not be seen while it is not answered; nil where none of them may be. Where bytes are seen, what they mean is
    /// not.
    var hidden: [Range<Int>]? {
        switch self {
        case .byte(let place): [place..<place + 1]
        case .bytes(let range): [range.lowerBound..<range.upperBound + 1]
        case .size, .accept: nil
        case .bits, .hex, .bit, .number, .fin, .rsv1, .rsv2, .rsv3, .opcode, .masked, .length, .lengthForm,
            .headerLength,
            .maskingKey, .unmasked, .text, .message, .inflated, .inflatedAlone, .literals, .copyLength, .copyDistance,
            .reads, .frames, .completeFrames, .remaining, .state, .closeCode,
            .clean, .status, .verdict:
            []
        }
    }

    /// The field of a frame's header that it asks for.
    var field: FrameField? {
        switch self {
        case .fin: .fin
        case .rsv1: .rsv1
        case .rsv2: .rsv2
        case .rsv3: .rsv3
        case .opcode: .opcode
        case .masked: .mask
        case .length: .length
        case .maskingKey: .maskingKey
        default: nil
        }
    }
}
