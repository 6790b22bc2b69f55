"""fixtures/README.md: what there is, as the files themselves say it and the events that are expected of them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from . import library

INTRODUCTION = """\
# Fixtures

<!-- Written by `make fixtures`, from the first lines of the recordings, the README.md of each folder and start.md. -->

Recordings to learn from and to test with. Open one with the same screens and keys as a live
connection, or read it as text:

```
wslens replay fixtures/rfc/masked-text.jsonl
wslens inspect fixtures/rfc/masked-text.jsonl
```

Playing (space) pauses at each question; the answer is in a note behind the next step. A recording has one event per
line, to read and to edit by hand. Any recording in a folder here is a fixture: put yours into one and run
`make fixtures`, which adds it to this page. Some are generated, and say so: `generator` in their first line names the
script to change instead.
What `wslens inspect --json --payload-limit 64` says of each is in `expected/`; the tests compare.
"""

TABLES = """\
## All of them

Frames are counted as those of the client + those of the server.
"""


def cell(text: object) -> str:
    """A text as a cell of a table: one line, in which a | does not end it."""
    return " ".join(str(text).split()).replace("|", r"\|")


def row(fixtures: Path, recording: Path) -> str:
    header = library.header(recording)
    events = [event for _, event in library.lines(library.expected_events(fixtures, recording))]
    frames = [event["from"] for event in events if event["event"] == "frame"]
    broken = [violation["rule"] for event in events for violation in event.get("violations", [])]
    name = recording.relative_to(fixtures).as_posix()
    cells = [f"[{cell(name.removesuffix('.jsonl'))}]({quote(name)})",
             cell(header.get("title") or recording.stem), cell(header.get("about") or ""),
             f"{frames.count('client')} + {frames.count('server')}",
             ", ".join(f"`{rule}`" for rule in dict.fromkeys(broken)) or "nothing"]
    return f"| {' | '.join(cells)} |"


def section(fixtures: Path, folder: library.Folder) -> str:
    rows = [row(fixtures, recording) for recording in folder.recordings]
    table = ["| file | title | what it teaches | frames | broken |", "|---|---|---|---|---|", *rows]
    return "\n\n".join(part for part in (f"### {folder.title}", folder.words, "\n".join(table)) if part)


def path_for_beginners(fixtures: Path) -> str:
    """Its steps as links, below the words of start.md."""
    start = library.start(fixtures)
    steps = [f"{step.number}. [{step.name}]({quote(step.name)}.jsonl): {step.words}" for _, step in start.steps]
    return "\n\n".join(part for part in ("\n".join(start.words).strip(), "\n".join(steps)) if part)


def index(fixtures: Path) -> str:
    """The whole file."""
    sections = [section(fixtures, folder) for folder in library.folders(fixtures)]
    parts = [INTRODUCTION.rstrip(), path_for_beginners(fixtures), TABLES.rstrip(), *sections]
    return "\n\n".join(part for part in parts if part) + "\n"
