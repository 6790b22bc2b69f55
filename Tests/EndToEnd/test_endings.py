"""How the program ends where its surroundings do not play along: a terminal that takes no output or is gone, a reader
of standard output that is slow, and a SIGHUP that it was started to ignore."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import socket
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from processes import wslens_binary
from raw_client import read_until, upgrade


class PlainTerminal:
    """A terminal in which `wslens live` runs, and whose output is read only when the test asks for it."""

    def __init__(self) -> None:
        self.controller, terminal = pty.openpty()
        termios.tcsetwinsize(terminal, (24, 80))
        self.modes = termios.tcgetattr(terminal)
        self.process = subprocess.Popen(
            [wslens_binary(), "live", "--port", "0"], stdin=terminal, stdout=terminal, stderr=terminal,
            env={**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}, preexec_fn=self._take_terminal)  # noqa: PLW1509
        self.terminal = terminal

    @staticmethod
    def _take_terminal() -> None:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)

    def read(self, seconds: float) -> bytes:
        """What the terminal gets, until it has got nothing for so long."""
        data = b""
        while select.select([self.controller], [], [], seconds)[0]:
            data += os.read(self.controller, 65_536)
        return data

    def fill(self) -> None:
        """Presses keys that draw much, until the terminal takes no more of it, and for a while after that."""
        for _ in range(60):
            os.write(self.controller, b"T?")
            time.sleep(0.05)


@pytest.fixture
def terminal() -> Iterator[PlainTerminal]:
    running = PlainTerminal()
    try:
        shown = b""
        while b"http://localhost:" not in shown:
            more = running.read(1)
            assert more or running.process.poll() is None, shown
            shown += more
        yield running
    finally:
        running.process.kill()
        running.process.wait(10)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGQUIT])
@pytest.mark.parametrize("kind", ["stopped", "unread"])
def test_a_terminal_that_takes_no_output_is_given_back(
    terminal: PlainTerminal, kind: str, number: signal.Signals
) -> None:
    if kind == "stopped":
        os.write(terminal.controller, b"\x13")  # Ctrl-S
        time.sleep(2)  # the screen shows another second, and so is drawn
    else:
        terminal.fill()
    assert terminal.process.poll() is None
    terminal.process.send_signal(number)
    is_request = number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    # A report of where the program was would fill the terminal again.
    said = b"" if is_request else terminal.read(2)
    assert terminal.process.wait(15) == (0 if is_request else -number)
    assert termios.tcgetattr(terminal.terminal) == terminal.modes
    said += terminal.read(0.5)
    assert b"\x1b[?1049l" in said and b"\x1b[?1000l" in said


def test_it_ends_with_its_terminal() -> None:
    """Also where SIGHUP, which says so, is ignored."""
    program = ("import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); "
               "os.execv(sys.argv[1], [sys.argv[1], 'live', '--port', '0'])")
    child, controller = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
        os.execvp("python3", ["python3", "-c", program, wslens_binary()])
    shown = b""
    while b"http://localhost:" not in shown:
        shown += os.read(controller, 65_536)
    os.close(controller)
    for _ in range(150):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        time.sleep(0.1)
    else:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert ended == child and os.waitstatus_to_exitcode(status) == 0


@contextmanager
def served(*, output: int = subprocess.PIPE, ignores_hang_up: bool = False) -> Iterator[subprocess.Popen[bytes]]:
    """`wslens serve --json`, started to ignore SIGHUP or not."""
    action = signal.SIG_IGN if ignores_hang_up else signal.SIG_DFL
    process = subprocess.Popen(
        [wslens_binary(), "serve", "--json", "--port", "0", "--compression", "off"], stdout=output,
        stderr=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGHUP, action))  # noqa: PLW1509
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


def address(line: bytes) -> tuple[str, int]:
    host, port = json.loads(line)["url"].removeprefix("http://").rstrip("/").split(":")
    return host, int(port)


@pytest.mark.parametrize("ignores", [True, False], ids=["ignored", "not ignored"])
def test_nohup_is_heeded(ignores: bool) -> None:
    with served(ignores_hang_up=ignores) as process:
        assert process.stdout
        place = address(process.stdout.readline())
        process.send_signal(signal.SIGHUP)
        if not ignores:
            assert process.wait(10) == 0
            return
        time.sleep(1)
        with socket.create_connection(place, 10) as connection:
            connection.sendall(upgrade())
            assert read_until(connection, b"\r\n\r\n")[0].startswith(b"HTTP/1.1 101 ")
        process.send_signal(signal.SIGTERM)
        process.stdout.read()
        assert process.wait(10) == 0


def test_a_slow_reader_of_standard_output_gets_all() -> None:
    """One that takes some hundred bytes at a time, of a line that is longer than a pipe."""
    reader, writer = os.pipe()
    with served(output=writer) as process, open(reader, "rb", buffering=0) as output:
        os.close(writer)
        first = b""
        while not first.endswith(b"\n"):
            first += output.read(1)
        with socket.create_connection(address(first), 10) as connection:
            connection.sendall(upgrade() + b"\x82\xfe\xea\x60\0\0\0\0" + bytes(60_000))
            answered = read_until(connection, b"\r\n\r\n")[1]
            while len(answered) < 60_004:
                answered += connection.recv(65_536)
            process.send_signal(signal.SIGTERM)
            said = b""
            for _ in range(30):
                said += output.read(300)
                time.sleep(0.5)
        assert process.poll() is None, process.communicate()
        said += output.readall()
        assert process.wait(10) == 0
        assert json.loads(said.splitlines()[-1])["event"] == "closed"
