"""The three forms of a length, at their boundaries (section 5.2)."""

from __future__ import annotations

from ..story import CLIENT, SERVER, Story, in_reads
from ..wire import BINARY, CLOSE, TEXT, close_payload, header


def text_of(length: int) -> str:
    """Text of so many bytes, in which a place can be found again."""
    return "".join(f"{start:09} " for start in range(0, length, 10))[:length]


def echoed(length: int, about: str, client_note: str, server_note: str) -> Story:
    story = Story(f"lengths/{length}", f"A text of {length} byte{'' if length == 1 else 's'}", about)
    story.handshake().wait(0.5)
    for side, note in ((CLIENT, client_note), (SERVER, server_note)):
        data = story.frame(side, TEXT, text_of(length))
        story.sends(side, *in_reads(data))
        story.note(note, stop=side == CLIENT)
    return story.goodbye()


def header_alone() -> Story:
    length = 1 << 40
    story = Story("lengths/header-of-64-bits", "A header that announces a terabyte",
                  "Fourteen bytes are enough to promise 1,099,511,627,776. A server must not believe a length and "
                  "reserve memory for it: this one answers 1009 before a byte of payload has arrived.")
    story.handshake().wait(0.5).sends(CLIENT, header(BINARY, length, key=story.key()))
    story.decides("message-too-big", f"A message of {length} bytes is over the limit of 16777216; it is refused with "
                  "1009. (RFC 6455 §10.4)")
    story.server(CLOSE, close_payload(1009, "message-too-big"))
    story.note("1009 means too big to process (§7.4.1). Limits are up to the server (§10.4).")
    # An incomplete frame takes its place among the events when it is cut off, so notes about it come then.
    story.ends(SERVER, "close")
    return story.stop("The client sent the longest header there is: 2 bytes, 8 of length, 4 of masking key (§5.2). All "
                      "of it is valid.",
                      "Why did the server not wait for the client's Close? Because no Close can arrive: whatever the "
                      "client sends is payload of the frame that it began (§7.1.7).")


def stories() -> list[Story]:
    return [
        echoed(0, "A message may be empty. A client's frame is still six bytes: the mask is there although there is "
               "nothing to mask.",
               "0x80: MASK is 1 and the length is 0, and the masking key still follows (§5.2).",
               "The shortest frame there is: 81 00, two bytes (§5.2)."),
        echoed(125, "The longest payload whose length fits into the seven bits of the second byte.",
               "0xfd is 1 1111101: MASK is 1 and the length is 125. 126 and 127 are not lengths (§5.2).",
               "A server's header here is two bytes, for 125 bytes of payload (§5.2)."),
        echoed(126, "One byte more than 125, and the header grows by two.",
               "0xfe is 1 1111110: the length bits are 126, so the next two bytes hold the length, 00 7e (§5.2).",
               "The length is written in the shortest form that holds it: 126 needs the 16 bits (§5.2)."),
        echoed(65_535, "The longest payload whose length fits into 16 bits: ff ff.",
               "The length is ff ff, 65535. The most significant byte comes first: network byte order (§5.2).",
               "Four bytes of header for 65535 bytes of payload: without a mask that is the overhead (§5.2)."),
        echoed(65_536, "One byte more than 65535, and the length takes eight bytes.",
               "The length bits are 127, so the next eight bytes hold the length: 00 00 00 00 00 01 00 00 (§5.2).",
               "The top bit of the 64 must be 0 (§5.2). The RFC does not say why; probably because a signed number of "
               "64 bits has no room for more."),
        header_alone(),
    ]
