// SHA-1 against FIPS 180: whole hashes, and single rounds of the standard's worked example.

import Testing
import WebSocketProtocol

struct SHA1Tests {
    @Test(arguments: [
        ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        ),
        ("dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11", "b37a4f2cc0624f1690f64606cf385945b2bec4ea"),
    ])
    func agreesWithTheStandard(message: String, digest: String) {
        #expect(Hex.string(SHA1.digest(message.bytes)) == digest)
        #expect(Hex.string(SHA1.trace(message.bytes).digest) == digest)
    }

    @Test func hashesAMillionBytes() {
        let digest = SHA1.digest([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        #expect(Hex.string(digest) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f")
    }

    /// Around the lengths where the padding needs another block. Byte i of a message of n is (7 i + n) mod 256; the hashes
    /// are those of Python's hashlib.
    @Test(arguments: [
        (54, "7fe50979b12cf9232dda5ca196ac5d968090bc2c"), (55, "63ac9708fb581dd150d3647549f9e0cb51dcf1df"),
        (56, "5a0c4d0eb2f15e05bbbff6b8dada9ae767fc03f0"), (57, "4e77d3077d2ab5167db3434c31cac3d15a3afc12"),
        (58, "55325ac57306e539c8bfc36d94136a2e5bda2da7"), (59, "a364139f40b5c4ad38c3fd993803d4538fb7b5df"),
        (60, "d7e650ba4354d622ad7739885081b6e56d28ebf3"), (61, "2094fd0ac77de53c995a75375105027c1769df29"),
        (62, "13c7fa27348fc42cb0624aac3abfb9cadf2a8ebb"), (63, "d94ff3ad53f9b9327704b812ee9c1f3abbba3d48"),
        (64, "5f55a35e13f1865e7ffc22dca1275b1a49b0ff56"), (65, "d7f8931010f8342a97383e1410a58c47d057708b"),
        (66, "2e593ea39a6f3f350b18d8aa7a9f09e32f4770ba"), (119, "774001b5ad1f46b40c48e1b94cb092c593ead25b"),
        (120, "6ebf3111dc761f11b13f29df0484848785385973"), (128, "0a44ac02432f6ead67d86fcb70a4d8ce589e50ec"),
    ])
    func padsEveryLength(length: Int, digest: String) {
        let message = (0..<length).map { UInt8(($0 * 7 + length) & 0xFF) }
        #expect(Hex.string(SHA1.digest(message)) == digest)
        let trace = SHA1.trace(message)
        #expect(trace.padded.count == trace.blocks.count * 64)
        #expect(Array(trace.padded[trace.messageRange]) == message)
        #expect(Array(trace.padded[trace.markRange]) == [0x80])
        #expect(trace.padded[trace.zeroRange].allSatisfy { $0 == 0 })
        #expect(trace.padded[trace.lengthRange].reduce(0) { $0 << 8 | Int($1) } == length * 8)
        let ranges = [trace.messageRange, trace.markRange, trace.zeroRange, trace.lengthRange]
        #expect(ranges.flatMap { Array($0) } == Array(trace.padded.indices))
    }

    /// FIPS 180-1, appendix A: the words after some of the rounds of "abc".
    @Test(arguments: [
        (0, "0116fc33 67452301 7bf36ae2 98badcfe 10325476"),
        (1, "8990536d 0116fc33 59d148c0 7bf36ae2 98badcfe"),
        (79, "42541b35 5738d5e1 21834873 681e6df6 d8fdf6ad"),
    ])
    func showsTheRoundsOfTheStandard(index: Int, words: String) {
        let round = SHA1.trace("abc".bytes).blocks[0].rounds[index]
        #expect(round.after.words.map(Hex.word).joined(separator: " ") == words)
        #expect(round.temp == round.after.a)
    }

    @Test func chainsRoundsAndBlocks() {
        let trace = SHA1.trace([UInt8](repeating: 7, count: 100))
        #expect(trace.blocks.map(\.bytesRange) == [0..<64, 64..<128])
        #expect(trace.blocks[0].before == .initial)
        #expect(trace.blocks[1].before == trace.blocks[0].after)
        #expect(trace.blocks[1].after.bytes == trace.digest)
        for block in trace.blocks {
            #expect(block.rounds.map(\.index) == Array(0..<80))
            #expect(block.rounds.map(\.w) == block.schedule)
            #expect(block.rounds[0].before == block.before)
            #expect(zip(block.rounds, block.rounds.dropFirst()).allSatisfy { $0.after == $1.before })
        }
    }

    @Test(arguments: [
        (0, "Ch", "5a827999"), (19, "Ch", "5a827999"), (20, "Parity", "6ed9eba1"), (39, "Parity", "6ed9eba1"),
        (40, "Maj", "8f1bbcdc"), (59, "Maj", "8f1bbcdc"), (60, "Parity", "ca62c1d6"), (79, "Parity", "ca62c1d6"),
    ])
    func namesTheFunctionOfEachRound(index: Int, name: String, constant: String) {
        let round = SHA1.trace([]).blocks[0].rounds[index]
        #expect(round.function.name == name)
        #expect(Hex.word(round.k) == constant)
    }

    @Test func saysWhatItDoes() {
        let trace = SHA1.trace("abc".bytes)
        #expect(
            trace.paddingSentence.cited
                == "The 3 bytes are followed by the byte 80, 52 zeros and their length in bits, 24, in 8 bytes: 64 bytes, "
                + "1 block of 64 (FIPS 180-4 §5.1.1).")
        #expect(
            trace.blocks[0].scheduleSentence(0).cited
                == "w[0] is 61626380, the bytes 0 to 3 of the padded message (FIPS 180-4 §6.1.2).")
        #expect(
            trace.blocks[0].scheduleSentence(16).cited
                == "w[16] is c2c4c700: w[13] xor w[8] xor w[2] xor w[0], rotated left by 1 bit (FIPS 180-4 §6.1.2).")
        #expect(
            trace.blocks[0].rounds[17].sentence.cited
                == "Round 17 mixes w[17] into a with Ch(b, c, d) and the constant 5a827999 (FIPS 180-4 §6.1.2).")
        #expect(
            trace.blocks[0].rounds[0].sumSentence.cited
                == "a rotated left by 5 is e8a4602c; plus f 98badcfe, e c3d2e1f0, k 5a827999 and w 61626380 that is 0116fc33, "
                + "the new a; the others move down by one, b rotated left by 30.")
        #expect(trace.blocks[0].additionSentence.cited.contains("a9993e36 4706816a ba3e2571 7850c26c 9cd0d89d"))
        #expect(
            trace.digestSentence.cited
                == "After 1 block the five words are the hash, 20 bytes: a9993e364706816aba3e25717850c26c9cd0d89d "
                + "(FIPS 180-4 §6.1.2).")
    }
}
