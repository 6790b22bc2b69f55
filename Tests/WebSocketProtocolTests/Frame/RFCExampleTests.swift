// The six examples of RFC 6455 §5.7, decoded, unmasked and encoded again.

import Testing
import WebSocketProtocol

struct RFCExampleTests {
    struct Example: CustomTestStringConvertible {
        let testDescription: String
        let wire: [UInt8]
        let header: FrameHeader
        let payload: [UInt8]

        init(_ name: String, _ wire: String, _ header: FrameHeader, _ payload: [UInt8]) {
            testDescription = name
            self.wire = hex(wire) + (payload.count > 20 ? payload : [])
            self.header = header
            self.payload = payload
        }
    }

    static let hello = Array("Hello".utf8)
    static let ramp256 = (0..<256).map { UInt8($0) }
    static let ramp65536 = (0..<65536).map { UInt8($0 & 0xff) }

    static let examples = [
        Example("a text, not masked", "81 05 48 65 6c 6c 6f", FrameHeader(opcode: .text, payloadLength: 5), hello),
        Example(
            "a text, masked", "81 85 37 fa 21 3d 7f 9f 4d 51 58",
            FrameHeader(opcode: .text, maskingKey: MaskingKey(0x37, 0xfa, 0x21, 0x3d), payloadLength: 5), hello),
        Example(
            "the first fragment", "01 03 48 65 6c", FrameHeader(fin: false, opcode: .text, payloadLength: 3),
            Array("Hel".utf8)),
        Example(
            "the last fragment", "80 02 6c 6f", FrameHeader(opcode: .continuation, payloadLength: 2), Array("lo".utf8)),
        Example("a ping", "89 05 48 65 6c 6c 6f", FrameHeader(opcode: .ping, payloadLength: 5), hello),
        Example(
            "its pong, masked", "8a 85 37 fa 21 3d 7f 9f 4d 51 58",
            FrameHeader(opcode: .pong, maskingKey: MaskingKey(0x37fa213d), payloadLength: 5), hello),
        Example(
            "256 bytes", "82 7e 01 00", FrameHeader(opcode: .binary, lengthForm: .bits16, payloadLength: 256), ramp256),
        Example(
            "64 KiB", "82 7f 00 00 00 00 00 01 00 00",
            FrameHeader(opcode: .binary, lengthForm: .bits64, payloadLength: 65536), ramp65536),
    ]

    @Test(arguments: examples) func decodes(example: Example) throws {
        let header = try #require(decodedHeader(example.wire))
        #expect(header == example.header)
        let wire = Array(example.wire[header.headerLength...])
        #expect((header.maskingKey?.applied(to: wire) ?? wire) == example.payload)
        #expect(header.payloadRange == header.headerLength..<example.wire.count)
    }

    @Test(arguments: examples) func encodes(example: Example) {
        #expect(Frame(header: example.header, payload: example.payload).encoded == example.wire)
        let built = Frame(
            example.header.opcode, payload: example.payload, fin: example.header.fin,
            maskingKey: example.header.maskingKey)
        #expect(built.encoded == example.wire, "the shortest form is chosen")
    }
}
