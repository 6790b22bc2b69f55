"""A terminal of our own for a program that needs one: what it draws is read at once, timed, and kept as a screen.

A thread reads all the time, so the program never waits for its terminal. It understands what ncurses writes to an
xterm; every character is one column wide.
"""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import signal
import struct
import termios
import threading
import time
from collections.abc import Callable, Sequence
from typing import Self

TOKEN = re.compile(r"\x1b\[[?>]?([0-9;]*)([@-~])|\x1b[()].|\x1b(.)|([\r\n\b])|([^\x1b\r\n\b]+)", re.DOTALL)
UNFINISHED = re.compile(r"\x1b(\[[?>]?[0-9;]*|[()])?$")


class Screen:
    """The characters that an xterm of this size would show, without colours."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.lines = [[" "] * columns for _ in range(rows)]
        self.is_taken = False  # whether the program has the alternate screen, as long as it runs
        self._row = self._column = 0
        self._top, self._bottom = 0, rows  # the lines that scroll
        self._last = " "
        self._rest = ""

    @property
    def text(self) -> str:
        return "\n".join("".join(line).rstrip() for line in self.lines)

    def feed(self, text: str) -> None:
        """Draws what a program wrote; an escape sequence may come in parts."""
        text = self._rest + text
        unfinished = UNFINISHED.search(text)
        self._rest = unfinished[0] if unfinished else ""
        for token in TOKEN.finditer(text, 0, len(text) - len(self._rest)):
            parameters, final, escape, control, words = token.groups()
            if words:
                self._put(words)
            elif final:
                self._sequence(final, [int(number or 0) for number in parameters.split(";")])
            elif control == "\r":
                self._column = 0
            elif control == "\b":
                self._column = max(0, self._column - 1)
            elif control == "\n":
                self._line_feed()
            elif escape == "M":
                self._reverse_line_feed()

    def _put(self, words: str) -> None:
        for character in words:
            if character < " ":
                continue
            if self._column == self.columns:
                self._column = 0
                self._line_feed()
            self.lines[self._row][self._column] = self._last = character
            self._column += 1

    def _line_feed(self) -> None:
        if self._row + 1 == self._bottom:
            self._scroll(self._top, 1)
        else:
            self._row = min(self._row + 1, self.rows - 1)

    def _reverse_line_feed(self) -> None:
        if self._row == self._top:
            self._scroll(self._top, -1)
        else:
            self._row = max(self._row - 1, 0)

    def _scroll(self, top: int, count: int) -> None:
        """Moves the lines from `top` on up, or down where `count` is negative."""
        for _ in range(min(abs(count), self.rows)):
            gone, new = (top, self._bottom - 1) if count > 0 else (self._bottom - 1, top)
            del self.lines[gone]
            self.lines.insert(new, [" "] * self.columns)

    def _sequence(self, final: str, numbers: list[int]) -> None:
        """A control sequence: ESC, [, numbers, and a letter."""
        first, count = numbers[0], max(1, numbers[0])
        line = self.lines[min(self._row, self.rows - 1)]
        column = min(self._column, self.columns - 1)
        match final:
            case "H": self._row, self._column = count - 1, max(1, numbers[1] if len(numbers) > 1 else 1) - 1
            case "d": self._row = count - 1
            case "G": self._column = count - 1
            case "A": self._row -= count
            case "B": self._row += count
            case "C": self._column = column + count
            case "D": self._column = column - count
            case "K":
                start, end = ((column, self.columns), (0, column + 1), (0, self.columns))[first]
                line[start:end] = [" "] * (end - start)
            case "J":
                above, below = ((0, 1), (1, 0), (1, 1))[min(first, 2)]
                for row in (*range(self._row if above else 0), *range(self._row + 1, self.rows if below else 0)):
                    self.lines[row] = [" "] * self.columns
                self._sequence("K", [min(first, 2)])
            case "X": line[column:column + count] = [" "] * min(count, self.columns - column)
            case "P": line[:] = (line[:column] + line[column + count:] + [" "] * count)[:self.columns]
            case "@": line[:] = (line[:column] + [" "] * count + line[column:])[:self.columns]
            case "L": self._scroll(self._row, -count)
            case "M": self._scroll(self._row, count)
            case "S": self._scroll(self._top, count)
            case "T": self._scroll(self._top, -count)
            case "b": self._put(self._last * count)
            case "h" | "l" if first == 1049: self.is_taken = final == "h"
            case "r":
                self._top = count - 1
                self._bottom = numbers[1] if len(numbers) > 1 and numbers[1] else self.rows
                self._row = self._column = 0
        self._row = max(0, min(self._row, self.rows - 1))
        self._column = max(0, min(self._column, self.columns))


class PtyProgram:
    """A program in a terminal. Use it in a `with`: leaving it ends the program."""

    def __init__(self, command: Sequence[str], columns: int = 80, rows: int = 24) -> None:
        self.screen = Screen(columns, rows)
        self._changed = threading.Condition()
        self._read_at = time.monotonic()  # when the last output came
        self._status: int | None = None
        environment = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        for name in ("LINES", "COLUMNS"):
            environment.pop(name, None)
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execvpe(command[0], list(command), environment)
            finally:
                os._exit(127)
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.wait(0) is None:
            os.kill(self.process, signal.SIGKILL)
            self.wait(60)
        os.close(self._terminal)

    def press(self, keys: str) -> float:
        """Presses keys, and returns when."""
        when = time.monotonic()
        os.write(self._terminal, keys.encode())
        return when

    def wait_for(self, holds: Callable[[Screen], bool], timeout: float) -> float | None:
        """When the screen was first seen to be as it should; nothing where that takes longer than `timeout` seconds."""
        end = time.monotonic() + timeout
        with self._changed:
            while not holds(self.screen):
                if self._status is not None or (left := end - time.monotonic()) <= 0:
                    return None
                self._changed.wait(left)
            return self._read_at

    def wait(self, timeout: float) -> int | None:
        """The exit status, once the program has ended and been read to its end; negative after a signal."""
        with self._changed:
            self._changed.wait_for(lambda: self._status is not None, timeout)
            return self._status

    def _read(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        while True:
            try:
                data = os.read(self._terminal, 1 << 16)
            except OSError:  # how Linux reports that the other end is closed
                data = b""
            when = time.monotonic()
            if not data:
                break
            with self._changed:
                self.screen.feed(decoder.decode(data))
                self._read_at = when
                self._changed.notify_all()
        status = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        with self._changed:
            self._status = status
            self._changed.notify_all()
