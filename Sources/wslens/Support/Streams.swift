// Standard output carries data, standard error carries messages.

import Foundation

enum Streams {
    /// Writes a line to standard output. Without a reader there is nobody to write for, and the program ends.
    static func print(_ line: String) { write(line + "\n", to: .standardOutput) }

    /// Writes bytes as they are to standard output, and forgets them, if there are more than `limit`.
    static func flush(_ bytes: inout [UInt8], over limit: Int = 0) {
        guard bytes.count > limit else { return }
        write(Data(bytes), to: .standardOutput)
        bytes.removeAll(keepingCapacity: true)
    }

    /// How many bytes are worth writing at a time.
    static let chunkSize = 1 << 16

    /// Writes lines to standard output, many at a time.
    static func print(_ lines: some Sequence<String>) {
        var text = ""
        for line in lines {
            text += line + "\n"
            if text.utf8.count >= chunkSize {
                write(text, to: .standardOutput)
                text = ""
            }
        }
        if !text.isEmpty { write(text, to: .standardOutput) }
    }

    /// Writes a message to standard error.
    static func complain(_ message: String) { write("wslens: \(message)\n", to: .standardError) }

    /// All of standard input; nil if it can't be read, or is longer than `limit` bytes.
    static func standardInput(limit: Int) -> Data? {
        var data = Data()
        while data.count <= limit {
            do {
                guard let part = try FileHandle.standardInput.read(upToCount: 1 << 16), !part.isEmpty else {
                    return data
                }
                data += part
            } catch {
                return nil
            }
        }
        return nil
    }

    private static func write(_ text: String, to handle: FileHandle) { write(Data(text.utf8), to: handle) }

    private static func write(_ data: Data, to handle: FileHandle) {
        do {
            try handle.write(contentsOf: data)
        } catch {
            // The pipe is closed: `wslens … | head` has seen enough.
            if errno == EPIPE { exit(0) }
            try? FileHandle.standardError.write(
                contentsOf: Data("wslens: the output could not be written: \(FileProblem.words(error)).\n".utf8))
            exit(2)
        }
    }
}
