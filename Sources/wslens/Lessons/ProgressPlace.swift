// Where a student's progress is:
//
//   --progress FILE, else WSLENS_PROGRESS, else $XDG_STATE_HOME/wslens/progress.jsonl, else ~/.local/state/wslens/progress.jsonl
//
// and what stands beside it: progress.jsonl.lock, progress.damaged-1 …, progress.before-reset-1 …

import SystemPackage

/// Where a student's progress is.
struct ProgressPlace: Hashable {
    /// The file.
    let path: String
    /// Whether nobody named it, so that its folders are created where they are missing.
    let isDefault: Bool

    static let variable = "WSLENS_PROGRESS"
    static let fileExtension = ".jsonl"

    /// The place of a file that was named.
    init(_ path: String) { self.init(path, isDefault: false) }

    private init(_ path: String, isDefault: Bool) { (self.path, self.isDefault) = (path, isDefault) }

    /// The place that an option or the environment names.
    ///
    /// - Parameter option: the value of `--progress`.
    init(
        option: String?, environment: (String) -> String? = Platform.environment
    ) throws(FileProblem) {
        if let option {
            self.init(option)
        } else if let named = environment(Self.variable) {
            guard named.hasSuffix(Self.fileExtension) else {
                throw FileProblem("\(Self.variable) must name a file ending in \(Self.fileExtension), not \(named).")
            }
            self.init(named)
        } else {
            // A relative path there is invalid, says the XDG Base Directory Specification, and is ignored.
            let state = environment("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
            guard let folder = state ?? environment("HOME").map({ $0 + "/.local/state" }) else {
                throw FileProblem(
                    "There is no place for your progress, since HOME is not set. Name a file: --progress progress.jsonl"
                )
            }
            self.init(folder + "/wslens/progress.jsonl", isDefault: true)
        }
    }

    /// The file itself, where a link leads to it.
    var target: FilePath { FilePath(path).followingLinks }

    /// The name of a file beside it: "progress.damaged-2".
    func beside(_ what: String, _ number: Int) -> String {
        let path = target.string
        let stem = path.hasSuffix(Self.fileExtension) ? String(path.dropLast(Self.fileExtension.count)) : path
        return "\(stem).\(what)-\(number)"
    }

    /// Creates the folders that are missing, for their owner only, if the place is the one that nobody named.
    func prepareFolder() throws(FileProblem) {
        let folder = target.removingLastComponent()
        guard !folder.isEmpty, FileStatus(folder.string) == nil else { return }
        guard isDefault else {
            throw FileProblem(
                "There is no folder \(folder.string) for your progress. Create it, or name another file with --progress."
            )
        }
        var missing = [folder]
        while let last = missing.last, !last.removingLastComponent().isEmpty,
            FileStatus(last.removingLastComponent().string) == nil
        {
            missing.append(last.removingLastComponent())
        }
        for folder in missing.reversed() {
            do throws(Errno) {
                try folder.createFolder(.ownerReadWriteExecute)
            } catch {
                // Another wslens may have been faster.
                guard error != .fileExists else { continue }
                throw FileProblem(
                    "The folder \(folder.string) for your progress could not be created: \(error). Name another file with --progress."
                )
            }
        }
    }
}
