// Whether a TCP connection is a WebSocket connection: by its upgrade, on any port, and not by its port.

/// What is known about a connection's protocol.
struct Recognition: Sendable {
    /// Whether an upgrade was seen. Before it the connection may have carried other requests, a refused upgrade among them.
    private(set) var hasUpgrade = false
    /// The `order` of the moment from which on the exchanges up to the upgrade can be followed: 0, or after bytes that are missing,
    /// or that the capture came too late for, where the next request begins.
    private(set) var start: UInt32 = 0
    /// Whether bytes are missing before the upgrade.
    private(set) var hasGap = false
    /// Who sent a request, as far as heads show it.
    private(set) var client: Side?

    private var scanners = Sides(UpgradeScanner())
    private var probes = Sides(FrameProbe())
    private var lastSender: Side?
    /// The packets with which the heads at hand began.
    private var heads = Sides(UInt32(0))
    /// The packet with which the first request began, after the last bytes that are missing.
    private var firstRequest: UInt32?
    /// The packet with which the first upgrade began.
    private var upgradeHead: UInt32 = 0

    /// The same for both ends.
    private struct Sides<Value: Sendable>: Sendable {
        private var low, high: Value

        init(_ value: Value) {
            low = value
            high = value
        }

        subscript(_ side: Side) -> Value {
            get { side == .low ? low : high }
            _modify {
                if side == .low { yield &low } else { yield &high }
            }
        }
    }

    /// Reads the next record of the connection.
    mutating func read(_ record: Record, in file: FileBytes) {
        guard !hasUpgrade else { return lose(before: record) }
        let side = record.side
        switch record.kind {
        case .bytes:
            let range = record.start..<record.start + Int(record.count)
            // The first bytes after the other end has spoken may be another request on the same connection.
            if lastSender != side, scanners[side].isBehindHead { scanners[side] = UpgradeScanner() }
            if scanners[side].isFresh { heads[side] = record.order }
            lastSender = side
            probes[side].read(range, in: file)
            if scanners[side].finding == .open { scan(file.bytes[range], from: side) }
        case .missing:
            probes[side].lose()
            hasGap = true
            firstRequest = nil
        case .opened, .fin, .reset, .comment: break
        }
    }

    /// A gap is found late: what lies before the upgrade cannot be followed over it.
    private mutating func lose(before record: Record) {
        guard record.kind == .missing, record.order < upgradeHead else { return }
        hasGap = true
        start = upgradeHead
    }

    private mutating func scan(_ bytes: ArraySlice<UInt8>, from side: Side) {
        scanners[side].read(bytes)
        let kind = scanners[side].kind
        if client == nil, let kind { client = kind == .request ? side : side.other }
        if kind == .request { firstRequest = firstRequest ?? heads[side] }
        guard scanners[side].finding == .upgrade else { return }
        client = kind == .response ? side.other : side
        // A response alone: the request is lost, and what there is of it, such as a gap, belongs to the connection.
        hasUpgrade = true
        upgradeHead = kind == .response ? 0 : heads[side]
        start = kind == .response ? 0 : firstRequest ?? upgradeHead
    }

    /// Whether the connection's bytes seem to be frames from the first on.
    var looksLikeFrames: Bool {
        let (low, high) = (probes[.low], probes[.high])
        if low.hasBytes, high.hasBytes {
            return low.looksLikeFrames && high.looksLikeFrames && low.isMasked != high.isMasked
        }
        return low.isConvincing || high.isConvincing
    }

    /// Which end is the client, if the bytes are frames: the one that masks.
    var masked: Side? { probes[.low].isMasked == true ? .low : probes[.high].isMasked == true ? .high : nil }
}
