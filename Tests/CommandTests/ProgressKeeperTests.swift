// Progress while lessons run: what is wrong with the file is said once, and nothing is lost over it.

import Foundation
import Lessons
import Testing

@testable import wslens

@Suite struct ProgressKeeperTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wslens-\(UUID().uuidString)")
        .path
    private var path: String { folder + "/p.jsonl" }

    private func keeper() -> (keeper: ProgressKeeper, remark: String?) {
        let path = path
        return ProgressKeeper.open { () throws(FileProblem) in ProgressPlace(path) }
    }

    private func attempt(_ answer: String) -> Attempt {
        Attempt(
            id: "bits/size", verdict: .notYet, answer: answer, couldBeClean: false, time: "2026-11-22T10:00:00Z")
    }

    private func saved() throws -> [String]? {
        try ProgressFile(ProgressPlace(path)).read().progress["bits/size"]?.answers.map(\.text)
    }

    /// A stick that is pulled out, and put back.
    @Test func whatCouldNotBeSavedIsSavedWithTheNextAnswer() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var (keeper, remark) = keeper()
        #expect(remark == nil)
        #expect(
            keeper.record(attempt("1"))
                == "There is no folder \(folder) for your progress. Create it, or name another file with --progress. "
                + "The lesson goes on; what is not saved yet is tried again with the next answer.")
        // The same is not said twice.
        #expect(keeper.record(attempt("2")) == nil)
        #expect(keeper.hasUnsaved)
        #expect(keeper.progress["bits/size"]?.attempts == 2)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        #expect(keeper.record(attempt("3")) == "Your progress is saved again, in \(path).")
        #expect(!keeper.hasUnsaved)
        #expect(keeper.record(attempt("4")) == nil)
        #expect(try saved() == ["1", "2", "3", "4"])
    }

    @Test func twoKeepersLoseNothing() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        var (one, other) = (keeper().keeper, keeper().keeper)
        for round in 0..<3 {
            #expect(one.record(attempt("one \(round)")) == nil)
            #expect(other.record(attempt("other \(round)")) == nil)
            #expect(one.noteHints(round, of: "bits/size", time: "") == nil)
        }
        #expect(try saved()?.count == 6)
        #expect(one.progress["bits/size"]?.attempts == 6)
        #expect(one.progress["bits/size"]?.hints == 2)
    }

    /// Another program that has stopped while it held the lock.
    @Test func aLockThatStaysStopsNoLesson() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let path = path
        var keeper = ProgressKeeper.open(patience: 1) { () throws(FileProblem) in ProgressPlace(path) }.keeper
        let lock = open(path + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        #expect(flock(lock, LOCK_EX) == 0)
        let remark = keeper.record(attempt("1"))
        #expect(remark?.hasPrefix("Another wslens has been writing \(path) for more than 1 second.") == true)
        #expect(keeper.hasUnsaved)
        close(lock)
        #expect(keeper.record(attempt("2")) == "Your progress is saved again, in \(path).")
        #expect(try saved() == ["1", "2"])
    }

    @Test func whatIsNotAFileStopsNoLesson() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        var (keeper, remark) = keeper()
        #expect(
            remark == "\(path) is a folder, and progress is kept in a file. Name another one with --progress. "
                + "Until then nothing is saved.")
        #expect(keeper.record(attempt("1")) != nil)
        #expect(keeper.progress["bits/size"]?.attempts == 1)
        (keeper, remark) = ProgressKeeper.open { () throws(FileProblem) in
            try ProgressPlace(option: nil, environment: { _ in nil })
        }
        #expect(remark?.contains("HOME is not set") == true)
        #expect(keeper.record(attempt("1")) == nil)
        #expect(keeper.progress["bits/size"]?.attempts == 1)
    }

    @Test(arguments: [
        (["WSLENS_PROGRESS": "/a/b.jsonl", "XDG_STATE_HOME": "/s", "HOME": "/h"], "/a/b.jsonl", false),
        (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/wslens/progress.jsonl", true),
        (["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/wslens/progress.jsonl", true),
        (["HOME": "/h"], "/h/.local/state/wslens/progress.jsonl", true),
    ])
    func places(environment: [String: String], path: String, isDefault: Bool) throws {
        let place = try ProgressPlace(option: nil, environment: { environment[$0] })
        #expect((place.path, place.isDefault) == (path, isDefault))
        #expect(try ProgressPlace(option: "x.jsonl", environment: { environment[$0] }).path == "x.jsonl")
    }
}
