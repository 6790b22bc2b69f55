// Recordings in pieces, cut off, and at random.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

struct RecordingPiecesTests {
    /// What a reader gives for a file in these pieces.
    struct Result: Equatable {
        var header: RecordingHeader?
        var events: [LoggedEvent] = []
        var problems: [RecordingProblem] = []
        var unlisted = 0
        var refused: NotARecording?

        init(_ pieces: [ArraySlice<UInt8>]) {
            var reader = RecordingReader()
            var events: [LoggedEvent] = []
            do throws(NotARecording) {
                for piece in pieces { try reader.read(piece) { events.append($0) } }
                try reader.finish { events.append($0) }
            } catch {
                refused = error
            }
            (header, self.events, problems, unlisted) = (
                reader.header, events, reader.problems, reader.unlistedProblemCount
            )
        }
    }

    /// A sample with everything that a reader has to remember between two pieces.
    private static let file = Array(
        ("\u{FEFF}" + SampleRecording.text.replacing("\n", with: "\r\n") + "\r\r\n\n?\r"
            + #"{"t":2.0,"c":1,"note":"é"}"#).utf8)

    @Test func givesTheSameWhereverItIsSplit() {
        let whole = Result([Self.file[...]])
        #expect(whole.events.count == SampleRecording.events.count + 1)
        #expect(whole.problems.map(\.line) == [SampleRecording.lines.count + 5])
        for split in 0...Self.file.count {
            #expect(Result([Self.file[..<split], Self.file[split...]]) == whole, "split at \(split)")
        }
        #expect(Result(Self.file.indices.map { Self.file[$0...$0] }) == whole, "byte by byte")
    }

    /// A crash loses the line that was being written, and no other.
    @Test func givesAllWholeLinesWhereverItIsCutOff() {
        let file = SampleRecording.text.utf8Bytes
        for end in 0...file.count {
            let result = Result([file[..<end]])
            let text = String(decoding: file[..<end], as: UTF8.self)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            // The last line counts where only its line break is missing.
            let isWhole = (lines.last?.last == "}") && (try? JSONParser.parse(Array((lines.last ?? "").utf8))) != nil
            let count = lines.count - 1 + (isWhole ? 1 : 0)
            #expect(result.events == Array(SampleRecording.events.prefix(max(0, count - 1))), "cut at \(end)")
            guard count > 0 else { continue }
            #expect(result.refused == nil, "cut at \(end)")
            let isClean = isWhole || lines.last == ""
            #expect(result.problems.map(\.line) == (isClean ? [] : [lines.count]), "cut at \(end)")
            #expect(result.problems.allSatisfy { $0.what.contains("is cut off") }, "cut at \(end)")
        }
    }

    @Test func mutatedFilesNeverTrap() {
        var numbers = SeededNumbers(seed: 17)
        let file = SampleRecording.text.utf8Bytes
        let special = Array("{}[]\",:\\\r\n0-.eE u".utf8) + [0x00, 0xC3, 0xED, 0xFF]
        var eventCount = 0
        for round in 0..<20_000 {
            var bytes = file
            for _ in 0..<Int.random(in: 1...6, using: &numbers) where !bytes.isEmpty {
                let index = Int.random(in: bytes.indices, using: &numbers)
                switch Int.random(in: 0..<6, using: &numbers) {
                case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &numbers)
                case 1: bytes.insert(special.randomElement(using: &numbers) ?? 0, at: index)
                case 2: bytes.remove(at: index)
                case 3: bytes[index] = special.randomElement(using: &numbers) ?? 0
                case 4: bytes.removeSubrange(index..<min(bytes.count, index + 30))
                default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 60)], at: index)
                }
            }
            if round.isMultiple(of: 50) {
                bytes = (0..<200).map { _ in UInt8.random(in: .min ... .max, using: &numbers) }
            }
            let split = Int.random(in: 0...bytes.count, using: &numbers)
            let result = Result([bytes[..<split], bytes[split...]])
            eventCount += result.events.count
            #expect(
                result.events.allSatisfy {
                    $0.connection > 0 && $0.event.time >= 0 && $0.event.time < RecordingReader.timeLimit
                })
            #expect(result.problems.allSatisfy { (0...bytes.count).contains($0.offset) })
            // What was read can be shown, and written and read again.
            var conversations = Conversations()
            for event in result.events { conversations.add(event) }
            if !result.events.isEmpty {
                let again = Result([SampleRecording.written(result.header, result.events).utf8Bytes[...]])
                #expect(again.events == result.events)
            }
        }
        #expect(eventCount > 80_000, "enough of the lines survive: \(eventCount)")
    }

    @Test(
        arguments: [
            ([], .empty),
            (" \r\n\n".utf8Bytes, .empty),
            ([0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0], .pcap),
            ([0xA1, 0xB2, 0x3C, 0x4D, 0, 2, 0, 4], .pcap),
            ([0x0A, 0x0D, 0x0D, 0x0A, 0x1C, 0, 0, 0], .pcapng),
            ("{\n  \"log\": {\n    \"version\": \"1.2\"\n  }\n}\n".utf8Bytes, .har),
            (#"{"event":"open","connection":1,"time":0.0,"client":"a","server":"b"}"#.utf8Bytes + [0x0A], .eventLines),
            (#"{"name":"wslens"}"#.utf8Bytes, .json),
            ("[1, 2]".utf8Bytes, .json),
            ([0xFF, 0xFE, 0x7B, 0x00], .utf16),
            ("# wslens\n\nA microscope.\n".utf8Bytes, .text),
            ([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0], .binary),
        ] as [([UInt8], NotARecording.Look)])
    func otherFilesAreNamed(file: [UInt8], look: NotARecording.Look) {
        #expect(Result([file[...]]).refused?.look == look)
        let long = file + [UInt8](repeating: 0x20, count: 5000)
        #expect(Result([long[...]]).refused?.look == look)
        #expect(Result(long.indices.map { long[$0...$0] }).refused?.look == look)
    }

    @Test func formatsAreRecognisedByTheirContent() {
        let files: [(String, CaptureFormat?)] = [
            (SampleRecording.text, .recording),
            (SampleRecording.lines[0].line, .recording),
            ("\u{FEFF}\r\n" + #"{ "title":"x", "format":"wslens-recording"}"#, .recording),
            (#"{"title":"x"}"#, nil), (#"{"log":{}}"#, .har), ("\u{FEFF} {\n\t\"log\" : {", .har), ("", nil),
            ("{", nil),
            (#"{"log"#, nil), ("log", nil),
        ]
        for (text, format) in files { #expect(CaptureFormat.recognise(text.utf8) == format, "\(text)") }
        #expect(HARFile.recognises(#"{"log":{}}"#.utf8))
        #expect(!HARFile.recognises(SampleRecording.text.utf8))
    }
}
