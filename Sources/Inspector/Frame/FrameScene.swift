// What the panes of the Frame screen look at: one frame, its explanation, and the byte and bit under the cursor.

import Capture
import TerminalUI
import WebSocketProtocol

struct FrameScene {
    let conversation: Conversation
    let frame: FrameRecord
    /// The part of the frame that has arrived, explained.
    let explanation: FrameExplanation
    /// The byte under the cursor, from 0: one that has arrived, or that has a place behind those.
    private(set) var byte: Int
    /// The bit of it, 0 being the most significant; nil while whole bytes are stepped.
    private(set) var bit: Int?
    /// The value of that byte; nil if it is hidden or not kept.
    private(set) var wire: UInt8?
    /// Whether the frame's bytes are still kept.
    let isKept: Bool
    let isProjector: Bool
    /// How large the letters for a projector are where they fit.
    let scale: BigText.Scale
    /// Whether it is said what the letters below bytes stand for.
    var hasLegend = true
    /// What stands behind a text that is cut: the key that shows all of it, where there is one.
    var moreWords = ""
    /// Whether the whole text stands below.
    var showsWholeText = false
    /// The bytes behind those that are explained, as far as they have a place on the screen.
    let rest: Rest
    /// The symbols of the message, if that is compressed.
    let deflate: DeflateScene?

    /// Bytes of a frame that are not explained.
    struct Rest: Hashable {
        /// The first of them; nil where a byte is hidden.
        var values: [UInt8?] = []
        /// How many are hidden behind these.
        var hiddenCount = 0

        var count: Int { values.count + hiddenCount }
        /// Whether some of them are shown as they came: nothing may say then what any of them is.
        var isPlain: Bool { !values.isEmpty }
    }

    /// Nil if the position is not on a frame, or before its first byte.
    init?(_ context: Context) {
        guard let conversation = context.conversation, let whole = Self.frame(context) else { return nil }
        self.conversation = conversation
        let frame = conversation.hidesTexts ? whole.withoutTexts : whole
        self.frame = frame
        isProjector = context.look.isProjector
        scale = LargeText.scale(for: context.size)
        var rest = Rest()
        let end = conversation.start(of: frame) + frame.received
        if let bytes = context.unexplained, bytes.from == frame.from, bytes.position == end {
            rest.values = conversation.hidesTexts && frame.header != nil ? bytes.values.map { _ in nil } : bytes.values
        }
        if context.veil.isOn { rest.hiddenCount = max(0, Self.rest(of: frame) - rest.values.count) }
        if frame.received < whole.received { rest = Rest(hiddenCount: Self.rest(of: frame)) }
        self.rest = rest
        // A byte whose text is hidden has a place all the same.
        let places = frame.received < whole.received ? rest.count : rest.values.count
        byte = max(0, min(context.cursor.byte, frame.received + places - 1))
        bit = context.cursor.bit.map { max(0, min($0, 7)) }
        // A header stays known after its bytes are dropped.
        explanation = conversation.explanation(of: frame)
        deflate = DeflateScene(conversation, frame, reusing: context.lastTrace)
        moreWords = " " + Keys.wholeTextWords
        let isExplained = byte < frame.received
        let under = conversation.bytes(of: frame, from: byte, maximum: 1)?.first
        let plain = rest.values.dropFirst(max(0, byte - frame.received)).first ?? nil
        wire = isExplained ? under ?? explanation.prefix.dropFirst(byte).first : plain
        isKept = conversation.bytes(of: frame, maximum: 1) != nil && (!isExplained || under != nil)
    }

    /// A frame with the cursor on a byte, of whose connection some bytes are hidden.
    init(
        _ whole: Conversation, _ frame: FrameRecord, byte: Int, hidden: HiddenBytes? = nil, look: Look, terminal: Size
    ) {
        isProjector = look.isProjector
        scale = LargeText.scale(for: terminal)
        let start = whole.start(of: frame)
        let explained = hidden.map { max(0, min(frame.received, $0.start - start)) } ?? frame.received
        // What is hidden is not in the connection that is drawn: nothing can tell of it.
        let past = hidden.map { whole.past(before: [frame.from: $0.start]).past } ?? whole
        let shown = past.dissection.frame(number: frame.number, from: frame.from)
        conversation = past
        self.frame = explained < frame.received ? shown ?? frame.prefix(explained) : frame
        var rest = Rest()
        if let hidden, explained < frame.received {
            rest.values = hidden.rest(of: whole, from: frame.from).values
            while rest.values.last == .some(nil) {
                rest.values.removeLast()
                rest.hiddenCount += 1
            }
        }
        self.rest = rest
        self.byte = max(0, min(byte, explained + rest.values.count - 1))
        bit = nil
        explanation = past.explanation(of: self.frame)
        deflate = DeflateScene(past, self.frame)
        let under = past.bytes(of: self.frame, from: self.byte, maximum: 1)?.first
        wire =
            self.byte < explained
            ? under : rest.values.dropFirst(self.byte - explained).first ?? nil
        isKept = true
    }

    /// The frame of the position, of which perhaps no byte is explained.
    static func frame(_ context: Context) -> FrameRecord? {
        guard context.cursor.byte >= 0, let conversation = context.conversation else { return nil }
        let begun = context.unexplained.flatMap { $0.beginFrame ? frame(beginningWith: $0, in: conversation) : nil }
        return begun ?? context.ladder.frame(context.cursor.row, in: conversation)
    }

    /// The frame whose first byte is not explained.
    private static func frame(beginningWith bytes: UnexplainedBytes, in conversation: Conversation) -> FrameRecord? {
        let dissection = conversation.dissection
        let offset = bytes.position - dissection.framesStart(from: bytes.from)
        guard dissection.isWebSocket, offset >= 0, !bytes.values.isEmpty else { return nil }
        let (index, number) = (dissection.frames(from: bytes.from).endIndex, dissection.frameNumbers(from: bytes.from))
        return FrameRecord(
            from: bytes.from, index: index, number: number.upperBound, offset: offset,
            startTime: dissection.items.last?.time ?? 0)
    }

    /// How many bytes a frame lacks; 1 while its header does not say how many.
    private static func rest(of frame: FrameRecord) -> Int {
        guard let header = frame.header else { return 1 }
        // A declared length may be absurd.
        return Int(min(header.payloadLength, 1 << 40)) - (frame.received - header.headerLength)
    }

    /// How many bytes have a place on the screen.
    var placeCount: Int { frame.received + rest.count }

    /// Whether the payload is hidden by a key.
    var hidesText: Bool { conversation.hidesTexts && rest.count > 0 }

    /// Whether the byte under the cursor is explained.
    var isExplained: Bool { byte < frame.received }

    /// A byte; nil where it is hidden, or not kept.
    func value(ofByte index: Int) -> UInt8? {
        guard index >= frame.received else { return bytes(from: index, count: 1)?.first }
        let place = index - frame.received
        return rest.values.indices.contains(place) ? rest.values[place] : nil
    }

    /// The bits of a byte, points where it is hidden.
    func digits(ofByte index: Int) -> [Character]? {
        if let byte = value(ofByte: index) { return Binary.digits(byte) }
        return index < frame.received ? nil : Array(repeating: "·", count: 8)
    }

    /// The scenes of this frame with the most words: the cursor on each byte of the header, or, while it is in the
    /// payload, on the first and the last byte and where a rule is broken. A pane that is tall enough for all of these
    /// need not change its height while the cursor moves.
    var wordiest: [FrameScene] {
        let header = frame.header?.headerLength ?? frame.received
        let places =
            byte < header
            ? Set(0..<header)
            : Set([header, frame.received - 1] + violations.map(\.range.lowerBound).filter { $0 >= header })
        return [self] + places.filter { (0..<frame.received).contains($0) }.map(moved)
    }

    /// The scene with the cursor on another byte.
    private func moved(to byte: Int) -> FrameScene {
        var scene = self
        (scene.byte, scene.bit) = (byte, nil)
        scene.wire = explanation.prefix.dropFirst(byte).first ?? bytes(from: byte, count: 1)?.first
        return scene
    }

    /// The decoder's state after the byte under the cursor.
    var stateWords: String { explanation.stateWords(after: min(byte + 1, frame.received)) }

    /// The bytes of the header that have arrived.
    var headerBytes: [UInt8] {
        Array(explanation.prefix.prefix(frame.header?.headerLength ?? FrameHeader.maximumLength))
    }

    /// Bytes of the frame from `start` on, at most `count`; nil if they are not kept.
    func bytes(from start: Int, count: Int) -> [UInt8]? {
        conversation.bytes(of: frame, from: start, maximum: max(0, count))
    }

    /// The field of a bit, counted from the frame's first; nil where nothing says yet which it is.
    func field(atBit index: Int) -> FrameField? {
        rest.isPlain && index >= frame.received * 8 ? nil : explanation.fieldOrMissing(atBit: index)
    }

    /// The violations, those that the byte under the cursor belongs to first; the ranges count from the frame's first
    /// byte.
    var violations: [(violation: Violation, range: Range<Int>, isHere: Bool)] {
        let all = frame.violations.map { violation in
            let start = violation.range.lowerBound - frame.offset
            let range = start..<start + max(1, violation.range.count)
            return (violation, range, range.contains(byte))
        }
        return all.filter(\.2) + all.filter { !$0.2 }
    }

    /// What stands before the byte under the cursor, if that is one of a text.
    var textBefore: [UInt8]? {
        guard isExplained, let header = frame.header, byte >= header.headerLength else { return nil }
        return conversation.textBefore(byte - header.headerLength, in: frame)
    }

    /// The message that the frame belongs to.
    var message: MessageRecord? { conversation.dissection.message(of: frame) }

    /// Whether the payload is text: of a text message that is not compressed, and the reason of a Close.
    var isText: Bool { conversation.dissection.carriesText(frame) || frame.header?.opcode == .close }

    /// Whether the payload is compressed: its bytes are not characters.
    var isCompressed: Bool { explanation.context.isCompressed }

    /// The symbols of a compressed message that the cursor is on, by number.
    var deflateSteps: Range<Int> {
        isExplained ? deflate?.steps(atByte: byte, bit: bit) ?? 0..<0 : 0..<0
    }

    /// Whether a bit of the byte under the cursor is one of the symbol that the cursor is on.
    func isDeflateBit(_ place: Int) -> Bool {
        guard bit != nil, let deflate, let byte = deflateByte else { return false }
        return deflate.trace.step(ofByte: byte, bit: place).map(deflateSteps.contains) ?? false
    }

    /// The byte of the message's compressed data under the cursor; nil elsewhere.
    var deflateByte: Int? { isExplained ? deflate?.payloadByte(at: byte) : nil }
}

extension FrameRecord {
    /// The frame up to its payload, the code of a Close included.
    fileprivate var withoutTexts: FrameRecord {
        guard let header, header.payloadLength > 0 else { return self }
        return prefix(header.headerLength + (header.opcode == .close ? 2 : 0))
    }
}
