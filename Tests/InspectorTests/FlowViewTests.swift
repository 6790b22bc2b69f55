// The Flow screen at 80x24, as a class sees it.

import Inspector
import Testing
import TerminalUI

@Suite struct FlowViewTests {
    @Test func helloAndClose() {
        expectScreen(
            Model.after([.hello], keys: .typing("2")).screenText,
            is: """
                 wslens  #1 Flow  CLOSED 1000                              LIVE  FOLLOW  ?=help
                 client   CONNECTING ── OPEN ── CLOSING ──▐CLOSED▌  client ends its stream (FIN)
                         TCP is closed after both Close frames: a clean end. RFC 6455 §7.1.4
                 server   CONNECTING ── OPEN ── CLOSING ──▐CLOSED▌  client ends its stream (FIN)
                         TCP is closed after both Close frames: a clean end. RFC 6455 §7.1.4
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 9 of 9 ─
                             │ text  5 B  FIN masked  "Hello"             │ +0.499 s
                             │───────────────────────────────────────────▶│
                             │                    text  5 B  FIN  "Hello" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                     CLOSING │ close 1000 "bye"  masked                   │ +1.497 s CLOSING
                             │───────────────────────────────────────────▶│
                             │                           close 1000 "bye" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                             │               server ends its stream (FIN) │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ▸     CLOSED │ client ends its stream (FIN)               │  +1.0 ms CLOSED
                             │───────────────────────────────────────────▶│
                ─ end of TCP, 2.003 s ──────────────────────────────────────────────────────────
                 The client has finished sending: its TCP FIN ends one direction (§7.1.1).



                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func steppingBackShowsTheStatesAsTheyWere() {
        expectScreen(
            Model.after([.hello], keys: .typing("2") + [.left, .left, .left]).screenText,
            is: """
                 wslens  #1 Flow  CLOSING, now CLOSED 1000                         LIVE  ?=help
                 client   CONNECTING ── OPEN ──▐CLOSING▌── CLOSED   Close 1000, client frame 1
                         It sent a Close and waits for the peer's Close. RFC 6455 §7.1.2
                 server   CONNECTING ── OPEN ──▐CLOSING▌── CLOSED   Close 1000, client frame 1
                         It received a Close and must answer with one. RFC 6455 §5.5.1
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 6 of 9 ─
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │ text  5 B  FIN masked  "Hello"             │ +0.499 s
                             │───────────────────────────────────────────▶│
                             │                    text  5 B  FIN  "Hello" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ▸    CLOSING │ close 1000 "bye"  masked                   │ +1.497 s CLOSING
                             │───────────────────────────────────────────▶│
                             │                           close 1000 "bye" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                             │               server ends its stream (FIN) │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ─ client frame 1, 2.000 s, byte 11 of its stream ───────────────────────────────
                 1000 is Normal Closure. Reason: "bye". The connection has served its purpose
                 (§7.4). Opcode 8: a Close (§5.5.1). MASK 1: the key is 37 fa 21 3d (§5.3).
                 Length 5, in 7 bits (§5.2).
                 0.000 s ├──────────────────────────────────────●┤ 2.003 s  row 6 of 9, 2.000 s
                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func fragmentsBelongTogether() {
        expectScreen(
            Model.after([.fragments], keys: .typing("2") + [.left, .left]).screenText,
            is: """
                 wslens  #1 Flow  OPEN                                             LIVE  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 7 of 9 ─
                            ╭│ text  3 B  FIN=0 masked  "Hel"             │ +0.497 s
                            ┊│── message 0, fragment 1 of 3 ─────────────▶│
                            ┊│ ping  4 B  masked  "here"                  │ +0.100 s
                            ┊│───────────────────────────────────────────▶│
                            ┊│                          pong  4 B  "here" │  +1.0 ms
                            ┊│◀─ answers frame 1 after 1.0 ms ────────────│
                ▸           ├│ continuation  3 B  FIN=0 masked  "lo "     │ +99.0 ms
                            ┊│── message 0, fragment 2 of 3 ─────────────▶│
                            ╰│ continuation  5 B  FIN masked  "class"     │ +0.100 s
                             │── message 0, fragment 3 of 3 ─────────────▶│
                             │             text  11 B  FIN  "Hello class" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ─ client frame 2, 0.700 s, byte 19 of its stream ───────────────────────────────
                 "lo "
                 Opcode 0: continues a text message (§5.4). FIN 0: more fragments follow
                 (§5.4). MASK 1: the key is 37 fa 21 3d (§5.3). Length 3, in 7 bits (§5.2).
                 0.000 s ├─────────────────────────────────●─────┤ 0.801 s  row 7 of 9, 0.700 s
                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func aBrokenRuleIsNamedAndExplained() {
        expectScreen(
            Model.after([.unmasked], keys: .typing("2") + [.left, .left]).screenText,
            is: """
                 wslens  #1 Flow  OPEN, now CLOSED 1002                            LIVE  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 4 of 6 ─
                  CONNECTING │ TCP connection                             │  0.000 s CONNECTING
                             │───────────────────────────────────────────▶│
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                ▸            │ text  5 B  FIN  "Hello"                    │ +0.497 s
                             │── ! client-frame-not-masked ──────────────▶│
                     CLOSING │       close 1002 "client-frame-not-masked" │  +1.0 ms CLOSING
                             │◀───────────────────────────────────────────│
                     unknown │                   server closes its socket │  +1.0 ms CLOSED
                             │◀───────────────────────────────────────────│
                ─ client frame 0, 0.500 s, byte 0 of its stream ────────────────────────────────
                 ! client-frame-not-masked: A client must mask every frame; this one is not
                 masked, so the server closes with 1002 (§5.1). Found: MASK is 0.
                 "Hello" …
                 0.000 s ├──────────────────────────────────────●┤ 0.502 s  row 4 of 6, 0.500 s
                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func aRefusedHandshake() {
        expectScreen(
            Model.after([.refused], keys: .typing("2") + [.left, .left]).screenText,
            is: """
                 wslens  #1 Flow  CONNECTING, now REFUSED 426                      LIVE  ?=help
                 client  ▐CONNECTING▌── OPEN ── CLOSING ── CLOSED
                         The handshake is not done: no frame may be sent yet. RFC 6455 §4.1
                 server  ▐CONNECTING▌── OPEN ── CLOSING ── CLOSED
                         The handshake is not done: no frame may be sent yet. RFC 6455 §4.1
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 2 of 4 ─
                  CONNECTING │ TCP connection                             │  0.000 s CONNECTING
                             │───────────────────────────────────────────▶│
                ▸            │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │── ! version-not-13 ───────────────────────▶│
                             │                       426 Upgrade Required │  +1.0 ms
                             │◀───────────────────────────────────────────│
                      CLOSED │                   server closes its socket │  +1.0 ms CLOSED
                             │◀───────────────────────────────────────────│




                ─ request, 0.002 s ─────────────────────────────────────────────────────────────
                 ! version-not-13: This server speaks version 13; it answers 426 and names that
                 version (§4.2.2). Found: version 12. The answer is status 426.
                 The client asks to switch from HTTP to WebSocket. The server proves that it …
                 0.000 s ├───────────────────●───────────────────┤ 0.004 s  row 2 of 4, 0.002 s
                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func plainHTTP() {
        expectScreen(
            Model.after([.page], keys: .typing("o2") + [.left]).screenText,
            is: """
                 wslens  HTTP Flow  CONNECTING, now HTTP 404                       LIVE  ?=help
                 client  ▐CONNECTING▌── OPEN ── CLOSING ── CLOSED
                         Plain HTTP: no WebSocket was requested.
                 server  ▐CONNECTING▌── OPEN ── CLOSING ── CLOSED
                         Plain HTTP: no WebSocket was requested.
                ─ ▸ client 127.0.0.1:51546 ─────── server 127.0.0.1:1338 ─┬──── time ── 4 of 5 ─
                  CONNECTING │ TCP connection                             │  1.000 s CONNECTING
                             │───────────────────────────────────────────▶│
                             │ GET /favicon.ico                           │  +1.0 ms
                             │───────────────────────────────────────────▶│
                             │                              404 Not Found │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ▸            │               server ends its stream (FIN) │  +1.0 ms
                             │◀───────────────────────────────────────────│
                      CLOSED │ client ends its stream (FIN)               │  +1.0 ms CLOSED
                             │───────────────────────────────────────────▶│


                ─ end of TCP, 1.003 s ──────────────────────────────────────────────────────────
                 The server has finished sending: its TCP FIN ends one direction (§7.1.1).


                 1.000 s ├────────────────────────────●──────────┤ 1.004 s  row 4 of 5, 1.003 s
                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func aFrameThatIsStillArriving() {
        expectScreen(
            Model.after([.unfinished], keys: .typing("2")).screenText,
            is: """
                 wslens  #1 Flow  OPEN                                     LIVE  FOLLOW  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 5 of 5 ─
                  CONNECTING │ TCP connection                             │  0.000 s CONNECTING
                             │───────────────────────────────────────────▶│
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │                                  ping  0 B │ +0.597 s
                             │◀─ not answered yet ────────────────────────│
                ▸            │ binary  1,000,000 B  FIN masked  ab ab ab… │   coming
                             │── 40% here ────                            │
                             │                                            │
                             │                                            │
                ─ client frame 0, begun at 0.500 s, byte 0 of its stream ───────────────────────
                 600,000 of 1,000,000 bytes are still to come.  ab ab ab ab ab ab … t shows all
                 Opcode 2: binary, any bytes (§5.6). FIN 1: the message ends here (§5.2). MASK
                 1: the key is 37 fa 21 3d (§5.3). Length 1,000,000, in 64 bits (§5.2).

                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func aResetWithANoteAServerActionAndAGap() {
        expectScreen(
            Model.after([.reset], keys: .typing("2")).screenText,
            is: """
                 wslens  #1 Flow  CLOSED                                   LIVE  FOLLOW  ?=help
                 client   CONNECTING ── OPEN ── CLOSING ──▐CLOSED▌  client resets TCP (RST)
                         TCP has ended. Bytes are missing, so how it was closed is not known.
                 server   CONNECTING ── OPEN ── CLOSING ──▐CLOSED▌  client resets TCP (RST)
                         TCP has ended. Bytes are missing, so how it was closed is not known.
                ─ ▸ client 127.0.0.1:51548 ─────── server 127.0.0.1:1338 ─┬──── time ── 7 of 7 ─
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +1.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │ note: Watch what the code will be,         │ +0.498 s
                             │ although nobody sends one.                 │
                             │ server action: idle. Nothing came for 60   │ +0.500 s
                             │ s; a Ping was sent.                        │
                     unknown │ 1,204 B missing; what follows is not deco… │ +0.500 s unknown
                             │─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─▶│
                ▸     CLOSED │ client resets TCP (RST)                    │ +0.500 s CLOSED
                             │───────────────────────────────────────────▶│
                ─ end of TCP, 6.000 s ──────────────────────────────────────────────────────────
                 The client reset TCP: both directions end at once, and bytes may be lost
                 (§7.1.1).


                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }
}
