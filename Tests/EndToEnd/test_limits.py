"""Each option that bounds what clients can make grow: at its value, the server says in its log that it acted."""

from __future__ import annotations

import socket
from contextlib import ExitStack

import pytest

from raw_client import read_exactly, read_until, upgrade
from wslens_server import Event, WslensServer

TEXT = bytes.fromhex("818100000000") + b"a"
CLOSE = bytes.fromhex("888000000000")


def header(first: int, length: int) -> bytes:
    """The header of a masked frame with a length in 64 bits; its key is zero."""
    return bytes([first, 0xff]) + length.to_bytes(8, "big") + bytes(4)


class Clients:
    """Clients of one server, which stay connected until the end."""

    def __init__(self, server: WslensServer, stack: ExitStack) -> None:
        self._server = server
        self._stack = stack

    def connect(self, receive_buffer: int | None = None) -> socket.socket:
        client = self._stack.enter_context(socket.socket())
        client.settimeout(15)
        if receive_buffer:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        client.connect((self._server.host, self._server.port))
        return client

    def open(self, path: str = "/", receive_buffer: int | None = None) -> socket.socket:
        client = self.connect(receive_buffer)
        client.sendall(upgrade().replace(b"GET / ", f"GET {path} ".encode()))
        head, _ = read_until(client, b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101 ")
        return client


def decisions(server: WslensServer) -> list[str]:
    """The names of what the server has done of its own accord so far."""
    return [event["name"] for event in server.events("decision")]


def wait_for_decision(server: WslensServer, name: str) -> Event:
    return server.wait_for(lambda event: event["event"] == "decision" and event["name"] == name)


# The options; for each client whether it opens a WebSocket first, and what it sends; what the last of them gets.
CASES: list[tuple[list[str], list[tuple[bool, bytes]], bytes, str]] = [
    (["--connection-limit", "1"], [(True, b""), (False, upgrade())], b"HTTP/1.1 503 ", "connection-limit"),
    (["--address-limit", "1"], [(True, b""), (False, upgrade())], b"HTTP/1.1 503 ", "address-limit"),
    (["--head-limit", "256"], [(False, upgrade(X_Mark="x" * 256))], b"HTTP/1.1 431 ", "head-limit"),
    (["--handshake-limit", "1"], [(False, b"GET / HTTP/1.1\r\n")], b"HTTP/1.1 408 ", "handshake-timeout"),
    (["--message-limit", "125"], [(True, header(0x82, 0xffff + 1))], b"\x88\x11\x03\xf1", "message-too-big"),
    (["--fragment-limit", "1"], [(True, b"\x01" + TEXT[1:] + b"\x80" + TEXT[1:])], b"\x88\x14\x03\xf1",
     "too-many-fragments"),
    (["--buffer-limit", "1048576"], [(True, header(0x82, 4 << 20) + bytes(3 << 20))], b"\x88\x18\x03\xf5",
     "buffer-limit"),
    (["--idle-limit", "1"], [(True, b"")], b"\x88\x06\x03\xe9", "idle-timeout"),
    (["--closing-limit", "1"], [(True, CLOSE)], b"\x88\x00", "closing-timeout"),
    (["--unread-limit", "0"], [(True, CLOSE + TEXT + TEXT)], b"\x88\x00", "unread-limit"),
]


@pytest.mark.parametrize(("options", "clients", "answer", "decision"), CASES, ids=lambda value: str(value)[:40])
def test_a_limit_acts(
    options: list[str], clients: list[tuple[bool, bytes]], answer: bytes, decision: str
) -> None:
    server = WslensServer(*options)
    try:
        with ExitStack() as stack:
            connected = Clients(server, stack)
            for is_open, data in clients:
                client = connected.open() if is_open else connected.connect()
                client.sendall(data)
            assert read_exactly(client, len(answer)) == answer
            assert wait_for_decision(server, decision)["connection"] == len(clients)
            # A client that stays where it is may meet the closing limit as well.
            assert decisions(server)[0] == decision
    finally:
        server.kill()


@pytest.mark.parametrize(("policy", "decision"), [("drop", "slow-reader-drop"), ("close", "slow-reader-close")])
def test_what_waits_is_bounded(policy: str, decision: str) -> None:
    server = WslensServer("--queue-limit", "65536", "--slow-reader", policy)
    try:
        with ExitStack() as stack:
            connected = Clients(server, stack)
            connected.open("/room/a", receive_buffer=4096)
            sender = connected.open("/room/a")
            payload = 60_000
            for _ in range(1000):
                sender.sendall(b"\x82\xfe" + payload.to_bytes(2, "big") + bytes(4 + payload))
                got = 0
                while got < payload + 4:
                    got += len(sender.recv(payload + 4 - got))
                if decision in decisions(server):
                    break
            assert wait_for_decision(server, decision)["connection"] == 1
    finally:
        server.kill()


def test_answers_wait_for_ten() -> None:
    server = WslensServer("--batch", "10")
    try:
        with ExitStack() as stack:
            client = Clients(server, stack).open()
            client.sendall(TEXT * 9)
            server.wait_for(lambda event: event["event"] == "frame" and event["index"] == 8)
            assert server.events("frame", **{"from": "server"}) == []
            client.sendall(TEXT)
            got = b""
            while len(got) < 30:
                got += client.recv(100)
            assert got == b"\x81\x01a" * 10
    finally:
        server.kill()
