"""Where the programs are, and how a test ends one that it started: by its process, never by name."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def wslens_binary() -> str:
    """The program under test: WSLENS_BINARY, else the release build, else the debug build."""
    named = os.environ.get("WSLENS_BINARY")
    candidates = [Path(named)] if named else [REPOSITORY / ".build" / kind / "wslens" for kind in ("release", "debug")]
    for candidate in candidates:
        if candidate.is_file():
            return str(candidate.resolve())
    raise FileNotFoundError("wslens is not built: run `swift build -c release`, or set WSLENS_BINARY")


def find_program(*names: str, install: str) -> str:
    """The first of `names` on PATH. A missing program skips the test, except in CI, where nothing may go untested."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    missing(f"{names[0]} is not installed: {install}")


def missing(reason: str) -> NoReturn:
    """Skips the test because a tool is missing; fails it if CI=true."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def end_process(process: subprocess.Popen[str], timeout: float = 10) -> int:
    """Asks the process to end (SIGTERM), and returns its exit status; see `wait_for_end`."""
    process.terminate()
    return wait_for_end(process, timeout)


def wait_for_end(process: subprocess.Popen[str], timeout: float = 10) -> int:
    """Waits for the process to end, kills it (SIGKILL) after `timeout` seconds, and returns its exit status."""
    try:
        return process.wait(timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
