// A lesson in another language: `lessons/de/03-first-frame.md` lies over `lessons/03-first-frame.md`. It has the title, the text between the same
// blocks, and the sentences of exercises, by their ids. Bytes, answers and structure come from the English file.
//
//    ---
//    title: Der erste Frame
//    source: 5e1f0c2a            the English title and the text behind the last exercise, when this was translated
//    ---
//    Ein WebSocket beginnt …
//
//    ```show
//    as: in the English file     a block show stands where it stands there; what is in it does not matter
//    ```
//    ```exercise
//    id: good-morning
//    source: 0b7c91d4            the English text before this exercise, and its own sentences
//    goal: 'Der Server …'
//    wrong:                      lists have as many entries as in the English file, in the same order;
//      - "Das ist der Payload."  of an entry only the sentence is needed
//    ```
//
// What is missing is shown in English. `wslens lessons check` says which texts have changed since, by what stands at `source:`, and what to
// write there once they are translated anew.

import WebSocketProtocol

/// A lesson whose texts were replaced by those of a translation.
struct Translation {
    /// The lesson, in the other language as far as that goes.
    private(set) var document: LessonDocument
    /// What does not fit the English file.
    private(set) var problems: [LessonProblem]
    /// What has changed in the English file since, and what is missing.
    private(set) var remarks: [LessonProblem] = []

    /// Lays a translation over a lesson.
    init(_ translation: LessonDocument, over english: LessonDocument, _ library: Library) {
        document = english
        problems = translation.problems
        let pages = Page.pages(of: english), others = Page.pages(of: translation)
        checkNames(others, pages, translation.file, english.file)
        var blocks: [LessonDocument.Block] = []
        var missing: [String] = []
        for page in pages {
            guard let other = others.first(where: { $0.id == page.id }) else {
                blocks += page.blocks
                missing.append(page.id ?? "the text at the end")
                continue
            }
            blocks += overlay(other, page, english, translation, library)
        }
        let front = overlay(translation.frontMatter, english.frontMatter, translation.file)
        document = english.with(blocks, frontMatter: front)
        if !missing.isEmpty {
            remark("shown in English, since there is no translation: " + missing.joined(separator: ", "), translation)
        }
    }

    private mutating func remark(_ words: String, _ translation: LessonDocument, line: Int? = nil) {
        remarks.append(LessonProblem(words, file: translation.file, line: line))
    }

    /// Says what is the translation's only, and what is there twice.
    private mutating func checkNames(_ others: [Page], _ pages: [Page], _ file: String, _ english: String) {
        var seen: Set<String> = []
        for other in others {
            guard let node = other.exercise else { continue }
            guard let id = other.id else {
                problems.append(node.problem("which exercise does this translate? Add a line \"id: …\""))
                continue
            }
            if !pages.contains(where: { $0.id == id }) {
                let near = NearestWord.to(id, among: pages.compactMap(\.id)).map { "; did you mean \"\($0)\"?" }
                problems.append(
                    node.problem("\(english) has no exercise \(id.inQuotes)" + (near ?? "; remove it here too")))
            } else if !seen.insert(id).inserted {
                problems.append(node.problem("the exercise \(id.inQuotes) is translated above; remove one of the two"))
            }
        }
    }

    /// The blocks of a page with the texts of another.
    private mutating func overlay(
        _ other: Page, _ page: Page, _ english: LessonDocument, _ translation: LessonDocument, _ library: Library
    ) -> [LessonDocument.Block] {
        var text = page.text
        if !other.text.isEmpty, other.shape == page.shape {
            text = zip(page.text, other.text).map { own, theirs in if case .prose = own { theirs } else { own } }
        } else if !other.text.isEmpty || !page.text.isEmpty {
            let place = page.id.map { "before the exercise \($0.inQuotes)" } ?? "at the end"
            if other.text.isEmpty {
                remark("the text \(place) is missing; it is shown in English", translation, line: other.exercise?.line)
            } else {
                problems.append(
                    LessonProblem(
                        "the text \(place) has other blocks than \(english.file): \(page.shapeWords) there, "
                            + "\(other.shapeWords) here; put a block \"show\" where it has one", file: translation.file,
                        line: other.text[0].line))
            }
        }
        guard let exercise = page.exercise, let theirs = other.exercise else { return text }
        compare(theirs, page.hash, "the English text up to the exercise \(page.id?.inQuotes ?? "")", translation)
        var overlay = TextOverlay(english: english.file)
        let merged = overlay.exercise(exercise, theirs)
        problems += overlay.problems
        // A sentence may spoil an exercise, with a placeholder that stands for nothing.
        do throws(LessonProblem) {
            try Exercise.check(merged, lesson: english.frontMatter?.text("id") ?? "", library)
            return text + [.exercise(merged)]
        } catch {
            if error.file == translation.file { problems.append(error) }
            return text + [.exercise(exercise)]
        }
    }

    /// The front matter with the title of another.
    private mutating func overlay(_ other: Node?, _ node: Node?, _ file: String) -> Node? {
        guard let other, let node, case .map(let entries) = node.value, case .map(let theirs) = other.value else {
            return node
        }
        if let entry = theirs.first(where: { !["id", "title", "source"].contains($0.key) }) {
            problems.append(
                LessonProblem(
                    "\(entry.key.inQuotes) comes from the English file; a translation has title and source", file: file,
                    line: entry.line))
        }
        let pages = Page.pages(of: document)
        let hash = TextHash.of([node.text("title") ?? ""] + (pages.last { $0.id == nil }?.texts ?? []))
        let translation = document.with([], frontMatter: other, file: file)
        compare(other, hash, "the English title or the text behind the last exercise", translation)
        let merged = entries.map { entry in
            guard entry.key == "title", let title = other["title"], case .scalar(let text) = title.value,
                !text.isEmpty
            else { return entry }
            return Node.Entry(key: "title", line: title.line, value: title)
        }
        return Node(value: .map(merged), line: node.line, file: node.file)
    }

    /// Says whether a text has changed since it was translated.
    private mutating func compare(_ node: Node, _ hash: String, _ what: String, _ translation: LessonDocument) {
        guard let source = node.text("source") else {
            return remark(
                "nothing says which English text this was made from; add a line \"source: \(hash)\"", translation,
                line: node.line)
        }
        guard source != hash else { return }
        remark(
            "\(what) has changed since this was translated; translate it anew, and write source: \(hash)", translation,
            line: node["source"]?.line)
    }
}

extension Translation {
    /// The text before an exercise, and the exercise; without an exercise it is the text at the end.
    struct Page {
        var text: [LessonDocument.Block] = []
        var exercise: Node?

        /// The exercise's id; nil at the end.
        var id: String? { exercise?.text("id") }
        var blocks: [LessonDocument.Block] { text + (exercise.map { [.exercise($0)] } ?? []) }
        /// Which of the blocks are prose.
        var shape: [Bool] { text.map { if case .prose = $0 { true } else { false } } }
        var shapeWords: String {
            text.isEmpty ? "none" : shape.map { $0 ? "text" : "show" }.joined(separator: ", ")
        }
        /// All that is translated of it.
        var texts: [String] {
            text.compactMap { if case .prose(let prose) = $0 { prose.plainText } else { nil } }
                + (exercise?.authorTexts.map(\.text) ?? [])
        }
        var hash: String { TextHash.of(texts) }

        static func pages(of document: LessonDocument) -> [Page] {
            var pages: [Page] = []
            var page = Page()
            for block in document.blocks {
                if case .exercise(let node) = block {
                    page.exercise = node
                    pages.append(page)
                    page = Page()
                } else {
                    page.text.append(block)
                }
            }
            return page.text.isEmpty ? pages : pages + [page]
        }
    }
}

/// A short name of a text, which changes with it.
enum TextHash {
    /// Eight hex digits. Where lines are broken makes no difference.
    static func of(_ texts: [String]) -> String {
        var state: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in texts.joined(separator: "\n").utf8 {
            let isBlank = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: " ")
            state = (state ^ UInt64(isBlank ? UInt8(ascii: " ") : byte)) &* 0x100_0000_01b3
        }
        let digits = String(state ^ state >> 32, radix: 16).suffix(8)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
