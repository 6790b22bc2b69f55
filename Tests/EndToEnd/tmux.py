"""A terminal for programs that need one: tmux with a server of its own, of a known size, whose screen can be read."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from types import TracebackType

from processes import find_program

INSTALL = "apt install tmux, or brew install tmux"
PROMPT = "ready$"
SIZES = [(80, 24), (140, 45)]  # what a projector with a large font leaves, and a large terminal
LOCALE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"


class Terminal:
    """A shell in a terminal of `columns` by `rows`. Use it in a `with`: leaving ends the shell and all it started."""

    def __init__(self, columns: int = 80, rows: int = 24) -> None:
        self._program = find_program("tmux", install=INSTALL)
        self._directory = tempfile.TemporaryDirectory(prefix="wslens-")
        self._socket = os.path.join(self._directory.name, "tmux")  # not that of a tmux which the user runs
        self._size = ("-x", str(columns), "-y", str(rows))

    def _tmux(self, *arguments: str, environment: dict[str, str] | None = None) -> str:
        run = subprocess.run([self._program, "-S", self._socket, *arguments], env=environment, capture_output=True,
                             text=True, encoding="utf-8", timeout=20)
        assert run.returncode == 0, f"tmux {' '.join(arguments)}: {run.stderr}"
        return run.stdout

    def __enter__(self) -> Terminal:
        environment = {**os.environ, "LC_ALL": LOCALE, "PS1": f"{PROMPT} ", "HISTFILE": ""}
        # Without readline, which changes the terminal itself: what a program left behind stays visible.
        shell = ("bash", "--norc", "--noprofile", "--noediting")
        self._tmux("-u", "-f", "/dev/null", "new-session", "-d", *self._size, *shell, environment=environment)
        try:
            self.wait_for_prompt()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        self._tmux("kill-server")
        self._directory.cleanup()

    def send(self, *keys: str) -> None:
        """Presses keys by tmux's names: "q", "Enter", "Down", "C-c"."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Types text as it is."""
        self._tmux("send-keys", "-l", text)

    def run(self, command: str) -> None:
        """Types a command to the shell and presses Enter."""
        self.type(command)
        self.send("Enter")

    def screen(self) -> str:
        """What the terminal shows, one line of text per row."""
        return self._tmux("capture-pane", "-p")

    def reports_mouse(self) -> bool:
        """Whether the program has asked for clicks; fails if only a part of that was undone."""
        modes = self._tmux("display-message", "-p", "#{mouse_any_flag}#{mouse_standard_flag}#{mouse_sgr_flag}").strip()
        assert modes in ("000", "111"), modes
        return modes == "111"

    def shell(self) -> int:
        """The process of the shell."""
        return int(self._tmux("display-message", "-p", "#{pane_pid}"))

    def resize(self, columns: int, rows: int) -> None:
        """Changes the size of the terminal, which SIGWINCH reports to the program."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def wait_for_prompt(self, timeout: float = 15) -> None:
        """Waits until the shell has its terminal back: its prompt is alone on the last line that is not empty."""
        deadline = time.monotonic() + timeout
        while (screen := self.screen()).rstrip().split("\n")[-1] != PROMPT:
            assert time.monotonic() < deadline, f"no prompt in {timeout} s. The screen shows:\n{screen}"
            time.sleep(0.05)

    def wait_for_text(self, *texts: str, timeout: float = 15) -> str:
        """The first screen that shows all of `texts`. Fails after `timeout` seconds, with what it shows instead."""
        deadline = time.monotonic() + timeout
        while True:
            screen = self.screen()
            lacking = [text for text in texts if text not in screen]
            if not lacking:
                return screen
            if time.monotonic() > deadline:
                raise AssertionError(f"not on the screen in {timeout} s: {lacking}. It shows:\n{screen}")
            time.sleep(0.05)
