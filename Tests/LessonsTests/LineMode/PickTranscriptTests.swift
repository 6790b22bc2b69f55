// Exercises whose answers are picked or put in order, as they are heard: an answer that cannot be read, a wrong one, a right one.

import Testing

@Suite struct PickTranscriptTests {
    @Test func oneOfSeveral() {
        let heard = Transcript.of("bits/only-xor", ["6", "1", "=right=", ">"])
        #expect(
            heard == """
                Exercise 7 of 9, choose. Which of these is true of XOR, but not of AND and not of OR?
                1: The order of the two bytes makes no difference.
                2: Done twice with the same byte, it gives back the first byte.
                3: With 00 the result is always 00.
                4: A byte with itself gives that byte again.
                5: With ff the result is always ff.
                Type a number from 1 to 5.
                > 6
                "6" is not one of them. Type a number from 1 to 5.
                > 1
                Not yet. True, but of all three.
                Type a number from 1 to 5.
                > 2
                OK. 2 attempts.
                Type > to end, or ! to do it again.
                > >
                1 of 9 exercises done, 0 of them at the first attempt.
                """)
    }

    @Test func anotherOrderAfterThreeAttempts() {
        let heard = Transcript.of("bits/only-xor", ["1", "3", "4"])
        #expect(
            heard == """
                Exercise 7 of 9, choose. Which of these is true of XOR, but not of AND and not of OR?
                1: The order of the two bytes makes no difference.
                2: Done twice with the same byte, it gives back the first byte.
                3: With 00 the result is always 00.
                4: A byte with itself gives that byte again.
                5: With ff the result is always ff.
                Type a number from 1 to 5.
                > 1
                Not yet. True, but of all three.
                Type a number from 1 to 5.
                > 3
                Not yet. That is AND. XOR with 00 changes nothing.
                Type a number from 1 to 5.
                > 4
                Not yet. AND and OR do that. A byte XOR itself is 00, since no bit differs.
                After three attempts they stand in another order.
                1: The order of the two bytes makes no difference.
                2: With 00 the result is always 00.
                3: Done twice with the same byte, it gives back the first byte.
                4: With ff the result is always ff.
                5: A byte with itself gives that byte again.
                Type a number from 1 to 5.
                """)
    }

    @Test func itemsInBins() {
        let heard = Transcript.of("first-frame/kinds-of-frames", ["4", "1 1 1 1 1 1 1", "a3 b1", "c2", "=right="])
        #expect(
            heard == """
                Exercise 3 of 9, sort. Seven frames from a server. Which are data, which are control, and which have an opcode that does not exist?
                Bins. 1: no such opcode. 2: control. 3: data.
                a: 82 00.
                b: 83 00.
                c: 8b 00.
                d: 89 00.
                e: 01 02 48 69.
                f: 8a 00.
                g: 88 00.
                Type 7 digits from 1 to 3, one for each item in its order, or a letter and a digit for one of them, such as a1.
                > 4
                Type 7 digits from 1 to 3, one for each item in its order, such as 1 2 1.
                > 1 1 1 1 1 1 1
                Not yet. You put item a into bin 1: no such opcode. Item a, byte 0: FIN 1, RSV 0 0 0, opcode 2 binary. Byte 1: MASK 0, length 0. Opcode 2 is binary data, even if there is none of it.
                Type 7 digits from 1 to 3, one for each item in its order, or a letter and a digit for one of them, such as a1.
                > a3 b1
                Not yet. You put item d into bin 1: no such opcode. Item d, byte 0: FIN 1, RSV 0 0 0, opcode 9 ping. Byte 1: MASK 0, length 0. Its opcode is 9, and from 8 on they are about the connection.
                Type 7 digits from 1 to 3, one for each item in its order, or a letter and a digit for one of them, such as a1.
                > c2
                Not yet. You put item c into bin 2: control. Item c, byte 0: FIN 1, RSV 0 0 0, opcode 11 reserved. Byte 1: MASK 0, length 0. 11 is 8 or more, so it is kept for a control frame. Nobody has defined it yet. RFC 6455, section 5.2.
                After three attempts they stand in another order, and your bins go with them.
                Bins. 1: no such opcode. 2: control. 3: data.
                a: 82 00.
                b: 89 00.
                c: 88 00.
                d: 8a 00.
                e: 8b 00.
                f: 83 00.
                g: 01 02 48 69.
                So far: bin 1: b, c, d, f and g; bin 2: e; bin 3: a.
                Type 7 digits from 1 to 3, one for each item in its order, or a letter and a digit for one of them, such as a1.
                > 3 2 2 2 1 1 3
                OK. 4 attempts.
                Type > to end, or ! to do it again.
                """)
    }

    @Test func itemsOfTwoSenders() {
        let heard = Transcript.of("masking/who-masks", ["d2", "1 1 1 1 1 1 1 1"])
        #expect(
            heard == """
                Exercise 4 of 9, sort. Eight frames, each with the one who sent it. Which ones must the server refuse, which ones must the client refuse, and which are fine?
                Bins. 1: the server must refuse it. 2: the client must refuse it. 3: fine.
                a, from the client: 89 80 58 8e d8 8d.
                b, from the server: 81 05 48 65 6c 6c 6f.
                c, from the client: 88 02 03 e8.
                d, from the server: 81 85 37 fa 21 3d 7f 9f 4d 51 58.
                e, from the client: 81 00.
                f, from the client: 81 85 dc 43 a6 f3 94 26 ca 9f b3.
                g, from the client: 81 05 48 65 6c 6c 6f.
                h, from the server: 88 02 03 e8.
                Type 8 digits from 1 to 3, one for each item in its order, or a letter and a digit for one of them, such as a1.
                > d2
                So far: bin 2: d; in no bin: a, b, c, e, f, g and h.
                Type 8 digits from 1 to 3, one for each item in its order, or a letter and a digit for one of them, such as a1.
                > 1 1 1 1 1 1 1 1
                Not yet. You put item a into bin 1: the server must refuse it. Item a, byte 0: FIN 1, RSV 0 0 0, opcode 9 ping. Byte 1: MASK 1, length 0. Control frames are masked too. Here MASK is 1, and the key is there.
                Type 8 digits from 1 to 3, one for each item in its order, or a letter and a digit for one of them, such as a1.
                """)
    }

    @Test func linesInOrder() {
        let heard = Transcript.of("bits/to-bits", ["1 2", "h f b", "h f e", "=right="])
        #expect(
            heard == """
                Exercise 4 of 9, order. How does a letter become eight bits? Put the steps in order. Two of them belong nowhere.
                Headings. 1, From the letter to a number: 1 line. 2, From the number to hex: 3 lines. 3, From hex to bits: 2 lines.
                a: write the second four bits behind the first four.
                b: divide the number by 10.
                c: add the two hex digits.
                d: write each hex digit as four bits.
                e: write the whole result as the first hex digit.
                f: divide the number by 16.
                g: write the remainder as the second hex digit.
                h: look the letter up in the ASCII list.
                Type the letters of the lines in their order, such as c a b. Lines that do not belong stay out.
                > 1 2
                Type the letters of the lines in their order, each at most once, such as c a b.
                > h f b
                Not yet. Line b. That gives the digits of a number in tens. Hex counts in sixteens.
                Type the letters of the lines in their order, such as c a b. Lines that do not belong stay out.
                > h f e
                Not yet. So far it is right. 3 more of the lines belong to it.
                Type the letters of the lines in their order, such as c a b. Lines that do not belong stay out.
                > h f e g d a
                OK. 3 attempts.
                Type > to end, or ! to do it again.
                """)
    }

    @Test func whichMistake() {
        let heard = Transcript.of("first-frame/never-shown", ["M1", "1", "=right="])
        #expect(
            heard == """
                Exercise 7 of 9, diagnose. A server sent these bytes, and the program that reads them reports the following. Which mistake does it make?
                A frame from the server, 10 bytes. Bytes 0 to 9: 81 08 41 64 61 20 45 6d 6d 61.
                The program reports: Text, FIN 0, 8 bytes, "Ada Emma": 41 64 61 20 45 6d 6d 61. Waits for a continuation.
                1: It reads MASK the wrong way round.
                2: It counts the bits of a byte from the wrong end.
                3: It reads FIN the wrong way round.
                4: It takes five bits for the opcode.
                Type a number from 1 to 4.
                > M1
                "M1" is not one of them. Type a number from 1 to 4.
                > 1
                Not yet. That mistake would give: Begins: FIN 1, RSV 000, opcode 1, MASK 1, length 8. Waits for 4 more bytes. The difference: waits instead of answering. Then it would find a 1 for MASK, and take the first four letters for something else. Here the text is whole.
                Type a number from 1 to 4.
                > 3
                OK. 2 attempts.
                Type > to end, or ! to do it again.
                """)
    }
}
