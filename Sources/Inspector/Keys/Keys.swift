// The keys that mean the same on several screens, though not on all: a screen takes what it needs.
//
// Brackets, braces and the backslash need AltGr on German and French keyboards. Each has a letter as well, at the same
// place on all three kinds of keyboard: e and r, below them x and c, and v beside those.

import TerminalUI

/// The rows of the key map that several screens have in common.
enum Keys {
    /// From field to field, or from stage to stage.
    static let fields = [
        Binding(
            [.character("]"), .character("r")], .nextField, .fields,
            "next field of a frame, symbol of compressed data, stage of a handshake",
            footer: .init("[ ]")),
        Binding([.character("["), .character("e")], .previousField, .fields, "previous field or stage"),
    ]

    /// From frame to frame, or from part to part of a handshake.
    static let frames = [
        Binding(
            [.character("}"), .character("c")], .nextFrame, .frames, "next frame, next part of a handshake",
            footer: .init("{ }")),
        Binding([.character("{"), .character("x")], .previousFrame, .frames, "previous frame or part"),
    ]

    /// From read to read.
    static let reads = [
        Binding(
            [.character(")")], .nextRead, .reads, "next TCP read: the row or byte at which one begins"),
        Binding([.character("(")], .previousRead, .reads, "previous TCP read"),
    ]

    /// Opening the selection.
    static let entering = [
        Binding([.enter], .enter, .entering, "open: connection, row, frame, bits", footer: .init("Enter"))
    ]

    /// From pane to pane.
    static let panes = [
        Binding([.tab], .nextPane, .panes, "next pane", footer: .init("Tab")),
        Binding([.backTab], .previousPane, .panes, "previous pane"),
    ]

    /// One pane full screen.
    static let zoom = [
        Binding([.character("\\"), .character("v")], .zoom, .zoom, "show the pane full screen", footer: .init("\\"))
    ]

    /// The whole text of a message.
    static let wholeText = [
        Binding([.character("t")], .wholeText, .zoom, "the whole text of the message, full screen; ↓ and ↑ scroll")
    ]

    /// What stands where a text is cut.
    static let wholeTextWords = "t shows all"

    /// The filter, and its matches.
    static let search = [
        Binding(
            [.character("/")], .filter, .search,
            "filter by what rows say: close 1000, masked, any text (in the first 1 MiB of a frame), \"a phrase\"; ! (broken), !ping (not; in the list: none), 81 85 (bytes), >99 (length), #3; on Handshake, find a line or step",
            footer: .init("/")),
        Binding([.character("n")], .nextMatch, .search, "next match, also in other connections"),
        Binding([.character("N")], .previousMatch, .search, "previous match"),
    ]
}
