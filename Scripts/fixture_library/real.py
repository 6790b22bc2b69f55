"""Real clients against the real server: what each does, and what there is to say about it.

A note follows the event that completes what it is about: the request, the response, or a frame of one side,
counted from 0. `Scripts/record-fixtures` runs the clients.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from websockets.sync.client import connect

from chromium import Chromium
from wslens_server import WslensServer

from .story import CLIENT, SERVER
from .wire import KEY

NODE = """
const { WebSocket } = require("ws");
const socket = new WebSocket(process.argv[1]);
socket.on("open", () => socket.send("Hello"));
socket.on("message", (data) => {
    if (data.toString() !== "Hello") return socket.ping("are you there");
    socket.send("Γειά", { fin: false });
    socket.send(" σου", { fin: true });
});
socket.on("pong", () => socket.close(4000, "done"));
"""


@contextmanager
def page(server: WslensServer) -> Iterator[Chromium]:
    """A browser with the server's page, whose WebSocket is open."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Chromium(Path(profile))
        try:
            browser.navigate(server.url)
            browser.wait_until("document.getElementById('status').dataset.state === 'OPEN'")
            yield browser
        finally:
            browser.close()


def send_texts(browser: Chromium, server: WslensServer, texts: list[str]) -> None:
    """Types each text into the page, sends it, and waits for its echo, so that no two frames come in one read."""
    for text in texts:
        index = len(server.events("frame", sender="server"))
        browser.type_into("message-field", text)
        browser.click("send-button")
        server.wait_for_event("frame", sender="server", index=index, text=text)


def close_plainly(browser: Chromium, server: WslensServer) -> None:
    browser.click("close-plain")
    server.wait_for_event("closed", code=1005)


def run_chromium(server: WslensServer) -> None:
    with page(server) as browser:
        for index, button in enumerate(("send-button", "script-emoji", "binary-button")):
            browser.click(button)
            server.wait_for_event("frame", sender="server", index=index)
        browser.click("close-button")
        server.wait_for_event("closed", code=3001)


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


def run_websockets(server: WslensServer) -> None:
    with connect(server.websocket_url, proxy=None) as client:
        client.send("Hello")
        client.recv(timeout=10)
        client.ping(b"are you there").wait(10)
        client.send(iter(["three ", "frag", "ments"]))
        client.recv(timeout=10)
    server.wait_for_event("closed", code=1000)


def run_node(server: WslensServer) -> None:
    modules = os.environ.get("NODE_PATH", "/usr/share/nodejs")
    subprocess.run(["node", "-e", NODE, server.websocket_url], env={**os.environ, "NODE_PATH": modules}, check=True,
                   timeout=30)
    server.wait_for_event("closed", code=4000)


def run_curl(server: WslensServer) -> None:
    headers = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {KEY}")
    run = subprocess.run(["curl", "--silent", "--http1.1", "--no-buffer", "--max-time", "1", server.url,
                          *(part for header in headers for part in ("--header", header))], capture_output=True)
    if run.returncode != 28:  # curl's number for the time being over
        raise AssertionError(f"curl ended with status {run.returncode}: {run.stderr!r}")
    server.wait_for_event("closed", code=1006)


@dataclass
class Note:
    """A remark. `place` is "request", "response", "end", or a side and the number of its frame."""

    place: str | tuple[str, int]
    text: str
    stop: bool = False


@dataclass
class Real:
    """A recording of a real client, in a folder of fixtures/. The options are those of `serve`."""

    name: str
    title: str
    about: str
    run: Callable[[WslensServer], None]
    notes: list[Note]
    folder: str = "real"
    options: tuple[str, ...] = ()


RECORDINGS = [
    Real("chromium", "Chromium, through the page of wslens",
         "A browser opens the page, sends Hello, an emoji and five bytes, and closes with 3001 and bye. "
         "What does its request have that the other clients leave out?",
         run_chromium, [
             Note("request", "Origin names the page. A browser always sends it, and a page cannot change it (§4.1, "
                             "§10.2).",
                  stop=True),
             Note("request", "Chromium offers permessage-deflate. An offer is not a promise: look for it in the "
                             "answer (§9.1)."),
             Note((CLIENT, 0), "Hello, under a mask that no one could foresee: the browser picks a new one for each "
                               "frame (§5.3).", stop=True),
             Note((CLIENT, 1), "Three things to see on the screen, and many more bytes: a family is four people, held "
                  "together by three joiners. Text is UTF-8 (§5.6)."),
             Note((CLIENT, 2), "Opcode 2: binary. The bytes are what the programs make of them (§5.6)."),
             Note((CLIENT, 3), "0b b9 is 3001, which the page gave to close(), with the reason bye. Browsers let a "
                               "page give 1000, and 3000 to 4999."),
             Note((CLIENT, 3), "Codes up to 3999 are for libraries, frameworks and applications, which register them "
                               "with IANA; 4000 to 4999 are for private use (§7.4.2).", stop=True),
         ]),
    Real("python-websockets", "Python's websockets",
         "A client in a few lines of Python: Hello, a Ping, a text in fragments, and the normal end.",
         run_websockets, [
             Note("request", "User-Agent names the program and there is no Origin: this is not a page (§4.1)."),
             Note((CLIENT, 0), "A text of five bytes. Compare it with the Hello of the other clients: only the "
                               "masking key and what it did to the text differ (§5.3).", stop=True),
             Note((CLIENT, 1), "A Ping with a payload; the Pong has to carry the same (§5.5.2)."),
             Note((CLIENT, 5), "The program gave the text piece by piece, and each piece became a frame with FIN 0. "
                               "The last frame is empty: its FIN ends the message (§5.4).", stop=True),
             Note((SERVER, 2), "The echo is one frame: fragments are up to the sender and mean nothing (§5.4)."),
         ]),
    Real("node-ws", "Node's ws",
         "The most used WebSocket library for JavaScript outside a browser: Hello, Greek in two fragments, a Ping, "
         "and a Close with a private code.",
         run_node, [
             Note("request", "The names of the headers are the same as everywhere; their order is the client's own "
                             "(§4.1)."),
             Note((CLIENT, 1), "Γειά is four letters and eight bytes: Greek takes two bytes per letter "
                               "(§5.6).", stop=True),
             Note((CLIENT, 2), "FIN is 1 in the second of the two: the text is complete (§5.4)."),
             Note((CLIENT, 3), "A Ping. In a browser no script can send one; in Node it can (§5.5.2)."),
             Note((CLIENT, 4), "0f a0 is 4000: codes from 4000 to 4999 are for private use between programs "
                               "that agree on them (§7.4.2).", stop=True),
         ]),
    Real("curl", "curl, with the headers by hand",
         "A handshake needs no WebSocket library, only an HTTP client and four headers. With the RFC's key the "
         "answer is known beforehand. After a second of silence curl gives up.",
         run_curl, [
             Note("request", "The key is the RFC's own example, given on the command line; a real client picks one "
                             "at random (§4.1).", stop=True),
             Note("response", "Sec-WebSocket-Accept is s3pPLMBiTxaQ9kYGzzhZRbK+xOo=, as in the RFC. Now both could "
                              "send frames, and curl does not know how (§1.3).", stop=True),
             Note("end", "No Close frame: curl just ends TCP. The server reports 1006 (§7.1.5)."),
         ]),
    # For lessons, which ask about them: nothing here may answer what they ask.
    Real("first-name", "A first name, and its echo",
         "A browser sends a first name, and the server sends it back. How many bytes does each of the two need?",
         run_first_name, [
             Note((CLIENT, 0), "From the browser. The name is in there, but not as letters: lesson 4 says why (§5.3).",
                  stop=True),
             Note((SERVER, 0), "From the server. Which of these bytes are the name (§5.2)?", stop=True),
         ], folder="lessons"),
    Real("greetings", "Greetings, and their echoes",
         "Short texts from a browser. The server sends back each of them as a frame of its own, and in between asks "
         "whether the browser is still there.",
         run_greetings, [
             Note((CLIENT, 0), "Before you go on: what will the first two bytes of the echo be (§5.2)?", stop=True),
             Note((CLIENT, 1), "Another text. Which of the first two bytes of its echo will be different, and which "
                               "the same (§5.2)?", stop=True),
         ], folder="lessons", options=("--ping", "1")),
    Real("same-text-twice", "One text twice, among others",
         "A browser sends five texts of the same length, one of them twice. Do its frames show which?",
         run_same_text_twice, [
             Note((CLIENT, 0), "Two bytes of header, and then the masking key of this frame (§5.3). What will be "
                               "different in the next one?", stop=True),
         ], folder="lessons"),
]
