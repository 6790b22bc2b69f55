"""Handshakes that fail: the request is wrong, the server does not want it, or the response is wrong (section 4)."""

from __future__ import annotations

import base64
import hashlib

from .story import CLIENT, SERVER, Story
from .wire import KEY, accept, refusal, request, response


def asked(name: str, title: str, about: str, data: bytes) -> Story:
    """A connection on which a request has come."""
    return Story(f"handshakes/{name}", title, about).sends(CLIENT, data, after=0.0009)


def wrong_version() -> Story:
    story = asked("wrong-version", "Version 8",
                  "Version 8 is a draft from the time before the RFC. A server says which version it speaks, so that "
                  "the client can try again.",
                  request(Sec_WebSocket_Version="8"))
    story.stop("Sec-WebSocket-Version is 8; the RFC's number is 13 (§4.1).")
    story.sends(SERVER, refusal("426 Upgrade Required", "This server speaks version 13.", Upgrade="websocket",
                                Connection="Upgrade, close", Sec_WebSocket_Version="13"))
    story.stop("426, and a header that names what the server understands (§4.2.2, §4.4). No frame is ever sent.")
    return story.tcp_ends()


def no_key() -> Story:
    story = asked("no-key", "A request without a key",
                  "Without Sec-WebSocket-Key there is nothing to compute an answer from.",
                  request(Sec_WebSocket_Key=None))
    story.stop("All headers are there but one. The missing one is missed at the empty line that ends the head "
               "(§4.2.1).")
    story.sends(SERVER, refusal("400 Bad Request", "A handshake carries a Sec-WebSocket-Key header."))
    story.note("400: the server stops the handshake with an HTTP error (§4.2.1).")
    return story.tcp_ends()


def short_key() -> Story:
    story = asked("short-key", "A key of 15 bytes",
                  "The key is Base64 of exactly 16 bytes: 24 characters that end in ==.",
                  request(Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25j"))
    story.stop("20 characters without a = at the end: that is 15 bytes. Which byte of the example is missing (§4.2.1)?")
    story.sends(SERVER, refusal("400 Bad Request", "Sec-WebSocket-Key is the Base64 of exactly 16 bytes."))
    story.note("The server need not decode the key to compute its answer, but it must see that there are 16 bytes "
               "(§4.2.1).")
    return story.tcp_ends()


def post() -> Story:
    story = asked("post", "POST",
                  "A handshake is a GET. Everything else about this request is right.",
                  request("POST", Content_Length="0"))
    story.stop("The method is the first word of the request; the RFC allows GET alone (§4.1).")
    story.sends(SERVER, refusal("405 Method Not Allowed", "The method of a handshake is GET.", Allow="GET"))
    story.note("405, and Allow names what would do (§4.2.1).")
    return story.tcp_ends()


def refused_origin() -> Story:
    origin = "https://evil.example"
    story = asked("refused-origin", "A page that may not connect",
                  "A browser lets any page connect to any server, with the user's cookies. Origin says which page it "
                  "is, and the server decides.",
                  request(Origin=origin))
    story.stop("The request breaks no rule. Origin is set by the browser; the page cannot change it (§10.2).")
    story.decides("origin-refused", f"Pages of {origin} may not connect; allowed are http://localhost:1338.")
    story.sends(SERVER, refusal("403 Forbidden", f"The origin {origin} may not connect to this server."))
    story.note("403: a decision of the server's and no breach of the protocol (§4.2.2). A program that is no browser "
               "can send any Origin it likes, so this protects users of browsers and nobody else (§10.2).")
    return story.tcp_ends()


def wrong_accept() -> Story:
    story = asked("wrong-accept", "The wrong hash",
                  "The server forgets the GUID and hashes the key alone. A client that does not check would go on.",
                  request())
    story.note(f"For this key the answer must be {accept(KEY)} (§4.2.2).")
    wrong = base64.b64encode(hashlib.sha1(KEY.encode()).digest()).decode()
    story.sends(SERVER, response(Sec_WebSocket_Accept=wrong))
    story.stop(f"{wrong} is the SHA-1 of the key without the GUID. The client must fail the connection (§4.1).")
    story.ends(CLIENT, "close")
    return story.note("No Close frame: for the client the connection was never open (§4.1, §7.1.7).")


def subprotocol_not_offered() -> Story:
    story = asked("subprotocol-not-offered", "A subprotocol that nobody asked for",
                  "The client offers, the server picks one of the offers or none. Here it picks something else.",
                  request(Sec_WebSocket_Protocol="chat, superchat"))
    story.note("Two offers, the preferred one first (§4.1).")
    story.sends(SERVER, response(Sec_WebSocket_Protocol="mqtt"))
    story.stop("mqtt was not offered. The accept key is right, and the client must fail the connection all the same "
               "(§4.1).")
    return story.ends(CLIENT, "close")


def too_slow() -> Story:
    data = request()
    story = asked("too-slow", "Half a request, and silence",
                  "A client may open a connection and send nothing, or a byte a minute. A server that waits for ever "
                  "can be filled with such clients.", data[:75])
    story.stop("75 bytes, and no empty line: the head is not complete (§4.2.1).")
    story.wait(10).decides("handshake-timeout", "No complete request within 10 s; the connection was closed.")
    story.note("How long to wait is the server's own decision (§10.4).")
    return story.ends(SERVER, "close")


def stories() -> list[Story]:
    return [wrong_version(), no_key(), short_key(), post(), refused_origin(), wrong_accept(), subprotocol_not_offered(),
            too_slow()]
