// Which exercises of earlier lessons a lesson opens with.

extension School {
    /// How many there are at most.
    private static let reviewCount = 2

    /// Two exercises of earlier lessons that were done, of two lessons where there are two. What was shaky comes first; then what draws other
    /// bytes, since what stays as it is can be known by heart; then what was not done for longest. The second is one that the lesson itself
    /// names, where as much speaks for it.
    func dueReviews(before lesson: Lesson) -> [String] {
        let earlier = course.lessons.filter { $0.number < lesson.number }.flatMap(\.exercises)
        var due = earlier.filter { (lesson.review.contains($0.fullID) || $0.isGraded) && isDone($0) }.enumerated().map {
            Due(self, $1, place: $0)
        }
        guard let first = due.min() else { return [] }
        let others = due.filter { $0.exercise.lesson != first.exercise.lesson }
        due = others.isEmpty ? due.filter { $0.exercise != first.exercise } : others
        for index in due.indices { due[index].isNamed = lesson.review.contains(due[index].exercise.fullID) }
        return ([first] + due.sorted()).prefix(Self.reviewCount).map(\.exercise.fullID)
    }

    /// An exercise that may be asked again, and what speaks for it; the smallest is due first.
    private struct Due: Comparable {
        let exercise: Exercise
        let isShaky: Bool
        /// When it was done last.
        let time: String
        /// Its place in the course.
        let place: Int
        var isNamed = false

        init(_ school: School, _ exercise: Exercise, place: Int) {
            let entries = School.ids(of: exercise).compactMap { school.progress[$0] }
            (self.exercise, self.place) = (exercise, place)
            isShaky = entries.contains(where: \.isShaky)
            time = entries.map(\.time).max() ?? ""
        }

        /// How many of the reasons that come before its age do not hold.
        private var rank: Int {
            (isShaky ? 0 : 4) + (exercise.drawsOtherBytes ? 0 : 2) + (isNamed ? 0 : 1)
        }

        static func < (one: Self, other: Self) -> Bool {
            (one.rank, one.time, one.place) < (other.rank, other.time, other.place)
        }
    }
}

extension Exercise {
    /// Whether an answer to it is right or wrong, and no client is needed for it. Others are asked again only where a lesson names them.
    fileprivate var isGraded: Bool { kind != .live && kind != .explain }

    /// Whether it has other bytes when it is drawn anew; else it is the same once more, its parts perhaps in another order.
    public var drawsOtherBytes: Bool {
        guard case .sort(let task) = body else { return isRandom }
        return isRandom || task.items.contains { $0.source?.isRandom == true }
    }

    /// What is said where it is asked again.
    public var againWords: String { drawsOtherBytes ? "with other bytes" : "once more" }
}
