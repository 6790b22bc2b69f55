"""What is wrong with a fixture, in words: which file, which line, and what to do about it.

What wslens itself says about a file is not repeated here; `make fixtures` asks it.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from . import library
from .stories import GENERATORS

# The folder whose recordings the lessons ask about: an answer may stand in a lesson, and not in a note.
LESSONS = "lessons"

# At 80 columns the screen's title has room for 40 characters, and what a file teaches and a note for three lines of 76.
TITLE, TEXT, COLUMNS, ROWS = 40, 220, 76, 3

EXAMPLE = '{"format":"wslens-recording","version":1,"title":"…","about":"…"}'


def of(recording: Path) -> Iterator[str]:
    """The mistakes in a recording: for each, its line and what to do there."""
    values = []
    for position, (number, line) in enumerate(library.numbered(recording)):
        try:
            value = json.loads(line.decode())
        except UnicodeDecodeError as error:
            yield f"line {number} is not UTF-8 at its byte {error.start + 1}. Save the file as UTF-8."
        except json.JSONDecodeError as error:
            yield (f"line {number} is not JSON at its character {error.pos + 1}: {error.msg}. Correct it: each line "
                   "is one JSON object.")
        else:
            if position == 0 and not library.is_header(value):
                yield f"line {number} is not a header. Put one in front of it, such as {EXAMPLE}"
            if isinstance(value, dict):
                values.append((number, value))
                yield from (f"line {number} has {words}" for words in too_long(value))
    if library.generator(recording):
        yield from of_questions(values[1:], are_answered=recording.parent.name != LESSONS)


def of_questions(events: list[tuple[int, dict[str, Any]]], are_answered: bool) -> Iterator[str]:
    """What is wrong with the questions that a fixture of ours asks. A plain one need not ask any.

        event
        note  "Which bit says so?", a pause      nothing that the note itself or the next line answers
        event                                    the step that shows the answer
        note  "The first one."
    """
    asked = [(place, number) for place, (number, event) in enumerate(events) if "?" in str(event.get("note", ""))]
    if not asked:
        yield "it asks nothing. Let a note ask a question, where its answer cannot be seen yet."
    for place, number in asked:
        event, behind = events[place][1], [event for _, event in events[place + 1:]]
        if not str(event["note"]).endswith("?"):
            yield (f"line {number} goes on behind its question. End the note with it, and put the answer into a note "
                   "behind the next event.")
        if event.get("stop") is not True:
            yield f'line {number} asks a question without a pause. Add "stop":true to the line.'
        if behind and "note" in behind[0]:
            yield (f"line {number} asks a question, and a note follows at once. Put that one behind the next event, or "
                   "in front of the question.")
        if are_answered and not any("note" in event for event in behind):
            yield f"line {number} asks a question, and no note behind it answers. Add one behind the next event."


def of_start(fixtures: Path, shown: Callable[[Path], str]) -> Iterator[str]:
    """The lines of the path for beginners that lead nowhere."""
    for number, line in library.start(fixtures).steps:
        if not line.recording(fixtures).is_file():
            yield (f"{shown(fixtures / library.START)}: line {number} names {line.name}, which is not a fixture. "
                   "Correct it, or remove the line.")


def too_long(line: dict[str, Any]) -> Iterator[str]:
    """The texts in a line that do not fit on a screen of 80 columns."""
    title = line.get("title")
    if isinstance(title, str) and len(title) > TITLE:
        yield f"a title of {len(title)} characters. Shorten it to {TITLE}."
    for key, advice in (("about", "Shorten it."), ("note", "Shorten it, or make two notes of it.")):
        text = line.get(key)
        if not isinstance(text, str):
            continue
        rows = len(textwrap.wrap(text, COLUMNS))
        if rows > ROWS or len(text) > TEXT:
            article = "an" if key == "about" else "a"
            yield (f"{article} {key} of {len(text)} characters, {rows} lines. At most {TEXT} fit, "
                   f"in {ROWS} lines of {COLUMNS}. {advice}")


def in_place(fixtures: Path, generated: dict[str, str], shown: Callable[[Path], str]) -> Iterator[str]:
    """Files in a place where no fixture can be, or with a wrong generator in their header."""
    for path in library.strays(fixtures):
        yield (f"{shown(path)}: fixtures are not read from here. Move it into a folder such as "
               f"{shown(fixtures / 'mine')}.")
    for path in library.recordings(fixtures):
        generator = library.generator(path)
        name = path.relative_to(fixtures).as_posix()
        if generator.startswith(GENERATORS) and name not in generated:
            yield (f"{shown(path)}: line 1 says that {generator} generates it, but it does not. Delete the file, or "
                   'remove "generator" from the line to keep it as a plain recording.')
        if not generator.startswith(GENERATORS) and name in generated:
            yield (f"{shown(path)}: line 1 does not say that it is generated, but a module in {GENERATORS} generates "
                   "a fixture of this name. Rename the file, or delete it.")
