"""Answers to a key that are wrong in the ways in which servers get them wrong (section 4.2.2).

    right   Base64( SHA-1( key as text + GUID ) )     20 bytes of hash, 28 characters

All break the same rule, so the files are named after the mistake.
"""

from __future__ import annotations

import base64
import hashlib

from ..story import SERVER, Story
from ..wire import GUID, KEY, accept, request, response
from .handshake_responses import failed
from .handshakes import asked

INVENTED = GUID[:-12] + "5AB0DC85B711"


def hashed(*parts: str | bytes) -> str:
    """Base64 of the SHA-1 of the parts, one behind the other."""
    data = b"".join(part.encode() if isinstance(part, str) else part for part in parts)
    return base64.b64encode(hashlib.sha1(data).digest()).decode()


def wrong(name: str, title: str, about: str, value: str, question: str, answer: str, *more: str) -> Story:
    """A server that sends `value`, a question about it, and why it is wrong."""
    story = asked(f"wrong-accept{name}", title, about, request())
    story.note(f"For this key the answer must be {accept(KEY)} (§4.2.2).")
    story.sends(SERVER, response(Sec_WebSocket_Accept=value))
    story.asks(f"{value}. {question}")
    return failed(story, answer, *more)


def without_guid() -> Story:
    return wrong("", "The wrong hash",
                 "The server hashes something, and sends a value of the right length. A client that does not check "
                 "would carry on.", hashed(KEY),
                 "28 characters, as it should be. The server knows the key. What may it have forgotten (§4.2.2)?",
                 "The GUID: this is the SHA-1 of the key alone. The client must fail the connection (§4.1).",
                 "It sends no Close frame: for the client the connection was never open (§4.1, §7.1.7).")


def hexadecimal() -> Story:
    digest = hashlib.sha1((KEY + GUID).encode()).hexdigest()
    return wrong("-hex", "The hash as text",
                 "In many languages a hash comes as a text of hexadecimal digits unless one asks for its bytes.",
                 base64.b64encode(digest.encode()).decode(),
                 "56 characters. How many should there be (§4.2.2)?",
                 "28: SHA-1 gives 20 bytes. Here its 40 hexadecimal digits went into Base64, each of them as a byte "
                 "(§4.2.2). The hash itself was right.")


def decoded_key() -> Story:
    return wrong("-decoded-key", "The key, decoded first",
                 "The key looks like Base64, so the server decodes it. It means well.",
                 hashed(base64.b64decode(KEY), GUID),
                 "28 characters. What goes in front of the GUID: the 24 characters of the key, or the 16 bytes that "
                 "they stand for (§4.2.2)?",
                 "The characters, as they stand in the header. This server took the 16 bytes (§4.2.2).")


def newline() -> Story:
    return wrong("-newline", "The key, and the end of its line",
                 "The server reads its request line by line, as one reads a text file.", hashed(KEY, "\n", GUID),
                 "28 characters. A key that was read with its line: what may still cling to it (§4.2.2)?",
                 "A line feed. The value is what is left without the blanks and the line end around it (§1.3). On a "
                 "screen the two keys look the same.")


def lower_case_guid() -> Story:
    return wrong("-lower-case-guid", "The GUID in lower case",
                 "GUIDs are written in upper case here and in lower case there, and mean the same.",
                 hashed(KEY, GUID.lower()),
                 "28 characters, and the GUID was not forgotten. Does the case of its letters matter (§1.3)?",
                 "It does: what is hashed are bytes, and E is 45 where e is 65. One other bit, and the whole hash is "
                 "another (§1.3).")


def invented_guid() -> Story:
    return wrong("-invented-guid", "A GUID from memory",
                 "This server passes all its own tests, and no browser connects to it.", hashed(KEY, INVENTED),
                 "28 characters. How can a server pass its tests and still be wrong (§1.3)?",
                 f"Its tests use its own GUID, with {INVENTED[-12:]} at the end. The RFC's ends with {GUID[-12:]}: it "
                 "has to be copied, not remembered (§1.3).",
                 "With the RFC's key and its answer, one test would have shown it (§1.3).")


def stories() -> list[Story]:
    return [without_guid(), hexadecimal(), decoded_key(), newline(), lower_case_guid(), invented_guid()]
