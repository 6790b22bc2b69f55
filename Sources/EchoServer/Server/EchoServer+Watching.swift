// What a user watches and changes while the server runs: queues, rooms, batching; and messages of the server's own.

public import Capture
import NIOCore
import WebSocketProtocol

extension EchoServer {
    /// How the server is doing. The parts of several event loops are not of exactly the same moment.
    public func status() async -> ServerStatus {
        var status = ServerStatus()
        var limits = LimitCounts()
        for loop in loops {
            let part = try? await loop.eventLoop.submit {
                let state = loop.parts.state
                return (
                    connections: state.connections.values.map(\.status), closed: state.closedCounts,
                    limits: state.limits, reused: state.spare.reusedCount, made: state.spare.madeCount,
                    batching: state.batching, slowReader: state.slowReader
                )
            }.get()
            guard let part else { continue }
            status.connections += part.connections
            status.totals += part.closed
            limits += part.limits
            status.reusedBuffers += part.reused
            status.madeBuffers += part.made
            (status.batching, status.slowReader) = (part.batching, part.slowReader)
        }
        status.connections.sort { $0.number < $1.number }
        for connection in status.connections { status.totals += connection.counts }
        status.rooms = hub.rooms.map { route, members in
            ServerStatus.Room(path: route.path, name: route.name, members: members)
        }.sorted { $0.path < $1.path }
        status.limits = ServerLimit.allCases.map { limit in
            ServerStatus.Limit(
                option: limit.option, words: limit.words(configuration),
                answer: limit.answer(configuration, slowReader: status.slowReader), count: limits[limit])
        }
        status.mischiefForNext = registry.mischiefForNext
        (status.highMark, status.lowMark) = (configuration.queue.high, configuration.queue.low)
        return status
    }

    /// Changes when answers are handed to the system, on all connections. What waits for more to come goes out.
    public func setBatching(_ batching: Batching) {
        for loop in loops {
            loop.eventLoop.execute {
                let state = loop.parts.state
                state.batching = batching
                for member in state.connections.values { member.sendBatch() }
            }
        }
    }

    /// Changes what becomes of messages of others for connections that do not read: of those that come from now on.
    public func setSlowReader(_ policy: SlowReaderPolicy) {
        for loop in loops {
            loop.eventLoop.execute { loop.parts.state.slowReader = policy }
        }
        hub.setHoldsBack(policy == .hold)
    }

    /// Does something wrong on purpose on the WebSocket that is opened next.
    public func setMischiefForNext(_ mischief: Set<Mischief>) { registry.mischiefForNext = mischief }

    /// Does something wrong on purpose on an open connection from now on, or nothing any more.
    public func setMischief(_ mischief: Set<Mischief>, connection: Int) {
        registry.channel(connection)?.triggerUserOutboundEvent(SetMischief(mischief: mischief), promise: nil)
    }

    /// Holds the reading of a connection, or lets it go on.
    public func holdReading(connection: Int, _ isOn: Bool) {
        registry.channel(connection)?.triggerUserOutboundEvent(HoldReading(isOn: isOn), promise: nil)
    }

    /// Sends a text of the server's own to one connection, a room or all open WebSockets, in one order with what their members send.
    ///
    /// - Returns: to how many it goes.
    @discardableResult
    public func send(_ text: String, to audience: MessageAudience) -> Int {
        let target: Audience? =
            switch audience {
            case .connection(let number): .one(number)
            case .room(let path): Route(path: path[...]).map(Audience.room)
            case .everybody: .everybody
            }
        return target.map { hub.send([Post(.text, Array(text.utf8).span.bytes)], to: $0) } ?? 0
    }
}
