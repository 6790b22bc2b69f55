"""Connections with more than one response: an upgrade that is tried again, interim responses, plain requests
before it (RFC 6455 section 4.1, RFC 9110 section 15.2, RFC 9112 section 9.3)."""

from __future__ import annotations

from ..story import CLIENT, SERVER, Story
from ..wire import TEXT, head, request, response

DENIED = "Who are you?\n"


def asked(name: str, title: str, about: str, data: bytes) -> Story:
    """A connection on which the first request has arrived."""
    return Story(f"exchanges/{name}", title, about).wait(0.0005).sends(CLIENT, data)


def answered(status: str, body: str = "", **headers: str) -> bytes:
    """A response that leaves the connection open for the next request."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return head(f"HTTP/1.1 {status}", {**more, "Content-Length": str(len(body))}, body)


def hello(story: Story, note: str = "") -> Story:
    """What every story here ends with: a text, to which there may be something to say, its echo, and the end."""
    story.client(TEXT, "Hello")
    if note:
        story.note(note)
    return story.server(TEXT, "Hello").goodbye()


def authorized() -> Story:
    story = asked("401-then-101", "Who are you?",
                  "A server that wants to know its clients answers 401. The client asks again with its credentials, on "
                  "the same connection.", request())
    story.sends(SERVER, answered("401 Unauthorized", DENIED, WWW_Authenticate='Basic realm="class"'))
    story.asks("401: no WebSocket yet. Is the connection over (§4.1)?")
    story.sends(CLIENT, request(Authorization="Basic c3R1ZGVudDpzZWNyZXQ="), after=0.2)
    story.note("No: HTTP continues, and both endpoints are still CONNECTING. The body of the 401 has the 13 bytes "
               "that Content-Length names, so the client knows where the next response begins (RFC 9112 §6.3).")
    story.sends(SERVER, response())
    story.stop("Now it is 101, and frames follow. A client may authenticate after a 401, or give up; the RFC leaves it "
               "to HTTP (§4.1).")
    return hello(story)


def continued() -> Story:
    story = asked("100-then-101", "Go on, says the server",
                  "Expect: 100-continue asks for an answer before the answer, and the server gives both at once.",
                  request(Expect="100-continue"))
    story.sends(SERVER, head("HTTP/1.1 100 Continue", {}) + response())
    story.asks("Two heads in one read. Which of them answers the request (§4.1)?")
    return hello(story, "The second, so the connection is open. Every 1xx but 101 announces another response "
                        "(RFC 9110 §15.2), and a client has to wait for that (§4.1).")


def early_hints() -> Story:
    story = asked("103-then-101", "A hint before the answer",
                  "A proxy may send 103 Early Hints for any request, even for one that asks for a WebSocket.",
                  request())
    story.sends(SERVER, head("HTTP/1.1 103 Early Hints", {"Link": "</class.css>; rel=preload"}), after=0.01)
    story.asks("103 is not 101. Has the handshake failed (§4.1)?")
    story.sends(SERVER, response(), after=0.03)
    story.note("No: a 1xx other than 101 is interim (RFC 9110 §15.2). A client that treats it as the answer gives up "
               "too early.")
    return hello(story)


def kept_alive() -> Story:
    page = request(Upgrade=None, Connection="keep-alive", Sec_WebSocket_Key=None, Sec_WebSocket_Version=None)
    story = asked("kept-alive-then-101", "First the page, then the WebSocket",
                  "HTTP/1.1 keeps a connection open for the next request. Here the third request is the one that asks "
                  "for a WebSocket.", page)
    story.sends(SERVER, answered("200 OK", "<title>Hello</title>", Content_Type="text/html"))
    story.sends(CLIENT, request(target="/style.css", Upgrade=None, Connection="keep-alive", Sec_WebSocket_Key=None,
                                Sec_WebSocket_Version=None), after=0.02)
    story.sends(SERVER, answered("304 Not Modified"))
    story.sends(CLIENT, request(target="/chat"), after=0.1)
    story.asks("Two requests were answered before this one. How does the server know that this one asks for something "
               "else (§4.1)?")
    story.sends(SERVER, response())
    story.note("By Upgrade: websocket and Connection: Upgrade (§4.1). Browsers open a connection of its own for each "
               "WebSocket; a program need not.")
    return hello(story)


def stories() -> list[Story]:
    return [authorized(), continued(), early_hints(), kept_alive()]
