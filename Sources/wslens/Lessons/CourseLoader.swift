// Where the lessons come from: a folder that is named, that of WSLENS_DATA, one beside the program, or the program itself.
//
//   lessons    --lessons DIR, else $WSLENS_DATA/lessons, else ../share/wslens/lessons beside the program, else built in
//   fixtures   DIR/../fixtures, DIR/fixtures, $WSLENS_DATA/fixtures, built in: the first that has the recording
//   words      DIR/words.yml, else built in
//   language   --lang, else $WSLENS_LANG: DIR/de/03-first-frame.md lies over DIR/03-first-frame.md

import BuiltInFiles
import Capture
import Lessons
import Synchronization
import SystemPackage

/// The files of the lessons, and where they find what they name.
struct LessonFiles {
    /// The files by the names that messages give them: lessons, those of all translations, words.yml and .ids.
    var files: [(name: String, bytes: [UInt8])]
    let library: Library
    let words: LessonWords
    /// The folder; nil where the lessons are those that come with the program.
    let folder: String?
    /// What is wrong with files that could not be read.
    let problems: [LessonProblem]
}

/// The lessons, as they were loaded.
struct LoadedCourse {
    let course: Course
    let words: LessonWords
    /// The folder; nil where the lessons are those that come with the program.
    let folder: String?
    /// What is wrong with files; the lessons in them are left out.
    let problems: [LessonProblem]

    /// Names what is wrong on standard error: each file once, with its first problem.
    func complain() {
        var files: Set<String> = []
        let firsts = problems.filter { files.insert($0.file).inserted }
        guard !firsts.isEmpty else { return }
        for problem in firsts.prefix(10) { Streams.complain(problem.description) }
        let what = firsts.count == 1 ? "That file is" : "\(firsts.count) files with problems are"
        Streams.complain(
            "\(what) left out. All that is wrong: wslens lessons check" + (folder.map { " \($0)" } ?? ""))
    }
}

enum CourseLoader {
    static let variable = "WSLENS_DATA"
    static let languageVariable = "WSLENS_LANG"
    /// How long a file of a lesson may be, in bytes, and how many there may be.
    private static let sizeLimit = 4 << 20
    private static let fileLimit = 500

    /// Loads the lessons.
    ///
    /// - Parameters:
    ///   - folder: the value of `--lessons`.
    ///   - language: the value of `--lang`.
    static func load(
        _ folder: String?, language: String? = nil, environment: (String) -> String? = Platform.environment,
        program: FilePath? = Platform.programPath
    ) throws(FileProblem) -> LoadedCourse {
        let files = try files(folder, environment: environment, program: program)
        let language = (language ?? environment(languageVariable)).map(Course.language)
        let course = Course(files.files, files.library, language: language)
        return LoadedCourse(
            course: course, words: files.words, folder: files.folder, problems: files.problems + course.problems)
    }

    /// Reads the files of the lessons.
    static func files(
        _ folder: String?, environment: (String) -> String? = Platform.environment,
        program: FilePath? = Platform.programPath
    ) throws(FileProblem) -> LessonFiles {
        let data = environment(variable)
        if let folder { return try files(in: folder, named: folder, data: data) }
        if let data { return try files(in: "\(data)/lessons", named: "\(data)/lessons, from \(variable)", data: data) }
        if let shared = program.map({ sharedFolder(beside: $0) }), FileStatus(shared)?.isFolder == true {
            return try files(in: shared, named: shared, data: nil)
        }
        return builtIn()
    }

    private static func sharedFolder(beside program: FilePath) -> String {
        program.removingLastComponent().removingLastComponent().appending("share/wslens/lessons").string
    }

    // MARK: Built in

    /// The lessons that come with the program.
    private static func builtIn() -> LessonFiles {
        let files = BuiltInFiles.paths.filter { $0.hasPrefix("lessons/") && isWanted($0) }
            .map { (name: $0, bytes: Array((BuiltInFiles.text($0) ?? "").utf8)) }
        let (words, problems) = builtInWords()
        return LessonFiles(
            files: files, library: library(fixtures: [], words: words), words: words, folder: nil, problems: problems)
    }

    /// Whether a file is one of those that lessons are made of.
    private static func isWanted(_ path: String) -> Bool {
        Course.isLesson(path) || path.hasSuffix("/words.yml") || path.hasSuffix("/.ids")
    }

    private static func builtInWords() -> (words: LessonWords, problems: [LessonProblem]) {
        words(Array((BuiltInFiles.text("lessons/words.yml") ?? "").utf8), file: "lessons/words.yml")
    }

    private static func words(_ bytes: [UInt8], file: String) -> (words: LessonWords, problems: [LessonProblem]) {
        do throws(LessonProblem) {
            return (try LessonWords(bytes, file: file), [])
        } catch {
            return (.none, [error])
        }
    }

    // MARK: A folder

    private static func files(in folder: String, named name: String, data: String?) throws(FileProblem) -> LessonFiles {
        let names: [String]
        do throws(Errno) {
            names = try FilePath(folder).names()
        } catch {
            switch error {
            case .noSuchFileOrDirectory: throw FileProblem("There is no folder \(name). \(advice(folder, data))")
            case .notDirectory: throw FileProblem("\(name) is not a folder. Name the folder that the lessons are in.")
            default: throw FileProblem("The folder \(name) could not be read: \(error). \(advice(folder, data))")
            }
        }
        var lessons = names.filter(Course.isLesson)
        guard !lessons.isEmpty else {
            throw FileProblem(
                "There is no lesson in \(name). The name of a lesson begins with a number, such as 03-first-frame.md.")
        }
        guard lessons.count <= fileLimit else {
            throw FileProblem("There are \(lessons.count) lessons in \(name), and at most \(fileLimit) are read.")
        }
        for language in names where Course.isLanguage(language) {
            let translations = (try? FilePath(folder).appending(language).names()) ?? []
            lessons += translations.filter(Course.isLesson).prefix(fileLimit).map { "\(language)/\($0)" }
        }
        if names.contains(".ids") { lessons.append(".ids") }
        var problems: [LessonProblem] = []
        var files: [(name: String, bytes: [UInt8])] = []
        for lesson in lessons {
            let path = "\(folder.endingWithoutSlash)/\(lesson)"
            do throws(FileProblem) {
                files.append((path, try bytes(of: path)))
            } catch {
                problems.append(LessonProblem(error.description, file: path))
            }
        }
        // A lesson without a number in its name is not read, and the checker says so.
        for other in names.filter({ $0.hasSuffix(".md") && !Course.isLesson($0) }).prefix(fileLimit) {
            let path = "\(folder.endingWithoutSlash)/\(other)"
            if let text = try? bytes(of: path) { files.append((path, text)) }
        }
        var (words, _) = builtInWords()
        if names.contains("words.yml") {
            let path = "\(folder.endingWithoutSlash)/words.yml"
            do throws(FileProblem) {
                let text = try bytes(of: path)
                files.append((path, text))
                let own = Self.words(text, file: path)
                if own.problems.isEmpty {
                    words = own.words.texts.isEmpty ? own.words.with(texts: words.texts) : own.words
                }
                problems += own.problems
            } catch {
                problems.append(LessonProblem(error.description, file: path))
            }
        }
        let fixtures = ["\(folder)/../fixtures", "\(folder)/fixtures"] + (data.map { ["\($0)/fixtures"] } ?? [])
        return LessonFiles(
            files: files, library: library(fixtures: fixtures, words: words), words: words,
            folder: folder.endingWithoutSlash, problems: problems)
    }

    private static func advice(_ folder: String, _ data: String?) -> String {
        data.map { "\($0)/lessons" } == folder
            ? "Correct \(variable), or unset it for the lessons that come with the program."
            : "Check the name, or leave out --lessons for the lessons that come with the program."
    }

    private static func bytes(of path: String) throws(FileProblem) -> [UInt8] {
        guard let status = FileStatus(path) else {
            throw FileProblem("the file could not be read; check its permissions")
        }
        guard status.isRegular else { throw FileProblem("this is \(status.kindWords), and a lesson is a file") }
        guard status.size <= sizeLimit else {
            throw FileProblem("the file has \(status.size) bytes, and at most \(sizeLimit) are read; divide it")
        }
        do throws(FileProblem) {
            return try InputFile.read(path, limit: sizeLimit, advice: "Divide it.")
        } catch {
            throw FileProblem("the file could not be read; check its permissions")
        }
    }

    // MARK: What lessons name

    /// Where lessons find recordings, the source of the mutants, and texts.
    private static func library(fixtures folders: [String], words: LessonWords) -> Library {
        let recordings = Recordings(folders)
        return Library(
            recordings: { recordings[$0] },
            mutantSource: { name in
                BuiltInFiles.paths.first { $0.hasPrefix("Sources/Lessons/Mutants/") && $0.hasSuffix("/\(name).swift") }
                    .flatMap(BuiltInFiles.text)
            },
            words: words.texts)
    }
}

/// The recordings that lessons name, each read once.
private final class Recordings: Sendable {
    private let folders: [String]
    private let read = Mutex<[String: [Conversation]]>([:])
    /// How long a recording for lessons may be, in bytes.
    private static let sizeLimit = 64 << 20

    init(_ folders: [String]) { self.folders = folders }

    subscript(name: String) -> [Conversation] {
        if let known = read.withLock({ $0[name] }) { return known }
        let found = bytes(of: name).map { Library.conversations(of: $0) } ?? []
        read.withLock { $0[name] = found }
        return found
    }

    /// The file of a recording: "rfc/masked-text". A name never leads out of a folder.
    private func bytes(of name: String) -> [UInt8]? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else { return nil }
        for folder in folders {
            for ending in ["jsonl", "pcapng", "pcap", "har"] {
                let path = "\(folder)/\(name).\(ending)"
                guard FileStatus(path)?.isRegular == true else { continue }
                if let bytes = try? InputFile.read(path, limit: Self.sizeLimit, advice: "") { return bytes }
            }
        }
        return BuiltInFiles.text("fixtures/\(name).jsonl").map { Array($0.utf8) }
    }
}

extension String {
    /// Without the slash at the end of a folder's name.
    fileprivate var endingWithoutSlash: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }
}
