// Following new traffic, and holding it back.

/// How the screen follows new traffic.
struct Following: Sendable {
    /// Whether the position follows new traffic.
    private(set) var isOn: Bool
    /// How many rows of the selected connection, or connections in the list, have arrived since the reader
    /// stopped following.
    var newCount = 0
    /// Whether new traffic is held back from the screen. The server continues.
    private(set) var isPaused = false
    /// How many events wait in the log while the view is paused.
    var heldCount = 0
    /// How many of them were dropped meanwhile to save memory.
    var lostCount = 0
    /// How many connections came and went faster than they could be shown.
    var unseenCount = 0

    init(isOn: Bool) { self.isOn = isOn }

    /// Follows from now on.
    mutating func start() {
        isOn = true
        newCount = 0
    }

    /// Stays where the reader is.
    mutating func stop() {
        if isOn { newCount = 0 }
        isOn = false
    }

    /// Holds back new traffic, or no longer does.
    mutating func togglePause() {
        isPaused.toggle()
        (heldCount, lostCount) = (0, 0)
    }
}
