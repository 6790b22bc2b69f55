"""Fixtures: a running server and a running browser, each ended with its test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chromium import Chromium
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
