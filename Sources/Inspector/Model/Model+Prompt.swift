// Keys that are answers: on a prompt line, and to a question.

import Capture
import TerminalUI

extension Model {
    mutating func pressInPrompt(_ prompt: Prompt, _ key: Key) -> [Command] {
        switch key {
        case .escape: prompting.prompt = nil
        case .enter: return enter(prompt)
        case .tab:
            if case .write(let all) = prompt.purpose { prompting.prompt = retargeted(prompt, all: !all) }
            if case .message(let audience) = prompt.purpose, let screen = front as? ServerScreen {
                prompting.prompt?.purpose = .message(screen.next(after: audience, context))
            }
        default: prompting.prompt?.type(key)
        }
        return []
    }

    private mutating func enter(_ prompt: Prompt) -> [Command] {
        // A line that is not a code stays, to be mended.
        if case .close = prompt.purpose, TypedClose.payload(prompt.input.text) == nil { return [] }
        prompting.prompt = nil
        let text = prompt.input.text
        switch prompt.purpose {
        case .filter: front.setFilter(Filter(text), &context)
        case .goTo: goTo(text)
        case .write(let all): return write(to: text, all: all)
        case .close(let target): return close(target, text)
        case .message(let audience): return [.sendText(text, audience)]
        }
        return []
    }

    mutating func answer(_ pending: Pending, _ key: Key) -> [Command] {
        if case .replace(let request) = pending { return answerReplace(request, key) }
        if case .quit(let question) = pending { return answer(question, key) }
        guard key != .escape else { return [] }
        guard case .character(let letter) = key, letter.isLetter, letter.isASCII, let here = context.here else {
            context.notice = selected == nil ? "There is nothing to mark yet." : "A mark is a letter, a to z."
            return []
        }
        if pending == .markName {
            context.marks[letter] = here
            context.notice = "Marked as \(letter); ' then \(letter) returns here."
        } else if let mark = context.marks[letter], conversations[mark.connection] != nil {
            context.takeOver()
            context.go(to: mark)
        } else {
            context.notice = "There is no mark \(letter). Marks: \(context.marks.list)."
        }
        return []
    }
}
