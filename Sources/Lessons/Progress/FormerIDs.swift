// The names that lessons and exercises had before. Progress is kept under names, so what was done under an old one counts for the exercise
// that has it in `was:`. A file is not changed by that: it is read as if the new names were in it.

/// What lessons and exercises were called before, and what they are called now.
public struct FormerIDs: Sendable {
    /// Nothing has another name than before.
    public static let none = FormerIDs()

    private var now: [String: String] = [:]

    private init() {}

    /// The names of a course: an exercise may have had another name, its lesson too, and both.
    public init(_ course: Course) {
        for lesson in course.lessons {
            let lessons = [lesson.id] + lesson.was
            for old in lesson.was { add(old, lesson.id) }
            for exercise in lesson.exercises {
                for name in [exercise.id] + exercise.was {
                    for lesson in lessons {
                        for step in Step.allCases {
                            add("\(lesson)/\(name)\(step.suffix)", exercise.fullID + step.suffix)
                        }
                    }
                }
            }
        }
        // A name that something has now is not a former one.
        for lesson in course.lessons {
            now[lesson.id] = nil
            for exercise in lesson.exercises {
                for step in Step.allCases { now[exercise.fullID + step.suffix] = nil }
            }
        }
    }

    private mutating func add(_ old: String, _ new: String) { if now[old] == nil { now[old] = new } }

    /// What a lesson, an exercise or a step of one is called now: "bits/old-name.why" may be "bits/new-name.why".
    public func present(_ id: String) -> String { now[id] ?? id }
}

extension Progress {
    /// The same under the names of now. What was done under several names is one: verdicts are the better ones and counts the greater
    /// ones, as in `merge`.
    public func renamed(_ names: FormerIDs) -> Progress {
        var renamed = self
        for entry in entries where names.present(entry.id) != entry.id {
            renamed.forget(entry.id)
            renamed.merge(entry.named(names.present(entry.id)))
        }
        return renamed
    }
}

extension ProgressEntry {
    fileprivate func named(_ id: String) -> ProgressEntry {
        var entry = ProgressEntry(id: id)
        entry.merge(self)
        return entry
    }
}
