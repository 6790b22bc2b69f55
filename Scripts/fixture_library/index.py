"""fixtures/README.md: what there is, told by the files themselves and by the events that are expected of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

INTRODUCTION = """\
# Fixtures

<!-- Written by Scripts/make-fixtures --index; change the fixtures instead. -->

Recordings to learn from and to test with. Open one with the same screens and keys as a live
connection, or read it as text:

```
wslens replay fixtures/rfc/masked-text.jsonl
wslens inspect fixtures/rfc/masked-text.jsonl
```

Playing (space) pauses at the notes that are marked as stops. The format is one event a line, to read and to edit by
hand. `Scripts/make-fixtures` writes all but those in `real/`, which `Scripts/record-fixtures` records anew.
What `wslens inspect --json --payload-limit 64` says of each is in `expected/`; the tests compare.
"""

FOLDERS = {
    "rfc": "The RFC's own examples, §1.2 and §5.7.",
    "lengths": "The three forms of a length, at their borders (§5.2).",
    "fragments": "Messages in several frames, and frames in several reads (§5.4).",
    "endings": "Every way in which a connection ends (§7).",
    "violations": "Each rule about frames and closing, broken once. A file has the name of its rule.",
    "handshakes": "Handshakes that fail (§4). Each rule about requests and responses is broken at least once; most "
                  "files have its name.",
    "exchanges": "Several requests, or several responses, on one connection before its frames (§4.1, RFC 9110 §15.2).",
    "real": "Real clients, recorded by the server inside wslens.",
}


def recordings(fixtures: Path) -> list[Path]:
    """The fixtures, in the order of the folders above; numbers sort by their value."""
    def order(path: Path) -> tuple[int, str]:
        return (int(path.stem), "") if path.stem.isdigit() else (1 << 32, path.stem)

    return [file for folder in FOLDERS for file in sorted((fixtures / folder).glob("*.jsonl"), key=order)]


def expected_events(fixtures: Path, recording: Path) -> Path:
    """Where the expected events of a recording are."""
    return fixtures / "expected" / recording.relative_to(fixtures)


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def row(fixtures: Path, recording: Path) -> str:
    header = lines(recording)[0]
    events = lines(expected_events(fixtures, recording))
    frames = [event["from"] for event in events if event["event"] == "frame"]
    broken = [violation["rule"] for event in events for violation in event.get("violations", [])]
    name = recording.relative_to(fixtures).as_posix()
    cells = [f"[{recording.stem}]({name})", header["title"], header["about"],
             f"{frames.count('client')} + {frames.count('server')}",
             ", ".join(f"`{rule}`" for rule in dict.fromkeys(broken)) or "nothing"]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def index(fixtures: Path) -> str:
    """The whole file."""
    files = recordings(fixtures)
    parts = [INTRODUCTION, "Frames are counted as those of the client + those of the server.\n"]
    for folder, words in FOLDERS.items():
        table = [row(fixtures, file) for file in files if file.parent.name == folder]
        parts.append("\n".join([f"## {folder}", "", words, "", "| file | title | what it teaches | frames | broken |",
                                "|---|---|---|---|---|", *table, ""]))
    return "\n".join(parts)
