"""`wslens live` in a terminal while Chromium talks to it: the screens show what the browser did."""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from chromium import Chromium
from processes import wslens_binary
from raw_client import MASKED_HELLO, upgrade
from tmux import Terminal

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def test_four_screens(terminal: Terminal, page: Chromium) -> None:
    terminal.send("1")
    connections = terminal.wait_for_text("OPEN")
    assert re.search(r"127\.0\.0\.1:\d+|\[?::1\]?:\d+", connections), connections

    terminal.send("2")
    terminal.wait_for_text("client", "server", "text", "Hello", "101")

    terminal.send("3")
    [request] = [event for event in page.websocket_events
                 if event["method"] == "Network.webSocketWillSendHandshakeRequest"]
    headers = {name.lower(): value for name, value in request["request"]["headers"].items()}
    terminal.send("End")
    handshake = terminal.wait_for_text("match", GUID, headers["sec-websocket-key"])
    assert "mismatch" not in handshake

    terminal.send("4")
    frame = terminal.wait_for_text("FIN")
    # The first two bytes are 81 85 from the client and 81 05 from the server; a cursor may be on either.
    assert re.search(r"81[ \[\]]+[08]5", frame), frame
    assert re.search(r"48\s+65\s+6c\s+6c\s+6f", frame), frame


def test_a_ping_and_the_name_of_the_page(terminal: Terminal, page: Chromium) -> None:
    terminal.send("1")
    terminal.wait_for_text("blue-1")
    terminal.send("2")
    terminal.wait_for_text("Flow  OPEN  blue-1")
    terminal.send("i")
    terminal.wait_for_text("Ping sent to #", "pong", "ping 1")
    page.click("close-plain")
    terminal.wait_for_text("CLOSED 1005")
    terminal.send("i")
    terminal.wait_for_text("is not an open WebSocket; no ping was sent.")


def test_quitting_restores_the_terminal(terminal: Terminal, page: Chromium) -> None:
    terminal.send("q")
    terminal.wait_for_text("1 open, not recorded: w writes, y quits, any other key stays.")
    terminal.send("y")
    assert_shell_is_back(terminal, expected_status=0)


def test_quitting_waits_for_clients_unless_it_is_interrupted(terminal: Terminal, tmp_path: Path) -> None:
    """A client that does not answer the Close: the terminal is given back at once, and Ctrl-C ends the wait."""
    terminal.send("q")
    assert_shell_is_back(terminal, expected_status=0)
    path = tmp_path / "class.jsonl"
    terminal.run(f"clear; {shlex.quote(wslens_binary())} live --port 0 --record {shlex.quote(str(path))}; echo over $?")
    address = re.search(r"http://localhost:(\d+)/", terminal.wait_for_text("http://localhost:"))
    assert address
    with socket.create_connection(("localhost", int(address[1]))) as client:
        client.sendall(upgrade() + MASKED_HELLO)
        terminal.send("1")
        terminal.wait_for_text("1 open")
        terminal.send("q")
        terminal.wait_for_text("1 open: y quits, any other key stays.")
        terminal.send("y")
        # The shell's screen is back while the program still waits.
        terminal.wait_for_text("Waiting for clients to answer the Close; Ctrl-C does not wait.")
        assert "over" not in terminal.screen()
        terminal.send("C-c")
        screen = terminal.wait_for_text("over 0")
    assert re.search(r"wslens: The recording is \S*class\.jsonl: 1 connection, \d+ events\.", unwrapped(screen)), screen
    assert MASKED_HELLO.hex() in path.read_text()


def unwrapped(screen: str) -> str:
    """What a screen shows, with lines that the terminal has broken put together."""
    return screen.replace("\n", "")


def test_interrupting_restores_the_terminal(terminal: Terminal) -> None:
    terminal.send("C-c")
    assert_shell_is_back(terminal, expected_status=None)


@pytest.mark.parametrize(("variables", "is_utf8"), [
    ("LC_ALL= LC_CTYPE= LANG=xx_YY.UTF-8", True), ("LC_ALL= LC_CTYPE=xx_YY.utf8@latin LANG=C", True),
    ("LC_ALL= LC_CTYPE=UTF-8 LANG=", True), ("LC_ALL=xx_YY.UTF-8 LANG=C", True),
    ("LC_ALL= LC_CTYPE= LANG=xx_YY.ISO-8859-15", False), ("LC_ALL=C LANG=xx_YY.UTF-8", False),
    ("LC_ALL= LC_CTYPE= LANG=xx_YY", False),
])
def test_a_locale_that_is_not_installed(variables: str, is_utf8: bool) -> None:
    """In containers only C.UTF-8 is there, but the terminal outside understands what the environment says."""
    with Terminal() as terminal:
        terminal.run(f"clear; {variables} {shlex.quote(wslens_binary())} live --port 0")
        terminal.wait_for_text("http://localhost:")
        terminal.send("d")
        screen = terminal.wait_for_text("CLOSED 1000", "client")
        assert ("\u25b8" in screen) == is_utf8, screen
        assert is_utf8 or screen.isascii(), screen


def test_too_small_a_terminal_says_so(terminal: Terminal) -> None:
    terminal.resize(50, 15)
    terminal.wait_for_text("60")
    terminal.resize(80, 24)
    terminal.wait_for_text("http://localhost:")


def test_suspending_and_continuing(terminal: Terminal) -> None:
    def press() -> None:
        terminal.send("C-z")

    def signal_it() -> None:
        os.kill(inspector_of(terminal), signal.SIGTSTP)

    for stop in (press, signal_it):
        stop()
        terminal.wait_for_prompt()
        terminal.run("clear; jobs")
        terminal.wait_for_text("[1]+  Stopped")
        terminal.run("fg")
        terminal.wait_for_text("http://localhost:")
        terminal.send("?")
        terminal.wait_for_text("Keys")
        terminal.send("Escape")
        terminal.wait_for_text("http://localhost:")
    terminal.send("q")
    assert_shell_is_back(terminal, expected_status=0)


def test_in_the_background_it_waits_for_the_terminal(terminal: Terminal) -> None:
    terminal.send("C-z")
    terminal.wait_for_prompt()
    terminal.run("clear; bg")
    terminal.wait_for_text("[1]+ ", "&")
    wait_until_stopped(terminal)
    terminal.run("clear; jobs")
    terminal.wait_for_text("[1]+  Stopped")
    terminal.wait_for_prompt()
    # The shell continues the process that it ends, which must not stop again.
    terminal.run("clear; kill %1")
    wait_until_ended(terminal)
    terminal.run("clear; jobs")
    terminal.wait_for_text("[1]+  Done")


def test_started_in_the_background_it_waits_for_the_terminal() -> None:
    with Terminal() as terminal:
        terminal.run(f"clear; {shlex.quote(wslens_binary())} live --port 0 &")
        wait_until_stopped(terminal)
        terminal.run("clear; jobs")
        assert "http://" not in terminal.wait_for_text("[1]+  Stopped")
        terminal.run("fg")
        terminal.wait_for_text("http://localhost:")
        terminal.send("q")
        assert_shell_is_back(terminal, expected_status=0)


@pytest.mark.parametrize("name", ["ILL", "SEGV", "ABRT", "USR1", "USR2", "ALRM", "XCPU"])
def test_a_crash_leaves_the_terminal_as_it_was(name: str, tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    with Terminal() as terminal:
        terminal.run(f"stty -g > {shlex.quote(str(before))}")
        terminal.run(f"{shlex.quote(wslens_binary())} live --port 0; stty -g > {shlex.quote(str(after))}; echo over")
        terminal.wait_for_text("http://localhost:")
        os.kill(inspector_of(terminal), signal.Signals[f"SIG{name}"])
        # Swift prints where it was, which takes a while; it would then wait half a minute for a key, and must not.
        terminal.wait_for_prompt(timeout=25)
        terminal.wait_for_text("\nover")
    assert after.read_text() == before.read_text()


def inspector_of(terminal: Terminal) -> int:
    """The process that the terminal's shell runs."""
    [process] = children_of(terminal.shell())
    return process


def children_of(parent: int) -> list[int]:
    processes = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [[int(number) for number in line.split()] for line in processes.splitlines()]
    return [process for process, its_parent in pairs if its_parent == parent]


def wait_until_stopped(terminal: Terminal, timeout: float = 15) -> None:
    """Waits until everything that the terminal's shell runs is stopped, and it runs something."""
    deadline = time.monotonic() + timeout
    while True:
        children = [str(process) for process in children_of(terminal.shell())]
        states = subprocess.run(["ps", "-o", "stat=", "-p", ",".join(children or ["0"])], capture_output=True,
                                text=True).stdout.split()
        if states and all(state.startswith("T") for state in states):
            return
        assert time.monotonic() < deadline, f"not stopped in {timeout} s: {states}\n{terminal.screen()}"
        time.sleep(0.05)


def wait_until_ended(terminal: Terminal, timeout: float = 15) -> None:
    """Waits until the terminal's shell runs nothing."""
    deadline = time.monotonic() + timeout
    while children_of(terminal.shell()):
        assert time.monotonic() < deadline, f"not ended in {timeout} s. The screen shows:\n{terminal.screen()}"
        time.sleep(0.05)


def assert_shell_is_back(terminal: Terminal, expected_status: int | None) -> None:
    """The shell answers, echoes what is typed, and its terminal reads whole lines."""
    terminal.wait_for_prompt()
    terminal.run("echo status=$?")
    screen = terminal.wait_for_text("echo status=$?", "\nstatus=")  # the first is what was typed: ECHO is on
    if expected_status is not None:
        assert f"\nstatus={expected_status}\n" in screen
    terminal.run("clear; stty -a; echo shown-$((40 + 2))")
    settings = re.split(r"[\s;]+", terminal.wait_for_text("shown-42"))
    assert {"icanon", "echo", "icrnl", "opost", "onlcr", "isig"} <= set(settings)
