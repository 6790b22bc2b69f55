// A student's desk: the lessons, the progress, and the file in which it is kept.

import Inspector
import Lessons
import SystemPackage

/// The school with the file of the progress behind it.
@MainActor
final class Desk {
    /// The school, as it is when the screen opens.
    var school: School
    private var keeper: ProgressKeeper
    /// What there is to say about the file; nil if nothing is.
    let remark: String?

    /// - Parameters:
    ///   - seed: the name from which bytes are drawn; nil for a new one.
    ///   - progress: the option `--progress`.
    init(_ loaded: LoadedCourse, progress: String?, seed: String? = nil) {
        (keeper, remark) = ProgressKeeper.open { () throws(FileProblem) in try ProgressPlace(option: progress) }
        school = School(loaded.course, progress: keeper.progress, seed: seed ?? Seed.random)
        school.words = loaded.words
    }

    /// The desk of somebody who came for something else: the lessons that come with the program. Nil where they cannot be read.
    static func beside() -> Desk? {
        guard let loaded = try? CourseLoader.load(nil) else { return nil }
        return Desk(loaded, progress: nil)
    }

    /// The file of the progress, as the student would type it; nil where there is none.
    var progressName: String? { keeper.file?.place.path }

    /// Keeps an answer. Returns what the file holds then, or a notice of what went wrong.
    func keep(_ attempt: Attempt) -> Input? {
        if let remark = keeper.record(attempt) { return .notice(remark) }
        return .progress(keeper.progress)
    }

    /// Keeps how many hints were shown.
    func noteHints(_ count: Int, of id: String, time: String) -> Input? {
        if let remark = keeper.noteHints(count, of: id, time: time) { return .notice(remark) }
        return .progress(keeper.progress)
    }

    /// Tries again to keep what could not be kept. Returns what there is to say about it.
    func finish() -> String? { keeper.save() }
}
