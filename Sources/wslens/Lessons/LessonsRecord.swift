// `wslens lessons record`: a verdict that was given elsewhere.

public import ArgumentParser
public import Lessons

extension Verdict: ExpressibleByArgument {
    /// As it is typed: without spaces.
    public init?(argument: String) {
        guard let verdict = Self.counting.first(where: { $0.defaultValueDescription == argument }) else { return nil }
        self = verdict
    }

    /// The same as a word of a command line: "not-yet".
    public var defaultValueDescription: String { rawValue.replacing(" ", with: "-") }

    /// The words, for the help, errors and completions.
    public static var allValueStrings: [String] { counting.map(\.defaultValueDescription) }
}

struct LessonsRecord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Record a verdict that was given elsewhere.",
        discussion: """
            For teachers and graders. Without an answer, the verdict is about the last answer in the file: an explanation that you have \
            read. With an answer, it counts as an attempt: one on paper, or at the board.

            EXAMPLES
              wslens lessons record masking/why ok --progress class/anna.jsonl
              wslens lessons record first-frame/echo-first-byte not-yet 01 --progress class/anna.jsonl

            EXIT STATUS
              0   success
              2   the file cannot be used, or it has no answer to that exercise
              64  usage error
            """)

    @Argument(help: "The exercise: lesson/exercise.")
    var id: String

    @Argument(help: "The verdict. An answer that is kept waits for yours.")
    var verdict: Verdict

    @Argument(help: "The answer.")
    var answer: String?

    @OptionGroup var options: ProgressOptions
    @OptionGroup var folder: FolderOption

    func validate() throws {
        guard ProgressEntry.isID(id) else {
            throw ValidationError(
                "An exercise is named by letters, digits and . _ - /, such as first-frame/echo-first-byte.")
        }
        if verdict == .kept, answer == nil { throw ValidationError("kept needs an answer.") }
    }

    func run() throws {
        do throws(FileProblem) {
            let file = ProgressFile(try options.place())
            let time = Platform.timestamp
            let result = try file.change { progress throws(FileProblem) in
                // An answer may have been given when the exercise was called otherwise, and a lesson may be named by its number.
                let outline = try progress[id] != nil ? .empty : folder.outline()
                let id = outline.id(id)
                progress = progress.renamed(outline.names)
                if let answer {
                    let isFirst = progress[id]?.attempts ?? 0 == 0
                    progress.record(
                        Attempt(id: id, verdict: verdict, answer: answer, couldBeClean: isFirst, time: time))
                } else if !progress.judge(id, verdict, time: time) {
                    throw FileProblem(
                        "\(file.place.path) has no answer to \(id). Give one: wslens lessons record \(id) "
                            + "\(verdict.defaultValueDescription) ANSWER")
                }
            }
            if let remark = result.remark { Streams.complain(remark) }
        } catch {
            throw fail(error)
        }
    }
}
