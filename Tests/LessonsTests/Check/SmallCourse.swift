// A course of two lessons, with an exercise of each kind and nothing wrong in it.

import Lessons

/// The files of a small course, and what can be done to them.
struct SmallCourse {
    private(set) var files: [String: String] = [
        "lessons/01-one.md": one, "lessons/02-two.md": two, "lessons/words.yml": words, "lessons/.ids": ids,
    ]

    /// What is said of it: nobody expects all beliefs in two lessons.
    static let remark =
        "lessons: remark: no exercise meets m1, m2, m3, m4, m5, m6, m7, m8, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, "
        + "m22, m23, m24 yet; a wrong answer that comes from such a belief has misconception: m1"

    /// Replaces the first place at which a text stands; false where it stands nowhere.
    mutating func replace(_ old: String, _ new: String, in file: String) -> Bool {
        guard let range = files[file]?.firstRange(of: old) else { return false }
        files[file]?.replaceSubrange(range, with: new)
        return true
    }

    mutating func add(_ text: String, as file: String) { files[file] = text }

    /// What the program is given.
    var all: [(name: String, bytes: [UInt8])] {
        files.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) }
    }

    /// What the checker finds.
    func report(seeds: Int = 20) -> CheckReport { LessonCheck(all, BuiltInCourse.library, seeds: seeds).report() }

    private static let one = """
        ---
        id: one
        title: Numbers and lines
        minutes: 5
        needs: []
        rfc: [RFC 6455 §5.2]
        ---
        What crosses the line is a row of **bytes**. Here are some:

        ```show
        frame: rfc/unmasked-text s0
        panes: [wire]
        ```

        ```exercise
        id: guess
        kind: predict
        goal: The server sends "{text}". What is the first byte?
        of: { from: server, text: Hi }
        ask: byte 0
        wrong:
          - { of: { from: server, text: Hi, fin: no }, say: "That is not the last one.", misconception: m9 }
          - { ask: byte 1, say: "That is the second one, {yours}." }
        hints: ["It is a text.", "It is the last of its kind."]
        why:
          ask: Why not 0x82?
          choices:
            - { text: "That would be binary data" }
            - { text: "That would be too large", say: "It is one more." }
            - { text: "There is no such byte", say: "There are 256 of them." }
          right: 1
        ```

        ```exercise
        id: pick
        kind: choose
        goal: How many bits has a byte?
        choices:
          - { text: "Eight" }
          - { text: "Seven", say: "One more." }
        ```

        ```exercise
        id: steps
        kind: order
        goal: Put the steps in order.
        headings:
          - { when: "First:", lines: [wake, wash] }
          - { when: "Then:", lines: [eat] }
        lines:
          wake: "wake up"
          wash: "wash"
          eat: "have breakfast"
        before: [wake < wash < eat]
        not:
          sleep: { line: "go to bed", say: "It is morning." }
        say:
          - { first: eat, then: wash, say: "Not with these hands." }
        ```

        """

    private static let two = """
        ---
        id: two
        title: Frames
        minutes: 20
        needs: [one]
        rfc: [RFC 6455 §5.2]
        review: [one/guess]
        ---
        A **frame** is a row of bytes.

        ```exercise
        id: seek
        kind: find
        goal: Put the cursor on the text from the server.
        in: rfc/unmasked-text
        at: 101
        find: "frame(from == server and opcode == text)"
        wrong:
          - { find: "byte(from == server)", say: "One step out." }
        hints: ["Look for Hello."]
        ```

        ```exercise
        id: fields
        kind: decode
        goal: Read this one.
        random: { from: server, text: 3..8 }
        ask: [fin, length, text]
        wrong:
          - { field: length, ask: size, say: "That is all of it." }
        ```

        ```exercise
        id: write
        kind: build
        goal: You are the server. Send Hi.
        from: server
        meet:
          - [valid, "No rule is broken"]
          - ["frame(text == \\"Hi\\")", "It says Hi"]
        should:
          - ["frames == 1", "One is enough"]
        reference: "81 02 48 69"
        wrong:
          - { answer: "82 02 48 69", say: "That is binary data." }
        ```

        ```exercise
        id: bins
        kind: sort
        goal: Which are data, and which control?
        from: server
        bins:
          - ["frame(control)", "control"]
          - ["frame(data)", "data"]
        items:
          - { of: { opcode: ping }, say: "It is a Ping." }
          - { of: { text: Hi }, say: "It is a text." }
          - { of: { binary: "07" }, say: "It is binary data." }
        ```

        ```exercise
        id: expose
        kind: mutant
        goal: You are the client. Find bytes that this program reads wrong.
        mutant: X2
        from: client
        input: reads
        reference: "81 85 37 fa 21 3d 7f | 9f 4d 51 58"
        wrong:
          - { answer: "81 85 37 fa 21 3d 7f 9f 4d 51 58", say: "In one piece it is right." }
        line: { say: "The key begins anew." }
        ```

        ```exercise
        id: whodunit
        kind: diagnose
        goal: Which mistake made this?
        random: { from: server, text: 4..9 }
        mutants:
          - { id: M1, text: "It reads FIN the wrong way round" }
          - { id: M2, text: "It reads MASK the wrong way round" }
        right: M1
        say:
          M2: "Then the text would be wrong."
        ```

        ```exercise
        id: do-it
        kind: live
        goal: Send a text.
        do: "Open {url} in a browser, and send one."
        until:
          - ["frame(from == client and opcode == text)", "A text from the browser"]
        recorded:
          goal: Put the cursor on the text from the browser.
          in: lessons/first-name
          at: 101
          find: "frame(from == client and opcode == text)"
        ```

        ```exercise
        id: say-it
        kind: explain
        goal: What is a frame?
        ```

        """

    private static let words = """
        words:
          - { word: byte, lesson: one, means: "A number from 0 to 255." }
          - { word: frame, lesson: two, means: "A row of bytes." }

        """

    private static let ids = """
        one/guess
        one/pick
        one/steps
        two/seek
        two/fields
        two/write
        two/bins
        two/expose
        two/whodunit
        two/do-it
        two/say-it

        """
}
