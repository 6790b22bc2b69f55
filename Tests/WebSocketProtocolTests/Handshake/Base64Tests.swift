// Base64 against RFC 4648 §10, and how strictly it is read.

import Testing
import WebSocketProtocol

struct Base64Tests {
    static let vectors = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test(arguments: vectors) func agreesWithTheRFC(text: String, encoded: String) {
        #expect(Base64.encode(text.bytes) == encoded)
        #expect(Base64.decode(encoded) == text.bytes)
    }

    @Test func usesTheWholeAlphabet() {
        let all: [UInt8] = (0..<48).map { index in
            let sextets = (0..<4).map { UInt32(index / 3 * 4 + $0) }
            let bits = sextets.reduce(0) { $0 << 6 | $1 }
            return UInt8(truncatingIfNeeded: bits >> UInt32(16 - index % 3 * 8))
        }
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        #expect(Base64.encode(all) == alphabet)
        #expect(Base64.decode(alphabet) == all)
    }

    @Test(arguments: [
        ("Zg", "no padding"), ("Zg=", "too little padding"), ("Zg===", "too much padding"), ("====", "only padding"),
        ("Z===", "one character is not a byte"), ("=Zg=", "padding first"), ("Zg==Zg==", "padding in the middle"),
        ("Zm9\n", "a line break"), (" Zm9", "a blank"),
        ("Zm-_", "the alphabet for addresses"), ("Zmé", "not ASCII"), ("Zm=v", "padding inside a group"),
    ])
    func refusesWhatEncodeDoesNotWrite(text: String, why: String) {
        #expect(Base64.decode(text) == nil, "\(why)")
    }

    /// The key that RFC 6455 §4.1 shows has bits that belong to no byte and are not 0.
    @Test func spareBitsMayBeSet() {
        #expect(Base64.decode("AQIDBAUGBwgJCgsMDQ4PEC==") == Array(1...16))
        #expect(Base64.decode("Zh==") == Array("f".utf8))
    }

    @Test func showsTheGroups() {
        let groups = Base64.groups([0xB3, 0x7A, 0x4F, 0xEA])
        #expect(groups.map(\.range) == [0..<3, 3..<4])
        #expect(groups.map(\.sextets) == [[44, 55, 41, 15], [58, 32]])
        #expect(groups.map(\.characters) == ["s3pP", "6g=="])
        #expect(groups.map(\.padding) == [0, 2])
        #expect(
            groups.map(\.sentence.cited) == [
                "3 bytes, b37a4f, are 24 bits: four numbers of 6 bits, 44, 55, 41, 15, and their characters s3pP "
                    + "(RFC 4648 §4).",
                "1 byte, ea, are 8 bits; with 4 zero bits added they make 2 numbers, 58, 32, and 2 = fill the group: 6g== "
                    + "(RFC 4648 §4).",
            ])
    }
}
