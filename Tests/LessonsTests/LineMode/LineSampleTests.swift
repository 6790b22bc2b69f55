// What the lines say beside what a lesson's author wrote, with lessons of the tests' own: bins that are filled one by one, places, lines of code,
// the card, and the remarks and frames of a live exercise.

import Capture
import Lessons
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct LineSampleTests {
    private static let time = "2026-11-22T10:00:00Z"

    /// What is said after each line; the last of them where there is only one.
    private static func heard(_ id: String, _ typed: String...) -> String {
        Transcript.of(id, in: SampleLesson.course, typed)
    }

    // MARK: Bins

    @Test func binsAreFilledOneByOne() {
        let heard = Self.heard("sample/bins", "a1", "b9", "=", "c2 b2", "b1")
        #expect(
            heard == """
                Exercise 5 of 19, sort. Control or data?
                Bins. 1: control. 2: data.
                a: 81 02 48 69.
                b: 88 00.
                c: 89 00.
                Type 3 digits from 1 to 2, one for each item in its order, or a letter and a digit for one of them, such as a1.
                > a1
                So far: bin 1: a; in no bin: b and c.
                Type 3 digits from 1 to 2, one for each item in its order, or a letter and a digit for one of them, such as a1.
                > b9
                There is no bin 9; they are 1 to 2. Type 3 digits from 1 to 2, one for each item in its order, or a letter and a digit for one of them, such as a1.
                > =
                Exercise 5 of 19, sort. Control or data?
                Bins. 1: control. 2: data.
                a: 81 02 48 69.
                b: 88 00.
                c: 89 00.
                So far: bin 1: a; in no bin: b and c.
                Type 3 digits from 1 to 2, one for each item in its order, or a letter and a digit for one of them, such as a1.
                > c2 b2
                Not yet. Right so far: 0 of 3 items. From the third attempt on, the first wrong one is named.
                Type 3 digits from 1 to 2, one for each item in its order, or a letter and a digit for one of them, such as a1.
                > b1
                Not yet. Right so far: 1 of 3 items. From the third attempt on, the first wrong one is named.
                Type 3 digits from 1 to 2, one for each item in its order, or a letter and a digit for one of them, such as a1.
                """)
    }

    @Test func binsGoWithTheirItems() throws {
        var session = try Self.session("sample", "bins", of: SampleLesson.course)
        let right = try #require(session.school.work?.assignment.reference())
        // All in the wrong one of the two bins.
        let wrong = String(right.map { $0 == "1" ? "2" : $0 == "2" ? "1" : $0 })
        var lines: [String] = []
        for _ in 0..<3 { lines = session.take(wrong, time: Self.time).lines }
        #expect(lines.contains("After three attempts they stand in another order, and your bins go with them."))
        let items = ["a", "b", "c"]
        let now = try #require(session.school.work?.assignment.reference()).filter { $0 != " " }
        func said(_ bin: Character) -> String {
            let names = zip(items, now).filter { $1 != bin }.map(\.0)
            return names.joined(separator: " and ")
        }
        let soFar = "So far: bin 1: \(said("1")); bin 2: \(said("2"))."
        #expect(lines.contains(soFar), "\(lines)")
        // What is said comes behind the new letters, and is about them.
        #expect(lines.firstIndex(of: soFar) ?? 0 < lines.firstIndex { $0.contains("You put item a") } ?? 0)
        #expect(session.take("=", time: Self.time).lines.contains(soFar))
    }

    @Test func linesInOrderGetOtherLetters() throws {
        var session = try Self.session("sample", "steps", of: SampleLesson.course)
        let letters = try #require(session.school.work?.assignment.reference()).split(separator: " ")
        let before = session.school.work?.assignment.lines.first { $0.letter == letters[1] }?.text
        var lines: [String] = []
        for _ in 0..<3 { lines = session.take(String(letters[1]), time: Self.time).lines }
        let now = session.school.work?.assignment.lines.first { $0.text == before }?.letter
        #expect(lines.contains("What you typed is now: \(now ?? "none")."), "\(lines)")
    }

    // MARK: Places and lines of code

    @Test func aFrameAndANumberIsAByte() {
        let heard = Self.heard("sample/a-byte", "s0 1", "c0 byte")
        #expect(heard.contains("There is no place \"s0 1\". Type s0 byte 1 for byte 1 of frame 0 of the server."))
        #expect(heard.hasPrefix("Exercise 12 of 19, find. Name the place of the length of the Ping.\nThe recording, "))
    }

    @Test func theLineOfAWrongProgram() {
        let mistake = Self.heard("sample/cuts", "9", ">", "=right=").split(separator: "\n").first {
            $0.hasPrefix("OK. It goes on")
        }
        #expect(
            mistake == """
                OK. It goes on counting. It starts with key byte 0 again in each read. Payload byte i is masked with key byte i mod 4. \
                That counts through the payload, not through a read (RFC 6455, section 5.3). Seen in: Boost.Beast (issue 1061). 1 attempt.
                """)
    }

    @Test func theWordLineMayStandBeforeItsNumber() {
        #expect(Self.heard("sample/cuts", "9", ">", "line 1", "Line 1.").contains("This line is fine."))
    }

    // MARK: What passes

    @Test func whatIsNonStrict() {
        let heard = Self.heard("sample/make-hi", "81 82 00 00 00 00 48 69", "!", "=")
        #expect(heard.contains("3: It says Hi. Should: The key can't be foreseen."))
        #expect(heard.contains("\nNon-strict: all 3 goals are met. Should: The key can't be foreseen. 1 attempt.\n"))
        #expect(!heard.contains("before"))
    }

    @Test func whatAWrongProgramReadsIsSaid() {
        let heard = Self.heard("sample/by-mutant", "=right=").split(separator: "\n")
        #expect(heard.contains("The program with the mistake reads 66 for length. A correct one reads:"), "\(heard)")
    }

    @Test func whereReadsEndedIsSaid() {
        let heard = Transcript.of("masking/starts-anew", ["=right=", ">", "=right="])
        #expect(
            heard.contains(
                "They came in 2 reads: bytes 0 to 8 and bytes 9 to "))
        #expect(heard.contains(" of byte 9. A correct one reads:\nByte 0, 81: "))
    }

    // MARK: The way

    @Test func backFromAQuestionToTheExercise() throws {
        var session = try Self.session("live", "seven")
        _ = session.take("b", time: Self.time)
        let done = session.take("s3", time: Self.time)
        #expect(done.verdict?.feedback.verdict == .ok, "\(done.lines)")
        #expect(session.take(">", time: Self.time).lines.first == "Why?")
        #expect(session.take("=", time: Self.time).lines.first == "Exercise 2 of 2, why.")
        #expect(session.take("<", time: Self.time).lines.first?.hasPrefix("Exercise 2 of 2, live.") == true)
        #expect(session.take(">", time: Self.time).lines.first == "Why?")
    }

    // MARK: The card

    @Test(arguments: [
        ("card M", "M is 4d in hex."),
        ("card 4d", "4d is M. The digit 4 is 0100 in bits. The digit d is 13, 1101 in bits."),
        ("card 0x20", "20 is the space. The digit 2 is 0010 in bits. The digit 0 is 0000 in bits."),
        ("card a", "a is 61 in hex. The digit a is 10, 1010 in bits."),
        ("card space", "The space is 20 in hex."),
        (
            "card 0a",
            "0a is an ASCII character that is not printed. The digit 0 is 0000 in bits. The digit a is 10, 1010 in bits."
        ),
        ("card ff", "ff is not an ASCII character: they end at 7f. The digit f is 15, 1111 in bits."),
        ("card ö", "That is not an ASCII character. In UTF-8 it is c3 b6."),
        ("card opcodes", "Opcode 0: a data frame. A continuation of the open message."),
        ("card ascii", "Printable ASCII, sixteen in a line:"),
        ("card byte", "byte: Eight bits."),
        ("card words", "byte: Eight bits."),
    ])
    func theCard(line: String, said: String) throws {
        let words = "words: [{ word: byte, lesson: live, means: Eight bits }]"
        var session = try Self.session("live", "seven", words: try LessonWords(Array(words.utf8), file: "words.yml"))
        let lines = session.take(line, time: Self.time).lines
        #expect(lines.first == said)
        #expect(lines.last?.contains("Type b to do it on a recording instead.") == true)
        #expect(
            session.take("card nothing", time: Self.time).lines.first?.hasPrefix(
                "The card does not have \"nothing\". The card answers to ") == true)
        #expect(
            session.take("card", time: Self.time).lines.first?.hasPrefix("The card answers to card and a letter, ")
                == true)
    }

    // MARK: The screen's keys

    @Test func keysOfTheScreenAreLeftOut() throws {
        var session = try Self.session("live", "seven")
        let hints = (0..<3).map { _ in session.take("?", time: Self.time).lines[0] }
        #expect(
            hints == [
                "Hint 1 of 3. The key is four bytes. Look there. To look up a letter or a byte, type card and the letter or byte, such as card H.",
                "Hint 2 of 3. On the screen: Screen 4 shows it. Keys x and c go on.",
                "Hint 3 of 3. close() ends it.",
            ])
    }

    // MARK: Live

    private static func echo(_ texts: String...) -> Conversation {
        texts.reduce(Session.upgraded) {
            $0.client(frame(.text, $1)).server(frame(.text, $1, from: .server))
        }.conversation
    }

    /// What is said of the connection before the first goal that is met on it.
    private static let handshake = [
        "request, Sec-WebSocket-Key: \(Wire.key)", "response, Sec-WebSocket-Accept: \(Wire.accept)",
    ]

    @Test func whatABrowserDoesWrongIsSaidEachTime() throws {
        var session = try Self.session("live", "seven")
        #expect(session.look(at: [Self.echo()], time: Self.time).lines == [])
        #expect(session.look(at: [Self.echo("Hi")], time: Self.time).lines == ["Not yet. That was shorter."])
        #expect(session.look(at: [Self.echo("Hi")], time: Self.time).lines == [])
        #expect(session.look(at: [Self.echo("Hi", "Ho")], time: Self.time).lines == ["Not yet. That was shorter."])
        let done = session.look(at: [Self.echo("Hi", "Ho", "Lessons")], time: Self.time)
        #expect(
            Array(done.lines.prefix(5)) == Self.handshake + [
                "Goal 1 of 1 is met: Seven bytes.", "s2, from the server, 9 bytes: 81 07 4c 65 73 73 6f 6e 73.",
                "OK. The goal is met. 1 attempt.",
            ])
    }

    @Test func theFramesThatMeetAGoalAreSaid() throws {
        var session = try Self.session("live", "twice")
        _ = session.look(at: [Self.echo()], time: Self.time)
        let first = session.look(at: [Self.echo("Hi", "Hello")], time: Self.time).lines
        #expect(
            first == Self.handshake + ["Goal 1 of 2 is met: A text.", "s0, from the server, 4 bytes: 81 02 48 69."])
        let again = session.look(at: [Self.echo("Hi", "Hello", "Hello")], time: Self.time).lines
        #expect(
            again.prefix(3) == [
                "Goal 2 of 2 is met: It once more.", "s1, from the server, 7 bytes: 81 05 48 65 6c 6c 6f.",
                "s2, from the server, 7 bytes: 81 05 48 65 6c 6c 6f.",
            ])
    }

    private static func session(
        _ lesson: String, _ exercise: String, of course: Course = live, words: LessonWords = .none
    ) throws -> LineSession {
        #expect(course.problems.isEmpty, "\(course.problems)")
        var school = School(course, progress: Progress(), seed: "anna", url: "http://localhost:1338/")
        school.words = words
        school.open(try #require(course.lesson(lesson)))
        _ = school.go(toExercise: exercise)
        return LineSession(school)
    }

    private static let live = Course(
        [
            (
                "lessons/00-live.md",
                Array(
                    """
                    ---
                    id: live
                    title: Live
                    minutes: 5
                    ---
                    A live exercise. The arrow keys go on.

                    ```exercise
                    id: twice
                    kind: live
                    goal: See something twice.
                    do: "Open {url}."
                    until:
                      - ["frame(from == server and opcode == text)", "A text"]
                      - ["frame(from == server and opcode == text) then frame(from == server and same text)", "It once more"]
                    recorded:
                      goal: Find seven bytes.
                      in: lessons/greetings
                      find: "frame(from == server and length == 7)"
                    ```

                    ```exercise
                    id: seven
                    kind: live
                    goal: Make the server send seven bytes.
                    do: "Open {url}."
                    until:
                      - ["frame(from == server and length == 7)", "Seven bytes"]
                    wrong:
                      - { meet: "frame(from == server and opcode == text and length < 7)", say: "That was shorter. Look at it on screen 4." }
                    recorded:
                      goal: Put the cursor on seven bytes.
                      in: lessons/greetings
                      find: "frame(from == server and length == 7)"
                    hints:
                      - "The key is four bytes. Look there. Ctrl-G shows a list."
                      - "Screen 4 shows it. Keys x and c go on."
                      - "close() ends it."
                    why: { ask: "Why?", choices: [{ text: a, say: "Not a." }, { text: b }, { text: c, say: "Not c." }] }
                    ```
                    """.utf8)
            )
        ], BuiltInCourse.library)
}
