// tshark as an independent judge of what is written and of what is read. Without tshark these tests are skipped; with
// CI=true they fail.

import Foundation
import TestSupport
import TestSupport
import Testing
import WebSocketProtocol

@testable import Capture

/// Runs tshark on a file and returns what it prints.
enum Tshark {
    static let path = ["/usr/bin/tshark", "/usr/local/bin/tshark", "/opt/homebrew/bin/tshark"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    static let isExpected = path != nil || ProcessInfo.processInfo.environment["CI"] == "true"

    static func run(_ file: [UInt8], _ arguments: [String]) throws -> String {
        let capture = FileManager.default.temporaryDirectory.appendingPathComponent(
            "wslens-\(UUID().uuidString).pcapng")
        try Data(file).write(to: capture)
        defer { try? FileManager.default.removeItem(at: capture) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(path, "tshark is not installed"))
        process.arguments = ["-r", capture.path] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }

    /// The values of fields, one row per packet; a field that occurs several times has its values joined by
    /// commas.
    static func fields(_ file: [UInt8], _ names: [String], filter: String = "") throws -> [[String]] {
        let options = [
            "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-T", "fields", "-E", "separator=|",
        ]
        let text = try run(file, options + (filter.isEmpty ? [] : ["-Y", filter]) + names.flatMap { ["-e", $0] })
        return text.split(separator: "\n").map {
            $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        }
    }
}

@Suite(.enabled(if: Tshark.isExpected, "tshark is not installed"))
struct TsharkTests {
    private static let texts = [5, 125, 126, 3000, 65_535, 65_536, 150_000].map {
        String(repeating: "abcdefghij", count: $0 / 10 + 1).prefix($0)
    }

    private static func session(_ client: String, _ server: String) -> [LoggedEvent] {
        let texts = Self.texts.map { Array($0.utf8) }
        let frames = texts.reduce(Session.blank) { $0.client(frame(.text, $1)).server(frame(.text, $1, from: .server)) }
            .client(frame(.ping, [1, 2]), frame(.ping, [3]))
            .server(frame(.pong, [1, 2], from: .server), frame(.pong, [3], from: .server))
            .server(closeFrame(.normal, from: .server)).client(closeFrame(.normal))
            .end(.server, .fin).end(.client, .fin)
        return log(
            [.opened(client: client, server: server)] + Session.upgraded.kinds + [.note("größer", pauses: false)]
                + frames.kinds)
    }

    static let ends = [
        ("127.0.0.1:51544", "127.0.0.1:1338"), ("[::1]:51544", "[::1]:1338"), ("192.168.1.7:50000", "10.0.0.1:8765"),
        ("[2001:db8::7]:50000", "[2001:db8::1]:80"),
    ]

    @Test("tshark finds every frame, on any port and without options", arguments: ends)
    func frames(_ client: String, _ server: String) throws {
        let file = PacketWriter.pcapng(Self.session(client, server))
        let rows = try Tshark.fields(
            file,
            [
                "websocket.opcode", "websocket.mask", "websocket.fin", "websocket.payload_length",
                "websocket.payload.text",
            ],
            filter: "websocket")
        func column(_ index: Int) -> [String] { rows.flatMap { $0[index].split(separator: ",").map(String.init) } }
        let count = Self.texts.count
        #expect(column(0) == [String](repeating: "1", count: count * 2) + ["9", "9", "10", "10", "8", "8"])
        #expect(column(1) == (0..<count).flatMap { _ in ["1", "0"] } + ["1", "1", "0", "0", "0", "1"])
        #expect(column(2) == [String](repeating: "1", count: count * 2 + 6))
        #expect(
            column(3) == Self.texts.flatMap { text in
                let bits = text.count < 126 ? "\(text.count)" : text.count < 65_536 ? "126" : "127"
                return [bits, bits]
            } + ["2", "1", "2", "1", "2", "2"])
        #expect(column(4) == Self.texts.flatMap { [String($0), String($0)] })
    }

    @Test("tshark finds the frames, in whatever parts the heads were read", arguments: [1, 3, 11, 15, 16, 17, 40])
    func partsOfHeads(_ first: Int) throws {
        let whole = Self.session("127.0.0.1:51544", "127.0.0.1:1338").map(\.event.kind)
        let kinds = whole.enumerated().flatMap { index, kind -> [ConnectionEvent.Kind] in
            guard (1...2).contains(index), case .bytes(let from, let bytes) = kind else { return [kind] }
            return [.bytes(from: from, bytes.prefix(first)), .bytes(from: from, bytes.dropFirst(first))]
        }
        let rows = try Tshark.fields(PacketWriter.pcapng(log(kinds)), ["websocket.opcode"], filter: "websocket")
        #expect(rows.flatMap { $0[0].split(separator: ",") }.count == Self.texts.count * 2 + 6)
    }

    @Test("tshark remarks only on openings, endings and comments", arguments: ends)
    func noRemarks(_ client: String, _ server: String) throws {
        let file = PacketWriter.pcapng(
            Self.session(client, server), header: RecordingHeader(created: "2023-11-14T22:13:20Z"))
        let rows = try Tshark.fields(
            file,
            [
                "tcp.checksum.status", "ip.checksum.status", "tcp.analysis.flags", "_ws.malformed", "frame.comment",
                "frame.time_epoch",
            ])
        #expect(rows.allSatisfy { $0[0] == "1" && ($0[1] == "1" || $0[1] == "") && $0[2] == "" && $0[3] == "" })
        #expect(rows.map { $0[4] }.filter { !$0.isEmpty } == ["größer"])
        #expect(rows.first?[5] == "1700000000.000000000")
    }

    @Test("tshark sees the reset and the gap where they are")
    func gap() throws {
        let events =
            Self.session("127.0.0.1:5000", "127.0.0.1:1338").prefix(5).map(\.event.kind)
            + [.missing(from: .client, count: 100), .bytes(from: .client, [1, 2, 3]), .ended(by: .server, .reset)]
        let rows = try Tshark.fields(
            PacketWriter.pcapng(log(Array(events))), ["tcp.analysis.lost_segment", "tcp.flags.reset"])
        #expect(rows.filter { $0[0] != "" }.count == 1)
        #expect(rows.filter { $0[1] == "1" }.count == 1)
    }

    @Test("Disordered and repeated segments make the stream that tshark follows", arguments: 0..<4)
    func streams(_ seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        var steps: [(place: Double, words: String)] = []
        var sent = ["c": 0, "s": 0]
        for index in 0..<40 {
            let side = index % 3 == 0 ? "s" : "c"
            let text = String(repeating: Character(UnicodeScalar(UInt8(65 + index % 26))), count: 10)
            // Each segment is late by up to six others, and each fourth is sent twice.
            for _ in 0..<(index % 4 == 0 ? 2 : 1) {
                steps.append(
                    (
                        Double(index) + Double.random(in: 0...6, using: &random),
                        "\(side) \(sent[side, default: 0]) \(text)"
                    ))
            }
            sent[side, default: 0] += text.count
        }
        let script = Script.upgraded(steps.sorted { $0.place < $1.place }.map(\.words))
        let logged = try read(script.file).logged
        let followed = try Tshark.run(script.file, ["-q", "-z", "follow,tcp,raw,0"]).split(separator: "\n")
        for endpoint in Endpoint.allCases {
            let ours = logged.reduce(into: [UInt8]()) { stream, logged in
                if case .bytes(endpoint, let bytes) = logged.event.kind { stream += bytes }
            }
            let theirs = followed.filter {
                $0.allSatisfy { $0.isHexDigit || $0 == "\t" } && ($0.first == "\t") == (endpoint == .server)
            }
            #expect(Hex.string(ours) == theirs.joined().filter { $0 != "\t" })
        }
    }
}
