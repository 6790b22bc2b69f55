// The Frame screen as text, on the frame that RFC 6455 §5.7 gives as its example, at several sizes.

import TerminalUI
import TestSupport
import Testing

@testable import Inspector

@Suite struct FrameViewTests {
    let hello = ByteScreens.frame(Wire.hello)

    @Test func `Byte 0 holds three fields, each with its letter and its sentence`() {
        expectScreen(
            hello.body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                 [81]85 37 fa 21 3d 7f 9f 4d 51 58                  ··7·!=··MQX
                  FO ML K--K--K--K  P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   masking key                          payload
                 [1 0 0 0  0001] 1  0000101  00110111 11111010 00100001 00111101  01111111
                  byte 0         byte 1      byte 2   byte 3   byte 4   byte 5    byte 6
                ─ decoder ──────────────────────────────────────────────────────────────────────
                     0x81 is 8 and 1: 1000 0001. Bits count from the left, 0-7.   RFC 6455 §5.2
                  F  FIN is 1: this frame ends its message.                       RFC 6455 §5.2
                  R  RSV1, RSV2 and RSV3 are 0: no extension was agreed on.       RFC 6455 §5.2
                  O  The opcode is 1: a text frame; the payload is UTF-8.         RFC 6455 §5.6
                     State: has the first byte, needs 1 more for MASK and length.
                ─ unmasking ────────────────────────────────────────────────────────────────────
                  i      0        1        2        3        4
                  wire   7f       9f       4d       51       58
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]
                  xor    48       65       6c       6c       6f
                  char   H        e        l        l        o
                """#)
    }

    @Test func `The third byte is the first of the masking key`() {
        expectScreen(
            hello.pressing(.right, .right).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  81 85[37]fa 21 3d 7f 9f 4d 51 58                  ··7·!=··MQX
                  FO ML K--K--K--K  P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   masking key                          payload
                  1 0 0 0  0001  1  0000101 [00110111]11111010 00100001 00111101  01111111
                  byte 0         byte 1      byte 2   byte 3   byte 4   byte 5    byte 6
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  K  This is the first of the 4 bytes of the masking key: 0x37.   RFC 6455 §5.3
                  K  Masking key: payload byte i is XORed with key byte i mod 4.  RFC 6455 §5.3
                  K  Each frame needs a new key that nobody can predict.          RFC 6455 §5.3
                  K  This is not encryption: the key is sent along.               RFC 6455 §5.3
                     State: masking key, has 1 byte, needs 3 more.
                ─ unmasking ────────────────────────────────────────────────────────────────────
                  i      0        1        2        3        4
                  wire   7f       9f       4d       51       58
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]
                  xor    48       65       6c       6c       6f
                  char   H        e        l        l        o
                """#)
    }

    @Test func `A payload bit is shown on the wire, in the key and in their XOR`() {
        expectScreen(
            hello.pressing(.right, times: 6).pressing(.down, .down, .down).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  81 85 37 fa 21 3d[7f]9f 4d 51 58                  ··7·!=··MQX
                  FO ML K--K--K--K  P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   masking key                          payload
                  1 0 0 0  0001  1  0000101  00110111 11111010 00100001 00111101 [01111111]
                                                                                    ^ bit 2
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  P  Bit 2 of byte 6 is 1 on the wire; the key's bit is 1; XOR    RFC 6455 §5.3
                     makes it 0.
                  P  Payload byte 0: 0x7f XOR key byte 0, 0x37, is 0x48, "H".     RFC 6455 §5.3
                  P  0 1001000 is a character of one byte: U+0048, "H".             RFC 3629 §3
                     State: payload, has 1 of 5 bytes, needs 4 more.
                ─ unmasking ────────────────────────────────────────────────────────────────────
                  i      0        1        2        3        4
                  wire   7f       9f       4d       51       58
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]
                  xor    48       65       6c       6c       6f
                  char   H        e        l        l        o
                  wire   0 1[1]1 1 1 1 1   7f
                  key    0 0[1]1 0 1 1 1   37   byte 0 of the key
                  xor    0 1[0]0 1 0 0 0   48   1 where the two bits differ
                """#)
    }

    @Test func `A small terminal shows all four panes`() {
        expectScreen(
            ByteScreens.frame(Wire.hello, width: 60, height: 20).pressing(.right, .right).body,
            is: #"""
                ─ ▸ wire ───────────────────────────────────────────────────
                  81 85[37]fa 21 3d 7f 9f 4d 51 58
                  FO ML K--K--K--K  P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────
                  F R R R  op    M  length   masking key
                  1 0 0 0  0001  1  0000101 [00110111]11111010 00100001
                ─ decoder ──────────────────────────────────────────────────
                  K  This is the first of the 4 bytes of the masking   §5.3
                     key: 0x37.
                  K  Masking key: payload byte i is XORed with key     §5.3
                     byte i mod 4.
                     State: masking key, has 1 byte, needs 3 more.

                ─ unmasking ────────────────────────────────────────────────
                  wire   7f       9f       4d       51       58
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]
                  xor    48       65       6c       6c       6f
                  char   H        e        l        l        o
                """#)
    }

    @Test func `A large terminal shows the picture of the RFC filled with the frame`() {
        expectScreen(
            ByteScreens.frame(Wire.hello, width: 140, height: 45).pressing(.right, .right).body,
            is: #"""
                ─ ▸ wire ────────────────────────────────────────────────────────────────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  81 85[37]fa 21 3d 7f 9f 4d 51 58                  ··7·!=··MQX
                  FO ML K--K--K--K  P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                   0                   1                   2                   3       1... ....  F  FIN is 1: this frame ends its message.
                   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1     .0.. ....  R  RSV1 is 0: no extension was agreed on.
                  +-+-+-+-+-------+-+-------------+-------------------------------+    ..0. ....  R  RSV2 is 0: no extension was agreed on.
                  |1|0|0|0|0 0 0 1|1|0 0 0 0 1 0 1[0 0 1 1 0 1 1 1]1 1 1 1 1 0 1 0|    ...0 ....  R  RSV3 is 0: no extension was agreed on.
                  |F|R|R|R|opcode |M|   length    |          masking key          |    .... 0001  O  The opcode is 1: a text frame; the payload is UTF-8.
                  +-+-+-+-+-------+-+-------------+-------------------------------+    1... ....  M  MASK is 1: the payload is masked with a key of four
                  |0 0 1 0 0 0 0 1 0 0 1 1 1 1 0 1|0 1 1 1 1 1 1 1 1 0 0 1 1 1 1 1|                  bytes.
                  |          masking key          |            payload            |    .000 0101  L  The length bits are 5: the payload has 5 bytes.
                  +-------------------------------+---------------+---------------+  ▸ 37fa213d   K  Masking key: payload byte i is XORed with key byte i
                  |0 1 0 0 1 1 0 1 0 1 0 1 0 0 0 1 0 1 0 1 1 0 0 0|                                  mod 4.
                  |                    payload                    |                    7f9f4d51…  P  The payload: 5 bytes, masked with the key before it.
                  +-----------------------------------------------+
                ─ decoder ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                  K  This is the first of the 4 bytes of the masking key: 0x37.                                                               RFC 6455 §5.3
                  K  Masking key: payload byte i is XORed with key byte i mod 4.                                                              RFC 6455 §5.3
                  K  Each frame needs a new key that nobody can predict.                                                                      RFC 6455 §5.3
                  K  This is not encryption: the key is sent along.                                                                           RFC 6455 §5.3
                     State: masking key, has 1 byte, needs 3 more.
                ─ unmasking ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                  i      0        1        2        3        4
                  wire   7f       9f       4d       51       58
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]
                  xor    48       65       6c       6c       6f
                  char   H        e        l        l        o
                """#)
    }

    @Test func `The projector shows the byte in large digits`() {
        expectScreen(
            hello.pressing(.character("P"), .right, .right, .left).body,
            is: #"""
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                   81 [85] 37  fa  21  3d  7f  9f  4d  51  58
                   FO  ML  K---K---K---K   P---P---P---P---P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  █▀█ █▀▀    ▄█   █▀█ █▀█ █▀█ █▀█ ▄█ █▀█ ▄█
                  █▀█ ▀▀█     █   █ █ █ █ █ █ █ █  █ █ █  █
                  ▀▀▀ ▀▀▀     ▀   ▀▀▀ ▀▀▀ ▀▀▀ ▀▀▀  ▀ ▀▀▀  ▀
                  █▄ ▄█ ▄▀▄ ▄▀▀▀ █ █    ▄█    █ ▄▀▄ ▄▄   ▄▄ ▄█▄ █      █▀▀
                  █ ▀ █ █▀█  ▀▀▄ █▀▄     █    █ █▀▀ █ █ ▀▄█  █  █▀▄    ▀▀█
                  ▀   ▀ ▀ ▀ ▀▀▀  ▀ ▀     ▀    ▀  ▀▀ ▀ ▀ ▄▄▀  ▀▀ ▀ ▀    ▀▀▀
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  M  MASK is 1: the payload is masked with a key of four bytes.            §5.1
                  M  A client must mask every frame; a server must not.                    §5.1
                  M  So no script can choose the bytes that a proxy sees.                 §10.3
                  L  The length bits are 5: the payload has 5 bytes.                       §5.2
                     State: masking key, has 0 bytes, needs 4 more.
                ─ unmasking ────────────────────────────────────────────────────────────────────
                  i      0        1        2        3        4
                  wire   7f       9f       4d       51       58
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]
                  xor    48       65       6c       6c       6f
                  char   H        e        l        l        o
                """#)
    }

    @Test func `A zoomed pane fills the screen`() {
        let bits = hello.pressing(.tab, .character("\\"))
        #expect(bits.rows(with: "─ ▸ bits ─").count == 1)
        #expect(bits.rows(with: "[1|0|0|0|0 0 0 1]1|0 0 0 0 1 0 1|").count == 1)
        #expect(bits.rows(with: "─ wire").isEmpty)
        #expect(hello.pressing(.backTab, .character("\\")).rows(with: "─ ▸ unmasking").count == 1)
        #expect(hello.pressing(.backTab, .tab, .character("\\")).rows(with: "─ ▸ wire").count == 1)
    }
}
