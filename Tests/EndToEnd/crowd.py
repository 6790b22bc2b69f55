"""A class in one room: many connections from one address, each of which sends a message a second.

    crowd.py PORT [--connections 300] [--seconds 5] [--bytes 60] [--slow 1]

Prints a line of JSON: how many messages were sent, how many bytes each got, in how many different orders, how many were
cut off, and how many connections were there beside them that do not read.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import socket
from dataclasses import dataclass, field
from typing import Any

REQUEST = (b"GET /room/class?name=%d HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")


@dataclass
class Client:
    """One connection, and the bytes that it got, as their number and a digest of them in their order."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    count: int = 0
    ended: bool = False
    digest: Any = field(default_factory=hashlib.blake2b)

    async def read(self, total: int) -> None:
        while self.count < total:
            data = await self.reader.read(1 << 18)
            if not data:
                self.ended = True
                return
            self.count += len(data)
            self.digest.update(data)


async def connect(port: int, number: int, receive_buffer: int | None = None) -> Client:
    raw = socket.socket()
    if receive_buffer:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    raw.setblocking(False)
    await asyncio.get_running_loop().sock_connect(raw, ("127.0.0.1", port))
    raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    reader, writer = await asyncio.open_connection(sock=raw, limit=1 << 12 if receive_buffer else 1 << 20)
    writer.write(REQUEST % number)
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 101 "), head
    return Client(reader, writer)


def masked(payload: bytes) -> bytes:
    """A text frame of a client; its key is zero, so that the payload stays as it is."""
    length = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2, "big")
    return b"\x81" + length + bytes(4) + payload


async def send(client: Client, number: int, seconds: int, length: int, connections: int) -> None:
    await asyncio.sleep(number / connections)
    for second in range(seconds):
        client.writer.write(masked(f"client {number} second {second} ".ljust(length, ".").encode()))
        await asyncio.sleep(1)


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("--connections", type=int, default=300)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--bytes", type=int, default=60)
    parser.add_argument("--slow", type=int, default=1)
    options = parser.parse_args()
    slow = [await connect(options.port, 1000 + number, receive_buffer=4096) for number in range(options.slow)]
    clients = [await connect(options.port, number) for number in range(options.connections)]
    sent = options.connections * options.seconds
    total = sent * (options.bytes + (2 if options.bytes < 126 else 4))
    readers = [asyncio.create_task(client.read(total)) for client in clients]
    async with asyncio.timeout(options.seconds + 30):
        await asyncio.gather(*(
            send(client, number, options.seconds, options.bytes, options.connections)
            for number, client in enumerate(clients)))
        await asyncio.gather(*readers)
    got = {client.count for client in clients}
    print(json.dumps({
        "sent": sent, "bytes": total, "got": sorted(got),
        "orders": len({client.digest.hexdigest() for client in clients}),
        "ended": sum(client.ended for client in clients), "slow": len(slow)}))
    for client in clients + slow:
        client.writer.transport.abort()


if __name__ == "__main__":
    asyncio.run(main())
