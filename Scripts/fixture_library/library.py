"""The library on disk: every recording in a folder of fixtures/ is a fixture, and no list names them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

EXPECTED = "expected"  # the one folder of fixtures/ that is written from the others
START = "start.md"     # the path for those who begin


def lines(file: Path) -> list[tuple[int, Any]]:
    """The values of a recording's lines, with their numbers. Blank lines and what is not JSON are left out."""
    values = []
    for number, line in numbered(file):
        try:
            values.append((number, json.loads(line.decode())))
        except ValueError:  # not JSON, or not UTF-8
            continue
    return values


def numbered(file: Path) -> list[tuple[int, bytes]]:
    """The lines that are not blank, however they end, with their numbers from 1."""
    content = file.read_bytes().removeprefix(b"\xef\xbb\xbf")
    return [(number, line) for number, line in enumerate(re.split(rb"\r\n|\r|\n", content), 1) if line.strip()]


def header(file: Path) -> dict[str, Any]:
    """The first line of a recording, where it is a header; else nothing."""
    first = next((value for _, value in lines(file)), None)
    return first if is_header(first) else {}


def is_header(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a line is a header, and not an event."""
    return isinstance(value, dict) and "format" in value


def generator(file: Path) -> str:
    """What generates a recording, as its header says; empty for a plain one."""
    return str(header(file).get("generator") or "")


@dataclass(frozen=True)
class Folder:
    """A folder of fixtures, as its README.md has it: "# 2. Lengths", a blank line, and words below it.

    The number says where it stands; folders without one follow in the order of their names. A folder that has no such
    file is called by its name.
    """

    path: Path
    title: str
    words: str
    number: float

    @classmethod
    def read(cls, path: Path) -> Folder:
        file = path / "README.md"
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        found = re.match(r"#\s+(?:(\d+)\.\s+)?(.+)\n?", text)
        if found is None:
            return cls(path, path.name, text.strip(), float("inf"))
        number = float(found[1] or "inf")
        return cls(path, found[2].strip(), text[found.end():].strip(), number)

    @property
    def recordings(self) -> list[Path]:
        """Its fixtures, by name; names that are numbers sort by their value."""
        def order(path: Path) -> tuple[float, str]:
            return (int(path.stem) if path.stem.isdecimal() else float("inf"), path.stem)

        return sorted(self.path.glob("*.jsonl"), key=order)


@dataclass(frozen=True)
class Step:
    """A line of the path for beginners: "1. rfc/handshake: What proves that the server speaks WebSocket?"."""

    number: str
    name: str
    words: str

    def recording(self, fixtures: Path) -> Path:
        return fixtures / f"{self.name}.jsonl"


@dataclass(frozen=True)
class Start:
    """The path for beginners: the words around its steps, and the steps with the numbers of their lines."""

    words: list[str]
    steps: list[tuple[int, Step]]


def start(fixtures: Path) -> Start:
    """The path, as start.md has it. Without that file there is none."""
    file = fixtures / START
    words, steps = [], []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines() if file.is_file() else [], 1):
        if step := re.fullmatch(r"(\d+)\. (\S+): (.+)", line):
            steps.append((number, Step(step[1], step[2], step[3])))
        else:
            words.append(line)
    return Start(words, steps)


def folders(fixtures: Path) -> list[Folder]:
    """The folders that hold fixtures, in their order."""
    found = {path.parent for path in fixtures.glob("*/*.jsonl")} - {fixtures / EXPECTED}
    return sorted(map(Folder.read, found), key=lambda folder: (folder.number, folder.path.name))


def recordings(fixtures: Path) -> list[Path]:
    """All fixtures, in the order of their folders."""
    return [file for folder in folders(fixtures) for file in folder.recordings]


def expected_events(fixtures: Path, recording: Path) -> Path:
    """Where the expected events of a recording are."""
    return fixtures / EXPECTED / recording.relative_to(fixtures)


def strays(fixtures: Path) -> list[Path]:
    """Recordings that are in no folder, or in a folder of a folder, from which fixtures are not read."""
    inside = {path for path in fixtures.rglob("*.jsonl") if path.relative_to(fixtures).parts[0] != EXPECTED}
    return sorted(inside - set(recordings(fixtures)))


def left_over(fixtures: Path) -> list[Path]:
    """Expected events of fixtures that are gone."""
    wanted = {expected_events(fixtures, recording) for recording in recordings(fixtures)}
    return sorted(set((fixtures / EXPECTED).rglob("*.jsonl")) - wanted)
