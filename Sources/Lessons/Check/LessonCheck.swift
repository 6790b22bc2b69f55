// The author's checker: reads all lessons of a folder as the program does, and then does what a student could do, right and wrong, with 200
// draws of each exercise.

import Capture
import WebSocketProtocol

/// A check of a folder of lessons.
public struct LessonCheck: Sendable {
    /// How far it has come.
    public struct Progress: Sendable {
        /// The exercise that is checked now, by its name.
        public let exercise: String
        /// How many were checked before it, of how many.
        public let done: Int, count: Int
    }

    let files: CourseFiles
    let library: Library
    let seeds: Int
    /// Whether the lessons are a whole course, in which every belief should be met.
    let isCourse: Bool
    /// The files that look like lessons, and have no number in their names.
    private let unnumbered: [String]

    /// - Parameters:
    ///   - files: All files of the folder, by the names that messages give them: lessons, translations, words.yml and .ids.
    ///   - seeds: How often each exercise is drawn.
    ///   - isCourse: Whether the lessons are a whole course, in which every belief should be met.
    public init(
        _ files: [(name: String, bytes: [UInt8])], _ library: Library, seeds: Int = 200, isCourse: Bool = true
    ) {
        self.files = CourseFiles(files)
        unnumbered = files.filter { file in
            file.name.hasSuffix(".md") && !Course.isLesson(file.name) && file.bytes.starts(with: Array("---\n".utf8))
        }.map(\.name)
        self.library = library.keepingRecordings(named: self.files.recordings)
        (self.seeds, self.isCourse) = (seeds, isCourse)
    }

    /// Checks everything.
    ///
    /// - Parameter onward: Called before each exercise, since all of them take some seconds.
    public func report(_ onward: (Progress) -> Void = { _ in }) -> CheckReport {
        var report = CheckReport(seeds: seeds)
        let course = Course(files, library, language: nil)
        report.add(problems: course.problems)
        report.lessonCount = course.lessons.count
        if files.lessons.isEmpty {
            report.problem(
                "there are no lessons here; the name of a lesson begins with its number, such as 03-first-frame.md",
                files.folder.isEmpty ? "lessons" : files.folder)
        }
        for file in unnumbered {
            report.remark(
                "this looks like a lesson, and is not read as one: the name of a lesson begins with its number, such as 03-first-frame.md",
                file)
        }
        for document in files.lessons { checkFrontMatter(document, course, &report) }
        checkNeeds(course, &report)
        checkIDs(course, &report)
        let texts = files.lessons.flatMap(\.texts)
        TextCheck.check(files.lessons, &report)
        report.add(remarks: files.lessons.flatMap(\.remarks))
        checkWords(course, &report)
        let exercises = course.lessons.flatMap(\.exercises)
        report.exerciseCount = exercises.count
        for (index, exercise) in exercises.enumerated() {
            onward(Progress(exercise: exercise.fullID, done: index, count: exercises.count))
            let own = texts.filter { $0.exercise == exercise.id && $0.text.file == exercise.file }.map(\.text)
            var check = ExerciseCheck(exercise, own, library, seeds: seeds)
            report.add(problems: check.problems())
            for (misconception, step) in exercise.misconceptions {
                let name = exercise.fullID + step.suffix
                if report.misconceptions[misconception]?.contains(name) != true {
                    report.misconceptions[misconception, default: []].append(name)
                }
            }
        }
        for lesson in course.lessons { checkMinutes(lesson, course, &report) }
        // What the lessons that cannot be read have is not known.
        if isCourse, course.lessons.count == files.lessons.count { checkMisconceptions(&report) }
        for language in files.translations.keys.sorted() { checkTranslation(language, &report) }
        return report
    }

    func document(_ lesson: Lesson) -> LessonDocument? { files.lessons.first { $0.file == lesson.file } }

    // MARK: The course

    /// The lessons that could not be read.
    private func unread(_ course: Course) -> UnreadLessons {
        let read = Set(course.lessons.map(\.file))
        return UnreadLessons(files.lessons.filter { !read.contains($0.file) }, course)
    }

    private func checkNeeds(_ course: Course, _ report: inout CheckReport) {
        let unread = unread(course)
        for lesson in course.lessons {
            guard let front = document(lesson)?.frontMatter else { continue }
            for node in front.nodes("needs") {
                guard case .scalar(let id) = node.value, course.lesson(id)?.id != id, !unread.contains(id) else {
                    continue
                }
                let near = NearestWord.to(id, among: course.lessons.map(\.id)).map { "; did you mean \($0.inQuotes)?" }
                report.add(problems: [
                    node.problem(
                        "no lesson has the id \(id.inQuotes)"
                            + (near ?? "; needs are ids of lessons in this folder, which stands alone"))
                ])
            }
            if let circle = course.circle(from: lesson.id), circle.min() == lesson.id {
                let words = zip(circle, circle.dropFirst() + [lesson.id]).map { "\($0) needs \($1)" }
                report.problem(
                    "needs go in a circle: \(words.joined(separator: ", ")); leave one of them out", lesson.file,
                    front["needs"]?.line)
            }
            let needed = course.needed(by: lesson)
            for node in front.nodes("review") {
                guard case .scalar(let id) = node.value,
                    !unread.contains(id.split(separator: "/").first.map(String.init) ?? "")
                else { continue }
                guard let exercise = course.exercise(id) else {
                    let all = course.lessons.flatMap(\.exercises).map(\.fullID)
                    let near = NearestWord.to(id, among: all).map { "; did you mean \($0.inQuotes)?" }
                    report.add(problems: [
                        node.problem(
                            "there is no exercise \(id.inQuotes)"
                                + (near ?? "; review names exercises of this folder, such as bits/and-7f"))
                    ])
                    continue
                }
                guard !needed.contains(exercise.lesson) else { continue }
                report.add(problems: [
                    node.problem(
                        "\(id) is in a lesson that this one does not need; add \(exercise.lesson) to needs, or review another"
                    )
                ])
            }
        }
    }

    private func checkIDs(_ course: Course, _ report: inout CheckReport) {
        let published = PublishedIDs(files.ids?.text ?? "")
        let file = files.ids?.name ?? files.folder + ".ids"
        let folder = files.folder.isEmpty ? "." : String(files.folder.dropLast())
        let command = "`wslens lessons check \(folder) --update-ids`"
        if files.ids == nil, course.lessons.contains(where: { !$0.exercises.isEmpty }) {
            report.remark(
                "there is no .ids yet; before students see these lessons, \(command) writes the ids that have to stay from then on",
                folder)
        }
        for (id, line) in published.doubles {
            report.problem("\(id) is listed twice; remove this line", file, line)
        }
        let unread = unread(course)
        var gone: Set<String> = []
        for (id, line) in published.ids where course.exercise(id) == nil {
            let lesson = id.split(separator: "/").first.map(String.init) ?? id
            guard id.split(separator: "/", omittingEmptySubsequences: false).count == 2 else {
                report.problem(
                    "\(id.inQuotes) is not the name of an exercise; write lesson/exercise, such as "
                        + "first-frame/echo-first-byte",
                    file, line)
                continue
            }
            guard !unread.contains(lesson) else { continue }
            let isLesson = course.lesson(lesson) == nil
            let old = isLesson ? lesson : String(id.dropFirst(lesson.count + 1))
            guard !isLesson || gone.insert(lesson).inserted else { continue }
            report.problem(
                "\(isLesson ? "the lesson \(lesson)" : id) was published, and is gone; give it its id back, or write was: [\(old)] into the "
                    + "one that it is now, since progress is kept under ids", file, line)
        }
        for lesson in course.lessons {
            for exercise in lesson.exercises {
                for id in exercise.was where lesson.exercises.contains(where: { $0.id == id }) {
                    report.problem(
                        "\(id.inQuotes) is the id of an exercise in this lesson now; was: has ids that none has any more",
                        exercise.file, exercise.line(of: "was"))
                }
            }
        }
        let known = Set(published.ids.map(\.id))
        for exercise in course.lessons.flatMap(\.exercises)
        where files.ids != nil && !known.contains(exercise.fullID) {
            report.problem(
                "\(exercise.fullID) is not in \(file); once its id is to stay, add it there, or run \(command)",
                exercise.file, exercise.line)
        }
    }

    private func checkMisconceptions(_ report: inout CheckReport) {
        let missing = Misconception.allCases.filter { report.misconceptions[$0] == nil }.map(\.rawValue)
        guard !missing.isEmpty else { return }
        report.remark(
            "no exercise meets \(missing.joined(separator: ", ")) yet; a wrong answer that comes from such a belief has misconception: "
                + missing[0], files.folder.isEmpty ? "lessons" : String(files.folder.dropLast()))
    }

    private func checkWords(_ course: Course, _ report: inout CheckReport) {
        guard let (name, text) = files.words else { return }
        do throws(LessonProblem) {
            let words = try LessonWords(Array(text.utf8), file: name).words
            WordCheck(words, file: name, course).check(files.lessons, unread: unread(course), &report)
        } catch {
            report.add(problems: [error])
        }
    }
}

/// The lessons that could not be read: nothing can be said about what they have.
struct UnreadLessons {
    private let ids: Set<String>
    /// Whether even the ids of some are not known.
    private let hasUnknown: Bool
    private let known: Set<String>

    init(_ documents: [LessonDocument], _ course: Course) {
        ids = Set(documents.compactMap { $0.frontMatter?.text("id") })
        hasUnknown = documents.contains { $0.frontMatter?.text("id") == nil }
        known = Set(course.lessons.flatMap { [$0.id] + $0.was })
    }

    /// Whether an id is that of a lesson that could not be read, or may be.
    func contains(_ id: String) -> Bool { ids.contains(id) || hasUnknown && !known.contains(id) }
}

extension Course {
    /// The ids of the lessons that one needs, directly or not; its own is one of them only if needs go in a circle.
    func needed(by lesson: Lesson) -> Set<String> {
        var found: Set<String> = []
        var open = lesson.needs
        while let id = open.popLast() {
            guard found.insert(id).inserted, let next = self.lesson(id) else { continue }
            open += next.needs
        }
        return found
    }

    /// The ids of lessons of which each needs the next and the last the first, beginning with one; nil where there is no such circle.
    fileprivate func circle(from id: String) -> [String]? {
        var before: [String: String] = [:]
        var open = [id]
        while let last = open.popLast() {
            for next in lesson(last)?.needs ?? [] where before[next] == nil {
                before[next] = last
                open.append(next)
            }
        }
        var circle: [String] = []
        var step = before[id]
        while let lesson = step, lesson != id {
            circle.append(lesson)
            step = before[lesson]
        }
        return step.map { [$0] + circle.reversed() }
    }
}

extension Library {
    /// The same with some recordings read once.
    func keepingRecordings(named names: Set<String>) -> Library {
        var kept: [String: [Conversation]] = [:]
        for name in names { kept[name] = recordings(name) }
        return Library(
            recordings: { [kept, recordings] name in kept[name] ?? recordings(name) },
            mutantSource: mutantSource, words: words)
    }
}
