// Standard output carries data, standard error carries notices and errors. All that the commands print goes through
// here, and text through the sanitizer, wherever it came from: files, peers, arguments and the system may all have put
// something into it that would steer a terminal. (The screens are drawn by NCursesTerminal, from a grid that is safe in
// itself.)

import Capture
import NCursesTerminal
import Synchronization
import SystemPackage
import TerminalUI

enum Streams {
    /// What the bytes to be printed are.
    enum Content {
        /// Lines for people.
        case text
        /// JSON, which already escapes what is not visible.
        case json
    }

    /// Writes a line to standard output. If nothing reads it any longer, the program ends.
    static func print(_ line: String) { print(CollectionOfOne(line)) }

    /// Writes a JSON object as a line to standard output.
    static func print(_ line: JSONLine) {
        var bytes: [UInt8] = []
        line.write(to: &bytes)
        flush(&bytes, as: .json)
    }

    /// Writes whole lines to standard output, and forgets them, if they have more than `limit` bytes.
    static func flush(_ bytes: inout [UInt8], as content: Content, over limit: Int = 0) {
        guard bytes.count > limit else { return }
        switch content {
        case .text: write(bytes: safe(bytes, ascii: isASCII(.standardOutput)))
        case .json: write(bytes: json(bytes, for: .standardOutput))
        }
        bytes.removeAll(keepingCapacity: true)
    }

    /// How many bytes are worth writing at a time.
    static let chunkSize = 1 << 16

    /// Writes lines to standard output, many at a time.
    static func print(_ lines: some Sequence<String>) {
        var bytes: [UInt8] = []
        for line in lines {
            bytes += line.utf8
            bytes.append(UInt8(ascii: "\n"))
            flush(&bytes, as: .text, over: chunkSize)
        }
        flush(&bytes, as: .text)
    }

    /// Writes the start of a line to standard output, behind which somebody types.
    static func prompt(_ text: String) { write(bytes: safe(Array(text.utf8), ascii: isASCII(.standardOutput))) }

    /// Writes lines that somebody reads as they come: on a terminal they are wrapped, in a pipe they are left whole.
    static func say(_ lines: [String]) {
        guard let width = FileDescriptor.standardOutput.terminalWidth else { return print(lines) }
        print(lines.flatMap { TextWrap.lines($0, width: width) })
    }

    /// Writes a notice or an error to standard error, as one line.
    static func complain(_ message: String) { complain(lines: "wslens: \(Sanitizer.sanitize(message))") }

    /// Writes an error of several lines to standard error.
    static func complain(lines: String) {
        // Where nobody reads it, the exit status still says how it went.
        try? FileDescriptor.standardError.writeWhole(inError("\(lines)\n"))
    }

    /// Overwrites the line of standard error that the cursor is on. A failure to write is ignored.
    static func overwriteErrorLine(_ text: String) {
        _ = try? FileDescriptor.standardError.writeAll([UInt8(ascii: "\r")] + inError(text))
    }

    /// Prints what the parser of the command line returned, and ends the program: help and completions go to standard
    /// output, usage errors to standard error.
    static func end(with words: String, status: Int32) -> Never {
        if status == 0 {
            // Completion scripts contain tabs, and nothing that a user or a peer wrote.
            if !words.isEmpty { write(bytes: Array("\(words)\n".utf8)) }
        } else if !words.isEmpty {
            complain(lines: words)
        }
        Platform.exit(status)
    }

    /// How many columns there are for words: those of the terminal, or 80 where there is none.
    static let outputWidth = FileDescriptor.standardOutput.terminalWidth ?? 80

    /// The name of the terminal that standard output is; nil if it is a file or a pipe.
    static var outputTerminal: String? { FileDescriptor.standardOutput.terminalName }

    /// Whether standard error is a terminal.
    static var errorIsTerminal: Bool { FileDescriptor.standardError.isTerminal }

    /// Standard output, for code that writes files and may be asked to write there.
    static var fileOutput: FileDescriptor { .standardOutput }

    /// JSON as it goes to an open file, which may be a terminal.
    static func json(_ bytes: [UInt8], for descriptor: FileDescriptor) -> [UInt8] {
        isASCII(descriptor) ? JSONLine.inASCII(bytes) : bytes
    }

    /// How far standard output is: it changes while somebody reads, however slowly.
    static var progress: Progress {
        Progress(writes: writeCount.load(ordering: .relaxed), unread: FileDescriptor.standardOutput.unreadCount)
    }

    /// A state of standard output.
    struct Progress: Equatable {
        /// How often something was written.
        let writes: Int
        /// How many bytes wait in the pipe; nil where that is not known.
        let unread: Int?
    }

    private static let writeCount = Atomic<Int>(0)
    /// How many bytes are written at a time, about: a reader that takes so many makes room for them in a pipe.
    private static let pieceSize = 4096

    // MARK: What a terminal gets

    /// Whether an open file is a terminal whose character set is not UTF-8.
    private static func isASCII(_ descriptor: FileDescriptor) -> Bool { !isUTF8 && descriptor.isTerminal }

    private static let isUTF8 = NCursesTerminal.isUTF8()

    private static func inError(_ text: String) -> [UInt8] { safe(Array(text.utf8), ascii: isASCII(.standardError)) }

    private static func safe(_ bytes: [UInt8], ascii: Bool) -> [UInt8] {
        if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7f || $0 == 0x0A }) { return bytes }
        return Array(Sanitizer.lines(String(decoding: bytes, as: UTF8.self), ascii: ascii).utf8)
    }

    private static func write(bytes: [UInt8]) {
        do {
            var rest = bytes[...]
            while !rest.isEmpty {
                var piece = rest.prefix(pieceSize)
                // Whole lines, if they are not longer: standard error may go the same way.
                if let end = piece.lastIndex(of: UInt8(ascii: "\n")) { piece = piece[...end] }
                try FileDescriptor.standardOutput.writeWhole(piece)
                writeCount.add(1, ordering: .relaxed)
                rest = rest[piece.endIndex...]
            }
        } catch Errno.brokenPipe {
            // The pipe is closed: `wslens … | head` has seen enough.
            Platform.exit(0)
        } catch {
            complain("the output could not be written: \(error).")
            Platform.exit(2)
        }
    }
}
