// The texts of a connection, hidden by a key, since a class writes what it likes: payloads, the reasons of Closes, and what was asked for.
// Headers, lengths, codes, times and states stay.
//
//    text  5 B  FIN masked  "Hello"     text  5 B  FIN masked  (hidden)
//    81 85 37 fa 21 3d 7f 9f 4d 51 58   81 85 37 fa 21 3d ·· ·· ·· ·· ··

import Capture

extension Context {
    /// Hides the texts of the selected connection, or shows them again.
    mutating func toggleTexts() {
        guard let selected else { return }
        let isHidden = hiddenTexts.remove(selected) == nil
        if isHidden { hiddenTexts.insert(selected) }
        notice =
            isHidden
            ? "What the peers of \(label(of: selected)) wrote is hidden, on every screen; K shows it."
            : "The texts of \(label(of: selected)) are shown again."
    }

    /// What is drawn where texts are hidden.
    var withoutTexts: Context {
        guard !hiddenTexts.isEmpty else { return self }
        var drawn = self
        drawn.conversations = conversations.map {
            guard hiddenTexts.contains($0.number) else { return $0 }
            var conversation = $0
            conversation.hideTexts()
            return conversation
        }
        return drawn
    }
}
