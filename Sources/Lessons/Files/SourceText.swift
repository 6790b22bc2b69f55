// The bytes of a lesson file as lines of text.

/// One line of a file, without what ends it. The bytes are UTF-8.
struct SourceLine: Sendable, Hashable {
    /// The line's number in the file, from 1.
    let number: Int
    var bytes: ArraySlice<UInt8>

    /// The line as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// A file's lines, and what is wrong with its bytes: they are replaced by U+FFFD, so that reading goes on.
///
/// A line ends with LF, CR LF or CR; the last one need not. A byte order mark at the start is left out.
struct SourceText {
    /// How many bytes a file of a lesson may have: 1 MiB.
    static let sizeLimit = 1 << 20

    private(set) var lines: [SourceLine] = []
    private(set) var problems: [LessonProblem] = []

    /// The lines of a file; none if the file is too large.
    init(_ bytes: [UInt8], file: String) {
        guard bytes.count <= Self.sizeLimit else {
            let words = "the file has \(bytes.count) bytes, and a file of lessons at most 1048576 (1 MiB); split it"
            problems.append(LessonProblem(words, file: file))
            return
        }
        var rest = bytes[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        while !rest.isEmpty {
            let end = rest.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? rest.endIndex
            append(rest[..<end], file: file)
            let isPair = rest[end...].starts(with: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
            rest = rest[end...].dropFirst(isPair ? 2 : 1)
        }
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>, file: String) {
        let number = lines.count + 1
        guard let text = String(validating: bytes, as: UTF8.self) else {
            problems.append(
                LessonProblem("this line is not UTF-8; save the file as UTF-8", file: file, line: number))
            lines.append(SourceLine(number: number, bytes: Array(String(decoding: bytes, as: UTF8.self).utf8)[...]))
            return
        }
        guard let odd = text.unicodeScalars.first(where: Self.isUnreadable) else {
            lines.append(SourceLine(number: number, bytes: bytes))
            return
        }
        problems.append(LessonProblem(Self.words(unreadable: odd), file: file, line: number))
        let readable = text.unicodeScalars.map { Self.isUnreadable($0) ? "\u{FFFD}" : $0 }
        lines.append(SourceLine(number: number, bytes: Array(String(String.UnicodeScalarView(readable)).utf8)[...]))
    }

    /// Whether a character has no place in a file of lessons: controls but tab and line feed, what some programs see as
    /// the end of a line and others do not, and what is not a character at all.
    static func isUnreadable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7F, 0x09, 0x0A: false
        case 0x00..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    /// What to say about such a character.
    static func words(unreadable scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
        return "this line has the invisible character \(name); remove it"
    }
}
