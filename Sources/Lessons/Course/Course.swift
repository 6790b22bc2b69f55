// All lessons of a folder. A file with problems is left out; the others are offered all the same.

/// The lessons.
public struct Course: Sendable {
    /// The lessons by number.
    public let lessons: [Lesson]
    /// What is wrong with the files.
    public let problems: [LessonProblem]
    /// Where the lessons find what they name.
    public let library: Library

    /// Reads the files of a folder: the lessons are those whose names begin with a number, as in 03-first-frame.md.
    ///
    /// - Parameters:
    ///   - files: The files by the names that messages give them, those of its folders with translations too.
    ///   - language: The language of the texts, such as "de"; what is not translated, and all else, is in English.
    public init(_ files: [(name: String, bytes: [UInt8])], _ library: Library, language: String? = nil) {
        self.init(CourseFiles(files), library, language: language)
    }

    init(_ files: CourseFiles, _ library: Library, language: String?) {
        self.library = library
        var lessons: [Lesson] = []
        var problems: [LessonProblem] = []
        let translations = language.flatMap { files.translations[$0] } ?? []
        for english in files.lessons {
            var document = english
            if let other = translations.first(where: { $0.fileName == english.fileName }), english.problems.isEmpty {
                let translation = Translation(other, over: english, library)
                problems += translation.problems
                document = translation.document
            }
            let (lesson, found) = Lesson.read(document, library)
            problems += found
            guard let lesson else { continue }
            if let other = lessons.first(where: { $0.id == lesson.id }) {
                problems.append(
                    LessonProblem(
                        "the id \"\(lesson.id)\" is already that of \(other.file); give this lesson another",
                        file: document.file, line: document.frontMatter?["id"]?.line))
            } else {
                lessons.append(lesson)
            }
        }
        self.lessons = lessons.sorted { ($0.number, $0.file) < ($1.number, $1.file) }
        self.problems = problems
    }

    /// Whether a file is a lesson or the translation of one, by its name.
    public static func isLesson(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        return name.hasSuffix(".md") && name.first?.isNumber == true
    }

    /// A lesson by its id, an earlier id, or its number.
    public func lesson(_ name: String) -> Lesson? {
        lessons.first { $0.id == name } ?? lessons.first { $0.was.contains(name) }
            ?? lessons.first { "\($0.number)" == name }
    }

    /// An exercise by its name or an earlier one: "first-frame/echo-first-byte".
    public func exercise(_ fullID: String) -> Exercise? {
        let parts = fullID.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let exercises = lesson(parts[0])?.exercises else { return nil }
        return exercises.first { $0.id == parts[1] } ?? exercises.first { $0.was.contains(parts[1]) }
    }
}
