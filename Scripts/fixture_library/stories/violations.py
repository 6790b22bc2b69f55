"""One fixture for each rule about frames and closing: exactly that rule is broken, and the peer answers as it must.

The names are those of the rules in Sources/WebSocketProtocol/Rules/Rule.swift; two more show a breach that is famous.
"""

from __future__ import annotations

from ..story import CLIENT, SERVER, Story
from ..wire import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, close_payload, head, header


def begun(rule: str, title: str, about: str) -> Story:
    """An open connection on which `rule` is going to be broken."""
    return Story(f"violations/{rule}", title, about).handshake()


def client_frame_not_masked() -> Story:
    story = begun("client-frame-not-masked", "A client that does not mask",
                  "The mask keeps scripts in a page from putting bytes of their choice on the wire, where a proxy "
                  "could mistake them for HTTP. So it is not optional.")
    story.client(TEXT, "Hello", key=None)
    story.asks("0x05: MASK is 0. From a client that is an error, whatever the frame says. What must the server do "
               "(§5.1)?")
    return story.fails(SERVER, 1002, "client-frame-not-masked",
                       "Close the connection. A Close with 1002 says why; it may be left out (§5.1).")


def server_frame_masked() -> Story:
    story = begun("server-frame-masked", "A server that masks",
                  "The rule has two halves: a client masks every frame, a server none.")
    story.server(TEXT, "Hello", key=story.key(), after=0.5)
    story.asks("0x85: MASK is 1, from a server. The key is there, so the client could read the text. May it (§5.1)?")
    return story.fails(CLIENT, 1002, "", "No: it must close the connection, and may say 1002 (§5.1, §7.1.7).")


def reserved_bit_set() -> Story:
    story = begun("reserved-bit-set", "RSV1 without an extension",
                  "RSV1 means compressed where permessage-deflate was agreed on. Here nothing was, so its meaning is "
                  "not known.")
    story.client(TEXT, "Hello", rsv=4)
    story.asks("0xc1 is 1 100 0001: RSV1 is 1, and the handshake named no extension. Could the server overlook the "
               "bit and read the text (§5.2)?")
    return story.fails(SERVER, 1002, "reserved-bit-set",
                       "No: a bit that it does not know may change what the payload is. It must fail the connection "
                       "(§5.2).")


def reserved_opcode() -> Story:
    story = begun("reserved-opcode", "Opcode 3",
                  "Opcodes 3 to 7 are reserved for kinds of data that are not defined yet, 11 to 15 for kinds of "
                  "control frames.")
    story.client(3, "Hello")
    story.asks("0x83: opcode 3, which nobody has defined. The length of the frame is known. Could the server skip it "
               "(§5.2)?")
    return story.fails(SERVER, 1002, "reserved-opcode",
                       "No: an unknown opcode fails the connection (§5.2). Who skips it does not know what it has "
                       "missed.")


def length_not_minimal() -> Story:
    story = begun("length-not-minimal", "Five bytes, counted in 16 bits",
                  "There is one way to write each length: the shortest. Otherwise one and the same message would have "
                  "several spellings.")
    story.client(TEXT, "Hello", length_bits=16)
    story.asks("The length bits are 126 and the next two bytes say 00 05. How must the header of five bytes of text "
               "begin (§5.2)?")
    return story.fails(SERVER, 1002, "length-not-minimal",
                       "With 81 85, and then the key: five fits into the seven bits (§5.2).")


def length_top_bit_set() -> Story:
    story = begun("length-top-bit-set", "A length with its top bit set",
                  "In many languages a 64-bit number with its top bit set is negative. The RFC forbids such lengths; "
                  "it does not say why, but this is probably the reason.")
    story.wait(0.5).sends(CLIENT, header(BINARY, 1 << 63 | 5, key=story.key()))
    story.asks("80 00 00 00 00 00 00 05: the most significant bit must be 0. The server will send a Close. Can it "
               "wait for the client's (§5.2, §7.1.7)?")
    story.server(CLOSE, close_payload(1002, "length-top-bit-set"))
    story.note("No: nothing that the client sends now can be found in its stream, since the frame never ends "
               "(§7.1.7).")
    return story.ends(SERVER, "close")


def control_frame_too_long() -> Story:
    story = begun("control-frame-too-long", "A Ping of 126 bytes",
                  "A control frame has to fit between any two fragments at once. 125 bytes are the most that it "
                  "carries.")
    story.client(PING, bytes(126))
    story.asks("The length bits are 126: a control frame never has an extended length. It is a Ping all the same. "
               "Must there be a Pong (§5.5)?")
    return story.fails(SERVER, 1002, "control-frame-too-long",
                       "No Pong, but a Close: the Ping was not a valid frame (§5.5).")


def control_frame_fragmented() -> Story:
    story = begun("control-frame-fragmented", "A Ping in fragments",
                  "Control frames may stand between fragments, but are never fragmented themselves.")
    story.client(PING, "are you ", fin=False)
    story.asks("0x09: opcode 9 with FIN 0. A control frame is always whole. Inside a message, how would the rest of "
               "this Ping look (§5.4, §5.5)?")
    return story.fails(SERVER, 1002, "control-frame-fragmented",
                       "Like the rest of the message: opcode 0. Nothing would tell the two apart (§5.4).")


def continuation_without_message() -> Story:
    story = begun("continuation-without-message", "A continuation of nothing",
                  "Opcode 0 continues the open message. Here there is none.")
    story.client(TEXT, "Hello").server(TEXT, "Hello")
    story.note("FIN was 1: this message is complete (§5.4).")
    story.client(CONTINUATION, "and more")
    story.asks("0x80: opcode 0. Is this text or binary (§5.4)?")
    return story.fails(SERVER, 1002, "continuation-without-message",
                       "Nothing says so: the first frame of a message names its kind, and here there is none (§5.4).")


def message_not_finished() -> Story:
    story = begun("message-not-finished", "A new message inside another",
                  "The fragments of two messages must not be mixed: a continuation does not say which of them it "
                  "continues.")
    story.client(TEXT, "Hel", fin=False)
    story.note("FIN is 0: the message is open (§5.4).")
    story.client(TEXT, "Hello", after=0.2)
    story.asks("Opcode 1 again. Which opcodes could have come here (§5.4)?")
    return story.fails(SERVER, 1002, "message-not-finished",
                       "0, which continues the message, or a control frame: 8, 9 or 10 (§5.4).")


def text_not_utf8() -> Story:
    story = begun("text-not-utf8", "A café in Latin-1",
                  "Text is UTF-8. A program that sends another encoding is not noticed as long as it writes plain "
                  "English.")
    story.client(TEXT, "café".encode("latin-1"))
    story.asks("63 61 66 e9: in UTF-8, e9 begins a character of three bytes. When does the server know that this is "
               "not UTF-8 (§8.1)?")
    return story.fails(SERVER, 1007, "text-not-utf8",
                       "At the end of the message: until then the two bytes could still come. 1007 says that the data "
                       "does not fit the type of the message (§7.4.1).")


def code_point_too_large() -> Story:
    story = begun("code-point-too-large", "A character behind the last one",
                  "The last code point of Unicode is U+10FFFF. The pattern of four bytes reaches further, so a program "
                  "can count on: f4 90 80 80 would be U+110000.")
    data = story.frame(CLIENT, TEXT, b"ok \xf4\x90\x80\x80")
    fourth, fifth = 6 + 4, 6 + 5  # so many bytes are the header and the payload up to f4, and to 90
    story.sends(CLIENT, data[:fourth], after=0.5)
    story.asks("6f 6b 20 f4: f4 begins a character of four bytes. Which values may its second byte have, if the "
               "character is U+10FFFF or less (RFC 3629 §4)?")
    story.sends(CLIENT, data[fourth:fifth], after=0.2)
    story.note("80 to 8f, and 90 has come. Whatever follows, this is not UTF-8 any more (RFC 3629 §4).")
    story.asks("Two bytes of the frame are still to come. Must the server wait for them (§8.1)?")
    story.decides("text-not-utf8", "The text of a message must be valid UTF-8. (RFC 6455 §8.1)")
    story.closes(SERVER, 1007, "text-not-utf8", after=0.0004)
    story.note("No: it fails the connection at the byte where the text has become impossible (§8.1).")
    story.sends(CLIENT, data[fifth:], after=0.0001)
    return story.closes(CLIENT, 1007, after=0.0004).tcp_ends()


def http_after_101() -> Story:
    story = begun("http-after-101", "HTTP where a frame should be",
                  "A server has switched protocols, and something behind it still answers in HTTP. Browsers then "
                  "report an invalid frame header, and Node that RSV1 must be clear.")
    story.client(TEXT, "Hello")
    story.sends(SERVER, head("HTTP/1.1 400 Bad Request", {"Connection": "close"}))
    story.asks("48 54 54 50: read the first byte as bits. What are FIN, RSV1 and the opcode, and is that a frame "
               "(§5.2)?")
    story.closes(CLIENT, 1002, after=0.0004)
    story.note("0x48 is 0 100 1000: a Close in fragments, with RSV1. It breaks two rules in one byte; the client says "
               "1002 (§5.2, §5.5).")
    story.asks("To a person the letters say what happened. What does a decoder make of the second, 54 (§5.2)?")
    story.ends(CLIENT, "close")
    story.note("MASK 0 and a length of 84, which never comes. So a client cannot find the next frame, and does not try "
               "(§7.1.7).")
    return story.ends(SERVER)


def close_payload_one_byte() -> Story:
    story = begun("close-payload-one-byte", "Half a code",
                  "The code of a Close is two bytes. One byte is neither a code nor nothing.")
    story.server(CLOSE, b"\xe8", after=0.5)
    story.asks("88 01 e8: the length is 1. The server sent the low byte of 1000 and lost the other. May the client "
               "guess that (§5.5.1)?")
    story.closes(CLIENT, 1002, after=0.0004)
    story.note("No: the payload of a Close begins with two bytes of code, or there is none. It answers 1002 (§5.5.1, "
               "§7.4.1).")
    return story.tcp_ends()


def close_code_not_allowed() -> Story:
    story = begun("close-code-not-allowed", "999",
                  "Codes below 1000 are not used; 1005, 1006 and 1015 are never sent, and 1004 is reserved. What is "
                  "left up to 2999 is reserved for the protocol and its extensions.")
    story.closes(CLIENT, 999, "almost")
    story.asks("03 e7 is 999. Codes 0 to 999 are not used. Should the server repeat it, as it repeats other codes "
               "(§7.4.2)?")
    story.closes(SERVER, 1002, "close-code-not-allowed", after=0.0004)
    story.stop("No: nobody uses 999. The RFC does not say which code to answer with; this server picks 1002, protocol "
               "error (§7.4.1).",
               "Which codes there are can change without a new RFC: IANA keeps the registry, and has added 1012, 1013 "
               "and 1014 since (§11.7).")
    return story.tcp_ends()


def close_reason_not_utf8() -> Story:
    story = begun("close-reason-not-utf8", "Adiós in Latin-1",
                  "The reason of a Close is text too, and so is UTF-8.")
    story.client(CLOSE, close_payload(1000, "adiós".encode("latin-1")))
    story.asks("03 e8, then 61 64 69 f3 73: f3 begins a character of four bytes, and 73 cannot continue it. The code "
               "is a good one. Does it count (§5.5.1)?")
    story.closes(SERVER, 1007, "close-reason-not-utf8", after=0.0004)
    story.note("The connection fails, as with any text that is not UTF-8 (§8.1). The server answers with 1007, as for "
               "a message (§7.4.1).")
    return story.tcp_ends()


def data_after_close() -> Story:
    story = begun("data-after-close", "One thing more",
                  "A Close is the last thing that an endpoint says. Here something follows it.")
    story.closes(CLIENT).client(TEXT, "and another thing", after=0.0001)
    story.asks("A text after the client's own Close. Will the server send it back (§5.5.1)?")
    story.closes(SERVER, after=0.0004)
    story.note("No: an endpoint that has sent a Close sends no more data. There is no code for this breach: the "
               "connection is ending anyway, and the server answers the Close (§5.5.1).")
    return story.tcp_ends()


def close_not_answered() -> Story:
    story = begun("close-not-answered", "A Close without an answer",
                  "An endpoint that receives a Close has to send one, unless it already has. Here the client ends TCP "
                  "instead.")
    story.closes(SERVER, 1001, "the server stops")
    story.asks("The server is in CLOSING. What does it wait for (§7.1.2)?")
    story.ends(CLIENT)
    story.stop("For the client's Close. It never comes: the client ends its stream without one. That end was in order, "
               "so nothing kept it from answering (§5.5.1).")
    return story.ends(SERVER)


def ping_not_answered() -> Story:
    story = begun("ping-not-answered", "A Ping without a Pong",
                  "A Ping asks for a Pong with the same payload. A server that reads on, answers a later Close and "
                  "leaves the Ping out has broken the rule.")
    story.client(PING, "1").server(PONG, "1")
    story.note("So it should be: the Pong repeats the payload of the Ping (§5.5.3).")
    story.client(PING, "2").client(TEXT, "Hello").server(TEXT, "Hello")
    story.asks("The second Ping has no Pong, and the text behind it has its echo. Is the rule broken already "
               "(§5.5.2)?")
    story.closes(CLIENT).closes(SERVER, after=0.0004)
    story.stop("Not then: the Pong could still come. Now it cannot. The server answers the Close, which came after the "
               "Ping, so it has read the Ping (§5.5.2).")
    return story.tcp_ends()


def stories() -> list[Story]:
    return [
        client_frame_not_masked(), server_frame_masked(), reserved_bit_set(), reserved_opcode(), length_not_minimal(),
        length_top_bit_set(), control_frame_too_long(), control_frame_fragmented(), continuation_without_message(),
        message_not_finished(), text_not_utf8(), code_point_too_large(), http_after_101(),
        close_payload_one_byte(), close_code_not_allowed(),
        close_reason_not_utf8(), data_after_close(), close_not_answered(), ping_not_answered(),
    ]
