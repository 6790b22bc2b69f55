"""What a recording of a real client is: how it is made, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tmux import Terminal
from wslens_server import WslensServer


@dataclass(frozen=True)
class Note:
    """
    A remark. `place` is "request", "response", "end", a side and the number of its frame, or "decision" and the name of
    what the server did on its own.
    """

    place: str | tuple[str, int | str]
    text: str
    stop: bool = False


@dataclass(frozen=True)
class OnScreen:
    """What is done with `wslens live` in a terminal, by its keys, and with a browser at its address."""

    run: Callable[[Terminal, str], None]


@dataclass(frozen=True)
class Real:
    """A recording of a real client, in a folder of fixtures/. The options are those of `serve`, or of `live`.

    It holds the first so many connections whose upgrade was answered with `status`; the notes are about the first.
    """

    name: str
    title: str
    about: str
    run: Callable[[WslensServer], None] | OnScreen
    notes: list[Note]
    folder: str = "lessons"
    options: tuple[str, ...] = ()
    status: int = 101
    connections: int = 1
