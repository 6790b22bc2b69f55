// The screen: takes the terminal over, waits for events, gives the terminal back. Drawing is in
// NCursesTerminal+Drawing, what has to happen in signal handlers is in CSignals.

internal import CNCurses
internal import CSignals
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
    /// Whether clicks and the wheel are reported; without that the terminal selects text with the mouse.
    public var reportsMouse: Bool {
        didSet { if !isClosed, !isAway { signals_report_mouse(reportsMouse && Self.isANSI) } }
    }
    /// Whether it is drawn with ASCII only.
    public var isASCII: Bool { painter.ascii }
    /// Whether the terminal is gone, so that no key will ever come.
    public var isGone: Bool { !hasInput }
    /// How many colours are used: 0, 8, 16 or 256.
    public var colours: Int { painter.colours }

    var painter: Painter
    /// What the terminal shows; nil if it has to be drawn from scratch.
    var shown: Grid?
    private var last: Grid?
    private let screen: OpaquePointer
    private var isClosed = false
    private var hasInput = true
    /// The report of the mouse that is being read.
    private var report: MouseReport?
    /// Whether the last input was a click, so that the release of its button is still to be reported.
    private var isButtonDown = false
    /// How long a click takes at most, in milliseconds.
    private static let clickMilliseconds: Int32 = 200
    /// Whether another program has, or has had, the terminal since the last drawing.
    private var isAway = false
    /// How many turns the caller has had since the process continued in the background, and how many it may have.
    private var turnsInBackground = 0
    private static let mostTurnsInBackground = 25
    /// How long such a turn is, even if the caller asks for more.
    private static let backgroundMilliseconds: Int32 = 40
    /// The size that the caller knows.
    private var toldSize = Size(width: 0, height: 0)
    private static var isOpen = false

    private init(screen: OpaquePointer, painter: Painter) {
        self.screen = screen
        reportsMouse = false
        self.painter = painter
    }

    /// Takes over the terminal on standard input and output. It throws rather than print or exit.
    ///
    /// A process that was started in the background is stopped here until the shell brings it to the foreground.
    public static func open(_ options: TerminalOptions) throws(TerminalError) -> NCursesTerminal {
        guard !isOpen else { throw .alreadyOpen }
        let type = try usableType()
        let ascii = usesASCII(options)
        signals_claim()
        guard signals_listen() else { throw .cannotStart(type) }
        guard let screen = shim_newterm() else {
            signals_unlisten()
            throw .cannotStart(type)
        }
        arm()
        prepare()
        let terminal = NCursesTerminal(screen: screen, painter: Painter(options, ascii: ascii))
        terminal.measure()
        terminal.toldSize = terminal.size
        terminal.reportsMouse = options.mouse
        isOpen = true
        return terminal
    }

    /// Shows the grid: only the differences from what is shown are written, in one go. What lies outside the terminal
    /// is left out, and room that the grid does not fill is blank.
    public func draw(_ grid: Grid) {
        guard !isClosed else { return }
        last = grid
        if !isAway { paint(grid) }
    }

    /// The next event; nil if none arrived in that time, or before `wake()` was called. Stopping by Ctrl-Z and
    /// continuing happen in here, and the caller only sees a new size.
    public func nextEvent(timeoutMilliseconds: Int) -> TerminalEvent? {
        guard !isClosed else { return nil }
        // A `wake()` before the wait ends it as well.
        let milliseconds = readNotices() ? 0 : Int32(clamping: max(0, timeoutMilliseconds))
        guard !isAway || comeBack() else {
            var input = false
            signals_wait(min(milliseconds, Self.backgroundMilliseconds), &input)
            return nil
        }
        if let event = nextSize() ?? nextInput() { return event }
        signals_wait(milliseconds, &hasInput)
        readNotices()
        return isAway ? nil : nextSize() ?? nextInput()
    }

    /// Ends the current or next wait in `nextEvent`, for a reason other than a key. It may be called from any thread,
    /// and does nothing before a terminal is open.
    public nonisolated static func wake() { signals_wake() }

    /// Lets drawing go on, and so end, on a terminal that takes no output, as after Ctrl-S; what nobody reads is dropped. For a program that is to
    /// end. It may be called from any thread but that of the terminal, and waits for half a second at most.
    public nonisolated static func releaseOutput() { signals_release_output() }

    /// Gives the terminal back as it was. Calling it again does nothing.
    public func close() {
        guard !isClosed else { return }
        if isButtonDown, reportsMouse, !isAway { awaitRelease() }
        isClosed = true
        giveBack()
        signals_disarm()
        delscreen(screen)
        Self.isOpen = false
    }

    /// Returns whether `wake()` was called.
    @discardableResult
    private func readNotices() -> Bool {
        var isWoken = false
        while true {
            switch UInt8(truncatingIfNeeded: signals_next_notice()) {
            case UInt8(ascii: "w"): measure()
            case UInt8(ascii: "s"):
                giveBack()
                isAway = true
                signals_stop(SIGTSTP)
            case UInt8(ascii: "c"): isAway = true
            case UInt8(ascii: "n"): isWoken = true
            default: return isWoken
            }
        }
    }

    /// A new size that the caller has not been given yet.
    private func nextSize() -> TerminalEvent? {
        guard size != toldSize else { return nil }
        toldSize = size
        return .resize(size)
    }

    /// The next key or report of the mouse.
    private func nextInput() -> TerminalEvent? {
        guard hasInput else { return nil }
        while true {
            var code: wint_t = 0
            let result = wget_wch(shim_stdscr(), &code)
            guard result == OK || result == KEY_CODE_YES else { return nil }
            let isKeypad = result == KEY_CODE_YES
            if isKeypad, let form = MouseReport.Form(keypad: Int32(truncatingIfNeeded: code)) {
                report = MouseReport(form)
                continue
            }
            if !isKeypad, let progress = report?.take(UInt32(code)), progress != .broken {
                guard case .ended(let event) = progress else { continue }
                report = nil
                isButtonDown = event?.action == .click
                if let event { return .mouse(event) } else { continue }
            }
            report = nil
            // A key that the description of the terminal does not name means nothing here.
            if !isKeypad, code == 0x1B, skipSequence() { continue }
            if let key = isKeypad ? Key(keypad: Int32(truncatingIfNeeded: code)) : Key(scalar: UInt32(code)) {
                return .key(key)
            }
        }
    }

    /// Whether a whole sequence follows an ESC at once; if not, nothing is taken.
    private func skipSequence() -> Bool {
        var sequence = KeySequence()
        var taken: [wint_t] = []
        while true {
            var code: wint_t = 0
            let result = wget_wch(shim_stdscr(), &code)
            if result == OK { taken.append(code) }
            switch result == OK ? sequence.take(UInt32(code)) : .broken {
            case .unfinished: continue
            case .ended: return true
            case .broken:
                if result == KEY_CODE_YES { ungetch(Int32(truncatingIfNeeded: code)) }
                for code in taken.reversed() { unget_wch(wchar_t(truncatingIfNeeded: code)) }
                return false
            }
        }
    }

    /// A click may close the screen. The report that its button was released must not reach the shell.
    private func awaitRelease() {
        signals_wait(Self.clickMilliseconds, &hasInput)
        while nextInput() != nil {}
    }

    /// Leaves the full screen, unless that has happened or the terminal belongs to another program.
    private func giveBack() {
        guard !isendwin(), !signals_in_background() else { return }
        signals_report_mouse(false)
        clearLastLine()
        endwin()
        signals_set_armed(false)
    }

    /// On a terminal with one screen only, what was drawn stays; the shell's line must not begin on top of it.
    private func clearLastLine() {
        guard !Self.hasSecondScreen else { return }
        let window = shim_stdscr()
        wmove(window, getmaxy(window) - 1, 0)
        wclrtoeol(window)
        wrefresh(window)
        shown = nil
    }

    /// Takes over the terminal again, and draws everything, after another program has had it. Returns false in the
    /// background.
    ///
    /// In the background it stops the process; but not at once, because a shell that ends a stopped process
    /// makes it continue first: so the caller gets some turns to see the request to end.
    private func comeBack() -> Bool {
        if signals_in_background() {
            turnsInBackground += 1
            guard turnsInBackground > Self.mostTurnsInBackground else { return false }
            turnsInBackground = 0
            signals_stop(SIGTTOU)
            return false
        }
        // This ends whatever state ncurses believes the terminal is in; drawing begins a new one.
        giveBack()
        signals_set_armed(true)
        isAway = false
        turnsInBackground = 0
        measure()
        signals_report_mouse(reportsMouse && Self.isANSI)
        if let last { paint(last) }
        return true
    }

    /// Reads the size of the terminal; everything has to be drawn again.
    private func measure() {
        var columns: Int32 = 0
        var rows: Int32 = 0
        if !shim_size(&columns, &rows) {
            columns = getmaxx(shim_stdscr())
            rows = getmaxy(shim_stdscr())
        }
        resize_term(rows, columns)
        shown = nil
        size = Size(width: Int(columns), height: Int(rows))
    }
}
