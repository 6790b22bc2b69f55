// Frame: one frame of a connection, and its keys.

struct FrameScreen: ScreenState {
    static let title = ScreenTitle(name: "Frame", summary: "one frame, byte by byte and bit by bit")

    static let bindings = Keys.fields + Keys.frames + Keys.reads + Keys.entering + Keys.panes + Keys.zoom + Keys.search

    static func words(isLive: Bool) -> [UserAction: String] {
        [
            .nextStep: "byte", .nextField: "field", .nextFrame: "frame", .down: "bit", .back: "back",
            .playOrPause: "play", .nextNote: "note", .zoom: "zoom", .filter: "filter", .mark: "mark", .goTo: "go to",
            .projector: "projector",
        ]
    }
}
