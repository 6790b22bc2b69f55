// Exercises whose answers are picked or put in order, as they are heard: several wrong answers, changes to the last one, and another order.

import Testing

@Suite struct PickTranscriptTests {
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

    @Test func linesInOrder() {
        let heard = Transcript.of("bits/to-bits", ["h f b", "h f e", "=right="])
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
}
