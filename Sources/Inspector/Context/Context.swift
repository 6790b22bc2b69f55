// What all screens share: what was taken in, where the reader is in it, and how things stand.

import Capture
import TerminalUI

/// The part of the model that screens read, and that they change when the reader does something.
struct Context: Sendable {
    /// Where the events come from.
    var source: Source
    /// The name of the file into which everything is recorded; nil where nothing is.
    let recordingName: String?
    /// Why the recording has ended; nil while it goes on, and where there is none.
    var recordingProblem: String?
    /// What the file that was opened says of itself, and what was found in it.
    var opened = OpenedFile()
    /// Everything that has been taken in, by connection.
    var conversations: Conversations
    /// The ladders of the connections, by number.
    var ladders: [Int: Ladder] = [:]

    /// The screen in front; `show` asks for another.
    var screen = Screen.connections
    /// The screen that was asked for.
    var next: Screen?
    /// The number of the connection that is looked at; nil while there is none.
    var selected: Int? {
        didSet { prepareSelected() }
    }
    /// The positions in the connections, by number.
    var cursors: [Int: Cursor] = [:]
    /// The note that was stepped to last, on a screen without rows.
    var shownNote: ShownNote?
    /// What the lists let through.
    var filters = Filters()
    /// The places that the reader has marked.
    var marks = Marks()
    /// How the position goes along with new traffic.
    var following: Following
    /// How the position moves by the clock.
    var playing = Playing()
    /// After the demonstration was asked for: the highest number of a connection until then.
    var awaitedDemonstration: Int?

    /// The size of the terminal.
    var size: Size
    /// The time on the log's clock, in seconds: for ages.
    var now = 0.0
    /// Colours and sizes.
    var look: Look
    /// A text that covers the screen: the help, or what a row says at length.
    var help: Pager?
    /// A message for the reader, until the next key.
    var notice: String?

    /// The connection that is looked at.
    var conversation: Conversation? { selected.flatMap { conversations[$0] } }

    /// Its ladder.
    var ladder: Ladder { selected.flatMap { ladders[$0] } ?? Ladder() }

    /// The position in it.
    var cursor: Cursor {
        get { selected.flatMap { cursors[$0] } ?? Cursor() }
        set {
            guard let selected else { return }
            // A note stays for as long as its place does.
            if cursors[selected] != newValue { shownNote = nil }
            cursors[selected] = newValue
        }
    }

    /// Where the reader is; nil while there is no connection.
    var here: Mark? { selected.map { Mark(screen: screen, connection: $0, cursor: cursor) } }

    /// The connections that the filter lets through, the newest first, by their positions among all: there may be many, and
    /// they are large.
    var listed: [Int] {
        let all = conversations.all
        let positions = all.indices.reversed()
        return filters.connections.isEmpty
            ? Array(positions) : positions.filter { filters.connections.matches(all[$0]) }
    }

    /// The numbers of those connections.
    var listedNumbers: [Int] { listed.map { conversations.all[$0].number } }

    /// Whether the events come from a server in this process.
    var isLive: Bool {
        if case .live = source { true } else { false }
    }

    /// Whether more may come on the connection that is looked at.
    var canGrow: Bool { isLive && conversation?.isOpen == true }

    /// Asks for a screen, which comes to the front when the key is done with.
    mutating func show(_ screen: Screen) { next = screen }

    /// What the reader does by hand ends following and playing.
    mutating func takeOver() {
        following.stop()
        playing.isOn = false
    }
}
