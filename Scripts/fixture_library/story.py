"""A recording as a story: which side sends what, when, and what there is to say about it.

The lines are written exactly as the program writes them; their picture is in
Sources/Capture/Recording/RecordingWriter.swift.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from . import wire

CLIENT, SERVER = "client", "server"


def json_line(fields: dict[str, Any]) -> str:
    """One line of JSON without blanks, in the order of the keys."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def event_line(microseconds: int, event: dict[str, Any], connection: int = 1) -> str:
    """The line of an event of a connection. The time is as short as it can be: 0.0, 0.5, 0.000912."""
    seconds = f"{microseconds // 1_000_000}.{microseconds % 1_000_000:06}".rstrip("0")
    seconds += "0" if seconds.endswith(".") else ""
    return f'{{"t":{seconds},"c":{connection},{json_line(event)[1:]}'


def is_plain(data: bytes) -> bool:
    """Whether a recording writes these bytes as text."""
    return all(0x20 <= byte <= 0x7E or byte in b"\t\r\n" for byte in data)


def in_reads(data: bytes) -> list[bytes]:
    """Many bytes as TCP hands them over: 16 KiB at a time."""
    return [data[start:start + 16_384] for start in range(0, len(data), 16_384)]


class Story:
    """One fixture: `path` is where it lies in fixtures/, without its ending."""

    def __init__(self, path: str, title: str, about: str, *, midway: bool = False) -> None:
        self.path = path
        self._header = {"format": "wslens-recording", "version": 1, "title": title, "about": about}
        self._lines: list[str] = []
        self._time = 0  # microseconds
        self._frames = 0
        addresses: dict[str, Any] = {"client": "127.0.0.1:51544", "server": "127.0.0.1:1338"}
        self._add(open=addresses | ({"midway": True} if midway else {}))

    def text(self, generator: str) -> str:
        """The file, which says that `generator` wrote it."""
        return "\n".join([json_line({**self._header, "generator": generator}), *self._lines]) + "\n"

    def _add(self, **event: Any) -> None:
        self._lines.append(event_line(self._time, event))

    # What happens. Each takes its own time: the side that starts something waits, the side that answers does not.

    def wait(self, seconds: float) -> Story:
        """Lets time pass."""
        self._time += round(seconds * 1_000_000)
        return self

    def sends(self, side: str, *reads: bytes, after: float = 0.0) -> Story:
        """Bytes of one side, as so many reads."""
        for data in reads:
            self.wait(after or 0.0004)
            content = {"text": data.decode()} if is_plain(data) else {"hex": data.hex()}
            self._add(**{"from": side}, **content)
        return self

    def note(self, text: str, stop: bool = False) -> Story:
        """A remark on the event before it; playing pauses there where `stop` is true."""
        self._add(note=text, **({"stop": True} if stop else {}))
        return self

    def asks(self, question: str) -> Story:
        """A question on the event before it, at which playing pauses. A note behind the next step answers it."""
        return self.note(question, stop=True)

    def stop(self, *texts: str) -> Story:
        """Remarks on the event before them; playing pauses at the last."""
        for text in texts[:-1]:
            self.note(text)
        return self.note(texts[-1], stop=True)

    def decides(self, name: str, sentence: str) -> Story:
        """A server action."""
        self._add(decision=name, sentence=sentence)
        return self

    def unread(self, side: str, count: int, after: str) -> Story:
        """Bytes of one side that the other did not read: after a failure, a close or an answer."""
        self._add(**{"from": side, "unread": count, "after": after})
        return self

    def ends(self, by: str, how: str = "fin", after: float = 0.0003) -> Story:
        """One side's part of TCP ends."""
        self.wait(after)
        self._add(close={"by": by, "how": how})
        return self

    # Shorter words for what most stories do.

    def handshake(self) -> Story:
        """The opening handshake, as the RFC wants it."""
        return self.sends(CLIENT, wire.request(), after=0.0009).sends(SERVER, wire.response())

    def key(self) -> bytes:
        """The next masking key. A client picks it at random; here it is the same each time."""
        self._frames += 1
        return hashlib.sha256(f"{self.path} {self._frames}".encode()).digest()[:4]

    def frame(self, side: str, opcode: int, payload: bytes | str = b"", **fields: Any) -> bytes:
        """The bytes of a frame: the client's are masked unless `key` says otherwise."""
        data = payload.encode() if isinstance(payload, str) else payload
        fields.setdefault("key", self.key() if side == CLIENT else None)
        return wire.frame(opcode, data, **fields)

    def client(self, opcode: int, payload: bytes | str = b"", after: float = 0.5, **fields: Any) -> Story:
        """The client sends a frame, in one read."""
        return self.sends(CLIENT, self.frame(CLIENT, opcode, payload, **fields), after=after)

    def server(self, opcode: int, payload: bytes | str = b"", after: float = 0.0004, **fields: Any) -> Story:
        """The server sends a frame, in one write."""
        return self.sends(SERVER, self.frame(SERVER, opcode, payload, **fields), after=after)

    def closes(self, side: str, code: int = 1000, reason: str = "", after: float = 0.5) -> Story:
        """One side sends a Close with a code."""
        send = self.client if side == CLIENT else self.server
        return send(wire.CLOSE, wire.close_payload(code, reason), after=after)

    def goodbye(self, note: str = "") -> Story:
        """The client closes with 1000, the server answers, and TCP ends from the server's side (section 7.1.1)."""
        self.closes(CLIENT)
        if note:
            self.note(note)
        return self.closes(SERVER, after=0.0004).tcp_ends()

    def tcp_ends(self) -> Story:
        """The server ends its stream first, so that the wait for stray segments is its own, not the client's."""
        return self.ends(SERVER).ends(CLIENT)

    def fails(self, by: str, code: int, reason: str, note: str = "") -> Story:
        """One side fails the connection (section 7.1.7): a Close with why; the other answers it, and TCP ends."""
        other = SERVER if by == CLIENT else CLIENT
        self.closes(by, code, reason, after=0.0004)
        if note:
            self.note(note)
        return self.closes(other, code, after=0.0004).tcp_ends()
