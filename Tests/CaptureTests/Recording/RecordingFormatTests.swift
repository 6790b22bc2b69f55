// The format to the letter, and that reading and writing are inverse.

import TestSupport
import Testing
import WebSocketProtocol

@testable import Capture

struct RecordingFormatTests {
    @Test func writesTheHeader() {
        #expect(RecordingWriter.header(SampleRecording.header) == SampleRecording.headerLine)
        #expect(RecordingWriter.header(RecordingHeader()) == #"{"format":"wslens-recording","version":1}"#)
    }

    @Test(arguments: SampleRecording.lines.indices) func writesAndReadsEachEvent(index: Int) throws {
        let (line, event) = SampleRecording.lines[index]
        #expect(RecordingWriter.line(for: event) == line)
        let recording = try Recording((SampleRecording.headerLine + "\n" + line).utf8Bytes)
        #expect(recording.events == [event])
        #expect(recording.problems == [])
    }

    @Test func readsAWholeRecording() throws {
        let recording = try Recording(SampleRecording.text.utf8Bytes)
        #expect(recording.header == SampleRecording.header)
        #expect(recording.events == SampleRecording.events)
        #expect(recording.problems == [])
        #expect(recording.unlistedProblemCount == 0)
        #expect(SampleRecording.written(recording.header, recording.events) == SampleRecording.text)
    }

    /// A line counts up to 4 GiB; a flood may lose more at a time.
    @Test func aGapOfManyBytesTakesSeveralLines() throws {
        let gap = ConnectionEvent.Kind.missing(from: .client, count: 11 << 30, frames: 3 << 30)
        var session = Session.upgraded.then(gap).client(frame(.text, "Hi"))
        var bytes = (SampleRecording.headerLine + "\n").utf8Bytes
        for event in session.events { RecordingWriter.write(event, to: &bytes) }
        let recording = try Recording(bytes)
        #expect(recording.problems == [])
        session = Session(recording.events.map(\.event.kind))
        let frames = session.dissection.frames(from: .client)
        #expect(frames.map(\.number) == [3 << 30])
        #expect(frames.first?.header?.payloadLength == 2)
        #expect(session.dissection.byteCount(from: .client) == (11 << 30) + Wire.request.count + 8)
    }

    /// Bytes are text only where every one of them shows in an editor.
    @Test(
        arguments: [
            ([], #""text":"""#),
            ([0x09, 0x0A, 0x0D, 0x20, 0x7E], #""text":"\t\n\r ~""#),
            ([0x22, 0x5C, 0x2F], #""text":"\"\\/""#),
            ([0x7F], #""hex":"7f""#),
            ([0x1F], #""hex":"1f""#),
            ([0x00], #""hex":"00""#),
            ([0x41, 0x80], #""hex":"4180""#),
            ([0xC3, 0xA9], #""hex":"c3a9""#),
        ] as [([UInt8], String)])
    func choosesTextOrHex(bytes: [UInt8], field: String) throws {
        let event = SampleRecording.event(0, .bytes(from: .server, bytes))
        let line = RecordingWriter.line(for: event)
        #expect(line == #"{"t":0.0,"c":1,"from":"server",\#(field)}"#)
        #expect(try Recording(line.utf8Bytes).events == [event])
    }

    @Test(
        arguments: [
            (0, "0.0"), (1, "1.0"), (0.5, "0.5"), (0.000912, "0.000912"), (12.000034, "12.000034"),
            (0.1 + 0.2, "0.30000000000000004"),
            (0.0001, "0.0001"), (0.00001, "0.00001"), (1.5e-7, "0.00000015"), (123456789012.125, "123456789012.125"),
            (9007199254740992, "9007199254740992.0"), (1e16, "10000000000000000.0"), (1.25e17, "125000000000000000.0"),
            (-0.5, "-0.5"), (-1e-9, "-0.000000001"), (.infinity, "0.0"), (.nan, "0.0"),
        ] as [(Double, String)])
    func writesTimesWithoutExponent(time: Double, text: String) {
        #expect(RecordingWriter.decimal(time) == text)
    }

    @Test func everyTimeReadsBackTheSame() throws {
        var numbers = SeededNumbers(seed: 1)
        let special = [
            0, Double.leastNonzeroMagnitude, .leastNormalMagnitude, 0.1.nextUp, 1e12.nextDown,
            4503599627370496.5 / 8192,
        ]
        let random = (0..<20_000).map { round in
            round.isMultiple(of: 2)
                ? Double.random(in: 0..<100, using: &numbers)
                : Double(bitPattern: UInt64.random(in: 0..<1e12.bitPattern, using: &numbers))
        }
        for time in special + random {
            let text = RecordingWriter.decimal(time)
            #expect(try JSONParser.parse(text.utf8Bytes).double?.bitPattern == time.bitPattern, "\(text)")
        }
    }

    @Test func randomLogsSurviveWritingAndReading() throws {
        var numbers = SeededNumbers(seed: 6455)
        for _ in 0..<300 {
            var time = 0.0
            let events = (0..<Int.random(in: 0...30, using: &numbers)).map { _ in
                time += Double.random(in: 0...0.01, using: &numbers)
                return SampleRecording.event(
                    time, connection: Int.random(in: 1...Int.max, using: &numbers), numbers.event())
            }
            let header = RecordingHeader(title: numbers.text(), about: numbers.text())
            let written = SampleRecording.written(header, events)
            let recording = try Recording(written.utf8Bytes)
            #expect(recording.header == header)
            #expect(recording.events == events)
            #expect(recording.problems == [])
            #expect(SampleRecording.written(recording.header, recording.events) == written)
        }
    }
}
