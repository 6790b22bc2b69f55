// The files that come with the program: the lessons and their words, the fixtures, and the source of the mutants. They are put in as
// string literals when it is built.

/// The files that come with the program. Paths are those of the package: "lessons/00-bits.md", "fixtures/rfc/masked-text.jsonl".
public enum BuiltInFiles {
    /// All paths, in the order of their names.
    public static let paths = embeddedFiles.map { $0.path.description }

    /// What is in a file; nil if there is none of that path.
    public static func text(_ path: String) -> String? { index[path].map { embeddedFiles[$0].text.description } }

    private static let index = Dictionary(uniqueKeysWithValues: paths.enumerated().map { ($1, $0) })
}
