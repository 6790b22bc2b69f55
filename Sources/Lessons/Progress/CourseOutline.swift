// What a report of progress has to know of the course.

/// The lessons and exercises of a course, in its order.
public struct CourseOutline: Sendable {
    /// A lesson.
    public struct Lesson: Sendable, Hashable {
        /// Its name in ids: "first-frame".
        public let id: String
        /// Its title: "The first frame".
        public let title: String
        /// Its number; nil where it has none.
        public let number: Int?
        /// The ids of its exercises in full: "first-frame/echo-first-byte".
        public let exercises: [String]

        /// A lesson.
        public init(id: String, title: String, number: Int? = nil, exercises: [String]) {
            (self.id, self.title, self.number, self.exercises) = (id, title, number, exercises)
        }
    }

    /// The lessons.
    public let lessons: [Lesson]
    /// Whether the exercise of an id has a sentence for a wrong answer; nil where that cannot be told, as where the bytes were drawn.
    public let hasSentence: @Sendable (_ id: String, _ answer: String) -> Bool?
    /// What its lessons and exercises were called before.
    public let names: FormerIDs

    /// A course.
    public init(
        lessons: [Lesson], names: FormerIDs = .none,
        hasSentence: @escaping @Sendable (_ id: String, _ answer: String) -> Bool?
    ) {
        (self.lessons, self.names, self.hasSentence) = (lessons, names, hasSentence)
    }

    /// A course without lessons: a report then has those that the files name.
    public static let empty = CourseOutline(lessons: []) { _, _ in false }

    /// The id of what somebody calls by a former name, or by the number of its lesson: "3", "3/seven", "3/seven.why". A name that has no
    /// meaning here stays as it is.
    public func id(_ name: String) -> String {
        let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let present = names.present(name)
        guard present == name, let first = parts.first, !lessons.contains(where: { $0.id == first }),
            let lesson = lessons.first(where: { $0.number.map { "\($0)" } == first })
        else { return present }
        return names.present(([lesson.id] + parts.dropFirst()).joined(separator: "/"))
    }

    /// The lessons, and after them those that only `ids` name, under their own names.
    func lessons(with ids: Set<String>) -> [Lesson] {
        let listed = Set(lessons.flatMap(\.exercises))
        let others = Dictionary(grouping: ids.subtracting(listed).sorted(), by: ProgressEntry.lesson)
        return lessons.map { lesson in
            Lesson(
                id: lesson.id, title: lesson.title, number: lesson.number,
                exercises: lesson.exercises + (others[lesson.id] ?? []))
        }
            + others.keys.sorted().filter { id in !lessons.contains { $0.id == id } }
            .map { Lesson(id: $0, title: "", exercises: others[$0] ?? []) }
    }
}
