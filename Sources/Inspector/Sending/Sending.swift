// What is typed to be sent, and what was sent before.

import TerminalUI

/// The line of the sender. It stays when the pane is closed.
struct Sending: Sendable {
    /// The line that is typed.
    var line = LineInput()
    /// The seed of the masking keys, for the bytes on the screen to be those that go out.
    var seed: UInt64 = 0
    /// Whether the line was sent as it stands. It may be sent again, and makes way for what is typed.
    private(set) var isSent = false
    /// The lines that were sent, the last one last.
    private(set) var earlier: [String] = []
    /// Which of them is in the line, and what was typed before it was looked up; nil while none is.
    private var lookup: (position: Int, typed: String)?
    /// The addresses of wslens's own clients.
    private(set) var clients: Set<String> = []
    /// The last of them, until its connection is in the log.
    var awaitedClient: String?

    /// How many lines are kept.
    private static let limit = 50
    /// How many addresses of clients are kept; older connections are shown as those of any client.
    private static let clientLimit = 1000

    /// Keeps the line as the last one that was sent.
    mutating func keep() {
        lookup = nil
        isSent = true
        guard earlier.last != line.text else { return }
        earlier = earlier.suffix(Self.limit - 1) + [line.text]
    }

    /// Goes to an earlier line, or a later one; behind the last is what was typed. Returns false if there is none.
    mutating func look(_ direction: Int) -> Bool {
        let position = (lookup?.position ?? earlier.count) + direction
        guard position >= 0, position <= earlier.count, !(lookup == nil && direction > 0) else { return false }
        let typed = lookup?.typed ?? line.text
        lookup = position == earlier.count ? nil : (position, typed)
        line = LineInput(position == earlier.count ? typed : earlier[position])
        isSent = false
        return true
    }

    /// Types into the line; false for a key that means nothing to it.
    mutating func type(_ key: Key) -> Bool {
        var edited = line
        if case .character = key, isSent { edited = LineInput() }
        guard edited.handle(key) else { return false }
        (line, isSent) = (edited, false)
        return true
    }

    /// A client of wslens's own has connected from an address.
    mutating func opened(_ address: String) {
        if clients.count >= Self.clientLimit { clients = [] }
        clients.insert(address)
        awaitedClient = address
    }
}
