// The files of a folder of lessons, as the checker wants them.

import BuiltInFiles
import Lessons
import SystemPackage
#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A folder of lessons, with where they find what they name.
struct CheckedFolder {
    /// The files, by the names that messages give them.
    private(set) var files: [(name: String, bytes: [UInt8])]
    let library: Library
    private let path: String

    /// The lessons that come with the program.
    static var builtIn: CheckedFolder {
        let files = BuiltInFiles.paths.filter { $0.hasPrefix("lessons/") }
            .map { (name: $0, bytes: Array((BuiltInFiles.text($0) ?? "").utf8)) }
        return CheckedFolder(files: files, path: "lessons")
    }

    /// Reads a folder: its lessons, words.yml and .ids, and the lessons in folders inside, which are translations.
    init(_ path: String) throws(FileProblem) {
        let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        var files: [(name: String, bytes: [UInt8])] = []
        for name in try Self.names(path) {
            let file = "\(path)/\(name)"
            if Course.isLesson(name) || ["words.yml", ".ids"].contains(name) {
                files.append((file, try InputFile.read(file)))
            } else if !name.hasPrefix("."), FileStatus(file)?.isFolder == true {
                for lesson in try Self.names(file) where Course.isLesson(lesson) {
                    files.append(("\(file)/\(lesson)", try InputFile.read("\(file)/\(lesson)")))
                }
            }
        }
        self.init(files: files, path: path)
    }

    private init(files: [(name: String, bytes: [UInt8])], path: String) {
        (self.files, self.path) = (files, path)
        library = Library(
            recording: { name in
                let parts = name.split(separator: "/", omittingEmptySubsequences: false)
                guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else { return nil }
                for folder in ["\(path)/../fixtures", "\(path)/fixtures"] {
                    let file = "\(folder)/\(name).jsonl"
                    guard FileStatus(file)?.isRegular == true, let bytes = try? InputFile.read(file) else { continue }
                    return Library.conversation(of: bytes)
                }
                return BuiltInFiles.text("fixtures/\(name).jsonl").flatMap { Library.conversation(of: Array($0.utf8)) }
            },
            mutantSource: { name in Mutants.named(name).flatMap { BuiltInFiles.text($0.path) } },
            words: LessonCheck.texts(files))
    }

    /// The names in a folder, in order.
    private static func names(_ path: String) throws(FileProblem) -> [String] {
        guard let folder = opendir(path) else {
            throw FileProblem(
                errno == ENOENT
                    ? "There is no folder \(path). Name the folder that the lessons are in."
                    : "The folder \(path) could not be read: \(Errno(rawValue: errno)).")
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    /// Adds the ids of new exercises to .ids.
    mutating func updateIDs() throws(FileProblem) {
        let file = "\(path)/.ids"
        let index = files.firstIndex { $0.name == file }
        let published = PublishedIDs(index.map { String(decoding: files[$0].bytes, as: UTF8.self) } ?? "")
        guard let text = published.adding(Course(files, library)) else { return }
        let bytes = Array(text.utf8)
        var output = try WholeFile(file, replaces: true)
        try output.write(bytes)
        try output.finish()
        if let index { files[index].bytes = bytes } else { files.append((file, bytes)) }
    }
}
