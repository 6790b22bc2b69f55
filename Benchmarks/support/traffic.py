"""Writes a packet capture of WebSocket traffic of any size, the same bytes in every run.

    python3 Benchmarks/support/traffic.py --frames 1000000 big.pcapng

Sixteen clients talk to one echo server, each over Ethernet, IPv4 and TCP:

    SYN  SYN ACK  ACK    GET  101    masked frame  echo  masked frame  echo  ...    close  close  FIN  FIN

Of 1,000 messages, 980 are 5 to 125 bytes long, 19 up to a segment and one several segments; two of three are text.
One packet in eight carries two frames, one echo in four is acknowledged by a packet of its own, and now and then there
is a ping. Checksums are right, and nothing is lost or sent twice.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import random
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

CONNECTIONS = 16
SEGMENT = 1448                 # what Ethernet leaves for TCP's data, with the usual timestamps
MAXIMUM_SEGMENT = b"\x02\x04\x05\xb4"
START = 1_790_000_000_000_000  # of the capture, in microseconds since 1970
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
SYN, FIN, PUSH, ACK = 0x02, 0x01, 0x08, 0x10


def checksum(data: bytes) -> int:
    """The Internet checksum (RFC 1071). Adding 16-bit words with the carries is a remainder by 65535."""
    return 0xFFFF - int.from_bytes(data + b"\0" * (len(data) % 2), "big") % 0xFFFF


def frame(opcode: int, payload: bytes, key: bytes = b"") -> bytes:
    """A frame in its shortest form (RFC 6455 section 5.2), masked where there is a key."""
    length, mask = len(payload), 0x80 if key else 0
    if length <= 125:
        head = bytes((0x80 | opcode, mask | length))
    elif length <= 0xFFFF:
        head = struct.pack(">BBH", 0x80 | opcode, mask | 126, length)
    else:
        head = struct.pack(">BBQ", 0x80 | opcode, mask | 127, length)
    if not key:
        return head + payload
    keys = (key * (length // 4 + 1))[:length]
    masked = int.from_bytes(payload, "big") ^ int.from_bytes(keys, "big")
    return head + key + masked.to_bytes(length, "big")


class CaptureFile:
    """A pcapng file that grows by one packet at a time."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._write(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
        self._write(1, struct.pack("<HHI", 1, 0, 0))  # Ethernet, packets of any length, microseconds

    def packet(self, time: int, data: bytes) -> None:
        """Adds a packet that was captured at `time`, in microseconds since 1970."""
        head = struct.pack("<IIIII", 0, time >> 32, time & 0xFFFFFFFF, len(data), len(data))
        self._write(6, head + data + b"\0" * (-len(data) % 4))

    def _write(self, kind: int, body: bytes) -> None:
        length = len(body) + 12
        self._file.write(struct.pack("<II", kind, length) + body + struct.pack("<I", length))


class Side:
    """One end of a TCP connection: addresses, and how far its stream is."""

    def __init__(self, address: bytes, port: int, ethernet: bytes, sequence: int) -> None:
        self.address, self.port, self.ethernet, self.sequence, self.packets = address, port, ethernet, sequence, 0

    def segment(self, peer: Side, flags: int, clock: int, data: bytes = b"") -> bytes:
        """The packet that sends `data` and acknowledges all that the peer has sent."""
        acknowledged, echoed = (peer.sequence, clock) if flags & ACK else (0, 0)
        options = MAXIMUM_SEGMENT if flags & SYN else b""
        options += struct.pack(">BBBBII", 1, 1, 8, 10, clock, echoed)
        tcp = struct.pack(
            ">HHIIBBHHH", self.port, peer.port, self.sequence, acknowledged, (20 + len(options)) << 2, flags, 0xFFFF, 0,
            0) + options + data
        pseudo = self.address + peer.address + struct.pack(">HH", 6, len(tcp))
        tcp = tcp[:16] + checksum(pseudo + tcp).to_bytes(2, "big") + tcp[18:]
        ip = struct.pack(
            ">BBHHHBBH", 0x45, 0, 20 + len(tcp), self.packets & 0xFFFF, 0x4000, 64, 6, 0) + self.address + peer.address
        ip = ip[:10] + checksum(ip).to_bytes(2, "big") + ip[12:]
        self.packets += 1
        self.sequence = (self.sequence + len(data) + (1 if flags & (SYN | FIN) else 0)) & 0xFFFFFFFF
        return peer.ethernet + self.ethernet + b"\x08\x00" + ip + tcp


class Connection:
    """A client and the server, whose packets go into the file as they are sent."""

    def __init__(self, number: int, traffic: Traffic) -> None:
        self._traffic = traffic
        client = bytes((10, 0, 0, 10 + number))
        self._client = Side(client, 50_000 + number, b"\x02\0\0\0\x01" + bytes([number]), 1000 * number)
        self._server = Side(bytes((10, 0, 0, 1)), 8080, b"\x02\0\0\0\0\x01", 0x7000_0000 + 1000 * number)
        self._key = base64.b64encode(number.to_bytes(16, "big"))

    def client(self, data: bytes = b"", flags: int = ACK) -> None:
        self._send(self._client, self._server, data, flags)

    def server(self, data: bytes = b"", flags: int = ACK) -> None:
        self._send(self._server, self._client, data, flags)

    def _send(self, sender: Side, peer: Side, data: bytes, flags: int) -> None:
        for start in range(0, max(1, len(data)), SEGMENT):
            part = data[start:start + SEGMENT]
            push = PUSH if part and start + SEGMENT >= len(data) else 0
            self._traffic.add(sender, peer, flags | push, part)

    def open(self) -> None:
        self.client(flags=SYN)
        self.server(flags=SYN | ACK)
        self.client()
        self.client(b"\r\n".join((
            b"GET /echo HTTP/1.1", b"Host: 10.0.0.1:8080", b"Upgrade: websocket", b"Connection: Upgrade",
            b"Sec-WebSocket-Key: " + self._key, b"Sec-WebSocket-Version: 13", b"", b"")))
        accept = base64.b64encode(hashlib.sha1(self._key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
        self.server(b"\r\n".join((
            b"HTTP/1.1 101 Switching Protocols", b"Upgrade: websocket", b"Connection: Upgrade",
            b"Sec-WebSocket-Accept: " + accept, b"", b"")))

    def close(self, key: bytes) -> None:
        payload = (1000).to_bytes(2, "big")
        self.client(frame(CLOSE, payload, key))
        self.server(frame(CLOSE, payload))
        self.server(flags=FIN | ACK)
        self.client(flags=FIN | ACK)
        self.server()


class Traffic:
    """All connections, their clock and their dice."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = CaptureFile(file)
        self._time = START
        self._dice = random.Random(1338)
        self._text = bytes(self._dice.choices(b"abcdefghijklmnopqrstuvwxyz      ", k=40_000))
        self._bytes = self._dice.randbytes(40_000)

    def add(self, sender: Side, peer: Side, flags: int, data: bytes) -> None:
        self._time += 15 + (len(data) >> 4)
        self._file.packet(self._time, sender.segment(peer, flags, self._time // 1000 & 0xFFFFFFFF, data))

    def message(self) -> tuple[int, bytes]:
        """The next message: its opcode and its payload."""
        number = self._dice.getrandbits(30)
        share, rest = number % 1000, number // 1000
        length = 5 + rest % 121
        if share >= 980:
            length = 126 + rest % 1200 if share < 999 else 2000 + rest % 12_000
        elif number % 512 == 0:
            return PING, self._bytes[:length]
        start = number % 20_000
        if number % 3 == 0:
            return BINARY, self._bytes[start:start + length]
        return TEXT, self._text[start:start + length]

    def key(self) -> bytes:
        return self._dice.randbytes(4)

    def exchanges(self, count: int) -> Iterator[int]:
        """How many messages each exchange has, until there were `count`: mostly one."""
        while count > 0:
            step = min(count, 2 if self._dice.getrandbits(3) == 0 else 1)
            yield step
            count -= step

    def write(self, frames: int) -> None:
        connections = [Connection(number, self) for number in range(1, CONNECTIONS + 1)]
        for connection in connections:
            connection.open()
        for turn, step in enumerate(self.exchanges(frames // 2 - CONNECTIONS)):
            connection = connections[turn * 7 % CONNECTIONS]
            sent = [self.message() for _ in range(step)]
            connection.client(b"".join([frame(opcode, payload, self.key()) for opcode, payload in sent]))
            echoes = [(PONG if opcode == PING else opcode, payload) for opcode, payload in sent]
            connection.server(b"".join([frame(opcode, payload) for opcode, payload in echoes]))
            if turn % 4 == 0:
                connection.client()
        for connection in connections:
            connection.close(self.key())


def write_capture(path: Path, frames: int) -> None:
    """Writes a capture with `frames` frames, which is an even number of at least two a connection."""
    if frames % 2 or frames < 2 * CONNECTIONS:
        raise ValueError(f"the number of frames is even, and {2 * CONNECTIONS} or more")
    with path.open("wb", buffering=1 << 20) as file:
        Traffic(file).write(frames)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frames", type=int, default=1_000_000, help="how many frames (default: %(default)s)")
    parser.add_argument("file", type=Path, help="the file to write")
    options = parser.parse_args()
    try:
        write_capture(options.file, options.frames)
    except (OSError, ValueError) as problem:
        parser.error(str(problem))


if __name__ == "__main__":
    main()
