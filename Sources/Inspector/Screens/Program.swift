// The shared keys: they mean the same on all screens.

import TerminalUI

enum Program {
    /// The bindings that every screen has besides its own.
    static let bindings: [Binding] = movement + reading + connections + places + screens + program

    /// Those that mean something on a screen: without connections there is nothing to play, mark or hide.
    static func bindings(on screen: Screen) -> [Binding] {
        bindings.filter {
            screen.type.showsConnections || $0.action.needsNoConnection
                || screen.type.selectsConnections && ofConnection.contains($0.action)
                || [.steps, .lines, .ends, .screens].contains($0.group)
        }
    }

    /// What concerns the selected connection, wherever one can be selected.
    private static let ofConnection = connections.map(\.action) + [.hideTexts, .ping, .closeConnection]

    private static let movement = [
        Binding(
            [.right, .character("l"), .pageDown], .nextStep, .steps, "next byte, step, row or connection",
            footer: .init("← →")),
        Binding([.left, .character("h"), .pageUp], .previousStep, .steps, "previous byte, step, row or connection"),
        Binding(
            [.down, .character("j")], .down, .lines, "down a row; on Frame, the next bit", footer: .init("↑ ↓")),
        Binding([.up, .character("k")], .up, .lines, "up a row; on Frame, the previous bit"),
        Binding(
            [.control("d")], .pageDown, .lines,
            "half a screen of rows on; on Frame a row of bytes, on Handshake a stage"),
        Binding([.control("u")], .pageUp, .lines, "the same back"),
        Binding([.escape], .back, .ends, "go back", footer: .init("Esc")),
        Binding([.home, .character("g")], .first, .ends, "go to the first"),
        Binding([.end, .character("G")], .last, .ends, "go to the last; on Flow and Frame, follow new traffic"),
    ]

    private static let connections = [
        Binding(
            [.character(">")], .nextConnection, .places, "next WebSocket, the one that was opened after this",
            footer: .init("< >")),
        Binding([.character("<")], .previousConnection, .places, "previous WebSocket"),
        Binding(
            [.character("u")], .news, .places, "to the WebSocket with the latest news: +3 on #2 in the title",
            needs: .server),
    ]

    private static let reading = [
        Binding(
            [.character(" ")], .playOrPause, .reading,
            "play or pause: rows in real time, bytes and steps in turn; at a note any key goes on",
            footer: .init("space")),
        Binding([.character("+"), .character("=")], .faster, .reading, "play twice as fast, up to 64x"),
        Binding([.character("-")], .slower, .reading, "play half as fast, down to 1/16x"),
        Binding(
            [.character(".")], .nextNote, .reading, "next teacher's note", needs: .recording, footer: .init(", .")),
        Binding([.character(",")], .previousNote, .reading, "previous teacher's note", needs: .recording),
        Binding(
            [.character("d")], .startDemonstration, .reading, "connect the built-in demonstration client",
            needs: .server, footer: .init("d")),
        Binding([.character("i")], .ping, .reading, "send a ping on the selected connection", needs: .server),
        Binding(
            [.character("C")], .openClient, .reading,
            "connect a client of wslens's own, to send unmasked and broken frames to the server with s", needs: .server),
        Binding(
            [.character("X")], .closeConnection, .reading, "close the selected connection with a code of your choice",
            needs: .server),
        Binding(
            [.character("F")], .follow, .reading, "follow new traffic, or stop following", needs: .server,
            footer: .init("F", "follow")),
        Binding(
            [.character("H")], .veil, .reading,
            "veil: hide all that is ahead of your place; each step shows more", footer: .init("H")),
        Binding(
            [.character("K")], .hideTexts, .reading,
            "hide what the peers of this connection wrote: texts, reasons, addresses; on a room of screen 6, all of the room; again: show it"
        ),
        Binding(
            [.character("p")], .pauseView, .reading, "pause the view; the server continues", needs: .server,
            footer: .init("p")),
    ]

    private static let places = [
        Binding([.character("m")], .mark, .places, "mark this place with a letter", footer: .init("m")),
        Binding([.character("'")], .jump, .places, "go to the place marked with a letter"),
        Binding(
            [.character(":")], .goTo, .places,
            "go to a time (12.5), a frame (f7, the client's c7, the server's s7), a byte (b300), #3, %50 or a mark ('a)",
            footer: .init(":")),
    ]

    private static let screens = Screen.allCases.map { screen in
        Binding(
            [.character(Character("\(screen.rawValue)"))], .show(screen), .screens, screen.name,
            footer: screen.rawValue == 1 ? .init("1-\(Screen.allCases.count)", "screens", isPinned: true) : nil)
    }

    private static let program = [
        Binding(
            [.character("w")], .write, .program, "write a recording of this connection or of all", footer: .init("w")),
        Binding(
            [.character("R")], .reload, .program, "read the recording again after editing it",
            needs: .recording, footer: .init("R")),
        Binding(
            [.character("A")], .address, .program, "the address again, large, with a QR code for phones",
            needs: .server),
        Binding([.character("T")], .theme, .program, "next theme: dark, light, high-contrast, monochrome"),
        Binding(
            [.character("P")], .projector, .program, "projector: large letters, wider bytes, high contrast",
            footer: .init("P")),
        Binding(
            [.character("M")], .mouse, .program,
            "mouse on or off: click places, rows (twice: open) and keys, wheel; Shift selects text"),
        Binding([.character("?"), .function(1)], .help, .program, "this help", footer: .init("?", "help")),
        Binding([.character("O")], .tables, .program, "opcodes and close codes; Base64 and ASCII"),
        Binding(
            [.character("q")], .quit, .program, "quit; asks if something would be lost (Ctrl-C does not)",
            footer: .init("q", "quit", isPinned: true)),
    ]
}
