// Progress while lessons run. Nothing that is wrong with the file stops a lesson: it is said once, in a sentence, and what
// could not be saved is saved with the next answer.

import Lessons

/// Keeps the progress of a student who is at work.
struct ProgressKeeper {
    /// How many changes wait for a file that can't be written.
    private static let waitingLimit = 1000

    private enum Change {
        case attempt(Attempt)
        case hints(Int, id: String, time: String)
        /// What a teacher says of the last answer.
        case judgement(id: String, Verdict, time: String)
    }

    /// What is known: the file and what is not in it yet.
    private(set) var progress = Progress()
    /// The file; nil where there is no place for one.
    let file: ProgressFile?
    private var waiting: [Change] = []
    /// The last sentence, which is not said twice in a row.
    private var said: String?

    /// Whether something is not in the file yet.
    var hasUnsaved: Bool { !waiting.isEmpty }

    /// Opens the progress of a place, and returns what there is to say about it.
    ///
    /// - Parameter patience: how many seconds an answer waits for other programs that write the file.
    static func open(
        patience: Int = ProgressFile.patienceOfLessons, _ place: () throws(FileProblem) -> ProgressPlace
    ) -> (keeper: ProgressKeeper, remark: String?) {
        do throws(FileProblem) {
            let file = ProgressFile(try place(), patience: patience)
            var keeper = ProgressKeeper(file: file)
            do throws(FileProblem) {
                keeper.progress = try file.read().progress
                return (keeper, nil)
            } catch {
                return (keeper, keeper.say("\(error) Until then nothing is saved."))
            }
        } catch {
            var keeper = ProgressKeeper(file: nil)
            return (keeper, keeper.say("\(error) Until then nothing is saved."))
        }
    }

    private init(file: ProgressFile?) { self.file = file }

    /// Adds an answer, and returns what there is to say about the file.
    mutating func record(_ attempt: Attempt) -> String? { add(.attempt(attempt)) }

    /// Remembers how many hints were shown, and returns what there is to say about the file.
    mutating func noteHints(_ count: Int, of id: String, time: String) -> String? {
        add(.hints(count, id: id, time: time))
    }

    /// Adds a verdict on the last answer that was given elsewhere, and returns what there is to say about the file.
    mutating func judge(_ id: String, _ verdict: Verdict, time: String) -> String? {
        add(.judgement(id: id, verdict, time: time))
    }

    private mutating func add(_ change: Change) -> String? {
        waiting.append(change)
        if waiting.count > Self.waitingLimit { waiting.removeFirst() }
        Self.apply(change, to: &progress)
        return save()
    }

    /// Tries again to save what is not in the file yet, and returns what there is to say about it.
    mutating func save() -> String? {
        guard let file, hasUnsaved else { return nil }
        let changes = waiting
        do throws(FileProblem) {
            let result = try file.change { progress throws(FileProblem) in
                for change in changes { Self.apply(change, to: &progress) }
            }
            progress = result.progress
            waiting = []
            let isSavedAgain = said != nil
            said = nil
            return result.remark ?? (isSavedAgain ? "Your progress is saved again, in \(file.place.path)." : nil)
        } catch {
            return say("\(error) The lesson goes on; what is not saved yet is tried again with the next answer.")
        }
    }

    private mutating func say(_ sentence: String) -> String? {
        defer { said = sentence }
        return said == sentence ? nil : sentence
    }

    private static func apply(_ change: Change, to progress: inout Progress) {
        switch change {
        case .attempt(let attempt): progress.record(attempt)
        case .hints(let count, let id, let time): progress.noteHints(count, of: id, time: time)
        case .judgement(let id, let verdict, let time): _ = progress.judge(id, verdict, time: time)
        }
    }
}
