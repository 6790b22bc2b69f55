"""The RFC's own examples: the handshake of section 1.2 and the frames of section 5.7."""

from __future__ import annotations

from ..story import CLIENT, SERVER, Story, in_reads
from ..wire import BINARY, CONTINUATION, KEY, PING, PONG, TEXT, accept, head, response

EXAMPLE_KEY = bytes.fromhex("37fa213d")  # section 5.7


def handshake() -> Story:
    story = Story("rfc/handshake", "The handshake of RFC 6455 §1.2",
                  "The request and the response that the RFC itself shows, with the key that every book copies. "
                  "Compute Sec-WebSocket-Accept by hand, as §1.3 does, and compare.")
    story.sends(CLIENT, head("GET /chat HTTP/1.1", {
        "Host": "server.example.com", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": KEY,
        "Origin": "http://example.com", "Sec-WebSocket-Protocol": "chat, superchat", "Sec-WebSocket-Version": "13"}))
    story.note("It begins as HTTP: a GET that asks to upgrade the connection to websocket (§1.3).")
    story.asks("The key is 16 random bytes in Base64; these say 'the sample nonce'. Everybody on the way can read it. "
               "What is it good for, if it is not a secret (§1.3)?")
    story.sends(SERVER, response(Sec_WebSocket_Protocol="chat"))
    story.note(f"For a proof: key and GUID, hashed with SHA-1, in Base64, are {accept(KEY)}. So the answer was made "
               "for this request, by a server that knows WebSocket (§1.3).")
    story.note("The client offers chat and superchat; the server picks one, chat (§1.9).")
    story.asks("101 Switching Protocols, and the empty line. What kind of bytes comes next (§4.2.2)?")
    return story.goodbye("A frame: HTTP is over. 0x88 is neither a letter nor a digit; it begins a Close (§5.2).")


def unmasked_text() -> Story:
    story = Story("rfc/unmasked-text", "Hello, not masked",
                  "The first example of RFC 6455 §5.7: a text from a server, which never masks. Its five letters can "
                  "be read on the wire.")
    story.handshake()
    story.asks("Next the server says Hello. What must stand in front of the five letters, and how many bytes does that "
               "take (§5.2)?")
    story.server(TEXT, "Hello", after=0.5)
    story.stop("Two bytes. 0x81 is 1 000 0001: FIN is 1, so the message ends here; the RSV bits are 0; opcode 1 is "
               "text (§5.2).")
    story.note("0x05 is 0 0000101: MASK is 0, since a server never masks (§5.1), and the length is 5 bytes.")
    return story.goodbye()


def masked_text() -> Story:
    story = Story("rfc/masked-text", "Hello, masked",
                  "The second example of RFC 6455 §5.7: the same text from a client, with the key 37 fa 21 3d. "
                  "Take the mask off by hand, one column at a time.")
    story.handshake().client(TEXT, "Hello", key=EXAMPLE_KEY)
    story.note("0x85 is 1 0000101: MASK is 1, so four bytes of masking key follow (§5.2).")
    story.asks("Payload byte i is XORed with key byte i modulo 4 (§5.3). 7f xor 37 is 48, which is H. "
               "What does the fifth byte, 58, become, and with which byte of the key?")
    story.server(TEXT, "Hello")
    story.note("58 xor 37 is 6f, o: after the fourth byte of the key comes its first again (§5.3). The echo holds the "
               "same five bytes without a mask: two bytes of header instead of six (§5.1).")
    return story.goodbye()


def fragmented_text() -> Story:
    story = Story("rfc/fragmented-text", "Hel and lo, one message in two frames",
                  "The third example of RFC 6455 §5.7: a text message in two fragments. Only the first frame says that "
                  "it is text; only the last has FIN.")
    story.handshake().server(TEXT, "Hel", fin=False, after=0.5)
    story.asks("0x01: FIN is 0, so more is to come; opcode 1 says that the whole message is text. What will be the "
               "first byte of the next frame, if it is the last (§5.4)?")
    story.server(CONTINUATION, "lo", after=0.2)
    story.stop("0x80: opcode 0 continues the message, and FIN is 1, so it is complete: Hello (§5.4).")
    return story.goodbye()


def ping_and_pong() -> Story:
    story = Story("rfc/ping-and-pong", "A Ping that says Hello, and its Pong",
                  "The fourth example of RFC 6455 §5.7: a Ping from the server and the masked Pong that answers it.")
    story.handshake().server(PING, "Hello", after=0.5)
    story.asks("0x89: opcode 9 is Ping. Opcodes from 8 on are control frames: short, and never in fragments. What must "
               "the answer carry (§5.5)?")
    story.client(PONG, "Hello", key=EXAMPLE_KEY, after=0.0004)
    story.stop("0x8a: opcode 10 is Pong. It carries what the Ping carried, here under a mask (§5.5.3). A page in a "
               "browser sees neither of the two.")
    return story.goodbye()


def large(length: int, said: str, question: str, note: str) -> Story:
    story = Story(f"rfc/binary-{length}", f"{said} of binary data",
                  f"One of the last two examples of RFC 6455 §5.7: a binary message of {length} bytes, not masked.")
    payload = bytes(range(256)) * (length // 256)
    data = story.frame(SERVER, BINARY, payload)
    reads = in_reads(data)
    story.handshake().asks(question).wait(0.5).sends(SERVER, *reads)
    story.stop(note)
    if len(reads) > 1:
        story.note(f"TCP hands over {len(reads)} reads; they are one frame all the same. The boundaries of reads mean "
                   "nothing (§5.2).")
    return story.goodbye()


def stories() -> list[Story]:
    return [
        handshake(), unmasked_text(), masked_text(), fragmented_text(), ping_and_pong(),
        large(256, "256 bytes",
              "Next come 256 bytes of binary data. The second byte has seven bits for the length. Can they say 256 "
              "(§5.2)?",
              "No. 0x7e: the length bits are 126, so the next two bytes hold the length: 01 00 is 256 (§5.2)."),
        large(65_536, "64 KiB",
              "Next come 65536 bytes of binary data. Two bytes of length can say 65535. What will the header look like "
              "(§5.2)?",
              "0x7f: the length bits are 127, so the next eight bytes hold the length: 00 00 00 00 00 01 00 00 is "
              "65536 (§5.2)."),
    ]
