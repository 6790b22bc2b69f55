// What the tests of Lessons share: a small course that says nothing but what the tests need, and the lessons that come with the program.

import BuiltInFiles
import Lessons
import TerminalUI

@testable import Inspector

enum LessonScreens {
    static let library = Library(
        recordings: {
            BuiltInFiles.text("fixtures/\($0).jsonl").map { Library.conversations(of: Array($0.utf8)) } ?? []
        },
        mutantSource: { name in BuiltInFiles.paths.first { $0.hasSuffix("/\(name).swift") }.flatMap(BuiltInFiles.text)
        },
        words: ["Ada", "Ben", "Clara", "David", "Emma", "Felix", "Grace", "Hassan"])

    /// The lessons that come with the program.
    static let builtIn = Course(
        BuiltInFiles.paths.filter { $0.hasPrefix("lessons/") }.map { ($0, Array((BuiltInFiles.text($0) ?? "").utf8)) },
        library)

    /// A course of one lesson with an exercise of each kind that is typed, picked or filled in.
    static let sample = course(("03-frames.md", frames), ("04-more.md", more))

    static func course(_ files: (name: String, text: String)...) -> Course {
        Course(files.map { ($0.name, Array($0.text.utf8)) }, library)
    }

    /// The screen with the lessons; with `at`, an exercise such as frames/first-byte is open.
    static func model(
        _ course: Course = sample, at id: String? = nil, keys: [Key] = [], width: Int = 80, height: Int = 24,
        hasBlocks: Bool = true, progressName: String? = nil
    ) -> Model {
        var school = School(course, progress: Progress(), seed: "test", url: "http://localhost:1338/")
        if let id, let lesson = id.split(separator: "/").first.map(String.init).flatMap(course.lesson) {
            school.open(lesson)
            _ = school.go(toExercise: String(id.split(separator: "/").last ?? ""))
        }
        var model = Model(
            source: .live(urls: ["http://localhost:1338/"]), size: Size(width: width, height: height),
            hasBlocks: hasBlocks, school: school, progressName: progressName)
        _ = model.update(.wallTime("2026-11-27T10:00:00Z"))
        model.press([.character("5")])
        model.press(keys)
        return model
    }

    private static let frames = """
        ---
        id: frames
        title: The first frame
        minutes: 25
        ---
        # The first byte

        The first byte answers two questions: is this the **last** frame of its message
        (`FIN`), and *what kind* is it (the opcode)?

        - FIN is the highest bit. It has nothing to do with closing the connection, although
          its name sounds like it.
        - The opcode is the low four bits:

          1. one is text,
          2. two is binary.

        > A frame is not a message.

        ```show
        frame: rfc/masked-text c0
        panes: [wire, bits]
        until: byte 5
        ```

        Take these bytes apart:

            1000 0001

        Whatever follows has as many rows as there are, so that this text does not fit on one
        page of a terminal with 24 rows, and goes on on a second one.

        ```show
        table: opcodes
        ```

        ```exercise
        id: first-byte
        kind: predict
        goal: The server echoes "{text}" as one text frame. What is its first byte?
        of: { from: server, text: Hi }
        ask: byte 0
        wrong:
          - { of: { fin: no }, say: "That is a text frame with more to come: FIN, the highest bit, is 0." }
        hints: ["FIN is the highest of the eight bits.", "The opcode of text is 1."]
        why:
          ask: Why not 0x82?
          choices:
            - { text: "Binary data has opcode 2" }
            - { text: "FIN would be 0", say: "0x82 is 1000 0010: FIN is 1 there too." }
            - { text: "RSV1 would be 1", say: "RSV1 is the second bit from the left." }
          right: 1
        ```

        Now a whole frame.

        ```exercise
        id: whole-frame
        kind: decode
        goal: A server sent this frame. Read it, field by field.
        of: { from: server, text: Hello }
        ask: [fin, opcode, masked, length, text]
        wrong:
          - { field: length, ask: size, say: "The length counts the payload, and not the header." }
        hints: ["The payload begins right after the second byte."]
        ```

        ```exercise
        id: only-xor
        kind: choose
        goal: Which of these is true of XOR, but not of AND and not of OR?
        choices:
          - { text: "Done twice with the same byte, it gives back the first byte" }
          - { text: "The order of the two bytes makes no difference", say: "True, but of all three." }
          - { text: "With 00 the result is always 00", say: "That is AND. XOR with 00 changes nothing." }
          - { text: "With ff the result is always ff", say: "That is OR. XOR with ff turns every bit round." }
        right: 1
        ```

        ```exercise
        id: why-hex
        kind: explain
        goal: In one or two sentences. Why do people who look at bytes write them in hex?
        ```

        ```exercise
        id: and
        kind: predict
        goal: What is {a} AND {b}?
        of: { calculate: "8f & 7f" }
        ask: hex 0
        wrong:
          - { of: { calculate: "{a} | {b}" }, ask: hex 0, say: "That is OR." }
        ```
        """

    private static let more = """
        ---
        id: more
        title: More of them
        minutes: 5
        needs: [frames]
        review: [frames/first-byte]
        ---
        Three bytes of nobody.

        ```exercise
        id: number
        kind: predict
        goal: Which number is that?
        of: { hex: "01 02" }
        ask: number 0..1
        bytes: shown
        wrong:
          - { as: little-endian, say: "The other way round." }
        ```

        That is all.
        """
}
