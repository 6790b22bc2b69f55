// The text format of recordings: JSON lines, readable and editable by hand. A header, then one line per event, those of each connection
// in the order of time.
//
//   {"format":"wslens-recording","version":1,"title":"Chromium says Hello","about":"...","created":"2026-11-22T10:00:00Z"}
//   {"t":0.0,"c":1,"open":{"client":"127.0.0.1:51544","server":"127.0.0.1:1338"}}
//   {"t":0.000912,"c":1,"from":"client","text":"GET / HTTP/1.1\r\nHost: localhost:1338\r\n..."}
//   {"t":0.5,"c":1,"from":"client","hex":"818537fa213d7f9f4d5158"}
//   {"t":0.5,"c":1,"from":"client","missing":1460,"frames":3}
//   {"t":0.5,"c":1,"from":"client","unread":64,"after":"failure"}
//   {"t":0.5,"c":1,"note":"The length is in the low seven bits.","stop":true}
//   {"t":1.0,"c":2,"decision":"handshake-timeout","sentence":"No complete request within 10 s; the connection was closed."}
//   {"t":2.0,"c":1,"close":{"by":"client","how":"fin"}}
//
// The header may also have a generator: the script that generates the file, such as "Scripts/record-fixtures". A file that
// `convert` or the inspector makes of it has none, since no script generates that one.
//
//   t        seconds since the start, with as many decimals as the time needs to read back the same
//   c        the connection's number, from 1
//   midway   in open: true where the log begins after the connection's handshake, so that its bytes are frames
//   text     bytes that are printable ASCII with CR, LF and TAB; all others are hex
//   missing  that many bytes existed and were not kept
//   frames   how many frames begin in them, where that is known; then another frame follows them
//   unread   that many bytes arrived and were not read, after a failure, a close or an answer
//   stop     playing pauses at the note; left out where it does not
//   how      fin, reset or close
//
// Each line stands alone, so a writer that flushes after every line loses at most the last one in a crash.

import WebSocketProtocol

/// Writes the lines of a recording. They have no line break at their end.
public enum RecordingWriter {
    /// The first line. It names the current version, whichever one the header was read in.
    public static func header(_ header: RecordingHeader) -> String {
        var line = JSONLine()
        line.add("format", RecordingHeader.format)
        line.add("version", RecordingHeader.currentVersion)
        if let title = header.title { line.add("title", title) }
        if let about = header.about { line.add("about", about) }
        if let created = header.created { line.add("created", created) }
        if let generator = header.generator { line.add("generator", generator) }
        return line.text
    }

    /// The line of an event.
    ///
    /// What is written reads back the same for times from 0 up to `RecordingReader.timeLimit` and numbers of
    /// connections from 1 on, which are the ones that logs have. A time that is not finite is written as 0.
    public static func line(for logged: LoggedEvent) -> String {
        line(logged).text
    }

    /// Adds the line of an event, and a line break, to `output`; several lines for a gap of more bytes than one may count.
    public static func write(_ logged: LoggedEvent, to output: inout [UInt8]) {
        guard case .missing(let from, var count, var frames) = logged.event.kind else {
            return line(logged).write(to: &output)
        }
        repeat {
            let part = min(count, EventFields.countLimit)
            var logged = logged
            logged.event.kind = .missing(
                from: from, count: part, frames: frames.map { min($0, EventFields.countLimit) })
            line(logged).write(to: &output)
            count -= part
            frames = frames.map { max(0, $0 - EventFields.countLimit) }
        } while count > 0
    }

    private static func line(_ logged: LoggedEvent) -> JSONLine {
        var line = JSONLine()
        line.add("t", number: decimal(logged.event.time))
        line.add("c", logged.connection)
        _ = EventRow.all.contains { $0.write(logged.event.kind, &line) }
        return line
    }

    /// The shortest decimal that reads back as the same double, with a decimal at least and without an exponent: "0.0",
    /// "0.0000001".
    static func decimal(_ value: Double) -> String {
        guard value.isFinite else { return "0.0" }
        // The standard library finds the digits; from 2^54 up and below 0.0001 it writes an exponent.
        let parts = value.magnitude.description.split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return value.description }
        let mantissa = parts[0].split(separator: ".")
        let digits = mantissa.joined()
        let point = mantissa[0].count + exponent
        let sign = value.sign == .minus ? "-" : ""
        if point <= 0 { return "\(sign)0.\(zeros(-point))\(digits)" }
        if point >= digits.count { return "\(sign)\(digits)\(zeros(point - digits.count)).0" }
        return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))"
    }

    private static func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
}
