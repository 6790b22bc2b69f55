// A lesson with an exercise of each kind over fixed bytes, for tests of the graders.

@testable import Lessons
import WebSocketProtocol

enum SampleLesson {
    static let text = """
        ---
        id: sample
        title: A sample
        minutes: 10
        ---
        ```exercise
        id: first-byte
        kind: predict
        goal: The server echoes "{text}". What is its first byte?
        of: { from: server, text: Hi }
        ask: byte 0
        wrong:
          - { of: { fin: no }, say: "FIN is 0 in {yours}." }
          - { answer: 82, say: "That is binary." }
        hints: [One, Two]
        why: { ask: "Why?", choices: [{ text: a, say: "Not a." }, { text: b }, { text: c, say: "Not c." }] }
        ```
        ```exercise
        id: whole-frame
        kind: decode
        goal: Read it.
        of: { from: client, text: Tea, mask: 7c65c1e5 }
        ask: [fin, opcode, masked, length, masking-key, text]
        wrong:
          - { field: length, ask: byte 1, say: "That is the whole second byte." }
          - { field: masking-key, ask: bytes 0..3, say: "Those are the first four bytes." }
        ```
        ```exercise
        id: make-hi
        kind: build
        goal: Send Hi as a client.
        from: client
        meet:
          - [valid, "No rule is broken, and nothing is missing"]
          - ["frames == 1 and opcode == text", "It is one text frame"]
          - ['text == "Hi"', "It says Hi"]
        should:
          - [masking-key != 00000000, "The key can't be foreseen"]
        reference: "81 82 37 fa 21 3d 7f 93"
        wrong:
          - { answer: "81 02 48 69", say: "A client masks." }
          - { meet: rsv1, say: "No extension has given RSV1 a sense." }
        ```
        ```exercise
        id: pick
        kind: choose
        goal: Which?
        choices: [{ text: one, say: "Not one." }, { text: two }, { text: three, say: "Not three." }, { text: four, say: "Not four." }]
        ```
        ```exercise
        id: bins
        kind: sort
        goal: Control or data?
        from: server
        bins: [["frame(control)", control], ["frame(data)", data]]
        items:
          - { of: { opcode: ping }, say: "9 is 8 or more." }
          - { of: { text: Hi } }
          - { of: { opcode: close } }
        ```
        ```exercise
        id: words
        kind: sort
        goal: What is it?
        bins: [a fruit, a tool, an animal]
        items: [{ text: apple, bin: 1 }, { text: hammer, bin: 2 }, { text: cat, bin: 3 }]
        ```
        ```exercise
        id: steps
        kind: order
        goal: Put them in order.
        lines: { header: read the header, payload: read the payload, unmask: unmask it, answer: answer }
        before: [header < payload < unmask, payload < answer]
        not: { clear: { line: empty the buffer, say: "What follows would be lost." } }
        say: [{ first: answer, then: payload, say: "Nothing was read yet." }, { first: header, then: payload, say: "The header says how long it is." }]
        ```
        ```exercise
        id: cuts
        kind: mutant
        goal: Cut it so that it comes out wrong.
        mutant: X2
        of: { from: client, text: Hello, mask: 37fa213d }
        input: cuts
        reference: "9"
        wrong: [{ answer: "6", say: "That is before the payload." }]
        line: { say: "It goes on counting." }
        ```
        ```exercise
        id: agree
        kind: mutant
        goal: Type a Pong that it reads as it should.
        mutant: X19
        from: server
        want: agree
        meet: [[valid, "No rule is broken"], ["frames == 1 and frame(opcode == pong)", "It is a Pong"]]
        reference: "8a 00"
        ```
        ```exercise
        id: which
        kind: diagnose
        goal: Which mistake?
        of: { from: server, text: Hi }
        mutants: [{ id: M1, text: fin }, { id: M2, text: mask, say: "Then a key would be read." }, { id: X1, text: order }]
        right: M1
        ```
        ```exercise
        id: a-ping
        kind: find
        goal: Put the cursor on the Ping.
        in: rfc/ping-and-pong
        at: 101
        find: frame(opcode == ping)
        wrong: [{ find: "frame(opcode == pong)", say: "That is the answer." }, { answer: 101, say: "There it begins." }]
        ```
        ```exercise
        id: a-byte
        kind: find
        goal: Put the cursor on the length of the Ping.
        in: rfc/ping-and-pong
        at: 101
        find: byte(field == length) and frame(opcode == ping)
        ```
        ```exercise
        id: letter
        kind: predict
        goal: Which byte is the first letter?
        of: { from: server, text: Hi }
        ask: hex 2
        bytes: none
        wrong: [{ as: 1 more, say: One too many. }, { as: 1 less, say: One too few. }]
        ```
        ```exercise
        id: bits
        kind: predict
        goal: Which bits?
        of: { hex: "48" }
        ask: bits 0
        ```
        ```exercise
        id: sum
        kind: predict
        goal: Which number?
        of: { hex: "01 02" }
        ask: number 0..1
        wrong: [{ as: sum, say: They are not added. }]
        ```
        ```exercise
        id: by-mutant
        kind: predict
        goal: Which length does it find?
        of: { from: client, text: Hello }
        ask: length
        by: X1
        ```
        ```exercise
        id: short-pong
        kind: mutant
        goal: Type an empty Pong that it reads as it should.
        mutant: X19
        from: server
        want: agree
        meet: [[valid, "No rule is broken"], ["frame(opcode == pong and length == 0)", "It is empty"]]
        reference: "8a 00"
        wrong: [{ meet: "frame(length > 0)", say: It has a payload. }]
        ```
        ```exercise
        id: why
        kind: explain
        goal: Why?
        ```
        ```exercise
        id: why-not
        kind: explain
        goal: Why not?
        sample: The header says how long it is.
        ```
        """

    static let course = Course([("00-sample.md", Array(text.utf8))], BuiltInCourse.library)

    /// The exercise of that name as a student gets it.
    static func assignment(_ id: String, seed: String = "a") throws -> Assignment {
        guard let exercise = course.exercise("sample/\(id)") else {
            throw LessonProblem("\(course.problems)", file: "sample")
        }
        return try Assignment(exercise, BuiltInCourse.library, round: Round(seed: seed))
    }
}

extension Feedback {
    /// All of it, line by line.
    var lines: [String] {
        var lines = [verdict.rawValue + (reading.map { "  \($0)" } ?? "")]
        if !parts.isEmpty {
            lines.append(parts.map { $0.state == .right ? "x" : $0.state == .wrong ? "!" : "." }.joined(separator: " "))
        }
        if let about { lines.append("about \(about)") }
        lines += gap.map { "\($0.label): \($0.text)" }
        if let outputs { lines.append("differ: \(outputs.difference ?? "no")") }
        if let say { lines.append("says \(say)") }
        if let citation { lines.append(citation.text) }
        return lines
    }
}
