// Exercises whose answers are values, as they are heard: hints, several wrong answers, and the fields of a form one by one. One answer of
// each kind to every exercise is in GoldenTranscriptTests.

import Testing

@Suite struct ValueTranscriptTests {
    @Test func theFieldsOfAForm() {
        let heard = Transcript.of(
            "first-frame/read-a-frame",
            [
                "2", "1", "text", "0", "129", "Hi", "1; 1; 0; 129; Hi", "1; 1; 0; 129; Hi", "5", "Emma", "=right=", ">",
                "=right=",
            ])
        #expect(
            heard == """
                Exercise 5 of 10, decode. A server sent this frame. Read it, field by field.
                A frame from the server, 8 bytes. Bytes 0 to 7: 81 06 48 61 73 73 61 6e.
                Fields, one after the other: FIN, opcode, MASK, length and text.
                FIN: type 0 or 1.
                > 2
                FIN: "2" could not be read. Type 0 or 1.
                > 1
                opcode: type an opcode: its number, 0 to 15, or its name.
                > text
                MASK: type 0 or 1.
                > 0
                length: type a number, such as 40, or 0x28 in hex.
                > 129
                text: type the text; "" is the empty one.
                > Hi
                Not yet. Right so far: 3 of 5 fields. From the third attempt on, the wrong ones are named.
                FIN: type 0 or 1.
                > 1; 1; 0; 129; Hi
                Not yet. Right so far: 3 of 5 fields. From the third attempt on, the wrong ones are named.
                FIN: type 0 or 1.
                > 1; 1; 0; 129; Hi
                Not yet. Right: FIN, opcode and MASK. Wrong: length and text. Length: yours is 1000 0001, 129. The right one is in byte 1, bits 1 to 7. That is the first byte. The length is in the second. RFC 6455, section 5.2.
                length: type a number, such as 40, or 0x28 in hex.
                > 5
                text: type the text; "" is the empty one.
                > Emma
                Not yet. Right: FIN, opcode and MASK. Wrong: length and text. Length: yours is 0000 0101, 5. The right one is in byte 1, bits 1 to 7. RFC 6455, section 5.2.
                length: type a number, such as 40, or 0x28 in hex.
                > 1; 1; 0; 6; Hassan
                OK. 5 attempts.
                Byte 0, 81: FIN 1, RSV 0 0 0, opcode 1 text.
                Byte 1, 06: MASK 0, length 6.
                Byte 2, 48: payload byte 0, 48, the letter H.
                Byte 3, 61: payload byte 1, 61, the letter a.
                Byte 4, 73: payload byte 2, 73, the letter s.
                Byte 5, 73: payload byte 3, 73, the letter s.
                Byte 6, 61: payload byte 4, 61, the letter a.
                Byte 7, 6e: payload byte 5, 6e, the letter n.
                Type > for a question about it, or ! to do it again.
                > >
                A frame has a 1 for FIN. What does that say?
                1: This frame is the last of its message.
                2: Nothing follows the header.
                3: The connection is about to be closed.
                4: This is the last frame from the server.
                Type a number from 1 to 4.
                > 1
                OK. 1 attempt.
                Type > to end, or ! to do it again.
                """)
    }
}
