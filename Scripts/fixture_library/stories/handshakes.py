"""Handshakes that end without a broken rule: the server does not want this client, or stops waiting (section 4)."""

from __future__ import annotations

from ..story import CLIENT, SERVER, Story
from ..wire import refusal, request


def asked(name: str, title: str, about: str, *reads: bytes) -> Story:
    """A connection on which a request has arrived, or a part of one."""
    return Story(f"handshakes/{name}", title, about).wait(0.0005).sends(CLIENT, *reads)


def refused_origin() -> Story:
    origin = "https://evil.example"
    story = asked("refused-origin", "A page that may not connect",
                  "A browser lets any page connect to any server, with the user's cookies. Origin says which page it "
                  "is.",
                  request(Origin=origin))
    story.asks("The request breaks no rule. Origin is set by the browser; the page cannot change it. May the server "
               "refuse all the same (§10.2)?")
    story.decides("origin-refused", f"Pages of {origin} may not connect; allowed are http://localhost:1338.")
    story.sends(SERVER, refusal(
        "403 Forbidden", f"The origin {origin} may not connect to this server (RFC 6455 §10.2)."))
    story.stop("It may: 403 is the server's own choice, not a breach of the protocol (§4.2.2).",
               "A program that is not a browser can send any Origin it likes, so this protects only users of browsers "
               "(§10.2).")
    return story.tcp_ends()


def too_slow() -> Story:
    story = asked("too-slow", "Half a request, and silence",
                  "A client may open a connection and send nothing, or one byte per minute. A server that waits "
                  "forever can be filled with such clients.", request()[:75])
    story.asks("75 bytes have arrived, and no empty line: the head is not complete (§4.2.1). How long should a server "
               "wait?")
    sentence = "No complete request within 10 s; the connection was closed."
    story.wait(10).decides("handshake-timeout", sentence)
    story.sends(SERVER, refusal("408 Request Timeout", sentence))
    story.stop("The RFC sets no time limit for the handshake. The server sets one to protect itself; here it is 10 s.",
               "408 says that the time is up (RFC 9110 §15.5.9).")
    return story.tcp_ends()


def stories() -> list[Story]:
    return [refused_origin(), too_slow()]
