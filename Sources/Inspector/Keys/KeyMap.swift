// The key map: the one table of keys. Update obeys it; the footer, the help and the words for a key that does nothing
// here are made from it, so that they can't go stale.

import TerminalUI

/// One row of the key map.
struct Binding: Sendable {
    /// The keys that mean the same.
    let keys: [Key]
    /// What they ask for.
    let action: UserAction
    /// The screens on which they do something.
    var screens: [Screen] = Screen.allCases
    /// Whether they only mean something for events that come from a server in this process.
    var needsServer = false
    /// Whether they only mean something for a recording.
    var needsRecording = false
    /// What they do, for the help.
    let help: String
    /// How the footer shows them, with a word for each screen that has one; nil to leave them to the help.
    var footer: Hint?

    /// A place in the footer.
    struct Hint: Sendable {
        /// The keys, often those of two rows: "← →".
        let keys: String
        /// What they do, by screen; a screen without a word does not show them.
        let words: [Screen: String]
        /// Whether it is shown however little room there is: the ways around and out.
        var isPinned = false

        init(_ keys: String, _ words: [Screen: String]) {
            self.keys = keys
            self.words = words
        }

        init(_ keys: String, everywhere word: String, isPinned: Bool = false) {
            self.init(keys, Dictionary(uniqueKeysWithValues: Screen.allCases.map { ($0, word) }))
            self.isPinned = isPinned
        }
    }
}

enum KeyMap {
    /// Every binding, in the order of the help; the footer shows as many of the hints as there is room for, in this
    /// order.
    static let bindings: [Binding] = steps + movement + reading + screens + program

    /// The binding of a key, whatever the screen.
    static func binding(for key: Key) -> Binding? { bindings.first { $0.keys.contains(key) } }

    private static let steps = [
        Binding(
            keys: [.right, .character("l"), .pageDown], action: .nextStep, help: "next byte, step, row or connection",
            footer: .init(
                "← →", [.connections: "connection", .flow: "row", .handshake: "step", .frame: "byte"])),
        Binding(keys: [.left, .character("h"), .pageUp], action: .previousStep, help: "the previous one"),
        Binding(
            keys: [.character("]")], action: .nextField, screens: [.handshake, .frame],
            help: "next field of a frame, next stage of a handshake",
            footer: .init("[ ]", [.handshake: "stage", .frame: "field"])),
        Binding(
            keys: [.character("[")], action: .previousField, screens: [.handshake, .frame], help: "the previous one"),
        Binding(
            keys: [.character("}")], action: .nextFrame, screens: [.flow, .frame], help: "next frame",
            footer: .init("{ }", [.flow: "frame", .frame: "frame"])),
        Binding(keys: [.character("{")], action: .previousFrame, screens: [.flow, .frame], help: "previous frame"),
        Binding(
            keys: [.character(")")], action: .nextRead, screens: [.flow, .frame],
            help: "next read of TCP: a row or a byte with which one begins"),
        Binding(keys: [.character("(")], action: .previousRead, screens: [.flow, .frame], help: "previous read"),
    ]

    private static let movement = [
        Binding(
            keys: [.down, .character("j")], action: .down, help: "down a row; on Frame, the next bit",
            footer: .init("↑ ↓", [.frame: "bit"])),
        Binding(keys: [.up, .character("k")], action: .up, help: "up a row; on Frame, the previous bit"),
        Binding(
            keys: [.enter], action: .enter, screens: [.connections, .flow, .frame],
            help: "go in: connection, row, frame, bits",
            footer: .init("Enter", [.connections: "open", .flow: "open"])),
        Binding(
            keys: [.escape], action: .back, help: "come out again",
            footer: .init("Esc", [.flow: "back", .handshake: "back", .frame: "back"])),
        Binding(keys: [.home, .character("g")], action: .first, help: "the first"),
        Binding(keys: [.end, .character("G")], action: .last, help: "the last; on Flow and Frame, follow what comes"),
    ]

    private static let reading = [
        Binding(
            keys: [.character(" ")], action: .playOrPause,
            help: "play, and pause: rows in real time; bytes, and steps of a handshake, one by one",
            footer: .init("space", everywhere: "play")),
        Binding(keys: [.character("+"), .character("=")], action: .faster, help: "play twice as fast, up to 64x"),
        Binding(keys: [.character("-")], action: .slower, help: "play half as fast, down to 1/16x"),
        Binding(
            keys: [.character(".")], action: .nextNote, needsRecording: true, help: "next note of a teacher",
            footer: .init(", .", [.flow: "note", .frame: "note"])),
        Binding(keys: [.character(",")], action: .previousNote, needsRecording: true, help: "previous note"),
        Binding(
            keys: [.character("d")], action: .startDemonstration, needsServer: true,
            help: "connect the built-in demonstration client", footer: .init("d", [.connections: "demo"])),
        Binding(
            keys: [.character("F")], action: .follow, needsServer: true, help: "follow new traffic, or stop following",
            footer: .init("F", everywhere: "follow")),
        Binding(
            keys: [.character("p")], action: .pauseView, needsServer: true,
            help: "pause the view; the server goes on",
            footer: .init("p", [.connections: "pause", .flow: "pause"])),
        Binding(
            keys: [.tab], action: .nextPane, screens: [.handshake, .frame], help: "next pane",
            footer: .init("Tab", [.handshake: "pane"])),
        Binding(keys: [.backTab], action: .previousPane, screens: [.handshake, .frame], help: "previous pane"),
        Binding(
            keys: [.character("\\")], action: .zoom, screens: [.flow, .handshake, .frame],
            help: "give the pane the whole screen",
            footer: .init("\\", [.flow: "zoom", .handshake: "zoom", .frame: "zoom"])),
        Binding(
            keys: [.character("/")], action: .filter, screens: [.connections, .flow, .frame],
            help: "filter: client, server, text, ping, bad, #3 or any words; n and N go to matches",
            footer: .init("/", [.connections: "filter", .flow: "filter", .frame: "filter"])),
        Binding(
            keys: [.character("n")], action: .nextMatch, screens: [.connections, .flow, .frame], help: "next match"),
        Binding(
            keys: [.character("N")], action: .previousMatch, screens: [.connections, .flow, .frame],
            help: "previous match"),
        Binding(
            keys: [.character("m")], action: .mark, help: "mark this place with a letter",
            footer: .init("m", [.frame: "mark"])),
        Binding(keys: [.character("'")], action: .jump, help: "go to the place marked with a letter"),
        Binding(
            keys: [.character(":")], action: .goTo,
            help: "go to a time (12.5), a frame (f7, the client's c7, the server's s7), #3, %50 or a mark ('a)",
            footer: .init(":", [.flow: "go to", .handshake: "go to", .frame: "go to"])),
    ]

    private static let screens = Screen.allCases.map { screen in
        Binding(
            keys: [.character(Character("\(screen.rawValue)"))], action: .show(screen), help: screen.name,
            footer: screen == .connections ? .init("1-4", everywhere: "screens", isPinned: true) : nil)
    }

    private static let program = [
        Binding(
            keys: [.character("w")], action: .write, help: "write a recording of this connection or of all",
            footer: .init("w", [.connections: "write", .flow: "write"])),
        Binding(
            keys: [.character("R")], action: .reload, needsRecording: true,
            help: "read the recording's file again, after editing it",
            footer: .init("R", [.connections: "reload", .flow: "reload"])),
        Binding(keys: [.character("T")], action: .theme, help: "next theme: dark, light, high-contrast, monochrome"),
        Binding(
            keys: [.character("P")], action: .projector, help: "projector: wider bytes and high contrast",
            footer: .init("P", [.frame: "projector"])),
        Binding(
            keys: [.character("?"), .function(1)], action: .help, help: "this help",
            footer: .init("?", everywhere: "help")),
        Binding(
            keys: [.character("q")], action: .quit, help: "quit", footer: .init("q", everywhere: "quit", isPinned: true)
        ),
    ]
}
