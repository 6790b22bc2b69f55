"""What a terminal gets when text is printed: UTF-8 as it is, but only ASCII with an 8-bit character set, where a byte
of UTF-8 can be a C1 control: U+015B is c5 9b, and 9b is CSI, which begins a sequence as ESC [ does."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import termios
from pathlib import Path

import pytest

from processes import wslens_binary

PAYLOAD = "\u015b31mRED"
RECORDING = "\n".join(map(json.dumps, [
    {"format": "wslens-recording", "version": 1, "title": "\u015b"},
    {"t": 0, "c": 1, "open": {"client": "127.0.0.1:1", "server": "127.0.0.1:2", "midway": True}},
    {"t": 1, "c": 1, "from": "server", "hex": "8108" + PAYLOAD.encode().hex()},
]))


def shown(*arguments: str, locale: str, columns: int = 80) -> bytes:
    """All that a terminal gets as standard output and standard error of wslens."""
    controller, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, columns))
    process = subprocess.Popen([wslens_binary(), *arguments], stdin=subprocess.DEVNULL, stdout=terminal,
                               stderr=terminal, env={**os.environ, "LC_ALL": locale})
    os.close(terminal)
    data = b""
    try:
        while part := os.read(controller, 4096):
            data += part
    except OSError:
        pass  # Linux: no process has the terminal open any longer
    os.close(controller)
    process.wait(timeout=30)
    return data


@pytest.fixture
def recording(tmp_path: Path) -> str:
    path = tmp_path / "recording.jsonl"
    path.write_text(RECORDING, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("options", "found"), [
    ([], b"\\u{15b}31mRED"), (["--list"], b"\\u{15b}31mRED"), (["--print", "flow"], b"\\u{15b}31mRED"),
    (["--json"], b'"text":"\\u015b31mRED"'),
])
def test_an_8_bit_terminal_gets_ascii(recording: str, options: list[str], found: bytes) -> None:
    data = shown("inspect", *options, recording, locale="C")
    assert found in data
    assert data.isascii() and b"\x1b" not in data
    assert PAYLOAD.encode() in shown("inspect", *options, recording, locale="C.UTF-8")


def test_an_8_bit_terminal_gets_a_recording_in_ascii(recording: str) -> None:
    data = shown("convert", recording, "/dev/stdout", locale="C")
    assert b'"title":"\\u015b"' in data and data.isascii()


@pytest.mark.parametrize(
    "arguments", [["inspect", "\u015b"], ["--\u015b"], ["encode", "--binary", "\u015b"], ["serve", "\u015b"]])
def test_errors_on_an_8_bit_terminal_are_ascii(arguments: list[str]) -> None:
    data = shown(*arguments, locale="C")
    assert data.isascii() and b"u{15b}" in data


def test_a_pipe_gets_utf_8_in_every_locale(recording: str) -> None:
    run = subprocess.run([wslens_binary(), "inspect", "--list", recording], capture_output=True, timeout=30,
                         env={**os.environ, "LC_ALL": "C"})
    assert PAYLOAD.encode() in run.stdout


@pytest.mark.parametrize("columns", [60, 80, 132])
@pytest.mark.parametrize("command", [["decode", "818537fa213d7f9f4d5158"], ["accept", "dGhlIHNhbXBsZSBub25jZQ=="]])
def test_reports_are_wrapped_to_the_terminal(command: list[str], columns: int) -> None:
    lines = shown(*command, locale="C.UTF-8", columns=columns).decode().splitlines()
    # The command that is to be copied stays whole.
    widest = max(len(line) for line in lines if not line.startswith("  printf"))
    assert columns - 20 < widest <= columns or columns > 120
