// The tables of opcodes and close codes have every value once, and say what the values themselves say.

import Testing
import WebSocketProtocol

@Suite struct TableTests {
    @Test func `Every opcode is in one row`() {
        let rows = Opcode.table.map { "\($0.numbers) \($0.first.name)" }
        #expect(
            rows == [
                "0x0 continuation", "0x1 text", "0x2 binary", "0x3-0x7 reserved", "0x8 close", "0x9 ping", "0xa pong",
                "0xb-0xf reserved",
            ])
        #expect(Opcode.table[1].sentence.citedBehind == "A text frame; the payload is UTF-8. (RFC 6455 §5.6)")
        #expect(Opcode.table.flatMap { Array($0.first.rawValue...$0.last.rawValue) } == Array(0...15))
    }

    @Test func `Every close code up to 4999 is in one row, which says whether it may be sent`() {
        #expect(CloseCode.table.flatMap { Array($0.codes) } == Array(0...4999))
        for row in CloseCode.table {
            let codes = row.codes.map { CloseCode(rawValue: $0) }
            #expect(codes.allSatisfy { $0.mayBeSent == row.example.mayBeSent }, "\(row.numbers)")
            #expect(row.codes.contains(row.example.rawValue))
        }
        #expect(CloseCode.table.first { $0.codes == 1005...1005 }?.sentence.text.hasSuffix("is never sent.") == true)
    }

    @Test func `The alphabet of Base64 has a character for each six bits`() {
        let characters = (UInt8(0)..<64).map { Base64.character(of: $0) }
        #expect(String(characters) == "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    }
}
