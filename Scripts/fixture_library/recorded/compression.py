"""Clients that compress (permessage-deflate, RFC 7692) against the server that does, too: fixtures/real."""

from __future__ import annotations

from websockets.sync.client import connect

from wslens_server import WslensServer

from ..story import CLIENT, SERVER
from .browser import close_plainly, page, send_texts
from .recording import Note, Real

# Every message is compressed, however short, and copies from those before it.
OPTIONS = ("--compression", "dedicated", "--compress-from", "0")
PRICE = '{{"type":"price","symbol":"{}","price":{},"currency":"EUR","venue":"Frankfurt"}}'


def run_chromium(server: WslensServer) -> None:
    with page(server) as browser:
        send_texts(browser, server, ["Hello", "Hello", "Hello, Hello, Hello, Hello"])
        close_plainly(browser, server)


def run_websockets(server: WslensServer) -> None:
    with connect(server.websocket_url, proxy=None) as client:
        for symbol, price in [("ACME", 1000), ("ACME", 1002), ("INIT", 1002)]:
            client.send(PRICE.format(symbol, price))
            client.recv(timeout=10)
        client.send(iter([PRICE.format("ACME", 1003)[:40], PRICE.format("ACME", 1003)[40:]]))
        client.recv(timeout=10)
        client.ping(b"are you there").wait(10)
    server.wait_for_event("closed", code=1000)


COMPRESSION = [
    Real("chromium-compressed", "Chromium, and a server that compresses",
         "The same page and the same Hello as in real/chromium, but this server takes the offer. Nothing that the page "
         "does is different; the bytes are.",
         run_chromium, [
             Note("request", "Chromium offers permessage-deflate, with client_max_window_bits: the server may "
                             "choose how far back the browser's copies reach. What will it choose (RFC 7692 "
                             "§7.1.2.2)?", stop=True),
             Note("response", "11 bits: 2,048 bytes, for both directions. That costs the server less memory "
                              "than the 32 KiB that are allowed (RFC 7692 §7.1.2)."),
             Note((CLIENT, 0), "RSV1 is 1, and Hello is seven bytes long: compressed, it has become longer. How "
                               "many will the second Hello have (RFC 7692 §7.2.3.2)?", stop=True),
             Note((CLIENT, 1), "Five: it is copied from the first one. A browser compresses whatever it sends, whether "
                               "that helps or not (RFC 7692 §6)."),
             Note((SERVER, 2), "26 letters. Where does a copy take its bytes from that is longer than what was "
                               "written so far (RFC 1951 §2)?", stop=True),
             Note((CLIENT, 3), "From itself: it may reach into the bytes that it is just writing (RFC 1951 §3.2.3)."),
         ], folder="real", options=OPTIONS),
    Real("python-websockets-compressed", "Python's websockets, and what repeats",
         "Prices as a market sends them: three texts of 82 bytes that differ in a few, then one in two "
         "fragments.",
         run_websockets, [
             Note("request", "Python's websockets offers compression unasked, as browsers do (RFC 7692 §7.1)."),
             Note((CLIENT, 0), "The first text has nothing to copy from but itself. The next one differs in one "
                               "digit. How many bytes will it take (RFC 7692 §7.1.1)?", stop=True),
             Note((CLIENT, 1), "Hardly more than the digit: what comes before and behind it are copies (RFC 7692 "
                               "§7.2.3.2)."),
             Note((SERVER, 2), "Next comes a text in two fragments. In which of its frames will RSV1 be 1 (RFC "
                               "7692 §6.1)?",
                  stop=True),
             Note((CLIENT, 3), "Only in the first. It is the message that is compressed, not each of its frames "
                               "(RFC 7692 §6.1)."),
         ], folder="real", options=OPTIONS),
]
