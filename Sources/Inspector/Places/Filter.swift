// The filter of the lists: words and phrases that must all match.
//
//    close 1000   hello     what a row says: its label, the remarks on its arrow, its states, its payload
//    "number 2"             a phrase, as it stands in what a row says
//    client  text  bad      the sender, the opcode, a broken rule
//    !                      a broken rule as well;  !ping: not a Ping
//    81 85   0x8185         at least two bytes, as sent or unmasked
//    >1000  <10  =5         the length of the payload
//    #3                     a connection, in the list of connections
//
// A text is sought in what the application gets, and may cross the fragments of a message: it is found in the frame in which it ends. Of a
// frame, the first 1 MiB is read.

import Capture
import TerminalUI
import WebSocketProtocol

/// What the reader wants to see in the lists.
public struct Filter: Sendable, Hashable {
    /// As it was typed.
    public let text: String
    private let terms: [FilterTerm]

    /// Examples of what can be typed, while nothing has been typed: for rows, and for the list of connections.
    static let examples = "close 1000  \"a phrase\"  !ping  ! broken  81 85  >1000"
    static let examplesForList = "close 1000  \"a phrase\"  !ping (none)  ! broken  >1000"

    /// A filter; an empty one lets everything through.
    public init(_ text: String) {
        self.text = text
        terms = FilterTerm.terms(text)
    }

    /// Whether it lets everything through.
    public var isEmpty: Bool { terms.isEmpty }

    /// The texts that it looks for, in small letters.
    var soughtTexts: [String] { terms.compactMap(\.soughtText) }

    /// Whether a word of it was perhaps meant as a length and is read as text: ">abc".
    var hasMistakenLength: Bool { terms.contains(where: \.isMistakenLength) }

    /// It with its slash, as a title shows it: no wider than that many columns.
    func shown(width: Int) -> String {
        let words = "/" + text
        guard CharacterWidth.columns(of: words) > width else { return words }
        var (shown, columns) = ("", 1)
        for character in words {
            columns += CharacterWidth.columns(of: character)
            guard columns <= width else { break }
            shown.append(character)
        }
        return shown + "…"
    }

    /// Whether a row of a ladder matches.
    func matches(row: Int, of ladder: Ladder, in conversation: Conversation) -> Bool {
        var subject = RowSubject(row, ladder, conversation)
        return terms.allSatisfy { $0.isFound(in: &subject) != $0.isExcluded }
    }

    // MARK: Connections

    /// What decides whether a connection matches.
    enum Verdict: Hashable {
        /// Its number, state, peer, program or broken rules.
        case certain(Bool)
        /// Its rows: one of them must have all of the sought terms, and none may have a banned one.
        case rows(Sought)
    }

    /// Terms by their places in the filter.
    struct Sought: Sendable, Hashable {
        let sought: [Int]
        let banned: [Int]
    }

    /// How much is known of a connection without its rows.
    func verdict(on conversation: Conversation) -> Verdict {
        let dissection = conversation.dissection
        let words = [dissection.client, conversation.stateWords, conversation.nameAndProgram].joined(separator: " ")
        let text = FilterWord.lowercased(words)
        var (sought, banned): ([Int], [Int]) = ([], [])
        for (place, term) in terms.enumerated() {
            switch term.isFound(in: conversation, text: text) {
            case .some(let isFound): if isFound == term.isExcluded { return .certain(false) }
            case nil: if term.isExcluded { banned.append(place) } else { sought.append(place) }
            }
        }
        return sought.isEmpty && banned.isEmpty
            ? .certain(true) : .rows(Sought(sought: sought, banned: banned))
    }

    /// What a row of a connection in the list must have to be the match that the reader looks for: what is not known of the
    /// connection without its rows; if all is ("closed 1001"), everything. Nil where the connection does not match, or
    /// nothing is sought.
    func rowTerms(of conversation: Conversation) -> Sought? {
        switch verdict(on: conversation) {
        case .certain(false): return nil
        case .rows(let terms) where !terms.sought.isEmpty: return terms
        case .certain, .rows:
            let sought = terms.indices.filter { !terms[$0].isExcluded }
            return sought.isEmpty ? nil : Sought(sought: sought, banned: [])
        }
    }

    /// Whether a row has all of the sought terms, and whether it has one that is banned. Only what went over the wire
    /// and notes count: every connection was once OPEN, and that is not what `open` looks for in the list.
    func looks(at row: Int, of ladder: Ladder, in conversation: Conversation, for terms: Sought) -> (
        isMatch: Bool, isBanned: Bool
    ) {
        var subject = RowSubject(row, ladder, conversation, onlyWire: true)
        guard subject.isOnWire else { return (false, false) }
        let isMatch = !terms.sought.isEmpty && terms.sought.allSatisfy { self.terms[$0].isFound(in: &subject) }
        return (isMatch, terms.banned.contains { self.terms[$0].isFound(in: &subject) })
    }

    /// Whether a connection matches, with all the rows of its ladder, which is only looked at where they decide.
    func matches(_ conversation: Conversation, _ rows: @autoclosure () -> Ladder) -> Bool {
        switch verdict(on: conversation) {
        case .certain(let isMatch): return isMatch
        case .rows(let sought):
            let ladder = rows()
            let found = (0..<ladder.count).lazy.map { looks(at: $0, of: ladder, in: conversation, for: sought) }
            let isMatch = sought.sought.isEmpty || found.contains(where: \.isMatch)
            return isMatch && !found.contains(where: \.isBanned)
        }
    }

    /// Whether a connection matches of which only its number and its peer are known.
    func matches(label: String, peer: String) -> Bool {
        let text = FilterWord.lowercased(peer)
        return terms.allSatisfy { $0.isFound(label: label, text: text) != $0.isExcluded }
    }
}
