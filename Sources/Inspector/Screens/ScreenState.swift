// The parts of a screen. Each screen has a folder of its own: its keys, what they do, its panes, and what it remembers
// while it is in front.

import TerminalUI

/// A screen. What most screens share is in the extension below; a screen defines only what differs.
protocol ScreenState: Sendable {
    /// What it is called.
    static var title: ScreenTitle { get }
    /// Its own keys; `Program.bindings` are shared.
    static var bindings: [Binding] { get }
    /// What the footer calls actions on this screen, its own and the shared ones. Those without a word are only in the
    /// help.
    static func words(isLive: Bool) -> [UserAction: String]
    /// Whether it shows connections, and so waits until there is one.
    static var showsConnections: Bool { get }
    /// Whether one of the connections is the selected one here.
    static var selectsConnections: Bool { get }
    /// What `/` filters here; nil for nothing.
    static var filtered: Filters.Subject? { get }
    /// Whether playing goes by the times of the rows; otherwise it makes steps.
    static var playsInRealTime: Bool { get }
    /// Whether any time of the connection has its place here; otherwise places are steps, and so are marks on this
    /// screen.
    static var hasTime: Bool { get }
    /// Whether a typed row is shown on this screen; otherwise on Flow.
    static var hasRows: Bool { get }
    /// Whether a note is a step here, after what it follows, and not a row.
    static var stepsThroughNotes: Bool { get }
    /// Whether the wheel moves as far as the keys that page do, not by rows.
    static var wheelPages: Bool { get }
    /// Whether the screen itself shows the note under the cursor.
    static var showsNotes: Bool { get }
    /// Whether it comes back as it was left; otherwise it starts anew.
    static var staysAsLeft: Bool { get }

    /// The screen as it comes to the front.
    init()

    /// What the footer calls actions that mean something else at the moment.
    func wordsNow(_ context: Context) -> [UserAction: String]

    /// Something has happened: makes what takes long, before it is drawn.
    mutating func prepare(_ context: Context)

    /// Takes a key before the key map is asked, such as a letter that is typed into a line. Nil for a key that means what the key map
    /// says.
    mutating func take(_ key: Key, _ context: inout Context) -> [Command]?
    /// Does what a key asks for, if it is the screen's own key, or a shared one with its own meaning here. Nil for any
    /// other.
    mutating func perform(_ action: UserAction, _ context: inout Context) -> [Command]?
    /// One step; false if there is none. Playing makes the same steps.
    mutating func step(_ direction: Int, _ context: inout Context) -> Bool
    /// Many steps at once; false if there is none.
    mutating func page(_ direction: Int, _ context: inout Context) -> Bool
    /// Goes to what was clicked on; a row or connection that is selected is opened.
    mutating func click(_ target: ClickTarget, _ context: inout Context)
    /// Whether a row or connection is the selected one, so that a click opens it.
    func isSelected(_ target: ClickTarget, _ context: Context) -> Bool
    /// Goes to the start, or to the end.
    mutating func goToEnd(first: Bool, _ context: inout Context)
    /// The screen was opened, or its recording was read again: goes to where there is something to see.
    mutating func arrive(_ context: inout Context)
    /// New traffic was taken in.
    mutating func tookIn(_ change: Change, _ context: inout Context)

    /// The row to show while following.
    func newestRow(_ context: Context) -> Int
    /// The nearest row that this screen can show.
    func nearest(to row: Int, _ context: Context) -> Int
    /// Where a share of the way from the start to the end, 0 to 1, leads.
    func reach(share: Double, _ context: Context) -> Reach
    /// Goes to the row of a note, or to what the note is about.
    mutating func goToNote(at row: Int, _ context: inout Context)
    /// Sets the filter.
    mutating func setFilter(_ filter: Filter, _ context: inout Context)
    /// Goes to the next place that the filter lets through; false if there is none.
    mutating func stepMatch(_ direction: Int, _ context: inout Context) -> Bool

    /// What is shown, for the title.
    func subject(_ context: Context) -> StyledText
    /// What the title ends in, where that is not the key for help.
    func titleEnd(_ context: Context) -> StyledText?
    /// The keys of the footer, where they depend on more than the screen; nil for those of the key map.
    func footer(_ context: Context) -> [KeyHint]?
    /// How far the selected connection is shown while the veil is on.
    func edge(_ context: Context) -> VeilEdge
    /// Where the reader is, for the position bar; nil for a screen without a bar.
    func position(_ context: Context) -> Position?
    /// Draws the screen; there is at least one connection.
    func draw(_ context: Context, in area: Rect, into grid: inout Grid)
}

/// What a screen is called.
struct ScreenTitle: Sendable {
    /// The name in titles and in the help.
    let name: String
    /// What it shows, in a few words for someone who has not seen it.
    let summary: String
}

/// How much new traffic there was.
struct Change {
    /// New rows of the selected connection.
    var rows = 0
    /// Connections.
    var connections = 0
}

extension ScreenState {
    static var showsConnections: Bool { true }
    static var selectsConnections: Bool { showsConnections }
    static var filtered: Filters.Subject? { nil }
    static var playsInRealTime: Bool { false }
    static var hasTime: Bool { true }
    static var hasRows: Bool { false }
    static var stepsThroughNotes: Bool { false }
    static var showsNotes: Bool { false }
    static var staysAsLeft: Bool { false }
    static var wheelPages: Bool { false }

    mutating func take(_ key: Key, _ context: inout Context) -> [Command]? { nil }

    func titleEnd(_ context: Context) -> StyledText? { nil }

    func footer(_ context: Context) -> [KeyHint]? { nil }

    mutating func perform(_ action: UserAction, _ context: inout Context) -> [Command]? { nil }

    func wordsNow(_ context: Context) -> [UserAction: String] { [:] }

    mutating func prepare(_ context: Context) {}

    mutating func click(_ target: ClickTarget, _ context: inout Context) {}

    func isSelected(_ target: ClickTarget, _ context: Context) -> Bool { false }

    mutating func arrive(_ context: inout Context) {}

    mutating func tookIn(_ change: Change, _ context: inout Context) {
        if !context.follows { context.following.newCount += change.rows }
    }

    func newestRow(_ context: Context) -> Int { context.ladder.count - 1 }

    func nearest(to row: Int, _ context: Context) -> Int { row }

    mutating func goToNote(at row: Int, _ context: inout Context) { context.showOnFlow(row) }

    mutating func setFilter(_ filter: Filter, _ context: inout Context) {}

    mutating func stepMatch(_ direction: Int, _ context: inout Context) -> Bool { context.stepRow(direction) }

    func subject(_ context: Context) -> StyledText { context.subject(Self.title.name) }

    func edge(_ context: Context) -> VeilEdge { .row(context.cursor.row) }

    func position(_ context: Context) -> Position? { context.positionInTime }

    /// Goes to the newest row.
    func goToNewest(_ context: inout Context) {
        guard context.conversation != nil else { return }
        context.filters.refresh(context.conversation, context.ladder)
        let row = newestRow(context)
        if row != context.cursor.row { context.setRow(row) }
    }

    /// Follows new traffic; in a recording, which does not grow, goes to the last row.
    func goToWhatComes(_ context: inout Context) {
        if context.isLive { context.following.start() }
        context.following.newCount = 0
        goToNewest(&context)
    }
}
