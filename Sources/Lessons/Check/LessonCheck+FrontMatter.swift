// What stands between the lines `---`, as far as it can be wrong and still be read; and whether a lesson takes as long as it says.

import WebSocketProtocol

extension LessonCheck {
    /// How long a title may be.
    static let titleLimit = 40

    func checkFrontMatter(_ document: LessonDocument, _ course: Course, _ report: inout CheckReport) {
        guard let front = document.frontMatter else { return }
        if let title = front["title"], case .scalar(let text) = title.value { checkTitle(text, title, &report) }
        if front["minutes"] == nil {
            report.problem(
                "how long does the lesson take? Add a line \"minutes: 30\"", document.file, front.line)
        }
        for node in front.nodes("rfc") {
            guard case .scalar(let text) = node.value, !Self.isSection(text) else { continue }
            report.add(problems: [node.problem("rfc names sections such as RFC 6455 §5.2, not \(text.inQuotes)")])
        }
        let twin = files.lessons.first { $0.number == document.number && $0.fileName < document.fileName }
        if let twin {
            report.problem(
                "\(twin.file) has the number \(document.number) too; give one of the files another", document.file)
        }
        for node in front.nodes("was") {
            guard case .scalar(let id) = node.value, let other = course.lessons.first(where: { $0.id == id }) else {
                continue
            }
            report.add(problems: [
                node.problem("\(id.inQuotes) is the id of \(other.file) now; was: has ids that no lesson has any more")
            ])
        }
    }

    /// A title, of the lesson or of its translation.
    func checkTitle(_ text: String, _ node: Node, _ report: inout CheckReport) {
        if text.isEmpty { report.add(problems: [node.problem("the title is empty; write a few words")]) }
        if text.count > Self.titleLimit {
            report.add(problems: [
                node.problem("the title has \(text.count) characters; a list has room for \(Self.titleLimit)")
            ])
        }
    }

    /// Whether a text is a section: "RFC 6455 §5.2".
    private static func isSection(_ text: String) -> Bool {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "RFC", isNumber(words[1]), words[2].first == "§" else { return false }
        return words[2].dropFirst().split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isNumber)
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Compares the minutes that a lesson says with what its parts take.
    func checkMinutes(_ lesson: Lesson, _ course: Course, _ report: inout CheckReport) {
        guard let document = document(lesson), let line = document.frontMatter?["minutes"]?.line else { return }
        let reviews = lesson.review.compactMap { course.exercise($0) }.prefix(2)
        let exercises = (lesson.exercises + reviews).reduce(0) { $0 + $1.kind.minutes }
        let words = document.wordCount
        let sum = exercises + (words + 75) / 150
        guard abs(sum - lesson.minutes) * 3 > lesson.minutes else { return }
        report.remark(
            "\(Count.words(words, "word")) and the exercises take \(Count.words(sum, "minute")), and the lesson says \(lesson.minutes)",
            lesson.file, line)
    }
}

extension LessonDocument {
    /// How many words there are to read, without hints and feedback.
    fileprivate var wordCount: Int {
        func count(_ text: String) -> Int { text.split(whereSeparator: \.isWhitespace).count }
        return blocks.reduce(0) { sum, block in
            switch block {
            case .prose(let prose): sum + prose.passages.reduce(0) { $0 + count($1.text) }
            case .show: sum
            case .exercise(let node):
                sum
                    + node.authorTexts.reduce(0) {
                        $0 + ($1.role == .goal || $1.path == ["do"] ? count($1.text) : 0)
                    }
            }
        }
    }
}
