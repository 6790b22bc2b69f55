// `q`: at once where nothing would be lost by it, otherwise after a question.

import Capture
import TerminalUI
import WebSocketProtocol

/// What quitting would cost.
public struct QuitQuestion: Sendable, Hashable {
    /// How many WebSockets it would end.
    let openCount: Int
    /// Whether there are frames that are in no recording.
    let isUnrecorded: Bool

    /// The question, with its answers: "7 open, not recorded: w writes, y quits, any other key stays."
    var words: String {
        let open = openCount > 0 ? "\(Numbers.grouped(openCount)) open" : ""
        let recorded = isUnrecorded ? (open.isEmpty ? "Not recorded" : ", not recorded") : ""
        return "\(open)\(recorded): \(isUnrecorded ? "w writes, " : "")y quits, any other key stays."
    }
}

extension Model {
    /// Quits, or asks first.
    mutating func quit() -> [Command] {
        guard let question = quitQuestion else { return [.quit] }
        prompting.pending = .quit(question)
        return []
    }

    mutating func answer(_ question: QuitQuestion, _ key: Key) -> [Command] {
        switch key {
        case .character("y"), .character("Y"): return [.quit]
        case .character("w") where question.isUnrecorded: askForFile(all: conversations.all.count > 1)
        default: break
        }
        return []
    }

    /// What quitting would cost; nil if nothing. A recording loses nothing.
    private var quitQuestion: QuitQuestion? {
        // What students have done is kept; their traffic is not worth a question that they do not understand.
        guard context.isLive, !isAboutLessons else { return nil }
        let question = QuitQuestion(
            openCount: conversations.all.count(where: \.isOpenWebSocket), isUnrecorded: hasUnrecorded)
        return question.openCount > 0 || question.isUnrecorded ? question : nil
    }

    private var hasUnrecorded: Bool {
        if recordingName != nil, context.recordingProblem == nil { return false }
        if context.following.heldCount > 0 { return true }
        return conversations.all.contains { conversation in
            let hasFrames = Endpoint.allCases.contains { conversation.frameCount(from: $0) > 0 }
            let written = prompting.writtenUntil[conversation.number] ?? -.infinity
            return (hasFrames || conversation.isOpenWebSocket) && conversation.dissection.lastTime > written
        }
    }

    /// Remembers up to which event connections are in a recording that `w` has written.
    mutating func rememberWritten() {
        prompting.writtenUntil = prompting.writtenUntil.filter { conversations[$0.key] != nil }
        for conversation in conversations.all {
            guard prompting.lastWrite?.connections?.contains(conversation.number) ?? true else { continue }
            prompting.writtenUntil[conversation.number] = conversation.dissection.lastTime
        }
    }
}
