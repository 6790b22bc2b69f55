"""Fixtures: a running server, a browser, a terminal in which `wslens live` runs, each ended with its test."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from chromium import Chromium
from processes import wslens_binary
from tmux import SIZES, Terminal
from wslens_server import WslensServer


@pytest.fixture
def server() -> Iterator[WslensServer]:
    """`wslens serve --json` on a free port. After the test it must end with status 0 on SIGTERM."""
    running = WslensServer()
    try:
        yield running
    finally:
        status = running.stop()
    assert status == 0, f"wslens ended with status {status} after SIGTERM"


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Chromium]:
    """Headless Chromium with a profile of its own and one empty page."""
    running = Chromium(tmp_path / "chromium")
    try:
        yield running
    finally:
        running.close()


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def terminal(request: pytest.FixtureRequest) -> Iterator[Terminal]:
    """A terminal in which `wslens live` runs and shows its address."""
    with Terminal(*request.param) as running:
        running.run(f"{shlex.quote(wslens_binary())} live --port 0")
        running.wait_for_text("http://localhost:")
        yield running


@pytest.fixture
def page(terminal: Terminal, browser: Chromium) -> Chromium:
    """The page in the browser, which has sent Hello and received the echo."""
    address = re.search(r"http://localhost:\d+/", terminal.screen())
    assert address, terminal.screen()
    browser.navigate(address[0])
    browser.wait_until("document.getElementById('status').dataset.state === 'OPEN'")
    browser.type_into("message-field", "Hello")
    browser.click("send-button")
    browser.wait_until("document.querySelector('#log li[data-direction=received]') !== null")
    return browser
