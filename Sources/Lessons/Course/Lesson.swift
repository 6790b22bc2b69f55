// A lesson: what its file says, page by page. A page is the text between two exercises, and the exercise after it.

/// A lesson.
public struct Lesson: Sendable {
    /// Its name, which never changes: "first-frame".
    public let id: String
    /// Its number, from the name of the file: "03-first-frame.md".
    public let number: Int
    /// What it is called.
    public let title: String
    /// How long it takes, in minutes.
    public let minutes: Int
    /// The lessons that it builds on, by id.
    public let needs: [String]
    /// The sections that it is about: "RFC 6455 §5.2".
    public let rfc: [String]
    /// Exercises of earlier lessons that it opens with, by id.
    public let review: [String]
    /// Ids that it had before.
    public let was: [String]
    /// Its pages in order.
    public private(set) var pages: [Page]
    /// The file, as it was named.
    public let file: String

    /// Text, and the exercise after it; the last page may have none.
    public struct Page: Sendable {
        /// The text, block by block.
        public let blocks: [Block]
        /// The exercise; nil on a last page of text alone.
        public let exercise: Exercise?
    }

    /// A part of the text.
    public enum Block: Sendable {
        case prose(Prose)
        case show(ShowBlock)
    }

    /// Its exercises in order.
    public var exercises: [Exercise] { pages.compactMap(\.exercise) }

    /// The lesson with some of its exercises alone, and the text before each.
    public func keeping(_ isKept: (Exercise) -> Bool) -> Lesson {
        var lesson = self
        lesson.pages = pages.filter { $0.exercise.map(isKept) ?? false }
        return lesson
    }
}

extension Lesson {
    /// Reads a file. Without a lesson, the problems say why; with one there are none.
    static func read(_ document: LessonDocument, _ library: Library) -> (lesson: Lesson?, problems: [LessonProblem]) {
        let file = document.file
        var problems = document.problems
        func note<T>(_ work: () throws(LessonProblem) -> T) -> T? {
            do throws(LessonProblem) {
                return try work()
            } catch {
                problems.append(error)
                return nil
            }
        }
        guard let node = document.frontMatter,
            let front = note({ () throws(LessonProblem) in try FrontMatter(node) })
        else { return (nil, problems) }
        var pages: [Page] = []
        var blocks: [Block] = []
        for block in document.blocks {
            switch block {
            case .prose(let prose): blocks.append(.prose(prose))
            case .show(let node):
                if let show = note({ () throws(LessonProblem) in try ShowBlock(node, library) }) {
                    blocks.append(.show(show))
                }
            case .exercise(let node):
                guard let exercise = note({ () throws(LessonProblem) in try Exercise(node, lesson: front.id) }) else {
                    continue
                }
                if pages.contains(where: { $0.exercise?.id == exercise.id }) {
                    problems.append(
                        node.problem(
                            "the id \"\(exercise.id)\" is already that of an exercise above; give this one another"))
                }
                _ = note { () throws(LessonProblem) in try exercise.check(node, library) }
                pages.append(Page(blocks: blocks, exercise: exercise))
                blocks = []
            }
        }
        if !blocks.isEmpty || pages.isEmpty { pages.append(Page(blocks: blocks, exercise: nil)) }
        guard problems.isEmpty else { return (nil, problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) }) }
        let name = file.split(separator: "/").last ?? ""
        let lesson = Lesson(
            id: front.id, number: Int(name.prefix { $0.isNumber }) ?? 0, title: front.title, minutes: front.minutes,
            needs: front.needs,
            rfc: front.rfc, review: front.review, was: front.was, pages: pages, file: file)
        return (lesson, [])
    }
}

/// What stands between the lines `---`.
private struct FrontMatter {
    let id: String, title: String, minutes: Int
    let needs: [String], rfc: [String], review: [String], was: [String]

    init(_ node: Node) throws(LessonProblem) {
        var fields = try Fields(node, "the front matter")
        id = try fields.requiredText("id")
        guard !id.isEmpty, id.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }) else {
            throw fields.problem(
                "an id has small letters, digits and hyphens, such as first-frame, not \"\(id)\"", key: "id")
        }
        title = try fields.requiredText("title")
        minutes = try fields.number("minutes", in: 1...180) ?? 30
        needs = try fields.texts("needs") ?? []
        rfc = try fields.texts("rfc") ?? []
        review = try fields.texts("review") ?? []
        was = try fields.texts("was") ?? []
        try fields.finish()
    }
}

extension Exercise {
    /// Reads an exercise and checks it, to see whether it could stand in a lesson.
    static func check(_ node: Node, lesson: String, _ library: Library) throws(LessonProblem) {
        try Exercise(node, lesson: lesson).check(node, library)
    }

    /// The place to be found, in the exercise or in its recorded twin.
    var find: FindTask? {
        switch body {
        case .find(let task): task
        case .live(let task): task.recorded
        default: nil
        }
    }

    /// What can be said about it without drawing it often: what it names is there, placeholders mean something, and it can be drawn once.
    fileprivate func check(_ node: Node, _ library: Library) throws(LessonProblem) {
        for text in node.authorTexts {
            guard let name = Template(text.text).unknownName else { continue }
            throw LessonProblem(
                "{\(name)} stands for nothing; placeholders are {text}, {length}, {symbols}, {copy-bits}, {a}, {b}, {yours}, {yours as decimal}, {url}, "
                    + "and questions such as {byte 1}", file: text.file, line: text.line)
        }
        if let find, library.recording(find.recording) == nil {
            throw LessonProblem(
                "there is no recording \(find.recording.inQuotes) in fixtures, or it cannot be read", file: file,
                line: find.line)
        }
        let assignment = try Assignment(self, library, round: Round(seed: "check"))
        guard assignment.reference() != nil else {
            throw LessonProblem(
                find == nil
                    ? "no answer is right: the bytes have no answer to what is asked"
                    : "no place of the recording meets find:, so no answer is right",
                file: file, line: find?.conditionLine ?? line(of: "ask"))
        }
    }
}
