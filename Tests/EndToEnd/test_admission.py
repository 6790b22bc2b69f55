"""Who may connect: no token is printed, recorded or answered, and an origin that never matches is refused."""

from __future__ import annotations

import base64
import json
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from processes import end_process, wslens_binary
from raw_client import MASKED_HELLO, exchange, read_response, request, upgrade
from wslens_server import WslensServer

TOKEN = "s3cret-Wörd"
ENCODED = "s3cret-W%C3%B6rd"
GUESS = "wr0ng-guess"


@contextmanager
def serving(*options: str) -> Iterator[WslensServer]:
    running = WslensServer(*options)
    try:
        yield running
    finally:
        status = running.stop()
    assert status == 0


def basic(word: str) -> str:
    return "Basic " + base64.b64encode(f"ada:{word}".encode()).decode()


def asks(word: str, in_address: str) -> list[bytes]:
    """Requests with a token. The first three ask for a WebSocket in each of the ways."""
    return [
        upgrade(Authorization=f"Bearer {word}"),
        upgrade(Authorization=basic(word)),
        upgrade().replace(b"GET / ", f"GET /?a=b&token={in_address}&c=d ".encode()),
        upgrade().replace(b"GET / ", f"GET /?%74oken={in_address} ".encode()),
        request(path=f"/?token={in_address}"),
        request(path=f"/nope?token={in_address}", Referer=f"http://localhost/?token={in_address}"),
        request(authorization=f"bearer {word}", Proxy_Authorization=basic(word)),
        upgrade().replace(b"GET / ", f"GET nowhere?token={in_address} ".encode()),
    ]


def forms(word: str, in_address: str) -> list[bytes]:
    """What must not be found: the token as it is, encoded, in hex, and as JSON writes it."""
    encoded = [word.encode(), in_address.encode(), basic(word).split()[1].encode()]
    return encoded + [form.hex().encode() for form in encoded] + [json.dumps(word).strip('"').encode()]


def send_all(host: str, port: int) -> None:
    for word, in_address in ((TOKEN, ENCODED), (GUESS, GUESS)):
        for data in asks(word, in_address):
            # Whole with a frame behind it, in two reads, and cut off in the middle.
            for parts in ([data + MASKED_HELLO], [data[:30], data[30:]], [data[: len(data) // 2]], [data[:-6]]):
                with socket.create_connection((host, port), 10) as connection:
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    for part in parts:
                        connection.sendall(part)
                    connection.shutdown(socket.SHUT_WR)
                    answer = b""
                    while more := connection.recv(65_536):
                        answer += more
                    assert not any(form in answer for form in forms(word, in_address)), answer
        folded = f"GET /?token={in_address}\n HTTP/1.1\nAuthorization: Bearer\n {word}\n\n".encode()
        with socket.create_connection((host, port), 10) as connection:
            connection.sendall(folded)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65_536):
                pass


@pytest.mark.parametrize("how", ["--json", "--frames"])
def test_no_token_is_printed_or_recorded(how: str, tmp_path: Path) -> None:
    recording = tmp_path / "recording.jsonl"
    output = tmp_path / "output"
    with output.open("wb") as file:
        server = subprocess.Popen(
            [wslens_binary(), "serve", how, "--port", "0", "--token", TOKEN, "--record", recording], stdout=file,
            text=True)
        try:
            while not output.read_bytes().endswith(b"\n"):
                assert server.poll() is None
            line = output.read_text().splitlines()[0]
            url = json.loads(line)["url"] if how == "--json" else line
            send_all("127.0.0.1", int(url.rstrip("/").rsplit(":", 1)[1]))
        finally:
            end_process(server)
    printed, recorded = output.read_bytes(), recording.read_bytes()
    for form in forms(TOKEN, ENCODED) + forms(GUESS, GUESS):
        assert form.lower() not in printed.lower()
        assert form.lower() not in recorded.lower()
    assert b"token-masked" in recorded
    assert recorded.count(b'"from":"client"') > 64
    # The recording has no problem, although requests that waited come behind later events of others.
    for command in (["--list"], ["--json"]):
        inspected = subprocess.run(
            [wslens_binary(), "inspect", *command, str(recording)], capture_output=True, timeout=60)
        assert inspected.stderr == b""
        assert not any(form in inspected.stdout for form in forms(TOKEN, ENCODED))


def test_the_three_ways() -> None:
    with serving("--token", TOKEN) as server:
        for word, in_address, status in ((TOKEN, ENCODED, 101), (GUESS, GUESS, 401)):
            for data in asks(word, in_address)[:3]:
                with socket.create_connection((server.host, server.port), 10) as connection:
                    connection.sendall(data)
                    assert read_response(connection)[0].status == status
        refused = exchange(server, upgrade())
        assert refused.status == 401
        for way in (b"Bearer", b"Basic", b"?token="):
            assert way in refused.body
        server.wait_for(lambda event: "There is no Authorization header" in event.get("sentence", ""))


def test_a_request_that_waits_comes_late_and_in_order(tmp_path: Path) -> None:
    recording = tmp_path / "recording.jsonl"
    with (
        serving("--token", TOKEN, "--record", str(recording)) as server,
        socket.create_connection((server.host, server.port), 10) as slow,
    ):
        slow.sendall(b"GET / HTTP/1.1\r\n")
        assert exchange(server, request()).status == 200
        slow.sendall(b"Host: x\r\n\r\n")
        assert read_response(slow)[0].status == 200
    # The header, the openings, then the second request whole, and the first in its two reads.
    lines = [json.loads(line) for line in recording.read_text().splitlines()[1:]]
    reads = [line for line in lines if line.get("from") == "client"]
    assert [line["c"] for line in reads] == [2, 1, 1]
    assert reads[1]["t"] < reads[0]["t"] < reads[2]["t"]


@pytest.mark.parametrize(("origin", "instead"), [
    ("*", "Leave the option out"), ("example.org", "Write http://example.org or https://example.org."),
    ("https://example.org/", "Write https://example.org."), ("https://example.org/chat", "Write https://example.org."),
])
def test_an_origin_that_never_matches_is_refused(origin: str, instead: str) -> None:
    run = subprocess.run(
        [wslens_binary(), "serve", "--port", "0", "--allow-origin", origin], capture_output=True, text=True, timeout=20)
    assert run.returncode == 64
    assert instead in run.stderr
