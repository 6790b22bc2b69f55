"""Every way in which a connection ends (section 7)."""

from __future__ import annotations

from ..story import CLIENT, SERVER, Story
from ..wire import CLOSE, PING, TEXT


def begun(name: str, title: str, about: str) -> Story:
    """A connection on which one message has been echoed."""
    return Story(f"endings/{name}", title, about).handshake().client(TEXT, "Hello").server(TEXT, "Hello")


def normal() -> Story:
    story = begun("1000", "The normal end",
                  "A Close each way, then the end of TCP. This is what clean means.")
    story.closes(CLIENT)
    story.stop("Opcode 8, and two bytes: 03 e8 is 1000, done. The client is in CLOSING and sends no more data "
               "(§5.5.1).")
    story.closes(SERVER, after=0.0004)
    story.stop("The server answers with the same code. Both have sent a Close now (§7.1.2).")
    story.ends(SERVER)
    story.note("The server ends TCP first. The side that does so keeps the port in TIME_WAIT for a while; a client "
               "would rather not (§7.1.1).")
    return story.ends(CLIENT).note("Closed cleanly, with code 1000 (§7.1.4).")


def with_reason() -> Story:
    story = begun("3001-with-a-reason", "3001, and a reason",
                  "Codes from 3000 on are not the protocol's: what they mean is up to those who use them. The code "
                  "may be followed by a reason, for people who debug.")
    story.closes(CLIENT, 3001, "bye")
    story.stop("0b b9 is 3001, then b y e. Codes 3000 to 3999 are for libraries, frameworks and applications, which "
               "register them with IANA (§7.4.2).",
               "Codes that only two programs share are 4000 to 4999: private use (§7.4.2). Browsers let a page pass "
               "all of these to close(), and 1000.")
    story.closes(SERVER, 3001, "bye", after=0.0004)
    story.note("The reason has at most 123 bytes: 125 of a control frame, less two for the code (§5.5).")
    return story.tcp_ends()


def empty() -> Story:
    story = begun("empty", "A Close without a code",
                  "A Close may be empty. Then there is no code, and programs see 1005, a number that is never on the "
                  "wire.")
    story.client(CLOSE)
    story.stop("The length is 0: no code, no reason. That is allowed (§5.5.1).")
    story.server(CLOSE)
    story.note("The answer has no code to repeat, so it is empty too. An API reports 1005, no status received "
               "(§7.1.5).")
    return story.tcp_ends()


def one_byte() -> Story:
    story = begun("one-byte", "A Close with one byte",
                  "A code is two bytes. A Close with one byte is broken, although it is clear what it wants.")
    story.client(CLOSE, b"\x03")
    story.stop("One byte cannot be a code: a Close carries nothing, or two bytes and then a reason (§5.5.1).")
    story.closes(SERVER, 1002, "close-payload-one-byte", after=0.0004)
    story.note("The server answers with 1002, protocol error (§7.4.1).")
    return story.tcp_ends()


def no_status_sent() -> Story:
    story = begun("1005-sent", "1005 on the wire",
                  "1005, 1006 and 1015 are what an API reports when there was no code. They must not be sent.")
    story.closes(SERVER, 1005)
    story.stop("03 ed is 1005. It is reserved: it must not be set in a Close frame (§7.4.1).")
    story.closes(CLIENT, 1002, "close-code-not-allowed", after=0.0004)
    story.note("The RFC does not say which code to answer with. The client picks 1002, protocol error (§7.4.1).")
    return story.tcp_ends()


def going_away() -> Story:
    story = begun("1001-going-away", "The server stops",
                  "Either side may close. A server that shuts down sends 1001 to all its clients, and so does a "
                  "browser whose page is left.")
    story.closes(SERVER, 1001, "the server stops")
    story.stop("03 e9 is 1001, going away. The server's Close is not masked (§7.4.1, §5.1).")
    story.closes(CLIENT, 1001, after=0.0004)
    story.note("The client answers with the code that it received; it need not repeat the reason (§5.5.1).")
    return story.tcp_ends()


def crossing() -> Story:
    story = begun("both-at-once", "Both close at once",
                  "Two Close frames meet on the way. Each side takes the other's as the answer to its own.")
    story.closes(CLIENT, 1000).closes(SERVER, 1001, after=0.0001)
    story.stop("The server sends its Close before it has read the client's. Both endpoints have sent one and received "
               "one, so neither sends a second (§7.1.2).")
    story.note("Two codes: each side reports the one that it received, and they differ (§7.1.5).")
    return story.tcp_ends()


def half_closed() -> Story:
    story = begun("half-closed", "The client ends its stream and listens",
                  "TCP has two directions, and each ends on its own. A FIN in place of a Close is not how a WebSocket "
                  "ends.")
    story.client(TEXT, "last words").ends(CLIENT)
    story.stop("The client sends FIN: it sends nothing more, but it may still read. No Close frame was sent (§7.1.4).")
    story.server(TEXT, "last words")
    story.note("The server can still answer: its own direction is open.")
    story.ends(SERVER)
    return story.note("Both streams have ended without a Close: not clean, and reported as 1006 (§7.1.5).")


def reset() -> Story:
    story = begun("reset", "A reset in the middle of a frame",
                  "The client's program crashes, and its system sends RST. What was on the way is lost.")
    data = story.frame(CLIENT, TEXT, "this will never be complete")
    story.sends(CLIENT, data[:16], after=0.5)
    story.ends(CLIENT, "reset", after=0.2)
    return story.stop("16 of 33 bytes have arrived: 6 of header, 10 of payload (§5.2).",
                      "RST ends both directions at once. No Close was sent, so the code is 1006, which is never on "
                      "the wire (§7.1.5, §7.4.1).")


def dropped() -> Story:
    story = begun("dropped", "Silence",
                  "Someone pulls the cable. No FIN and no RST arrives, and without a Ping nobody would notice for "
                  "hours.")
    story.server(PING, "are you there?", after=30)
    story.stop("The server has heard nothing for 30 s and asks. A Ping must be answered, unless a Close came before "
               "it, and should be as soon as is practical (§5.5.2).")
    story.wait(10).decides("idle-timeout", "No Pong within 10 s; the connection is given up.")
    story.ends(SERVER, "close")
    return story.stop("The server closes its socket without a word to a peer that does not listen. The code is 1006 "
                      "(§7.1.5).")


def stories() -> list[Story]:
    return [normal(), with_reason(), empty(), one_byte(), no_status_sent(), going_away(), crossing(), half_closed(),
            reset(), dropped()]
