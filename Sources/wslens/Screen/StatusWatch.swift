// When a running server is asked how it is doing: at once where its screen comes to the front or a key has changed something, and then
// five times a second, for as long as somebody looks.

import Inspector

/// The times at which the server is asked.
struct StatusWatch {
    private static let interval = Duration.milliseconds(200)
    /// When it is asked next; nil while nobody looks.
    private var due: ContinuousClock.Instant?
    private var screen: Screen?

    /// Takes in what the reader looks at. Returns whether the server is to be asked now.
    ///
    /// - Parameter hasChanged: Whether the server was just told to change something.
    mutating func asks(for model: Model, hasChanged: Bool, at now: ContinuousClock.Instant) -> Bool {
        let hasArrived = model.screen == .server && screen != .server
        screen = model.screen
        guard model.watchesServer else {
            due = nil
            return false
        }
        if let due, now < due, !hasChanged, !hasArrived { return false }
        due = now + Self.interval
        return true
    }

    /// How many milliseconds are left until it is asked; nil while nobody looks.
    func milliseconds(from now: ContinuousClock.Instant) -> Int? {
        due.map { max(0, Int((($0 - now) / .milliseconds(1)).rounded(.up))) }
    }
}
