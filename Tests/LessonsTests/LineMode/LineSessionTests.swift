// The way through a lesson line by line: on, back, again, anew, and the goals of a live exercise.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

@testable import Lessons

@Suite struct LineSessionTests {
    private static let time = "2026-11-22T10:00:00Z"

    private static func session(_ lesson: String, _ exercise: String? = nil) throws -> LineSession {
        var school = School(BuiltInCourse.course, progress: Progress(), seed: "anna", url: "http://localhost:1338/")
        school.open(try #require(BuiltInCourse.course.lesson(lesson)))
        if let exercise { _ = school.go(toExercise: exercise) }
        return LineSession(school)
    }

    @Test func aLessonBeginsWithItsTitleAndTheKeys() throws {
        var session = try Self.session("bits")
        let lines = session.begin()
        #expect(lines.first == "Lesson 0. Bits and bytes. About 20 minutes. 9 exercises.")
        #expect(lines.dropFirst().first == LineSession.keys)
        #expect(lines.last == "Type > to go on.")
    }

    @Test func linesMoveOnAndBack() throws {
        var session = try Self.session("bits", "and-7f")
        let here = session.begin().last
        let next = session.take(">", time: Self.time)
        // What is passed over is said.
        #expect(
            next.lines.prefix(2) == [
                "Exercise 5 is not done, and left for later.", "Heading: XOR, which undoes itself.",
            ])
        // An empty line goes on where nothing is asked.
        #expect(session.take("", time: Self.time).lines.first?.hasPrefix("Exercise 6 of 9, predict.") == true)
        #expect(
            session.take("<", time: Self.time).lines == ["The text before exercise 6 of 9."] + next.lines.dropFirst())
        #expect(session.take("=", time: Self.time).lines == Array(next.lines.dropFirst()))
        #expect(session.take("<", time: Self.time).lines.last == here)
        #expect(session.take("hello", time: Self.time).attempt == nil)
        #expect(session.take(".", time: Self.time).ended)
    }

    @Test func theBeginningAndTheEnd() throws {
        var session = try Self.session("bits")
        #expect(session.take("<", time: Self.time).lines == ["This is the beginning. Type > to go on."])
        var last = session.take(">", time: Self.time)
        for _ in 0..<50 where !last.ended { last = session.take(">", time: Self.time) }
        #expect(last.lines == ["That was the end of this lesson. 0 of 9 exercises done."])
    }

    @Test func otherBytesWhenItIsBegunAnew() throws {
        var session = try Self.session("bits", "its-bits")
        let first = session.begin().first { $0.hasPrefix("Byte 0: ") }
        let again = session.take("!", time: Self.time).lines
        #expect(again.first == "From the beginning.")
        #expect(again.first { $0.hasPrefix("Byte 0: ") } != first)
    }

    @Test func anAttemptIsHandedOnWithItsHints() throws {
        var session = try Self.session("bits", "its-bits")
        let hint = session.take("?", time: Self.time)
        #expect(hint.hints?.id == "bits/its-bits" && hint.hints?.count == 1)
        #expect(session.take("nonsense", time: Self.time).attempt == nil)
        let wrong = session.take("11111111", time: Self.time)
        #expect(wrong.attempt?.verdict == .notYet && wrong.attempt?.hints == 1)
        #expect(wrong.verdict?.attempts == 1 && wrong.verdict?.isClean == false)
        #expect(session.school.progress["bits/its-bits"]?.attempts == 1)
    }

    @Test func goalsOfALiveExerciseAreSaidAsTheyAreMet() throws {
        var session = try Self.session("bits", "first-name")
        _ = session.take("8", time: Self.time)
        #expect(session.isLive)
        let before = Self.conversation("Before", hasEcho: true)
        // What was there when it was opened does not count.
        #expect(session.look(at: [before], time: Self.time).lines == [])
        #expect(session.look(at: [before], time: Self.time).attempt == nil)
        let sent = Self.conversation("Ada", hasEcho: false, number: 2)
        #expect(
            session.look(at: [before, sent], time: Self.time).lines == [
                "Goal 1 of 2 is met: A text from the browser.",
                "c0, from the client, 9 bytes: 81 83 01 02 03 04 40 66 62.",
            ])
        #expect(session.look(at: [before, sent], time: Self.time).lines == [])
        let echoed = Self.conversation("Ada", hasEcho: true, number: 2)
        let done = session.look(at: [before, echoed], time: Self.time)
        #expect(
            done.lines == [
                "Goal 2 of 2 is met: The same text from the server.",
                "c0, from the client, 9 bytes: 81 83 01 02 03 04 40 66 62.",
                "s0, from the server, 5 bytes: 81 03 41 64 61.",
                "OK. Both goals are met. Your guess: 8. They are more than the letters of the name, since some stand in front of them. How many, is the next question. 1 attempt.",
                "Type > for a question about it, or ! to do it again.",
            ])
        #expect(done.attempt?.verdict == .ok)
        #expect(done.verdict?.exercise == "bits/first-name")
    }

    @Test func theHandshakesOfALiveExerciseAreSaid() throws {
        var session = try Self.session("accept-hash", "two-keys")
        _ = session.take("", time: Self.time)
        #expect(session.look(at: [], time: Self.time).lines == [])
        let pages = [
            Session([], number: 1).client(Wire.request),
            Session([], number: 2).client(Wire.request(origin: "null", extensions: "permessage-deflate"))
                .server(Wire.response),
        ]
        let lines = session.look(at: Self.conversations(pages), time: Self.time).lines
        #expect(
            lines.prefix(4) == [
                "#2, request, Origin: null", "#2, request, Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "#2, request, Sec-WebSocket-Extensions: permessage-deflate",
                "#2, response, Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
            ])
    }

    @Test func whatIsToBeSentIsHandedOnWhileALiveExerciseIsOpen() throws {
        var session = try Self.session("ping-and-pong", "server-asks")
        // Before the guess it is the guess.
        #expect(session.take("send ping", time: Self.time).sending == nil)
        let lines: [(String, SendLine?)] = [
            ("client", .client), (" send  ping:hi text:\"a b\" ", .send("ping:hi text:\"a b\"")), ("send", .send("")),
            ("close 1000 see you", .close("1000 see you")), ("close", .close("")), ("client 3", nil), ("sending", nil),
        ]
        for (line, expected) in lines { #expect(session.take(line, time: Self.time).sending == expected, "\(line)") }
        // On the recording there is nothing to send to.
        _ = session.take("b", time: Self.time)
        #expect(session.take("send ping", time: Self.time).sending == nil)
    }

    @Test func goalsThatAreMetOnAnotherConnectionDoNotCount() throws {
        var session = try Self.session("text-and-binary", "any-bytes")
        _ = session.take("", time: Self.time)
        _ = session.look(at: [], time: Self.time)
        let text = Session.upgraded.client(frame(.text, "é"))
        #expect(
            session.look(at: Self.conversations([text]), time: Self.time).lines.contains {
                $0.hasPrefix("Goal 1 of 3 is met")
            })
        let binary = Session([], number: 2).client(Wire.request).server(Wire.response)
            .client(frame(.binary, [0xff, 0xfe])).server(frame(.binary, [0xff, 0xfe], from: .server))
        let lines = session.look(at: Self.conversations([text, binary]), time: Self.time).lines
        #expect(lines.contains { $0.hasPrefix("Goal 2 of 3 is met") })
        #expect(lines.last == "All goals are to be met on one connection. On #2, goal 1 is still open.")
    }

    @Test func ofManyBytesOnlyTheFirstAreSaidUntilAllAreAskedFor() throws {
        for (lesson, exercise, more, last) in [
            ("lengths", "long-frame", "more bytes; type bytes to hear them all.", "Bytes 64 to 127: "),
            ("tcp-is-a-stream", "hundred", "more places; type bytes to hear them all.", "s100, from the server"),
        ] {
            var session = try Self.session(lesson, exercise)
            var lines = session.begin()
            if session.isLive { lines += session.take("b", time: Self.time).lines }
            #expect(lines.contains { $0.hasSuffix(more) }, "\(exercise)")
            #expect(!lines.contains { $0.contains(last) }, "\(exercise)")
            let all = session.take("bytes", time: Self.time)
            #expect(all.attempt == nil && all.lines.contains { $0.contains(last) }, "\(exercise)")
        }
    }

    @Test func theCardDoesNotAnswerTheExercise() throws {
        var session = try Self.session("bits", "its-bits")
        let byte = try #require(session.school.work?.assignment.fill("{byte 0}"))
        let hex = byte.replacing("0x", with: "")
        #expect(session.take("card \(hex)", time: Self.time).lines.first?.hasPrefix("This exercise asks about") == true)
        _ = session.take(session.school.work?.assignment.reference() ?? "", time: Self.time)
        #expect(session.take("card \(hex)", time: Self.time).lines.first?.contains("in bits") == true)
    }

    private static func conversations(_ sessions: [Session]) -> [Conversation] {
        var all = Conversations(memoryLimit: .max)
        for event in sessions.flatMap(\.events) { all.add(event) }
        return all.all
    }

    /// A connection on which a text was sent, and perhaps came back.
    private static func conversation(_ text: String, hasEcho: Bool, number: Int = 1) -> Conversation {
        let key: [UInt8] = [1, 2, 3, 4]
        let masked = text.utf8.enumerated().map { $1 ^ key[$0 % 4] }
        var conversation = Conversation(number: number, start: .frames)
        let length = UInt8(text.utf8.count)
        conversation.add(
            ConnectionEvent(time: 0, .bytes(from: .client, [0x81, 0x80 | length] + key + masked)))
        if hasEcho {
            conversation.add(ConnectionEvent(time: 1, .bytes(from: .server, [0x81, length] + Array(text.utf8))))
        }
        return conversation
    }
}
