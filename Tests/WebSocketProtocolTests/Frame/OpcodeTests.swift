// The sixteen opcodes, RFC 6455 §5.2 and §11.8.

import Testing
import WebSocketProtocol

struct OpcodeTests {
    /// Number, name, control, reserved, section.
    static let opcodes: [(UInt8, String, Bool, Bool, String)] = [
        (0x0, "continuation", false, false, "5.4"),
        (0x1, "text", false, false, "5.6"),
        (0x2, "binary", false, false, "5.6"),
        (0x3, "reserved", false, true, "5.2"),
        (0x4, "reserved", false, true, "5.2"),
        (0x5, "reserved", false, true, "5.2"),
        (0x6, "reserved", false, true, "5.2"),
        (0x7, "reserved", false, true, "5.2"),
        (0x8, "close", true, false, "5.5.1"),
        (0x9, "ping", true, false, "5.5.2"),
        (0xa, "pong", true, false, "5.5.3"),
        (0xb, "reserved", true, true, "5.2"),
        (0xc, "reserved", true, true, "5.2"),
        (0xd, "reserved", true, true, "5.2"),
        (0xe, "reserved", true, true, "5.2"),
        (0xf, "reserved", true, true, "5.2"),
    ]

    @Test(arguments: opcodes) func registry(number: UInt8, name: String, control: Bool, reserved: Bool, section: String)
        throws
    {
        let opcode = try #require(Opcode(rawValue: number))
        #expect(opcode.rawValue == number)
        #expect(opcode.name == name)
        #expect(opcode.isControl == control)
        #expect(opcode.isReserved == reserved)
        #expect(opcode.citation == Citation(.rfc6455, section))
        let decoded = decodedHeader([0x80 | number, 0])
        #expect(decoded?.opcode == opcode)
    }

    @Test func fourBitsOnly() {
        #expect(Opcode(rawValue: 16) == nil)
        #expect(Self.opcodes.map(\.0) == Array(0...15))
    }
}
