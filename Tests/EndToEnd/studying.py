"""What the tests of the lessons on the screen share: the answers that `solve` prints, and the keys that give them."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from processes import wslens_binary
from replaying import press, wait_for
from tmux import Terminal

VERDICT = re.compile(r"^ [=?] (ok|non-strict|kept|not yet|unreadable)\b", re.MULTILINE)
PASSED = ("ok", "non-strict", "kept")
STEPS = {"Answer": "", "Answer for the line": ".line", "Answer for why": ".why"}


@dataclass
class Solution:
    """An exercise as one seed draws it: what it asks, and an answer for each step, in their order."""

    id: str
    kind: str
    goal: str
    answers: dict[str, str]  # by what the id of the step ends in

    @property
    def ids(self) -> list[str]:
        """The names of its steps in the file of the progress."""
        return [self.id + step for step in self.answers]

    @property
    def lesson(self) -> str:
        return self.id.split("/")[0]


def solutions(name: str, seed: str) -> list[Solution]:
    """What `wslens lessons solve` prints for a lesson or an exercise."""
    run = subprocess.run([wslens_binary(), "lessons", "solve", name, "--seed", seed], capture_output=True,
                         encoding="utf-8", timeout=60)
    assert run.returncode == 0, run.stderr
    found: list[Solution] = []
    for line in run.stdout.splitlines():
        if head := re.match(r"([\w-]+/[\w-]+), (\w+)\. (.*)", line):
            found.append(Solution(head[1], head[2], head[3], {}))
        elif (answer := re.match(r"(Answer[\w ]*): (.*?)\.?$", line)) and answer[1] in STEPS:
            found[-1].answers[STEPS[answer[1]]] = answer[2]
    assert found and all("" in solution.answers for solution in found), run.stdout
    return found


def open_lessons(terminal: Terminal, *options: str, progress: Path, environment: str = "") -> str:
    """Starts the lessons on the screen, and returns the first one."""
    command = [wslens_binary(), "lessons", "open", *options, "--progress", str(progress)]
    terminal.run(f"clear; {environment} {shlex.join(command)}")
    return wait_for(terminal, lambda screen: screen.startswith(" wslens  Lesson") and is_drawn(screen))


def is_drawn(screen: str) -> bool:
    """Whether there are keys in the last row."""
    return re.match(r" (Enter|space|Tab|2 flow|\?|Up|1-5)", screen.split("\n")[-1]) is not None


def is_list(screen: str) -> bool:
    return screen.startswith(" wslens  Lessons ")


def is_reading(screen: str) -> bool:
    return screen.split("\n")[-1].startswith(" space")


def verdict(screen: str) -> str | None:
    """What was said about the answer."""
    found = VERDICT.search(screen)
    return found[1] if found else None


def has_verdict(*verdicts: str) -> Callable[[str], bool]:
    return lambda screen: verdict(screen) in verdicts


def words(screen: str) -> str:
    """All that is on a screen as one paragraph, for texts that are wrapped there."""
    return " ".join(screen.split())


def shows_goal(screen: str, solution: Solution) -> bool:
    # What solve prints ends a sentence, spells § out, and has no cursor.
    goal = solution.goal.replace("Name the place of", "Put the cursor on")
    return words(goal).rstrip(".?!:") in words(screen)


def go_on(terminal: Terminal) -> str:
    """Goes on from an exercise that is passed to what comes next, and returns that."""
    terminal.send("Enter")
    return wait_for(terminal, lambda screen: is_drawn(screen) and verdict(screen) is None)


def read_on(terminal: Terminal) -> str:
    """Reads the pages of text until there is something else."""
    screen = wait_for(terminal, is_drawn)
    while is_reading(screen):
        screen = press(terminal, "Space")
    return screen


def give(terminal: Terminal, kind: str, answer: str, expected: tuple[str, ...] = PASSED) -> str:
    """Types an answer as the kind of the exercise wants it, and checks it. Returns the screen once it is judged so."""
    if kind == "decode":
        *fields, last = answer.split("; ")
        for field in fields:
            terminal.type(field)
            terminal.send("Enter")
        terminal.type(last)
    elif kind in ("sort", "order"):
        terminal.type(answer.replace(" ", ""))
    elif kind in ("find", "live"):
        put_cursor(terminal, answer)
    else:
        terminal.type(answer)
    terminal.send("Enter")
    return wait_for(terminal, has_verdict(*expected))


def put_cursor(terminal: Terminal, place: str) -> None:
    """Moves to the row and the byte of a place such as "c2 byte 5"."""
    row, _, byte = place.partition(" byte ")
    terminal.send("Home")
    shown = wait_for(terminal, lambda screen: marked_row(screen) == "request")
    while (here := marked_row(shown)) != row:
        names = row_names(shown)
        steps = names.index(row) - names.index(here) if row in names else len(names) - 1 - names.index(here)
        terminal.send(*["Down"] * max(1, steps))
        shown = wait_for(terminal, leaves(here))
    if byte:
        terminal.send(*["Right"] * (int(byte) + 1))
    wait_for(terminal, lambda screen: re.search(rf" {place}$", screen, re.MULTILINE) is not None)


def leaves(row: str) -> Callable[[str], bool]:
    """Whether another row is marked."""
    return lambda screen: marked_row(screen) != row


ROW = re.compile(r"^ ([▸>]| ) (\w\S*) +(?:client|server)  ", re.MULTILINE)


def row_names(screen: str) -> list[str]:
    """The places in the rows of a recording that are in view."""
    return [row[2] for row in ROW.finditer(screen)]


def marked_row(screen: str) -> str:
    return next((row[2] for row in ROW.finditer(screen) if row[1] != " "), "")


def solve(terminal: Terminal, solution: Solution) -> None:
    """Solves the exercise that is on the screen, each of its steps; a live one on its recording."""
    if solution.kind == "live":
        to_recording(terminal)
    for step, answer in solution.answers.items():
        if step:
            go_on(terminal)
        give(terminal, "choose" if step else solution.kind, answer)


def to_recording(terminal: Terminal) -> None:
    """From a live exercise to the same in a recording, past the question that comes first."""
    if "keep the guess" in terminal.screen():
        terminal.send("Enter")
        terminal.wait_for_text("b in a recording")
    terminal.send("b")
    terminal.wait_for_text("this is it")


def objects(text: str) -> list[dict[str, Any]]:
    """The JSON objects of an output."""
    return [json.loads(line) for line in text.splitlines()]


def progress_of(path: Path) -> dict[str, dict[str, Any]]:
    """The exercises of a progress file, by their ids."""
    return {entry["id"]: entry for entry in objects(path.read_text(encoding="utf-8")) if "id" in entry}


def to_exercise(terminal: Terminal, kind: str, number: int | None = None) -> str:
    """Goes from the beginning of a lesson to its first exercise of a kind, or that of a number, past the reviews."""
    rule = re.compile(rf"^[─-] (?:[▸>] )?exercise {number or '[0-9]+'}  {kind} ", re.MULTILINE)
    screen = wait_for(terminal, is_drawn)
    while not rule.search(screen):
        assert "This is the end of the lesson" not in screen, screen
        screen = press(terminal, "C-n")
    return screen


def to_goal(terminal: Terminal, solution: Solution) -> str:
    """Goes on to an exercise, past pages and other exercises."""
    screen = wait_for(terminal, is_drawn)
    while not shows_goal(screen, solution):
        assert "This is the end of the lesson" not in screen, screen
        screen = press(terminal, "C-n")
    return screen


def leave(terminal: Terminal) -> None:
    """Quits, from the line of an answer too."""
    terminal.send("Escape")
    terminal.wait_for_text("q quit")
    terminal.send("q")
    terminal.wait_for_prompt()
