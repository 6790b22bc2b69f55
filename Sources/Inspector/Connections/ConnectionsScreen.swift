// Connections: the list of all of them, and its keys.

struct ConnectionsScreen: ScreenState {
    static let title = ScreenTitle(
        name: "Connections", summary: "who is connected, in which state, and how it ended")

    static let bindings = Keys.entering + Keys.search

    static func words(isLive: Bool) -> [UserAction: String] {
        let words: [UserAction: String] = [
            .nextStep: "connection", .enter: "open", .startDemonstration: "demo", .pauseView: "pause",
            .filter: "filter", .write: "write", .reload: "reload",
        ]
        // On the list of live connections there is more to do than to play one again.
        return isLive ? words : words.merging([.playOrPause: "play"]) { $1 }
    }
}
