// All that the inspector knows. `update` changes it, `view` draws it; neither does anything else.

public import Capture
public import TerminalUI

/// Where the events come from.
public enum Source: Sendable, Hashable {
    /// A server in this process, reachable at these addresses; the first is the one to open in a browser.
    case live(urls: [String])
    /// A recording with a title, and where it was read from; either may be empty.
    case recording(title: String, path: String = "")
}

/// The state of the inspector.
public struct Model: Sendable {
    /// Where the events come from.
    public internal(set) var source: Source
    /// The name of the file into which everything is recorded; nil where nothing is.
    public let recordingName: String?
    /// Everything that has been taken in, by connection.
    public internal(set) var conversations: Conversations
    /// The ladders of the connections, by number.
    public internal(set) var ladders: [Int: Ladder] = [:]
    /// The screen in front.
    public internal(set) var screen = Screen.connections
    /// The number of the connection that is looked at; nil while there is none.
    public internal(set) var selected: Int? {
        didSet { prepareSelected() }
    }
    /// The positions in the connections, by number.
    public internal(set) var cursors: [Int: Cursor] = [:]
    /// The size of the terminal.
    public internal(set) var size: Size
    /// The time on the log's clock, in seconds: for ages.
    public internal(set) var now = 0.0

    /// Whether the position goes along with new traffic.
    public internal(set) var isFollowing: Bool
    /// How many rows of the selected connection, or connections in the list, have come since the reader stopped
    /// following.
    public internal(set) var newCount = 0
    /// Whether what arrives is held back from the screen. The server goes on.
    public internal(set) var isPaused = false
    /// How many events wait in the log while the view is paused.
    public internal(set) var heldCount = 0
    /// How many connections came and went faster than they could be shown.
    public internal(set) var unseenCount = 0
    /// Why the recording has ended; nil while it goes on, and where there is none.
    public internal(set) var recordingProblem: String?

    /// Whether a recording has been opened, so that the next one is the same again after editing.
    var isLoaded = false
    /// What there is to see in the recording, as it says itself; empty where it does not say.
    public internal(set) var about = ""
    /// When its time began, as ISO 8601: of the recording, or of a server's log; nil where that is not known.
    public var created: String?
    /// What the reader of the recording skipped or mended, in words.
    public internal(set) var problems: [String] = []
    /// What there is to know about the recording that is no problem, in words.
    public internal(set) var remarks: [String] = []
    /// Whether the bytes were put together from something else, and were never on a wire.
    public internal(set) var isReconstructed = false
    /// Where the reader was in each connection when the recording was read again.
    var placesBeforeReload: [Int: Place] = [:]
    /// What was last asked to be written.
    var lastWrite: WriteRequest?

    /// Whether the position moves by the clock.
    public internal(set) var isPlaying = false
    /// How fast: 1 is real time, 1/16 to 64.
    public internal(set) var speed = 1.0
    var nextStepTime = 0.0
    /// While playing in real time: the time that is shown, on the log's clock, and the row that was played last, which
    /// a filter may hide.
    var playTime = 0.0
    var playedRow = 0

    /// After the demonstration was asked for: the highest number of a connection until then.
    var awaitedDemonstration: Int?

    /// The pane that has the focus, counted from 0 in the order in which the screen lists them.
    public internal(set) var pane = 0
    /// Whether the pane with the focus has the whole screen.
    public internal(set) var isZoomed = false
    /// Whether the screen is drawn for the back row: wider bytes, fewer words.
    public internal(set) var isProjector = false
    /// The colours.
    public internal(set) var theme: ThemeName
    /// The theme to go back to when the projector is off.
    var themeBeforeProjector: ThemeName

    /// The help, while it is open.
    public internal(set) var help: Pager?
    /// The filter of the list of connections.
    public internal(set) var connectionFilter = Filter("")
    /// The filter of the rows of a ladder: "ping" looks for frames, and would hide every connection from the list.
    public internal(set) var rowFilter = Filter("")
    var shownRows = ShownRows()
    /// The line that is being typed, while there is one.
    public internal(set) var prompt: Prompt?
    /// The marks, by letter.
    public internal(set) var marks: [Character: Mark] = [:]
    /// What the next key is for.
    public internal(set) var pending: Pending?
    /// The note that was stepped to last, on a screen without rows.
    var shownNote: ShownNote?
    /// A message for the reader, until the next key.
    public internal(set) var notice: String?

    /// What a key press waits for.
    public enum Pending: Sendable, Hashable {
        /// After `m`, the letter.
        case markName
        /// After `'`, the letter.
        case jumpName
        /// Whether a file may be replaced.
        case replace(WriteRequest)
    }

    /// A model without connections.
    public init(
        source: Source, size: Size, theme: ThemeName = .dark, isProjector: Bool = false,
        recordingName: String? = nil, memoryLimit: Int = EventLog.defaultMemoryLimit
    ) {
        self.source = source
        self.recordingName = recordingName
        self.size = size
        self.theme = theme
        themeBeforeProjector = theme
        // A live connection is followed as it happens; a recording is read from its start.
        if case .live = source { isFollowing = true } else { isFollowing = false }
        self.isProjector = isProjector
        conversations = Conversations(memoryLimit: memoryLimit)
    }

    /// The connection that is looked at.
    public var conversation: Conversation? { selected.flatMap { conversations[$0] } }

    /// Its ladder.
    public var ladder: Ladder { selected.flatMap { ladders[$0] } ?? Ladder() }

    /// The position in it.
    public var cursor: Cursor {
        get { selected.flatMap { cursors[$0] } ?? Cursor() }
        set {
            guard let selected else { return }
            // A note stays for as long as its place does.
            if cursors[selected] != newValue { shownNote = nil }
            cursors[selected] = newValue
        }
    }

    /// The connections that the filter lets through, the newest first, by their positions among all: there may be many, and
    /// they are large.
    public var listed: [Int] {
        let all = conversations.all
        let positions = all.indices.reversed()
        return connectionFilter.isEmpty ? Array(positions) : positions.filter { connectionFilter.matches(all[$0]) }
    }

    /// The numbers of those connections.
    var listedNumbers: [Int] { listed.map { conversations.all[$0].number } }

    /// The filter of the screen in front.
    public internal(set) var filter: Filter {
        get { screen == .connections ? connectionFilter : rowFilter }
        set { if screen == .connections { connectionFilter = newValue } else { rowFilter = newValue } }
    }

    /// Whether the events come from a server in this process.
    var isLive: Bool {
        if case .live = source { true } else { false }
    }
}
