// Progress: what is recorded, its file, and what survives damage and other versions.

import Testing

@testable import Lessons

@Suite struct ProgressTests {
    static let id = "first-frame/echo-first-byte"

    static func attempt(
        _ answer: String, _ verdict: Verdict, id: String = id, hints: Int = 0, first: Bool = false, at second: Int = 0
    ) -> Attempt {
        Attempt(
            id: id, verdict: verdict, answer: answer, hints: hints, couldBeClean: first,
            time: "2026-11-22T10:00:0\(second)Z")
    }

    static func progress(_ attempts: Attempt...) -> Progress {
        var progress = Progress()
        attempts.forEach { progress.record($0) }
        return progress
    }

    @Test func theFileIsAHeaderAndOneLinePerExercise() {
        let progress = Self.progress(
            Self.attempt("01", .notYet, first: true), Self.attempt("81", .ok, hints: 1, at: 1),
            Self.attempt("6", .ok, id: "bits/size", first: true, at: 2))
        #expect(
            progress.text == """
                {"format":"wslens-progress","version":1}
                {"id":"bits/size","verdict":"ok","clean":true,"attempts":1,"hints":0,"answers":[{"number":1,"text":"6",\
                "verdict":"ok","time":"2026-11-22T10:00:02Z"}],"time":"2026-11-22T10:00:02Z"}
                {"id":"first-frame/echo-first-byte","verdict":"ok","clean":false,"attempts":2,"hints":1,"answers":[\
                {"number":1,"text":"01","verdict":"not yet","time":"2026-11-22T10:00:00Z"},\
                {"number":2,"text":"81","verdict":"ok","time":"2026-11-22T10:00:01Z"}],"time":"2026-11-22T10:00:01Z"}

                """)
        let reading = ProgressReading(progress.bytes)
        #expect(reading.progress == progress)
        #expect(reading.damage == .init())
        #expect(reading.progress["bits/size"]?.lesson == "bits")
    }

    @Test(arguments: [
        ([attempt("1", .ok, first: true)], Verdict.ok, true, true),
        ([attempt("1", .ok)], .ok, false, true),
        ([attempt("1", .notYet, first: true)], .notYet, false, false),
        ([attempt("1", .nonStrict, first: true)], .nonStrict, false, true),
        ([attempt("1", .kept, first: true)], .kept, false, true),
        ([attempt("1", .ok), attempt("2", .notYet)], .ok, false, true),
        ([attempt("1", .nonStrict), attempt("2", .ok)], .ok, false, true),
        ([attempt("1", .ok, first: true), attempt("2", .notYet, first: true)], .ok, true, true),
    ])
    func verdicts(attempts: [Attempt], verdict: Verdict, isClean: Bool, isDone: Bool) throws {
        var progress = Progress()
        attempts.forEach { progress.record($0) }
        let entry = try #require(progress[Self.id])
        #expect((entry.verdict, entry.isClean, entry.isDone) == (verdict, isClean, isDone))
        #expect(entry.attempts == attempts.count)
    }

    @Test func hintsAloneAreNoVerdict() throws {
        var progress = Progress()
        progress.noteHints(2, of: Self.id, time: "2026-11-22T10:00:00Z")
        #expect(progress[Self.id]?.attempts == 0)
        progress.record(Self.attempt("because", .kept))
        let entry = try #require(progress[Self.id])
        #expect((entry.verdict, entry.hints) == (.kept, 2))
    }

    @Test func aTeacherJudgesAnExplanation() throws {
        var progress = Self.progress(Self.attempt("because", .kept, first: true))
        #expect(progress[Self.id]?.isWaiting == true)
        var isJudged = progress.judge(Self.id, .notYet, time: "2026-11-22T10:00:00Z")
        #expect(isJudged)
        #expect(progress[Self.id]?.isDone == false)
        // The next explanation waits again.
        progress.record(Self.attempt("because of proxies", .kept, at: 1))
        #expect(progress[Self.id]?.isDone == true)
        isJudged = progress.judge(Self.id, .ok, time: "2026-11-22T10:00:01Z")
        #expect(isJudged)
        let entry = try #require(progress[Self.id])
        #expect((entry.verdict, entry.isWaiting, entry.attempts) == (.ok, false, 2))
        #expect(entry.answers.map(\.text) == ["because", "because", "because of proxies", "because of proxies"])
        isJudged = progress.judge("bits/size", .ok, time: "")
        #expect(!isJudged)
    }

    @Test func theLastTenAnswersAreKept() throws {
        var progress = Progress()
        for number in 1...25 { progress.record(Self.attempt("\(number)", .notYet)) }
        let entry = try #require(progress[Self.id])
        #expect(entry.answers.map(\.text) == (16...25).map(String.init))
        #expect(entry.attempts == 25)
    }

    @Test func aClockThatWasSetBackDoesNotHideTheNewestAnswer() throws {
        var progress = Progress()
        for number in 1...10 { progress.record(Self.attempt("\(number)", .notYet, at: 9)) }
        progress.record(
            Attempt(id: Self.id, verdict: .ok, answer: "late", couldBeClean: false, time: "1970-01-01T00:00:00Z"))
        #expect(progress[Self.id]?.answers.last?.text == "late")
    }

    @Test(arguments: [
        (String(repeating: "a", count: 600), String(repeating: "a", count: 500)),
        (String(repeating: "ä", count: 600), String(repeating: "ä", count: 500)),
        // One character of a thousand marks.
        ("e" + String(repeating: "\u{301}", count: 1500), ""),
        (String(repeating: "a", count: 500), String(repeating: "a", count: 500)),
    ])
    func answersAreCut(text: String, kept: String) {
        #expect(Self.progress(Self.attempt(text, .ok))[Self.id]?.answers.first?.text == kept)
    }

    @Test(arguments: ["", "a b", "a\nb", "ä", "a\u{1b}", "a\"b", String(repeating: "a", count: 201)])
    func whatIsNotAnIDIsNotRecorded(id: String) {
        #expect(!ProgressEntry.isID(id))
        #expect(Self.progress(Self.attempt("1", .ok, id: id)).isEmpty)
    }

    // MARK: Damage

    @Test(arguments: [
        ("17", "line 2 is a number"),
        ("{}", "line 2 is not the progress of an exercise"),
        ("{\"id\":\"a/b\"}", "line 2 is not the progress of an exercise"),
        ("{\"id\":\"a/b\",\"verdict\":\"fine\"}", "line 2 is not the progress of an exercise"),
        ("{\"id\":\"a b\",\"verdict\":\"ok\"}", "line 2 is not the progress of an exercise"),
        ("{\"id\":\"a/b\",\"verdict\":\"ok\",\"attempts\":-1}", "line 2 is not the progress of an exercise"),
        ("{\"id\":\"a/b\",\"verdict\":\"ok\",\"hints\":\"1\"}", "line 2 is not the progress of an exercise"),
        ("{\"id\":\"a/b\",\"verdict\":\"ok\",\"clean\":1}", "line 2 is not the progress of an exercise"),
        ("{\"id\":\"a/b\",\"verdict\":\"ok\",\"time\":\"a b\"}", "line 2 is not the progress of an exercise"),
        ("{\"id\":\"a/b\",\"verdict\":\"ok\",\"answers\":{}}", "line 2 is not the progress of an exercise"),
        ("{\"id\":\"a/b\",\"verdict\":\"ok\",\"answers\":[{}]}", "line 2 is not the progress of an exercise"),
        ("{\"format\":\"wslens-progress\",\"version\":\"x\"}", "line 2 is not the progress of an exercise"),
        ("{\"id\":\"a/b\",\"verdict\":\"ok", "line 2 is cut off"),
        ("{\"id\" \"a/b\"}", "line 2 is damaged at its byte 7: a colon must follow the key, not '\"'"),
        ("\0\0\0", "line 2 is damaged at its byte 1: a value is expected here, not byte 0x00"),
    ])
    func aDamagedLineCostsNothingElse(line: String, problem: String) {
        let kept = Self.progress(Self.attempt("81", .ok), Self.attempt("1", .notYet, id: "bits/size"))
        var lines = kept.text.split(separator: "\n").map(String.init)
        lines.insert(line, at: 1)
        let reading = ProgressReading(Array((lines.joined(separator: "\r\n")).utf8))
        #expect(reading.progress == kept)
        #expect(reading.damage.count == 1)
        #expect(String(decoding: reading.damage.bytes, as: UTF8.self) == line + "\r\n")
        #expect(reading.damage.first == problem)
    }

    @Test func aLineOfTenMegabytesCostsNothingElse() {
        let kept = Self.progress(Self.attempt("81", .ok))
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: 10 << 20)
        let reading = ProgressReading(kept.bytes + long + [10] + kept.bytes)
        #expect(reading.progress == kept)
        #expect(reading.damage.bytes == long + [10])
        #expect(reading.damage.first == "line 3 is longer than 1048576 bytes")
    }

    /// Entries without a header are read, a byte order mark and blank lines are nothing, and two lines of an exercise are one.
    @Test func whatIsMissingOrTwice() {
        let one = Self.progress(Self.attempt("81", .ok))
        let other = Self.progress(Self.attempt("01", .notYet, at: 1))
        let lines = one.text.split(separator: "\n").dropFirst() + other.text.split(separator: "\n").dropFirst()
        let reading = ProgressReading(Array(("\u{feff}\n \n" + lines.joined(separator: "\n\n")).utf8))
        var both = one
        both.merge(other)
        #expect(reading.progress == both)
        #expect(reading.damage.count == 0)
        #expect(ProgressReading([]).progress == Progress())
    }

    @Test func aRecordingIsNotProgress() {
        let recording = Array("{\"format\":\"wslens-recording\",\"version\":1}\n".utf8)
        #expect(ProgressReading(recording).otherFormat == "wslens-recording")
        #expect(ProgressReading(Progress().bytes + recording).otherFormat == nil)
    }

    // MARK: Other versions

    @Test func whatALaterVersionWroteStaysAsItWas() {
        let text = """
            {"format":"wslens-progress","version":2,"school":{"name":"Ä\\u00e4 ", "n": 1.10}}
            {"id":"gone/exercise","verdict":"ok","clean":false,"attempts":1,"hints":0,"answers":[{"number":1,"text":"x",\
            "verdict":"ok","time":"2026-11-22T10:00:00Z","seed":12345678901234567890}],"time":"2026-11-22T10:00:00Z","stars":[1,  2]}
            {"id":"new/kind","verdict":"brilliant"}
            {"quiz":[1e400]}

            """
        var reading = ProgressReading(Array(text.utf8))
        #expect(reading.damage.count == 0)
        #expect(reading.progress.text == text)
        // A line that a later version could not have written either is damaged.
        reading = ProgressReading(Array((text + "{\"id\":\n").utf8))
        #expect(reading.damage.count == 1)
        #expect(reading.progress.text == text)
        reading.progress.record(Self.attempt("81", .ok))
        #expect(reading.progress.text.contains("\"version\":2,\"school\":{\"name\":\"Ä\\u00e4 \", \"n\": 1.10}}\n"))
        #expect(
            reading.progress.text.hasSuffix("{\"id\":\"new/kind\",\"verdict\":\"brilliant\"}\n{\"quiz\":[1e400]}\n"))
    }
}
