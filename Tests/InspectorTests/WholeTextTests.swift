// The whole text of a message: on Frame below its symbols, on Flow below what is said of its row, and where it is cut the key that leads there.

import Capture
import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct WholeTextTests {
    private static let words = (1...60).map { "Line \($0) of a text that is long.\($0 % 7 == 0 ? "\n" : " ")" }.joined()

    /// A connection with one text from the server, in one frame or two.
    private static func session(
        _ text: String = words, isCompressed: Bool = true, inTwo: Bool = false, opcode: UInt8 = 1
    ) -> Session {
        let line = Array("Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n".utf8)
        let content = Array(text.utf8)
        let payload = isCompressed ? FixedDeflater.whole(content) : content
        let first = inTwo ? payload.count / 2 : payload.count
        let begin = frame(.text, Array(payload.prefix(first)), from: .server).dropFirst()
        let session = Session.blank.client(Wire.request.dropLast(2) + line).server(Wire.response.dropLast(2) + line)
            .server([(inTwo ? 0 : 0x80) | (isCompressed ? 0x40 : 0) | opcode] + begin)
        return inTwo ? session.server(frame(.continuation, Array(payload.dropFirst(first)), from: .server)) : session
    }

    private static func model(_ session: Session, _ keys: [Key], size: Size = Size(width: 80, height: 24)) -> Model {
        var model = Model.after([session], keys: [], source: .recording(title: ""))
        _ = model.update(.resize(size))
        model.press(keys)
        return model
    }

    @Test func aTextThatIsCutNamesTheKeyThatShowsAllOfIt() {
        expectScreen(
            Self.model(Self.session(), .typing("4")).screenText,
            is: """
                 wslens  #1 server frame 0  text  260 B for 1,911 B            RECORDED  ?=help
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                   0 [c1]7e 01 04 f3 c9 cc 4b 55 30 54 c8 4f 53 48 54   ·~·····KU0T·OSHT
                      FO ML L--L  P--P--P--P--P--P--P--P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   extended length    payload
                 [1 1 0 0  0001] 0  1111110  00000001 00000100  11110011 11001001 11001100
                  byte 0         byte 1      byte 2   byte 3    byte 4   byte 5   byte 6
                ─ decoder ──────────────────────────────────────────────────────────────────────
                     0xc1 is c and 1: 1100 0001. Bits count from the left, 0-7.   RFC 6455 §5.2
                  F  FIN is 1: this frame ends its message.                       RFC 6455 §5.2
                  R  RSV1 is 1: permessage-deflate was agreed on; this message is   RFC 7692 §6
                     compressed.
                  R  RSV2 and RSV3 are 0: permessage-deflate uses only RSV1.        RFC 7692 §6
                  O  The opcode is 1: a text frame, compressed; inflated, the     RFC 6455 §5.6
                     message is UTF-8.
                     State: has the first byte, needs 1 more for MASK and length.
                ─ payload ─────────────────────────────────────────── ] goes on to its symbols ─
                  i      0        1        2        3        4        5        6               ›
                  byte   f3       c9       cc       4b       55       30       54
                  inflated  Line 1 of a text that is long. Line 2 of a text… t shows all
                  260 bytes for 1,911: 1,826 are copied.
                 0.000 s ├──────────────────────────────────────●┤ 2.000 s  row 3 of 3, 2.000 s
                 ← → byte  [ ] field  { } frame  ↑ ↓ bit  Esc back  H hide  1-6 screens  q quit
                """)
        expectScreen(
            Self.model(Self.session(isCompressed: false), .typing("4")).screenText,
            is: """
                 wslens  #1 server frame 0  text  1,911 bytes                  RECORDED  ?=help
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                    0 [81]7e 07 77 4c 69 6e 65 20 31 20 6f 66 20 61 20   ·~·wLine 1 of a
                       FO ML L--L  P--P--P--P--P--P--P--P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   extended length    payload
                 [1 0 0 0  0001] 0  1111110  00000111 01110111  01001100 01101001 01101110
                  byte 0         byte 1      byte 2   byte 3    byte 4   byte 5   byte 6
                ─ decoder ──────────────────────────────────────────────────────────────────────
                     0x81 is 8 and 1: 1000 0001. Bits count from the left, 0-7.   RFC 6455 §5.2
                  F  FIN is 1: this frame ends its message.                       RFC 6455 §5.2
                  R  RSV1 is 0: permessage-deflate was agreed on, but this message  RFC 7692 §6
                     is not compressed.
                  R  RSV2 and RSV3 are 0: permessage-deflate uses only RSV1.        RFC 7692 §6
                  O  The opcode is 1: a text frame; the payload is UTF-8.         RFC 6455 §5.6
                     State: has the first byte, needs 1 more for MASK and length.
                ─ payload ──────────────────────────────────────────────────────────────────────
                  Not masked: the bytes are sent as they are.
                  The text: "Line 1 of a text that is long. Line 2 of a text …" t shows all
                  i      0        1        2        3        4        5        6               ›
                  byte   4c       69       6e       65       20       31       20
                  char   L        i        n        e        space    1        space
                 0.000 s ├──────────────────────────────────────●┤ 2.000 s  row 3 of 3, 2.000 s
                 ← → byte  [ ] field  { } frame  ↑ ↓ bit  Esc back  H hide  1-6 screens  q quit
                """)
        expectScreen(
            Self.model(Self.session(), .typing("2G")).screenText,
            is: """
                 wslens  #1 Flow  OPEN                                         RECORDED  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                ─ ▸ client  ───────────────────────────────────── server ─┬──── time ── 3 of 3 ─
                  CONNECTING │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  0.000 s CONNECTING
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │ +1.000 s OPEN
                             │◀───────────────────────────────────────────│
                ▸            │ text  260 B for 1,911 B  FIN RSV1  "Line … │ +1.000 s
                             │◀───────────────────────────────────────────│
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                ─ server frame 0, 2.000 s, byte 0 of its stream ────────────────────────────────
                 "Line 1 of a text that is long. Line 2 of a text that is long. L … t shows all
                 Opcode 1: text, compressed (§5.6). FIN 1: the message ends here (§5.2). MASK
                 0: not masked (§5.1). Length 260, in 16 bits (§5.2).
                 0.000 s ├──────────────────────────────────────●┤ 2.000 s  row 3 of 3, 2.000 s
                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func theWholeTextIsBelowTheSymbols() {
        let model = Self.model(Self.session(inTwo: true), .typing("4t") + [.down, .down])
        expectScreen(
            model.screenText,
            is: """
                 wslens  #1 server frame 0  text  130 B for 829 B              RECORDED  ?=help
                ─ ▸ payload ──────────────────────────────── message 0 (text), fragment 1 of 2 ─
                  i      0        1        2        3        4        5        6               ›
                  byte   f3       c9       cc       4b       55       30       54
                ─ inflating ────────────────────────────────────────────────────────────────────
                  bits      110│01111 100│10011 001│10011 110│10010 101│01010 000│01100
                  symbol    B   L         i         n         e         space     1
                  inflated  Line 1 of a text that is long. Line 2 of a text that is lon…
                  In the payload, [ and ] step from symbol to symbol.

                  260 bytes for 1,911: 1,826 are copied.
                ─ the whole message: 1,911 bytes, inflated, of 2 frames ── ↑ 2 more  ↓ 14 more ─
                   Line 6 of a text that is long. Line 7 of a text that is long.
                  Line 8 of a text that is long. Line 9 of a text that is long. Line 10 of a te
                  xt that is long. Line 11 of a text that is long. Line 12 of a text that is lo
                  ng. Line 13 of a text that is long. Line 14 of a text that is long.
                  Line 15 of a text that is long. Line 16 of a text that is long. Line 17 of a
                  text that is long. Line 18 of a text that is long. Line 19 of a text that is
                  long. Line 20 of a text that is long. Line 21 of a text that is long.
                  Line 22 of a text that is long. Line 23 of a text that is long. Line 24 of a
                  text that is long. Line 25 of a text that is long. Line 26 of a text that is
                  long. Line 27 of a text that is long. Line 28 of a text that is long.
                 0.000 s ├─────────────────────────●─────────────┤ 3.000 s  row 3 of 4, 2.000 s
                 ← → byte  [ ] field  { } frame  ↑ ↓ scroll  Esc back  1-6 screens  q quit
                """)
    }

    @Test func thePagesOfAText() {
        var model = Self.model(Self.session(isCompressed: false), .typing("4t") + [.control("d")])
        expectScreen(
            model.screenText,
            is: """
                 wslens  #1 server frame 0  text  1,911 bytes                  RECORDED  ?=help
                ─ ▸ payload ────────────────────────────────────────────────────────────────────
                  Not masked: the bytes are sent as they are.
                  i      0        1        2        3        4        5        6               ›
                  byte   4c       69       6e       65       20       31       20
                  char   L        i        n        e        space    1        space
                ─ the whole message: 1,911 bytes ─────────────────────────────────── ↑ 11 more ─
                  long. Line 27 of a text that is long. Line 28 of a text that is long.
                  Line 29 of a text that is long. Line 30 of a text that is long. Line 31 of a
                  text that is long. Line 32 of a text that is long. Line 33 of a text that is
                  long. Line 34 of a text that is long. Line 35 of a text that is long.
                  Line 36 of a text that is long. Line 37 of a text that is long. Line 38 of a
                  text that is long. Line 39 of a text that is long. Line 40 of a text that is
                  long. Line 41 of a text that is long. Line 42 of a text that is long.
                  Line 43 of a text that is long. Line 44 of a text that is long. Line 45 of a
                  text that is long. Line 46 of a text that is long. Line 47 of a text that is
                  long. Line 48 of a text that is long. Line 49 of a text that is long.
                  Line 50 of a text that is long. Line 51 of a text that is long. Line 52 of a
                  text that is long. Line 53 of a text that is long. Line 54 of a text that is
                  long. Line 55 of a text that is long. Line 56 of a text that is long.
                  Line 57 of a text that is long. Line 58 of a text that is long. Line 59 of a
                  text that is long. Line 60 of a text that is long.
                 0.000 s ├──────────────────────────────────────●┤ 2.000 s  row 3 of 3, 2.000 s
                 ← → byte  [ ] field  { } frame  ↑ ↓ scroll  Esc back  1-6 screens  q quit
                """)
        model.press(Array(repeating: .control("d"), count: 9))
        #expect(model.notice == "This is the end of the text.")
        // The notice takes no line of it.
        #expect(model.screenText.contains("text that is long. Line 60 of a text that is long."))
        model.press(Array(repeating: .up, count: 60))
        #expect(model.notice == "This is the beginning of the text.")
        model.press([.character("t")])
        #expect(
            model.screenText
                == Self.model(Self.session(isCompressed: false), .typing("4") + [.tab, .tab, .tab]).screenText)
    }

    @Test func onFlowTheTextIsBelowTheRow() {
        var model = Self.model(Self.session(), .typing("2Gt") + [.down])
        expectScreen(
            model.screenText,
            is: """
                 wslens  #1 Flow  OPEN                                         RECORDED  ?=help
                ─ server frame 0, 2.000 s, byte 0 of its stream ────────────────────────────────
                 The opcode is 1: a text frame, compressed; inflated, the message is UTF-8
                 (§5.6).
                 FIN is 1: this frame ends its message (§5.2).
                 MASK is 0: the payload is not masked, and there is no key (§5.1).
                 These 2 bytes are the length, most significant first: 260 bytes (§5.2).
                ─ the whole message: 1,911 bytes, inflated ─────────────── ↑ 1 more  ↓ 11 more ─
                  t that is long. Line 4 of a text that is long. Line 5 of a text that is long.
                   Line 6 of a text that is long. Line 7 of a text that is long.
                  Line 8 of a text that is long. Line 9 of a text that is long. Line 10 of a te
                  xt that is long. Line 11 of a text that is long. Line 12 of a text that is lo
                  ng. Line 13 of a text that is long. Line 14 of a text that is long.
                  Line 15 of a text that is long. Line 16 of a text that is long. Line 17 of a
                  text that is long. Line 18 of a text that is long. Line 19 of a text that is
                  long. Line 20 of a text that is long. Line 21 of a text that is long.
                  Line 22 of a text that is long. Line 23 of a text that is long. Line 24 of a
                  text that is long. Line 25 of a text that is long. Line 26 of a text that is
                  long. Line 27 of a text that is long. Line 28 of a text that is long.
                  Line 29 of a text that is long. Line 30 of a text that is long. Line 31 of a
                  text that is long. Line 32 of a text that is long. Line 33 of a text that is
                  long. Line 34 of a text that is long. Line 35 of a text that is long.
                 0.000 s ├──────────────────────────────────────●┤ 2.000 s  row 3 of 3, 2.000 s
                 ← → row  { } frame  ↑ ↓ scroll  Enter open  Esc back  1-6 screens  q quit
                """)
        let row = model.cursor.row
        model.press([.up])
        #expect(model.cursor.row == row)
        model.press([.up])
        #expect(model.cursor.row == row - 1)
    }

    /// What was looked for is what is seen first; the keys scroll from there.
    @Test func theTextBeginsAtWhatTheFilterFound() {
        var model = Self.model(Self.session(), .typing("2/\"line 30\"") + [.enter] + .typing("t"))
        #expect(model.screenText.contains("Line 30 of a text") && !model.screenText.contains("Line 20 of a text"))
        for _ in 0..<20 { model.press([.up]) }
        #expect(model.screenText.contains("Line 5 of a text"))
        #expect(
            Self.model(Self.session(), .typing("2/text") + [.enter] + .typing("t")).screenText.contains("Line 5 of"))
    }

    @Test func bytesAreInHexadecimal() {
        expectScreen(
            Self.model(Self.session(opcode: 2), .typing("4t") + [.down]).screenText,
            is: """
                 wslens  #1 server frame 0  binary  260 B for 1,911 B          RECORDED  ?=help
                ─ ▸ payload ────────────────────────────────────────────────────────────────────
                  i      0        1        2        3        4        5        6               ›
                  byte   f3       c9       cc       4b       55       30       54
                ─ inflating ────────────────────────────────────────────────────────────────────
                  bits      110│01111 100│10011 001│10011 110│10010 101│01010 000│01100
                  symbol    B   L         i         n         e         space     1
                  inflated  Line 1 of a text that is long. Line 2 of a text that is lon…
                  In the payload, [ and ] step from symbol to symbol.

                  260 bytes for 1,911: 1,826 are copied.
                ─ the whole message: 1,911 bytes, inflated ────────────── ↑ 1 more  ↓ 109 more ─
                   16  20 74 68 61 74 20 69 73 20 6c 6f 6e 67 2e 20 4c    that is long. L
                   32  69 6e 65 20 32 20 6f 66 20 61 20 74 65 78 74 20   ine 2 of a text
                   48  74 68 61 74 20 69 73 20 6c 6f 6e 67 2e 20 4c 69   that is long. Li
                   64  6e 65 20 33 20 6f 66 20 61 20 74 65 78 74 20 74   ne 3 of a text t
                   80  68 61 74 20 69 73 20 6c 6f 6e 67 2e 20 4c 69 6e   hat is long. Lin
                   96  65 20 34 20 6f 66 20 61 20 74 65 78 74 20 74 68   e 4 of a text th
                  112  61 74 20 69 73 20 6c 6f 6e 67 2e 20 4c 69 6e 65   at is long. Line
                  128  20 35 20 6f 66 20 61 20 74 65 78 74 20 74 68 61    5 of a text tha
                  144  74 20 69 73 20 6c 6f 6e 67 2e 20 4c 69 6e 65 20   t is long. Line
                  160  36 20 6f 66 20 61 20 74 65 78 74 20 74 68 61 74   6 of a text that
                 0.000 s ├──────────────────────────────────────●┤ 2.000 s  row 3 of 3, 2.000 s
                 ← → byte  [ ] field  { } frame  ↑ ↓ scroll  Esc back  1-6 screens  q quit
                """)
    }

    @Test func whatIsHiddenIsNotShown() {
        for keys in ["4tK", "2GtK", "4taH"] {
            #expect(!Self.model(Self.session(), .typing(keys)).screenText.contains("long"))
        }
    }

    @Test func wideCharactersStandOverTheirBytes() {
        expectScreen(
            Self.model(Self.session("Caf\u{e9} \u{65e5}\u{672c}\u{8a9e} \u{e9}t\u{e9}"), .typing("4z")).screenText,
            is: """
                 wslens  #1 server frame 0  text  25 B for 21 B                RECORDED  ?=help
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                 16  b1 6a 9e c2 e1 95 25 87 57 02[00]                 ·j····%·W··
                     P--P--P--P--P--P--P--P--P--P--P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  payload
                  10000111 01010111 00000010[00000000]
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  P  Payload byte 24: 0x00, compressed, sent unmasked.            RFC 6455 §5.2
                     State: the frame is complete: 2 bytes of header, 25 of payload, 27 in all.
                ─ payload ──────────────────────────────────────────────────────────────────────
                  i      21       22       23       24
                  byte   87       57       02       00
                ─ inflating ─────────────────────────── compressed byte 24 ▸ nothing comes out ─
                  bits     [0│0000000]
                  symbol    end
                  inflated  Café 日本語 été
                  The end of the block, in a code of 7 bits.                    RFC 1951 §3.2.5
                  Padding, 7 bits: what follows begins with a whole byte.     RFC 7692 §7.2.3.4


                  25 bytes for 21: nothing in it is a copy; 17 bits delimit its blocks.
                 0.000 s ├──────────────────────────────────────●┤ 2.000 s  row 3 of 3, 2.000 s
                 ← → byte  [ ] symbol  { } frame  ↑ ↓ bit  Esc back  H hide  1-6 screens  q quit
                """)
    }

    @Test func behindTheVeilACompressedMessageIsSaidToBeOne() {
        let model = Self.model(Self.session(), .typing("4aH"))
        expectScreen(
            model.screenText,
            is: """
                 wslens  #1 server frame 0                               RECORDED  VEIL  ?=help
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                 [c1]··                                             ·
                  FO
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op
                 [1 1 0 0  0001] ········
                  byte 0         byte 1
                ─ decoder ──────────────────────────────────────────────────────────────────────
                     0xc1 is c and 1: 1100 0001. Bits count from the left, 0-7.   RFC 6455 §5.2
                  F  FIN is 1: this frame ends its message.                       RFC 6455 §5.2
                  R  RSV1 is 1: permessage-deflate was agreed on; this message is   RFC 7692 §6
                     compressed.
                  R  RSV2 and RSV3 are 0: permessage-deflate uses only RSV1.        RFC 7692 §6
                  O  The opcode is 1: a text frame, compressed; inflated, the     RFC 6455 §5.6
                     message is UTF-8.
                     State: has the first byte, needs 1 more for MASK and length.
                ─ payload ──────────────────────────────────────────────────────────────────────
                  The rest of the header is hidden.


                 The veil is on: what is ahead is hidden, and each step shows more.
                 ▒▒▒ what is ahead is hidden ▒▒▒▒▒▒  → next byte   E in two steps   H shows all
                 ← → byte  [ ] field  { } frame  ↑ ↓ bit  Esc back  H hide  1-6 screens  q quit
                """)
    }

    @Test func anEmptyMessageThatHasEndedIsEmpty() {
        #expect(!Self.model(Self.session(""), .typing("4z")).screenText.contains("nothing yet"))
    }

    /// What is looked for next is led to, also where the text was scrolled.
    @Test func aNewFilterMovesTheText() {
        var model = Self.model(Self.session(), .typing("2Gt") + [.down, .down])
        #expect(!model.screenText.contains("Line 40 of"))
        model.press([.character("/")] + .typing("Line 40") + [.enter])
        #expect(model.screenText.contains("Line 40 of"))
    }

    /// What is not DEFLATE data is not shown as what came out of it.
    @Test func whatIsNotDeflateHasNoText() {
        let session = Session.blank.then(.midStream(client: "a", server: "b"))
            .server([0xc1, 0x04, 0xf2, 0x00, 0x00, 0x07])
        #expect(!Self.model(session, .typing("2t")).screenText.contains("inflated"))
    }

    /// The symbols that are kept are those of the message as it is.
    @Test func aMessageThatGrowsHasNewSymbols() {
        var model = Model.after([], keys: [], source: .live(urls: []))
        _ = model.update(.resize(Size(width: 80, height: 24)))
        let session = Self.session(inTwo: true)
        var outputs: Set<Int> = []
        var events = session.events.flatMap { logged -> [LoggedEvent] in
            guard case .bytes(.server, let bytes) = logged.event.kind else { return [logged] }
            return stride(from: 0, to: bytes.count, by: 300).map {
                let part = bytes[(bytes.startIndex + $0)...].prefix(300)
                return LoggedEvent(
                    connection: 1, ConnectionEvent(time: logged.event.time, .bytes(from: .server, part)))
            }
        }
        events += Session.blank.server([0xc1, 0x05, 0xf2, 0x00, 0x11, 0x00, 0x00]).events
        for event in events {
            _ = model.update(.events([event]))
            model.press(.typing("4"))
            guard let conversation = model.conversation, let frame = FrameScene.frame(model.context),
                let message = conversation.dissection.message(of: frame)
            else { continue }
            let fresh = conversation.deflateTrace(of: message)
            #expect(model.context.lastTrace?.steps == fresh?.steps)
            #expect(model.context.lastTrace?.output == fresh?.output)
            #expect(model.context.lastTrace?.end == fresh?.end)
            outputs.insert(fresh?.output.count ?? 0)
        }
        #expect(outputs.count > 2)
    }
}
