// Following new traffic, and holding it back.

/// How the screen follows new traffic.
struct Following: Sendable {
    /// Whether the position follows new traffic.
    private(set) var isOn: Bool
    /// How many rows of the selected connection, or connections in the list, have arrived since the reader
    /// stopped following.
    var newCount = 0
    /// What has happened on other WebSockets since the reader was there: how much, by the number of the connection.
    private var news: [Int: Int] = [:]
    /// The connection with the latest news.
    private var latest: Int?
    /// What people call the connection that was followed before this one, until the next key.
    var source: String?
    /// Whether new traffic is held back from the screen. The server continues.
    private(set) var isPaused = false
    /// How many events wait in the log while the view is paused.
    var heldCount = 0
    /// How many of them were dropped meanwhile to save memory.
    var lostCount = 0
    /// How many connections came and went faster than they could be shown.
    var unseenCount = 0

    init(isOn: Bool) { self.isOn = isOn }

    /// Something happened on another WebSocket.
    mutating func add(news count: Int, of connection: Int) {
        guard count > 0 else { return }
        news[connection, default: 0] += count
        latest = connection
    }

    /// The reader is there, or the connection is no longer kept.
    mutating func sawNews(of connection: Int) { news[connection] = nil }

    /// The reader sees them all in the list.
    mutating func sawAllNews() { news = [:] }

    /// What happened on other WebSockets: on one of them, and how much; or on how many. Nil if nothing did.
    var newsElsewhere: (count: Int, connections: Int, latest: Int)? {
        guard let latest = latest.flatMap({ news[$0] == nil ? news.keys.max() : $0 }) ?? news.keys.max() else {
            return nil
        }
        return (news.values.reduce(0, +), news.count, latest)
    }

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
