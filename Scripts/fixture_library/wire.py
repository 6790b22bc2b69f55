"""Frames and handshakes as bytes, written from RFC 6455 alone: it shares no code with the program that reads them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"     # section 1.3
KEY = base64.b64encode(b"the sample nonce").decode()  # the example of section 1.3
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


def accept(key: str) -> str:
    """What a server makes of a key: Base64 of the SHA-1 of key and GUID (section 4.2.2)."""
    return base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode()


def masked(payload: bytes, key: bytes) -> bytes:
    """Byte i XOR key byte i modulo 4; the same again takes the mask off (section 5.3)."""
    return bytes(byte ^ key[i % 4] for i, byte in enumerate(payload))


def header(opcode: int, length: int, *, fin: bool = True, rsv: int = 0, key: bytes | None = None,
           length_bits: int | None = None) -> bytes:
    """
    The header of a frame (section 5.2).

        FIN RSV1-3 opcode | MASK length | 2 or 8 bytes of length | 4 bytes of masking key

    `length_bits` is 7, 16 or 64; without it the shortest that holds `length`.
    """
    bits = length_bits or (7 if length <= 125 else 16 if length <= 65_535 else 64)
    short = length if bits == 7 else 126 if bits == 16 else 127
    first = (0x80 if fin else 0) | rsv << 4 | opcode
    extended = b"" if bits == 7 else length.to_bytes(bits // 8, "big")
    return bytes([first, (0x80 if key else 0) | short]) + extended + (key or b"")


def frame(opcode: int, payload: bytes = b"", *, key: bytes | None = None, **fields: int | None) -> bytes:
    """A whole frame, masked where there is a key; `fields` as for `header`."""
    head = header(opcode, len(payload), key=key, **fields)  # type: ignore[arg-type]
    return head + (masked(payload, key) if key else payload)


def close_payload(code: int, reason: str | bytes = "") -> bytes:
    """What a Close carries: two bytes of code, then the reason (section 5.5.1)."""
    return code.to_bytes(2, "big") + (reason.encode() if isinstance(reason, str) else reason)


# The value of a header: None leaves it out, a list repeats it.
Value = str | list[str] | None


def head(first: str, headers: Mapping[str, Value], body: str = "") -> bytes:
    """An HTTP head, and a body after it."""
    lines = [first]
    for name, value in headers.items():
        lines += [f"{name}: {one}" for one in ([value] if isinstance(value, str) else value or [])]
    return "\r\n".join([*lines, "", body]).encode()


def request(method: str = "GET", target: str = "/", version: str = "HTTP/1.1", **changed: Value) -> bytes:
    """The client's half of the handshake (section 4.1); `_` in a name stands for `-`."""
    headers: dict[str, Value] = {
        "Host": "localhost:1338", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": KEY,
        "Sec-WebSocket-Version": "13"}
    headers.update({name.replace("_", "-"): value for name, value in changed.items()})
    return head(f"{method} {target} {version}", headers)


def response(**changed: Value) -> bytes:
    """The server's half of the handshake (section 4.2.2)."""
    headers: dict[str, Value] = {
        "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": accept(KEY)}
    headers.update({name.replace("_", "-"): value for name, value in changed.items()})
    return head("HTTP/1.1 101 Switching Protocols", headers)


def refusal(status: str, sentence: str, **more: str) -> bytes:
    """Any other answer than 101, with the reason as its body, as the server of wslens writes it."""
    body = sentence + "\n"
    headers = {"Connection": "close", **more, "Content-Type": "text/plain; charset=utf-8",
               "Content-Length": str(len(body.encode()))}
    return head(f"HTTP/1.1 {status}", {name.replace("_", "-"): value for name, value in headers.items()}, body)
