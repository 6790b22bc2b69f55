"""What permessage-deflate asks of its parameters, its bit and its data: a fixture for each rule of RFC 7692."""

from __future__ import annotations

import zlib

from ..story import CLIENT, SERVER, Story
from ..wire import PING, TEXT, request, response
from .extensions import DEFLATE, HELLO, RSV1, agreed
from .handshake_responses import failed
from .handshakes import asked

# Hello once more: a copy of the five letters, four of which it takes from the message before (RFC 7692 §7.2.3.2).
HELLO_AGAIN = bytes.fromhex("f200110000")


def offer_malformed() -> Story:
    story = asked("deflate-offer-malformed", "A window of 16 bits",
                  "The client offers to compress, with a window of 64 KiB. DEFLATE has none that large: 15 bits, 32 "
                  "KiB, is the most.", request(Sec_WebSocket_Extensions=f"{DEFLATE}; server_max_window_bits=16"))
    story.asks("The grammar of the header is right, the value is not. Must the server refuse the request "
               "(RFC 7692 §7.1)?")
    story.sends(SERVER, response())
    story.stop("No: it must decline the offer, no more. The connection opens, and no message on it is compressed "
               "(RFC 7692 §7.1).")
    story.client(TEXT, "Hello").server(TEXT, "Hello")
    return story.goodbye()


def answered(rule: str, title: str, about: str, offer: str, answer: str) -> Story:
    """An offer of compression, and the answer to it."""
    story = asked(rule, title, about, request(Sec_WebSocket_Extensions=offer))
    return story.sends(SERVER, response(Sec_WebSocket_Extensions=answer))


def answer_repeated() -> Story:
    both = f"{DEFLATE}; server_max_window_bits=10, {DEFLATE}"
    story = answered("deflate-answer-repeated", "Yes, and yes again",
                     "A client may offer the same extension several times, with different parameters, the preferred "
                     "first. The server takes one of them.",
                     both, both)
    story.asks("It takes both offers. What would RSV1 mean then (RFC 7692 §5)?")
    return failed(story, "Two things at once: compressed with a window of 1 KiB, and with one of 32 KiB. The client "
                         "must fail the connection (RFC 7692 §5).")


def answer_parameter_unknown() -> Story:
    story = answered("deflate-answer-parameter-unknown", "A parameter that nobody knows",
                     "permessage-deflate has four parameters. The answer has a fifth.",
                     DEFLATE, f"{DEFLATE}; compression_level=9")
    story.asks("compression_level=9. How hard a server tries changes nothing for a client that inflates. May it "
               "overlook the parameter (RFC 7692 §7.1)?")
    return failed(story, "No. It cannot know that it changes nothing, so it must fail the connection (RFC 7692 §7.1).")


def answer_parameter_malformed() -> Story:
    story = answered("deflate-answer-parameter-malformed", "A window of 7 bits",
                     "A window has 2 to the power of 8 to 15 bytes.",
                     f"{DEFLATE}; client_max_window_bits", f"{DEFLATE}; server_max_window_bits=7")
    story.asks("128 bytes. The client could inflate that: its own window is larger. May it stay (RFC 7692 §7.1)?")
    return failed(story, "No: where a value is not allowed, it must fail the connection (RFC 7692 §7.1).")


def answer_not_offered() -> Story:
    story = answered("deflate-answer-not-offered", "A limit that was not offered",
                     "A server may ask the client to compress with a smaller window, to save memory. But the client "
                     "must have offered that: not every compressor can.",
                     DEFLATE, f"{DEFLATE}; client_max_window_bits=15")
    story.asks("15 is the default, so the answer asks for nothing. Is it right (RFC 7692 §7.1.2.2)?")
    return failed(story, "No: without client_max_window_bits in the offer it must not be in the answer. Some servers "
                         "send it all the same, and some clients leave (RFC 7692 §7.1.2.2).")


def answer_exceeds_offer() -> Story:
    story = answered("deflate-answer-exceeds-offer", "A window that is too large",
                     "A client with little memory asks the server to copy from 1 KiB back at most.",
                     f"{DEFLATE}; server_max_window_bits=10", f"{DEFLATE}; server_max_window_bits=12")
    story.asks("The server answers with 12 bits: 4 KiB. Which numbers could it answer with (RFC 7692 §7.1.2.1)?")
    return failed(story, "8, 9 or 10: the same or a smaller one. The client has no room for more, and fails the "
                         "connection.")


def compressed_bit_misplaced() -> Story:
    story = agreed("compressed-bit-misplaced", "A Ping with RSV1",
                   "Compression was agreed on, and this server compresses whatever it sends, its Pings too. A real one "
                   "did so.", folder="violations")
    story.server(PING, zlib_message(b"are you there?"), rsv=RSV1, after=0.5)
    story.asks("0xc9: FIN, RSV1, opcode 9. Both sides agreed on RSV1. Is it right here (RFC 7692 §6)?")
    return story.fails(CLIENT, 1002, "", "No: only messages are compressed, and a Ping is not one. RSV1 may stand in "
                                         "the first frame of a message, and nowhere else (RFC 7692 §6).")


def deflate_data_broken() -> Story:
    story = agreed("deflate-data-broken", "Half a message",
                   "Seven bytes stand for Hello, and three of them are missing: the sender cut the payload short, and "
                   "says that the message is complete.", folder="violations")
    story.client(TEXT, HELLO, rsv=RSV1).server(TEXT, "Hello")
    story.note("So it should be: seven bytes, five letters.")
    story.client(TEXT, HELLO[:4], rsv=RSV1)
    story.asks("FIN is 1, and the length is right. H, e and l can be read. What is missing in this payload "
               "(RFC 7692 §7.2.2)?")
    return story.fails(SERVER, 1007, "deflate-data-broken",
                       "The end of its block. What does not inflate is not a message: the server fails the connection.")


def deflate_window_exceeded() -> Story:
    offer = f"{DEFLATE}; client_max_window_bits=9"
    story = Story("violations/deflate-window-exceeded", "A copy from beyond the window",
                  "The client agrees to copy from 512 bytes back at most, and then compresses with the 32 KiB that its "
                  "library takes by default.")
    story.sends(CLIENT, request(Sec_WebSocket_Extensions=offer), after=0.0009)
    story.sends(SERVER, response(Sec_WebSocket_Extensions=offer))
    once = " ".join(str(number * number * number) for number in range(100))[:600]
    words = f"{once} and again: {once}".encode()
    story.client(TEXT, zlib_message(words), rsv=RSV1)
    story.asks("Its second half is a copy of the first, from 612 bytes back. What does a receiver need to inflate it "
               "(RFC 7692 §7.2.1)?")
    story.server(TEXT, zlib_message(words, 9), rsv=RSV1)
    story.stop("More room than was agreed on. This server had it, since the message came at once, and did not notice. "
               "One that keeps 512 bytes fails the connection (RFC 7692 §7.2.1).")
    return story.goodbye()


def zlib_message(data: bytes, bits: int = 15) -> bytes:
    """A message of its own, compressed by zlib (RFC 7692 §7.2.1)."""
    deflater = zlib.compressobj(wbits=-bits)
    return (deflater.compress(data) + deflater.flush(zlib.Z_SYNC_FLUSH)).removesuffix(b"\x00\x00\xff\xff")


def context_takeover() -> Story:
    story = agreed("context-takeover", "What was sent before is not sent again",
                   "A copy may reach back into an earlier message: that makes a short text short too, if it looks like "
                   "one before it.")
    story.server(TEXT, HELLO, rsv=RSV1, after=0.5)
    story.stop("Seven bytes for five letters. The same text follows. How many bytes will it take?")
    story.server(TEXT, HELLO_AGAIN, rsv=RSV1, after=0.5)
    story.note("Five: a letter, and a copy of the next four, from the message before (RFC 7692 §7.2.3.2).")
    text = b'{"type":"price","symbol":"ACME","price":%d,"currency":"EUR"}'
    deflater = zlib.compressobj(wbits=-15)
    for price in (1000, 1002, 999):
        data = deflater.compress(text % price) + deflater.flush(zlib.Z_SYNC_FLUSH)
        story.client(TEXT, data.removesuffix(b"\x00\x00\xff\xff"), rsv=RSV1, after=0.3)
        if price == 1000:
            story.stop("A text of 60 bytes, compressed. Two more follow, in which only the price is another. Guess "
                       "their lengths.")
    story.note("What is the same is a copy; what is left is the price.")
    return story.goodbye()


def small_window() -> Story:
    offer = f"{DEFLATE}; server_max_window_bits=9; client_max_window_bits=9"
    story = Story("extensions/small-window", "A window of 512 bytes",
                  "Both sides agree on windows of 9 bits. A copy reaches back 512 bytes at most: what lies further "
                  "back is sent again.")
    story.sends(CLIENT, request(Sec_WebSocket_Extensions=offer), after=0.0009)
    story.sends(SERVER, response(Sec_WebSocket_Extensions=offer))
    once = " ".join(str(number * number * number) for number in range(100))[:600]
    words = f"{once} and again: {once}".encode()
    story.client(TEXT, zlib_message(words, 9), rsv=RSV1)
    story.stop(f"{len(words)} bytes of text. With a window of 32 KiB it would take {len(zlib_message(words))} bytes. "
               "Why is it more here?")
    story.server(TEXT, zlib_message(words, 9), rsv=RSV1)
    story.note(f"The second half is the same as the first, but it begins {len(once) + 12} bytes behind it: "
               f"too far to copy (RFC 7692 §7.1.2).")
    return story.goodbye()


def bomb() -> Story:
    story = agreed("bomb", "A million zeros in a kilobyte",
                   "Zeros compress to a thousandth. Whoever inflates whatever comes needs a thousand times as much "
                   "memory as the sender.")
    data = zlib_message(bytes(1 << 20))
    story.client(2, data, rsv=RSV1)
    story.stop(f"The header says {len(data)} bytes. How many come out, and when does the receiver know (§10.4)?")
    return story.fails(SERVER, 1009, "message-too-big",
                       "1,048,576; and not before they come out. So a receiver inflates in steps, and counts. This one "
                       "takes 65,536 at most.")


def begins_midway() -> Story:
    deflater = zlib.compressobj(wbits=-15)

    def message(text: str) -> bytes:
        data = deflater.compress(text.encode()) + deflater.flush(zlib.Z_SYNC_FLUSH)
        return data.removesuffix(b"\x00\x00\xff\xff")

    message('{"type":"price","symbol":"ACME","price":1000}')  # was sent before the recording begins
    story = Story("extensions/begins-midway", "Compressed, and the beginning is missing",
                  "This recording begins behind the handshake, and behind the first messages. Those that come copy "
                  "from them.", midway=True)
    story.server(TEXT, message('{"type":"price","symbol":"ACME","price":1002}'), rsv=RSV1, after=0.0)
    story.stop("RSV1 is 1, and there is no handshake to say what it means. What can be read of this message "
               "all the same?")
    story.server(TEXT, message('{"type":"quote","symbol":"ACME","size":17}'), rsv=RSV1, after=0.4)
    story.note("What the sender wrote anew. What it copied from before is not known; each such byte is shown as a "
               "question mark (RFC 7692 §7.1.1).")
    return story.goodbye()


def stories() -> list[Story]:
    return [
        offer_malformed(), answer_repeated(), answer_parameter_unknown(), answer_parameter_malformed(),
        answer_not_offered(), answer_exceeds_offer(), compressed_bit_misplaced(), deflate_data_broken(),
        deflate_window_exceeded(), context_takeover(), small_window(), bomb(), begins_midway(),
    ]
