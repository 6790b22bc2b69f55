"""A browser against the real server: connections that end, that are refused, and two at once, for the lessons.

The lessons ask about these recordings, so no note says what they ask for: a note says where to look, and why.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from wslens_server import WslensServer

from ..story import CLIENT, SERVER
from .browser import browser, page, send_texts
from .recording import Note, Real


def run_close_3001(server: WslensServer) -> None:
    with page(server) as program:
        send_texts(program, server, ["Hello"])
        program.click("close-button")
        server.wait_for_event("closed", code=3001)


def run_tab_closed(server: WslensServer) -> None:
    with page(server) as program:
        send_texts(program, server, ["Hello"])
        program.close_tab()
        server.wait_for_event("closed", code=1001)


def run_killed(server: WslensServer) -> None:
    with page(server) as program:
        send_texts(program, server, ["Hello"])
        program.kill()
        server.wait_for_event("closed", code=1006)


def run_two_pages(server: WslensServer) -> None:
    with page(server) as one, page(server) as other:
        numbers = [event["connection"] for event in server.events("handshake", status=101)]
        pages = list(zip((one, other), numbers, ("one", "two"), strict=True))
        for program, number, text in pages:
            program.type_into("message-field", text)
            program.click("send-button")
            server.wait_for_event("frame", sender="server", connection=number)
        for program, number, _ in pages:
            program.click("close-plain")
            server.wait_for_event("closed", connection=number)


class EmptyPage(BaseHTTPRequestHandler):
    """Answers every request with a page that holds nothing."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Elsewhere</title>")

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


@contextmanager
def other_site() -> Iterator[str]:
    """The address of a page that another server serves: another origin than that of the server inside wslens."""
    site = HTTPServer(("127.0.0.1", 0), EmptyPage)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{site.server_port}/"
    finally:
        site.shutdown()
        site.server_close()


def run_refused_page(server: WslensServer) -> None:
    with other_site() as address, browser() as program:
        program.navigate(address)
        program.evaluate(f"globalThis.socket = new WebSocket('{server.websocket_url}'); undefined")
        program.wait_until("socket.readyState === WebSocket.CLOSED")
        server.wait_for_event("handshake", status=403)


ENDINGS = [
    Real("close-3001", 'close(3001, "bye") in a page',
         "A page sends Hello, and closes with a code and a reason of its own. Who says what until TCP ends, and in "
         "which order?",
         run_close_3001, [
             Note((CLIENT, 1), 'The script called close(3001, "bye"). What must the server send now (§5.5.1)?',
                  stop=True),
             Note((SERVER, 1), "A Close, here with the same payload: now each side has sent one and received one "
                               "(§7.1.2). Which side should end TCP first (§7.1.1)?", stop=True),
             Note("end", "The server, as it did: the side that ends TCP first keeps the port for a while, and a client "
                         "would rather not (§7.1.1)."),
         ]),
    Real("tab-closed", "A tab is closed",
         "Somebody closes the tab while the connection is open, and no script calls close(). What does the server "
         "get?",
         run_tab_closed, [
             Note((SERVER, 0), "Next the tab is closed, and no script calls close(). Will the server receive a Close, "
                               "or only the end of TCP?", stop=True),
             Note((CLIENT, 1), "A Close: the browser sends it in place of the page. Its code is for endpoints that go "
                               "away, as when a page is left (§7.4.1)."),
             Note("end", "A Close each way, and then the end of TCP: this is clean, although nobody called close() "
                         "(§7.1.4)."),
         ]),
    Real("killed", "A browser is killed",
         "All processes of a browser are killed while its connection is open. How does the server notice, and what "
         "does it not get?",
         run_killed, [
             Note((SERVER, 0), "Next the browser is killed, and its operating system ends TCP for it. What will the "
                               "server not receive (§5.5.1)?", stop=True),
             Note("end", "A Close: a FIN is all that an operating system can send, and it knows nothing of WebSocket. "
                         "So this end is not clean (§7.1.4)."),
         ]),
    Real("two-pages", "Two pages at once",
         "Two pages talk to one server at the same time. How does it know which bytes are whose?",
         run_two_pages, [
             Note((SERVER, 0), "Both pages are connected. What in a frame says which of them sent it (§5.2)?",
                  stop=True),
             Note("end", "Nothing does. Each page has a TCP connection of its own, and with it a stream, a state and "
                         "an open message of its own (§4.1)."),
         ], connections=2),
    Real("refused-page", "A page of another site, refused",
         "A page of another site opens a WebSocket to this server, and the browser lets it try. Who refuses, and by "
         "what?",
         run_refused_page, [
             Note("request", "This request has all that a handshake needs. Which header says that the page belongs to "
                             "another site (§10.2)?", stop=True),
             Note("response", "Origin, which the browser sets and the page cannot change (§10.2). The server answers "
                              "403, and there will be no frames (§4.2.2). The page learns only that it failed."),
         ], options=("--allow-origin", "http://localhost:1338"), status=403),
]
