// Exercises whose answers are values or places, as they are heard: an answer that cannot be read, a wrong one, a right one.

import Testing

@Suite struct ValueTranscriptTests {
    @Test func aValueThatIsPredicted() {
        let heard = Transcript.of("first-frame/good-morning", ["nine", "100", "?", "=right=", "2", ">"])
        #expect(
            heard == """
                Exercise 1 of 9, predict. The server echoes the text "Ben Ben" in one frame. How many bytes is that frame?
                Type a number, such as 40, or 0x28 in hex.
                > nine
                "nine" could not be read. Type a number, such as 40, or 0x28 in hex.
                > 100
                Not yet. Yours is 100. RFC 6455, section 5.2.
                Type a number, such as 40, or 0x28 in hex.
                > ?
                Hint 1 of 2. How many bytes of header did Hello have? This frame has as many.
                Type a number, such as 40, or 0x28 in hex.
                > 9
                OK. 2 attempts, 1 hint.
                Byte 0, 81: FIN 1, RSV 0 0 0, opcode 1 text.
                Byte 1, 07: MASK 0, length 7.
                Byte 2, 42: payload byte 0, 42, the letter B.
                Byte 3, 65: payload byte 1, 65, the letter e.
                Byte 4, 6e: payload byte 2, 6e, the letter n.
                Byte 5, 20: payload byte 3, 20.
                Byte 6, 42: payload byte 4, 42, the letter B.
                Byte 7, 65: payload byte 5, 65, the letter e.
                Byte 8, 6e: payload byte 6, 6e, the letter n.
                Type > to end, or ! to do it again.
                > 2
                This is done. Type > to end, or ! to do it again.
                > >
                1 of 9 exercises done, 0 of them at the first attempt.
                """)
    }

    @Test func aCalculationAndTheQuestionAfterIt() {
        let heard = Transcript.of("bits/and-7f", ["7", "00", "=right=", ">", "5", "3", "=right=", ">"])
        #expect(
            heard == """
                Exercise 5 of 9, predict. What is bd AND 7f? Both bytes and your answer are in hex.
                bd is 1011 1101. AND 7f is 0111 1111. The result is hidden.
                Type two hex digits, such as 4f.
                > 7
                "7" could not be read. Type two hex digits, such as 4f.
                > 00
                Not yet. Yours is 0000 0000, 0x00.
                Type two hex digits, such as 4f.
                > 0x3d
                OK. Read as 0x3d. 2 attempts.
                Type > for a question about it, or ! to do it again.
                > >
                What does AND 7f do to any byte?
                1: It sets the highest bit to 0 and keeps the other seven.
                2: It keeps the highest bit and drops the other seven.
                3: It turns every bit round but the highest.
                4: It makes the byte 127 at least.
                Type a number from 1 to 4.
                > 5
                "5" is not one of them. Type a number from 1 to 4.
                > 3
                Not yet. AND never turns a 0 into a 1.
                Type a number from 1 to 4.
                > 1
                OK. 2 attempts.
                bd is 1011 1101. AND 7f is 0111 1111. The result is 3d, 0011 1101.
                Type > to end, or ! to do it again.
                > >
                1 of 9 exercises done, 0 of them at the first attempt.
                """)
    }

    @Test func theFieldsOfAForm() {
        let heard = Transcript.of(
            "first-frame/read-a-frame", ["2", "1", "text", "0", "129", "Hi", "5", "Emma", "=right=", ">", "=right="])
        #expect(
            heard == """
                Exercise 5 of 9, decode. A server sent this frame. Read it, field by field.
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
                Not yet. Right: FIN, opcode and MASK. Wrong: length and text. Length: yours is 1000 0001, 129. The right one is in byte 1, bits 1 to 7. That is the first byte. The length is in the second. RFC 6455, section 5.2.
                length: type a number, such as 40, or 0x28 in hex.
                > 5
                text: type the text; "" is the empty one.
                > Emma
                Not yet. Right: FIN, opcode and MASK. Wrong: length and text. Length: yours is 0000 0101, 5. The right one is in byte 1, bits 1 to 7. RFC 6455, section 5.2.
                length: type a number, such as 40, or 0x28 in hex.
                > 1; 1; 0; 6; Hassan
                OK. 3 attempts.
                Type > for a question about it, or ! to do it again.
                > >
                FIN is 1 in this frame. What does that say?
                1: This frame is the last of its message.
                2: Nothing follows the header.
                3: The connection is about to be closed.
                4: This is the last frame from the server.
                Type a number from 1 to 4.
                > 1
                OK. 1 attempt.
                Byte 0, 81: FIN 1, RSV 0 0 0, opcode 1 text.
                Byte 1, 06: MASK 0, length 6.
                Byte 2, 48: payload byte 0, 48, the letter H.
                Byte 3, 61: payload byte 1, 61, the letter a.
                Byte 4, 73: payload byte 2, 73, the letter s.
                Byte 5, 73: payload byte 3, 73, the letter s.
                Byte 6, 61: payload byte 4, 61, the letter a.
                Byte 7, 6e: payload byte 5, 6e, the letter n.
                Type > to end, or ! to do it again.
                """)
    }

    @Test func allFieldsInOneLine() {
        let heard = Transcript.of("masking/whole-frame", ["1; 1; 1; 85", "=right="])
        #expect(
            heard == """
                Exercise 3 of 9, decode. A browser sent this frame. Read it, down to the text.
                A frame from the client, 9 bytes. Bytes 0 to 8: 81 83 2b 13 b0 0a 69 76 de.
                Fields, one after the other: FIN, opcode, MASK, length, key and text.
                FIN: type 0 or 1.
                > 1; 1; 1; 85
                Key: Nothing was typed. Type bytes in hex, such as 4f 6b.
                > 1; 1; 1; 3; 2b 13 b0 0a; Ben
                OK. 1 attempt.
                Byte 0, 81: FIN 1, RSV 0 0 0, opcode 1 text.
                Byte 1, 83: MASK 1, length 3.
                Bytes 2 to 5, 2b 13 b0 0a: masking key.
                Byte 6, 69: payload byte 0, 69 XOR 2b is 42, the letter B.
                Byte 7, 76: payload byte 1, 76 XOR 13 is 65, the letter e.
                Byte 8, de: payload byte 2, de XOR b0 is 6e, the letter n.
                Type > to end, or ! to do it again.
                """)
    }

    @Test func aPlaceInARecording() {
        let heard = Transcript.of("first-frame/pong", ["there", "s4", "=right="])
        #expect(
            heard == """
                Exercise 4 of 9, find. The server sent a Ping, to ask whether the browser was still there. Name the place of the browser's answer, a Pong.
                The recording, 22 places in the order of time:
                request: the client asks for a WebSocket.
                101: the server answers.
                c0, from the client, 11 bytes: 81 85 2a 92 a1 10 62 f7 cd 7c 45.
                s0, from the server, 7 bytes: 81 05 48 65 6c 6c 6f.
                c1, from the client, 8 bytes: 81 82 5a 21 28 88 12 48.
                s1, from the server, 4 bytes: 81 02 48 69.
                c2, from the client, 18 bytes: 81 8c 3f 08 ac d6 78 67 c3 b2 1f 65 c3 a4 51 61 c2 b1.
                s2, from the server, 14 bytes: 81 0c 47 6f 6f 64 20 6d 6f 72 6e 69 6e 67.
                c3, from the client, 13 bytes: 81 87 d8 f7 91 7a 9a 98 ff 10 b7 82 e3.
                s3, from the server, 9 bytes: 81 07 42 6f 6e 6a 6f 75 72.
                s4, from the server, 8 bytes: 89 06 70 69 6e 67 20 31.
                c4, from the client, 12 bytes: 8a 86 3d 40 d0 79 4d 29 be 1e 1d 71.
                c5, from the client, 10 bytes: 81 84 f4 08 6c e9 bc 67 00 88.
                s5, from the server, 6 bytes: 81 04 48 6f 6c 61.
                c6, from the client, 13 bytes: 81 87 aa 29 0f c7 fd 4c 63 a4 c5 44 6a.
                s6, from the server, 9 bytes: 81 07 57 65 6c 63 6f 6d 65.
                c7, from the client, 10 bytes: 81 84 dd a6 d9 a0 9e cf b8 cf.
                s7, from the server, 6 bytes: 81 04 43 69 61 6f.
                c8, from the client, 6 bytes: 88 80 bf d7 4c b9.
                s8, from the server, 2 bytes: 88 00.
                server-fin: the end of the server's side of TCP.
                client-fin: the end of the client's side of TCP.
                Type the name of a place, such as c0 for the client's first frame, or c0 byte 1 for a byte of it.
                > there
                Type a place: a frame such as c0 or s3, a byte such as c2 byte 5, 101, or client-fin.
                > s4
                Not yet. Read as frame 4 of the server. This is FIN 1, RSV 0 0 0, opcode 9 ping, MASK 0, length 6. This is the question. The opcode of a Pong is one more.
                Type the name of a place, such as c0 for the client's first frame, or c0 byte 1 for a byte of it.
                > c4
                OK. Read as frame 4 of the client. 2 attempts.
                Type > to end, or ! to do it again.
                """)
    }
}
