// Lines out of a file that is read in pieces.
//
// A line ends with LF, CRLF, or CR alone; a file may mix them. JSON has none of these inside a string, so they part
// lines wherever they are.

/// Splits a stream of bytes into lines, keeping at most one unfinished line.
struct LineSplitter: Sendable {
    /// A line without its end, and where it is.
    struct Line {
        /// Holds the line in `range`.
        let bytes: [UInt8]
        let range: Range<Int>
        /// Counted from 1.
        let number: Int
        /// Its first byte's place in the file.
        let offset: Int
        /// Whether it was longer than the limit; then its bytes are gone.
        let isTooLong: Bool

        /// Whether it holds nothing but spaces and tabs.
        var isBlank: Bool { !isTooLong && bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    }

    /// How long a line may be, in bytes.
    let limit: Int
    private var number = 1
    /// The place in the file of the unfinished line, and of the next byte.
    private var lineStart = 0
    private var position = 0
    private var unfinished: [UInt8] = []
    private var isTooLong = false
    private var endsWithCR = false

    init(limit: Int) { self.limit = limit }

    /// Reads more bytes; `each` gets the lines that end in `bytes`.
    mutating func add(_ bytes: [UInt8], each: (Line) -> Void) {
        var start = 0
        for index in bytes.indices {
            let byte = bytes[index]
            guard byte == 0x0a || byte == 0x0d else { continue }
            if byte == 0x0a, endsWithCR, position + index == lineStart {
                // The LF of a CRLF whose CR has ended the line.
                lineStart += 1
            } else {
                end(bytes, start..<index, each)
                lineStart = position + index + 1
            }
            endsWithCR = byte == 0x0d
            start = index + 1
        }
        keep(bytes[start...])
        position += bytes.count
    }

    /// Hands out the last line, where no line break ends it.
    mutating func finish(each: (Line) -> Void) {
        if !unfinished.isEmpty || isTooLong { end([], 0..<0, each) }
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        guard !isTooLong, unfinished.count + bytes.count <= limit else {
            isTooLong = isTooLong || !bytes.isEmpty
            unfinished = []
            return
        }
        unfinished += bytes
    }

    private mutating func end(_ bytes: [UInt8], _ range: Range<Int>, _ each: (Line) -> Void) {
        if unfinished.isEmpty, !isTooLong, range.count <= limit {
            // The whole line is in one piece: no copy.
            each(Line(bytes: bytes, range: range, number: number, offset: lineStart, isTooLong: false))
        } else {
            keep(bytes[range])
            let line = unfinished
            each(Line(bytes: line, range: 0..<line.count, number: number, offset: lineStart, isTooLong: isTooLong))
            unfinished = []
            isTooLong = false
        }
        number += 1
    }
}
