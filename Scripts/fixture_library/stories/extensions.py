"""What the reserved bits mean where an extension was agreed on (section 9; the bytes are those of RFC 7692 §7.2.3)."""

from __future__ import annotations

from ..story import CLIENT, SERVER, Story
from ..wire import CONTINUATION, PING, PONG, TEXT, request, response

DEFLATE = "permessage-deflate"
# Hello, compressed (RFC 7692 §7.2.3.1), and where the RFC cuts it into two fragments.
HELLO = bytes.fromhex("f248cdc9c90700")
CUT = 3
RSV1 = 4


def agreed(name: str, title: str, about: str, folder: str = "extensions") -> Story:
    """A connection on which messages may be compressed."""
    story = Story(f"{folder}/{name}", title, about)
    story.sends(CLIENT, request(Sec_WebSocket_Extensions=DEFLATE), after=0.0009)
    return story.sends(SERVER, response(Sec_WebSocket_Extensions=DEFLATE))


def compressed() -> Story:
    story = agreed("compressed", "Compression that both agreed on",
                   "The client offers permessage-deflate, and the server takes it. From then on each message may be "
                   "compressed, and need not be.")
    story.stop("The offer, and the server's yes. Which bit of which frames has a meaning now (§9.1)?")
    story.client(TEXT, "Hi").server(TEXT, "Hi")
    story.note("Not compressed: two letters would only grow. The sender decides, message by message (RFC 7692 §6).")
    story.client(TEXT, HELLO[:CUT], fin=False, rsv=RSV1)
    story.stop("RSV1 is 1 here: the message that begins is compressed. What will RSV1 be in the rest of it?")
    story.client(PING, "", after=0.1).server(PONG, "")
    story.note("A control frame is never compressed: RSV1 is 0 (RFC 7692 §6.1).")
    story.client(CONTINUATION, HELLO[CUT:], after=0.1)
    story.note("0 again: it is said once, in the first frame, and is true of the whole message (RFC 7692 §6.1).")
    story.server(TEXT, HELLO, rsv=RSV1)
    story.note("The same seven bytes, in one frame. Compressed, Hello is longer: it has only five letters.")
    return story.goodbye()


def rsv1_on_a_continuation() -> Story:
    story = agreed("rsv1-on-a-continuation", "RSV1 once too often",
                   "Compression was agreed on, and still there is a frame in which RSV1 must be 0. Real libraries "
                   "have got this wrong.")
    story.client(TEXT, HELLO[:CUT], fin=False, rsv=RSV1)
    story.stop("A compressed message begins. In its next frame three bits of the first byte will be different; which?")
    story.client(CONTINUATION, HELLO[CUT:], rsv=RSV1, after=0.2)
    story.stop("FIN is 1, and the opcode 0. But RSV1 is 1 again, and it may be 1 only where a message begins "
               "(RFC 7692 §6.1).")
    return story.fails(SERVER, 1002, "compressed-bit-misplaced")


def stories() -> list[Story]:
    return [compressed(), rsv1_on_a_continuation()]
