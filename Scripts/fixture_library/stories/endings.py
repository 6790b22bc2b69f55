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
    story.asks("Opcode 8, and two bytes: 03 e8 is 1000, done. The client is in CLOSING and sends no more data. What "
               "must the server do (§5.5.1)?")
    story.closes(SERVER, after=0.0004)
    story.note("Send a Close too; it repeats the code. Both have sent one now (§5.5.1, §7.1.2).")
    story.asks("What is left is TCP. Which side should end it first (§7.1.1)?")
    story.ends(SERVER)
    story.note("The server. The side that does so keeps the port in TIME_WAIT for a while; a client "
               "would rather not (§7.1.1).")
    return story.ends(CLIENT).note("Closed cleanly, with code 1000 (§7.1.4).")


def with_reason() -> Story:
    story = begun("3001-with-a-reason", "3001, and a reason",
                  "Codes from 3000 on are not the protocol's: what they mean is up to those who use them. The code "
                  "may be followed by a reason, for people who debug.")
    story.closes(CLIENT, 3001, "bye")
    story.note("0b b9 is 3001, then b y e. Codes 3000 to 3999 are for libraries, frameworks and applications, which "
               "register them with IANA (§7.4.2).")
    story.note("Codes that only two programs share are 4000 to 4999: private use (§7.4.2). Browsers let a page pass "
               "all of these to close(), and 1000.")
    story.asks("The page gave a short reason. How long may a reason be (§5.5)?")
    story.closes(SERVER, 3001, "bye", after=0.0004)
    story.note("At most 123 bytes: 125 of a control frame, less two for the code (§5.5).")
    return story.tcp_ends()


def empty() -> Story:
    story = begun("empty", "A Close without a code",
                  "A Close may be empty. Then there is no code on the wire, and programs ask for one all the same.")
    story.client(CLOSE)
    story.asks("The length is 0: no code, no reason. That is allowed. Which code will the programs be told "
               "(§5.5.1, §7.1.5)?")
    story.server(CLOSE)
    story.note("1005, no status received, a number that is never on the wire (§7.1.5). The answer has no code to "
               "repeat, so it is empty too.")
    return story.tcp_ends()


def one_byte() -> Story:
    story = begun("one-byte", "A Close with one byte",
                  "A code is two bytes. A Close with one byte is broken, although it is clear what it wants.")
    story.client(CLOSE, b"\x03")
    story.asks("One byte cannot be a code: a Close carries nothing, or two bytes and then a reason. What will the "
               "server answer (§5.5.1)?")
    story.closes(SERVER, 1002, "close-payload-one-byte", after=0.0004)
    story.note("A Close of its own, with 1002, protocol error (§7.4.1).")
    return story.tcp_ends()


def no_status_sent() -> Story:
    story = begun("1005-sent", "1005 on the wire",
                  "1005, 1006 and 1015 are what an API reports when there was no code. They must not be sent.")
    story.closes(SERVER, 1005)
    story.asks("03 ed is 1005: it must not be set in a Close frame. What should the client answer, if not the same "
               "(§7.4.1)?")
    story.closes(CLIENT, 1002, "close-code-not-allowed", after=0.0004)
    story.note("The RFC does not say. This client picks 1002, protocol error (§7.4.1).")
    return story.tcp_ends()


def going_away() -> Story:
    story = begun("1001-going-away", "The server stops",
                  "Either side may close. A server that shuts down sends 1001 to all its clients, and so does a "
                  "browser whose page is left.")
    story.closes(SERVER, 1001, "the server stops")
    story.asks("03 e9 is 1001, going away. The server's Close is not masked. How much of it must the client repeat in "
               "its answer (§5.5.1)?")
    story.closes(CLIENT, 1001, after=0.0004)
    story.note("Nothing; but an endpoint typically answers with the code that it received, as this one does (§5.5.1).")
    return story.tcp_ends()


def crossing() -> Story:
    story = begun("both-at-once", "Both close at once",
                  "Two Close frames meet on the way. Neither side has seen the other's when it sends its own.")
    story.closes(CLIENT, 1000).closes(SERVER, 1001, after=0.0001)
    story.asks("The server sends its Close before it has read the client's. Must each side now answer the Close that "
               "it receives (§5.5.1)?")
    story.ends(SERVER)
    story.note("No: both have sent one and received one, so neither sends a second, and TCP can end (§5.5.1, §7.1.4).")
    story.asks("The client said 1000, the server 1001. With which code has the connection ended (§7.1.5)?")
    story.ends(CLIENT)
    return story.note("That depends on the side: each reports the code that it received (§7.1.5).")


def half_closed() -> Story:
    story = begun("half-closed", "The client ends its stream and listens",
                  "A FIN in place of a Close is not how a WebSocket ends.")
    story.client(TEXT, "last words").ends(CLIENT)
    story.asks("The client ends its stream with FIN, and has sent no Close. Can it still get an answer to its last "
               "words (§7.1.4)?")
    story.server(TEXT, "last words")
    story.note("It can: TCP has two directions, and each ends on its own. The server's is still open.")
    story.ends(SERVER)
    return story.note("Both streams have ended without a Close: not clean, and reported as 1006 (§7.1.5).")


def reset() -> Story:
    story = begun("reset", "A reset in the middle of a frame",
                  "The client's program crashes, and its system sends RST. What was on the way is lost.")
    data = story.frame(CLIENT, TEXT, "this will never be complete")
    story.sends(CLIENT, data[:16], after=0.5)
    story.asks("16 bytes of a frame have arrived, 6 of header and 10 of payload. How many should still come, and is it "
               "an error that they are not here (§5.2)?")
    story.ends(CLIENT, "reset", after=0.2)
    return story.stop("17 of 33, and until now it was none: TCP hands over what it has. Now they will never come.",
                      "RST ends both directions at once. No Close was sent, so the code is 1006, which is never on "
                      "the wire (§7.1.5, §7.4.1).")


def dropped() -> Story:
    story = begun("dropped", "Silence",
                  "Someone pulls the cable. No FIN and no RST arrives, and without a Ping nobody would notice for "
                  "hours.")
    story.server(PING, "are you there?", after=30)
    story.asks("The server has heard nothing for 30 s and asks. A Ping must be answered. How long should the server "
               "wait for the Pong (§5.5.2)?")
    story.wait(10).decides("idle-timeout", "No Pong within 10 s; the connection is given up.")
    story.note("The RFC names no time: the Pong should come as soon as is practical (§5.5.2). This server waits 10 s.")
    story.ends(SERVER, "close")
    return story.stop("The server closes its socket without a word to a peer that does not listen. The code is 1006 "
                      "(§7.1.5).")


def stories() -> list[Story]:
    return [normal(), with_reason(), empty(), one_byte(), no_status_sent(), going_away(), crossing(), half_closed(),
            reset(), dropped()]
