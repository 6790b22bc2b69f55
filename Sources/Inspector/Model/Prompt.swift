// The line at the bottom in which the reader types: a filter, a place to go to, the name of a file.

public import Capture
public import TerminalUI

/// A line that is being typed.
public struct Prompt: Sendable, Hashable {
    /// What it is for.
    public enum Purpose: Sendable, Hashable {
        /// The filter of the list in front.
        case filter
        /// A place to go to.
        case goTo
        /// The name of a recording to write, with one connection or all.
        case write(all: Bool)
        /// The code and the reason with which a connection is closed.
        case close(SendTarget)
        /// A text that the server sends.
        case message(MessageAudience)
    }

    /// What it is for.
    public internal(set) var purpose: Purpose
    /// The line.
    public internal(set) var input: LineInput
    /// Whether the line is a suggestion, for which a digit that is typed stands in.
    private var isSuggestion: Bool

    init(_ purpose: Purpose, _ text: String = "", isSuggestion: Bool = false) {
        self.purpose = purpose
        input = LineInput(text)
        self.isSuggestion = isSuggestion
    }

    /// Takes a key into the line.
    mutating func type(_ key: Key) {
        if isSuggestion, case .character(let character) = key, character.isNumber { input = LineInput() }
        isSuggestion = false
        _ = input.handle(key)
    }
}
