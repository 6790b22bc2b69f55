// The exercises of the tests of answers that are built, sorted, ordered, or about a wrong program.

import Lessons
import TerminalUI

@testable import Inspector

enum AnswerLessons {
    static let course = LessonScreens.course(("03-answers.md", text))

    static func model(
        _ exercise: String, _ keys: [Key] = [], width: Int = 80, height: Int = 24, hasBlocks: Bool = true
    ) -> Model {
        LessonScreens.model(
            course, at: "answers/\(exercise)", keys: keys, width: width, height: height, hasBlocks: hasBlocks)
    }

    /// An answer that passes, as keys.
    static func right(_ exercise: String, _ step: Step = .main) -> [Key] {
        .typing(model(exercise).school?.work?.assignment.reference(step) ?? "") + [.enter]
    }

    /// The text of the draft after keys.
    static func draft(_ exercise: String, _ keys: [Key]) -> String? { model(exercise, keys).school?.work?.draft }

    private static let text = """
        ---
        id: answers
        title: All kinds of answers
        minutes: 30
        ---
        That is all there is to it: payload byte *i* is XORed with key byte *i* mod 4. Now
        write a whole frame yourself.

        ```exercise
        id: masked-hi
        kind: build
        goal: You are the client. Send the text Hi in one frame. You choose the key.
        from: client
        meet:
          - [valid, "No rule is broken, and nothing is missing"]
          - ["frames == 1 and frame(opcode == text)", "It is one text frame"]
          - ["frame(masked)", "It is masked"]
          - ["frame(text == \\"Hi\\")", "Unmasked, it says Hi"]
        should:
          - ["frame(masking-key != 00000000)", "The key is not four zeros: with them the payload is not hidden at all"]
        reference: "81 82 37 fa 21 3d 7f 93"
        wrong:
          - { answer: "81 82 48 69", say: "MASK promises four bytes of key, and they come before the payload." }
        hints: ["Header, key, payload: two bytes, four bytes, two bytes.", "H is 48 and i is 69."]
        ```

        Then waiting is pointless, and the connection must be ended.

        ```exercise
        id: who-masks
        kind: sort
        goal: Eight frames. Which ones must the server refuse, which ones must the client refuse, and which are fine?
        bins:
          - [violates client-frame-not-masked, "the server must refuse it"]
          - [violates server-frame-masked, "the client must refuse it"]
          - [valid, "fine"]
        items:
          - { of: { from: server, text: Hello } }
          - { of: { from: client, text: Hello, mask: none }, say: "From a client, and not masked." }
          - { of: { from: client, text: Hello, mask: 37fa213d } }
          - { of: { from: server, text: Hello, mask: 37fa213d }, say: "The client could take the mask off. It must refuse the frame all the same." }
          - { of: { from: client, opcode: ping, mask: 37fa213d } }
          - { of: { from: client, text: "", mask: none }, say: "There is nothing to mask, and a client must still set MASK and send a key." }
          - { of: { from: client, close: 1000, mask: none } }
          - { of: { from: server, close: 1000 } }
        hints: ["First look who sent it."]
        ```

        ```exercise
        id: the-loop
        kind: order
        goal: Put the loop together. Two of the lines belong in no working server.
        headings:
          - { when: "When bytes arrive:", lines: [append] }
          - { when: "While the buffer is not empty - is the frame all there?", lines: [header, size, payload] }
          - { when: "Yes, so take it out:", lines: [unmask, remove, answer] }
        lines:
          append: "add them to this connection's buffer"
          header: "stop if the buffer does not hold the whole header"
          size: "work out the size of the frame: header and payload"
          payload: "stop if the buffer holds fewer bytes than that"
          unmask: "copy the payload and unmask the copy"
          remove: "remove the frame's bytes from the buffer"
          answer: "answer the frame"
        before:
          - append < header < size < payload < unmask < remove
          - unmask < answer
        not:
          empty: { line: "empty the buffer", say: "The next frame may be in it already." }
          short: { line: "stop if the buffer holds fewer bytes than the payload", say: "The header is in the buffer too." }
        say:
          - { first: header, then: size, say: "The size is in the header. While the header is incomplete, nobody knows it." }
        hints: ["It begins with the buffer."]
        ```

        The next exercise shows a program that reads frames. In it, `takeByte()` gives the
        next byte that has arrived, `take(n)` the next *n* bytes.

        ```exercise
        id: one-bit-too-many
        kind: mutant
        goal: This program has a mistake, and nobody noticed. You are the server. Type a Pong without a payload that it reads as it should; then find the line.
        mutant: X19
        from: server
        input: bytes
        want: agree
        meet:
          - [valid, "No rule is broken, and nothing is missing"]
          - ["frames == 1 and frame(opcode == pong and length == 0)", "It is one Pong without a payload"]
        reference: "8a 00"
        wrong:
          - { answer: "9a 00", say: "RSV3 is 1: that breaks a rule, and it is just what this program gets wrong." }
        hints: ["Two bytes are enough."]
        line:
          say: "The opcode is four bits. With five, RSV3 is read as a part of it."
        why:
          ask: Which frames does this program read wrong?
          choices:
            - { text: "Those in which RSV3 is 1" }
            - { text: "Those in which RSV1 is 1", say: "RSV1 is the second bit from the left." }
            - { text: "All control frames", say: "You have just sent one, and it was read well." }
          right: 1
        ```

        ```exercise
        id: author-tried
        kind: mutant
        goal: Its author tried it with a Pong without a payload. Type it.
        mutant: X19
        from: server
        input: bytes
        want: agree
        meet: [["frames == 1 and frame(opcode == pong and length == 0)", "It is one Pong without a payload"]]
        reference: "8a 00"
        wrong: [{ meet: "frame(opcode == ping)", say: "This is a Ping." }]
        hints: ["Two bytes are enough."]
        ```

        ```exercise
        id: short-read
        kind: mutant
        goal: On its author's machine this server works. Say where the reads end, so that it gets Hello wrong.
        of: { from: client, text: Hello, mask: 37fa213d }
        mutant: M6
        from: client
        input: cuts
        want: differ
        reference: "8"
        hints: ["A read ends in the payload."]
        line:
          say: "A read brings what is there, and not what was asked for."
        ```

        ```exercise
        id: two-reads
        kind: mutant
        goal: Type reads with which this server gets a text wrong.
        mutant: X2
        from: client
        input: reads
        want: differ
        reference: "81 85 37 fa 21 3d 7f 9f | 4d 51 58"
        ```

        ```exercise
        id: never-shown
        kind: diagnose
        goal: A server sent these bytes, and the program that reads them reports the following. Which mistake does it make?
        of: { from: server, text: Hello }
        mutants: [M1, M2, X1, X19]
        right: M1
        say:
          M2: "Then MASK would come out as 1, and the text would not be right. In this report both are."
        hints: ["Read the two bytes yourself."]
        ```
        """
}
