// What a screen is made of. Each has a folder of its own with its keys and its panes.

/// A screen.
protocol ScreenState: Sendable {
    /// What it is called.
    static var title: ScreenTitle { get }
    /// The keys that are its own; `Program.bindings` are everybody's.
    static var bindings: [Binding] { get }
    /// What the footer calls actions on this screen, its own and everybody's. Those without a word are left to the help.
    static func words(isLive: Bool) -> [UserAction: String]
}

/// What a screen is called.
struct ScreenTitle: Sendable {
    /// The name in titles and in the help.
    let name: String
    /// What it shows, in a few words for the one who has not seen it.
    let summary: String
}
