"""Bytes over TCP, for what a proper client would never send: refused requests, and frames in odd segments."""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from wslens_server import WslensServer

KEY = "dGhlIHNhbXBsZSBub25jZQ=="     # the example of RFC 6455 section 1.3
ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
MASKED_HELLO = bytes.fromhex("818537fa213d7f9f4d5158")  # section 5.7
HELLO = bytes.fromhex("810548656c6c6f")


@dataclass
class Response:
    """An HTTP response: the names of its headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


def request(method: str = "GET", path: str = "/", host: str = "localhost", **headers: str | None) -> bytes:
    """The bytes of an HTTP request; a header's `_` stands for `-`, and one that is None is left out."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items() if value is not None]
    return "\r\n".join([*lines, "", ""]).encode()


def upgrade(method: str = "GET", **changed: str | None) -> bytes:
    """The bytes of an opening handshake, with some headers changed, or left out where None."""
    headers: dict[str, Any] = {
        "Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Key": KEY, "Sec_WebSocket_Version": "13"}
    return request(method, **{**headers, **changed})


def exchange(server: WslensServer, data: bytes, timeout: float = 15) -> Response:
    """Sends `data` on a new connection and reads one response; the body is what Content-Length says."""
    with socket.create_connection((server.host, server.port), timeout) as connection:
        # A server may stop reading a request that is too large; its answer still arrives.
        with suppress(ConnectionResetError, BrokenPipeError):
            connection.sendall(data)
        return read_response(connection)[0]


def read_response(connection: socket.socket) -> tuple[Response, bytes]:
    """One response, and the bytes that arrived after it."""
    head, rest = read_until(connection, b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    fields = (line.split(":", 1) for line in lines[1:])
    headers = {name.strip().lower(): value.strip() for name, value in fields}
    status = int(lines[0].split(" ")[1])
    length = 0 if status == 101 else int(headers.get("content-length", 0))
    body = rest if len(rest) >= length else rest + read_exactly(connection, length - len(rest))
    return Response(status, headers, body[:length]), body[length:]


def read_until(connection: socket.socket, mark: bytes) -> tuple[bytes, bytes]:
    """The bytes before `mark`, and those that arrived after it in the same reads."""
    data = b""
    while mark not in data:
        more = connection.recv(65_536)
        assert more, f"the server closed the connection after {data!r}"
        data += more
    before, after = data.split(mark, 1)
    return before, after


def read_exactly(connection: socket.socket, count: int) -> bytes:
    """The next `count` bytes."""
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        assert more, f"the server closed the connection after {data!r}"
        data += more
    return data
