// The keys that mean the same on several screens, though not on all: a screen takes what it needs.

import TerminalUI

/// The rows of the key map that several screens have in common.
enum Keys {
    /// From field to field, or from stage to stage.
    static let fields = [
        Binding(
            [.character("]")], .nextField, .fields, "next field of a frame, next stage of a handshake",
            footer: .init("[ ]")),
        Binding([.character("[")], .previousField, .fields, "previous field or stage"),
    ]

    /// From frame to frame.
    static let frames = [
        Binding([.character("}")], .nextFrame, .frames, "next frame", footer: .init("{ }")),
        Binding([.character("{")], .previousFrame, .frames, "previous frame"),
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
        Binding([.character("\\")], .zoom, .zoom, "show the pane full screen", footer: .init("\\"))
    ]

    /// The filter, and its matches.
    static let search = [
        Binding(
            [.character("/")], .filter, .search,
            "filter: client, server, text, ping, bad, #3 or any words", footer: .init("/")),
        Binding([.character("n")], .nextMatch, .search, "next match"),
        Binding([.character("N")], .previousMatch, .search, "previous match"),
    ]
}
