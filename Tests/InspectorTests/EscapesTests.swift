// Whatever a peer writes, wherever it can: no screen hands the terminal anything that steers it, hides, or turns the direction of writing.

import Capture
import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct EscapesTests {
    /// A place where a peer can write.
    struct Place: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// The connection with that in it.
        let session: Session
        /// What it is shown as on one of the screens, at least.
        let shown: String
    }

    /// C1, marks that turn the direction, a line separator, invisible ones: all that a head may have.
    private static let soft = "\u{9b}31m\u{85}\u{202e}\u{2066}\u{200f}\u{2028}\u{feff}\u{e0041}"
    /// C0 and DEL as well.
    private static let hard = "\u{1b}[2J\u{1b}]0;t\u{7}\u{8}\t\u{7f}" + soft
    /// Not UTF-8: C1 in Latin-1, half a letter, an overlong ESC.
    private static let broken: [UInt8] = [0x9b, 0x33, 0x31, 0x6d, 0xc3, 0x20, 0xc0, 0x9b, 0xff]

    /// A request with a line changed into another, and what the server answers to it.
    private static func asked(_ line: String = "", _ changed: [UInt8], number: Int = 1) -> Session {
        let request = Wire.http(
            "GET / HTTP/1.1", "Host: localhost:1338", "Origin: http://a.example", "User-Agent: curl/8",
            "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Protocol: chat", "X-Mark: a",
            "Sec-WebSocket-Key: \(Wire.key)", "Sec-WebSocket-Version: 13")
        guard let place = request.firstRange(of: Array(line.utf8)) else { return .blank }
        let bytes = Array(request[..<place.lowerBound]) + changed + request[place.upperBound...]
        let answer = Wire.answer(to: bytes)
        return Session.blank.client(bytes).server(answer.isEmpty ? refusal(of: bytes) : answer)
    }

    private static func refusal(of bytes: [UInt8]) -> [UInt8] {
        guard let violation = HTTPHead.parse(bytes, as: .request).violation else { return [] }
        return Refusal(violations: [violation])?.bytes ?? []
    }

    private static let lines: [(place: String, line: String, before: String, after: String)] = [
        ("target", "GET / ", "GET /a", " "), ("query", "GET / ", "GET /?name=", " "), ("method", "GET", "G", "T"),
        ("Host", "localhost:1338", "a", ""), ("Origin", "http://a.example", "http://", ""),
        ("User-Agent", "curl/8", "curl/8 ", ""), ("subprotocol", "chat", "c", ""),
        ("header value", "X-Mark: a", "X-Mark: ", ""),
        ("header name", "X-Mark", "X", ""), ("key", Wire.key, "d", ""), ("version", "13", "1", ""),
    ]

    /// Each line of a request, with each kind of text in it.
    private static let requests: [Place] = lines.flatMap { place, line, before, after in
        [
            ("as a head may have it", Array(soft.utf8), "[U+009B]31m"), ("control characters", Array(hard.utf8), "␛"),
            ("not UTF-8", broken, "\u{fffd}"),
        ]
        .map { kind, bytes, shown in
            Place(
                testDescription: "\(place): \(kind)",
                session: asked(line, Array(before.utf8) + bytes + Array(after.utf8)), shown: shown)
        }
    }

    private static let room = "/room/" + PercentEncoding.encode(hard)

    private static func joined(_ from: Endpoint, _ opcode: Opcode, _ payload: [UInt8], fin: Bool = true) -> Session {
        let bytes = frame(opcode, payload, fin: fin, from: from)
        return from == .client ? Session.upgraded.client(bytes) : Session.upgraded.server(bytes)
    }

    private static let payloads: [Place] = Endpoint.allCases.flatMap { from -> [Place] in
        let texts: [(String, Opcode, [UInt8], Bool)] = [
            ("text", .text, Array(hard.utf8), true), ("fragment", .text, Array(hard.utf8), false),
            ("text that is not UTF-8", .text, Array(hard.utf8) + broken, true),
            ("binary data", .binary, Array(hard.utf8) + broken, true), ("Ping", .ping, Array(hard.utf8), true),
            ("reason of a Close", .close, ClosePayload.encode(.normal, reason: hard), true),
            ("reason that is not UTF-8", .close, [3, 0xe8] + Array(hard.utf8) + broken, true),
            ("reserved opcode", Opcode(rawValue: 3) ?? .text, Array(hard.utf8), true),
        ]
        return texts.map { name, opcode, payload, fin in
            Place(
                testDescription: "\(from.rawValue), \(name)", session: joined(from, opcode, payload, fin: fin),
                shown: opcode == .text || name == "reason of a Close" ? "[U+009B]31m" : "")
        }
    }

    private static let others: [Place] = [
        Place(
            testDescription: "room name",
            session: Session.blank.client(Wire.request(path: room)).server(Wire.response).then(
                .serverAction(name: "room-joined", sentence: "Joined room \(hard): 1 connection there now.")),
            shown: "[U+009B]31m"),
        Place(
            testDescription: "name in the address",
            session: Session.blank.client(Wire.request(path: "/?name=" + PercentEncoding.encode(hard))).server(
                Wire.response), shown: "␛[2J"),
        Place(
            testDescription: "response of a server",
            session: Session.blank.client(Wire.request).server(
                Array("HTTP/1.1 400 \(soft)\r\nX: \(soft)\r\nContent-Length: 40\r\n\r\n\(hard)".utf8) + broken),
            shown: "[U+009B]31m"),
        Place(
            testDescription: "not HTTP", session: Session.blank.client(Array(hard.utf8) + broken).end(.client, .fin),
            shown: ""),
    ]

    static let places = requests + payloads + others

    /// What opens screens, their panes, and what lies over them: of a handshake, and of messages.
    private static let ofHandshakes: [[Key]] = [
        .typing("1"), .typing("1o"), .typing("2"), .typing("3"), [.character("3"), .tab], .typing("3]"), .typing("3}"),
    ]
    private static let ofMessages: [[Key]] = [
        .typing("1"), .typing("2"), .typing("2t"), [.character("2"), .enter], .typing("4"), .typing("4t"),
        .typing("4z"), .typing("4\\"), .typing("6"), [.character("6"), .tab],
    ]

    private static func hidden(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
            default: scalar.properties.isDefaultIgnorableCodePoint
            }
        }
    }

    private static func status(isInRoom: Bool) -> ServerStatus {
        var status = ServerStatus()
        var connection = ConnectionStatus(number: 1)
        connection.isWebSocket = true
        status.connections = [connection]
        if isInRoom { status.rooms = [ServerStatus.Room(path: room, name: hard, members: [1])] }
        return status
    }

    @Test(arguments: places) func `No screen shows it raw`(place: Place) {
        #expect(!place.session.events.isEmpty)
        var all = ""
        let isRequest = place.session.dissection.handshake.status != 101
        for keys in isRequest ? Self.ofHandshakes : Self.ofHandshakes + Self.ofMessages {
            var model = Model.after([place.session], size: Size(width: 100, height: 30))
            _ = model.update(.server(Self.status(isInRoom: place.testDescription == "room name")))
            model.press(keys)
            // To what lies ahead, on the screens that have a place of their own.
            for _ in 0..<2 {
                for line in view(model).lines {
                    #expect(Self.hidden(line).isEmpty, "\(keys): \(line.debugDescription)")
                    all += line + "\n"
                }
                model.press([.right])
            }
        }
        let isShown = all.contains(place.shown)
        #expect(isShown, "\(place.shown) is nowhere")
    }

    /// The lines of `serve --frames`, and of `serve --json`.
    @Test(arguments: places) func `No line has it raw`(place: Place) {
        var conversation = place.session.conversation
        conversation.finish()
        var (text, json) = ([UInt8](), [UInt8]())
        var (lines, events) = (ConversationLines(frames: true), EventLines())
        lines.write(conversation, to: &text)
        lines.finish(conversation, to: &text)
        events.write(conversation, to: &json)
        events.finish(conversation, to: &json)
        for bytes in [text, json] {
            guard let lines = String(validating: bytes, as: UTF8.self) else {
                Issue.record("not UTF-8")
                continue
            }
            #expect(!lines.isEmpty && Self.hidden(lines).allSatisfy { $0 == "\n" }, "\(lines.debugDescription)")
        }
    }
}
