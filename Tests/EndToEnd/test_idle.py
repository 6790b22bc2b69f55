"""A screen on which nothing happens lets the machine sleep: no thread wakes more than about once a second, or, where
the server is watched, as often as that takes."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from processes import wslens_binary
from replaying import FIXTURES, replay
from tmux import Terminal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc counts how often a thread woke")


def wakes(shell: int) -> dict[str, int]:
    """How often each thread of the program that a shell runs has gone to sleep on its own, by the thread's number."""
    children = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
    counts = {}
    for thread in Path(f"/proc/{children[0]}/task").iterdir():
        status = dict(line.split(":", 1) for line in (thread / "status").read_text().splitlines())
        counts[thread.name] = int(status["voluntary_ctxt_switches"])
    return counts


def assert_sleeps(terminal: Terminal, times: int = 3) -> None:
    """Fails if a thread wakes more often than so many times per second."""
    time.sleep(1)  # the effect of the last key is over
    before, start = wakes(terminal.shell()), time.monotonic()
    time.sleep(4)
    after, seconds = wakes(terminal.shell()), time.monotonic() - start
    most = max(after[thread] - count for thread, count in before.items() if thread in after)
    # Once per second, and a few by chance; a polling loop makes far more.
    assert most <= times * seconds, (before, after)


@contextmanager
def live() -> Iterator[Terminal]:
    """A terminal with a server that nobody has connected to."""
    with Terminal() as terminal:
        terminal.run(f"{shlex.quote(wslens_binary())} live --port 0")
        terminal.wait_for_text("http://localhost:")
        yield terminal


def wait_for_stillness(terminal: Terminal) -> None:
    """Until the screen has not changed for a second and a half: frames of a demonstration are 400 ms apart."""
    screen = ""
    while (now := terminal.screen()) != screen:
        screen = now
        time.sleep(1.5)


def test_a_server_without_connections() -> None:
    with live() as terminal:
        assert_sleeps(terminal)


def test_a_view_that_is_paused_while_events_wait() -> None:
    with live() as terminal:
        terminal.send("p")
        terminal.wait_for_text("PAUSED")
        terminal.send("d")
        terminal.wait_for_text("held")
        wait_for_stillness(terminal)
        assert_sleeps(terminal)
        terminal.send("p")
        terminal.wait_for_text("wslens")
        terminal.send("1")
        terminal.wait_for_text("CLOSED")


def test_a_recording_that_does_not_play() -> None:
    with Terminal() as terminal:
        replay(terminal, FIXTURES / "rfc" / "masked-text.jsonl")
        terminal.send("2", "Down")
        assert_sleeps(terminal)


# The server is asked five times a second, and each time a few threads pass the question and the answer on.
WATCHING = 15


def test_the_server_without_connections() -> None:
    with live() as terminal:
        terminal.send("6")
        terminal.wait_for_text("No WebSocket is open.")
        assert_sleeps(terminal, WATCHING)
        terminal.send("S")
        terminal.wait_for_text("slow readers: close")
        assert_sleeps(terminal, WATCHING)
        terminal.send("1")
        terminal.wait_for_text("http://localhost:")
        assert_sleeps(terminal)


def test_mischief_that_waits_for_a_connection() -> None:
    with live() as terminal:
        terminal.send("6")
        terminal.wait_for_text("No WebSocket is open.")
        terminal.send("Tab", "Tab", "Enter")
        terminal.wait_for_text("MISCHIEF NEXT")
        terminal.send("1")
        terminal.wait_for_text("http://localhost:")
        assert_sleeps(terminal, WATCHING)


def test_a_recording_has_no_server() -> None:
    with Terminal() as terminal:
        replay(terminal, FIXTURES / "rfc" / "masked-text.jsonl")
        terminal.send("6")
        terminal.wait_for_text("Server")
        assert_sleeps(terminal)
