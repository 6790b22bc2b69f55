// The Frame screen on compressed messages: their stages, their symbols and the keys that step through these, and what stays hidden.

import Capture
import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct CompressedFrameTests {
    /// Bytes on a connection with permessage-deflate.
    private static func screens(
        _ frames: String..., from sender: Endpoint = .server, width: Int = 80, height: Int = 24
    ) -> ByteScreens {
        let line = Array("Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n".utf8)
        let reads = frames.map { ConnectionEvent.Kind.bytes(from: sender, ((try? Hex.parse($0)) ?? [])[...]) }
        return ByteScreens(
            .frame,
            [
                .bytes(from: .client, Wire.request.dropLast(2) + line),
                .bytes(from: .server, Wire.response.dropLast(2) + line),
            ] + reads, width: width, height: height)
    }

    private static let hello = "c1 07 f2 48 cd c9 c9 07 00", again = "c1 05 f2 00 11 00 00"
    private static let masked = "c1 87 37 fa 21 3d c5 b2 ec f4 fe fd 21"
    private static let fragments = ["41 83 37 fa 21 3d c5 b2 ec", "80 84 37 fa 21 3d fe 33 26 3d"]

    @Test func `A masked byte has its bits in several symbols`() {
        expectScreen(
            Self.screens(Self.masked, from: .client).pressing(.right, times: 7).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  c1 87 37 fa 21 3d c5[b2]ec f4 fe fd 21            ··7·!=······!
                  FO ML K--K--K--K  P--P--P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  payload
                 [10110010]11101100 11110100 11111110 11111101 00100001
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  P  Payload byte 1: 0xb2 XOR key byte 1, 0xfa, is 0x48,          RFC 6455 §5.3
                     compressed.
                     State: payload, has 2 of 7 bytes, needs 5 more.
                ─ unmasking ────────────────────────────────────────────────────────────────────
                  i      0        1        2        3        4        5        6
                  wire   c5       b2       ec       f4       fe       fd       21
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]   fa [1]   21 [2]
                  xor    f2       48       cd       c9       c9       07       00
                ─ inflating ──────────────────────── compressed byte 1 ▸ inflated bytes 0 to 1 ─
                  bits      010[01111 000│10010 101]10011 100│10011 100│10011 111│00000
                  symbol    B   H         e         l         l         o         end
                  inflated  [He]llo
                  A literal, in a code of 8 bits: the byte 0x48, "H".           RFC 1951 §3.2.5
                  A literal, in a code of 8 bits: the byte 0x65, "e".           RFC 1951 §3.2.5
                  7 bytes for 5: nothing in it is a copy; 16 bits delimit its blocks.
                """#)
    }

    @Test func `A copy shows what it is copied from`() {
        expectScreen(
            Self.screens(Self.hello, Self.again).pressing(.character("}")).pressing(.character("]"), times: 10).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  c1 05 f2[00]11 00 00                              ·······
                  FO ML P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   payload
                  1 1 0 0  0001  0  0000101  11110010[00000000]00010001 00000000 00000000
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  P  Bit 4 of byte 3 is 0, sent unmasked.                         RFC 6455 §5.2
                  P  Payload byte 1: 0x00, compressed, sent unmasked.             RFC 6455 §5.2
                     State: payload, has 2 of 5 bytes, needs 3 more.
                ─ payload ──────────────────────────────────────────────────────────────────────
                  i      0        1        2        3        4
                  byte   f2       00       11       00       00
                ─ inflating ──────────────────────── compressed byte 1 ▸ inflated bytes 1 to 4 ─
                  bits      010│01111 000[00000 10001000]0000000│0 00│000000│00000000 00000000
                  symbol    B   H         4 from 5       end     B    pad    LEN 0, NLEN
                  inflated  H(ello)│H[ello]
                  A copy of 4 bytes from 5 back, in an earlier message        RFC 7692 §7.2.3.2
                  (frame 0): "ello".

                  5 bytes for 5: 4 are copied from earlier messages; 19 bits delimit its
                  blocks.
                """#)
    }

    @Test func `A large screen has every stage`() {
        expectScreen(
            Self.screens(Self.masked, from: .client, width: 140, height: 45)
                .pressing(.right, times: 7).pressing(.down, times: 6).body,
            is: #"""
                ─ ▸ wire ────────────────────────────────────────────────────────────────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  c1 87 37 fa 21 3d c5[b2]ec f4 fe fd 21            ··7·!=······!
                  FO ML K--K--K--K  P--P--P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                   0                   1                   2                   3       1... ....  F  FIN is 1: this frame ends its message.
                   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1     .1.. ....  R  RSV1 is 1: permessage-deflate was agreed on; this
                  +-+-+-+-+-------+-+-------------+-------------------------------+                  message is compressed.
                  |1|1|0|0|0 0 0 1|1|0 0 0 0 1 1 1|0 0 1 1 0 1 1 1 1 1 1 1 1 0 1 0|    ..0. ....  R  RSV2 is 0: permessage-deflate uses only RSV1.
                  |F|R|R|R|opcode |M|   length    |          masking key          |    ...0 ....  R  RSV3 is 0: permessage-deflate uses only RSV1.
                  +-+-+-+-+-------+-+-------------+-------------------------------+    .... 0001  O  The opcode is 1: a text frame, compressed; inflated,
                  |0 0 1 0 0 0 0 1 0 0 1 1 1 1 0 1|1 1 0 0 0 1 0 1 1 0 1 1 0[0]1 0|                  the message is UTF-8.
                  |          masking key          |            payload            |    1... ....  M  MASK is 1: the payload is masked with a key of four
                  +-------------------------------+-------------------------------+                  bytes.
                  |1 1 1 0 1 1 0 0 1 1 1 1 0 1 0 0 1 1 1 1 1 1 1 0 1 1 1 1 1 1 0 1|    .000 0111  L  The length bits are 7: the payload has 7 bytes.
                  |                            payload                            |    37fa213d   K  Masking key: payload byte i is XORed with key byte i
                  +---------------+-----------------------------------------------+                  mod 4.
                  |0 0 1 0 0 0 0 1|                                                  ▸ c5b2ecf4…  P  The payload: 7 bytes, compressed, masked with the key
                  |    payload    |                                                                  before it.
                  +---------------+
                ─ decoder ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                  P  Bit 5 of byte 7 is 0 on the wire; the key's bit is 0; XOR makes it 0.                                                    RFC 6455 §5.3
                  P  Payload byte 1: 0xb2 XOR key byte 1, 0xfa, is 0x48, compressed.                                                          RFC 6455 §5.3
                     State: payload, has 2 of 7 bytes, needs 5 more.
                ─ unmasking ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                  i      0        1        2        3        4        5        6
                  wire   c5       b2       ec       f4       fe       fd       21
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]   fa [1]   21 [2]
                  xor    f2       48       cd       c9       c9       07       00

                  wire   1 0 1 1 0[0]1 0   b2
                  key    1 1 1 1 1[0]1 0   fa   byte 1 of the key
                  xor    0 1 0 0 1[0]0 0   48   1 where the two bits differ
                ─ inflating ────────────────────────────────────────────────────────────────────────────────────────── compressed byte 1 ▸ inflated byte 0 ─
                  byte      f2        48        cd        c9        c9        07        00         00       00       ff       ff
                  bits      010[01111 000]10010 101│10011 100│10011 100│10011 111│00000 00│000│000│00000000 00000000 11111111 11111111
                  symbol    B   H         e         l         l         o         end      B   pad LEN 0, NLEN
                  inflated  [H]ello

                  A literal, in a code of 8 bits: the byte 0x48, "H".                                                                       RFC 1951 §3.2.5



                  7 bytes for 5: nothing in it is a copy; 16 bits delimit its blocks.
                """#)
    }

    @Test func `The last byte is followed by bytes that were not sent`() {
        expectScreen(
            Self.screens(Self.hello).pressing(.character("z")).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  c1 07 f2 48 cd c9 c9 07[00]                       ···H·····
                  FO ML P--P--P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  payload
                  00000111[00000000]
                  byte 7   byte 8
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  P  Payload byte 6: 0x00, compressed, sent unmasked.             RFC 6455 §5.2
                     State: the frame is complete: 2 bytes of header, 7 of payload, 9 in all.
                ─ payload ──────────────────────────────────────────────────────────────────────
                  i      0        1        2        3        4        5        6
                  byte   f2       48       cd       c9       c9       07       00
                ─ inflating ──────────────────────────── compressed byte 6 ▸ nothing comes out ─
                  bits     [00│000│000]00000000 00000000 11111111 11111111
                  symbol    end    pad LEN 0, NLEN
                  inflated  Hello
                  The end of the block, in a code of 7 bits.                    RFC 1951 §3.2.5
                  A stored block. BFINAL is 0: not a final block.               RFC 1951 §3.2.3
                  Padding, 3 bits: what follows begins with a whole byte.       RFC 1951 §3.2.4
                  Then come 00 00 ff ff, not sent: inflating adds them.         RFC 7692 §7.2.2
                  7 bytes for 5: nothing in it is a copy; 16 bits delimit its blocks.
                """#)
    }

    @Test func `A fragment goes on with a symbol of the frame before`() {
        expectScreen(
            Self.screens(Self.fragments[0], Self.fragments[1], from: .client)
                .pressing(.character("}")).pressing(.right, times: 6).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  80 84 37 fa 21 3d[fe]33 26 3d                     ··7·!=·3&=
                  FO ML K--K--K--K  P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   masking key                          payload
                  1 0 0 0  0000  1  0000100  00110111 11111010 00100001 00111101 [11111110]
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  P  Payload byte 0: 0xfe XOR key byte 0, 0x37, is 0xc9,          RFC 6455 §5.3
                     compressed.
                     State: payload, has 1 of 4 bytes, needs 3 more.
                ─ unmasking ──────────────────────────────── message 0 (text), fragment 2 of 2 ─
                  i      0        1        2        3
                  wire   fe       33       26       3d
                  key    37 [0]   fa [1]   21 [2]   3d [3]
                  xor    c9       c9       07       00
                ─ inflating ──────────────────────── compressed byte 3 ▸ inflated bytes 2 to 3 ─
                  bits      010│01111 000│10010 101[10011┊100│10011 100]10011 111│00000
                  symbol    B   H         e         l         l         o         end
                  inflated  He[ll]o
                  A literal, in a code of 8 bits: the byte 0x6c, "l".           RFC 1951 §3.2.5
                  A literal, in a code of 8 bits: the byte 0x6c, "l".           RFC 1951 §3.2.5
                  7 bytes for 5: nothing in it is a copy; 16 bits delimit its blocks.
                """#)
    }

    @Test func `A message that is still arriving is shown as far as it came`() {
        let screen = Self.screens("c1 07 f2 48 cd").pressing(.character("z"))
        #expect(screen.rows(with: "So far 3 bytes for 2").count == 1)
        #expect(screen.rows(with: "The symbol that begins here is not complete").count == 1)
        #expect(screen.rows(with: "not sent").isEmpty)
    }

    @Test func `The projector has the symbols, too`() {
        let screen = Self.screens(Self.masked, from: .client).pressing(.character("P")).pressing(.right, times: 7)
        #expect(screen.rows(with: "bits", "010[01111 000│10010 101]10011").count == 1)
        #expect(screen.rows(with: "inflated", "[He]llo").count == 1)
        #expect(screen.rows(with: "7 bytes for 5").count == 1)
    }

    /// What a copy takes may be further away than a row is long.
    @Test func `A copy from far away has a row of its own`() {
        let text = String(repeating: "0123456789", count: 20).utf8.map { Hex.byte($0) }.joined(separator: " ")
        // 200 bytes in a stored block; then a copy of 4 bytes from 200 back.
        let stored = "c1 7e 00 ce 00 c8 00 37 ff \(text) 00"
        let screen = Self.screens(stored, "c1 04 02 f9 03 00", width: 120, height: 45)
            .pressing(.character("}")).pressing(.right, times: 3)
        #expect(screen.rows(with: "from", "(0123)").count == 1, "\(screen.body)")
        #expect(screen.rows(with: "inflated", "[0123]").count == 1)
    }

    @Test func `Bytes that are not known are counted`() throws {
        var model = Model(source: .recording(title: "test"), size: Size(width: 80, height: 24))
        let fixture = try #require(Fixture.all.first { $0.name == "extensions/begins-midway" })
        _ = model.update(.events(try Recording(fixture.bytes()).events))
        model.press([.character("4"), .home, .character("z")])
        #expect(model.screenText.contains("shown as ?: copied from messages that are not here."))
        model.press([.character("a")] + .typing("]]]]]]]]]]"))
        #expect(model.screenText.contains("that is not kept here"))
    }

    // MARK: Keys

    /// Where the cursor is after each key.
    private static func places(_ screens: ByteScreens, _ key: Key, times: Int) -> [String] {
        (0..<times).map { count in
            let cursor = screens.pressing(key, times: count + 1).model.context.cursor
            return "\(cursor.row) \(cursor.byte)" + (cursor.bit.map { ".\($0)" } ?? "")
        }
    }

    /// The block, H, e, l, l, o, the end, the next block, its padding, and then the next frame.
    @Test func `Brackets step from symbol to symbol`() {
        let screens = Self.screens(Self.hello, Self.again).pressing(.right, .right)
        let row = screens.model.context.cursor.row
        let forward = ["2.7", "2.4", "3.4", "4.4", "5.4", "6.4", "7.4", "8.5", "8.2"]
        #expect(
            Self.places(screens, .character("]"), times: 9) == forward.map { "\(row) \($0)" })
        let end = screens.pressing(.character("]"), times: 9)
        #expect(
            Self.places(end, .character("["), times: 10)
                == (forward.dropLast().reversed() + ["1.1", "1.0"]).map { "\(row) \($0)" })
        #expect(Self.places(end, .character("]"), times: 1) == ["\(row + 1) 0"])
        // From a byte as a whole, the first symbol that begins in it is next.
        #expect(Self.places(screens.pressing(.right), .character("]"), times: 2) == ["\(row) 3.4", "\(row) 4.4"])
        #expect(Self.places(end.pressing(.character("}")), .character("["), times: 1) == ["\(row) 8.2"])
    }

    @Test func `The footer says what brackets step through`() {
        let screens = Self.screens(Self.hello)
        #expect(Self.footer(screens).contains("[ ] field"))
        #expect(Self.footer(screens.pressing(.right, .right)).contains("[ ] symbol"))
        #expect(Self.footer(screens.pressing(.right, .right)).contains("H hide"))
    }

    private static func footer(_ screens: ByteScreens) -> String { view(screens.model).lines.last ?? "" }

    @Test func `Every symbol is a stop`() {
        let screens = Self.screens(Self.hello).pressing(.right, .right)
        let words = [
            "BFINAL", "\"H\"", "\"e\"", "\"l\"", "\"l\"", "\"o\"", "The end of the block", "BFINAL", "Padding",
        ]
        for (index, word) in words.enumerated() {
            let screen = screens.pressing(.character("]"), times: index + 1)
            #expect(screen.rows(with: word).count == 1, "\(screen.body)")
        }
    }

    // MARK: What is hidden

    private static let sizes = [Size(width: 80, height: 24), Size(width: 140, height: 45)]

    /// Two connections that are the same up to a byte look the same while the veil hides the rest.
    @Test(arguments: sizes, ["H", "E"]) func `Behind the veil nothing of later bytes shows`(size: Size, key: String) {
        // Hello, and Help!
        let both = ["c1 07 f2 48 cd c9 c9 07 00", "c1 07 f2 48 cd 29 50 04 00"].map {
            Self.screens($0, width: size.width, height: size.height).pressing(.character(Character(key)))
        }
        let steps = key == "H" ? 4 : 8
        for step in 0...steps {
            let (one, other) = (both[0].pressing(.right, times: step), both[1].pressing(.right, times: step))
            #expect(one.body == other.body, "step \(step)")
        }
        #expect(both[0].pressing(.right, times: steps).rows(with: "So far 3 bytes for 2").count == 1)
        #expect(both[0].pressing(.right, times: 20).body != both[1].pressing(.right, times: 20).body)
    }

    /// The key that hides texts hides symbols as well, and where they begin.
    @Test(arguments: sizes) func `Where texts are hidden no symbol shows`(size: Size) {
        // Five letters, and a letter with a copy of four.
        let both = [["c1 05 4a 4c 4a 06 00"], ["c1 05 f2 00 11 00 00"]].map { frames in
            Self.screens(Self.hello, frames[0], width: size.width, height: size.height)
                .pressing(.character("}"), .character("K"))
        }
        for key in ["]", "[", "z", "}"] {
            for count in 0..<16 {
                let (one, other) = (
                    both[0].pressing(.character(Character(key)), times: count),
                    both[1].pressing(.character(Character(key)), times: count)
                )
                #expect(one.body == other.body && one.model.context.cursor == other.model.context.cursor)
            }
        }
    }

    @Test func `A frame that is not compressed has none of it`() {
        let screen = Self.screens("81 05 48 65 6c 6c 6f").pressing(.right, times: 4)
        #expect(screen.rows(with: "inflat").isEmpty)
        #expect(Self.places(screen.pressing(.character("a")), .character("]"), times: 8).last?.hasSuffix(" 2") == true)
    }
}
