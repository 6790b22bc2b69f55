"""The three forms of a length, at their boundaries (section 5.2)."""

from __future__ import annotations

from ..story import CLIENT, SERVER, Story, in_reads
from ..wire import BINARY, CLOSE, TEXT, close_payload, header


def text_of(length: int) -> str:
    """Text of so many bytes, in which a place can be found again."""
    return "".join(f"{start:09} " for start in range(0, length, 10))[:length]


def echoed(length: int, about: str, *, before: str = "", client: str, server: str) -> Story:
    """A text and its echo, with what is said before and behind them. What ends in ? is a question."""
    story = Story(f"lengths/{length}", f"A text of {length} byte{'' if length == 1 else 's'}", about).handshake()
    if before:
        story.asks(before)
    story.wait(0.5)
    for side, note in ((CLIENT, client), (SERVER, server)):
        data = story.frame(side, TEXT, text_of(length))
        story.sends(side, *in_reads(data))
        story.note(note, stop=side == CLIENT)
    return story.goodbye()


def header_alone() -> Story:
    length = 1 << 40
    story = Story("lengths/header-of-64-bits", "A header that announces a terabyte",
                  "Fourteen bytes are enough to promise 1,099,511,627,776. A server that believes such a length "
                  "reserves memory for it.")
    story.handshake().wait(0.5).sends(CLIENT, header(BINARY, length, key=story.key()))
    story.note("The longest header there is: 2 bytes, 8 of length, 4 of masking key. All of it is valid (§5.2).")
    story.asks("It announces a terabyte, and no byte of payload has arrived. What should the server do now (§10.4)?")
    story.decides("message-too-big", f"A message of {length} bytes is over the limit of 16777216; it is refused with "
                  "1009. (RFC 6455 §10.4)")
    story.server(CLOSE, close_payload(1009, "message-too-big"))
    story.note("It refuses at once: 1009 means too big to process (§7.4.1). Limits are up to the server (§10.4).")
    story.asks("The client is to answer with a Close. Will the server wait for it (§7.1.7)?")
    story.ends(SERVER, "close")
    return story.note("No, because no Close can arrive: whatever the client sends now is payload of the frame that it "
                      "began (§7.1.7).")


def stories() -> list[Story]:
    return [
        echoed(0, "A message may be empty. A page sends one with send(\"\").",
               before="The client is going to send a text without a single letter. How many bytes does that take "
                      "(§5.2)?",
               client="Six. 0x80: MASK is 1 and the length is 0, and the masking key follows although there is "
                      "nothing to mask (§5.2).",
               server="The shortest frame there is: 81 00, two bytes (§5.2)."),
        echoed(125, "The longest payload whose length fits into the seven bits of the second byte.",
               before="125 bytes are coming. Seven bits count to 127. Why is 125 the largest length that they hold "
                      "(§5.2)?",
               client="126 and 127 are not lengths: they say that the length stands in the next two or eight bytes. "
                      "0xfd is 1 1111101: MASK is 1 and the length is 125 (§5.2).",
               server="A server's header here is two bytes, for 125 bytes of payload (§5.2)."),
        echoed(126, "One byte more than 125, and the header grows by two.",
               client="0xfe is 1 1111110: the length bits are 126, so the next two bytes hold the length, 00 7e. How "
                      "would a text of 127 bytes begin (§5.2)?",
               server="With the same 126, and then 00 7f. 127 in the length bits would announce eight bytes, and a "
                      "length is written in the shortest form that holds it (§5.2)."),
        echoed(65_535, "The longest payload whose length fits into 16 bits: ff ff.",
               client="The length is ff ff, 65535. The most significant byte comes first: network byte order. How "
                      "would the length of 256 be written (§5.2)?",
               server="01 00: one 256, and nothing more. Here four bytes of header carry 65535 of payload; without a "
                      "mask that is the overhead (§5.2)."),
        echoed(65_536, "One byte more than 65535, and the length takes eight bytes.",
               client="The length bits are 127, so the next eight bytes hold the length: 00 00 00 00 00 01 00 00. "
                      "May all of their 64 bits be 1 (§5.2)?",
               server="No: the top bit must be 0 (§5.2). The RFC does not say why; probably because a signed number of "
                      "64 bits has no room for more."),
        header_alone(),
    ]
