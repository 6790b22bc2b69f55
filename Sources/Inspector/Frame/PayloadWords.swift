// What the payload means: the message and fragment it belongs to, the text so far, what came out of a compressed one, or what a Close says.

import Capture
import TerminalUI
import WebSocketProtocol

enum PayloadWords {
    /// The lines, of `width` columns; the text of a message is cut so that it takes about `textRows` of them.
    static func lines(_ scene: FrameScene, width: Int, textRows: Int = 1) -> [StyledText] {
        guard let header = scene.frame.header else {
            let words = scene.rest.count > 0 ? "The rest of the header is hidden." : "The header is incomplete."
            return [StyledText(words, Style(.muted))]
        }
        guard header.payloadLength > 0 else {
            let words = StyledText("This frame has no payload.", Style(.muted))
            guard header.opcode == .close else { return [words] }
            return TextWrap.lines(
                words + StyledText(" \(CloseCode.noStatus.meaning)"), width: max(10, width))
        }
        if scene.hidesText {
            let words = "What the peers wrote on this connection is hidden; K shows it."
            return TextWrap.lines(StyledText(words), width: max(10, width))
        }
        guard scene.isKept else { return [StyledText("Not kept.", Style(.muted))] }
        var lines: [StyledText] = []
        if header.maskingKey == nil { lines.append("Not masked: the bytes are sent as they are.") }
        if header.opcode == .close { lines += close(scene) }
        if let message = scene.message {
            lines += words(of: message, scene, limit: max(1, textRows) * max(40, width) - 16)
        }
        return lines.flatMap { TextWrap.lines($0, width: max(10, width)) }
    }

    private static func close(_ scene: FrameScene) -> [StyledText] {
        guard scene.frame.isComplete, let payload = scene.conversation.payload(of: scene.frame, maximum: 125) else {
            return []
        }
        switch ClosePayload(payload) {
        case .empty: return []
        case .oneByte: return [StyledText("One byte is not a close code.", Style(.bad))]
        case .code(let code, let reason):
            // The reason is the peer's own; the meaning of the code follows it.
            let words = reason.isEmpty ? "No reason." : "Reason: \"\(String(decoding: reason, as: UTF8.self))\"."
            return [StyledText("\(code.title).", Style(.title)) + StyledText(" \(words) \(code.meaning)")]
        }
    }

    /// Which fragment of its message the frame is; nil where the message has but one frame.
    static func fragment(_ scene: FrameScene) -> String? {
        guard let message = scene.message, message.frameCount > 1 || scene.frame.header?.fin == false else {
            return nil
        }
        let frames = scene.conversation.frames(of: message)
        let number = (frames.firstIndex { $0.index == scene.frame.index } ?? frames.count) + 1
        let total = message.endTime == nil ? "\(message.frameCount) so far" : "\(message.frameCount)"
        return "message \(message.index) (\(message.kind.name)), fragment \(number) of \(total)"
    }

    /// The number of the fragment, and the text of the message up to the end of this frame.
    private static func words(of message: MessageRecord, _ scene: FrameScene, limit: Int) -> [StyledText] {
        let fragment = fragment(scene)
        let title = fragment.map { StyledText($0.prefix(1).uppercased() + $0.dropFirst() + ".", Style(.title)) }
        let lines = [title].compactMap(\.self)
        if message.isCompressed { return lines + aboutInflating(scene) }
        let frames = scene.conversation.frames(of: message)
        guard message.kind == .text, !scene.showsWholeText, let text = text(of: frames, scene, limit: limit) else {
            return lines
        }
        let isLong = scene.frame.received - (scene.frame.header?.headerLength ?? 0) > 8
        guard fragment != nil || isLong else { return lines }
        return lines + [StyledText("The text\(fragment == nil ? "" : " so far"): \(text)")]
    }

    /// What does not come out of a compressed message, and why it got smaller, or did not.
    static func aboutInflating(_ scene: FrameScene) -> [StyledText] {
        scene.message.map { aboutInflating($0, in: scene.conversation, scene.deflate?.trace.why) } ?? []
    }

    /// The same where it is known why, or not.
    static func aboutInflating(
        _ message: MessageRecord, in conversation: Conversation, _ why: Sentence?
    ) -> [StyledText] {
        guard let inflated = conversation.inflated(message) else {
            return [StyledText(InflatedMessage.sentenceOfNotKept.text)]
        }
        var lines: [StyledText] = []
        if let problem = inflated.problem {
            lines.append(StyledText(problem.sentence.cited, Style(.bad)))
        }
        if let unknown = inflated.sentenceOfUnknown { lines.append(StyledText(unknown.text, Style(.warning))) }
        if let why { lines.append(StyledText(why.text, Style(.title))) }
        return lines
    }

    /// The text of the frames up to this one in quotes, `limit` bytes at most and cut at a character; nil if bytes
    /// are not kept.
    private static func text(of frames: [FrameRecord], _ scene: FrameScene, limit: Int) -> String? {
        var bytes: [UInt8] = []
        var isCut = false
        let earlier = frames.filter { $0.index < scene.frame.index }
        for frame in earlier + [scene.frame] where !isCut {
            guard let part = scene.conversation.payload(of: frame, maximum: limit + 1 - bytes.count) else { return nil }
            bytes += part
            isCut = bytes.count > limit
        }
        let shown = Array(bytes.prefix(isCut ? max(8, limit - scene.moreWords.count) : limit))
        // A character that is cut off, by the limit or by the end of a fragment, waits for its other bytes.
        let text = String(utf8: shown, isCut: true) ?? String(decoding: shown, as: UTF8.self)
        return isCut ? "\"\(text)…\"\(scene.moreWords)" : "\"\(text)\""
    }
}
