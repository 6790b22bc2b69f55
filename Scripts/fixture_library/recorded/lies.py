"""The real server, doing something wrong on purpose, and what real clients make of it: fixtures/lies."""

from __future__ import annotations

import time
from collections.abc import Callable

from websockets.sync.client import connect

from wslens_server import WslensServer

from ..story import CLIENT, SERVER
from .browser import browser, close_plainly, page, send_texts
from .recording import Note, Real


def run_in_handshake(server: WslensServer) -> None:
    """The page asks, and does not like the answer."""
    with browser() as program:
        program.navigate(server.url)
        program.wait_until("document.getElementById('status').dataset.state === 'CLOSED'")
        server.wait_for_event("closed")


def run_failing(server: WslensServer) -> None:
    """The page sends Hello, and does not like what comes back."""
    with page(server) as program:
        program.click("send-button")
        program.wait_until("document.getElementById('status').dataset.state === 'CLOSED'")
        server.wait_for_event("closed")


def run_bearing(server: WslensServer) -> None:
    """The page sends two texts, gets both back, and closes."""
    with page(server) as program:
        for text in ("Hello", "How are you?"):
            program.type_into("message-field", text)
            program.click("send-button")
        program.wait_until("document.querySelectorAll('#log li[data-direction=received]').length >= 2")
        close_plainly(program, server)


def run_ping(server: WslensServer) -> None:
    """Browsers send no Ping, so a program does."""
    with connect(server.websocket_url, proxy=None, compression=None) as client:
        pong = client.ping(b"Hello")
        client.send("Are you there?")
        client.recv(timeout=10)
        pong.wait(7)
    server.wait_for_event("closed")


def run_no_close(server: WslensServer) -> None:
    with page(server) as program:
        send_texts(program, server, ["Hello"])
        program.click("close-plain")
        server.wait_for_event("frame", sender="client", opcode=8)
        time.sleep(2)
    server.wait_for_event("closed")


def lie(name: str, title: str, about: str, run: Callable[[WslensServer], None], *notes: Note) -> Real:
    return Real(name, title, about, run, list(notes), folder="lies", options=("--mischief", name))


LIES = [
    lie("wrong-accept", "The accept value of another key",
        "The server answers with an accept value that belongs to another key. What does Chromium do about it?",
        run_in_handshake,
        Note("response", "The status is 101, and all lines are there. How can a browser see that this is wrong (§4.1)?",
             stop=True),
        Note("end", "It computed the value from its own key, and compared. The page learns no more than 1006 "
                    "(§7.1.7).")),
    lie("no-upgrade", "A 101 without Upgrade",
        "The status is 101, but the server leaves out the Upgrade line. Does Chromium mind?",
        run_in_handshake,
        Note("response", "Which line is missing, and does the status not say it all (§4.1)?", stop=True),
        Note("end", "Upgrade is missing. The client must look for it, and fail the connection (§4.1).")),
    lie("masked-frames", "A server that masks",
        "The server masks its echo, as clients have to. Will Chromium take it?",
        run_failing,
        Note((CLIENT, 0), "The echo of this text will have MASK 1 and a key. Could a browser read it, and will it "
                          "(§5.1)?",
             stop=True),
        Note((SERVER, 0), "It could, and must not: a client that gets a masked frame closes the connection (§5.1).")),
    lie("unasked-rsv1", "RSV1, and nobody asked",
        "The server sets RSV1 in its echo, and no extension was agreed on. What does Chromium take it for?",
        run_failing,
        Note((CLIENT, 0), "The echo will have RSV1 set. What could a browser do with a bit that means nothing (§5.2)?",
             stop=True),
        Note((SERVER, 0), "It fails the connection: what the bit changes in the payload, it cannot know (§5.2).")),
    lie("bad-utf8", "A text that is none",
        "The server puts the byte ff in place of the last byte of each text. What does a page get to see?",
        run_failing,
        Note((CLIENT, 0), "The echo will end with the byte ff, which no UTF-8 has. Does the page get the letters "
                          "before it (§8.1)?", stop=True),
        Note((SERVER, 0), "No: a text is UTF-8 as a whole, or the connection fails (§8.1).")),
    lie("fragments", "Each answer in pieces",
        "The server cuts each message into fragments. Does a page notice?",
        run_bearing,
        Note((CLIENT, 0), "The echo will come in several frames. What will the page get (§5.4)?", stop=True),
        Note((SERVER, 2), "One message, as before: where a message is cut means nothing (§5.4).")),
    lie("one-byte", "One byte a segment",
        "The server writes each byte by itself. Does a browser mind?",
        run_bearing,
        Note((CLIENT, 0), "The echo will come byte by byte. Which rule does that break?", stop=True),
        Note((SERVER, 0), "None: TCP is a stream of bytes, and a frame ends where its length says (§5.2).")),
    lie("late-pong", "A Pong that is late",
        "A client asks whether the server is there, and the answer takes five seconds. Does it hold up the texts?",
        run_ping,
        Note((CLIENT, 0), "A Ping. Does the echo of the text behind it have to wait for the Pong (§5.5.3)?", stop=True),
        Note((SERVER, 0), "No: the echo is here first. A Pong should come as soon as is practical (§5.5.2).")),
    lie("wrong-pong", "A Pong with other bytes",
        "A client asks with the payload Hello, and gets a Pong with another. Has it been answered?",
        run_ping,
        Note((CLIENT, 0), "How will the client know which Ping a Pong answers (§5.5.3)?", stop=True),
        Note((SERVER, 0), "By its payload, which has to be the same. So for the client this answers nothing.")),
    lie("no-close", "A Close without an answer",
        "A page closes, and the server neither answers nor ends TCP. How long does the page wait?",
        run_no_close,
        Note((CLIENT, 1), "The browser has said goodbye. What has to come before it ends TCP (§5.5.1)?", stop=True),
        Note("end", "A Close. It does not come, and all the while the page is CLOSING; here its window was closed "
                    "after two seconds.")),
    lie("reset", "A reset for an answer",
        "A page sends Hello, and the server resets TCP. What can the page say about why?",
        run_failing,
        Note((CLIENT, 0), "Next comes no frame, but a reset. Which code will the page get (§7.1.5)?", stop=True),
        Note("end", "1006: there was no Close, so nobody said why (§7.1.5).")),
]
