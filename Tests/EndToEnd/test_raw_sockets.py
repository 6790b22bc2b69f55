"""HTTP besides WebSocket, requests that must be refused, and frames in odd segments, by raw sockets."""

from __future__ import annotations

import base64
import re
import socket

import pytest

from raw_client import ACCEPT, HELLO, MASKED_HELLO, exchange, read_exactly, read_response, request, upgrade
from wslens_server import WslensServer


def test_page_and_its_policy(server: WslensServer) -> None:
    response = exchange(server, request())
    assert response.status == 200
    assert response.headers["content-type"].lower().startswith("text/html")
    assert response.body.lower().startswith(b"<!doctype html>")
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    # The page's own script and style are marked with a number that only this response knows.
    for element in ("script", "style"):
        [nonce] = re.findall(f'<{element} nonce="([^"]*)">', response.body.decode())
        assert len(base64.b64decode(nonce)) == 16
        assert f"{element}-src 'nonce-{nonce}'" in policy
    assert exchange(server, request()).headers["content-security-policy"] != policy


def test_plain_http(server: WslensServer) -> None:
    assert exchange(server, request(path="/nope")).status == 404
    refused = exchange(server, request("POST", Content_Length="0"))
    assert refused.status == 405
    assert "GET" in refused.headers["allow"]


@pytest.mark.parametrize(("status", "data"), [
    pytest.param(400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", id="TLS on a plain port"),
    pytest.param(400, b"hello\r\n\r\n", id="not HTTP"),
    pytest.param(431, request(X_Long="x" * 100_000), id="100 kB header"),
    pytest.param(426, upgrade(Sec_WebSocket_Version="12"), id="version 12"),
    pytest.param(400, upgrade(Sec_WebSocket_Key="c2hvcnQ="), id="key of 5 bytes"),
    pytest.param(400, upgrade(Sec_WebSocket_Key=None), id="no key"),
    pytest.param(405, upgrade("POST"), id="POST with an upgrade"),
])
def test_refused(server: WslensServer, status: int, data: bytes) -> None:
    response = exchange(server, data)
    assert response.status == status
    if status == 426:
        assert response.headers["sec-websocket-version"] == "13"
    assert server.events("handshake", status=101) == []


def test_frames_in_the_segment_of_the_handshake(server: WslensServer) -> None:
    with socket.create_connection((server.host, server.port), 10) as connection:
        connection.sendall(upgrade() + MASKED_HELLO + MASKED_HELLO)
        response, rest = read_response(connection)
        assert response.status == 101
        assert response.headers["sec-websocket-accept"] == ACCEPT
        expected = HELLO + HELLO
        assert rest + read_exactly(connection, len(expected) - len(rest)) == expected


def test_one_byte_at_a_time(server: WslensServer) -> None:
    with socket.create_connection((server.host, server.port), 10) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in upgrade() + MASKED_HELLO:
            connection.sendall(bytes([byte]))
        response, rest = read_response(connection)
        assert response.status == 101
        assert rest + read_exactly(connection, len(HELLO) - len(rest)) == HELLO


def test_unmasked_frame_is_refused(server: WslensServer) -> None:
    with socket.create_connection((server.host, server.port), 10) as connection:
        connection.sendall(upgrade() + HELLO)
        _, rest = read_response(connection)
        header = rest + read_exactly(connection, max(0, 4 - len(rest)))
        assert header[0] == 0x88
        assert int.from_bytes(header[2:4], "big") == 1002
    frame = server.wait_for_event("frame", sender="client")
    assert frame["violations"][0]["closeCode"] == 1002
