// A student's file of progress on the disk. A change reads the file, changes what it says and writes it anew, all of it
// under a lock: two programs at once lose nothing. It is written beside and renamed: a crash loses at most the last answer.
// The lock is a file of its own, since the file itself is another one after each change. It stays: to remove it would take
// the lock away from whoever waits for it.

import Lessons
import SystemPackage
import WebSocketProtocol

/// A student's file of progress.
struct ProgressFile {
    /// How long it may be, in bytes; that of a whole course has a thousandth of it.
    static let sizeLimit = 16 << 20
    /// How long a lesson waits for other programs that write it, in seconds. What is not saved then is saved with the next answer.
    static let patienceOfLessons = 5
    /// The same for a command, which has no next answer. Twenty programs on a slow disk take their time.
    static let patienceOfCommands = 60
    /// How long a try for the lock waits for the next one.
    private static let pause = 20
    /// How many damaged parts and copies are kept beside it.
    static let besideLimit = 999

    let place: ProgressPlace
    /// How long to wait for others, in seconds.
    private let patience: Int
    /// Whether it is said, once, that the others are waited for: not into a screen.
    private let announcesWaiting: Bool

    /// The file of a place, as a command uses it.
    init(_ place: ProgressPlace) { self.init(place, patience: Self.patienceOfCommands, announcesWaiting: true) }

    init(_ place: ProgressPlace, patience: Int, announcesWaiting: Bool = false) {
        (self.place, self.patience, self.announcesWaiting) = (place, patience, announcesWaiting)
    }

    /// What the file says. One that does not exist says nothing.
    func read() throws(FileProblem) -> ProgressReading {
        let reading = ProgressReading(try bytes() ?? [])
        guard let other = reading.otherFormat else { return reading }
        throw FileProblem(
            "\(place.path) is another kind of file (\(other)), and is left as it is. Name another file with --progress."
        )
    }

    /// The bytes of the file; nil if it does not exist.
    func bytes() throws(FileProblem) -> [UInt8]? {
        guard let status = FileStatus(place.path) else { return try openedBytes() }
        guard status.isRegular else {
            throw FileProblem(
                "\(place.path) is \(status.kindWords), and progress is kept in a file. Name another one with --progress."
            )
        }
        return try openedBytes()
    }

    private func openedBytes() throws(FileProblem) -> [UInt8]? {
        let bytes: [UInt8]?
        do {
            let file = try OpenFile(place.path, .readOnly, .nonBlocking)
            bytes = try file.descriptor.readToEnd(limit: Self.sizeLimit)
        } catch Errno.noSuchFileOrDirectory {
            return nil
        } catch {
            throw FileProblem(
                "Your progress in \(place.path) could not be read: \(error). It is left as it is. Name another file with --progress."
            )
        }
        guard let bytes else {
            throw FileProblem(
                "\(place.path) is larger than \(Self.sizeLimit >> 20) MiB, which progress never is, and is left as it is. "
                    + "Name another file with --progress.")
        }
        return bytes
    }

    /// Changes what the file says.
    ///
    /// - Parameter copy: what the name of a copy says that is made first: "before-reset".
    /// - Returns: what it says now, the copy, and what else there is to say: lines that were set aside.
    /// - Throws: what went wrong and what to do about it. Then the file is as it was.
    @discardableResult
    func change(
        copy: String? = nil, _ body: (inout Progress) throws(FileProblem) -> Void
    ) throws(FileProblem) -> (progress: Progress, copy: String, remark: String?) {
        try place.prepareFolder()
        let lock = try lock()
        return try withExtendedLifetime(lock) { () throws(FileProblem) in
            let reading = try read()
            var progress = reading.progress
            try body(&progress)
            guard progress != reading.progress || reading.damage.count > 0 else { return (progress, "", nil) }
            let copy = try copy.map { what throws(FileProblem) in
                try keep(try bytes() ?? [], what, isLocked: lock.isLocked)
            }
            var remark: String?
            if reading.damage.count > 0 {
                let aside = try keep(reading.damage.bytes, "damaged", isLocked: lock.isLocked)
                remark = reading.damage.words(path: place.path, aside: aside)
            }
            try write(progress.bytes, place.target.string, replaces: true, isLocked: lock.isLocked)
            return (progress, copy ?? "", remark)
        }
    }

    /// Keeps bytes in a file beside it, under the next number that is free; the last one is taken if it has the same bytes.
    ///
    /// - Returns: the file.
    private func keep(_ bytes: [UInt8], _ what: String, isLocked: Bool) throws(FileProblem) -> String {
        guard let number = (1...Self.besideLimit).first(where: { FileStatus(place.beside(what, $0)) == nil }) else {
            throw FileProblem(
                "There are \(Self.besideLimit) files beside \(place.path) that are called \(what). Remove those that you do not need."
            )
        }
        let last = place.beside(what, number - 1)
        if number > 1, let file = try? OpenFile(last, .readOnly),
            (try? file.descriptor.readToEnd(limit: bytes.count)) == bytes
        {
            return last
        }
        let path = place.beside(what, number)
        try write(bytes, path, replaces: false, isLocked: isLocked)
        return path
    }

    private func write(_ bytes: [UInt8], _ path: String, replaces: Bool, isLocked: Bool) throws(FileProblem) {
        // Without a lock two programs may write at once, each its own draft.
        let draftName = isLocked ? FilePath(path).lastComponent.map { "\($0.string).part" } : nil
        do throws(FileProblem) {
            var file = try WholeFile(path, replaces: replaces, lasting: true, draftName: draftName)
            try file.write(bytes)
            try file.finish()
        } catch {
            throw FileProblem("\(error) Mend that, or name another file with --progress.")
        }
    }
}

extension ProgressFile {
    /// The lock, or the knowledge that there can't be one.
    private final class Lock {
        let file: OpenFile
        let isLocked: Bool

        init(_ file: consuming OpenFile, isLocked: Bool) {
            self.file = file
            self.isLocked = isLocked
        }
    }

    /// Takes the lock, and waits for it if another program has it.
    private func lock() throws(FileProblem) -> Lock {
        let file: OpenFile
        do {
            file = try OpenFile(
                place.target.string + ".lock", .readWrite, [.create, .noFollow], permissions: .ownerReadWrite)
        } catch {
            throw FileProblem(
                "Your progress could not be saved in \(place.path): \(error). Mend that, or name another file with --progress."
            )
        }
        let tries = patience * 1000 / Self.pause
        for number in 0..<tries {
            do throws(Errno) {
                if try file.descriptor.lockIfFree() { return Lock(file, isLocked: true) }
            } catch {
                // Some network file systems have no locks. What is written once in a while by one student is written all the same.
                return Lock(file, isLocked: false)
            }
            if announcesWaiting, number == Self.patienceOfLessons * 1000 / Self.pause {
                Streams.complain("\(place.path): waiting for another wslens that is writing it …")
            }
            Platform.sleep(milliseconds: Self.pause)
        }
        throw FileProblem(
            "Another wslens has been writing \(place.path) for more than \(Count.words(patience, "second")). Quit it, or name another file with --progress."
        )
    }
}

extension ProgressReading.Damage {
    /// What was done with the lines.
    fileprivate func words(path: String, aside: String) -> String {
        "\(path): \(count == 1 ? "1 line" : "\(count) lines") could not be read (\(first)). What could not is kept in \(aside); "
            + "everything else is as it was."
    }
}
