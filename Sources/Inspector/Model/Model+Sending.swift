// Sending by hand, as far as it is the same on all screens: a client of wslens's own, and closing a connection with a code of choice.

import WebSocketProtocol

extension Model {
    mutating func openClient() -> [Command] {
        context.notice = "Connecting a client of wslens's own …"
        return [.openClient]
    }

    /// Asks for a code and a reason.
    mutating func askForCode() {
        switch context.sendTarget {
        case .success(let target):
            prompting.prompt = Prompt(.close(target), "\(CloseCode.normal.rawValue)", isSuggestion: true)
        case .failure(let why): context.notice = why.words
        }
    }

    /// Sends a Close with what was typed, on the connection for which it was asked.
    mutating func close(_ target: SendTarget, _ text: String) -> [Command] {
        TypedClose.order(text, to: target, seed: context.sending.seed).map { [.send($0)] } ?? []
    }
}
