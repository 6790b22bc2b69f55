// Pings of the server's own: at intervals and when asked for, to those who are open and take what is sent.

import Capture
import NIOCore
import NIOEmbedded
import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

/// In a channel whose time is the test's.
@Suite struct PingTests {
    private static func pings(_ numbers: ClosedRange<Int>) -> [UInt8] {
        numbers.flatMap { frame(.ping, "ping \($0)", from: .server) }
    }

    /// What was written since the last call.
    private func written(_ handled: HandledChannel) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let buffer = try handled.channel.readOutbound(as: ByteBuffer.self) { bytes += buffer.readableBytesView }
        return bytes
    }

    @Test func `Every so many seconds there is one`() throws {
        let handled = try HandledChannel.open { $0.pingSeconds = 5 }
        _ = try written(handled)
        handled.pass(seconds: 4)
        #expect(try written(handled) == [])
        handled.pass(seconds: 1)
        #expect(try written(handled) == Self.pings(1...1))
        handled.pass(seconds: 10)
        #expect(try written(handled) == Self.pings(2...3))
    }

    @Test func `Without the setting there is none`() throws {
        let handled = try HandledChannel.open { $0.idleSeconds = 0 }
        _ = try written(handled)
        handled.pass(seconds: 100_000)
        #expect(try written(handled) == [])
    }

    @Test func `None before the handshake, behind a Close, or to a connection that is gone`() throws {
        let handled = try HandledChannel {
            $0.pingSeconds = 1
            $0.closingSeconds = 100
        }
        handled.pass(seconds: 5)
        #expect(try written(handled) == [])
        #expect(throws: PingProblem.notOpen) { try handled.ping() }
        try handled.receive(Wire.request)
        _ = try written(handled)
        handled.stop()
        let close = try written(handled)
        #expect(close == closeFrame(1001, "server stops", from: .server))
        handled.pass(seconds: 5)
        #expect(throws: PingProblem.notOpen) { try handled.ping() }
        #expect(try written(handled) == [])
        handled.vanish()
        #expect(throws: PingProblem.notOpen) { try handled.ping() }
    }

    @Test func `A Ping that stays unanswered does not put the next one off, and ends nothing`() throws {
        let handled = try HandledChannel.open {
            $0.pingSeconds = 4
            $0.idleSeconds = 0
        }
        _ = try written(handled)
        handled.pass(seconds: 8)
        #expect(try written(handled) == Self.pings(1...2))
        #expect(handled.ends == [])
    }

    @Test func `Asked for, they have their place between the others, and the log has them`() throws {
        let handled = try HandledChannel.open { $0.pingSeconds = 5 }
        try handled.ping()
        handled.pass(seconds: 5)
        try handled.receive(frame(.pong, "ping 1") + frame(.text, "x"))
        try handled.ping()
        var dissection = Dissection()
        for event in handled.events { dissection.add(event) }
        let frames = dissection.frameNumbers(from: .server)
        #expect(frames.count == 4)
        #expect(!dissection.hasViolations)
        #expect(
            try written(handled).suffix(27)
                == Self.pings(1...2) + frame(.text, "x", from: .server) + Self.pings(3...3))
    }

    /// Its last read was asked for when everything was written, so that no read is owed.
    @Test func `None while earlier ones wait to be sent`() throws {
        let handled = try HandledChannel.open { $0.pingSeconds = 1 }
        _ = try written(handled)
        handled.channel.isWritable = false
        #expect(throws: PingProblem.busy) { try handled.ping() }
        handled.pass(seconds: 5)
        #expect(try written(handled) == [])
        handled.channel.isWritable = true
        handled.pass(seconds: 1)
        #expect(try written(handled) == Self.pings(1...1))
    }

    @Test func `None while a recording holds the connection back`() throws {
        let handled = try HandledChannel.open(policy: .holdsBack(limit: 1 << 10)) { $0.pingSeconds = 1 }
        try handled.receive(frame(.binary, pattern(2000)))
        _ = try written(handled)
        handled.channel.read()
        #expect(throws: PingProblem.busy) { try handled.ping() }
        handled.pass(seconds: 5)
        #expect(try written(handled) == [])
        // The recording has caught up.
        _ = handled.events
        handled.channel.embeddedEventLoop.run()
        try handled.ping()
        #expect(try written(handled) == Self.pings(1...1))
    }
}

extension HandledChannel {
    /// Asks for a Ping.
    fileprivate func ping() throws { try channel.triggerUserOutboundEvent(SendPing()).wait() }
}

extension LiveServerTests {
    @Suite struct PingOnDemandTests {
        @Test func `By the number of the connection, if it is an open WebSocket`() async throws {
            try await TestServer.run { server in
                #expect(throws: PingProblem.notOpen) { try server.server.ping(connection: 1) }
                let client = try RawClient(open: server.port)
                try server.server.ping(connection: 1)
                #expect(try client.read(8) == frame(.ping, "ping 1", from: .server))
                try client.send(frame(.pong, "ping 1") + closeFrame(1000))
                _ = try client.readToEnd()
                client.close()
                _ = try server.over()
                #expect(throws: PingProblem.notOpen) { try server.server.ping(connection: 1) }
            }
        }

        @Test func `Who answers is not idle, and who does not is closed by the idle limit`() async throws {
            try await TestServer.run {
                $0.pingSeconds = 2
                $0.idleSeconds = 3
            } _: { server in
                let client = try RawClient(open: server.port)
                for number in 1...3 {
                    let ping = frame(.ping, "ping \(number)", from: .server)
                    #expect(try client.read(ping.count) == ping)
                    if number < 3 { try client.send(frame(.pong, "ping \(number)")) }
                }
                let close = closeFrame(1001, "idle", from: .server)
                #expect(try client.read(close.count) == close)
                #expect(server.serverActions() == ["idle-timeout"])
            }
        }

        @Test func `None pile up for a client that does not read`() async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port, receiveBuffer: 64 << 10)
                let message = frame(.binary, pattern(1 << 20))
                // Until the echoes fill the buffers of both sockets.
                while client.sendUntilStalled(message, milliseconds: 200) == message.count {}
                #expect(throws: PingProblem.busy) { try server.server.ping(connection: 1) }
            }
        }
    }
}
