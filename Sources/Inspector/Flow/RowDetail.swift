// The selected row in words: the rules it breaks, what it carries, what it says, and what it did to both endpoints.

import Capture
import TerminalUI
import WebSocketProtocol

struct RowDetail {
    let row: Int
    let ladder: Ladder
    let conversation: Conversation

    /// What the row is: "client frame 3, in 2 reads, 0.500 s, byte 24 of its stream".
    var title: String {
        if let frame = ladder.frame(row, in: conversation) {
            let time = (frame.isComplete ? "" : "begun at ") + Numbers.secondsWords(frame.endTime ?? frame.startTime)
            let reads = RowReads(frame, in: conversation).words
            let place = "byte \(Numbers.grouped(frame.offset)) of its stream"
            // The title may be cut at its end.
            let parts = ["\(frame.from.rawValue) frame \(frame.number)", reads, time, place]
            return parts.compactMap(\.self).joined(separator: ", ")
        }
        guard case .item(let index) = ladder.row(row) else { return "" }
        let item = conversation.dissection.items[index]
        return "\(item.kind.name), \(Numbers.secondsWords(item.time))"
    }

    /// The lines on a row, the most urgent first: one sentence per line if they fit, otherwise one after the other,
    /// otherwise in fewer words.
    ///
    /// - Parameter withPayload: Whether the beginning of what it carries is among them.
    func lines(size: Size, withMoves: Bool, withPayload: Bool = true) -> [StyledText] {
        func wrapped(_ paragraphs: [StyledText]) -> [StyledText] {
            paragraphs.flatMap { TextWrap.lines($0, width: size.width) }
        }
        let all = withPayload ? wrapped(payloadWords(room: size.width)) : []
        var payload = all.prefix(max(1, size.height / 3))
        if payload.count < all.count, let last = payload.popLast() {
            let mark = " … \(Keys.wholeTextWords)"
            var words = last.plain
            while CharacterWidth.columns(of: words) + mark.count > max(mark.count, size.width) { words.removeLast() }
            payload.append(StyledText(words + mark, last.spans.first?.style ?? .text))
        }
        func paragraphs(_ sentences: [Sentence]) -> [[StyledText]] {
            [violations.map(Self.words), Array(payload), sentences.map(Self.words), withMoves ? moves : []]
        }
        func joined(_ paragraphs: [[StyledText]]) -> [StyledText] {
            wrapped(paragraphs.filter { !$0.isEmpty }.map { $0.dropFirst().reduce($0[0]) { $0 + " " + $1 } })
        }
        let full = paragraphs(sentences)
        let forms = [wrapped(full.flatMap(\.self)), joined(full)]
        return forms.first { $0.count <= size.height } ?? joined(paragraphs(briefSentences))
    }

    // MARK: What is said

    private var violations: [Violation] {
        if let frame = ladder.frame(row, in: conversation) { return frame.violations }
        let exchanges = conversation.dissection.exchanges
        guard case .item(let index) = ladder.row(row) else { return [] }
        return switch conversation.dissection.items[index].kind {
        case .request(let number): exchanges[number]?.requestViolations ?? []
        case .response(let number): exchanges[number]?.responseViolations ?? []
        default: []
        }
    }

    private var sentences: [Sentence] {
        if let frame = ladder.frame(row, in: conversation) {
            return own(frame.sentences(conversation.dissection.context(of: frame)), of: frame)
        }
        guard case .item(let index) = ladder.row(row) else { return [] }
        return conversation.dissection.sentences(about: conversation.dissection.items[index].kind)
    }

    private var briefSentences: [Sentence] {
        guard let frame = ladder.frame(row, in: conversation) else { return sentences }
        return own(frame.briefSentences(conversation.dissection.context(of: frame)), of: frame)
    }

    /// What the fields of a frame say, behind what is said of this frame alone.
    private func own(_ fields: [Sentence], of frame: FrameRecord) -> [Sentence] {
        closeSentences(of: frame) + frame.answerSentences(in: conversation) + fields
    }

    private func closeSentences(of frame: FrameRecord) -> [Sentence] {
        guard frame.header?.opcode == .close, frame.isComplete,
            let payload = conversation.payload(of: frame, maximum: 126)
        else { return [] }
        let close = ClosePayload(payload)
        let reason = close.reason.isEmpty ? "" : " Reason: \"\(close.reason)\"."
        return [Sentence("\(close.code.title).\(reason) \(close.code.meaning)", section: "7.4")]
    }

    private func payloadWords(room: Int) -> [StyledText] {
        guard let frame = ladder.frame(row, in: conversation) else { return [] }
        var words = frame.preview(in: conversation, room: room)
        if let header = frame.header, !frame.isComplete {
            let missing = Numbers.grouped(header.payloadLength - UInt64(frame.received - header.headerLength))
            let fate =
                switch conversation.dissection.rest(of: frame) {
                case .arriving: "are still to come"
                case .missing: "are missing here"
                case .unread: "were not read"
                case .cutOff, nil: "never arrived"
                }
            words = "\(missing) of \(Numbers.grouped(header.payloadLength)) bytes \(fate).  " + words
        } else if frame.header == nil {
            words = "The header is incomplete: \(Numbers.byteWords(frame.received)) of it arrived."
        }
        return words.isEmpty ? [] : [StyledText(words, Style(frame.from.role))]
    }

    private var moves: [StyledText] {
        let moves = conversation.dissection.moves[ladder.moveCount(at: row - 1)..<ladder.moveCount(at: row)]
        return moves.map { move in
            let states = "\(move.transition.from.name) → \(move.transition.to.name): "
            return StyledText("\(move.endpoint.rawValue) ", Style(move.endpoint.role)) + StyledText(states)
                + Self.words(move.transition.sentence)
        }
    }

    // MARK: How it is written

    /// A broken rule with its section, what was found, and the close code or status to answer with.
    private static func words(_ violation: Violation) -> StyledText {
        let rule = violation.rule
        let found = violation.foundSentence
        // What may have caused it comes first: there may be room for no more.
        let isFirst = !violation.cause.isEmpty
        var more = found.isEmpty || isFirst ? "" : " \(found)"
        if let code = rule.closeCode, !rule.sentence.text.contains("\(code)") {
            more += " The answer is close code \(code)."
        }
        if let status = rule.status { more += " The answer is status \(status)." }
        return StyledText("! \(rule.rawValue): ", Style(.bad)) + StyledText(isFirst ? "\(found) " : "")
            + words(rule.sentence) + StyledText(more)
    }

    /// How much of a note is shown, in characters: it may be as long as its file.
    private static let longest = 20_000

    /// "FIN is 1: this frame ends its message (§5.2)."
    private static func words(_ sentence: Sentence) -> StyledText {
        guard let citation = sentence.citation, sentence.text.hasSuffix(".") else {
            guard sentence.text.utf8.count > longest, sentence.text.count > longest else {
                return StyledText(sentence.text)
            }
            return StyledText(String(sentence.text.prefix(longest))) + StyledText(" … ")
                + StyledText("Only the first \(Numbers.grouped(longest)) characters are shown.", Style(.muted))
        }
        return StyledText(String(sentence.text.dropLast())) + StyledText(" (\(citation.brief))", Style(.muted)) + "."
    }
}

extension Item.Kind {
    /// What kind of finding it is, in a word or two.
    fileprivate var name: String {
        switch self {
        case .request: "request"
        case .interim: "interim response"
        case .response: "response"
        case .frame, .unfinishedFrame: "frame"
        case .message: "message"
        case .move: "change of state"
        case .event(let event): event.words?.name ?? ""
        case .remark: "broken rule"
        case .closed: "end"
        }
    }
}
