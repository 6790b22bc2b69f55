// The hot paths of the core and of the file formats, one by one. `make bench` runs them.

import Benchmark
import Capture
import WebSocketProtocol

let benchmarks: @Sendable () -> Void = {
    measureHeaders()
    measureMasking()
    measureUTF8()
    measureDissection()
    measureFiles()
}

/// The decoder without an observer, as the server runs it.
private func measureHeaders() {
    let lengths: [UInt64] = [5, 60, 125, 126, 1000, 65_535, 65_536, 1 << 20]
    for (name, key) in [("masked", MaskingKey(0x37fa_213d)), ("not masked", nil)] {
        let headers = lengths.map { FrameHeader(opcode: .binary, maskingKey: key, payloadLength: $0) }
        let bytes = headers.flatMap(\.encoded)
        rate("Header: decode, \(name)", headers.count, .headers) {
            var position = 0
            let span = bytes.span.bytes
            while let header = FrameHeader.decode(span, at: position) {
                blackHole(header)
                position += header.headerLength
            }
        }
    }
}

private func measureMasking() {
    let key = MaskingKey(0x37fa_213d)
    for (name, size) in [("125 B", 125), ("64 KiB", 1 << 16), ("1 MiB", 1 << 20)] {
        var payload = [UInt8](repeating: 0x48, count: size)
        rate("Unmask in place: \(name)", size, .bytes) {
            var span = payload.mutableSpan
            var raw = span.mutableBytes
            key.apply(to: &raw, in: 0..<size)
        }
    }
}

private func measureUTF8() {
    let size = 1 << 16
    for (name, character) in [("ASCII", "a"), ("2 bytes each", "é"), ("3 bytes each", "€"), ("4 bytes each", "😀")] {
        let text = Array(String(repeating: character, count: size / character.utf8.count).utf8)
        rate("UTF-8: validate, \(name)", text.count, .bytes) {
            var validator = UTF8Validator()
            blackHole(validator.validate(text.span.bytes, in: 0..<text.count))
        }
    }
}

/// What a screen or a report reads, from bytes that are in memory.
private func measureDissection() {
    let one = Sample.clientFrames
    let many = stride(from: 0, to: one.count, by: 800).map { start in
        Array(one[start..<min(start + 800, one.count)].joined())
    }
    for (name, reads) in [("one frame per read", one), ("800 frames per read", many)] {
        let events = reads.enumerated().map { index, bytes in
            ConnectionEvent(time: Double(index) / 10_000, .bytes(from: .client, bytes))
        }
        rate("Dissect: \(name)", one.count, .frames) {
            var dissection = Dissection(start: .frames)
            for event in events { dissection.add(event) }
            precondition(dissection.frames(from: .client).count == one.count)
        }
    }
}

/// From the bytes of a file to events, without dissecting them.
private func measureFiles() {
    let events = Sample.connection
    let lines = [RecordingWriter.header(RecordingHeader(title: "A sample"))] + events.map(RecordingWriter.line)
    let recording = Array((lines.joined(separator: "\n") + "\n").utf8)
    rate("Read a recording", Sample.frameCount, .frames) {
        let read = try? Recording(recording)
        precondition(read?.events.count == events.count)
    }
    let capture = PacketWriter.pcapng(events)
    rate("Read a pcapng", Sample.frameCount, .frames) {
        var count = 0
        _ = try? PacketFile.read(capture) { _ in count += 1 }
        precondition(count == events.count)
    }
}
