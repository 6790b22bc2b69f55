// Reads recordings, whole or as they grow: bytes in, events out, and a report of everything that did not make sense.
//
// Each line stands alone, so damage costs only the line it is in. The picture of the format is in RecordingWriter.swift;
// beyond what is written there, the reader accepts any blanks that JSON allows, blank lines, LF, CRLF and CR as line
// ends, a byte order mark, hex in either case with spaces between bytes, and UTF-8 in `text`.

/// Reads a recording piece by piece.
///
/// Every event that it hands out has a time from 0 up to `timeLimit` and a connection's number from 1 on.
public struct RecordingReader: Sendable {
    /// Times are below this, in seconds: 10^12, some thirty thousand years.
    public static let timeLimit = 1e12
    /// How long a line may be by default, in bytes: 64 MiB.
    public static let lineLimit = 64 << 20

    /// The header, once it has been read.
    public internal(set) var header: RecordingHeader?
    /// The first hundred problems, in the order of the file.
    public var problems: [RecordingProblem] { problemList.listed }
    /// How many problems there are beyond those.
    public var unlistedProblemCount: Int { problemList.unlistedCount }

    var problemList = ProblemList()
    /// The time of the last event, which replaces a time that makes no sense.
    var lastTime = 0.0
    /// The time of the last event of each connection.
    var lastTimes: [Int: Double] = [:]
    /// The unknown keys that were reported. Each is reported once.
    var toldKeys: Set<String> = []
    /// Whether anything showed that this is a recording.
    var isRecognised = false

    private var splitter: LineSplitter
    private var prefix: [UInt8] = []
    private var hasContent = false

    /// A reader at the start of a file.
    public init(lineLimit: Int = RecordingReader.lineLimit) {
        splitter = LineSplitter(limit: lineLimit)
    }

    /// Reads more bytes; `each` gets the events of the lines that end in `bytes`.
    ///
    /// - Throws: `NotARecording` as soon as the file is certainly something else.
    public mutating func read(
        _ bytes: some Collection<UInt8>, each: (LoggedEvent) -> Void
    ) throws(NotARecording) {
        // The first bytes are judged at the same place however the file is cut into pieces.
        let missing = CaptureFormat.prefixLength - prefix.count
        guard missing > 0 else { return process(Array(bytes), each) }
        let first = Array(bytes.prefix(missing))
        prefix += first
        process(first, each)
        guard first.count == missing else { return }
        if !isRecognised, let look = NotARecording(prefix: prefix), look.isCertain { throw look }
        process(Array(bytes.dropFirst(missing)), each)
    }

    /// Reads the last line, where no line break ends it.
    ///
    /// - Throws: `NotARecording` where the file has had neither a header nor an event.
    public mutating func finish(each: (LoggedEvent) -> Void) throws(NotARecording) {
        withSplitter { splitter, reader in splitter.finish { reader.read($0, each) } }
        if !isRecognised, let look = NotARecording(prefix: prefix) { throw look }
    }

    private mutating func process(_ bytes: [UInt8], _ each: (LoggedEvent) -> Void) {
        withSplitter { splitter, reader in splitter.add(bytes) { reader.read($0, each) } }
    }

    /// Lends out the splitter. It is moved, since a copy would have to copy the unfinished line each time.
    private mutating func withSplitter(_ body: (inout LineSplitter, inout RecordingReader) -> Void) {
        var lent = LineSplitter(limit: splitter.limit)
        swap(&lent, &splitter)
        body(&lent, &self)
        splitter = lent
    }

    private mutating func read(_ line: LineSplitter.Line, _ each: (LoggedEvent) -> Void) {
        guard !line.isBlank else { return }
        let isFirst = !hasContent
        hasContent = true
        guard !line.isTooLong else {
            return report(line, "is longer than \(splitter.limit) bytes.", done: "It is skipped.")
        }
        var range = line.range
        if line.offset == 0, line.bytes[range].starts(with: [0xef, 0xbb, 0xbf]) {
            range = range.dropFirst(3)
        }
        var parser = JSONParser(line.bytes, in: range)
        let value: JSONValue
        do throws(JSONError) {
            value = try parser.value()
            try parser.finish()
        } catch {
            let position = range.lowerBound - line.range.lowerBound + error.position
            let problem = error.isCutOff ? "is cut off" : "is damaged at its byte \(position + 1)"
            return report(line, "\(problem): \(error.problem).", at: position, done: "It is skipped.")
        }
        if let position = parser.loneSurrogate {
            report(
                line, "has an escape that is half of a surrogate pair at its byte \(position + 1).", at: position,
                done: "U+FFFD replaces it.")
        }
        interpret(value, line, isFirst: isFirst, each)
    }

    /// Reports a problem of a line; `what` continues after "Line 17".
    mutating func report(_ line: LineSplitter.Line, _ what: String, at position: Int = 0, done: String) {
        problemList.add(
            line: line.number, offset: line.offset + position, "Line \(line.number) \(what)", done: done)
    }
}

/// A whole recording in memory.
public struct Recording: Sendable {
    /// The header; nil where the file has none.
    public let header: RecordingHeader?
    /// The events, in the order of the file.
    public let events: [LoggedEvent]
    /// The first hundred problems, in the order of the file.
    public let problems: [RecordingProblem]
    /// How many problems there are beyond those.
    public let unlistedProblemCount: Int

    /// Reads a file.
    ///
    /// - Throws: `NotARecording` where it is something else.
    public init(_ file: [UInt8]) throws(NotARecording) {
        var reader = RecordingReader()
        var events: [LoggedEvent] = []
        try reader.read(file) { events.append($0) }
        try reader.finish { events.append($0) }
        self.events = events
        header = reader.header
        problems = reader.problems
        unlistedProblemCount = reader.unlistedProblemCount
    }
}
