// What keys are called on the screen.

import TerminalUI

extension Key {
    /// The name that is printed on the key.
    var name: String {
        switch self {
        case .character(" "): "space"
        case .character(let character): String(character)
        case .left: "←"
        case .right: "→"
        case .up: "↑"
        case .down: "↓"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .home: "Home"
        case .end: "End"
        case .enter: "Enter"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backTab: "Shift-Tab"
        case .backspace: "Backspace"
        case .delete: "Del"
        case .insert: "Ins"
        case .function(let number): "F\(number)"
        case .control(let character): "Ctrl-\(character.uppercased())"
        }
    }

    /// Names of keys as a terminal without UTF-8 shows them: the characters that stand in for arrows there are other keys.
    static func names(_ names: String, hasBlocks: Bool) -> String {
        guard !hasBlocks else { return names }
        let words: [Character: String] = ["←": "Left", "→": "Right", "↑": "Up", "↓": "Down"]
        return names.map { words[$0] ?? String($0) }.joined()
    }

    /// The key of that name; nil if there is none.
    init?(named name: String) {
        let named: [Key] = [
            .left, .right, .up, .down, .pageUp, .pageDown, .enter, .escape, .tab, .backTab, .character(" "),
            .control("u"),
        ]
        if let key = named.first(where: { $0.name == name }) {
            self = key
        } else if name.count == 2, name.first == "^", let letter = name.last, letter.isLetter {
            self = .control(Character(letter.lowercased()))
        } else if name.count == 1, let character = name.first {
            self = .character(character)
        } else {
            return nil
        }
    }
}
