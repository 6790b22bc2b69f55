// Exercises in which bytes are written, or something is explained, as they are heard: several answers, and what is typed after the last.

import Testing

@Suite struct ByteTranscriptTests {
    @Test func bytesThatAreWritten() {
        let heard = Transcript.of(
            "masking/masked-hi",
            ["8", "81 82 37 fa 21 3d 7f", "81 02 48 69", "81 82 00 00 00 00 48 69", "!", "=right="])
        #expect(
            heard == """
                Exercise 5 of 9, build. You are the client. Send the text Hi in one frame. You choose the key.
                Goals. 1: No rule is broken, and nothing is missing. 2: It is one text frame. 3: It is masked. 4: Its text is Hi. 5: Its key changes the payload.
                Type bytes in hex.
                > 8
                Character 1, '8', is half a byte. A byte has two digits: write 08, or add the digit that is missing.
                Type bytes in hex.
                > 81 82 37 fa 21 3d 7f
                Not yet. Goal 1 of 5: No rule is broken, and nothing is missing. Byte 7 is missing, the second byte of the payload. RFC 6455, section 5.2.
                Read so far, 7 bytes:
                Byte 0, 81: FIN 1, RSV 0 0 0, opcode 1 text.
                Byte 1, 82: MASK 1, length 2.
                Bytes 2 to 5, 37 fa 21 3d: masking key.
                Byte 6, 7f: payload byte 0, 7f XOR 37 is 48, the letter H.
                Type bytes in hex.
                > 81 02 48 69
                Not yet. Goal 1 of 5: No rule is broken, and nothing is missing. That is what a server would send. A client sets MASK and sends a key. RFC 6455, section 5.1.
                Read so far, 4 bytes:
                Byte 0, 81: FIN 1, RSV 0 0 0, opcode 1 text.
                Byte 1, 02: MASK 0, length 2.
                Byte 2, 48: payload byte 0, 48, the letter H.
                Byte 3, 69: payload byte 1, 69, the letter i.
                Type bytes in hex.
                > 81 82 00 00 00 00 48 69
                Not yet. Goal 5 of 5: Its key changes the payload. No rule is broken. But with four zeros nothing is masked: the two letters cross the wire as they are. Take another key. RFC 6455, section 5.3.
                Read so far, 8 bytes:
                Byte 0, 81: FIN 1, RSV 0 0 0, opcode 1 text.
                Byte 1, 82: MASK 1, length 2.
                Bytes 2 to 5, 00 00 00 00: masking key.
                Byte 6, 48: payload byte 0, 48 XOR 00 is 48, the letter H.
                Byte 7, 69: payload byte 1, 69 XOR 00 is 69, the letter i.
                Type bytes in hex.
                > !
                From the beginning.
                Exercise 5 of 9, build. You are the client. Send the text Hi in one frame. You choose the key.
                Goals. 1: No rule is broken, and nothing is missing. 2: It is one text frame. 3: It is masked. 4: Its text is Hi. 5: Its key changes the payload.
                Type bytes in hex.
                > 81 82 37 fa 21 3d 7f 93
                OK. All 5 goals are met. 4 attempts.
                Read so far, 8 bytes:
                Byte 0, 81: FIN 1, RSV 0 0 0, opcode 1 text.
                Byte 1, 82: MASK 1, length 2.
                Bytes 2 to 5, 37 fa 21 3d: masking key.
                Byte 6, 7f: payload byte 0, 7f XOR 37 is 48, the letter H.
                Byte 7, 93: payload byte 1, 93 XOR fa is 69, the letter i.
                Type > to end, or ! to do it again.
                """)
    }

    @Test func aSentence() {
        let heard = Transcript.of("bits/why-hex", ["", "Two digits are one byte.", "=", ">"])
        #expect(
            heard == """
                Exercise 9 of 9, explain. In one or two sentences. Why do people who look at bytes write them in hex, and not in tens?
                Type one or two sentences, in one line.
                >
                Nothing was typed. Write one or two sentences.
                Type one or two sentences, in one line.
                > Two digits are one byte.
                Kept for your teacher. Compare with yours: A hex digit is exactly four bits, so the bits of a byte can be read from its two digits one by one. In tens they have to be calculated.
                Type > to end, or ! to do it again.
                > =
                Exercise 9 of 9, explain. In one or two sentences. Why do people who look at bytes write them in hex, and not in tens?
                Type > to end, or ! to do it again.
                > >
                1 of 9 exercises done, 0 of them at the first attempt; your teacher reads 1.
                """)
    }
}
