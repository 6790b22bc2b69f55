// What a student reads whose bytes do not do: what is there, and where.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

@testable import Lessons

@Suite struct ConditionFailureTests {
    /// A condition, bytes in hex that do not meet it, and the failure: its words, its byte and its section.
    @Test(arguments: [
        ("valid", "", "byte 0 is missing, the first byte of a frame. [0] §5.2"),
        ("valid", "81", "byte 1 is missing, which holds MASK and the length. [1] §5.2"),
        (
            "valid", "81 fe 01",
            "byte 3 is missing, the second of the 2 bytes of the extended length (16 bits). [3] §5.2"
        ),
        ("valid", "81 82 37 fa", "byte 4 is missing, the third of the 4 bytes of the masking key. [4] §5.3"),
        ("valid", "81 82 37 fa 21 3d 7f", "byte 7 is missing, the second byte of the payload. [7] §5.2"),
        (
            "valid", "89 80 00 00 00 00 81 82 37 fa 21 3d 7f",
            "byte 13 is missing, the second byte of the payload. [13] §5.2"
        ),
        (
            "valid", "82 99 37 fa 21 3d 01 02 03 04 05 06 07 08 09 0a",
            "byte 16 is missing, the 11th byte of the payload. [16] §5.2"
        ),
        (
            "valid", "89 80 00 00 00 00 81 00",
            "A client must mask every frame; this one is not masked, so the server closes with 1002. Found: MASK is 0. MUST, close code 1002. [7] §5.1"
        ),
        (
            "incomplete", "83 82 00 00 00 00",
            "Opcodes 3 to 7 and 11 to 15 have no meaning yet; the receiver must fail the connection. Found: opcode 3. MUST, close code 1002. [0] §5.2"
        ),
        ("incomplete", "89 80 00 00 00 00", "no frame is incomplete. [-] -"),
        ("not incomplete", "89", "byte 1 is missing, which holds MASK and the length. [1] §5.2"),
        ("not valid", "89 80 00 00 00 00", "no rule is broken, and nothing is missing. [-] -"),
        ("broken", "89 80 00 00 00 00", "no rule is broken. [-] -"),
        ("violates reserved-opcode", "89 80 00 00 00 00", "no rule is broken. [-] -"),
        (
            "not violates control-frame-fragmented", "09 80 00 00 00 00",
            "A control frame must not be fragmented; its FIN bit is 1. Found: FIN is 0. MUST, close code 1002. [0] §5.5"
        ),
        ("received 3", "81 82", "2 bytes of the incomplete frame are there. [-] -"),
        ("received 3", "89 80 00 00 00 00", "no frame is incomplete. [-] -"),
        ("remaining 4", "81 82 37", "the frame that has begun lacks 5 bytes. [-] -"),
        ("remaining 4", "81 80 00 00 00 00", "no frame is incomplete. [-] -"),
        ("remaining 4", "", "there is no frame. [-] -"),
        (
            "remaining 4", "81",
            "how long the frame is cannot be known yet: byte 1 is missing, which holds MASK and the length. [1] §5.2"
        ),
        ("state client == CLOSED", "81", "the client is OPEN. [-] -"),
        ("close == 3001", "88 82 00 00 00 00 03 e8", "the close code is 1000. [-] -"),
        ("close == 3001", "81", "there is no Close. [-] -"),
        ("clean", "81", "the connection has not ended. [-] §7.1.4"),
        ("frames == 2", "89 80 00 00 00 00", "there is 1 complete frame. [-] -"),
        ("messages of client == 1", "", "there are 0 complete messages of the client. [-] -"),
        (
            "reads of client < frames of client", "89 80 00 00 00 00",
            "there is 1 read of the client, and there is 1 complete frame of the client. [-] -"
        ),
        ("opcode == text", "", "there is no frame. [-] -"),
        (
            "opcode == text", "81",
            "the header of the frame is not complete: byte 1 is missing, which holds MASK and the length. [1] §5.2"
        ),
        ("opcode == text", "82 80 00 00 00 00", "the opcode is 2, binary. [0] §5.2"),
        ("opcode == text", "89 80 00 00 00 00 82 80 00 00 00 00", "frame 0: the opcode is 9, ping. [0] §5.2"),
        ("opcode == text and length == 1", "89 80 00 00 00 00 81 80 00 00 00 00", "frame 1: the length is 0. [7] §5.2"),
        ("masked", "81 00", "MASK is 0. [1] §5.2"), ("not masked", "81 80 00 00 00 00", "MASK is 1. [1] §5.2"),
        ("not fin", "81 80 00 00 00 00", "FIN is 1. [0] §5.2"), ("fin", "01 80 00 00 00 00", "FIN is 0. [0] §5.2"),
        ("rsv1", "81 00", "RSV1 is 0. [0] §5.2"), ("not rsv2", "a1 00", "RSV2 is 1. [0] §5.2"),
        ("rsv3", "81 00", "RSV3 is 0. [0] §5.2"),
        ("control", "81 80 00 00 00 00", "the opcode is 1, text. [0] §5.2"),
        ("data", "89 80 00 00 00 00", "the opcode is 9, ping. [0] §5.2"),
        ("length == 2", "81 81 00 00 00 00 61", "the length is 1. [1] §5.2"),
        ("length-form == 7", "81 fe 00 00 00 00 00 00", "the length is written in 16 bits. [1] §5.2"),
        ("header-length == 2", "81 80 00 00 00 00", "the header has 6 bytes. [0] §5.2"),
        ("size == 2", "81 80 00 00 00 00", "the whole frame has 6 bytes. [0] §5.2"),
        ("size == 7", "81 81 00 00 00 00", "byte 6 is missing, the first byte of the payload. [6] §5.2"),
        ("index == 3", "81 80 00 00 00 00", "its number is 0. [0] -"),
        ("from == server", "81 80 00 00 00 00", "it comes from the client. [-] -"),
        ("masking-key != 00000000", "81 80 00 00 00 00", "the masking key is 00 00 00 00. [2] §5.3"),
        ("masking-key != 00000000", "81 00", "MASK is 0: there is no masking key. [1] §5.2"),
        ("byte 1 == 82", "81 80 00 00 00 00", "its byte 1 is 0x80. [1] -"),
        ("byte 9 == 82", "81 80 00 00 00 00", "it has no byte 9. [-] -"),
        ("byte 6 == 82", "81 81 00 00 00 00", "byte 6 is missing, the first byte of the payload. [6] §5.2"),
        ("text == \"Hi\"", "81 82 37 fa 21 3d 7f 9b", "the text is \"Ha\". [7] §5.2"),
        ("text == \"Hi\"", "81 83 00 00 00 00 48 69 21", "the text is \"Hi!\". [8] §5.2"),
        ("text == \"Hi\"", "81 81 00 00 00 00 48", "the text is \"H\". [-] §5.2"),
        ("text == \"Hi\"", "81 80 00 00 00 00", "the text is empty. [-] §5.2"),
        ("text == \"Hi\"", "81 82 00 00 00 00 48", "byte 7 is missing, the second byte of the payload. [7] §5.2"),
        ("text == \"Hi\"", "82 82 00 00 00 00 48 69", "the opcode is 2, binary. [0] §5.2"),
        ("text == \"Hi\"", "81 82 00 00 00 00 1b 5b", "the text is 1b 5b. [6] §5.2"),
        ("payload == 01", "82 82 00 00 00 00 01 02", "the payload is 01 02. [7] §5.2"),
        ("between-fragments", "89 80 00 00 00 00", "no message is open before it. [0] §5.4"),
        ("between-fragments", "81 80 00 00 00 00", "the opcode is 1, text. [0] §5.2"),
        ("mid-read", "81 80 00 00 00 00", "it begins a read. [0] -"),
        ("frame(violates reserved-opcode)", "81 80 00 00 00 00", "it breaks no rule. [-] -"),
        ("not frame(opcode == text)", "89 80 00 00 00 00 81 80 00 00 00 00", "frame 1 of the client is one. [6] -"),
        ("message(frames == 2)", "81 80 00 00 00 00", "it has 1 frame. [0] §5.4"),
        ("message(frames == 2)", "01 80 00 00 00 00", "no message is complete. [-] §5.4"),
        ("message(text == \"Hi\")", "81 81 00 00 00 00 48", "its text is \"H\". [0] §5.4"),
        ("message(text == \"Hi\")", "82 81 00 00 00 00 48", "it is binary. [0] §5.4"),
        ("message(kind == text)", "82 80 00 00 00 00", "it is binary. [0] §5.4"),
        ("message(length == 4)", "82 80 00 00 00 00", "its length is 0. [0] §5.4"),
        ("message(compressed)", "82 80 00 00 00 00", "it is not compressed. [0] §5.4"),
        (
            "frame(opcode == ping) then frame(opcode == text)", "89 80 00 00 00 00", "the opcode is 9, ping. [0] §5.2"
        ),
        ("frame(opcode == ping) then frame(opcode == text)", "81 80 00 00 00 00", "the opcode is 1, text. [0] §5.2"),
        (
            "frame(opcode == ping) then frame(opcode == text)", "81 80 00 00 00 00 89 80 00 00 00 00",
            "it does not come behind what should be before it. [-] -"
        ),
        (
            "frame(opcode == text) then frame(same text)", "81 81 00 00 00 00 48 81 81 00 00 00 00 49",
            "the text is not that of the one before. [-] -"
        ),
        (
            "frame(opcode == text) then frame(other masking-key)", "81 81 00 00 00 00 48 81 81 00 00 00 00 49",
            "the masking key is that of the one before. [-] -"
        ),
        ("valid and opcode == text", "82 80 00 00 00 00", "the opcode is 2, binary. [0] §5.2"),
        ("valid and opcode == text", "82", "byte 1 is missing, which holds MASK and the length. [1] §5.2"),
    ]) func failures(_ text: String, _ hex: String, _ expected: String) throws {
        let conversation = hex.isEmpty ? Sample.nothing : Sample.typed(hex)
        #expect(try !Condition(text).holds(in: conversation))
        let failure = try #require(try Condition(text).failure(in: conversation, from: .client))
        let byte = failure.byte.map { "\($0)" } ?? "-"
        #expect("\(failure.words) [\(byte)] \(failure.citation?.brief ?? "-")" == expected)
    }

    @Test func whatHoldsHasNoFailure() throws {
        for text in ["valid", "masked", "not broken", "frame(fin) and text == \"Hi\"", "remaining 0"] {
            #expect(try Condition(text).failure(in: Sample.hi, from: .client) == nil, "\(text)")
        }
    }

    /// Positions are those of the endpoint that is asked about.
    @Test func bytesOfThePeerAreNotNamed() throws {
        let failure = try Condition("opcode == binary").failure(in: Sample.empty, from: .client)
        #expect(failure == ConditionFailureTests.failure("the opcode is 1, text.", "5.2"))
        #expect(try Condition("opcode == binary").failure(in: Sample.empty, from: .server)?.byte == 0)
    }

    private static func failure(_ words: String, _ citation: Citation) -> ConditionFailure {
        ConditionFailure(words, citation: citation)
    }
}
