"""What the tests of `wslens replay` share: recordings to open, keys to press, and the place that the screen shows."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from processes import REPOSITORY, wslens_binary
from tmux import Terminal

FIXTURES = REPOSITORY / "fixtures"


def replay(terminal: Terminal, file: Path) -> str:
    """Opens a recording, and returns the first screen."""
    terminal.run(f"clear; {shlex.quote(wslens_binary())} replay {shlex.quote(str(file))}")
    titles = ("RECORDED  ?=help", "RECONSTRUCTED  ?=help", "MISCHIEF  ?=help")
    return wait_for(terminal, lambda screen: screen.split("\n")[0].endswith(titles))


def shows(text: str, *, without: str | None = None) -> Callable[[str], bool]:
    """Whether a screen has one text, and another not."""
    return lambda screen: text in screen and (without is None or without not in screen)


def wait_for(terminal: Terminal, condition: Callable[[str], bool], timeout: float = 15) -> str:
    """The first screen on which a condition holds, once it is completely drawn."""
    deadline = time.monotonic() + timeout
    before = ""
    while True:
        screen = trimmed(terminal.screen())
        if condition(screen) and screen == before:
            return screen
        assert time.monotonic() < deadline, f"not so in {timeout} s. The screen shows:\n{screen}"
        before = screen
        time.sleep(0.02)


def wait_for_screen(terminal: Terminal, expected: str) -> None:
    """Waits until the terminal shows exactly this. Fails with what it shows instead."""
    deadline = time.monotonic() + 15
    while (screen := trimmed(terminal.screen())) != expected:
        assert time.monotonic() < deadline, f"expected:\n{expected}\nbut the terminal shows:\n{screen}"
        time.sleep(0.02)


def press(terminal: Terminal, *keys: str) -> str:
    """Presses keys that must change the screen, and returns what it shows then."""
    before = trimmed(terminal.screen())
    terminal.send(*keys)
    return wait_for(terminal, lambda screen: screen != before)


def answer(terminal: Terminal, key: str, text: str) -> None:
    """Types a line after a key that asks for one, replacing what is there."""
    terminal.send(key)
    terminal.wait_for_text("Esc cancel")
    terminal.send("C-u")
    terminal.type(text)
    terminal.send("Enter")


def row(screen: str) -> int:
    """The row that the position bar shows."""
    found = re.search(r"\brow ([\d,]+) of ", screen)
    assert found, screen
    return int(found[1].replace(",", ""))


def bar_column(screen: str) -> int:
    """The column of the dot on the position bar."""
    [bar] = [line for line in screen.split("\n") if "├" in line and "●" in line]
    return bar.index("●")


def trimmed(screen: str) -> str:
    """A screen without invisible blanks."""
    return "\n".join(line.rstrip() for line in screen.rstrip().split("\n"))


def columns(line: str) -> int:
    """How many columns of a terminal a line takes."""
    return sum(0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
               for character in line)


def printed(file: Path, view: str, size: tuple[int, int], *options: str) -> str:
    """The same screen, by `inspect --print`."""
    command = [wslens_binary(), "inspect", "--print", view, "--size", f"{size[0]}x{size[1]}", *options, str(file)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    assert run.returncode in (0, 1), run.stderr  # 1: a rule is broken
    return trimmed(as_drawn(run.stdout))


def as_drawn(text: str) -> str:
    """Text as the terminal gets it: without what joins emoji, and with letters for flags."""
    return "".join(chr(ord(character) - 0x1F1E6 + ord("A")) if "\U0001F1E6" <= character <= "\U0001F1FF" else character
                   for character in text if character != "\u200d")


def inspected(file: Path, *options: str) -> list[dict[str, Any]]:
    """What `inspect --json` finds in a file."""
    run = subprocess.run([wslens_binary(), "inspect", "--json", *options, file], capture_output=True, encoding="utf-8",
                         timeout=60)
    assert run.returncode in (0, 1), run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def write_lines(file: Path, lines: list[str]) -> None:
    """Writes a file of lines, each with its end."""
    file.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def two_connections(folder: Path) -> Path:
    """A recording of two connections at the same time, in a new file."""
    header, *first = (FIXTURES / "fragments/ping-between.jsonl").read_text(encoding="utf-8").splitlines()
    second = (FIXTURES / "rfc/masked-text.jsonl").read_text(encoding="utf-8").splitlines()[1:]
    events = [json.loads(line) for line in first] + [
        json.loads(line.replace("127.0.0.1:51544", "127.0.0.1:51546")) | {"c": 2} for line in second]
    file = folder / "two.jsonl"
    write_lines(file, [header, *map(json.dumps, sorted(events, key=lambda event: event["t"]))])
    return file
