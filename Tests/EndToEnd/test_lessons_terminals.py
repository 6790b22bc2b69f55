"""The lessons on terminals of other types, and where the locale is not UTF-8."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from replaying import columns, trimmed, wait_for
from studying import (
    Solution,
    has_verdict,
    is_drawn,
    is_list,
    leave,
    open_lessons,
    solutions,
    solve,
    to_exercise,
)
from tmux import LOCALE, Terminal

SEED = "anna"
LESSONS = ["bits", "first-frame", "masking"]
TERMINALS = [(kind, locale) for kind in ("vt100", "linux") for locale in ("C", LOCALE)]


@pytest.fixture(scope="module")
def first_of_each_kind() -> list[Solution]:
    """An exercise of each kind, with its answers."""
    found: dict[str, Solution] = {}
    for lesson in LESSONS:
        for solution in solutions(lesson, SEED):
            found.setdefault(solution.kind, solution)
    assert len(found) == 11, "a kind has no exercise"
    return list(found.values())


def assert_fits(screen: str, locale: str) -> None:
    """Title and keys are where they belong, and nothing is drawn that the terminal cannot show."""
    lines = screen.split("\n")
    assert len(lines) == 24 and lines[0].startswith(" wslens  Lesson") and is_drawn(screen), screen
    assert all(columns(line) <= 80 for line in lines), screen
    if locale == "C":
        assert screen.isascii(), screen
    else:
        assert "─" in screen, screen


@pytest.mark.parametrize(("kind", "locale"), TERMINALS)
def test_pages_and_exercises(
    kind: str, locale: str, first_of_each_kind: list[Solution], tmp_path: Path,
) -> None:
    """The first pages of each lesson, and an exercise of each kind: before, with a hint, unreadable, and solved."""
    with Terminal() as terminal:
        for lesson in LESSONS:
            screen = open_lessons(
                terminal, lesson, "--seed", SEED, "--port", "0", progress=tmp_path / f"{lesson}.jsonl",
                environment=f"TERM={kind} LC_ALL={locale}")
            assert_fits(screen, locale)
            for solution in (solution for solution in first_of_each_kind if solution.lesson == lesson):
                screen = to_exercise(terminal, solution.kind)
                assert_fits(screen, locale)
                if "? hint (" in screen:
                    terminal.send("?")
                    assert_fits(wait_for(terminal, lambda screen: "hint 1 of" in screen), locale)
                if solution.kind != "live":
                    # Nothing was typed, in none of the fields.
                    terminal.send(*["Enter"] * (solution.answers[""].count("; ") + 1))
                    assert_fits(wait_for(terminal, has_verdict("unreadable", "not yet")), locale)
                solve(terminal, solution)
                assert_fits(trimmed(terminal.screen()), locale)
            leave(terminal)


def ends_a_line(text: str) -> Callable[[str], bool]:
    return lambda screen: re.search(rf" {text}$", screen, re.MULTILINE) is not None


@pytest.mark.parametrize(("kind", "locale"), TERMINALS)
def test_keys(kind: str, locale: str, tmp_path: Path) -> None:
    """Enter, Tab, Esc, the keys with Ctrl, and the arrows as the terminal sends them."""
    with Terminal() as terminal:
        open_lessons(
            terminal, "first-frame", "--seed", SEED, "--port", "0", progress=tmp_path / "progress.jsonl",
            environment=f"TERM={kind} LC_ALL={locale}")

        def wait(text: str) -> str:
            # What marks things in ASCII, and what they are marked with elsewhere.
            return wait_for(terminal, lambda screen: text in screen.replace("─", "-").replace("▸", ">"))

        drawn = to_exercise(terminal, "predict")
        assert_fits(drawn, locale)
        terminal.send("C-p")
        wait("- > text -")
        to_exercise(terminal, "predict")
        terminal.send("Tab")
        wait("- > text -")
        terminal.send("Tab")
        wait("- > exercise 1 ")
        terminal.send("C-g")
        card = wait("Hex digits, and their bits")
        assert locale != "C" or card.isascii(), card
        terminal.send("Escape")
        wait("- > exercise 1 ")
        terminal.send("C-r")
        again = wait_for(terminal, lambda screen: "The server echoes" in screen and screen != drawn)
        assert_fits(again, locale)
        to_exercise(terminal, "find")
        wait("> s0 ")
        # Application mode is what tmux sends after smkx, and the other form may come as well.
        for keys, place in (("\x1bOB", "c1"), ("\x1bOC\x1bOC", "c1 byte 1"), ("\x1bOD", "c1 byte 0"),
                            ("\x1b[B", "s1"), ("\x1b[C", "s1 byte 0"), ("\x1bOA", "c1"), ("\x1b[A", "s0"),
                            ("\x1b[C", "s0 byte 0")):
            terminal.type(keys)
            wait_for(terminal, ends_a_line(place))
        terminal.send("Enter")
        wait_for(terminal, has_verdict("not yet"))
        terminal.send("Escape")
        wait("1-6 screens")
        terminal.send("Escape")
        assert is_list(wait("- > lessons -"))
        terminal.send("q")
        terminal.wait_for_prompt()
