"""Browsers, libraries and programs against the real server: fixtures/real."""

from __future__ import annotations

import os
import subprocess

from websockets.sync.client import connect

from wslens_server import WslensServer

from ..story import CLIENT, SERVER
from ..wire import KEY
from .browser import page, press
from .recording import Note, Real

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


def run_chromium(server: WslensServer) -> None:
    with page(server) as browser:
        press(browser, server, "send-button", "script-emoji", "binary-button")
        browser.click("close-button")
        server.wait_for_event("closed", code=3001)


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


CLIENTS = [
    Real("chromium", "Chromium, through the page of wslens",
         "A browser opens the page, sends Hello, an emoji and five bytes, and closes with 3001 and bye. "
         "What does its request have that the other clients leave out?",
         run_chromium, [
             Note("request", "Origin names the page. A browser always sends it, and a page cannot change it (§4.1, "
                             "§10.2)."),
             Note("request", "Chromium offers permessage-deflate. How will it see whether the server takes the offer "
                             "(§9.1)?", stop=True),
             Note("response", "By its name in the answer. Here no extension is named, so nothing will be compressed "
                              "(§9.1)."),
             Note((CLIENT, 0), "Hello, under a mask that no one could foresee: the browser picks a new one for each "
                               "frame (§5.3).", stop=True),
             Note((CLIENT, 1), "The page sent a hand, a family and a flag. Which of them takes the most bytes, and why "
                               "(§5.6)?", stop=True),
             Note((SERVER, 1), "The family: four people of four bytes each, held together by three joiners of three. "
                               "The flag is two letters of four bytes. Text is UTF-8 (§5.6)."),
             Note((CLIENT, 2), "Opcode 2: binary. The bytes are what the programs make of them (§5.6)."),
             Note((CLIENT, 3), "0b b9 is 3001, which the page gave to close(), with the reason bye. Browsers let a "
                               "page give 1000, and 3000 to 4999."),
             Note((CLIENT, 3), "Codes up to 3999 are for libraries, frameworks and applications, which register them "
                               "with IANA; 4000 to 4999 are for private use (§7.4.2).", stop=True),
         ], folder="real"),
    Real("python-websockets", "Python's websockets",
         "A client in a few lines of Python: Hello, a Ping, a text in fragments, and the normal end.",
         run_websockets, [
             Note("request", "User-Agent names the program and there is no Origin: this is not a page (§4.1)."),
             Note((CLIENT, 0), "A text of five bytes. Compare it with the Hello of the other clients: only the "
                               "masking key and what it did to the text differ (§5.3).", stop=True),
             Note((CLIENT, 1), "A Ping, and it has a payload. What will the Pong carry (§5.5.2)?", stop=True),
             Note((SERVER, 1), "The same, here without a mask (§5.5.3)."),
             Note((CLIENT, 5), "The program gave the text piece by piece, and each piece became a frame with FIN 0. "
                               "The last frame is empty: its FIN ends the message (§5.4).", stop=True),
             Note((SERVER, 2), "The echo is one frame: fragments are up to the sender and mean nothing (§5.4)."),
         ], folder="real"),
    Real("node-ws", "Node's ws",
         "The most used WebSocket library for JavaScript outside a browser: Hello, Greek in two fragments, a Ping, "
         "and a Close with a private code.",
         run_node, [
             Note("request", "The names of the headers are the same as everywhere; their order is the client's own "
                             "(§4.1)."),
             Note((SERVER, 0), "Next the program sends Γειά σου in two fragments. How many bytes are the four letters "
                               "of Γειά, and which opcode has the second frame (§5.4)?", stop=True),
             Note((CLIENT, 1), "Eight: Greek takes two bytes per letter (§5.6)."),
             Note((CLIENT, 2), "0, which continues the text; and FIN is 1, so it is complete (§5.4)."),
             Note((CLIENT, 3), "A Ping. In a browser no script can send one; in Node it can (§5.5.2)."),
             Note((CLIENT, 4), "0f a0 is 4000: codes from 4000 to 4999 are for private use between programs "
                               "that agree on them (§7.4.2).", stop=True),
         ], folder="real"),
    Real("curl", "curl, with the headers by hand",
         "A handshake needs no WebSocket library, only an HTTP client and four headers. With the RFC's key the "
         "answer is known beforehand. After a second of silence curl gives up.",
         run_curl, [
             Note("request", "The key is the RFC's own example, given on the command line; a real client picks one "
                             "at random (§4.1). Which answer must come?", stop=True),
             Note("response", "Sec-WebSocket-Accept is s3pPLMBiTxaQ9kYGzzhZRbK+xOo=, as in the RFC. Now both could "
                              "send frames, and curl does not know how (§1.3)."),
             Note("response", "curl is about to give up. Will it send a Close (§7.1.7)?", stop=True),
             Note("end", "No: curl just ends TCP. The server reports 1006 (§7.1.5)."),
         ], folder="real"),
]
