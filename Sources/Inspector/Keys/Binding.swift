// One row of the key map.

import TerminalUI

/// Keys, and what they ask for.
struct Binding: Sendable {
    /// The keys that mean the same.
    let keys: [Key]
    /// What they ask for.
    let action: UserAction
    /// What they are for.
    let group: Group
    /// What they do, for the help.
    let help: String
    /// Where events have to come from, for the keys to mean something; nil where it does not matter.
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
        /// What they do, on screens that have no word of their own for it; nil to show them only where there is one.
        let word: String?
        /// Whether it is shown however little room there is: the ways around and out.
        let isPinned: Bool

        init(_ keys: String, _ word: String? = nil, isPinned: Bool = false) {
            self.keys = keys
            self.word = word
            self.isPinned = isPinned
        }
    }
}
