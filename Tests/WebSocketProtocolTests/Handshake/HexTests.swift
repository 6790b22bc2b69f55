// Hexadecimal: what is printed, what people may type, and the messages when it is wrong.

import Testing
import WebSocketProtocol

struct HexTests {
    @Test func printsTwoLowerCaseDigitsPerByte() {
        #expect(Hex.string([0x00, 0x0A, 0xB3, 0xFF]) == "000ab3ff")
        #expect(Hex.byte(0x05) == "05")
        #expect(Hex.word(0x5A82_7999) == "5a827999")
        #expect(Hex.word(1) == "00000001")
    }

    @Test(
        arguments: [
            ("", []),
            (" \n", []),
            ("8185", [0x81, 0x85]),
            ("81 85", [0x81, 0x85]),
            ("81:85:fA", [0x81, 0x85, 0xFA]),
            ("0x81, 0x85", [0x81, 0x85]),
            ("0X8185", [0x81, 0x85]),
            ("81\r\n85\n\t37", [0x81, 0x85, 0x37]),
            ("0x00 0x", [0x00]),
            ("81\u{85}85\u{2028}37\u{2029}\u{B}\u{C}fa", [0x81, 0x85, 0x37, 0xFA]),
        ] as [(String, [UInt8])])
    func parsesWhatPeopleWrite(text: String, bytes: [UInt8]) throws {
        #expect(try Hex.parse(text) == bytes)
    }

    @Test func parsesWhatItPrints() throws {
        let all = Array(UInt8.min...UInt8.max)
        #expect(try Hex.parse(Hex.string(all)) == all)
    }

    @Test(arguments: [
        ("81 g5", "Character 4, 'g', is not a hexadecimal digit."),
        ("8g", "Character 2, 'g', is not a hexadecimal digit."),
        ("81 8", "Character 4, '8', is half a byte."),
        ("81 8 85", "Character 4, '8', is half a byte."),
        ("818", "Character 3, '8', is half a byte."),
        ("810x85", "Character 4, 'x', is not a hexadecimal digit."),
        ("81 85\n82 zz", "Line 2, character 4, 'z', is not a hexadecimal digit."),
        ("81\r\n8", "Line 2, character 1, '8', is half a byte."),
        ("８１", "Character 1, '８', is not a hexadecimal digit."),
        ("81\u{1B}", "Character 3, U+1B, is not a hexadecimal digit."),
        ("81 é8\n", "Line 1, character 4, 'é', is not a hexadecimal digit."),
        ("81\u{2028}8\u{301}", "Line 2, character 1, '8\u{301}', is not a hexadecimal digit."),
        ("81\u{2027}", "Character 3, '\u{2027}', is not a hexadecimal digit."),
        ("é81", "Character 1, 'é', is not a hexadecimal digit."),
    ])
    func saysWhereAndWhat(text: String, start: String) {
        let error = #expect(throws: HexError.self) { try Hex.parse(text) }
        #expect(error.map { $0.description.hasPrefix(start + " ") } == true, "\(error?.description ?? "no error")")
    }

    @Test func saysWhatToDo() {
        let error = #expect(throws: HexError.self) { try Hex.parse("8") }
        #expect(
            error?.description
                == "Character 1, '8', is half a byte. A byte has two digits: write 08, or add the digit that is missing."
        )
    }

    @Test(arguments: [
        ("", 1, ""), ("37", 1, "37"), ("37fa213d", 1, "37 fa 21 3d"), ("37fa213d7f9f", 4, "37fa213d 7f9f"),
    ])
    func groups(digits: String, size: Int, text: String) {
        #expect(Hex.string(hex(digits), groupsOf: size) == text)
    }

    @Test func digits() {
        let values = (0...UInt8.max).map(Hex.value)
        #expect("0123456789abcdef".utf8.map { values[Int($0)] } == (0..<16).map(UInt8.init))
        #expect("ABCDEF".utf8.map { values[Int($0)] } == (10..<16).map(UInt8.init))
        #expect(values.count { $0 != nil } == 22)
    }
}
