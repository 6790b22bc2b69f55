"""wslens live in a terminal of its own, and what Linux says of a running wslens: memory, and its event loops' time."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path

from support.programs import fail
from support.pty_screen import PtyProgram

ADDRESS = re.compile(r"http://localhost:(\d+)/")
HELP, HELP_KEYS = "Keys on ", "Esc close"  # the heading of every help page, and the end of its last line


class LiveProgram(PtyProgram):
    """wslens live on a free port, in 80 columns and 24 rows."""

    def __init__(self, program: str, before: Sequence[str] = ()) -> None:
        super().__init__([*before, program, "live", "--port", "0"])
        if self.wait_for(lambda screen: ADDRESS.search(screen.text) is not None, 20) is None:
            fail(f"{program} live does not start. It shows:\n{self.screen.text}")
        address = ADDRESS.search(self.screen.text)
        assert address
        self.port = int(address[1])

    @property
    def shows_help(self) -> bool:
        return HELP in self.screen.text

    def press_help(self, timeout: float) -> float | None:
        """Opens the help, or closes it, and returns how many seconds that took to show, from the heading to the last
        line. Nothing where it took longer than `timeout`."""
        was_shown = self.shows_help
        pressed = self.press("?")
        shown = self.wait_for(lambda screen: was_shown not in (HELP in screen.text, HELP_KEYS in screen.text), timeout)
        return shown - pressed if shown else None

    def press_quit(self, timeout: float) -> tuple[float | None, float | None]:
        """Quits; returns how many seconds it took until the terminal was given back, and until the program ended."""
        pressed = self.press("qqy" if self.shows_help else "qy")
        left = self.wait_for(lambda screen: not screen.is_taken, timeout)
        ended = time.monotonic() - pressed if self.wait(timeout) is not None else None
        return left - pressed if left else None, ended


def resident_bytes(process: int) -> tuple[int, int]:
    """The resident memory of a process: now, and at its peak. Zero once it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0, 0
    found = {name: int(size) << 10 for name, size in re.findall(r"^Vm(RSS|HWM):\s+(\d+) kB", status, re.MULTILINE)}
    return found.get("RSS", 0), found.get("HWM", 0)


def event_loop_seconds(process: int) -> float:
    """The processor time that SwiftNIO's threads have had so far."""
    nanoseconds = 0
    for task in Path(f"/proc/{process}/task").iterdir():
        if (task / "comm").read_text().startswith("NIO-ELT"):
            nanoseconds += int((task / "schedstat").read_text().split()[0])
    if not nanoseconds:
        fail(f"process {process} has no event loops whose time can be read")
    return nanoseconds / 1e9
