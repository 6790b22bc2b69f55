// `convert`: what a recording keeps, what is reported as lost, and that no file is ever half written.

import Foundation
import Testing

/// A folder that is gone after the test.
private final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("wslens-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// Creates a file, and returns its path.
    func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        try Data(bytes).write(to: url.appendingPathComponent(name))
        return path(name)
    }

    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() } }
}

/// A pcap file of raw IP: one TCP packet per payload, each from another port of 10.0.0.1, from `port` on, to
/// 10.0.0.2:80.
private func pcap(_ payloads: [[UInt8]], port: Int = 1024) -> [UInt8] {
    func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    let header = big(0xA1B2_C3D4, 4) + big(2, 2) + big(4, 2) + big(0, 8) + big(65_535, 4) + big(101, 4)
    return payloads.enumerated().reduce(header) { file, item in
        let tcp = big(port + item.offset, 2) + big(80, 2) + big(1, 4) + big(0, 4) + [0x50, 0x18] + big(0, 6)
        let ip = [0x45, 0] + big(40 + item.element.count, 2) + big(0, 4) + [64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]
        let packet = ip + tcp + item.element
        return file + big(1_700_000_000, 4) + big(item.offset, 4) + big(packet.count, 4) + big(packet.count, 4) + packet
    }
}

private let upgrade = Array("GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n".utf8)
private let plain = Array("GET / HTTP/1.1\r\n\r\n".utf8)
/// "Hi", masked with zeros.
private let hi: [UInt8] = [0x81, 0x82, 0, 0, 0, 0, 0x48, 0x69]

@Suite struct ConvertTests {
    private static let header =
        #"{"format":"wslens-recording","version":1,"title":"A title","about":"What it is about.","created":"2026-11-22T10:00:00Z"}"#
    private static let open = #"{"t":1.5,"c":1,"open":{"client":"127.0.0.1:51544","server":"127.0.0.1:1338"}}"#
    private static let bytes =
        #"{"t":1.75,"c":1,"from":"client","text":"GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n"}"#
    private static let recording = [header, open, bytes].map { $0 + "\n" }.joined()

    @Test func aRecordingStaysAsItIs() throws {
        let folder = try Folder()
        let input = try folder.file("in.jsonl", Self.recording.utf8)
        for (from, to) in [
            (input, "same.jsonl"), (input, "packets.pcapng"), (folder.path("packets.pcapng"), "back.jsonl"),
        ] {
            let run = try Program.run(["convert", from, folder.path(to)])
            #expect(run.status == 0)
            #expect(run.errors == "wslens: \(folder.path(to)): 2 events\n")
        }
        #expect(try folder.text("same.jsonl") == Self.recording)
        #expect(try folder.text("back.jsonl") == Self.recording)
    }

    @Test func aRecordingWithoutACreationTimeIsNotGivenOne() throws {
        let folder = try Folder()
        let input = try folder.file("in.jsonl", (Self.open + "\n" + Self.bytes + "\n").utf8)
        _ = try Program.run(["convert", input, folder.path("out.jsonl")])
        #expect(try !folder.text("out.jsonl").contains("created"))
    }

    @Test func whatPcapngCannotHoldIsReported() throws {
        let folder = try Folder()
        let note = #"{"t":2,"c":1,"note":"Look.","stop":true}"#
        let decision = #"{"t":2,"c":1,"decision":"limit","sentence":"Too much."}"#
        let text = Self.recording + (note + "\n") + (decision + "\n") + (note + "\n")
        let output = folder.path("out.pcapng")
        let run = try Program.run(["convert", folder.file("in.jsonl", text.utf8), output])
        #expect(run.status == 0)
        #expect(
            run.errors.split(separator: "\n") == [
                "wslens: \(output): 2 pauses became plain comments: pcapng has no place for them.",
                "wslens: \(output): 1 server action became a comment, which reads back as a note.",
                "wslens: \(output): 5 events",
            ])
    }

    @Test func whatIsLeftOutAndWhatIsGuessedIsReported() throws {
        let folder = try Folder()
        let input = try folder.file("in.pcap", pcap([plain, upgrade, hi, plain]))
        let remarks = [
            "wslens: \(input): Connection 2 began before the capture: its first bytes are treated as frames, which is a guess.",
            "wslens: \(input): 2 other TCP connections were left out: nothing in them is WebSocket.",
        ]
        for command in [
            ["convert", input, folder.path("out.jsonl")], ["inspect", input], ["inspect", "--json", input],
        ] {
            let errors = try Program.run(command).errors.split(separator: "\n").map(String.init)
            #expect(Array(errors.prefix(2)) == remarks)
        }
    }

    @Test func aCaptureWithoutWebSocketSaysWhatToDo() throws {
        let folder = try Folder()
        let input = try folder.file("in.pcap", pcap([plain]))
        let run = try Program.run(["convert", input, folder.path("out.jsonl")])
        #expect(run.status == 2)
        #expect(run.errors.contains("It contains no WebSocket connection. Start the capture before"))
        #expect(run.errors.contains("in.pcap contains no connections, so there is nothing to convert."))
        #expect(try folder.names == ["in.pcap"])
        #expect(try Program.run(["inspect", input]).errors.contains("It contains no WebSocket connection."))
    }

    @Test func theFramesOfAHARAreReconstructed() throws {
        let folder = try Folder()
        let entry =
            #"{"_resourceType":"websocket","_webSocketMessages":[{"type":"receive","time":1,"opcode":1,"data":"Hi"}]}"#
        let full = try folder.file("full.har", #"{"log":{"entries":[\#(entry)]}}"#.utf8)
        #expect(
            try Program.run(["convert", full, folder.path("out.jsonl")]).errors.contains(
                "The messages come from a HAR: frames, masking keys and handshake bytes are reconstructed"))
        let empty = try folder.file("empty.har", #"{"log":{"entries":[{"request":{}}]}}"#.utf8)
        let run = try Program.run(["inspect", empty])
        #expect(run.errors.contains("It contains no WebSocket connection. Open the developer tools"))
    }

    @Test func aFileIsReplacedOnlyOnRequestAndThenAsAWhole() throws {
        let folder = try Folder()
        let path = try folder.file("in.jsonl", Self.recording.utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try FileManager.default.createSymbolicLink(atPath: folder.path("link.jsonl"), withDestinationPath: "in.jsonl")
        for name in ["in.jsonl", "link.jsonl"] {
            let refused = try Program.run(["convert", path, folder.path(name)])
            #expect(refused.status == 2)
            #expect(refused.errors.contains("already exists. Choose another name"))
            #expect(try Program.run(["convert", path, folder.path(name), "--overwrite"]).status == 0)
        }
        #expect(try folder.text("in.jsonl") == Self.recording)
        #expect(try folder.names == ["in.jsonl", "link.jsonl"])
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let link = try FileManager.default.attributesOfItem(atPath: folder.path("link.jsonl"))
        #expect(link[.type] as? FileAttributeType == .typeSymbolicLink)
    }

    @Test func pipesAndDevicesGetTheBytesDirectly() throws {
        let folder = try Folder()
        let input = try folder.file("in.jsonl", Self.recording.utf8)
        #expect(try Program.run(["convert", input, "/dev/stdout"]).output == Self.recording)
        #expect(try Program.run(["convert", input, "/dev/null"]).status == 0)
        let pipe = folder.path("pipe.jsonl")
        #expect(mkfifo(pipe, 0o600) == 0)
        let reader = Process()
        reader.executableURL = URL(fileURLWithPath: "/bin/cat")
        reader.arguments = [pipe]
        let output = Pipe()
        reader.standardOutput = output
        try reader.run()
        #expect(try Program.run(["convert", input, pipe]).status == 0)
        #expect(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == Self.recording)
        reader.waitUntilExit()
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func aFullDeviceIsReported() throws {
        let folder = try Folder()
        let input = try folder.file("in.jsonl", Self.recording.utf8)
        let run = try Program.run(["convert", input, "/dev/full"])
        #expect(run.status == 2)
        #expect(
            run.errors
                == "wslens: /dev/full could not be written: No space left on device. 0 bytes were written before that.\n"
        )
    }
}
