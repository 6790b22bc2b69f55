// What reports of progress have to know of a course, from the course itself.

extension CourseOutline {
    /// The outline of a course.
    public init(_ course: Course) {
        self.init(
            lessons: course.lessons.map { lesson in
                Lesson(
                    id: lesson.id, title: lesson.title, number: lesson.number,
                    exercises: lesson.exercises.flatMap(School.ids))
            },
            names: FormerIDs(course),
            hasSentence: { id, answer in course.hasSentence(for: answer, to: id) })
    }
}

extension Course {
    /// Whether something is said about a wrong answer. Choices, items and lines stood in an order of the student's own, and each has its
    /// sentence. Where bytes are drawn, an answer says nothing without them.
    fileprivate func hasSentence(for answer: String, to id: String) -> Bool? {
        let step = [Step.line, .why].first { id.hasSuffix($0.suffix) } ?? .main
        guard let exercise = exercise(id.endingWithout(step.suffix)) else { return false }
        if step != .main || exercise.kind.isPicked { return true }
        guard !exercise.isRandom, let assignment = try? Assignment(exercise, library, round: Round(seed: "")) else {
            return nil
        }
        return assignment.grade(answer).isKnownMistake
    }
}
