// Finds the line that makes an HTTP head an upgrade to WebSocket (RFC 6455 §4.1), in whichever pieces the head comes:
//
//     GET /chat HTTP/1.1
//     Upgrade: websocket          names and this value in letters of either case, alone or in a list
//
// After a head without it another may follow in the same bytes: a pipelined request, or the 101 after a 103. It looks for
// nothing else, so that a request with mistakes is recognised too: the dissection is there to name them.

/// Reads the lines of one head, and of those that follow it at once.
struct UpgradeScanner: Sendable {
    enum Finding: Sendable {
        /// More bytes are needed.
        case open
        /// A request to upgrade, or the response that does it.
        case upgrade
        /// A head without it, or no head at all.
        case none
    }

    /// What a head begins with.
    enum Kind: Sendable {
        /// "GET "
        case request
        /// "HTTP/"
        case response
    }

    private(set) var finding = Finding.open
    /// What the head at hand begins with; nil while that is not known, and where it is something else.
    private var current: Kind?
    /// The line that is being read, in lower case, as far as it can matter.
    private var line: [UInt8] = []
    private var count = 0
    /// What the head before began with; nil for the first head.
    private var before: Kind?

    /// What the heads begin with; nil while that is not known, and where it is something else.
    var kind: Kind? { current ?? before }

    private static let maximumLine = 128
    private static let maximumHead = 65_536
    private static let lineFeed: UInt8 = 0x0A, carriageReturn: UInt8 = 0x0D

    /// Whether nothing has been read yet.
    var isFresh: Bool { count == 0 && finding == .open && before == nil }

    /// Whether a letter starts the head, as one starts every method and "HTTP/1.1".
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// Whether a head has ended, and what follows it does not look like another: what comes next may begin again.
    var isBehindHead: Bool { finding == .none || before != nil && current == nil }

    /// Reads more bytes.
    mutating func read(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes where finding == .open {
            if count == 0, !Self.isLetter(byte) { return end(.none) }
            count += 1
            if byte == Self.lineFeed {
                endLine()
            } else if line.count < Self.maximumLine {
                line.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
                if count <= 5 { readStart() }
            }
            if count > Self.maximumHead { end(.none) }
        }
    }

    private mutating func readStart() {
        if line.elementsEqual("get ".utf8) { current = .request }
        if line.elementsEqual("http/".utf8) { current = .response }
    }

    private mutating func endLine() {
        if line.last == Self.carriageReturn { line.removeLast() }
        if line.isEmpty { return endHead() }
        // What follows a head may be a body, where the words mean nothing.
        if before != nil, current == nil { return end(.none) }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        if line[..<colon].elementsEqual("upgrade".utf8), contains(Array("websocket".utf8), in: line[colon...]) {
            return end(.upgrade)
        }
        line.removeAll(keepingCapacity: true)
    }

    /// Moves on to the next head, if the bytes after this one begin like one.
    private mutating func endHead() {
        guard let current else { return end(.none) }
        (before, self.current, count) = (current, nil, 0)
    }

    private mutating func end(_ finding: Finding) {
        self.finding = finding
        line = []
    }

    private func contains(_ word: [UInt8], in value: ArraySlice<UInt8>) -> Bool {
        value.indices.contains { value[$0...].starts(with: word) }
    }
}
