"""The QR code of the address, read from the terminal's cells by zbarimg, which knows nothing of wslens."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from processes import find_program, wslens_binary
from tmux import Terminal

HALVES = {" ": "00", "▀": "10", "▄": "01", "█": "11"}
SCALE = 4


def modules(screen: str, columns: int) -> list[str]:
    """The upper and the lower half of each cell, as rows of 0 (light) and 1 (dark), from the first finder on."""
    lines = screen.splitlines()
    first = next(row for row, line in enumerate(lines) if re.match(r" +█▀▀▀▀▀█ ", line))
    rows = []
    for line in lines[first:]:
        cells = [HALVES.get(character, "00") for character in line[:columns].ljust(columns)]
        rows += ["".join(cell[half] for cell in cells) for half in (0, 1)]
    return rows


def write_bitmap(rows: list[str], path: Path) -> None:
    """Writes a PBM picture, SCALE dots per module, with a light margin: PBM's 1 is black."""
    margin = "0" * 4
    wide = ["".join(dot * SCALE for dot in f"{margin}{row}{margin}") for row in rows]
    blank = ["0" * len(wide[0])] * (4 * SCALE)
    picture = blank + [row for row in wide for _ in range(SCALE)] + blank
    path.write_text(f"P1\n{len(picture[0])} {len(picture)}\n" + "\n".join(" ".join(row) for row in picture) + "\n")


@pytest.mark.parametrize("arguments", ["", "--token 'a word with blanks'", "--host 0.0.0.0"])
def test_the_code_is_the_address(arguments: str, tmp_path: Path) -> None:
    reader = find_program("zbarimg", install="apt install zbar-tools, or brew install zbar")
    with Terminal(80, 24) as terminal:
        terminal.run(f"{shlex.quote(wslens_binary())} live --port 0 {arguments}")
        terminal.wait_for_text("connects the built-in demonstration client")
        terminal.send("A")
        screen = terminal.wait_for_text("█▀▀▀▀▀█", "close")
        picture = tmp_path / "code.pbm"
        write_bitmap(modules(screen, columns=41), picture)
        run = subprocess.run([reader, "--quiet", "--raw", picture], capture_output=True, text=True, timeout=20)
        address = run.stdout.strip()
        assert re.fullmatch(r"http://[^/]+:\d+/.*", address), (screen, run)
        assert address in re.sub(r"[\s█▀▄]", "", screen), "the code and the words beside it say the same"
        terminal.send("q")
        terminal.wait_for_text("connects the built-in demonstration client")
