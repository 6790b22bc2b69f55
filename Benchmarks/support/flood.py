"""Sends traffic of one kind to an echo server of this machine, for Benchmarks/live.

    python3 Benchmarks/support/flood.py pings --port 1338 --seconds 30

It continues until its standard input ends or the server does. It prints a line once it has sent what the kind calls for
at least, and at the end one JSON object that says how much it was. A thread sends, another reads the answers and
forgets it; what is sent was made before.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import socket
import struct
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.traffic import BINARY, CLOSE, PING, TEXT, frame

UPGRADE = (b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
MANY_PINGS = 73_000_000
CONNECTIONS = 12_700
TEXTS_PER_SECOND = 200_000
LARGE_BYTES = 1 << 30
TICK = 0.01  # seconds between two writes of paced traffic


@dataclass
class Sent:
    """How much was sent, counted as it goes into the socket, and how much came back."""

    things: int = 0
    bytes: int = 0
    bytes_back: int = 0
    seconds: float = 0


def key(number: int) -> bytes:
    """A masking key, another for each number."""
    return (0x9E3779B9 * (number + 1) & 0xFFFFFFFF).to_bytes(4, "big")


class Flood:
    """What the kinds of traffic have in common: connections, what was sent, and reading the answers."""

    def __init__(self, port: int, seconds: float, full: bool) -> None:
        self.port, self.seconds, self.full = port, seconds, full
        self.sent = Sent()
        self._start = time.monotonic()
        self._poll = select.poll()
        self._open: dict[int, socket.socket] = {}
        self._end = threading.Lock()

    def connect(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), 60)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def opened(self, count: int) -> list[socket.socket]:
        """Connections after the handshake, which are read from now on."""
        connections = [self.connect() for _ in range(count)]
        for connection in connections:
            self.send(connection, UPGRADE, 0)
            self.read_until(connection, b"\r\n\r\n")
            connection.settimeout(None)
            self._open[connection.fileno()] = connection
            self._poll.register(connection, select.POLLIN)
        threading.Thread(target=self._read, daemon=True).start()
        return connections

    def read_until(self, connection: socket.socket, mark: bytes) -> None:
        data = b""
        while mark not in data:
            more = connection.recv(1 << 16)
            if not more:
                raise ConnectionError("the server ends a connection")
            data += more
        self.sent.bytes_back += len(data)

    def send(self, connection: socket.socket, data: bytes, things: int) -> None:
        connection.sendall(data)
        self.sent.bytes += len(data)
        self.sent.things += things

    def _read(self) -> None:
        buffer = bytearray(1 << 20)
        while True:
            for descriptor, _ in self._poll.poll():
                try:
                    count = self._open[descriptor].recv_into(buffer)
                except OSError:
                    count = 0
                if count == 0:
                    self.finish()
                self.sent.bytes_back += count

    def every(self, interval: float, act: Callable[[int], None]) -> None:
        """Does something again and again, on time; what is late is made up for."""
        number = 0
        while True:
            act(number)
            number += 1
            due = self._start + number * interval
            if (early := due - time.monotonic()) > 0:
                time.sleep(early)

    def enough(self) -> None:
        """Says that what the kind calls for at least has been sent."""
        print("enough", flush=True)

    def finish(self) -> None:
        """Prints what was sent, and ends the program; whichever thread comes first."""
        self._end.acquire()
        self.sent.seconds = time.monotonic() - self._start
        print(json.dumps(asdict(self.sent)), flush=True)
        os._exit(0)

    def pings(self) -> None:
        """Empty masked pings over one connection, as fast as they go."""
        batch = 1 << 16
        data = b"".join(frame(PING, b"", key(number)) for number in range(batch))
        [connection] = self.opened(1)
        if not self.full:
            self.enough()
        while True:
            before = self.sent.things
            self.send(connection, data, batch)
            if self.full and before < MANY_PINGS <= self.sent.things:
                self.enough()

    def connections(self) -> None:
        """Connections that come and go: most with a message and a close, one in six reset behind its message, one in
        six reset at once. Some 30 are there at a time."""
        message, close = frame(TEXT, b"Hello", key(1)), frame(CLOSE, struct.pack(">H", 1000), key(2))
        reset = struct.pack("ii", 1, 0)  # SO_LINGER without waiting
        waiting: deque[tuple[int, socket.socket]] = deque()

        def come(number: int) -> None:
            connection = self.connect()
            if number % 6 == 5:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
                connection.close()
                self.sent.things += 1
            else:
                self.send(connection, UPGRADE, 0)
                waiting.append((number, connection))
            if len(waiting) > 30:
                go(*waiting.popleft())
            if number + 1 == CONNECTIONS:
                self.enough()

        def go(number: int, connection: socket.socket) -> None:
            self.read_until(connection, b"\r\n\r\n")
            self.send(connection, message, 1)
            self.read_until(connection, b"Hello")
            if number % 6 == 4:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
            else:
                self.send(connection, close, 0)
                while more := connection.recv(4096):
                    self.sent.bytes_back += len(more)
            connection.close()

        self.every(self.seconds / CONNECTIONS, come)

    def texts(self) -> None:
        """Texts of 20 to 39 bytes, 200,000 a second, by turns over four connections."""
        count = int(TEXTS_PER_SECOND * TICK)
        texts = [b"message %06d of a flood of small texts" % number for number in range(count)]
        data = b"".join(frame(TEXT, text[:20 + number % 20], key(number)) for number, text in enumerate(texts))
        connections = self.opened(4)
        self.enough()
        self.every(TICK, lambda number: self.send(connections[number % 4], data, count))

    def large(self) -> None:
        """Binary messages of 64 KiB and 1 MiB, as many bytes of each, as fast as they go: 1 GiB at least."""
        payload = bytes(range(256)) * (1 << 12)
        part = payload[:1 << 16]
        parts = [frame(BINARY, part, key(number)) for number in range(1, 17)]
        data = b"".join([frame(BINARY, payload, key(0)), *parts])
        [connection] = self.opened(1)
        while True:
            before = self.sent.bytes
            self.send(connection, data, 17)
            if before < LARGE_BYTES <= self.sent.bytes:
                self.enough()


KINDS = ("pings", "connections", "texts", "large")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=30, help="how long the connections are spread over")
    parser.add_argument("--full", action="store_true", help=f"{MANY_PINGS:,} pings at least")
    options = parser.parse_args()
    flood = Flood(options.port, options.seconds, options.full)

    def end_with_input() -> None:
        sys.stdin.buffer.read()
        flood.finish()

    threading.Thread(target=end_with_input, daemon=True).start()
    try:
        getattr(flood, options.kind)()
    except OSError:
        flood.finish()  # the server has ended


if __name__ == "__main__":
    main()
