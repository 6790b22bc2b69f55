// Handshake: the opening handshake of one connection, and its keys.

struct HandshakeScreen: ScreenState {
    static let title = ScreenTitle(
        name: "Handshake", summary: "the request, the response, and the hash between them")

    static let bindings = Keys.fields + Keys.panes + Keys.zoom

    static func words(isLive: Bool) -> [UserAction: String] {
        [
            .nextStep: "step", .nextField: "stage", .back: "back", .playOrPause: "play", .nextPane: "pane",
            .zoom: "zoom", .goTo: "go to",
        ]
    }
}
