// Sentences about the screen, which is not there in lines: "Keys x and c go from frame to frame." is left out where something else is
// said with it, and else said to be about the screen. A place that a cursor is put on is named, and the card has a command.

extension Spoken {
    /// A text without the keys of the screen.
    static func withoutKeys(_ text: String) -> String {
        let text = text.replacing("Put the cursor on", with: "Name the place of")
            .replacing("put the cursor on", with: "name the place of")
        let sentences = sentences(of: text).map { $0.contains("Ctrl-G") ? cardSentence : $0 }
        let others = sentences.filter { !isAboutKeys($0) }
        return others.isEmpty && !text.isEmpty ? "On the screen: \(text)" : others.joined(separator: " ")
    }

    private static let cardSentence = "To look up a letter or a byte, type card and the letter or byte, such as card H."

    /// The sentences of a text, each with its end.
    static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var start = text.startIndex
        for (index, next) in zip(text.indices, text.indices.dropFirst())
        where text[next] == " " && endsSentence(text[start..<next], at: index) {
            sentences.append(String(text[start..<next]))
            start = text.index(after: next)
        }
        return start < text.endIndex ? sentences + [String(text[start...])] : sentences
    }

    /// Whether a sentence ends with a character, or with the end of a quotation or bracket behind one.
    private static func endsSentence(_ text: Substring, at index: String.Index) -> Bool {
        let isClosing = "\")".contains(text[index])
        return (isClosing ? text.dropLast() : text).last.map { ".?!".contains($0) } == true
    }

    /// What is only on the screen. "Flow" is one of its names; a small flow may be one of data.
    private static let screenWords = [
        "Ctrl-", "arrow keys", "curly brackets", "letters below", "below the bytes", "Flow",
    ]

    private static func isAboutKeys(_ sentence: String) -> Bool {
        if screenWords.contains(where: { sentence.contains($0) }) || namesSign(sentence) { return true }
        let words = sentence.lowercased().split { !$0.isLetter && !$0.isNumber }
        return zip(words, words.dropFirst()).contains { word, next in
            switch word {
            // "Key x" is one of the keyboard, "a key a client sends" is not.
            case "key", "keys": next.count == 1 && next != "a"
            case "screen": Int(next) != nil
            // "Press 2 and s", where "press 126" is a button of the page.
            case "press": next.count == 1 && next != "a"
            default: false
            }
        }
    }

    /// Whether a sign stands where a key is named: "The key ) goes to the next read", "press ] twice".
    private static func namesSign(_ sentence: String) -> Bool {
        let words = sentence.lowercased().split(separator: " ")
        return zip(words, words.dropFirst()).contains { word, next in
            ["key", "keys", "press"].contains(word) && next.first.map { "[](){}<>\\".contains($0) } == true
                && next.count <= 2
        }
    }
}
