// A frame as a lesson describes it: `{ from: client, text: Hi, mask: 37fa213d }`. What is left out follows from the rules: a client masks, the
// length is that of the payload and written in the shortest form.

import WebSocketProtocol

/// A frame to be made, of which parts may be drawn.
struct FrameSpec: Sendable, Hashable {
    /// What it carries.
    enum Payload: Sendable, Hashable {
        case bytes([UInt8])
        /// Words of so many characters; some of them are not ASCII where any may come.
        case randomText(ClosedRange<Int>, isASCII: Bool)
        /// A Close with one of these codes, and perhaps a reason of so many letters.
        case randomClose(ClosedRange<Int>, reason: ClosedRange<Int>?)
        /// So many bytes.
        case randomBytes(ClosedRange<Int>)
    }

    /// How it is masked.
    enum Mask: Sendable, Hashable {
        /// As its sender must: a client's with a drawn key, a server's not.
        case asItMust
        case none
        case key(MaskingKey)
    }

    var from: Endpoint
    var opcode = Opcode.text
    var payload = Payload.bytes([])
    var fin = true
    /// Whether RSV1 is set; where it is not said, in the first frame of a compressed message.
    var rsv1: Bool?
    var rsv2 = false, rsv3 = false
    /// Whether its payload is compressed, and whether its connection agreed on compression all the same.
    var isCompressed = false, isAgreed = false
    /// How many times its text stands in it, one right behind the other.
    var times = 1
    var mask = Mask.asItMust
    var lengthForm: FrameHeader.LengthForm?
    /// The length that the header says, where it is not that of the payload.
    var length: UInt64?
    /// The lengths of which one is drawn for that.
    var lengths: ClosedRange<Int>?
    /// The key for a client that masks as it must.
    var drawnKey = MaskingKey(0x37fa_213d)

    init(from: Endpoint) { self.from = from }

    /// The same frame with all that is left to chance drawn.
    ///
    /// - Parameter words: The words from which texts are made.
    func drawn(_ draw: inout Draw, words: [String]) -> FrameSpec {
        var spec = self
        switch payload {
        case .bytes: break
        case .randomText(let lengths, let isASCII):
            let text = Self.text(lengths, &draw, words: words)
            let one = isASCII ? text : Self.mixed(text, &draw)
            spec.payload = .bytes(Array(one.utf8))
        case .randomClose(let codes, let lengths):
            let reason = lengths.map { Self.text($0, &draw, words: words) } ?? ""
            let code = CloseCode(rawValue: UInt16(clamping: draw.number(in: codes)))
            spec.payload = .bytes(ClosePayload.encode(code, reason: reason))
        case .randomBytes(let lengths): spec.payload = .bytes(draw.bytes(draw.number(in: lengths)))
        }
        if let lengths { (spec.length, spec.lengths) = (UInt64(draw.number(in: lengths)), nil) }
        // No key byte is 0, which would leave bytes as they are, and no two are the same.
        var key: [UInt8] = []
        while key.count < 4 {
            let byte = draw.byte()
            if byte != 0, !key.contains(byte) { key.append(byte) }
        }
        spec.drawnKey = MaskingKey(key[0], key[1], key[2], key[3])
        return spec
    }

    /// A text with a length in a range: a word, or several with spaces between them.
    private static func text(_ lengths: ClosedRange<Int>, _ draw: inout Draw, words: [String]) -> String {
        let length = draw.number(in: lengths)
        var text = ""
        for _ in 0..<20 {
            text = ""
            while text.count < length {
                let room = length - text.count - (text.isEmpty ? 0 : 1)
                let fitting = words.filter { $0.count == room || $0.count < room - 1 }
                guard room > 0, let word = fitting.randomElement(using: &draw) else { break }
                text += (text.isEmpty ? "" : " ") + word
            }
            if text.count == length { return text }
            // No word is as short as what is left: other words are drawn.
        }
        return text + String(repeating: "a", count: length - text.count)
    }

    /// Characters of two, three and four bytes.
    private static let others = ["ä", "é", "ñ", "ø", "ß", "€", "★", "日", "語", "😀", "🎉", "🌍"]

    /// The text with one to three of its letters replaced by characters that are not ASCII.
    private static func mixed(_ text: String, _ draw: inout Draw) -> String {
        var characters = text.map(String.init)
        let letters = characters.indices.filter { characters[$0] != " " }.shuffled(using: &draw)
        for place in letters.prefix(draw.number(in: 1...3)) {
            characters[place] = others[draw.number(in: 0...others.count - 1)]
        }
        return characters.joined()
    }

    /// Its payload before masking and compressing; empty while that is not drawn.
    private var payloadBytes: [UInt8] {
        if case .bytes(let bytes) = payload { Array(repeatElement(bytes, count: times).joined()) } else { [] }
    }

    /// Its bytes.
    ///
    /// - Parameter deflater: What compresses the messages of its sender.
    func encoded(_ deflater: inout FixedDeflater) -> [UInt8] {
        let content = payloadBytes
        return frame(isCompressed ? deflater.deflate(content, isLast: fin) : content).encoded
    }

    /// Whether it is of a connection that agreed on compression.
    var isOfAgreement: Bool { isAgreed || isCompressed }

    private func frame(_ payload: [UInt8]) -> Frame {
        let key: MaskingKey? =
            switch mask {
            case .asItMust: from == .client ? drawnKey : nil
            case .none: nil
            case .key(let key): key
            }
        return Frame(
            header: FrameHeader(
                fin: fin, rsv1: rsv1 ?? (isCompressed && opcode != .continuation), rsv2: rsv2, rsv3: rsv3,
                opcode: opcode, maskingKey: key, lengthForm: lengthForm,
                payloadLength: length ?? UInt64(payload.count)),
            payload: payload)
    }

    /// Whether anything is left to chance that shows.
    var isRandom: Bool {
        if lengths != nil { return true }
        return switch payload {
        case .randomText, .randomBytes, .randomClose: true
        case .bytes: mask == .asItMust && from == .client
        }
    }
}
