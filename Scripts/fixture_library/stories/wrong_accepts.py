"""Answers to a key that are wrong in the ways in which servers get them wrong (section 4.2.2).

    right   Base64( SHA-1( key as text + GUID ) )     20 bytes of hash, 28 characters
"""

from __future__ import annotations

import base64
import hashlib

from ..story import SERVER, Story
from ..wire import KEY, accept, request, response
from .handshake_responses import failed
from .handshakes import asked


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


def stories() -> list[Story]:
    return [without_guid()]
