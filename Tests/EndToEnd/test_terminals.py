"""Terminals of other types: keys that their description does not name, and what is left on the screen."""

from __future__ import annotations

import shlex
import time

import pytest

from processes import wslens_binary
from replaying import FIXTURES, shows, wait_for
from tmux import PROMPT, Terminal

PING = FIXTURES / "fragments/ping-between.jsonl"


@pytest.mark.parametrize("kind", ["vt100", "linux", "xterm-mono", "xterm-256color", "screen-256color"])
def test_unnamed_keys_do_nothing_and_the_screen_is_left_clean(kind: str) -> None:
    with Terminal() as terminal:
        terminal.run(f"TERM={kind} {shlex.quote(wslens_binary())} replay {shlex.quote(str(PING))}")
        wait_for(terminal, shows("1-6 screens"))
        terminal.send("4", "Home")
        wait_for(terminal, shows("client frame 0"))
        # Shift-Tab, Ctrl-Right, Shift-Up, Ctrl-PgUp, and the middle of the keypad in its two forms.
        for sequence in ("[Z", "[1;5C", "[1;2A", "[5;5~", "[E", "OE"):
            terminal.type(f"\x1b{sequence}")
            time.sleep(0.1)  # longer than the program waits for the rest of a sequence
            screen = wait_for(terminal, shows("client frame 0"))
            assert "does nothing here" not in screen
            assert "Opcodes" not in screen
        # Shift-Tab went back to the last pane, and keys are keys.
        assert "▸ unmasking" in terminal.screen() or "▸ payload" in terminal.screen()
        terminal.send("1")
        wait_for(terminal, shows("A Ping between two fragments"))
        terminal.send("q")
        terminal.wait_for_prompt()
        assert terminal.screen().rstrip().split("\n")[-1] == PROMPT
