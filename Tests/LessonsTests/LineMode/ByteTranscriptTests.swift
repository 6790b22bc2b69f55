// Exercises in which bytes are written, something is done, or explained, as they are heard: an answer that cannot be read, a wrong one, a right one.

import Testing

@Suite struct ByteTranscriptTests {
    @Test func bytesThatAreWritten() {
        let heard = Transcript.of(
            "masking/masked-hi",
            ["8", "81 82 37 fa 21 3d 7f", "81 02 48 69", "81 82 00 00 00 00 48 69", "!", "=right="])
        #expect(
            heard == """
                Exercise 5 of 9, build. You are the client. Send the text Hi in one frame. You choose the key.
                Goals. 1: No rule is broken, and nothing is missing. 2: It is one text frame. 3: It is masked. 4: Its text is Hi. Should: The key is not four zeros: with them the payload is not hidden at all.
                Type bytes in hex.
                > 8
                Character 1, '8', is half a byte. A byte has two digits: write 08, or add the digit that is missing.
                Type bytes in hex.
                > 81 82 37 fa 21 3d 7f
                Read so far, 7 bytes:
                Byte 0, 81: FIN 1, RSV 0 0 0, opcode 1 text.
                Byte 1, 82: MASK 1, length 2.
                Bytes 2 to 5, 37 fa 21 3d: masking key.
                Byte 6, 7f: payload byte 0, 7f XOR 37 is 48, the letter H.
                Not yet. Goal 1 of 4: No rule is broken, and nothing is missing. Byte 7 is missing, the second byte of the payload. RFC 6455, section 5.2.
                Type bytes in hex.
                > 81 02 48 69
                Read so far, 4 bytes:
                Byte 0, 81: FIN 1, RSV 0 0 0, opcode 1 text.
                Byte 1, 02: MASK 0, length 2.
                Byte 2, 48: payload byte 0, 48, the letter H.
                Byte 3, 69: payload byte 1, 69, the letter i.
                Not yet. Goal 1 of 4: No rule is broken, and nothing is missing. That is what a server would send. A client sets MASK and sends a key. RFC 6455, section 5.1.
                Type bytes in hex.
                > 81 82 00 00 00 00 48 69
                Read so far, 8 bytes:
                Byte 0, 81: FIN 1, RSV 0 0 0, opcode 1 text.
                Byte 1, 82: MASK 1, length 2.
                Bytes 2 to 5, 00 00 00 00: masking key.
                Byte 6, 48: payload byte 0, 48 XOR 00 is 48, the letter H.
                Byte 7, 69: payload byte 1, 69 XOR 00 is 69, the letter i.
                Non-strict: all 4 goals are met. Should: The key is not four zeros: with them the payload is not hidden at all. 3 attempts.
                Type > to end, or ! to do it again.
                > !
                From the beginning.
                Exercise 5 of 9, build. You are the client. Send the text Hi in one frame. You choose the key.
                Goals. 1: No rule is broken, and nothing is missing. 2: It is one text frame. 3: It is masked. 4: Its text is Hi. Should: The key is not four zeros: with them the payload is not hidden at all.
                Type bytes in hex.
                > 81 82 37 fa 21 3d 7f 93
                Read so far, 8 bytes:
                Byte 0, 81: FIN 1, RSV 0 0 0, opcode 1 text.
                Byte 1, 82: MASK 1, length 2.
                Bytes 2 to 5, 37 fa 21 3d: masking key.
                Byte 6, 7f: payload byte 0, 7f XOR 37 is 48, the letter H.
                Byte 7, 93: payload byte 1, 93 XOR fa is 69, the letter i.
                OK. All 4 goals are met. 1 attempt.
                Type > to end, or ! to do it again.
                """)
    }

    @Test func aWrongProgram() {
        let heard = Transcript.of(
            "masking/always-a-key", ["8", "89 00", "=right=", ">", "13", "1", "=right=", ">", "=right="])
        #expect(
            heard == """
                Exercise 6 of 9, mutant. This server works with every browser, and is wrong all the same. Type an empty Ping from a client that it reads as it should; then find the line.
                The program, 12 lines:
                Line 1: func readFrame() {
                Line 2:     let byte0 = takeByte()
                Line 3:     let byte1 = takeByte()
                Line 4:     frame.fin = (byte0 & 0x80) != 0
                Line 5:     frame.rsv = (byte0 & 0x70) >> 4
                Line 6:     frame.opcode = byte0 & 0x0f
                Line 7:     frame.masked = (byte1 & 0x80) != 0
                Line 8:     frame.length = takeLength(byte1 & 0x7f)
                Line 9:     frame.key = take(4)
                Line 10:     let payload = take(frame.length)
                Line 11:     frame.payload = unmask(payload)
                Line 12: }
                You are the client.
                Goals. 1: The two programs agree. 2: No rule is broken, and nothing is missing. 3: It is one Ping without a payload.
                Type bytes in hex.
                > 8
                Character 1, '8', is half a byte. A byte has two digits: write 08, or add the digit that is missing.
                Type bytes in hex.
                > 89 00
                Not yet. Read as 2 bytes. This program: Begins: FIN 1, RSV 000, opcode 9, MASK 0, length 0. Waits for 4 more bytes. The right one: Refuses it: client frame not masked. They differ: waits instead of refusing. Goal 2 of 3: No rule is broken, and nothing is missing. That is a server's Ping. From a client even an empty frame is masked, and this server waits for a key.
                Type bytes in hex.
                > 89 80 37 fa 21 3d
                OK. Read as 6 bytes. This program: Ping, 0 bytes. The right one: Ping, 0 bytes. They are alike. 2 attempts.
                Type > to name the wrong line, or ! to do it again.
                > >
                Which line is wrong?
                Line 1: func readFrame() {
                Line 2:     let byte0 = takeByte()
                Line 3:     let byte1 = takeByte()
                Line 4:     frame.fin = (byte0 & 0x80) != 0
                Line 5:     frame.rsv = (byte0 & 0x70) >> 4
                Line 6:     frame.opcode = byte0 & 0x0f
                Line 7:     frame.masked = (byte1 & 0x80) != 0
                Line 8:     frame.length = takeLength(byte1 & 0x7f)
                Line 9:     frame.key = take(4)
                Line 10:     let payload = take(frame.length)
                Line 11:     frame.payload = unmask(payload)
                Line 12: }
                Type the number of the wrong line, from 1 to 12.
                > 13
                Type the number of a line, from 1 to 12.
                > 1
                Not yet. This line is fine. Here the program begins.
                Type the number of the wrong line, from 1 to 12.
                > 9
                OK. The key is there only if MASK is 1. This line reads one in any case. It reads a masking key even where there is none. A server's frame has none (RFC 6455, section 5.1). Seen in: XX-Net (issue 14169). 2 attempts.
                Type > for a question about it, or ! to do it again.
                > >
                What does it do when a client forgets to mask Hello?
                1: It uses Hell as the key, and waits for four more bytes.
                2: It reads Hello.
                3: It reads an o, and is done.
                4: It refuses the frame.
                Type a number from 1 to 4.
                > 1
                OK. 1 attempt.
                Type > to end, or ! to do it again.
                """)
    }

    @Test func aLiveExerciseAndItsTwin() {
        let heard = Transcript.of("bits/first-name", ["8", "hello", "b", "zz", "s0", "c0", ">", "=right="])
        #expect(
            heard == """
                Exercise 1 of 9, live. Send your first name from a browser to the server, and see it come back.
                Before it begins: How many bytes will the browser send for your name? Make a guess before you look. Type a guess, which is not graded, or nothing.
                > 8
                Open http://localhost:1338/ in a browser. Type your first name into the field Message, and press Send.
                Goals. 1: A text from the browser. 2: The same text from the server.
                Do it now; each goal is said when it is met. Type b to do it on a recording instead.
                > hello
                This is done in a browser or with another client. Do it now; each goal is said when it is met. Type b to do it on a recording instead.
                > b
                Somebody sent a first name to the server. Name the place of what the browser sent. Client is the browser, and c0, c1 are what it sent; s0, s1 came from the server.
                The recording, 8 places in the order of time:
                request: the client asks for a WebSocket.
                101: the server answers.
                c0, from the client, 15 bytes: 81 89 03 87 35 58 48 e6 41 30 66 f5 5c 36 66.
                s0, from the server, 11 bytes: 81 09 4b 61 74 68 65 72 69 6e 65.
                c1, from the client, 6 bytes: 88 80 c4 b2 76 df.
                s1, from the server, 2 bytes: 88 00.
                server-fin: the end of the server's side of TCP.
                client-fin: the end of the client's side of TCP.
                Type the name of a place, such as c0 for the client's first frame, or c0 byte 1 for a byte of it. Type b to go back to the live exercise.
                > zz
                Type a place: a frame such as c0 or s3, a byte such as c2 byte 5, 101, or client-fin.
                > s0
                Not yet. Read as frame 0 of the server. This is FIN 1, RSV 0 0 0, opcode 1 text, MASK 0, length 9. The server sent this. Look for what the client sent.
                Type the name of a place, such as c0 for the client's first frame, or c0 byte 1 for a byte of it. Type b to go back to the live exercise.
                > c0
                OK. Read as frame 0 of the client. 2 attempts.
                Type > for a question about it, or ! to do it again.
                > >
                Count the bytes of what the browser sent. How many are they for a name in plain English letters?
                1: As many as letters, and two more.
                2: As many as letters, and six more.
                3: Twice as many as letters.
                4: As many as the name has letters.
                Type a number from 1 to 4.
                > 2
                OK. 1 attempt.
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
