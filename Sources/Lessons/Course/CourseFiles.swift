// The files of a folder of lessons, sorted out:
//
//    lessons/03-first-frame.md       a lesson
//    lessons/de/03-first-frame.md    its texts in another language
//    lessons/words.yml               the words that lessons explain, and those of which texts are made
//    lessons/.ids                    the ids that were ever published

/// The files of a folder of lessons.
struct CourseFiles: Sendable {
    /// The lessons, by the names of their files.
    let lessons: [LessonDocument]
    /// The translations, by language.
    let translations: [String: [LessonDocument]]
    /// What is in words.yml and .ids; nil where there is no such file.
    let words: (name: String, text: String)?, ids: (name: String, text: String)?
    /// The folder, as messages name it, with a slash behind it; empty for none.
    let folder: String

    init(_ files: [(name: String, bytes: [UInt8])]) {
        // Translations are in folders inside; a folder may itself be called "de".
        let folders = files.filter { Course.isLesson($0.name) }.map { Self.folder(of: $0.name) }
        let root = folders.min { $0.utf8.count < $1.utf8.count } ?? files.first.map { Self.folder(of: $0.name) } ?? ""
        folder = root
        var lessons: [LessonDocument] = []
        var translations: [String: [LessonDocument]] = [:]
        for file in files where Course.isLesson(file.name) {
            let own = Self.folder(of: file.name)
            guard own.hasPrefix(root) else { continue }
            let language = String(own.dropFirst(root.count).dropLast())
            if own == root {
                lessons.append(LessonDocument.parse(file.bytes, file: file.name))
            } else if Course.isLanguage(language) {
                translations[language, default: []].append(LessonDocument.parse(file.bytes, file: file.name))
            }
        }
        self.lessons = lessons.sorted { $0.fileName < $1.fileName }
        self.translations = translations
        func text(_ name: String) -> (String, String)? {
            files.first { $0.name == root + name }.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) }
        }
        (words, ids) = (text("words.yml"), text(".ids"))
    }

    /// The folder of a file, with a slash behind it.
    private static func folder(of name: String) -> String {
        name.lastIndex(of: "/").map { String(name[...$0]) } ?? ""
    }
}

extension Course {
    /// Whether a folder's name is that of a language: "de", "pt-br".
    public static func isLanguage(_ name: String) -> Bool {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { (2...4).contains($0.count) && $0.allSatisfy { $0.isASCII && $0.isLowercase } }
    }

    /// The name of the folder for a language, however it is written: "pt-br" for "pt_BR" and for "pt-BR".
    public static func language(_ name: String) -> String {
        String(name.lowercased().map { $0 == "_" ? "-" : $0 })
    }
}

extension LessonDocument {
    /// The name of the file without its folder.
    var fileName: String { file.split(separator: "/").last.map(String.init) ?? file }

    /// The number in it.
    var number: Int { Int(fileName.prefix { $0.isNumber }) ?? 0 }
}
