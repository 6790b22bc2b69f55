// Reading and writing files, with words for everything that can go wrong.

import Foundation

/// Why a file can't be used, as one clear line.
struct FileProblem: Error, CustomStringConvertible {
    let description: String
    /// Whether a file of that name is in the way.
    var isThere = false

    init(_ description: String, isThere: Bool = false) {
        self.description = description
        self.isThere = isThere
    }

    /// A file of that name is in the way.
    static func isThere(_ path: String) -> FileProblem {
        FileProblem("\(path) is there already. Choose another name, or replace it with --overwrite.", isThere: true)
    }

    /// What the system says, without its decoration.
    static func words(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        let code = (underlying ?? error as NSError).code
        return (underlying ?? error as NSError).domain == NSPOSIXErrorDomain
            ? String(cString: strerror(Int32(clamping: code))) : error.localizedDescription
    }
}

enum InputFile {
    /// The bytes of a file.
    static func read(_ path: String) throws(FileProblem) -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw FileProblem("There is no file \(path). Check the name, or list the folder.")
        }
        guard !isFolder.boolValue else { throw FileProblem("\(path) is a folder. Name a file in it.") }
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            var bytes: [UInt8] = []
            bytes.reserveCapacity(Int(clamping: (try? handle.seekToEnd()) ?? 0))
            try? handle.seek(toOffset: 0)
            // In parts, so that a large file is not in memory twice.
            while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty { bytes += part }
            return bytes
        } catch {
            throw FileProblem("\(path) could not be read: \(FileProblem.words(error)).")
        }
    }
}

enum OutputFile {
    /// Makes a file and opens it for writing. A file that is there is only replaced where that was asked for.
    static func open(_ path: String, replaces: Bool) throws(FileProblem) -> FileHandle {
        let flags = O_WRONLY | O_CREAT | (replaces ? O_TRUNC : O_EXCL)
        let descriptor = Foundation.open(path, flags, 0o644)
        guard descriptor >= 0 else {
            if errno == EEXIST { throw FileProblem.isThere(path) }
            throw FileProblem("\(path) could not be made: \(String(cString: strerror(errno))).")
        }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
}
