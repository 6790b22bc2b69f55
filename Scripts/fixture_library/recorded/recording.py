"""What a recording of a real client is: how it is made, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wslens_server import WslensServer


@dataclass(frozen=True)
class Note:
    """A remark. `place` is "request", "response", "end", or a side and the number of its frame."""

    place: str | tuple[str, int]
    text: str
    stop: bool = False


@dataclass(frozen=True)
class Real:
    """A recording of a real client, in a folder of fixtures/. The options are those of `serve`.

    It holds the first so many connections whose upgrade was answered with `status`; the notes are about the first.
    """

    name: str
    title: str
    about: str
    run: Callable[[WslensServer], None]
    notes: list[Note]
    folder: str = "lessons"
    options: tuple[str, ...] = ()
    status: int = 101
    connections: int = 1
