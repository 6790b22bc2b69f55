// Flow: the ladder of one connection, and its keys.

struct FlowScreen: ScreenState {
    static let title = ScreenTitle(
        name: "Flow", summary: "what went over the wire, and what it did to both endpoints")

    static let bindings = Keys.frames + Keys.reads + Keys.entering + Keys.zoom + Keys.search

    static func words(isLive: Bool) -> [UserAction: String] {
        [
            .nextStep: "row", .nextFrame: "frame", .enter: "open", .back: "back", .playOrPause: "play",
            .nextNote: "note", .pauseView: "pause", .zoom: "zoom", .filter: "filter", .goTo: "go to", .write: "write",
            .reload: "reload",
        ]
    }
}
