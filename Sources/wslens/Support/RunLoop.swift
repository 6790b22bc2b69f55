// The run loop: the only place that carries out the inspector's commands.
//
//   keys, sizes ─┐
//   the log ─────┼──▶ update ──▶ commands ──▶ carried out here
//   the clock ───┘      └──────▶ view ──▶ terminal

import Capture
import EchoServer
import Inspector
import NCursesTerminal
import TerminalUI

@MainActor
struct RunLoop {
    let terminal: NCursesTerminal
    let log: EventLog
    let server: EchoServer
    let signals: Signals

    /// How long a key press is waited for before the log and the clock are looked at again.
    private static let turnMilliseconds = 40

    /// Runs until the reader quits or a signal ends the program.
    func run(_ initial: Model) async {
        var model = initial
        var shownSecond = -1
        terminal.draw(view(model))
        while signals.received == nil {
            var messages: [Message] = []
            if let event = terminal.nextEvent(timeoutMilliseconds: Self.turnMilliseconds) {
                messages.append(event.message)
            }
            let events = log.take()
            if !events.isEmpty { messages.append(.events(events)) }
            let now = log.now
            let needsTick = model.isPlaying || Int(now) != shownSecond
            if needsTick || !messages.isEmpty { messages.append(.tick(now)) }
            shownSecond = Int(now)
            for message in messages {
                for command in model.update(message) where carryOut(command, on: &model) { return }
            }
            if !messages.isEmpty { terminal.draw(view(model)) }
        }
    }

    /// Carries out a command. Returns true if the program is to end.
    private func carryOut(_ command: Command, on model: inout Model) -> Bool {
        switch command {
        case .quit: return true
        case .setTheme(let theme): terminal.theme = theme
        case .startDemonstration:
            server.startDemonstration()
            _ = model.update(
                .notice("The demonstration client connects: a handshake, Hello, a ping, fragments, bytes, a close."))
        }
        return false
    }
}

extension TerminalEvent {
    fileprivate var message: Message {
        switch self {
        case .key(let key): .key(key)
        case .resize(let size): .resize(size)
        }
    }
}
