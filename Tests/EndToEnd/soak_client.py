"""One connection of the soak, with frames as plain bytes, so that it can do what no client would."""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


class Wrong(Exception):
    """The server did something else than it should."""


@dataclass
class Frame:
    """A frame of the server. Its mask, which only mischief gives it, is taken off."""

    opcode: int
    fin: bool
    rsv1: bool
    payload: bytes


def masked(payload: bytes, key: bytes) -> bytes:
    """The payload XORed with the key; a key of zeros leaves it as it is."""
    if not any(key):
        return payload
    stream = (key * (len(payload) // 4 + 1))[:len(payload)]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(payload), "big")


def frame(opcode: int, payload: bytes = b"", *, fin: bool = True, rsv: int = 0, key: bytes | None = None) -> bytes:
    """A masked frame of a client, with a key of chance where none is given."""
    key = os.urandom(4) if key is None else key
    count = len(payload)
    length = (bytes([0x80 | count]) if count < 126 else b"\xfe" + count.to_bytes(2, "big") if count < 65536
              else b"\xff" + count.to_bytes(8, "big"))
    return bytes([fin << 7 | rsv << 4 | opcode]) + length + key + masked(payload, key)


def request(path: str = "/", *more: str, key: str = "dGhlIHNhbXBsZSBub25jZQ==") -> bytes:
    """A proper opening handshake, with more headers."""
    return "\r\n".join([
        f"GET {path} HTTP/1.1", "Host: localhost", "Upgrade: websocket", "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", *more, "", ""]).encode()


class Client:
    """A connection over TCP."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @staticmethod
    async def connect(port: int, receive_buffer: int | None = None) -> Client:
        """TCP alone. With a small receive buffer the server feels soon that nothing is read."""
        raw = socket.socket()
        if receive_buffer:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        raw.setblocking(False)
        await asyncio.get_running_loop().sock_connect(raw, ("127.0.0.1", port))
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return Client(*await asyncio.open_connection(sock=raw, limit=receive_buffer or 1 << 20))

    @staticmethod
    async def open(port: int, path: str = "/", *headers: str, receive_buffer: int | None = None) -> Client:
        """TCP with the handshake done."""
        client = await Client.connect(port, receive_buffer)
        client.send(request(path, *headers))
        head = await client.head()
        if not head.startswith(b"HTTP/1.1 101 "):
            raise Wrong(f"the handshake was answered with {head!r}")
        return client

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def drain(self) -> None:
        with suppress(ConnectionError):
            await self.writer.drain()

    async def head(self) -> bytes:
        """The head of a response; what there is of it where the server ends before."""
        try:
            return await self.reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as error:
            return error.partial
        except ConnectionError:
            return b""

    async def frame(self) -> Frame:
        """The next frame that is not a Ping."""
        while True:
            first, second = await self.reader.readexactly(2)
            length = second & 0x7f
            if length > 125:
                length = int.from_bytes(await self.reader.readexactly(2 if length == 126 else 8), "big")
            key = await self.reader.readexactly(4) if second & 0x80 else bytes(4)
            payload = masked(await self.reader.readexactly(length), key)
            if first & 0xf != PING:
                return Frame(first & 0xf, bool(first & 0x80), bool(first & 0x40), payload)

    async def expect(self, opcode: int, payload: bytes) -> None:
        found = await self.frame()
        if (found.opcode, found.payload) != (opcode, payload):
            raise Wrong(f"expected opcode {opcode} with {len(payload)} bytes, got {found.opcode} with "
                        f"{found.payload[:40]!r}")

    async def expect_close(self, code: int) -> None:
        """The server's Close, whatever comes before it."""
        while True:
            found = await self.frame()
            if found.opcode == CLOSE:
                break
        if found.payload[:2] != code.to_bytes(2, "big"):
            raise Wrong(f"expected close code {code}, got {found.payload!r}")

    async def expect_end(self) -> None:
        """Reads to the end of the server's side, however it ends."""
        with suppress(ConnectionError):
            while await self.reader.read(1 << 16):
                pass

    async def finish(self) -> None:
        """The closing handshake, and the end of TCP."""
        self.send(frame(CLOSE, b"\x03\xe8bye"))
        await self.expect_close(1000)
        await self.expect_end()
        self.leave()

    def leave(self) -> None:
        """Ends TCP."""
        self.writer.close()

    def end_output(self) -> None:
        """Ends this side of TCP: it can still read."""
        self.writer.write_eof()

    def vanish(self) -> None:
        """Resets TCP, whatever is on its way."""
        raw = self.writer.get_extra_info("socket")
        with suppress(OSError):
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()
