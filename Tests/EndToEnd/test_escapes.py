"""What clients write never steers the terminal of `wslens serve`: each place of a request and of a frame, in lines and
in JSON."""

from __future__ import annotations

import json
import socket
import subprocess
import unicodedata
from contextlib import suppress

import pytest

from processes import wslens_binary
from raw_client import KEY

# What sets a title, erases and colours; C1, and marks that turn the direction of writing; and what is not UTF-8 at all.
SOFT = "\x9b31m\x85\u202e\u2066\u200f\u2028\ufeff".encode()
HARD = b"\x1b]0;PWNED\x07\x1b[2J\x08\x7f" + SOFT
BROKEN = b"\x9b31m\xc3 \xc0\x9b\xff"

HEAD = [b"GET / HTTP/1.1", b"Host: localhost", b"Origin: http://a.example", b"User-Agent: curl/8", b"X-Mark: a",
        b"Upgrade: websocket", b"Connection: Upgrade", b"Sec-WebSocket-Protocol: chat",
        b"Sec-WebSocket-Key: " + KEY.encode(), b"Sec-WebSocket-Version: 13"]


def head(old: bytes = b"", new: bytes = b"") -> bytes:
    """A request, with one text in place of another."""
    return (b"\r\n".join([*HEAD, b"", b""])).replace(old, new, 1) if old else b"\r\n".join([*HEAD, b"", b""])


def frame(opcode: int, payload: bytes) -> bytes:
    """A masked frame; its key is zero."""
    assert len(payload) < 126
    return bytes([0x80 | opcode, 0x80 | len(payload), 0, 0, 0, 0]) + payload


def percent(data: bytes) -> bytes:
    return b"".join(b"%%%02x" % byte for byte in data)


PLACES = {
    **{f"{name} {kind}": head(old, old + evil)
       for name, old in [("target", b"GET /"), ("Host", b"localhost"), ("Origin", b"http://a"), ("agent", b"curl/8"),
                         ("value", b"X-Mark: a"), ("name", b"X-Mark"), ("subprotocol", b"chat"), ("method", b"GET"),
                         ("key", b"Key: "), ("version", b"13")]
       for kind, evil in [("soft", SOFT), ("hard", HARD), ("broken", BROKEN)]},
    "room": head(b"GET /", b"GET /room/" + percent(HARD)),
    "room that is none": head(b"GET /", b"GET /room/" + percent(HARD + BROKEN)),
    "name": head(b"GET /", b"GET /?name=" + percent(HARD)),
    "not HTTP": HARD + BROKEN,
    **{name: head() + frame(opcode, payload)
       for name, opcode, payload in [
           ("text", 1, HARD), ("broken text", 1, HARD + BROKEN), ("binary", 2, HARD + BROKEN), ("ping", 9, HARD),
           ("reason", 8, b"\x03\xe8" + HARD), ("broken reason", 8, b"\x03\xe8" + HARD + BROKEN),
           ("reserved", 3, HARD)]},
}


@pytest.mark.parametrize("style", ["--frames", "--json"])
def test_serve_prints_nothing_raw(style: str) -> None:
    process = subprocess.Popen(
        [wslens_binary(), "serve", "--port", "0", style, "--allow-origin", "http://a.example"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        url = json.loads(first)["url"] if style == "--json" else first.decode().strip()
        port = int(url.rsplit(":", 1)[1].strip("/"))
        answers = b""
        for sent in PLACES.values():
            with socket.create_connection(("127.0.0.1", port), 10) as client:
                client.sendall(sent)
                client.shutdown(socket.SHUT_WR)
                answer = b""
                with suppress(ConnectionResetError):
                    while part := client.recv(1 << 16):
                        answer += part
            # What it echoes is the client's own; a refusal is the server's.
            if b" 101 " not in answer[:20]:
                answers += answer
        process.terminate()
        output, errors = process.communicate(timeout=20)
        assert process.returncode == 0
    finally:
        process.kill()
    lines = output.decode()
    assert lines.count("\n") > len(PLACES)
    for text, breaks in ((lines, "\n"), (errors.decode(), "\n"), (answers.decode(), "\r\n")):
        hidden = {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cn") and c not in breaks}
        assert not hidden, sorted(map(ascii, hidden))
    # It is shown all the same.
    assert ("\\u001b" if style == "--json" else "␛") in lines
    assert ("\\u009b" if style == "--json" else "[U+009B]") in lines
