// Everything the inspector knows. `update` changes it, `view` draws it; neither does anything else.

public import Capture
public import Lessons
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
    /// What all screens share.
    var context: Context
    /// The screen in front: of the type of `context.screen`.
    var front: any ScreenState
    /// The screens that were left, and will come back as they were.
    private var left: [Screen: any ScreenState] = [:]
    /// The question to the reader, if any.
    var prompting = Prompting()
    /// Whether it was started for the lessons, and not for the traffic.
    let isAboutLessons: Bool
    /// The last input, if it was a click that a second one at the same place would complete.
    var lastClick: Click?

    /// A model without connections.
    ///
    /// - Parameters:
    ///   - hasBlocks: whether the terminal shows block characters; without UTF-8 it does not.
    ///   - hasColours: whether the terminal shows colours.
    ///   - hasMouse: whether clicks and the wheel are reported at the start.
    ///   - school: the lessons; nil where there are none.
    ///   - screen: the screen in front at the start.
    ///   - progressName: the file that keeps what the student has done, as the student would type it.
    public init(
        source: Source, size: Size, theme: ThemeName = .dark, isProjector: Bool = false, hasBlocks: Bool = true,
        hasColours: Bool = true, hasMouse: Bool = true, recordingName: String? = nil,
        memoryLimit: Int = EventLog.defaultMemoryLimit, compresses: Bool = false, school: School? = nil,
        progressName: String? = nil, screen: Screen = .connections
    ) {
        // A live connection is followed; a recording is read from its start.
        let isLive = if case .live = source { true } else { false }
        context = Context(
            source: source, recordingName: recordingName, conversations: Conversations(memoryLimit: memoryLimit),
            following: Following(isOn: isLive), school: school, progressName: progressName, size: size,
            look: Look(
                theme: theme, isProjector: isProjector, hasBlocks: hasBlocks, hasColours: hasColours, hasMouse: hasMouse
            ))
        context.compresses = compresses
        context.screen = screen
        isAboutLessons = screen == .lessons
        front = screen.type.init()
        front.arrive(&context)
    }

    /// Brings the requested screen to the front.
    mutating func showNext() {
        guard let screen = context.next else { return }
        context.next = nil
        if screen != context.screen {
            if context.screen.type.staysAsLeft { left[context.screen] = front }
            context.screen = screen
            context.following.newCount = 0
            front = left.removeValue(forKey: screen) ?? screen.type.init()
        }
        front.arrive(&context)
        if context.follows { front.goToNewest(&context) }
        if context.playing.isOn { context.restartPlayClock() }
    }
}

// MARK: Read from outside

extension Model {
    /// The name of the file into which everything is recorded; nil if nothing is.
    public var recordingName: String? { context.recordingName }
    /// When its time began, as ISO 8601: of the recording, or of a server's log; nil if that is not known.
    public var created: String? {
        get { context.opened.created }
        set { context.opened.created = newValue }
    }
    /// Everything that has been taken in, by connection.
    public var conversations: Conversations { context.conversations }
    /// The ladders of the connections, by number.
    public var ladders: [Int: Ladder] { context.ladders }
    /// The connections that the filter lets through, the newest first, by their positions among all.
    public var listed: [Int] { context.listed }
    /// The number of the selected connection; nil while there is none.
    public var selected: Int? { context.selected }
    /// The selected connection.
    public var conversation: Conversation? { context.conversation }
    /// Its ladder.
    public var ladder: Ladder { context.ladder }
    /// The position in it.
    public var cursor: Cursor { context.cursor }
    /// The screen in front.
    public var screen: Screen { context.screen }

    /// Whether it has to know how the server is doing: for Server, and as long as the title says what is done to the next connection.
    public var watchesServer: Bool { screen == .server || !context.mischiefForNext.isEmpty }
    /// The size of the terminal.
    public var size: Size { context.size }
    /// The time on the log's clock, in seconds.
    public var now: Double { context.now }
    /// Whether the position follows new traffic.
    public var isFollowing: Bool { context.following.isOn }
    /// How many rows of the selected connection, or connections in the list, have arrived since the reader
    /// stopped following.
    public var newCount: Int { context.following.newCount }
    /// Whether new traffic is held back from the screen. The server continues.
    public var isPaused: Bool { context.following.isPaused }
    /// Whether the position moves by the clock.
    public var isPlaying: Bool { context.playing.isOn }
    /// Whether rows are still to be searched, so that more turns are needed.
    public var isSearching: Bool { context.isSearching }
    /// How fast: 1 is real time, 1/16 to 64.
    public var speed: Double { context.playing.speed }
    /// The help, while it is open.
    public var help: Pager? { context.help }
    /// The filter of the screen in front.
    public var filter: Filter { context.filters[context.screen.type.filtered ?? .rows] }
    /// The line that is being typed, while there is one.
    public var prompt: Prompt? { prompting.prompt }
    /// What the next key is for.
    public var pending: Pending? { prompting.pending }
    /// A notice for the reader, until the next key.
    public var notice: String? { context.notice }
    /// The lessons, with the student's answers; nil where there are none.
    public var school: School? { context.school }

    /// The row of the note that the reader has reached; nil if there is none.
    var noteRow: Int? { context.noteRow }
    /// What that note says.
    var noteWords: String? { context.noteWords }
    /// Where a typed place leads.
    func reach(_ text: String) -> Reach { front.reach(text, context) }

    /// What is said about a typed place while the veil is on: of one that may be ahead, nothing. Nil for others.
    func veiledReach(_ text: String) -> String? {
        guard context.veil.isOn, let destination = Destination(text) else { return nil }
        return destination.mayBeAhead ? "going there shows it" : nil
    }

    /// What is drawn of it: behind the veil, if anything is hidden.
    var behindVeil: Model {
        var drawn = self
        drawn.context = context.behindVeil
        return drawn
    }
}
