// The reserved bits after an extension was agreed on (RFC 6455 §5.2, RFC 7692 §6).

import TestSupport
import Testing
import WebSocketProtocol

struct ExtensionTests {
    private static func story(agreeingOn extensions: String?) -> Session {
        guard let extensions else { return .upgraded }
        return .blank.client(Wire.request(extensions: extensions))
            .server(Wire.response("Sec-WebSocket-Extensions: \(extensions)"))
    }

    /// What was agreed on, the frames of the client, and the details of what they break.
    static let cases: [(String?, [String], [String])] = [
        (nil, ["c1 81 00000000 00"], ["RSV1 without an extension"]),
        ("permessage-deflate", ["c1 87 00000000 f248cdc9c90700"], []),
        ("PerMessage-Deflate; client_no_context_takeover", ["c1 82 00000000 0300"], []),
        ("permessage-deflate", ["c2 81 00000000 ff"], ["a block of type 11, which is reserved"]),
        // Hello again, in two fragments; the second has no RSV1.
        ("permessage-deflate", ["41 83 00000000 f248cd", "80 84 00000000 c9c90700"], []),
        ("permessage-deflate", ["41 80 00000000", "c0 81 00000000 00"], ["RSV1 is 1 in a continuation"]),
        ("permessage-deflate", ["c9 80 00000000"], ["RSV1 is 1 in a frame with opcode 9"]),
        ("permessage-deflate", ["e1 81 00000000 00"], ["RSV2 without an extension"]),
        (
            "permessage-deflate", ["e9 80 00000000"],
            ["RSV1 is 1 in a frame with opcode 9", "RSV2 without an extension"]
        ),
        // The letter H and half of the next code, and no payload at all.
        ("permessage-deflate", ["c1 81 00000000 f2"], ["the message ends before its block does"]),
        (
            "permessage-deflate", ["c1 80 00000000"],
            ["the message ends before its block does; an empty message is the byte 00"]
        ),
        // A message that is not compressed is judged as usual, even after one that is.
        ("permessage-deflate", ["c1 81 00000000 00", "81 81 00000000 ff"], ["byte 0xff is not valid here"]),
        ("x-unknown", ["f1 80 00000000", "91 80 00000000"], []),
        ("x-unknown", ["81 81 00000000 ff"], ["byte 0xff is not valid here"]),
    ]

    @Test(arguments: cases) func reservedBits(extensions: String?, frames: [String], details: [String]) {
        let dissection = frames.reduce(Self.story(agreeingOn: extensions)) { $0.client(hex($1)) }.dissection
        #expect(dissection.handshake.violations == [])
        #expect(dissection.frames(from: .client).flatMap(\.violations).map(\.found) == details)
    }

    /// What was agreed on in a handshake that was not seen may have been anything.
    @Test func aMidStreamLogReportsNoReservedBits() {
        let story = Session.blank.then(.midStream(client: "a", server: "b"))
            .client(hex("c1 81 00000000 ff"), hex("d2 81 00000000 ff"), hex("81 81 00000000 ff"))
        #expect(story.dissection.frames(from: .client).flatMap(\.violations).map(\.rule) == [.textNotUTF8])
        #expect(story.dissection.messages(from: .client).map(\.isCompressed) == [true, true, false])
    }

    @Test func compressedMessagesAreNotText() throws {
        let dissection = Self.story(agreeingOn: "permessage-deflate").client(hex("c1 81 00000000 41"))
            .client(hex("81 81 00000000 41")).dissection
        #expect(dissection.messages(from: .client).map(\.isCompressed) == [true, false])
        #expect(dissection.frames(from: .client).map(dissection.carriesText) == [false, true])
    }
}
