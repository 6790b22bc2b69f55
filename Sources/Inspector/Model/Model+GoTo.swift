// `:` and Enter go to a place; so do marks.

import Capture

extension Model {
    mutating func askWhereTo() {
        guard conversation != nil else {
            context.notice = "There is nowhere to go yet."
            return
        }
        prompting.prompt = Prompt(.goTo)
    }

    mutating func goTo(_ text: String) {
        let reach = reach(text)
        guard let place = reach.place else {
            let words = veiledReach(text) == nil ? reach.words : "there is no such place."
            context.notice = "\(text.isEmpty ? "Nothing" : text): \(words)"
            return
        }
        context.takeOver()
        context.notice = reach.words
        switch place {
        case .row(let row): context.go(toRow: row, else: .flow)
        case .frame(let row): context.go(toRow: row, else: .frame)
        case .byte(let byte, let row):
            context.setRow(row)
            context.cursor.byte = byte
            context.show(.frame)
        case .step(let place): context.cursor.place = place
        case .connection(let number):
            context.selected = number
            context.show(screen)
        case .mark(let mark): context.go(to: mark)
        }
    }
}

extension Context {
    /// Goes to a row, on the screen in front if it has rows, otherwise on another.
    fileprivate mutating func go(toRow row: Int, else other: Screen) {
        setRow(row)
        show(screen.type.hasRows ? screen : other)
    }

    /// Goes to the place of a mark.
    mutating func go(to mark: Mark) {
        selected = mark.connection
        // A recording may have become shorter since.
        if let conversation { cursor = mark.cursor.clamped(to: ladder, conversation) }
        show(mark.screen)
    }
}
