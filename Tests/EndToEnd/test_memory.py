"""`wslens live` under more traffic than it may keep: memory stays bounded, keys work, and losses are reported."""

from __future__ import annotations

import json
import re
import shlex
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from processes import wslens_binary
from raw_client import read_until, upgrade
from test_recordings import inspected, wslens
from tmux import Terminal

PINGS = b"\x89\x80\x00\x00\x00\x00" * 20_000
TEXTS = (b"\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58") * 10_000
MEMORY = 16
"""What the program may keep, in MiB."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with Terminal() as running:
        running.run(f"cd {shlex.quote(str(tmp_path))}; {shlex.quote(wslens_binary())} live --port 0 --memory {MEMORY}")
        running.wait_for_text("http://localhost:")
        yield running


def program(terminal: Terminal) -> int:
    """The process of wslens, the shell's only child."""
    return int(subprocess.run(
        ["pgrep", "-P", str(terminal.shell())], capture_output=True, text=True, check=True).stdout)


def resident(process: int) -> float:
    """The most memory that a process has had, in MiB."""
    status = Path(f"/proc/{process}/status").read_text()
    match = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert match
    return int(match[1]) / 1024


def port_of(terminal: Terminal) -> int:
    address = re.search(r"http://localhost:(\d+)/", terminal.screen())
    assert address, terminal.screen()
    return int(address[1])


def connect(terminal: Terminal) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port_of(terminal)), 20)
    client.sendall(upgrade())
    read_until(client, b"\r\n\r\n")
    return client


def flood(client: socket.socket, part: bytes, seconds: float) -> int:
    """Sends a part repeatedly, reads the echoes, and returns how many bytes were sent."""
    def drain() -> None:
        try:
            while client.recv(1 << 20):
                pass
        except OSError:
            pass

    threading.Thread(target=drain, daemon=True).start()
    end = time.monotonic() + seconds
    sent = 0
    while time.monotonic() < end:
        client.sendall(part)
        sent += len(part)
    return sent


@pytest.mark.parametrize("part", [PINGS, TEXTS], ids=["pings", "texts"])
def test_a_flood_is_bounded_and_what_was_dropped_is_reported(
    terminal: Terminal, tmp_path: Path, part: bytes
) -> None:
    with connect(terminal) as client:
        terminal.send("2")
        sent = flood(client, part, 6)
        # Keys are answered while it lasts.
        flooding = threading.Thread(target=flood, args=(client, part, 4))
        flooding.start()
        terminal.send("?")
        terminal.wait_for_text("Keys on Flow", timeout=3)
        terminal.send("Escape")
        flooding.join()
        assert sent > 10 << 20, "too slow to say anything"
        # The limit is for the traffic; the program itself and its allocator's reserve come on top.
        assert resident(program(terminal)) < 4 * MEMORY + 64
        terminal.send("1")
        terminal.wait_for_text("oldest dropped to save memory")

        terminal.send("w")
        terminal.wait_for_text("connection-")
        terminal.send("Enter")
        terminal.wait_for_text("events were written to connection-")
    terminal.send("q")
    terminal.wait_for_text("y quits")
    terminal.send("y")
    terminal.wait_for_prompt()
    [path] = tmp_path.glob("connection-*.jsonl")
    missing = [line for line in map(json.loads, path.read_text().splitlines()) if "missing" in line]
    assert {line["from"] for line in missing} == {"client", "server"}
    assert all(line["frames"] > 0 for line in missing)
    assert all(event["violations"] == [] for event in inspected(path) if event["event"] == "frame")
    assert " B missing" in wslens("inspect", "--print", "flow", "--size", "100x40", path)


def test_connections_that_come_and_go_are_bounded(terminal: Terminal) -> None:
    port = port_of(terminal)
    for _ in range(4000):
        with socket.create_connection(("127.0.0.1", port), 20) as client:
            client.sendall(upgrade())
            client.recv(4096)
    screen = terminal.wait_for_text("Dropped to save memory: ")
    assert resident(program(terminal)) < 4 * MEMORY + 64, screen
