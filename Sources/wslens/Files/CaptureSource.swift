// Any file of connections, by its name: a recording, a packet capture, a HAR.

import Capture

/// A file of connections.
struct CaptureSource {
    /// The file, as it was named.
    let path: String
    private var reader: any CaptureReader

    /// How long a file may be: what it holds takes memory as well. A pipe has no size, so that it is in memory twice now and then.
    private static func limit(_ path: String) -> (bytes: Int, advice: String) {
        InputFile.isPipe(path)
            ? (
                Platform.memory / 8,
                "It is held in memory, and that is an eighth of this machine's. Save it to a file, and name that."
            )
            : (
                Platform.memory / 2,
                "A file is held in memory, and that is half of this machine's. Cut out a part: of a recording with head, of a packet "
                    + "capture with editcap."
            )
    }

    /// Opens a file.
    init(_ path: String) throws(FileProblem) {
        self.path = path
        let limit = Self.limit(path)
        let bytes = try InputFile.read(path, limit: limit.bytes, advice: limit.advice) { start throws(FileProblem) in
            if let words = CaptureFile.refusal(start) { throw FileProblem("\(InputFile.name(path)): \(words)") }
        }
        do throws(CaptureFileError) {
            reader = try CaptureFile.reader(bytes)
        } catch {
            throw FileProblem("\(InputFile.name(path)): \(error)")
        }
    }

    /// What is known about the file; complete once it has been read.
    var description: FileDescription { reader.description }

    /// A title: what the file calls itself, else its name.
    var title: String {
        description.title ?? FileName.last(of: InputFile.name(path))
    }

    /// What to report on standard error: the file's problems and remarks.
    var notices: [String] { description.problems + description.remarks }

    /// Hands out all events in the order of the file, once.
    mutating func read(each: (LoggedEvent) -> Void) throws(FileProblem) {
        do throws(CaptureFileError) {
            try reader.read(each: each)
        } catch {
            throw FileProblem("\(InputFile.name(path)): \(error)")
        }
    }
}
