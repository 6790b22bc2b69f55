// What is wrong with a script: where it shows, and what is possible there.

import Testing
import WebSocketProtocol

@Suite struct ScriptProblemTests {
    private static let words =
        "there are text, binary, continuation, ping, pong, close, opcode, hex, pause and chop, and behind a frame fin, rsv1, rsv2, rsv3, mask, length, length-form, fragments, compressed and repeat"

    @Test(arguments: [
        ("txt:Hello", #"Column 1: no word is called "txt"; did you mean text?"#),
        ("text:Hi  pyng", #"Column 10: no word is called "pyng"; did you mean ping?"#),
        ("text:Hi len=4", #"Column 9: no word is called "len"; did you mean length?"#),
        ("Hello", #"Column 1: no word is called "Hello"; \#(words)."#),
        ("abcdefghijklmnopqrstuvwxyz", #"Column 1: no word is called "abcdefghijklmnopqrst…"; \#(words)."#),
        ("text=Hello", "Column 5: text takes a colon, as in text:Hello."),
        ("text:Hi fin:no", "Column 12: fin takes an equals sign, as in fin=no."),
        ("fin=no", "Column 1: fin changes the frame before it, and there is none."),
        ("hex:8105 fin=no", "Column 10: fin changes the frame before it, but the bytes of hex go out as they are."),
        ("pause:1 rsv1", "Column 9: rsv1 changes the frame before it, but no frame stands before it."),
        ("text:a rsv1 rsv1", "Column 13: this frame has rsv1 already."),
        (#"text:"a"#, #"Column 6: this quote is not closed; " closes it."#),
        (#"text:"a"b"#, "Column 9: a space belongs behind the closing quote."),
        ("text:a fin=maybe", "Column 12: fin is yes or no, as in fin=no."),
        ("text:a fin", "Column 11: fin is yes or no, as in fin=no."),
        ("text:a rsv1=1", "Column 13: rsv1 stands alone and sets the bit."),
        ("text:a mask=37", "Column 13: mask is none, or a key of four bytes in hex, as in mask=37fa213d."),
        ("text:a mask", "Column 12: mask is none, or a key of four bytes in hex, as in mask=37fa213d."),
        ("text:a length=-1", "Column 15: length is a number of bytes from 0 to 2^64 - 1, as in length=99."),
        ("text:a length-form=8", "Column 20: length-form is 7, 16 or 64 bits, as in length-form=64."),
        ("text:a fragments=0", "Column 18: fragments is a number from 1 to 256, as in fragments=3."),
        ("text:a fragments=257", "Column 18: fragments is a number from 1 to 256, as in fragments=3."),
        ("text:a repeat=0", "Column 15: repeat is a number from 1 to 1,048,576, as in repeat=126."),
        ("binary:0g", "Column 9: bytes are written in hex, two digits each, as in binary:00ff."),
        ("binary:00f", "Column 10: this is half a byte; each has two digits, as in binary:00ff."),
        (#"ping hex:"81 x""#, "Column 14: bytes are written in hex, two digits each, as in hex:8105."),
        ("hex", "Column 4: bytes are missing, as in hex:8105."),
        ("hex:", "Column 5: bytes are missing, as in hex:8105."),
        ("close:x", "Column 7: a close code is a number from 0 to 65535, as in close:3001:bye."),
        ("close:65536", "Column 7: a close code is a number from 0 to 65535, as in close:3001:bye."),
        ("close::bye", "Column 7: a close code is a number from 0 to 65535, as in close:3001:bye."),
        ("opcode", "Column 7: an opcode is a number from 0 to 15, as in opcode:3:fffe."),
        ("opcode:16", "Column 8: an opcode is a number from 0 to 15, as in opcode:3:fffe."),
        ("opcode:3:f", "Column 10: this is half a byte; each has two digits, as in opcode:3:fffe."),
        ("pause", "Column 6: a pause has 0 to 60 seconds, as in pause:0.5."),
        ("pause:61", "Column 7: a pause has 0 to 60 seconds, as in pause:0.5."),
        ("pause:-1", "Column 7: a pause has 0 to 60 seconds, as in pause:0.5."),
        ("pause:nan", "Column 7: a pause has 0 to 60 seconds, as in pause:0.5."),
        ("chop", "Column 5: chop takes the sizes of writes, as in chop:1 and chop:2,5, or off."),
        (
            "chop:0",
            "Column 6: the sizes of writes are 1 to 16 numbers of bytes from 1 on, as in chop:1 and chop:2,5, or off."
        ),
        (
            "chop:1,,2",
            "Column 6: the sizes of writes are 1 to 16 numbers of bytes from 1 on, as in chop:1 and chop:2,5, or off."
        ),
        (
            "text:a length=9 fragments=2 ping",
            "Column 1: a frame has length or fragments, not both; leave out one of them."
        ),
        (
            "ping text:a length=126 length-form=7",
            "Column 6: a length of 126 does not fit in 7 bits; choose a longer length-form."
        ),
        (
            "text:a repeat=65536 length-form=16",
            "Column 1: a length of 65,536 does not fit in 16 bits; choose a longer length-form."
        ),
    ])
    func problems(line: String, expected: String) { #expect(problem(line) == expected) }

    private func problem(_ line: String) -> String? {
        do throws(ScriptProblem) {
            _ = try Script(line)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("The bounds, and what is just within them")
    func bounds() {
        let long = String(repeating: "a", count: Script.maximumTextLength - 5)
        #expect(problem("text:" + long) == nil)
        #expect(
            problem("text:a" + long)
                == "Column 4097: a script has at most 4,096 bytes, and this one has 4,097.")
        #expect(problem("ping fragments=256") == nil)
        #expect(problem("ping fragments=256 ping") == "Column 20: a script has at most 256 frames.")
        #expect(problem("text:a repeat=1048562") == nil)
        #expect(
            problem("text:a repeat=1048563") == "Column 1: a script sends at most 1,048,576 bytes, headers included.")
        #expect(
            problem("text:aaaa repeat=1048576") == "Column 1: a script sends at most 1,048,576 bytes, headers included."
        )
        #expect(problem("chop:1 text:a repeat=4000") == nil)
        #expect(
            problem("chop:1 text:a repeat=5000")
                == "Column 8: this would take more than 4,096 writes; chop it into larger ones.")
    }

    @Test("Columns of words that a shell took apart are those of the line that they make")
    func columnsOfWords() {
        do throws(ScriptProblem) {
            _ = try Script(words: ["text:with spaces", "fin=perhaps"])
            Issue.record("fin=perhaps was read")
        } catch {
            #expect(error.description == "Column 22: fin is yes or no, as in fin=no.")
        }
    }

    @Test("Whatever is typed is read or reported")
    func anyText() {
        var random = SystemRandomNumberGenerator()
        let pool = [
            "text", "hex", "close", "pause", "chop", "opcode", "fin", "mask", "length", "repeat", "fragments", ":", "=",
            "\"", "'", "\\", " ", ",", "1", "0", "ff", "none", "no", "é", "-", "9999999999999999999",
        ]
        for _ in 0..<2000 {
            let line = (0..<Int.random(in: 0...12, using: &random)).map { _ in pool.randomElement() ?? "" }.joined()
            guard let script = try? Script(line) else { continue }
            let output = ScriptOutput(script, from: .client, keys: &random)
            #expect(output.writes.flatMap(\.bytes) == output.bytes, "\(line)")
        }
    }
}
