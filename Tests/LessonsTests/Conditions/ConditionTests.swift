// Which conditions hold for which connections. Each word of the language is at least once in a line that holds and in one that does not.

import Capture
import Lessons
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct ConditionTests {
    /// A connection, what holds on it, and what does not.
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let conversation: Conversation
        let holds: [String]
        let fails: [String]

        init(_ name: String, _ conversation: Conversation, holds: [String], fails: [String]) {
            (testDescription, self.conversation, self.holds, self.fails) = (name, conversation, holds, fails)
        }
    }

    @Test(arguments: wholes + frames + others) func conditionsHoldAsTheyShould(_ row: Row) {
        for text in row.holds { #expect(row.conversation.meets(text) == true, "\(text)") }
        for text in row.fails { #expect(row.conversation.meets(text) == false, "\(text)") }
    }

    // MARK: About all

    static let wholes = [
        Row(
            "nothing", Sample.nothing,
            holds: [
                "not valid", "not broken", "not incomplete", "frames == 0", "frames < 1", "messages <= 0",
                "not frame(masked)",
            ],
            fails: [
                "valid", "broken", "incomplete", "received 0", "not received 0", "remaining 0", "remaining != 1",
                "masked",
                "not masked", "frames > 0", "reads >= 1", "close == 1005", "close != 1005", "clean", "not clean",
            ]),
        Row(
            "a whole frame", Sample.hi,
            holds: [
                "valid", "not broken", "remaining 0", "remaining == 0", "frames == 1", "frames of client == 1",
                "messages == 1", "reads == 1", "frames of server == 0", "frames == messages",
                "frames of server < frames of client", "connections == 1", "not incomplete", "state client == OPEN",
                "state server != CLOSED",
            ],
            fails: [
                "not valid", "broken", "incomplete", "received 0", "received >= 0", "remaining 1", "remaining > 0",
                "frames of server == 1", "messages of server >= 1", "frames < messages", "frames > messages",
                "frames != messages", "connections == 2", "connections > 1", "violates client-frame-not-masked",
                "state client == CLOSED", "state server != OPEN", "clean", "not clean", "close == 1000",
            ]),
        Row(
            "a byte short", Sample.cut,
            holds: [
                "incomplete", "received 7", "received >= 7", "received <= 7", "not received 8", "remaining 1",
                "remaining == 1",
                "remaining < 2", "remaining > 0", "not remaining 2", "frames == 0", "messages == 0",
                "reads of client == 1",
            ],
            fails: [
                "valid", "not incomplete", "broken", "received 6", "received > 7", "received < 7", "received != 7",
                "remaining 0", "remaining 2", "remaining > 1", "remaining < 1", "not remaining 1", "frames == 1",
            ]),
        Row(
            "the first byte", Sample.typed("81"),
            holds: ["incomplete", "received 1", "not valid"],
            fails: [
                "remaining 1", "remaining != 1", "remaining >= 0", "opcode == text", "from == client", "not masked",
            ]),
        Row(
            "the key is still missing", Sample.typed("81 85 37"),
            holds: ["incomplete", "received 3", "remaining 8"], fails: ["remaining 3", "masked", "length == 5"]),
        Row(
            "a length in 16 bits that has not come", Sample.typed("81 fe 01"),
            holds: ["incomplete", "received 3"], fails: ["remaining 5", "remaining != 0", "length == 126"]),
        Row(
            "a length in 16 bits", Sample.typed("81 fe 01 00 37"), holds: ["remaining 259"], fails: ["remaining 258"]),
        Row(
            "a length that is beyond all numbers", Sample.typed("82 ff ff ff ff ff ff ff ff ff"),
            holds: ["received 10", "incomplete"], fails: ["remaining 1", "remaining > 0", "valid"]),
        Row(
            "not masked", Sample.unmasked,
            holds: ["broken", "violates client-frame-not-masked", "not valid", "not violates reserved-opcode"],
            fails: [
                "valid", "not broken", "incomplete", "violates reserved-opcode", "not violates client-frame-not-masked",
            ]),
        Row(
            "broken before it is complete", Sample.typed("81 05"), holds: ["broken", "received 2", "remaining 5"],
            fails: ["incomplete", "valid"]),
        Row(
            "half of a message", Sample.typed("01 01 48", from: .server),
            holds: ["valid", "messages == 0", "frames == 1"],
            fails: ["incomplete", "broken", "messages == 1"]),
        Row(
            "an echo", Sample.echo.conversation,
            holds: [
                "frames == 6", "frames of client == 3", "messages == 4", "messages of server == 2", "reads == 7",
                "reads of client == 4", "reads of server == 3", "reads of client > frames of client",
                "reads of server <= frames of server", "close == 3001", "close >= 3001", "state client == CLOSING",
                "state server != OPEN", "not state server == CLOSED", "valid",
            ],
            fails: [
                "frames == 5", "frames > 6", "frames of client > 3", "frames of client < 3", "messages of server == 4",
                "reads of client < frames of client", "reads of client == 5", "reads of server == 4", "close == 1000",
                "close != 3001", "close > 3001", "close < 3001", "state client == OPEN", "clean", "not clean",
            ]),
        Row(
            "reads of nothing", Session.upgraded.client([]).client(Wire.hello).client([]).conversation,
            holds: ["reads == 1"], fails: ["reads == 3"]),
        Row(
            "an echo to its end", Sample.over.conversation,
            holds: ["clean", "close == 3001", "state client == CLOSED", "state server == CLOSED"],
            fails: ["not clean", "state client == CLOSING", "state client == OPEN", "close == 1006"]),
        Row(
            "a reset", Sample.reset.conversation, holds: ["not clean", "close == 1006", "state client == CLOSED"],
            fails: ["clean", "close == 1005"]),
        Row(
            "a Close without a code", Sample.typed("88 00", from: .server), holds: ["close == 1005"],
            fails: ["close == 1000"]),
        Row(
            "a handshake that is not one",
            Session.blank.client(Wire.http("GET / HTTP/1.1", "Upgrade: websocket")).conversation,
            holds: ["broken", "violates host-missing", "frames == 0", "state client == CONNECTING"],
            fails: ["valid", "violates accept-mismatch", "row(101)"]),
        Row(
            "a handshake", Session.upgraded.conversation,
            holds: ["row(request)", "row(101)", "not row(client-fin)", "state client == OPEN", "reads == 0"],
            fails: [
                "not row(101)", "row(client-fin)", "row(server-fin)", "broken", "valid", "state client == CONNECTING",
            ]),
    ]

    // MARK: About one frame

    static let frames = [
        Row(
            "a masked text", Sample.hi,
            holds: [
                "from == client", "not from == server", "from != server", "opcode == text", "opcode == 1",
                "opcode != binary", "data",
                "not control", "fin", "fin == 1", "fin != 0", "not rsv1", "rsv1 == 0", "rsv2 == 0", "rsv3 != 1",
                "masked",
                "masked == 1", "masking-key == 37fa213d", "masking-key == 37 FA 21 3D", "masking-key != 00000000",
                "length == 2",
                "length >= 2", "length <= 2", "length < 3", "length > 1", "length-form == 7", "length-form != 16",
                "header-length == 6", "size == 8", "byte 0 == 81", "byte 1 == 82", "byte 7 == 93", "byte 0 != 01",
                "text == \"Hi\"", "text != \"Ho\"", "text != \"\"", "payload == 48 69", "payload == 4869",
                "payload != 48",
                "not between-fragments", "not mid-read", "index == 0", "not violates reserved-opcode and fin",
            ],
            fails: [
                "from == server", "opcode == binary", "opcode == 2", "opcode != text", "not data", "control", "not fin",
                "fin == 0",
                "fin != 1", "rsv1", "rsv2", "rsv3", "not masked", "masked == 0", "masking-key == 37fa213e",
                "masking-key != 37fa213d", "length == 3", "length >= 3", "length <= 1", "length < 2", "length > 2",
                "length-form == 16", "length-form != 7", "header-length == 2", "header-length > 6", "size == 7",
                "size > 8",
                "byte 0 == 82", "byte 8 == 00", "byte 8 != 00", "byte 7 == 69", "text == \"Ho\"", "text != \"Hi\"",
                "text == \"hi\"", "text == \"Hi!\"", "payload == 7f 93", "payload != 48 69", "between-fragments",
                "mid-read",
                "index == 1", "index != 0", "frame(violates client-frame-not-masked)",
            ]),
        Row(
            "an empty text of a server", Sample.empty,
            holds: [
                "text == \"\"", "length == 0", "size == 2", "header-length == 2", "not masked", "masked == 0",
                "from == server",
            ],
            fails: [
                "masked", "text != \"\"", "masking-key == 00000000", "masking-key != 00000000",
                "not masking-key == 00000000",
                "byte 2 == 00",
            ]),
        Row(
            "a payload that is still arriving", Sample.cut,
            holds: [
                "opcode == text and masked and length == 2", "byte 6 == 7f", "masking-key == 37fa213d",
                "header-length == 6",
            ],
            fails: [
                "text == \"H\"", "text == \"Hi\"", "text != \"Hi\"", "payload == 48", "payload != 48", "size == 7",
                "size == 8",
                "size != 8", "not size == 8", "byte 7 != 93",
            ]),
        Row(
            "bits, and lengths written long", Sample.typed("f2 7e 00 01 61", from: .server),
            holds: [
                "rsv1 and rsv2 and rsv3", "length-form == 16", "length == 1", "header-length == 4",
                "frame(violates length-not-minimal)",
                "frame(violates reserved-bit-set and opcode == binary)", "payload == 61", "size == 5",
            ],
            fails: [
                "not rsv1", "rsv2 == 0", "not rsv3", "length-form == 64", "length == 126",
                "frame(violates reserved-opcode)",
                "text == \"a\"", "text != \"a\"",
            ]),
        Row(
            "a length in 64 bits", Sample.typed("82 7f 00 00 00 00 00 00 00 01 61", from: .server),
            holds: ["length-form == 64", "header-length == 10", "length == 1"],
            fails: ["length-form == 16", "length-form == 7"]),
        Row(
            "opcodes without a name", Sample.typed("83 00 8b 00", from: .server),
            holds: ["opcode == 3", "opcode == 11", "frame(opcode == 3 and data)", "frame(opcode == 11 and control)"],
            fails: ["opcode == 4", "frame(opcode == 3 and control)", "frame(opcode == 11 and data)"]),
        Row(
            "a Ping between fragments", Sample.fragments,
            holds: [
                "between-fragments", "frame(opcode == ping and between-fragments and control)", "not fin",
                "opcode == continuation",
                "text == \"Hel\"", "text == \"lo\"", "mid-read", "frame(mid-read and index == 2)",
                "frame(not mid-read and index == 1)", "frame(not between-fragments and index == 0)",
            ],
            fails: [
                "frame(data and between-fragments)", "frame(between-fragments and index == 2)", "text == \"Hello\"",
                "frame(mid-read and index == 0)", "frame(mid-read and index == 1)",
                "frame(not between-fragments and index == 1)",
            ]),
        Row(
            "Pings before and behind a message",
            Sample.typed("89 00 01 01 61 80 01 62 89 00 81 00 89 00", from: .server),
            holds: ["opcode == ping"], fails: ["between-fragments"]),
        Row(
            "a Ping while a message is open", Sample.typed("01 01 61 89 00", from: .server),
            holds: ["between-fragments", "frame(opcode == ping and between-fragments)"],
            fails: ["frame(control and not between-fragments)"]),
        Row(
            "a message that another one cuts off", Sample.typed("01 01 61 81 01 62 89 00", from: .server),
            holds: ["violates message-not-finished"], fails: ["between-fragments"]),
        Row(
            "several words are about one frame", Sample.typed("81 02 48 69 82 00", from: .server),
            holds: [
                "opcode == text and length == 2", "opcode == binary and length == 0",
                "frame(opcode == text) and frame(length == 0)",
                "frames == 2 and opcode == binary and valid and length == 0",
                "opcode == text and frame(length == 0) and length == 2",
            ],
            fails: [
                "opcode == text and length == 0", "opcode == binary and length == 2",
                "frame(opcode == text and length == 0)",
                "frames == 2 and opcode == text and valid and length == 0",
                "opcode == text and frame(length == 0) and length == 0",
                "not frame(opcode == text)", "not frame(opcode == text) and not frame(opcode == binary)",
            ]),
        Row(
            "frames of two kinds", Sample.typed("81 00 89 00", from: .server),
            holds: [
                "control", "data", "not control", "not data", "not frame(masked)", "frame(control) and frame(data)",
            ],
            fails: ["not frame(control)", "not frame(not control)", "control and data", "masked"]),
        Row(
            "text is that of text messages", Sample.typed("82 02 48 69 89 02 48 69", from: .server),
            holds: ["payload == 48 69"], fails: ["text == \"Hi\"", "text != \"Hi\"", "text == \"\""]),
    ]

    // MARK: About messages and bytes

    static let others = [
        Row(
            "a message in fragments", Sample.fragments,
            holds: [
                "message(text == \"Hello\")", "message(kind == text)", "message(kind != binary)",
                "message(length == 5)",
                "message(length > 4)", "message(frames == 2)", "message(frames < 3 and from == server)",
                "message(not compressed)",
                "message(compressed == 0)", "message(text != \"Hel\")", "not message(kind == binary)", "messages == 1",
            ],
            fails: [
                "message(text == \"Hel\")", "message(text == \"hello\")", "message(kind == binary)",
                "message(length == 3)",
                "message(length > 5)", "message(length < 5)", "message(frames == 3)", "message(frames < 2)",
                "message(frames > 2)",
                "message(from == client)", "message(compressed)", "not message(kind == text)",
                "message(text != \"Hello\")",
            ]),
        Row(
            "a message is counted once it is complete", Sample.typed("01 03 48 65 6c", from: .server),
            holds: ["frames == 1"], fails: ["message(kind == text)", "message(not compressed)"]),
        Row(
            "a frame of which the rest is missing is not counted",
            Session.upgraded.client(Array(frame(.text, "one").prefix(8)))
                .then(.missing(from: .client, count: 1, frames: 0)).client(frame(.text, "two!")).conversation,
            holds: ["frames of client == 1", "frame(length == 3)", "frame(text == \"two!\")"],
            fails: ["frames of client == 2", "frame(text == \"one\")", "valid"]),
        Row(
            "binary has no text", Sample.typed("82 01 61", from: .server),
            holds: ["message(kind == binary and length == 1)"],
            fails: ["message(text == \"a\")", "message(text != \"b\")"]),
        Row(
            "a text is compared inflated, a payload as it was sent", compressed.conversation,
            holds: [
                "message(compressed)", "rsv1 and text == \"Hello\"", "payload == f2 48 cd c9 c9 07 00", "length == 7",
                "message(text == \"Hello\")",
            ],
            fails: ["message(not compressed)", "broken", "text == \"Hell\"", "payload == 48 65 6c 6c 6f"]),
        Row(
            "bytes", Sample.hi,
            holds: [
                "byte(field == payload and value == 93)", "byte(index == 1 and field == masked and field == length)",
                "byte(index == 0 and field == opcode)", "byte(field != payload)", "byte(from == client and index > 6)",
                "not byte(index == 8)",
            ],
            fails: [
                "byte(field == payload and value == 81)", "byte(index == 1 and field == fin)", "byte(index == 8)",
                "byte(from == server)", "byte(index == 6 and field != payload)", "byte(value == 7f and value != 7f)",
            ]),
    ]

    /// Compression was agreed on, and a message has RSV1.
    private static let compressed = Session.blank
        .client(Wire.request(extensions: "permessage-deflate"))
        .server(Wire.response("Sec-WebSocket-Extensions: permessage-deflate"))
        .server([0xc1, 0x07, 0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00])
}
