// What can go wrong with a file, in words.

import SystemPackage

/// Why a file can't be used, as one clear line.
struct FileProblem: Error, CustomStringConvertible {
    let description: String
    /// Whether a file of that name already exists.
    var isThere = false

    init(_ description: String, isThere: Bool = false) {
        self.description = description
        self.isThere = isThere
    }

    /// A file of that name already exists.
    static func isThere(_ path: String) -> FileProblem {
        FileProblem("\(path) already exists. Choose another name, or replace it with --overwrite.", isThere: true)
    }
}

enum FileName {
    /// The last part of a path.
    static func last(of path: String) -> String { FilePath(path).lastComponent?.string ?? path }
}
