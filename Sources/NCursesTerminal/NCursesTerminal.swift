// The screen: takes the terminal over, waits for events, gives the terminal back. Drawing is in
// NCursesTerminal+Drawing, what has to happen in signal handlers is in CNCurses.

internal import CNCurses
public import TerminalUI

/// The terminal that the program runs in, drawn on with ncurses. A process has one.
///
/// While it is open, the signals of a new size, of Ctrl-Z and of crashes are handled here. SIGINT, SIGTERM and SIGHUP
/// are left to the program, which calls `close()`.
@MainActor
public final class NCursesTerminal {
    /// Its columns and rows.
    public private(set) var size = Size(width: 80, height: 24)
    /// The theme; a change shows with the next `draw`.
    public var theme: ThemeName {
        get { painter.theme.name }
        set {
            painter.theme = Theme(newValue)
            shown = nil
        }
    }
    /// Whether it is drawn with ASCII alone.
    public var isASCII: Bool { painter.ascii }
    /// How many colours are used: 0, 8, 16 or 256.
    public var colours: Int { painter.colours }

    var painter: Painter
    /// What the terminal shows; nil when it has to be drawn from scratch.
    var shown: Grid?
    private var last: Grid?
    private let screen: OpaquePointer
    private var isClosed = false
    private var hasInput = true
    private static var isOpen = false

    private init(screen: OpaquePointer, painter: Painter) {
        self.screen = screen
        self.painter = painter
    }

    /// Takes over the terminal on standard input and output. It throws rather than print or exit.
    public static func open(_ options: TerminalOptions) throws(TerminalError) -> NCursesTerminal {
        guard !isOpen else { throw .alreadyOpen }
        let type = try usableType()
        let ascii = usesASCII(options)
        shim_remember()
        guard let screen = shim_newterm() else { throw .cannotStart(type) }
        guard shim_arm() else {
            endwin()
            delscreen(screen)
            throw .cannotStart(type)
        }
        prepare()
        let terminal = NCursesTerminal(screen: screen, painter: Painter(options, ascii: ascii))
        terminal.measure()
        isOpen = true
        return terminal
    }

    /// Shows the grid: what differs from what is shown is written, in one go. What lies outside of the terminal is left
    /// out, and room that the grid does not fill is blank.
    public func draw(_ grid: Grid) {
        guard !isClosed else { return }
        last = grid
        paint(grid)
    }

    /// The next event; nil when none came in that time. A stop by Ctrl-Z and its end happen in here, unseen except for
    /// a new size.
    public func nextEvent(timeoutMilliseconds: Int) -> TerminalEvent? {
        guard !isClosed else { return nil }
        if let event = nextNotice() ?? nextKey() { return event }
        shim_wait(Int32(clamping: max(0, timeoutMilliseconds)), &hasInput)
        return nextNotice() ?? nextKey()
    }

    /// Gives the terminal back as it was. Calling it again does nothing.
    public func close() {
        guard !isClosed else { return }
        isClosed = true
        endwin()
        shim_disarm()
        delscreen(screen)
        Self.isOpen = false
    }

    private func nextNotice() -> TerminalEvent? {
        let before = size
        var isNew = false
        while true {
            switch UInt8(truncatingIfNeeded: shim_next_notice()) {
            case UInt8(ascii: "w"): isNew = measure() || isNew
            case UInt8(ascii: "s"):
                // Continuing brings a notice of its own.
                endwin()
                shim_stop()
                shown = nil
            case UInt8(ascii: "c"): comeBack()
            default: return isNew || size != before ? .resize(size) : nil
            }
        }
    }

    private func nextKey() -> TerminalEvent? {
        guard hasInput else { return nil }
        while true {
            var code: wint_t = 0
            let result = wget_wch(shim_stdscr(), &code)
            guard result == OK || result == KEY_CODE_YES else { return nil }
            if let key = result == OK ? Key(scalar: UInt32(code)) : Key(keypad: Int32(truncatingIfNeeded: code)) {
                return .key(key)
            }
        }
    }

    /// Draws everything again after another program has had the terminal.
    private func comeBack() {
        // Whatever state ncurses believes the terminal is in, this ends it; drawing begins a new one.
        endwin()
        measure()
        shown = nil
        if let last { paint(last) }
    }

    /// Learns the size of the terminal. Returns whether it is another one than before.
    @discardableResult private func measure() -> Bool {
        var columns: Int32 = 0
        var rows: Int32 = 0
        if !shim_size(&columns, &rows) {
            columns = getmaxx(shim_stdscr())
            rows = getmaxy(shim_stdscr())
        }
        resize_term(rows, columns)
        shown = nil
        let new = Size(width: Int(columns), height: Int(rows))
        defer { size = new }
        return new != size
    }
}
