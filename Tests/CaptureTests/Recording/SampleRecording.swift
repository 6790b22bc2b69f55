// A small recording as it is in a file, and its events.

import Capture
import TestSupport
import WebSocketProtocol

enum SampleRecording {
    static let header = RecordingHeader(
        title: "Chromium says Hello", about: "A handshake and a frame.", created: "2026-11-22T10:00:00Z")

    static let headerLine =
        #"{"format":"wslens-recording","version":1,"title":"Chromium says Hello","about":"A handshake and a frame.","#
        + #""created":"2026-11-22T10:00:00Z"}"#

    /// Every kind of event (`EventRowTests` requires it), with the line that the format has for it.
    static let lines: [(line: String, event: LoggedEvent)] = [
        (
            #"{"t":0.0,"c":1,"open":{"client":"127.0.0.1:51544","server":"127.0.0.1:1338"}}"#,
            event(0, .opened(client: "127.0.0.1:51544", server: "127.0.0.1:1338"))
        ),
        (
            #"{"t":0.000912,"c":1,"from":"client","text":"GET / HTTP/1.1\r\nHost: localhost:1338\r\n\r\n"}"#,
            event(0.000912, .bytes(from: .client, Array("GET / HTTP/1.1\r\nHost: localhost:1338\r\n\r\n".utf8)))
        ),
        (
            #"{"t":0.5,"c":1,"from":"client","hex":"818537fa213d7f9f4d5158"}"#,
            event(0.5, .bytes(from: .client, Wire.hello))
        ),
        (
            #"{"t":0.5,"c":1,"note":"The length is in the low seven bits.","stop":true}"#,
            event(0.5, .note("The length is in the low seven bits.", pauses: true))
        ),
        (
            #"{"t":0.75,"c":1,"note":"No stop here."}"#,
            event(0.75, .note("No stop here.", pauses: false))
        ),
        (
            #"{"t":0.75,"c":1,"from":"server","missing":1460}"#,
            event(0.75, .missing(from: .server, count: 1460))
        ),
        (
            #"{"t":0.75,"c":1,"from":"client","missing":64,"frames":3}"#,
            event(0.75, .missing(from: .client, count: 64, frames: 3))
        ),
        (
            #"{"t":0.75,"c":1,"from":"server","missing":2,"frames":0}"#,
            event(0.75, .missing(from: .server, count: 2, frames: 0))
        ),
        (
            #"{"t":0.875,"c":1,"from":"client","unread":64,"after":"failure"}"#,
            event(0.875, .unread(from: .client, count: 64, after: .failure))
        ),
        (
            #"{"t":1.0,"c":2,"decision":"handshake-timeout","#
                + #""sentence":"No complete request within 10 s; the connection was closed."}"#,
            event(
                1, connection: 2,
                .serverAction(
                    name: "handshake-timeout",
                    sentence: "No complete request within 10 s; the connection was closed."))
        ),
        (
            #"{"t":1.5,"c":3,"open":{"client":"[::1]:51546","server":"[::1]:1338","midway":true}}"#,
            event(1.5, connection: 3, .midStream(client: "[::1]:51546", server: "[::1]:1338"))
        ),
        (
            #"{"t":2.0,"c":1,"close":{"by":"client","how":"fin"}}"#,
            event(2, .ended(by: .client, .fin))
        ),
    ]

    static var text: String { ([headerLine] + lines.map(\.line)).map { $0 + "\n" }.joined() }
    static var events: [LoggedEvent] { lines.map(\.event) }

    static func event(_ time: Double, connection: Int = 1, _ kind: ConnectionEvent.Kind) -> LoggedEvent {
        LoggedEvent(connection: connection, ConnectionEvent(time: time, kind))
    }

    /// A recording of these events as the writer writes it.
    static func written(_ header: RecordingHeader?, _ events: [LoggedEvent]) -> String {
        ((header.map { [RecordingWriter.header($0)] } ?? []) + events.map(RecordingWriter.line)).map { $0 + "\n" }
            .joined()
    }
}

extension String {
    var utf8Bytes: [UInt8] { Array(utf8) }
}
