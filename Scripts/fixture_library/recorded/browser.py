"""A browser with a page, as the recordings use it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chromium import Chromium
from wslens_server import WslensServer


@contextmanager
def browser() -> Iterator[Chromium]:
    """A browser with an empty page and a profile of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        program = Chromium(Path(profile))
        try:
            yield program
        finally:
            program.close()


@contextmanager
def page(server: WslensServer, path: str = "") -> Iterator[Chromium]:
    """A browser with the server's page, whose WebSocket is open."""
    with browser() as program:
        program.navigate(server.url + path)
        program.wait_until("document.getElementById('status').dataset.state === 'OPEN'")
        yield program


def wait_for_echo(server: WslensServer, index: int) -> None:
    """Waits for the server's frame of that number."""
    server.wait_for_event("frame", sender="server", index=index)


def press(program: Chromium, server: WslensServer, *buttons: str) -> None:
    """Presses the buttons, and waits for each echo, so that no two frames come in one read."""
    for button in buttons:
        index = len(server.events("frame", sender="server"))
        program.click(button)
        wait_for_echo(server, index)


def send_texts(program: Chromium, server: WslensServer, texts: list[str]) -> None:
    """Types each text into the page, sends it, and waits for its echo."""
    for text in texts:
        program.type_into("message-field", text)
        press(program, server, "send-button")


def run_in_page(program: Chromium, server: WslensServer, *lines: str) -> None:
    """Runs each line of a script with the page's `socket`, and waits for the echo of what it sends."""
    for line in lines:
        index = len(server.events("frame", sender="server"))
        program.evaluate(f"((socket) => {{ {line} }})(selected.socket)")
        wait_for_echo(server, index)


def close_plainly(program: Chromium, server: WslensServer) -> None:
    program.click("close-plain")
    server.wait_for_event("closed", code=1005)
