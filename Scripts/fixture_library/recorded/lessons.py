"""A browser against the real server: what the lessons look at while the connection is open.

The lessons ask about these recordings, so no note says what they ask for: a note says where to look, and why.
"""

from __future__ import annotations

from wslens_server import WslensServer

from ..story import CLIENT, SERVER
from .browser import browser, close_plainly, page, press, run_in_page, send_texts, wait_for_echo
from .recording import Note, Real

# A hundred of these do not fit into one read.
LONG = "TCP is a stream of bytes, and no byte knows to which message it belongs. " * 3


def run_first_name(server: WslensServer) -> None:
    with page(server) as browser:
        send_texts(browser, server, ["Katherine"])
        close_plainly(browser, server)


def run_greetings(server: WslensServer) -> None:
    with page(server) as browser:
        send_texts(browser, server, ["Hello", "Hi", "Good morning", "Bonjour"])
        server.wait_for_event("frame", sender="client", opcode=10)
        send_texts(browser, server, ["Hola", "Welcome", "Ciao"])
        close_plainly(browser, server)


def run_same_text_twice(server: WslensServer) -> None:
    with page(server) as browser:
        send_texts(browser, server, ["tides", "stone", "lemon", "tides", "water"])
        close_plainly(browser, server)


def run_emoji_and_bytes(server: WslensServer) -> None:
    with page(server) as browser:
        send_texts(browser, server, ["é", "€", "😀", "é€😀"])
        run_in_page(browser, server, "socket.send(new Uint8Array([0xff, 0xfe]).buffer)")
        close_plainly(browser, server)


def run_says_ping(server: WslensServer) -> None:
    with page(server) as browser:
        run_in_page(browser, server, 'socket.send("Hello")', 'socket.send("ping")')
        close_plainly(browser, server)


def run_server_pings(server: WslensServer) -> None:
    with page(server) as browser:
        send_texts(browser, server, ["Hello"])
        for index in (1, 2):
            server.wait_for_event("frame", sender="client", opcode=10, index=index)
        close_plainly(browser, server)


def run_long_texts(server: WslensServer) -> None:
    with page(server) as browser:
        press(browser, server, "size-125", "size-126", "size-65536")
        server.wait_for_event("message", sender="server", length=65_536)
        close_plainly(browser, server)


def run_offers_deflate(server: WslensServer) -> None:
    with page(server) as browser:
        press(browser, server, "size-126")
        close_plainly(browser, server)


def run_hundred_sends(server: WslensServer) -> None:
    with page(server) as browser:
        browser.type_into("message-field", LONG)
        browser.click("send-100")
        wait_for_echo(server, 99)
        close_plainly(browser, server)


def run_other_page(server: WslensServer) -> None:
    """From a folder on the disk. Of an empty page Chromium would not let a WebSocket to this machine through."""
    with browser() as program:
        program.navigate("file:///")
        program.evaluate(f"""new Promise((open) => {{
            window.s = new WebSocket("ws://{server.host}:{server.port}/");
            s.onopen = open;
        }})""")
        program.evaluate('s.send("Hello from elsewhere")')
        wait_for_echo(server, 0)
        program.evaluate("s.close()")
        server.wait_for_event("closed", code=1005)


LESSONS = [
    Real("first-name", "A first name, and its echo",
         "A browser sends a first name, and the server sends it back. How many bytes does each of the two need?",
         run_first_name, [
             Note((CLIENT, 0), "From the browser. The name is in there, but not as letters: lesson 4 says why (§5.3).",
                  stop=True),
             Note((SERVER, 0), "From the server. Which of these bytes are the name (§5.2)?", stop=True),
         ]),
    Real("greetings", "Greetings, and their echoes",
         "Short texts from a browser. The server sends back each of them as a frame of its own, and in between asks "
         "whether the browser is still there.",
         run_greetings, [
             Note((CLIENT, 0), "Before you go on: what will the first two bytes of the echo be (§5.2)?", stop=True),
             Note((CLIENT, 1), "Another text. Which of the first two bytes of its echo will be different, and which "
                               "the same (§5.2)?", stop=True),
         ], options=("--ping", "1")),
    Real("same-text-twice", "One text twice, among others",
         "A browser sends five texts of the same length, one of them twice. Do its frames show which?",
         run_same_text_twice, [
             Note((CLIENT, 0), "Two bytes of header, and then the masking key of this frame (§5.3). What will be "
                               "different in the next one?", stop=True),
         ]),
    Real("emoji-and-bytes", "é, €, 😀, and two bytes",
         "A page sends é, €, 😀, all three in one text, and then two bytes as an ArrayBuffer. How many bytes does each "
         "text take?",
         run_emoji_and_bytes, [
             Note((CLIENT, 0), "One letter: é. How many bytes is it, and where in this header can you see that "
                               "(§5.2, §5.6)?", stop=True),
             Note((SERVER, 0), "The length counts bytes, not letters (§5.2). How many will € and 😀 need?", stop=True),
             Note((SERVER, 2), "UTF-8 takes one to four bytes for each character. The first of them says how many: it "
                               "begins with the bits 110, 1110 or 11110 (RFC 3629 §3)."),
             Note((CLIENT, 4), "An ArrayBuffer of two bytes: ff fe. Could they be sent as a text (§5.6)?", stop=True),
             Note((SERVER, 4), "No: neither of them occurs anywhere in UTF-8 (RFC 3629 §3). So this is a message of "
                               "another kind: compare byte 0 with that of the texts."),
         ]),
    Real("says-ping", "A page says ping",
         "A page sends Hello, and then the word ping. Is the second one a Ping?",
         run_says_ping, [
             Note((CLIENT, 1), 'The script called send("ping"). Will the server answer with a Pong (§5.5.2)?',
                  stop=True),
             Note((SERVER, 1), "No: it sends an echo, as for Hello. What a frame is, byte 0 says, and never its "
                               "payload (§5.2). For a Ping a browser has no function that a script could call."),
         ]),
    Real("server-pings", "The server asks, the browser answers",
         "The server sends a Ping every second, and the browser answers. The script in the page hears nothing of it. "
         "What must the answer contain?",
         run_server_pings, [
             Note((SERVER, 1), "A Ping. What must its answer carry, and will those bytes look the same on the wire "
                               "(§5.1, §5.5.3)?", stop=True),
             Note((CLIENT, 1), "The payload of the Ping, under a mask: take it off and compare. No script in the page "
                               "was asked (§5.5.3)."),
             Note((SERVER, 2), "The next Ping says something else. What can the server learn from that, when the Pong "
                               "comes?", stop=True),
             Note((CLIENT, 2), "Which Ping it answers. Where several wait, an endpoint may answer only the last one "
                               "(§5.5.3)."),
         ], options=("--ping", "1")),
    Real("long-texts", "Texts of 125, 126 and 65,536 bytes",
         "A page sends three texts, at the boundaries of the three forms of a length. How many bytes of each frame are "
         "header?",
         run_long_texts, [
             Note((CLIENT, 0), "125 bytes of text. The next text has one byte more. By how much will the frame be "
                               "longer (§5.2)?", stop=True),
             Note((CLIENT, 1), "By more than one byte: byte 1 has no room for this length, so it only says where the "
                               "length is (§5.2)."),
             Note((SERVER, 1), "The last text will have 65,536 bytes. Can two bytes say that (§5.2)?", stop=True),
             Note((CLIENT, 2), "No: two bytes count to one less. Look for the length behind byte 1. The frame came in "
                               "several reads, and nothing in it says so (§5.2)."),
         ]),
    Real("offers-deflate", "Chromium offers to compress",
         "Chromium offers to compress its messages. How does the server decline, and what does that mean for every "
         "frame?",
         run_offers_deflate, [
             Note("request", "The last header offers permessage-deflate. How can a server decline an offer (§9.1)?",
                  stop=True),
             Note("response", "By naming no extension at all (§9.1). Which bit must now be 0 in every frame (§5.2)?",
                  stop=True),
             Note((CLIENT, 0), "The one behind FIN, RSV1: where compression is agreed on, it marks a compressed "
                               "message (RFC 7692 §6). This text of 126 digits came as it is."),
         ]),
    Real("hundred-sends", "A hundred texts, sent in a loop",
         "A page sends a hundred texts in a loop, and TCP carries them as one stream of bytes. In how many reads do "
         "they arrive?",
         run_hundred_sends, [
             Note("response", "Next the page calls send() a hundred times. How many reads will the server need for the "
                              "hundred frames (§5.2)?", stop=True),
             Note((CLIENT, 99), "Fewer than a hundred: count them on screen 2. A read may hold many frames, and end "
                                "inside one; only their lengths say where each begins (§5.2)."),
         ]),
    Real("other-page", "A page of no server, let in",
         "A page that is not the server's opens a WebSocket to it. Does anybody mind?",
         run_other_page, [
             Note("request", "Origin is null: this page comes from a disk, and from no server. Will the server let it "
                             "in (§10.2)?", stop=True),
             Note("response", "101: it lets all pages in. To look at Origin is up to the server (§4.2.2). May the page "
                              "read what the server sends?", stop=True),
             Note((SERVER, 0), "It may: no same-origin policy keeps a page from reading what comes over a WebSocket "
                               "(§10.2)."),
         ]),
]
