"""permessage-deflate (RFC 7692) between `wslens serve` and clients that share no code with it, with many offers.

Both sides inflate what the other compressed with a zlib of their own; what wslens prints was inflated by neither of
them, but by its own inflater, so that each test compares three.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import wsproto
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.sync.client import connect
from wsproto.events import AcceptConnection, CloseConnection, Request, TextMessage
from wsproto.extensions import PerMessageDeflate

from chromium import Chromium
from processes import find_program, wslens_binary
from raw_client import read_until, upgrade
from test_node_client import DEBIAN_MODULES, INSTALL
from tmux import Terminal
from wslens_server import WslensServer

MODES = ["shared", "dedicated"]
TEXTS = ["short", "All that repeats is sent once. " * 60, "All that repeats is sent once. " * 60, "", "é" * 3_000]


@pytest.fixture(params=MODES)
def server(request: pytest.FixtureRequest) -> Iterator[WslensServer]:
    """A server that compresses. After the test it must end with status 0 on SIGTERM."""
    running = WslensServer("--compression", request.param)
    try:
        yield running
    finally:
        status = running.stop()
    assert status == 0, f"wslens ended with status {status} after SIGTERM"


def check(server: WslensServer, texts: list[str]) -> None:
    """What wslens has inflated is what was sent, and nothing broke a rule."""
    server.wait_for_event("closed")
    for sender in ("client", "server"):
        messages = server.events("message", sender=sender)
        assert [message["text"] for message in messages] == texts
        assert [message["length"] for message in messages] == [len(text.encode()) for text in texts]
    assert not [event for event in server.events() if event.get("violations")]
    long = [message for message in server.events("message", sender="server") if message["length"] >= 1024]
    assert long and all(message["compressedLength"] < message["length"] for message in long)
    short = [message for message in server.events("message", sender="server") if message["length"] < 1024]
    assert not any("compressedLength" in message for message in short)


# An offer of Python's websockets. Its own default names client_max_window_bits.
OFFERS = {
    "default": ClientPerMessageDeflateFactory(client_max_window_bits=True),
    "bare": ClientPerMessageDeflateFactory(),
    "no-takeover": ClientPerMessageDeflateFactory(
        server_no_context_takeover=True, client_no_context_takeover=True, client_max_window_bits=True),
    "windows-of-9": ClientPerMessageDeflateFactory(server_max_window_bits=9, client_max_window_bits=9),
    "window-of-8": ClientPerMessageDeflateFactory(server_max_window_bits=8, client_max_window_bits=True),
    "windows-of-15": ClientPerMessageDeflateFactory(server_max_window_bits=15, client_max_window_bits=15),
}


@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
def test_python(server: WslensServer, offer: ClientPerMessageDeflateFactory) -> None:
    with connect(server.websocket_url, compression=None, extensions=[offer], proxy=None) as client:
        for text in TEXTS:
            client.send(text)
            assert client.recv(timeout=10) == text
        fragments = ["All that ", "repeats ", "is sent once."]
        client.send(iter(fragments))
        assert client.recv(timeout=10) == "".join(fragments)
        assert client.response and "permessage-deflate" in client.response.headers["Sec-WebSocket-Extensions"]
    check(server, [*TEXTS, "".join(fragments)])


NODE = """
const { WebSocket } = require("ws");
const [url, texts, options] = process.argv.slice(1);
const socket = new WebSocket(url, { perMessageDeflate: JSON.parse(options) });
const received = [];
socket.on("open", () => { for (const text of JSON.parse(texts)) socket.send(text, { compress: true }); });
socket.on("message", (data) => {
    received.push(data.toString());
    if (received.length === JSON.parse(texts).length) socket.close(1000);
});
socket.on("close", () => console.log(JSON.stringify({ received, extensions: socket.extensions })));
"""


@pytest.mark.parametrize("options", [
    {}, {"threshold": 0}, {"serverNoContextTakeover": True, "clientNoContextTakeover": True, "threshold": 0},
    {"serverMaxWindowBits": 10, "clientMaxWindowBits": 10, "threshold": 0},
], ids=["default", "everything", "no-takeover", "windows-of-10"])
def test_node(server: WslensServer, options: dict[str, object]) -> None:
    node = find_program("node", install=INSTALL)
    environment = {**os.environ, "NODE_PATH": os.environ.get("NODE_PATH", DEBIAN_MODULES)}
    run = subprocess.run([node, "-e", NODE, server.websocket_url, json.dumps(TEXTS), json.dumps(options)],
                         env=environment, capture_output=True, text=True, encoding="utf-8", timeout=30)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {"received": TEXTS, "extensions": "permessage-deflate"}
    check(server, TEXTS)


@pytest.mark.parametrize("extension", [
    PerMessageDeflate(), PerMessageDeflate(client_no_context_takeover=True, server_no_context_takeover=True),
    PerMessageDeflate(client_max_window_bits=10, server_max_window_bits=9),
], ids=["default", "no-takeover", "windows"])
def test_wsproto(server: WslensServer, extension: PerMessageDeflate) -> None:
    with socket.create_connection((server.host, server.port), 10) as channel:
        connection = wsproto.WSConnection(wsproto.ConnectionType.CLIENT)
        channel.sendall(connection.send(Request(host=server.host, target="/", extensions=[extension])))
        received: list[str] = []
        text = ""
        while len(received) < len(TEXTS):
            connection.receive_data(channel.recv(1 << 16))
            for event in connection.events():
                if isinstance(event, AcceptConnection):
                    assert [found.name for found in event.extensions] == ["permessage-deflate"]
                    for message in TEXTS:
                        channel.sendall(connection.send(TextMessage(data=message)))
                elif isinstance(event, TextMessage):
                    text += event.data
                    if event.message_finished:
                        received.append(text)
                        text = ""
                else:
                    raise AssertionError(event)
        assert received == TEXTS
        channel.sendall(connection.send(CloseConnection(code=1000)))
        channel.recv(100)
    check(server, TEXTS)


def test_chromium(server: WslensServer, browser: Chromium) -> None:
    browser.navigate(server.url)
    browser.evaluate(f"""
        window.received = [];
        window.probe = new WebSocket({json.dumps(server.websocket_url + "?probe")});
        window.texts = {json.dumps(TEXTS)};
        probe.onopen = () => texts.forEach((text) => probe.send(text));
        probe.onmessage = (event) => {{
            received.push(event.data);
            if (received.length === texts.length) probe.close(1000);
        }};
        0""")
    assert browser.wait_until("window.received.length === window.texts.length && JSON.stringify(window.received)") == \
        json.dumps(TEXTS, ensure_ascii=False, separators=(",", ":"))
    assert browser.evaluate("window.probe.extensions").startswith("permessage-deflate")
    number = server.wait_for_event("handshake", path="/?probe")["connection"]
    server.wait_for_event("closed", connection=number)
    for sender in ("client", "server"):
        found = [event for event in server.events("message", sender=sender) if event["connection"] == number]
        assert [message["text"] for message in found] == TEXTS
        # Chromium compresses whatever it sends; the server leaves short texts alone.
        compressed = ["compressedLength" in message for message in found]
        assert compressed == [sender == "client" or len(text.encode()) >= 1024 for text in TEXTS]


# Bytes that break a rule of RFC 7692, in hexadecimal, and what the server says to that.
BROKEN = [
    ("c1 81 00000000 07", 1007, "deflate-data-broken"),
    ("c9 80 00000000", 1002, "compressed-bit-misplaced"),
    ("41 83 00000000 f248cd c0 84 00000000 c9c90700", 1002, "compressed-bit-misplaced"),
    ("e1 80 00000000", 1002, "reserved-bit-set"),
    ("c1 83 00000000 7a0900", 1007, "text-not-utf8"),
]


@pytest.mark.parametrize(("bytes_", "code", "rule"), BROKEN, ids=[row[2] + row[0][:2] for row in BROKEN])
def test_broken(server: WslensServer, bytes_: str, code: int, rule: str) -> None:
    with socket.create_connection((server.host, server.port), 10) as client:
        client.sendall(upgrade(Sec_WebSocket_Extensions="permessage-deflate"))
        read_until(client, b"\r\n\r\n")
        client.sendall(bytes.fromhex(bytes_))
        reply = b""
        while part := client.recv(4096):
            reply += part
    assert reply[2:4] == code.to_bytes(2, "big") and reply[4:].decode() == rule
    server.wait_for_event("closed")
    found = [event for event in server.events("frame", sender="client") if event["violations"]]
    assert [violation["rule"] for violation in found[0]["violations"]][:1] == [rule]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("style", ["--quiet", "--json"])
def test_a_bomb_costs_little(style: str, tmp_path: Path) -> None:
    """256 MiB of zeros in a quarter of a megabyte: refused with 1009, for less than 8 MiB of memory."""
    deflater = zlib.compressobj(wbits=-15)
    bomb = b"".join(deflater.compress(bytes(1 << 20)) for _ in range(256)) + deflater.flush(zlib.Z_SYNC_FLUSH)
    bomb = bomb.removesuffix(b"\x00\x00\xff\xff")
    frame = b"\xc2\xff" + len(bomb).to_bytes(8, "big") + bytes(4) + bomb
    with (tmp_path / "out").open("wb") as output, subprocess.Popen(
            [wslens_binary(), "serve", "--port", "0", "--compression", "dedicated", style], stdout=output,
            stderr=subprocess.DEVNULL) as process:
        try:
            port = printed_port(tmp_path / "out")
            costs = []
            # The first one also costs what every first frame of its size costs.
            for data in (b"\x82\xff" + len(bomb).to_bytes(8, "big") + bytes(4) + bytes(len(bomb)), frame):
                with socket.create_connection(("127.0.0.1", port), 20) as client:
                    client.sendall(upgrade(Sec_WebSocket_Extensions="permessage-deflate"))
                    read_until(client, b"\r\n\r\n")
                    client.sendall(data)
                    reply = client.recv(4096)
                costs.append(most_memory(process.pid))
            assert reply[2:4] == (1009).to_bytes(2, "big")
            assert costs[1] - costs[0] < 8, costs
        finally:
            process.terminate()


def printed_port(output: Path) -> int:
    """The port that a server has printed, waited for."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if match := re.search(rb":(\d+)", output.read_bytes()):
            return int(match[1])
        time.sleep(0.02)
    raise AssertionError("no port was printed within 20 s")


def most_memory(process: int) -> float:
    """The most memory that a process has had, in MiB."""
    match = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    assert match
    return int(match[1]) / 1024


def test_a_key_turns_it_on(terminal: Terminal, page: Chromium) -> None:
    """`live` declines what every browser offers, and says why; D accepts the offers to come."""
    terminal.send("3", "Home")
    header = "▸ Sec-WebSocket-Extensions"
    for _ in range(16):
        if header in terminal.screen():
            break
        terminal.send("Right")
        time.sleep(0.1)
    terminal.wait_for_text(header, "Declined", "wslens declined it")
    terminal.send("1")
    terminal.wait_for_text("blue-1")
    terminal.send("D")
    terminal.wait_for_text("Compression is on", "DEFLATE")
    page.evaluate("location.reload()")
    terminal.wait_for_text("green-2")
    page.wait_until("document.getElementById('status')?.dataset.state === 'OPEN'")
    page.type_into("message-field", TEXTS[1])
    page.click("send-button")
    terminal.send("F", "1", "F", "2")
    length = f"for {len(TEXTS[1]):,} B"
    screen = terminal.wait_for_text(length, "RSV1")
    # What the page sent, and the echo.
    assert screen.count(length) == 2
    terminal.send("1", "D")
    terminal.wait_for_text("Compression is off")
