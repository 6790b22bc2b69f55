// What is said about answers in another spelling than the one that is asked for, and about mistakes that the lessons know.

import Testing

@testable import Lessons
import WebSocketProtocol

@Suite struct SpellingTests {
    /// What was typed into a form, and what is said about it.
    struct Case: CustomTestStringConvertible, Sendable {
        let form: AnswerForm, typed: String, says: String
        var testDescription: String { "\(form): \(typed)" }

        init(_ form: AnswerForm, _ typed: String, _ says: String) {
            (self.form, self.typed, self.says) = (form, typed, says)
        }
    }

    static let cases = [
        Case(.number, "1001100", "Those are bits. Which number are they?"),
        Case(.number, "0100 1100", "Those are bits. Which number are they?"),
        Case(.number, "0b1001100", "Those are bits. Which number are they?"),
        Case(.number, "c0c5", "Type 0x in front if that is hex: 0xc0c5."),
        Case(.number, "c0 c5", "Type 0x in front if that is hex: 0xc0c5."),
        Case(.number, "many", "\"many\" could not be read. Type a number, such as 40, or 0x28 in hex."),
        Case(.bits, "1001000", "Those are seven bits, and a byte has eight. A 0 in front is written too."),
        Case(.bits, "0b1100100", "Those are seven bits, and a byte has eight. A 0 in front is written too."),
        Case(.hexByte, "0100 1111", "Two hex digits are wanted, such as 4f; that has eight digits."),
        Case(.hexByte, "1001111", "Two hex digits are wanted, such as 4f; that has seven digits."),
    ]

    @Test(arguments: cases)
    func isUnreadable(_ one: Case) {
        #expect(throws: UnreadableAnswer(words: one.says)) { _ = try one.form.read(one.typed) }
    }

    @Test(arguments: [("100110", UInt64(100110)), ("0x64", 100), ("100000000", 100_000_000), ("11", 11)])
    func numbersOfZerosAndOnes(_ typed: String, _ number: UInt64) throws {
        #expect(try AnswerForm.number.read(typed).value == .number(number))
    }

    /// No digit of the right answer stands in an example.
    @Test(arguments: UInt8.min...UInt8.max)
    func examplesGiveNothingAway(_ right: UInt8) throws {
        let digits = right.nibbles.split(separator: " ").map(String.init)
        for typed in ["", "x", "4f"] {
            let error = try #require(throws: UnreadableAnswer.self) {
                _ = try AnswerForm.bits.read(typed, right: .byte(right))
            }
            #expect(digits.allSatisfy { !error.words.contains($0) })
        }
    }

    @Test func aLetterThatIsADigit() throws {
        #expect(try AnswerForm.byte.read("e").words == "→ 0x0e = 14, a hex digit and not the letter")
        #expect(try AnswerForm.byte.read("7").words == "→ 0x07 = 7")
    }
}

@Suite struct ByteSpellingTests {
    /// Bytes typed as bits or in tens cannot be read, and no attempt is counted.
    @Test(arguments: [
        (
            "agree", "1000 1010",
            "Those look like bits. Type each byte as two hex digits: every four bits are one of them."
        ),
        (
            "agree", "10 00 10 10",
            "Those look like bits. Type each byte as two hex digits: every four bits are one of them."
        ),
        (
            "make-hi", "10000001 00000010",
            "Those look like bits. Type each byte as two hex digits: every four bits are one of them."
        ),
        (
            "make-hi", "129 130 55",
            "Bytes are typed in hex, two digits each. 129 has three: it looks like a number in tens."
        ),
        (
            "agree", "138 0",
            "Bytes are typed in hex, two digits each. 138 has three: it looks like a number in tens."
        ),
        (
            "make-hi", "812 01",
            "Character 3, '2', is half a byte. A byte has two digits: write 02, or add the digit that is missing."
        ),
    ])
    func isUnreadable(_ id: String, _ typed: String, _ says: String) throws {
        let feedback = try SampleLesson.assignment(id).grade(typed)
        #expect(feedback.verdict == .unreadable)
        #expect(feedback.say == says)
    }

    /// Bytes of zeros and ones that are right are not called bits.
    @Test func bytesThatLookLikeBits() throws {
        let exercise = """
            ```exercise
            id: parts
            kind: build
            goal: Send two empty parts.
            from: server
            meet: [[frames == 2, "Two frames"]]
            reference: "01 00 00 00"
            ```
            """
        let assignment = try Self.assignment(exercise, "parts")
        #expect(assignment.grade("01 00 00 00").verdict == .ok)
        #expect(assignment.grade("01 01 00 00").verdict == .unreadable)
    }

    /// A text whose spaces were left out or written as something else, and one that is still masked.
    @Test func textsInAnotherShape() throws {
        let exercise = """
            ```exercise
            id: spaced
            kind: decode
            goal: Read it.
            of: { from: client, text: I am here, mask: 20000000 }
            ask: [text]
            ```
            """
        let assignment = try Self.assignment(exercise, "spaced")
        for typed in ["Iamhere", "I_am_here", "I␠am␠here"] {
            #expect(
                assignment.grade(typed).say
                    == "The letters are right. A space is a byte too, number 20 in hex: type it as a space.")
        }
        for typed in ["69 20 61 6d 00 68 65 72 45", "i am?herE"] {
            #expect(
                assignment.grade(typed).say
                    == "Those bytes are as they crossed the wire, and still masked. XOR them with the key first.")
        }
        #expect(assignment.grade("I am here").verdict == .ok)
    }

    private static func assignment(_ exercise: String, _ id: String) throws -> Assignment {
        let head = "---\nid: odd\ntitle: Odd\nminutes: 5\n---\n"
        let course = Course([("00-odd.md", Array((head + exercise).utf8))], BuiltInCourse.library)
        let found = try #require(course.exercise("odd/\(id)"), "\(course.problems)")
        return try Assignment(found, BuiltInCourse.library, round: Round(seed: "a"))
    }
}

@Suite struct LessonMistakeTests {
    /// Wrong answers to the lessons as they are, which need a sentence of their own.
    @Test(arguments: [
        (
            "masking/masked-hi", "81 82 01 01 01 01 48 69",
            "The key is there, but the letters are not masked with it: the receiver will XOR them all the same."
        ),
        ("masking/masked-hi", "81 02 01 01 01 01 49 68", "MASK is 0 here, so the server will not look for a key."),
        ("masking/masked-hi", "81 86 01 01 01 01 49 68", "The length counts the payload only, and not the key."),
        (
            "masking/always-a-key", "09 80 01 02 03 04",
            "FIN is 0 here. A control frame is always one frame, so FIN must be 1."
        ),
        (
            "masking/always-a-key", "81 05 48 65 6c 6c 6f",
            "MASK is 0 here. A client sets it in every frame, and a correct server refuses this one."
        ),
        (
            "masking/always-a-key", "8a 80 01 02 03 04",
            "That is a Pong, which has opcode 10. The opcode of a Ping is one less."
        ),
        (
            "first-frame/one-bit-too-many", "8a 00",
            "This frame keeps to the rules, and such frames the program reads as it should. Write what stands behind each & as bits: which bits does it keep?"
        ),
        (
            "first-frame/one-bit-too-many", "ca 00",
            "RSV1 is 1. This program reads that bit as it should, and a correct one refuses it. Which bit does it take for a part of the opcode?"
        ),
        (
            "messages/nobody-asked", "81 02 48 69",
            "This keeps to the rules, and such frames the client reads as it should. When may a frame not come?"
        ),
        (
            "masking/masked-hi", "81 82 00 00 00 00 48 69",
            "No rule is broken. But with four zeros nothing is masked: the two letters cross the wire as they are. Take another key."
        ),
        ("masking/twice", "c0 byte 2", "This is the first time that it was sent. When was it sent again?"),
        ("masking/twice", "c1 byte 2", "This is another word. Take the mask off its first letters, or read its echo."),
        ("bits/first-name", "c1", "This is too short for the name. What else did the client send?"),
        ("bits/first-name", "101", "Here the server agrees to a WebSocket. What is sent over it comes later."),
        ("bits/first-name", "s0", "The server sent this. Look for what the client sent."),
    ])
    func isSaid(_ id: String, _ answer: String, _ says: String) throws {
        let feedback = try Self.assignment(id).grade(answer)
        #expect(feedback.verdict == .notYet)
        #expect(feedback.say == says)
    }

    /// Before the fields of a frame are explained, no word of the decoder is said about a place.
    @Test(arguments: [
        ("bits/first-name", "c1"), ("first-frame/length-byte", "101"), ("first-frame/length-byte", "c3 byte 1"),
    ])
    func nothingInTheWordsOfTheDecoder(_ id: String, _ place: String) throws {
        let feedback = try Self.assignment(id).grade(place)
        #expect(feedback.verdict == .notYet)
        #expect(feedback.gap.isEmpty)
        #expect(feedback.reading == "→ \(place)")
        #expect(!(feedback.say ?? "").contains("pcode"))
    }

    /// Fields of a masked frame, one of them wrong.
    @Test func aMaskedFrame() throws {
        let assignment = try Self.assignment("masking/whole-frame")
        let right = try #require(assignment.reference()).split(separator: ";").map { AnswerForm.trimmed(String($0)) }
        let bytes = try #require(assignment.material).bytes
        func said(_ field: Int, _ answer: String) -> String? {
            var answers = right
            answers[field] = answer
            return assignment.grade(answers.joined(separator: "; ")).say
        }
        #expect(said(1, Hex.byte(bytes[0]))?.hasPrefix("That is the whole first byte.") == true)
        #expect(said(2, "0")?.hasSuffix("Who sent this frame?") == true)
        #expect(said(4, Hex.string(bytes[2...5].reversed()))?.hasSuffix("as they stand in the frame.") == true)
        #expect(said(4, Hex.string(bytes[2...4])) == "Those are three bytes. The key has four.")
        #expect(said(4, Hex.string(bytes[6...8]))?.hasPrefix("That is where the payload begins.") == true)
        #expect(said(5, Hex.string(bytes[6...], groupsOf: 1))?.contains("still masked") == true)
    }

    @Test func whatElseStandsBehindDecoder() {
        let text = """
            ---
            id: odd
            title: Odd
            minutes: 5
            ---
            ```exercise
            id: a-ping
            kind: find
            goal: Put the cursor on the Ping.
            in: rfc/ping-and-pong
            decoder: maybe
            find: frame(opcode == ping)
            ```
            """
        let course = Course([("00-odd.md", Array(text.utf8))], BuiltInCourse.library)
        #expect(course.problems.map(\.words) == ["decoder must be on or off, not \"maybe\""])
    }

    /// A number is split into two bytes: the other byte, and digits that have changed places.
    @Test func twoBytes() throws {
        for seed in ["a", "b", "c", "d"] {
            let assignment = try Self.assignment("bits/two-bytes", seed: seed)
            let bytes = try #require(assignment.material).bytes
            let said = [bytes[1], bytes[0] << 4 | bytes[0] >> 4].map { assignment.grade(Hex.byte($0)).say?.prefix(22) }
            #expect(said == ["That is the remainder,", "The two digits have ch"])
        }
    }

    /// Numbers that were put together in other ways.
    @Test func putTogether() throws {
        let text = """
            ---
            id: numbers
            title: Numbers
            minutes: 5
            ---
            ```exercise
            id: two
            kind: predict
            goal: Which number are the two bytes?
            of: { hex: random, length: 2 }
            ask: number 0..1
            wrong:
              - { as: sum, say: "Added." }
              - { as: product, say: "Multiplied." }
              - { as: side-by-side, say: "Side by side." }
              - { as: without-last, say: "Without the last." }
            ```
            """
        let course = Course([("00-numbers.md", Array(text.utf8))], BuiltInCourse.library)
        let exercise = try #require(course.exercise("numbers/two"))
        for seed in ["a", "b", "c", "d"] {
            let assignment = try Assignment(exercise, BuiltInCourse.library, round: Round(seed: seed))
            let bytes = try #require(assignment.material).bytes.map(Int.init)
            let said = [
                "\(bytes[0] + bytes[1])", "\(bytes[0] * bytes[1])", "\(bytes[0])\(bytes[1])", "\(bytes[0] * 256)",
            ].map { assignment.grade($0).say }
            #expect(said == ["Added.", "Multiplied.", "Side by side.", "Without the last."])
        }
    }

    /// Bits that changed places are both wrong; of one alone nothing is said that may not be so.
    @Test func bitsThatChangedPlaces() throws {
        for seed in ["a", "b", "c", "d"] {
            let assignment = try Self.assignment("extensions/rsv-bits", seed: seed)
            let right = try #require(assignment.reference()).split(separator: "; ").map(String.init)
            func say(_ values: [String]) -> String? { assignment.grade(values.joined(separator: "; ")).say }
            #expect(say([right[0], right[3], right[2], right[1]])?.hasPrefix("RSV1 and RSV3 have changed") == true)
            #expect(say([right[0], right[3], right[2], right[3]]) == nil)
        }
    }

    /// Hex digits that were typed as a decimal number, where they can be.
    @Test(arguments: [(20, "14"), (30, nil), (9, nil)] as [(Int, String?)])
    func hexTakenForDecimal(number: Int, typed: String?) throws {
        let material = Material(reads: [(.server, [UInt8(number)])])
        let value = WrongSpelling("hex")?.value(
            of: .number(UInt64(number)), form: .number, in: material, .number(0...0))
        #expect(value?.spelled == typed)
    }

    /// A text in quotes, and one without its last letter.
    @Test func quotesAndTheLastLetter() throws {
        let assignment = try Self.assignment("extensions/by-hand")
        let text = try #require(assignment.reference())
        #expect(assignment.grade("'\(text)'").say == "The text is right. The quotes are not part of it.")
        #expect(assignment.grade("“\(text)”").say == "The text is right. The quotes are not part of it.")
        #expect(assignment.grade(String(text.dropLast())).say?.hasPrefix("The last letter is missing.") == true)
    }

    private static func assignment(_ id: String, seed: String = "a") throws -> Assignment {
        let exercise = try #require(BuiltInCourse.course.exercise(id))
        return try Assignment(exercise, BuiltInCourse.library, round: Round(seed: seed))
    }
}
