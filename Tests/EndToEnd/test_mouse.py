"""The mouse in a terminal: clicks and the wheel, `--no-mouse` and `M`, and that no way out leaves the reporting on."""

from __future__ import annotations

import os
import shlex
import signal
import time
from collections.abc import Iterator

import pytest

from processes import wslens_binary
from replaying import FIXTURES, replay, shows, wait_for
from test_inspector import assert_shell_is_back, inspector_of
from tmux import Terminal

PING = FIXTURES / "fragments/ping-between.jsonl"


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    with Terminal() as running:
        yield running


def test_clicks_and_the_wheel(terminal: Terminal) -> None:
    replay(terminal, PING)
    assert terminal.reports_mouse()
    terminal.send("2")
    wait_for(terminal, shows("row 1 of 16"))
    wheel(terminal, down=True)
    wait_for(terminal, shows("row 4 of 16"))
    wheel(terminal, down=False)
    wait_for(terminal, shows("row 1 of 16"))
    click(terminal, 'ping  12 B  masked  "still there?"')
    screen = wait_for(terminal, shows("CONNECTING", without="row 1 of 16"))
    assert "#1 Flow" in screen
    click(terminal, 'ping  12 B  masked  "still there?"')
    wait_for(terminal, shows("─ unmasking ─"))
    click(terminal, "byte 2")
    wait_for(terminal, shows("This is the first of the 4 bytes of the masking key"))
    click(terminal, "screens")
    wait_for(terminal, shows("wslens  Lessons "))
    click(terminal, "screens")
    wait_for(terminal, shows("A Ping between two fragments"))


def test_a_report_in_pieces_and_in_the_older_form(terminal: Terminal) -> None:
    replay(terminal, PING)
    terminal.send("2")
    wait_for(terminal, shows("row 1 of 16"))
    for piece in ("\x1b[<65;1", "0;5", "M"):
        terminal.type(piece)
        time.sleep(0.1)
    wait_for(terminal, shows("row 4 of 16"))
    terminal.type("\x1b[Ma*%")
    wait_for(terminal, shows("row 7 of 16"))
    # A release does nothing, and a key that interrupts a report is a key.
    terminal.type("\x1b[<0;10;5m")
    terminal.type("\x1b[<0;1?")
    wait_for(terminal, shows("Keys on Flow"))


def test_the_mouse_can_be_left_to_the_terminal(terminal: Terminal) -> None:
    terminal.run(f"clear; {shlex.quote(wslens_binary())} replay --no-mouse {shlex.quote(str(PING))}")
    terminal.wait_for_text("RECORDED  ?=help")
    assert not terminal.reports_mouse()
    terminal.send("2")
    wait_for(terminal, shows("row 1 of 16"))
    wheel(terminal, down=True)
    terminal.send("Right")
    wait_for(terminal, shows("row 2 of 16"))
    terminal.send("M")
    wait_for(terminal, shows("Mouse on"))
    assert terminal.reports_mouse()
    wheel(terminal, down=True)
    wait_for(terminal, shows("row 5 of 16"))
    terminal.send("M")
    wait_for(terminal, shows("Mouse off"))
    assert not terminal.reports_mouse()


@pytest.mark.parametrize("way", ["q", "click", "C-c", "TERM", "HUP", "SEGV", "ABRT"])
def test_every_way_out_turns_it_off(terminal: Terminal, way: str) -> None:
    terminal.run(f"{shlex.quote(wslens_binary())} live --port 0; echo over")
    terminal.wait_for_text("http://localhost:")
    assert terminal.reports_mouse()
    if way == "click":
        click(terminal, "? help  q quit", at="quit")
    elif way in ("q", "C-c"):
        terminal.send(way)
    else:
        os.kill(inspector_of(terminal), signal.Signals[f"SIG{way}"])
    terminal.wait_for_prompt(timeout=25)
    assert not terminal.reports_mouse()
    # Nothing of a report reaches the shell: it would stand before what is typed next.
    terminal.run("clear; echo shell-$((40 + 2))")
    wait_for(terminal, lambda screen: screen.rstrip().split("\n")[-2:] == ["shell-42", "ready$"])


def test_it_is_off_while_the_program_is_stopped(terminal: Terminal) -> None:
    terminal.run(f"{shlex.quote(wslens_binary())} live --port 0")
    terminal.wait_for_text("http://localhost:")
    terminal.send("C-z")
    terminal.wait_for_prompt()
    assert not terminal.reports_mouse()
    terminal.run("clear; fg")
    terminal.wait_for_text("http://localhost:")
    assert terminal.reports_mouse()
    click(terminal, "?=help")
    terminal.wait_for_text("Keys on Connections")
    terminal.send("Escape")
    terminal.send("M")
    terminal.wait_for_text("Mouse off")
    terminal.send("C-z")
    terminal.wait_for_prompt()
    terminal.run("clear; fg")
    terminal.wait_for_text("http://localhost:")
    assert not terminal.reports_mouse()
    terminal.send("q")
    assert_shell_is_back(terminal, expected_status=0)


def click(terminal: Terminal, text: str, at: str = "") -> None:
    """Presses and releases the left button where the screen first shows a text, on its start or on the part `at`."""
    for row, line in enumerate(terminal.screen().split("\n"), start=1):
        if text in line:
            column = line.index(text) + text.index(at) + 1
            return terminal.type(f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m")
    raise AssertionError(f"{text} is not on the screen:\n{terminal.screen()}")


def wheel(terminal: Terminal, *, down: bool) -> None:
    """Turns the wheel by a notch."""
    terminal.type(f"\x1b[<{65 if down else 64};10;8M")
