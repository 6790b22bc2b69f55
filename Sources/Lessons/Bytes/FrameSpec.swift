// A frame as a lesson describes it: `{ from: client, text: Hi, mask: 37fa213d }`. What is left out follows from the rules: a client masks, the
// length is that of the payload and written in the shortest form.

import WebSocketProtocol

/// A frame to be made, of which parts may be drawn.
struct FrameSpec: Sendable, Hashable {
    /// What it carries.
    enum Payload: Sendable, Hashable {
        case bytes([UInt8])
        /// Words of so many letters.
        case randomText(ClosedRange<Int>)
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
    var rsv1 = false, rsv2 = false, rsv3 = false
    var mask = Mask.asItMust
    var lengthForm: FrameHeader.LengthForm?
    /// The length that the header says, where it is not that of the payload.
    var length: UInt64?
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
        case .randomText(let lengths): spec.payload = .bytes(Array(Self.text(lengths, &draw, words: words).utf8))
        case .randomBytes(let lengths): spec.payload = .bytes(draw.bytes(draw.number(in: lengths)))
        }
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

    /// Its payload before masking; empty while that is not drawn.
    var payloadBytes: [UInt8] { if case .bytes(let bytes) = payload { bytes } else { [] } }

    /// The frame.
    var frame: Frame {
        let key: MaskingKey? =
            switch mask {
            case .asItMust: from == .client ? drawnKey : nil
            case .none: nil
            case .key(let key): key
            }
        return Frame(
            header: FrameHeader(
                fin: fin, rsv1: rsv1, rsv2: rsv2, rsv3: rsv3, opcode: opcode, maskingKey: key, lengthForm: lengthForm,
                payloadLength: length ?? UInt64(payloadBytes.count)),
            payload: payloadBytes)
    }

    /// Whether anything is left to chance that shows.
    var isRandom: Bool {
        switch payload {
        case .randomText, .randomBytes: true
        case .bytes: mask == .asItMust && from == .client
        }
    }
}
