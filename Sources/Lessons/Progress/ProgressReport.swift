// What the files of a class say together: how many have done each exercise, where attempts pile up, which wrong answers
// are frequent and have no sentence yet, and the explanations that wait for the teacher.

/// The progress of one or many students.
public struct ProgressReport: Sendable {
    /// A student's file.
    public struct File: Sendable {
        /// The file's name, which is all that is known of the student.
        public let name: String
        /// What is in it.
        public let progress: Progress

        /// A student's file.
        public init(name: String, progress: Progress) { (self.name, self.progress) = (name, progress) }
    }

    /// An exercise.
    public struct Exercise: Sendable, Hashable {
        /// Its id in full.
        public let id: String
        /// How many have given an answer that had a verdict.
        public let tried: Int
        /// How many have done it.
        public let done: Int
        /// How many have done it at the first attempt without the last hint.
        public let clean: Int
        /// Twice the median of the attempts of those who tried, so that it is whole; 0 if nobody did.
        public let twiceMedianAttempts: Int
        /// The most attempts that anybody needed so far.
        public let mostAttempts: Int
        /// How many attempts there were beyond everybody's first.
        public let extraAttempts: Int
        /// How many have tried three times or more, and have not done it.
        public let stuck: Int

        /// The median in words: "2", "2.5".
        public var medianAttempts: String {
            "\(twiceMedianAttempts / 2)" + (twiceMedianAttempts % 2 == 0 ? "" : ".5")
        }
    }

    /// A lesson.
    public struct Lesson: Sendable, Hashable {
        /// Its name in ids; empty for ids without a lesson.
        public let id: String
        /// Its title; empty where the course does not have it.
        public let title: String
        /// Its exercises, in the order of the course.
        public let exercises: [Exercise]
        /// How many have done all of them.
        public let finished: Int
    }

    /// A wrong answer that certainly has no sentence.
    public struct WrongAnswer: Sendable, Hashable {
        /// The exercise.
        public let id: String
        /// The answer, in small letters and with single spaces.
        public let text: String
        /// How many files have it.
        public let files: Int
        /// How often it was given.
        public let times: Int
    }

    /// An explanation that nobody has judged.
    public struct Explanation: Sendable, Hashable {
        /// The file's name.
        public let file: String
        /// The exercise.
        public let id: String
        /// What was written.
        public let text: String
        /// When: ISO 8601 in UTC.
        public let time: String
    }

    /// How many wrong answers, and how many exercises on which attempts pile up, are listed.
    public static let listLimit = 20

    /// The files, with what was done under former names under those of now.
    public let files: [File]
    /// The lessons of the course, and those that only the files name.
    public let lessons: [Lesson]
    /// The wrong answers without a sentence that came twice or more, those of the most files first. Those of which it cannot be told are
    /// left out.
    public let wrongAnswers: [WrongAnswer]
    /// The explanations that wait for the teacher, in the order of the course.
    public let explanations: [Explanation]

    /// A report of files.
    public init(_ files: [File], course: CourseOutline) {
        let files = files.map { File(name: $0.name, progress: $0.progress.renamed(course.names)) }
        self.files = files
        let ids = Set(files.flatMap { $0.progress.entries.map(\.id) })
        lessons = course.lessons(with: ids).map { lesson in
            Lesson(
                id: lesson.id, title: lesson.title,
                exercises: lesson.exercises.map { id in Self.exercise(id, files.compactMap { $0.progress[id] }) },
                finished: files.count { file in
                    !lesson.exercises.isEmpty && lesson.exercises.allSatisfy { file.progress[$0]?.isDone ?? false }
                })
        }
        wrongAnswers = Self.wrongAnswers(files, course)
        explanations = lessons.flatMap(\.exercises).flatMap { exercise in
            files.compactMap { file in
                guard let entry = file.progress[exercise.id], entry.isWaiting, let last = entry.answers.last else {
                    return nil
                }
                return Explanation(file: file.name, id: entry.id, text: last.text, time: last.time)
            }
        }
    }

    /// The exercises on which attempts pile up: two or more beyond the first from everybody who tried, or somebody is stuck. The
    /// worst come first.
    public var pileUps: [Exercise] {
        let found = lessons.flatMap(\.exercises).filter {
            $0.tried > 0 && ($0.extraAttempts >= 2 * $0.tried || $0.stuck > 0)
        }
        return Array(
            found.sorted { ($0.stuck, $0.extraAttempts) > ($1.stuck, $1.extraAttempts) }.prefix(Self.listLimit))
    }

    private static func exercise(_ id: String, _ entries: [ProgressEntry]) -> Exercise {
        let tried = entries.filter { $0.attempts > 0 }
        let attempts = tried.map(\.attempts).sorted()
        let (lower, upper) = ((attempts.count - 1) / 2, attempts.count / 2)
        return Exercise(
            id: id, tried: tried.count, done: entries.count(where: \.isDone), clean: entries.count(where: \.isClean),
            twiceMedianAttempts: attempts.isEmpty ? 0 : attempts[lower] + attempts[upper],
            mostAttempts: attempts.last ?? 0, extraAttempts: attempts.reduce(0) { $0 + $1 - 1 },
            stuck: tried.count { !$0.isDone && $0.attempts >= 3 })
    }

    private static func wrongAnswers(_ files: [File], _ course: CourseOutline) -> [WrongAnswer] {
        struct Key: Hashable {
            let id: String
            let text: String
        }
        var found: [Key: (files: Int, times: Int)] = [:]
        // A class gives the same answers, and each is graded once.
        var lacksSentence: [Key: Bool] = [:]
        for file in files {
            var inFile: [Key: Int] = [:]
            for entry in file.progress.entries {
                for answer in entry.answers where answer.verdict == .notYet && !answer.text.isEmpty {
                    let typed = Key(id: entry.id, text: answer.text)
                    let isOpen = lacksSentence[typed] ?? (course.hasSentence(entry.id, answer.text) == false)
                    lacksSentence[typed] = isOpen
                    guard isOpen else { continue }
                    let words = answer.text.lowercased().split(whereSeparator: \.isWhitespace)
                    inFile[Key(id: entry.id, text: words.joined(separator: " ")), default: 0] += 1
                }
            }
            for (key, times) in inFile {
                found[key, default: (0, 0)].files += 1
                found[key, default: (0, 0)].times += times
            }
        }
        let answers = found.filter { $0.value.times > 1 }
            .map { WrongAnswer(id: $0.key.id, text: $0.key.text, files: $0.value.files, times: $0.value.times) }
            .sorted { one, other in
                if one.files != other.files { return one.files > other.files }
                if one.times != other.times { return one.times > other.times }
                return (one.id, one.text) < (other.id, other.text)
            }
        return Array(answers.prefix(listLimit))
    }
}
