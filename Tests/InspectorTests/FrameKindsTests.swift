// The Frame screen on frames of every kind: long, in several scripts, in fragments, in parts, and broken.

import Capture
import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct FrameKindsTests {

    @Test func `A length of 126 is explained as a choice`() {
        expectScreen(
            ByteScreens.frame(
                Frame(
                    .text, payload: Array(String(repeating: "All work and no play. ", count: 20).utf8),
                    maskingKey: Wire.maskingKey
                )
                .encoded
            ).pressing(.right, .right).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                   0  81 fe[01]b8 37 fa 21 3d 76 96 4d 1d 40 95 53 56   ····7·!=v·M·@·SV
                      FO ML L--L  K--K--K--K  P--P--P--P--P--P--P--P
                  16  17 9b 4f 59 17 94 4e 1d 47 96 40 44 19 da 60 51   ··OY··N·G·@D··`Q
                      P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   extended length    masking key
                  1 0 0 0  0001  1  1111110 [00000001]10111000  00110111 11111010 00100001
                  byte 0         byte 1      byte 2   byte 3    byte 4   byte 5   byte 6
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  L  This is the first of the 2 bytes of the extended length (16  RFC 6455 §5.2
                     bits): 0x01.
                  L  These 2 bytes are the length, most significant first: 440    RFC 6455 §5.2
                     bytes.
                     State: extended length (16 bits), has 1 byte, needs 1 more.
                ─ unmasking ────────────────────────────────────────────────────────────────────
                  The text: "All work and no play. All work and no play. All …" t shows all
                  i      0        1        2        3        4        5        6               ›
                  wire   76       96       4d       1d       40       95       53
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]   fa [1]   21 [2]
                  xor    41       6c       6c       20       77       6f       72
                  char   A        l        l        space    w        o        r
                """#)
    }

    @Test func `A client that does not mask breaks a rule`() {
        expectScreen(
            ByteScreens.frame(Frame(.text, payload: Array("Hello".utf8)).encoded).pressing(.right).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  81[05]48 65 6c 6c 6f                              ··Hello
                  FO ML P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   payload
                  1 0 0 0  0001 [0  0000101] 01001000 01100101 01101100 01101100 01101111
                  byte 0         byte 1      byte 2   byte 3   byte 4   byte 5   byte 6
                ─ decoder ───────────────────────────────────────────────── ! 1 rule is broken ─
                  M  MASK is 0: the payload is not masked, and there is no key.   RFC 6455 §5.1
                  M  Clients mask so that no script chooses what a proxy sees.   RFC 6455 §10.3
                  L  The length bits are 5: the payload has 5 bytes.              RFC 6455 §5.2
                     State: payload, has 0 of 5 bytes, needs 5 more.
                  !  violation, byte 1: A client must mask every frame; this one  RFC 6455 §5.1
                     is not masked, so the server closes with 1002. Found: MASK
                     is 0. MUST, close code 1002.
                ─ payload ──────────────────────────────────────────────────────────────────────
                  Not masked: the bytes are sent as they are.
                  i      0        1        2        3        4
                  byte   48       65       6c       6c       6f
                  char   H        e        l        l        o
                """#)
    }

    @Test func `A Close is shown with its code, meaning and reason`() {
        expectScreen(
            ByteScreens.frame(
                Frame(
                    .close, payload: ClosePayload.encode(CloseCode(rawValue: 3001), reason: "bye"),
                    maskingKey: Wire.maskingKey
                ).encoded
            ).pressing(.right, times: 6).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  88 85 37 fa 21 3d[3c]43 43 44 52                  ··7·!=<CCDR
                  FO ML K--K--K--K  P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   masking key                          payload
                  1 0 0 0  1000  1  0000101  00110111 11111010 00100001 00111101 [00111100]
                  byte 0         byte 1      byte 2   byte 3   byte 4   byte 5    byte 6
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  P  Payload byte 0: 0x3c XOR key byte 0, 0x37, is 0x0b.          RFC 6455 §5.3
                  P  This is the first of the 2 bytes of the close code.        RFC 6455 §5.5.1
                     State: payload, has 1 of 5 bytes, needs 4 more.
                ─ unmasking ────────────────────────────────────────────────────────────────────
                  Close code 3001. Reason: "bye". Reserved for libraries, frameworks and
                  applications that register it.
                  i      0        1        2        3        4
                  wire   3c       43       43       44       52
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]
                  xor    0b       b9       62       79       65
                  char   3001───────       b        y        e
                  wire   0 0 1 1 1 1 0 0   3c
                  key    0 0 1 1 0 1 1 1   37   byte 0 of the key
                  xor    0 0 0 0 1 0 1 1   0b   1 where the two bits differ
                """#)
    }

    @Test func `Characters span the columns of their bytes`() {
        expectScreen(
            ByteScreens.frame(frame(.text, "é€😀"))
                .pressing(.right, times: 9).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  81 89 37 fa 21 3d f4 53 c3[bf]9b 0a be a5 b7      ··7·!=·S·······
                  FO ML K--K--K--K  P--P--P--P--P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  payload
                  01010011 11000011[10111111]10011011 00001010 10111110 10100101 10110111
                  byte 7   byte 8   byte 9   byte 10  byte 11  byte 12  byte 13  byte 14
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  P  Payload byte 3: 0xbf XOR key byte 3, 0x3d, is 0x82.          RFC 6455 §5.3
                  P  10 000010 continues it, byte 2 of 3; its bits are 000010.      RFC 3629 §3
                     State: payload, has 4 of 9 bytes, needs 5 more.
                ─ unmasking ────────────────────────────────────────────────────────────────────
                  The text: "é€😀"
                  i      0        1        2        3        4        5        6               ›
                  wire   f4       53       c3       bf       9b       0a       be
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]   fa [1]   21 [2]
                  xor    c3       a9       e2       82       ac       f0       9f
                  char   é U+00E9───       € U+20AC────────────       😀 U+1F600────────────────

                  wire   1 0 1 1 1 1 1 1   bf
                  key    0 0 1 1 1 1 0 1   3d   byte 3 of the key
                  xor    1 0 0 0 0 0 1 0   82   1 where the two bits differ
                """#)
    }

    @Test func `A fragment is shown with its message`() {
        expectScreen(
            ByteScreens.frame(
                frame(.text, "Hel", fin: false),
                frame(.continuation, "lo")
            ).pressing(.character("}")).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                 [80]82 37 fa 21 3d 5b 95                           ··7·!=[·
                  FO ML K--K--K--K  P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   masking key                          payload
                 [1 0 0 0  0000] 1  0000010  00110111 11111010 00100001 00111101  01011011
                  byte 0         byte 1      byte 2   byte 3   byte 4   byte 5    byte 6
                ─ decoder ──────────────────────────────────────────────────────────────────────
                     0x80 is 8 and 0: 1000 0000. Bits count from the left, 0-7.   RFC 6455 §5.2
                  F  FIN is 1: this frame ends its message.                       RFC 6455 §5.2
                  R  RSV1, RSV2 and RSV3 are 0: no extension was agreed on.       RFC 6455 §5.2
                  O  The opcode is 0: a continuation of a text message.           RFC 6455 §5.4
                     State: has the first byte, needs 1 more for MASK and length.
                ─ unmasking ────────────────────────────────────────────────────────────────────
                  Message 0 (text), fragment 2 of 2.
                  The text so far: "Hello"
                  i      0        1
                  wire   5b       95
                  key    37 [0]   fa [1]
                  xor    6c       6f
                  char   l        o
                """#)
    }

    @Test func `A compressed message is not shown as text`() {
        expectScreen(
            Self.deflated("41 87 37 fa 21 3d c5 b2 ec f4 fe fd 21").body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                 [41]87 37 fa 21 3d c5 b2 ec f4 fe fd 21            A·7·!=······!
                  FO ML K--K--K--K  P--P--P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   masking key                          payload
                 [0 1 0 0  0001] 1  0000111  00110111 11111010 00100001 00111101  11000101
                  byte 0         byte 1      byte 2   byte 3   byte 4   byte 5    byte 6
                ─ decoder ──────────────────────────────────────────────────────────────────────
                     0x41 is 4 and 1: 0100 0001. Bits count from the left, 0-7.   RFC 6455 §5.2
                  F  FIN is 0: more frames of this message follow.                RFC 6455 §5.4
                  R  RSV1 is 1: permessage-deflate was agreed on; this message is   RFC 7692 §6
                     compressed.
                  R  RSV2 and RSV3 are 0: permessage-deflate uses only RSV1.        RFC 7692 §6
                  O  The opcode is 1: a text frame, compressed; inflated, the     RFC 6455 §5.6
                     message is UTF-8.
                     State: has the first byte, needs 1 more for MASK and length.
                ─ unmasking ───────────────────────── message 0 (text), fragment 1 of 1 so far ─
                  wire   c5       b2       ec       f4       fe       fd       21
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]   fa [1]   21 [2]
                  xor    f2       48       cd       c9       c9       07       00
                  inflated  Hello
                  So far 7 bytes for 5: nothing in it is a copy; 16 bits delimit its blocks.
                """#)
        expectScreen(
            Self.deflated("41 87 37 fa 21 3d c5 b2 ec f4 fe fd 21").pressing(.right, times: 6).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  41 87 37 fa 21 3d[c5]b2 ec f4 fe fd 21            A·7·!=······!
                  FO ML K--K--K--K  P--P--P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   masking key                          payload
                  0 1 0 0  0001  1  0000111  00110111 11111010 00100001 00111101 [11000101]
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  P  Payload byte 0: 0xc5 XOR key byte 0, 0x37, is 0xf2,          RFC 6455 §5.3
                     compressed.
                     State: payload, has 1 of 7 bytes, needs 6 more.
                ─ unmasking ───────────────────────── message 0 (text), fragment 1 of 1 so far ─
                  i      0        1        2        3        4        5        6
                  wire   c5       b2       ec       f4       fe       fd       21
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]   fa [1]   21 [2]
                  xor    f2       48       cd       c9       c9       07       00
                ─ inflating ────────────────────────────── compressed byte 0 ▸ inflated byte 0 ─
                  bits     [010│01111 000]10010 101│10011 100│10011 100│10011 111│00000
                  symbol    B   H         e         l         l         o         end
                  inflated  [H]ello
                  A block in fixed codes. BFINAL is 0: not a final block.       RFC 1951 §3.2.3
                  A literal, in a code of 8 bits: the byte 0x48, "H".           RFC 1951 §3.2.5
                  So far 7 bytes for 5: nothing in it is a copy; 16 bits delimit its blocks.
                """#)
    }

    /// Bytes of a client on a connection with permessage-deflate.
    private static func deflated(_ frames: String) -> ByteScreens {
        let line = Array("Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n".utf8)
        return ByteScreens(
            .frame,
            [
                .bytes(from: .client, Wire.request.dropLast(2) + line),
                .bytes(from: .server, Wire.response.dropLast(2) + line),
                .bytes(from: .client, (try? Hex.parse(frames)) ?? []),
            ])
    }

    @Test func `A Close without a code is explained`() {
        let screen = ByteScreens.frame(Frame(.close, maskingKey: Wire.maskingKey).encoded)
        #expect(
            screen.rows(with: "This frame has no payload. The Close frame carried no code. 1005 stands")
                .count == 1)
    }

    @Test func `A server does not mask, and the screen says why`() {
        expectScreen(
            ByteScreens.frame(Frame(.text, payload: Array("Hello".utf8)).encoded, from: .server).pressing(.right).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  81[05]48 65 6c 6c 6f                              ··Hello
                  FO ML P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   payload
                  1 0 0 0  0001 [0  0000101] 01001000 01100101 01101100 01101100 01101111
                  byte 0         byte 1      byte 2   byte 3   byte 4   byte 5   byte 6
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  M  MASK is 0: the payload is not masked, and there is no key.   RFC 6455 §5.1
                  M  A client must mask every frame; a server must not.           RFC 6455 §5.1
                  M  Clients mask so that no script chooses what a proxy sees.   RFC 6455 §10.3
                  L  The length bits are 5: the payload has 5 bytes.              RFC 6455 §5.2
                     State: payload, has 0 of 5 bytes, needs 5 more.
                ─ payload ──────────────────────────────────────────────────────────────────────
                  Not masked: the bytes are sent as they are.
                  i      0        1        2        3        4
                  byte   48       65       6c       6c       6f
                  char   H        e        l        l        o
                """#)
    }

    @Test func `A flag is two code points, each over its own bytes`() {
        let screen = ByteScreens.frame(frame(.text, "🇬🇷e\u{301}")).pressing(.right, times: 6)
        #expect(screen.rows(with: "char   U+1F1EC regional indicator G─", "U+1F1F7 regional indicator R").count == 1)
        // The accent is drawn with its letter; the flag, which terminals draw in several ways, stays named.
        #expect(screen.rows(with: "The text: \"[U+1F1EC U+1F1F7]e\u{301}\"").count == 1)
        #expect(screen.pressing(.right, times: 9).rows(with: "char  ‹U+1F1F7  e        U+0301 combining").count == 1)
        expectScreen(
            screen.pressing(.right, times: 7).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  0  81 8b 37 fa 21 3d c7 65 a6 91 c7 65 a6[8a]52 36   ··7·!=·e···e··R6
                     FO ML K--K--K--K  P--P--P--P--P--P--P--P--P--P
                 16  a0                                                ·
                     P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  payload
                  01100101 10100110 10010001 11000111 01100101 10100110[10001010]01010010
                  byte 7   byte 8   byte 9   byte 10  byte 11  byte 12  byte 13  byte 14
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  P  Payload byte 7: 0x8a XOR key byte 3, 0x3d, is 0xb7.          RFC 6455 §5.3
                  P  10 110111 ends it: f0 9f 87 b7 give U+1F1F7. The flag GR:      RFC 3629 §3
                     regional indicators G and R.
                     State: payload, has 8 of 11 bytes, needs 3 more.
                ─ unmasking ────────────────────────────────────────────────────────────────────
                  The text: "[U+1F1EC U+1F1F7]é"
                  i      7        8        9        10
                  wire   8a       52       36       a0
                  key    3d [3]   37 [0]   fa [1]   21 [2]
                  xor    b7       65       cc       81
                  char  ‹U+1F1F7  e        U+0301 combining
                """#)
    }

    @Test func `A character that begins in the frame before is completed`() {
        let wave = Array("👋".utf8)
        let first = Frame(.text, payload: Array(wave.prefix(2)), fin: false, maskingKey: Wire.maskingKey)
        let second = Frame(.continuation, payload: Array(wave.suffix(2)), maskingKey: Wire.maskingKey)
        let screen = ByteScreens.frame(first.encoded, second.encoded).pressing(.character("}")).pressing(
            .right, times: 7)
        #expect(screen.rows(with: "P  10 001011 ends it: f0 9f 91 8b give U+1F44B", "RFC 3629 §3").count == 1)
    }

    @Test func `New reads inside a frame are marked`() {
        expectScreen(
            ByteScreens.frame(
                Array(Wire.hello[..<3]), Array(Wire.hello[3..<8]), Array(Wire.hello[8...])
            ).pressing(.right, times: 3).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  81 85 37[fa]21 3d 7f 9f│4d 51 58                  ··7·!=··MQX
                  FO ML K-│K--K--K  P--P-│P--P--P
                  │ new reads start at bytes 3, 8: a frame is not the same as a read.
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   masking key                          payload
                  1 0 0 0  0001  1  0000101  00110111[11111010]00100001 00111101  01111111
                  byte 0         byte 1      byte 2   byte 3   byte 4   byte 5    byte 6
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  K  This is the second of the 4 bytes of the masking key: 0xfa.  RFC 6455 §5.3
                  K  Masking key: payload byte i is XORed with key byte i mod 4.  RFC 6455 §5.3
                  K  Each frame needs a new key that nobody can predict.          RFC 6455 §5.3
                  K  This is not encryption: the key is sent along.               RFC 6455 §5.3
                     State: masking key, has 2 bytes, needs 2 more.
                ─ unmasking ────────────────────────────────────────────────────────────────────
                  i      0        1        2        3        4
                  wire   7f       9f       4d       51       58
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]
                  xor    48       65       6c       6c       6f
                  char   H        e        l        l        o
                """#)
    }

    @Test func `Several broken rules are counted, those of this byte shown first`() {
        expectScreen(
            ByteScreens.frame([0x7b, 0x7e, 0x00, 0x05, 1, 2, 3, 4, 5]).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                 [7b]7e 00 05 01 02 03 04 05                        {~·······
                  FO ML L--L  P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   extended length    payload
                 [0 1 1 1  1011] 0  1111110  00000000 00000101  00000001 00000010 00000011
                ─ decoder ─────────────────────────────────────────────── ! 5 rules are broken ─
                  F  FIN is 0: more frames of this message follow.                RFC 6455 §5.4
                  R  RSV1, RSV2 and RSV3 are 1, but must be 0: no extension was   RFC 6455 §5.2
                     agreed on.
                  O  The opcode is 11: reserved for control frames yet to be      RFC 6455 §5.2
                     defined.
                     State: has the first byte, needs 1 more for MASK and length.
                  !  violation, byte 0: RSV1, RSV2 and RSV3 must be 0 unless an   RFC 6455 §5.2
                     extension that was agreed on gives them a meaning. Found:
                     RSV1, RSV2, RSV3 without an extension. MUST, close code
                     1002.
                  ! 7 more lines: Tab to this pane, \ enlarges it
                ─ payload ──────────────────────────────────────────────────────────────────────
                  i      0        1        2        3        4
                  byte   01       02       03       04       05
                  ascii  ·        ·        ·        ·        ·
                """#)
    }

    @Test func `What is wrong comes first if there is no room for all`() {
        var screen = ByteScreens.frame([0x7b, 0x7e, 0x00, 0x05, 1, 2, 3, 4, 5], width: 60, height: 20)
        #expect(screen.rows(with: "!  violation, byte 0: RSV1, RSV2 and RSV3 must be 0").count == 1)
        #expect(screen.rows(with: "more lines: Tab to this pane").count == 1)
        screen = screen.pressing(.tab, .tab, .character("\\"))
        #expect(screen.rows(with: "F  FIN is 0").count == 1)
    }

    @Test func `A length of 127 in the eight bytes after it`() {
        let screen = ByteScreens.frame(
            Frame(.binary, payload: Array(repeating: 7, count: 70_000)).encoded, from: .server)
        #expect(
            screen.pressing(.right).rows(with: "L  The length bits are 127: the length is in the next 8 bytes").count
                == 1)
        let third = screen.pressing(.right, times: 8)
        #expect(third.rows(with: "L  This is the seventh of the 8 bytes of the extended length").count == 1)
        #expect(third.rows(with: "State: extended length (64 bits), has 7 bytes, needs 1 more.").count == 1)
        #expect(third.rows(with: "     0  82 7f 00 00 00 00 00 01[11]70 07").count == 1)
        #expect(third.rows(with: "FO ML L--L--L--L--L--L--L--L  P--P").count == 1)
    }

    @Test func `The end of a large frame scrolls into sight`() {
        let screen = ByteScreens.frame(
            Frame(.binary, payload: Array(repeating: 7, count: 70_000)).encoded, from: .server)
        let end = screen.pressing(.right).pressing(.character("{"), .left)
        #expect(end.rows(with: "wire").count == 1)
        let last = ByteScreens.frame(
            Frame(.binary, payload: Array(repeating: 7, count: 70_000)).encoded, Wire.hello, from: .server
        ).pressing(.character("}"), .left)
        #expect(last.rows(with: " 70000  07 07 07 07 07 07 07 07 07[07]").count == 1)
        #expect(last.rows(with: "byte 70009").isEmpty)
        #expect(last.rows(with: "70009").count == 1)
        #expect(last.rows(with: "State: the frame is complete:").count == 1)
    }

    @Test(arguments: [(false, "!  Still arriving: "), (true, "!  Cut off, the connection is over: ")])
    func `A frame whose bytes are missing says so`(isOver: Bool, words: String) {
        let header = ByteScreens.frame(Array(Wire.hello[..<4]), ended: isOver)
        #expect(header.rows(with: words + "masking key, has 2 bytes, needs 2 more.").count == 1)
        #expect(header.rows(with: "FO ML K--K").count == 1)
        let payload = ByteScreens.frame(Array(Wire.hello[..<8]), ended: isOver)
        #expect(payload.rows(with: words + "payload, has 2 of 5 bytes, needs 3 more.").count == 1)
    }

    @Test func `An absurd length is shown, and where it breaks the rules`() {
        let screen = ByteScreens.frame([0x82, 0xff] + Array(repeating: 0xff, count: 8) + [1, 2, 3, 4, 5])
        #expect(screen.rows(with: "─ ! 1 rule is broken ─").count == 1)
        #expect(screen.pressing(.right, .right).rows(with: "!  violation, byte 2: The top bit").count == 1)
        #expect(screen.rows(with: "!  Not read further: payload, has 0 of 18,446,744,073,709,551,615 bytes").count == 1)
    }

    @Test func `Bytes that are no longer kept are reported`() {
        // A frame that is still arriving can't be dropped, but its bytes can.
        let screen = ByteScreens(
            .frame, Session.upgraded.kinds + [.bytes(from: .client, Wire.hello.dropLast())], memoryLimit: 4)
        #expect(screen.rows(with: "no longer kept; its header was 818537fa213d").count == 1)
        #expect(screen.rows(with: "F  FIN is 1").count == 1)
    }

    @Test func `Without a frame the screen says what to do`() {
        let live = view(Model.after([.upgraded], keys: .typing("4"))).lines.joined()
        #expect(live.contains("No frame has arrived on this connection yet. Type a message in the page"))
        // Nobody can type into a recording, even if it ends while the connection is open.
        let recorded = ByteScreens(.frame, Session.upgraded.kinds)
        #expect(recorded.rows(with: "This connection has no frames. Press 1").count == 1)
        #expect(recorded.rows(with: "Type a message").isEmpty)
    }

    /// Byte 7 of the payload is on the second page of columns, and the second byte of the fourth é.
    @Test func `A character that begins on the page before is not cut in half`() {
        let screen = ByteScreens.frame(frame(.text, "ééééé")).pressing(.character("z"))
        #expect(screen.rows(with: "  char ").first?.hasPrefix("  char  ‹é U+00E9 é U+00E9─") == true)
    }
}
