// One row of the key map.

import TerminalUI

/// Keys, and the action that they stand for.
struct Binding: Sendable {
    /// Keys with the same meaning.
    let keys: [Key]
    /// The action.
    let action: UserAction
    /// What they are for.
    let group: Group
    /// What they do, for the help.
    let help: String
    /// The source of events that the keys need; nil if any will do.
    let needs: Need?
    /// How the footer shows them; nil to leave them to the help.
    let footer: Hint?

    init(
        _ keys: [Key], _ action: UserAction, _ group: Group, _ help: String, needs: Need? = nil, footer: Hint? = nil
    ) {
        self.keys = keys
        self.action = action
        self.group = group
        self.help = help
        self.needs = needs
        self.footer = footer
    }

    /// What keys are for, in the order of the help and of the footer.
    enum Group: CaseIterable {
        case steps, fields, frames, reads, own, lines, entering, ends, reading, panes, zoom, search, places, screens
        case program
    }

    /// Where events come from.
    enum Need: Sendable {
        /// A server in this process.
        case server
        /// A recording.
        case recording
    }

    /// A place in the footer.
    struct Hint: Sendable {
        /// The keys, often those of two rows: "← →".
        let keys: String
        /// What they do, on screens that have no word of their own for it; nil to show them only on screens that have
        /// one.
        let word: String?
        /// Whether it is shown even if there is little room: the keys for other screens and for quitting.
        let isPinned: Bool

        init(_ keys: String, _ word: String? = nil, isPinned: Bool = false) {
            self.keys = keys
            self.word = word
            self.isPinned = isPinned
        }
    }
}

/// Names of keys, and what they do, in the footer.
struct KeyHint: Sendable, Hashable {
    /// The names, with spaces between them: "← →".
    let keys: String
    let word: String
    /// Whether it is shown even if there is little room.
    var isPinned = false
    /// The key that a click presses where the names are not those of keys: "1-4".
    var key: Key?

    init(_ keys: String, _ word: String, isPinned: Bool = false, key: Key? = nil) {
        (self.keys, self.word, self.isPinned, self.key) = (keys, word, isPinned, key)
    }

    /// The keys that are always in the footer of a screen.
    static func atEnd(of screen: Screen) -> [KeyHint] {
        let next = Key.character(Character("\(screen.next.rawValue)"))
        return [
            KeyHint("1-\(Screen.allCases.count)", "screens", isPinned: true, key: next),
            KeyHint("q", "quit", isPinned: true),
        ]
    }

    func width(hasBlocks: Bool) -> Int {
        CharacterWidth.columns(of: "\(Key.names(keys, hasBlocks: hasBlocks)) \(word)")
    }
}
