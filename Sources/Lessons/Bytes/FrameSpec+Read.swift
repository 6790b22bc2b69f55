// A frame out of a lesson file, and a change to one: `{ of: { from: client } }` is the exercise's own frame from the other side.

import WebSocketProtocol

/// What a lesson says about a frame; the rest stays as it is.
struct FrameChange: Sendable, Hashable {
    private var from: Endpoint?
    private var opcode: Opcode?
    private var payload: FrameSpec.Payload?
    private var fin: Bool?, rsv1: Bool?, rsv2: Bool?, rsv3: Bool?
    private var isCompressed: Bool?, isAgreed: Bool?
    private var times: Int?
    private var mask: FrameSpec.Mask?
    private var lengthForm: FrameHeader.LengthForm?
    private var length: UInt64?
    private var lengths: ClosedRange<Int>?

    /// The keys of a frame.
    static let keys = [
        "from", "text", "binary", "close", "opcode", "payload", "reason", "fin", "rsv1", "rsv2", "rsv3", "mask",
        "length-form", "length", "letters", "compressed", "agreed", "times",
    ]

    /// The frame with the change.
    func applied(to spec: FrameSpec) -> FrameSpec {
        var spec = spec
        spec.from = from ?? spec.from
        spec.opcode = opcode ?? spec.opcode
        spec.payload = payload ?? spec.payload
        spec.fin = fin ?? spec.fin
        (spec.rsv1, spec.rsv2, spec.rsv3) = (rsv1 ?? spec.rsv1, rsv2 ?? spec.rsv2, rsv3 ?? spec.rsv3)
        (spec.isCompressed, spec.isAgreed) = (isCompressed ?? spec.isCompressed, isAgreed ?? spec.isAgreed)
        spec.times = times ?? spec.times
        spec.mask = mask ?? spec.mask
        spec.lengthForm = lengthForm ?? spec.lengthForm
        spec.length = length ?? spec.length
        spec.lengths = lengths ?? spec.lengths
        return spec
    }

    /// The frame of nothing but this; nil where it does not say who sends it.
    var spec: FrameSpec? { from.map { applied(to: FrameSpec(from: $0)) } }

    /// Reads a map. Where it is `random`, texts and bytes are lengths to draw from: `{ from: client, text: 3..12 }`.
    init(_ node: Node, isRandom: Bool = false) throws(LessonProblem) {
        var fields = try Fields(node, "a frame")
        if let name = try fields.text("from") { from = try node.endpoint(name, at: fields.lines["from"]) }
        try readPayload(&fields, isRandom: isRandom)
        (fin, rsv1, rsv2, rsv3) = (
            try fields.flag("fin"), try fields.flag("rsv1"), try fields.flag("rsv2"), try fields.flag("rsv3")
        )
        (isCompressed, isAgreed) = (try fields.flag("compressed"), try fields.flag("agreed"))
        times = try fields.number("times", in: 1...100)
        if isCompressed == true, opcode?.isControl == true {
            throw fields.problem(
                "a control frame is never compressed; for RSV1 in it write rsv1: yes", key: "compressed")
        }
        if let text = try fields.text("mask") { mask = try Self.mask(text, fields) }
        if let bits = try fields.number("length-form", in: 7...64) {
            guard let form = UInt8(exactly: bits).flatMap(FrameHeader.LengthForm.init(rawValue:)) else {
                throw fields.problem("length-form is 7, 16 or 64 (bits), not \(bits)", key: "length-form")
            }
            lengthForm = form
        }
        if let text = try fields.text("length") {
            if isRandom, text.contains("..") {
                lengths = try fields.range(text, "length", atMost: Int(Int32.max))
                try fields.finish()
                return
            }
            guard let number = UInt64(text) else {
                throw fields.problem("length is a number of bytes, not \"\(text)\"", key: "length")
            }
            length = number
        }
        try fields.finish()
    }

    private mutating func readPayload(_ fields: inout Fields, isRandom: Bool) throws(LessonProblem) {
        var kinds: [String] = []
        for key in ["text", "binary", "close"] where fields.node(key) != nil { kinds.append(key) }
        if kinds.count > 1 {
            throw fields.problem("a frame is either \(kinds[0]) or \(kinds[1]); leave one of them out", key: kinds[1])
        }
        if let name = try fields.text("opcode") {
            guard let found = Opcode(named: name) else {
                throw fields.problem(
                    "no opcode is called \"\(name)\"; write continuation, text, binary, close, ping, pong, or 0 to 15",
                    key: "opcode")
            }
            opcode = found
        }
        if let text = try fields.text("text") {
            opcode = opcode ?? .text
            let letters = try fields.text("letters")
            guard [nil, "any", "ascii"].contains(letters), isRandom || letters == nil else {
                throw fields.problem("letters is any or ascii, for a text of random", key: "letters")
            }
            payload =
                isRandom
                ? .randomText(try fields.range(text, "text"), isASCII: letters != "any") : .bytes(Array(text.utf8))
        }
        if let text = try fields.text("binary") {
            opcode = opcode ?? .binary
            payload =
                isRandom ? .randomBytes(try fields.range(text, "binary")) : .bytes(try fields.hex(text, key: "binary"))
        }
        if let text = try fields.text("payload") { payload = .bytes(try fields.hex(text, key: "payload")) }
        if isRandom, let text = try fields.text("close") {
            opcode = opcode ?? .close
            let reason = try fields.text("reason").map { text throws(LessonProblem) in try fields.range(text, "reason")
            }
            payload = .randomClose(try fields.range(text, "close", atMost: 65535), reason: reason)
        } else if let code = try fields.number("close", in: 0...65535) {
            opcode = opcode ?? .close
            payload = .bytes(
                ClosePayload.encode(CloseCode(rawValue: UInt16(code)), reason: try fields.text("reason") ?? ""))
        }
    }

    private static func mask(_ text: String, _ fields: Fields) throws(LessonProblem) -> FrameSpec.Mask {
        switch text {
        case "none", "no": return .none
        case "random", "yes": return .asItMust
        default:
            guard let bytes = try? Hex.parse(text), bytes.count == 4 else {
                throw fields.problem(
                    "mask is a key of four bytes in hex, such as 37fa213d, or none, not \"\(text)\"", key: "mask")
            }
            return .key(MaskingKey(bytes[0], bytes[1], bytes[2], bytes[3]))
        }
    }
}

extension Node {
    /// An endpoint by its name.
    func endpoint(_ name: String, at line: Int? = nil) throws(LessonProblem) -> Endpoint {
        guard let endpoint = Endpoint(rawValue: name) else {
            throw LessonProblem("from is client or server, not \"\(name)\"", file: file, line: line ?? self.line)
        }
        return endpoint
    }
}

extension Fields {
    /// The bytes of a scalar in hex.
    func hex(_ text: String, key: String) throws(LessonProblem) -> [UInt8] {
        do throws(HexError) {
            return try Hex.parse(text)
        } catch {
            throw problem("\"\(text)\" is not hex: \(error)", key: key)
        }
    }

    /// A range of lengths: "3..12", or one length.
    func range(_ text: String, _ key: String, atMost limit: Int = 1000) throws(LessonProblem) -> ClosedRange<Int> {
        let parts = text.split(separator: ".", omittingEmptySubsequences: true).map { Int($0) }
        guard let first = parts.first ?? nil, let last = parts.last ?? nil, parts.count <= 2, first >= 0, first <= last,
            last <= limit
        else {
            let what = key == "close" ? "codes such as 3000..4999" : "lengths such as 3..12"
            throw problem("\(key) of random is a range of \(what), at most \(limit), not \"\(text)\"", key: key)
        }
        return first...last
    }
}

extension Opcode {
    /// An opcode by its name or number.
    init?(named name: String) {
        let all = (UInt8(0)...15).compactMap(Opcode.init(rawValue:))
        if let opcode = all.first(where: { !$0.isReserved && $0.name == name }) {
            self = opcode
        } else if let number = UInt8(name), let opcode = Opcode(rawValue: number) {
            self = opcode
        } else {
            return nil
        }
    }
}
