"""Python's websockets, an independent client that shares no code with the server or with a browser."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode
from websockets.sync.client import ClientConnection, connect

from wslens_server import WslensServer

BOUNDARIES = [0, 1, 125, 126, 65_535, 65_536, 1 << 20]


def open_client(server: WslensServer, **options: Any) -> AbstractContextManager[ClientConnection]:
    """A client without compression, proxy or limits, connected for the length of a `with`."""
    defaults: dict[str, Any] = {"compression": None, "proxy": None, "max_size": None, "legacy": False}
    client: AbstractContextManager[ClientConnection] = connect(server.websocket_url, **{**defaults, **options})
    return client


@pytest.mark.parametrize("length", BOUNDARIES)
def test_text_is_echoed(server: WslensServer, length: int) -> None:
    text = ("0123456789" * (length // 10 + 1))[:length]
    with open_client(server) as client:
        client.send(text)
        assert client.recv(timeout=10) == text
    for sender in ("client", "server"):
        server.wait_for_event("message", sender=sender, kind="text", length=length)


@pytest.mark.parametrize("length", BOUNDARIES)
def test_binary_is_echoed(server: WslensServer, length: int) -> None:
    payload = (bytes(range(256)) * (length // 256 + 1))[:length]
    with open_client(server) as client:
        client.send(payload)
        assert client.recv(timeout=10) == payload
    frame = server.wait_for_event("frame", sender="client", opcode=2)
    assert frame["payloadLength"] == length
    assert frame["lengthBits"] == (7 if length <= 125 else 16 if length <= 65_535 else 64)


def test_many_messages_keep_their_order(server: WslensServer) -> None:
    messages: list[str | bytes] = [f"message {n}" if n % 3 else f"{n}".encode() for n in range(500)]
    with open_client(server) as client:
        for message in messages:
            client.send(message)
        assert [client.recv(timeout=10) for _ in messages] == messages


def test_ping_gets_its_pong(server: WslensServer) -> None:
    with open_client(server) as client:
        assert client.ping(b"are you there").wait(10)
    pong = server.wait_for_event("frame", sender="server", opcode=10)
    assert bytes.fromhex(pong["payload"]) == b"are you there"


def test_fragments_are_joined(server: WslensServer) -> None:
    with open_client(server) as client:
        client.send(["Hel", "lo, ", "world"])
        assert client.recv(timeout=10) == "Hello, world"
    message = server.wait_for_event("message", sender="client")
    frames = [frame for frame in server.events("frame", sender="client") if frame["index"] in message["frames"]]
    assert (message["length"], message["text"]) == (12, "Hello, world")
    assert [frame["opcode"] for frame in frames] == [1] + [0] * (len(frames) - 1)
    assert frames[-1]["fin"] and not any(frame["fin"] for frame in frames[:-1])


@pytest.mark.parametrize(("code", "reason"), [(1000, ""), (1001, "leaving"), (3000, "γειά"), (4999, "x" * 123)])
def test_close_codes_come_back(server: WslensServer, code: int, reason: str) -> None:
    with open_client(server) as client, pytest.raises(ConnectionClosed) as closed:
        client.close(code, reason)
        client.recv(timeout=10)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == code
    event = server.wait_for_event("closed")
    assert (event["code"], event["reason"], event["clean"]) == (code, reason, True)


def test_unknown_subprotocols_and_extensions_are_declined(server: WslensServer) -> None:
    with open_client(server, subprotocols=["chat", "superchat"],
                     additional_headers={"Sec-WebSocket-Extensions": "x-unknown; level=9"}) as client:
        assert client.response is not None
        assert client.subprotocol is None
        assert "Sec-WebSocket-Protocol" not in client.response.headers
        assert "Sec-WebSocket-Extensions" not in client.response.headers
        client.send("still here")
        assert client.recv(timeout=10) == "still here"
    assert server.wait_for_event("handshake", status=101)["extensions"] == []


def test_compression_is_not_negotiated(server: WslensServer) -> None:
    with open_client(server, compression="deflate") as client:
        assert client.protocol.extensions == []
        client.send("a" * 1_000)
        assert client.recv(timeout=10) == "a" * 1_000
    assert not any(frame["rsv1"] for frame in server.events("frame"))


def test_stopping_the_server_closes_its_clients(server: WslensServer) -> None:
    with ExitStack() as stack:
        clients = [stack.enter_context(open_client(server)) for _ in range(3)]
        server.terminate()
        for client in clients:
            with pytest.raises(ConnectionClosed) as closed:
                client.recv(timeout=10)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == CloseCode.GOING_AWAY
