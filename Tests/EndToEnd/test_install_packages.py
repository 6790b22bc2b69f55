"""Scripts/install-packages installs nothing unasked. Functions replace the programs that it would run."""

from __future__ import annotations

import os
import pty
import subprocess
from collections.abc import Iterator

import pytest

from processes import REPOSITORY

SCRIPT = (REPOSITORY / "Scripts/install-packages").read_text(encoding="utf-8")
STAND_INS = """
uname() { echo Linux; }
cc() { cat >/dev/null; return %d; }
sudo() { echo "run: sudo $*" >&2; }
apt-get() { echo "run: apt-get $*" >&2; }
"""
COMMAND = "sudo apt-get install --no-install-recommends libncurses-dev libyaml-dev zlib1g-dev"
INSTALLING = [
    "run: sudo apt-get update -qq",
    "run: sudo apt-get install -qq -y --no-install-recommends libncurses-dev libyaml-dev zlib1g-dev",
]


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """The end where keys are typed, and the end that a program reads."""
    keys, program = pty.openpty()
    yield keys, program
    os.close(keys)
    os.close(program)


def install(stdin: int, *, is_missing: bool = True, ci: str = "") -> tuple[int, str]:
    """Exit status and output, for a user who is not root."""
    run = subprocess.run(["bash", "-c", STAND_INS % is_missing + SCRIPT, "install-packages", "build"], stdin=stdin,
                         capture_output=True, text=True, timeout=60, cwd="/", env={**os.environ, "CI": ci},
                         user="nobody" if os.geteuid() == 0 else None)
    return run.returncode, run.stderr


def ran(messages: str) -> list[str]:
    """What it ran. The first line follows the question, whose answer is echoed elsewhere."""
    return [line for line in messages.replace("[Y/n] ", "\n").splitlines() if line.startswith("run: ")]


@pytest.mark.parametrize(("typed", "status", "expected"), [
    (b"y\n", 0, INSTALLING), (b"\n", 0, INSTALLING), (b"yes\n", 0, INSTALLING),
    (b"n\n", 2, []), (b"what?\n", 2, []), (b"\x04", 2, []),
])
def test_it_asks_on_a_terminal(terminal: tuple[int, int], typed: bytes, status: int, expected: list[str]) -> None:
    keys, stdin = terminal
    os.write(keys, typed)
    found, messages = install(stdin)
    assert (found, ran(messages)) == (status, expected), messages
    assert "missing: libncurses-dev libyaml-dev zlib1g-dev\n" in messages and f"run '{COMMAND}' now?" in messages


def test_it_prints_the_command_if_it_cannot_ask() -> None:
    status, messages = install(subprocess.DEVNULL)
    assert (status, ran(messages)) == (2, [])
    assert messages.endswith(f"To install them: {COMMAND}\n")


def test_ci_is_not_asked() -> None:
    status, messages = install(subprocess.DEVNULL, ci="true")
    assert (status, messages.splitlines()) == (0, INSTALLING)


def test_it_prints_nothing_if_nothing_is_missing() -> None:
    assert install(subprocess.DEVNULL, is_missing=False) == (0, "")
