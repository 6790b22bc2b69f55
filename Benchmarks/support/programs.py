"""What the benchmark scripts have in common: which programs they run, and how they print what they found."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

REPOSITORY = Path(__file__).resolve().parents[2]


def fail(words: str) -> NoReturn:
    """Ends the script with a line that names it."""
    sys.exit(f"{Path(sys.argv[0]).name}: {words}")


def wslens_binary() -> str:
    """WSLENS_BINARY, else the release build; a debug build would say nothing."""
    named = os.environ.get("WSLENS_BINARY")
    path = Path(named) if named else REPOSITORY / ".build" / "release" / "wslens"
    if not path.is_file():
        fail(f"{path} is missing: run 'make build', or set WSLENS_BINARY")
    return str(path.resolve())


def program(name: str, install: str) -> str:
    """Where a program is; without it the script ends."""
    path = shutil.which(name)
    if not path:
        fail(f"{name} is not installed: {install}")
    return path


def machine() -> str:
    """What the figures were measured on."""
    cores = os.cpu_count() or 1
    return f"{platform.system()} {platform.machine()}, {cores} core{'' if cores == 1 else 's'}"


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Prints rows below a first one of headings: the first column to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [cell.ljust(width) if column == 0 else cell.rjust(width)
                 for column, (cell, width) in enumerate(zip(row, widths, strict=True))]
        print("  ".join(cells).rstrip())
