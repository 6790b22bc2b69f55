// What is behind the paths, and what a service hears of its connection.

import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

@Suite struct RouteTests {
    @Test(
        arguments: [
            ("/", .echo), ("/echo", .echo), ("/broadcast", .broadcast), ("/room/blue", .room("blue")),
            ("/room/caf%C3%A9", .room("café")), ("/room/a/b", .room("a/b")), ("/room/%1b[31m", .room("\u{1b}[31m")),
            ("/room/" + String(repeating: "x", count: 64), .room(String(repeating: "x", count: 64))),
            ("/room/" + String(repeating: "%C3%A9", count: 32), .room(String(repeating: "é", count: 32))),
            ("/room/" + String(repeating: "x", count: 65), nil),
            ("/room/" + String(repeating: "%C3%A9", count: 33), nil),
            ("/room/", nil), ("/room", nil), ("/room/%ff", nil), ("/room/%ed%a0%80", nil), ("/any/path", .echo),
            ("", .echo), ("/Room/blue", .echo), ("/rooms", .echo), ("/broadcast/", .echo), ("*", .echo),
        ] as [(String, Route?)])
    func `What a path leads to`(path: String, route: Route?) {
        #expect(Route(path: path[...]) == route)
    }

    @Test(arguments: [Route.echo, .broadcast, .room("blue"), .room("a/b é%")])
    func `A route is where its path leads`(route: Route) {
        #expect(Route(path: route.path[...]) == route)
    }

    @Test(arguments: ["/room", "/room/", "/room/%ff", "/room/%1b[31m%ff"])
    func `A path that leads nowhere is refused with 404, in words that can't steer a terminal`(path: String) throws {
        let handled = try HandledChannel()
        try handled.receive(Wire.request(path: path))
        let response = String(decoding: try handled.output(), as: UTF8.self)
        #expect(response.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
        #expect(handled.actions.count == 1)
        #expect(handled.actions[0].hasPrefix("room-name-unusable: "))
        #expect(handled.actions[0].contains(path))
    }

    @Test func `A request that breaks a rule is refused for that, wherever it leads`() throws {
        let handled = try HandledChannel()
        try handled.receive(ClientHandshake.request(host: "localhost:1338", path: "/room/", key: "short"))
        #expect(String(decoding: try handled.output(), as: UTF8.self).hasPrefix("HTTP/1.1 400 "))
        #expect(handled.actions == [])
    }

    /// Writes down what it hears.
    private final class Listener: Service {
        var heard: [String] = []

        func opened(_ member: Member) { heard.append("opened") }
        func received(_ kind: Opcode, _ payload: RawSpan) -> Reply {
            heard.append("\(kind.name) \(payload.byteCount)")
            return .nothing
        }
        func readIsAnswered() { heard.append("answered") }
        func closed() { heard.append("closed") }
    }

    private static let text = frame(.text, "Hello"), half = Array(text.prefix(4))

    @Test(
        arguments: [
            ([text + frame(.ping), half], ["opened", "text 5", "answered", "answered"]),
            ([text + frame(.close), text], ["opened", "text 5", "answered", "closed"]),
            ([text + [0xff], text], ["opened", "text 5", "answered", "answered", "closed"]),
            ([half, Array(text.dropFirst(4))], ["opened", "answered", "text 5", "answered"]),
        ])
    func `A service hears of each read and message, and once that the WebSocket is closed`(
        reads: [[UInt8]], heard: [String]
    ) throws {
        let service = Listener()
        let handled = try HandledChannel.open(service: service)
        for read in reads { try handled.receive(read) }
        #expect(service.heard == heard)
    }

    @Test func `Messages that come with the head are received before it is open`() throws {
        let service = Listener()
        let handled = try HandledChannel(service: service)
        try handled.receive(Wire.request + Self.text)
        #expect(service.heard == ["text 5", "opened", "answered"])
    }

    @Test(
        arguments: [
            { $0.receiveEnd() }, { $0.fail() }, { $0.vanish() }, { $0.stop() },
            { try $0.ask(SendClose(code: .normal, reason: "")) },
            { try $0.ask(SendBytes(bytes: frame(.close, from: .server))) },
            { $0.pass(seconds: 901) },
        ] as [@Sendable (HandledChannel) throws -> Void])
    func `However it ends, a service hears it once`(end: @Sendable (HandledChannel) throws -> Void) throws {
        let service = Listener()
        let handled = try HandledChannel.open(service: service)
        try end(handled)
        handled.vanish()
        #expect(service.heard == ["opened", "closed"])
    }

    @Test func `A refused connection has no service`() throws {
        let service = Listener()
        let handled = try HandledChannel(service: service)
        try handled.receive(Wire.request(path: "/room/"))
        handled.vanish()
        #expect(service.heard == [])
    }
}
