// What all screens share: the traffic so far, the reader's place in it, and the settings.

import Capture
import Lessons
import TerminalUI
import WebSocketProtocol

/// The part of the model that screens read, and that they change when the reader does something.
struct Context: Sendable {
    /// Where the events come from.
    var source: Source
    /// The name of the file into which everything is recorded; nil if nothing is.
    let recordingName: String?
    /// Why the recording has ended; nil while it continues, or if there is none.
    var recordingProblem: String?
    /// What the opened file says about itself, and what was found in it.
    var opened = OpenedFile()
    /// Everything that has been taken in, by connection.
    var conversations: Conversations
    /// The ladders of the connections, by number.
    var ladders: [Int: Ladder] = [:]

    /// The screen in front; `show` asks for another.
    var screen = Screen.connections
    /// The screen that was asked for.
    var next: Screen?
    /// The number of the selected connection; nil while there is none.
    var selected: Int? {
        didSet {
            prepareSelected()
            if let selected { following.sawNews(of: selected) }
            leaveRowFilter()
        }
    }
    /// The positions in the connections, by number.
    var cursors: [Int: Cursor] = [:]
    /// The note that was stepped to last, on a screen without rows.
    var shownNote: ShownNote?
    /// What the lists show.
    var filters = Filters()
    /// Whether the list also shows connections that never asked for a WebSocket.
    var showsOthers = false
    /// The search for the next connection with a match, while there is one.
    var onward: OnwardSearch?
    /// The places that the reader has marked.
    var marks = Marks()
    /// Whether and how the position follows new traffic.
    var following: Following
    /// Whether what is ahead of the reader is hidden.
    var veil = Veil()
    /// The symbols of the compressed message that was drawn last: to make them anew takes long.
    var lastTrace: DeflateTrace?
    /// What is drawn behind the last byte that is explained.
    var unexplained: UnexplainedBytes?
    /// The connections whose texts are hidden, by number.
    var hiddenTexts: Set<Int> = []
    /// The rooms that are hidden, by their paths, percent-decoded.
    var hiddenRooms: Set<String> = []
    /// How the position moves by the clock.
    var playing = Playing()
    /// After the demonstration was asked for: the highest number of a connection until then.
    var awaitedDemonstration: Int?
    /// What is sent by hand.
    var sending = Sending()
    /// How the server was doing when it was last asked; nil where there is none, or it was not asked.
    var server: ServerStatus?
    /// What the server did of its own accord.
    var actions = ServerActions()
    /// What the server does wrong on purpose on the next WebSocket.
    var mischiefForNext: Set<Mischief> = []
    /// A line that the screen wants typed.
    var asked: Prompt?
    /// Whether the server compresses messages on the connections to come, where they offer it.
    var compresses = false

    /// The lessons, and how far the student is; nil where there are none.
    var school: School?
    /// Where the student's answers are kept; nil where that is not known.
    let progressName: String?
    /// Where the student's eyes and hands are: on Lessons, also while another screen is in front.
    var study = Study()
    /// The time of day, as ISO 8601; empty until it is known.
    var wallTime = ""

    /// The size of the terminal.
    var size: Size
    /// How many of its rows were left for Flow or Frame when it was drawn last.
    var contentHeight = 0
    /// The time on the log's clock, in seconds: for ages.
    var now = 0.0
    /// Colours and sizes.
    var look: Look
    /// A text that covers the screen: the help, or all the words of a row.
    var help: Pager?
    /// Whether the addresses of the server cover the screen.
    var showsAddress = false
    /// A notice for the reader, until the next key.
    var notice: String?
    /// The part of it that says what the last key has done to a file: other notices do not take its place.
    var outcome: String?

    /// The selected connection.
    var conversation: Conversation? { selected.flatMap { conversations[$0] } }

    /// Its ladder.
    var ladder: Ladder { selected.flatMap { ladders[$0] } ?? Ladder() }

    /// The position in it.
    var cursor: Cursor {
        get { selected.flatMap { cursors[$0] } ?? Cursor() }
        set {
            guard let selected else { return }
            // A note is shown for as long as the reader stays at its place.
            if cursors[selected] != newValue { shownNote = nil }
            cursors[selected] = newValue
        }
    }

    /// Where the reader is; nil while there is no connection.
    var here: Mark? { selected.map { Mark(screen: screen, connection: $0, cursor: cursor) } }

    /// The connections that the list shows, by their positions among all: there may be many, and they are large. WebSockets, the
    /// newest first, and behind them the others.
    var listed: [Int] {
        let all = conversations.all
        var (webSockets, others): ([Int], [Int]) = ([], [])
        for position in all.indices.reversed() where isListed(all[position]) {
            if all[position].webSocket != nil { webSockets.append(position) } else { others.append(position) }
        }
        webSockets.sort { all[$0].webSocket ?? 0 > all[$1].webSocket ?? 0 }
        return webSockets + (foldsOthers ? others.filter { all[$0].number == selected || !all[$0].isOrdinary } : others)
    }

    /// Whether connections that never asked for a WebSocket are left out of the list. A recording without a WebSocket shows them.
    var foldsOthers: Bool {
        !showsOthers && filters.connections.isEmpty && (isLive || conversations.all.contains { $0.webSocket != nil })
    }

    /// What is left out: "2 plain HTTP, 1 without a request: o lists them"; nil if nothing is.
    var foldedWords: String? {
        guard foldsOthers else { return nil }
        let others = conversations.all.filter { $0.webSocket == nil && $0.isOrdinary && $0.number != selected }
        if veil.isOn, !others.isEmpty { return "\(others.count.grouped) without a WebSocket: o lists them" }
        let silent = others.count(where: \.hasNoRequest)
        let parts = [
            others.count == silent ? "" : "\((others.count - silent).grouped) plain HTTP",
            silent == 0 ? "" : "\(silent.grouped) without a request",
        ].filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: ", ") + ": o lists \(others.count == 1 ? "it" : "them")"
    }

    /// What people call a connection; "#?" where it is not known, since it was let go of, or the view is paused.
    func label(of number: Int) -> String { conversations[number]?.label ?? "#?" }

    /// Whether there is nothing to look at yet: only connections for pages, or in reserve.
    var isWaiting: Bool { conversations.all.isEmpty || isLive && conversation == nil && foldsOthers }

    /// The numbers of those connections.
    var listedNumbers: [Int] { listed.map { conversations.all[$0].number } }

    /// Whether the events come from a server in this process.
    var isLive: Bool {
        if case .live = source { true } else { false }
    }

    /// Whether the selected connection can grow.
    var canGrow: Bool { isLive && conversation?.isOpen == true }

    /// Asks for a screen, which comes to the front once the key has been handled.
    mutating func show(_ screen: Screen) { next = screen }

    /// An action by hand ends following and playing.
    mutating func takeOver() {
        following.stop()
        playing.isOn = false
    }
}
