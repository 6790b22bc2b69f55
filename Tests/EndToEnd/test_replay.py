"""`wslens replay` in a terminal: a recording has the screens and keys of a live connection, forwards and backwards."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest

from processes import wslens_binary
from replaying import (
    FIXTURES,
    answer,
    bar_column,
    columns,
    inspected,
    press,
    printed,
    replay,
    row,
    shows,
    two_connections,
    wait_for,
    wait_for_screen,
    write_lines,
)
from test_inspector import assert_shell_is_back
from tmux import SIZES, Terminal

PING = FIXTURES / "fragments/ping-between.jsonl"  # 16 rows, of which 7 are frames
TWELVE = FIXTURES / "fragments/one-frame-in-twelve-reads.jsonl"
RECORDINGS = sorted(file for file in FIXTURES.glob("*/*.jsonl") if file.parent.name != "expected")
VIEWS = {"connections": "1", "flow": "2", "handshake": "3", "frame": "4"}


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    columns, rows = request.param
    return columns, rows


@pytest.fixture
def terminal(size: tuple[int, int]) -> Iterator[Terminal]:
    with Terminal(*size) as running:
        yield running


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A copy of a fixture, to be edited."""
    return Path(shutil.copy(PING, tmp_path / "edited.jsonl"))


def test_four_screens(terminal: Terminal) -> None:
    replay(terminal, PING)
    terminal.wait_for_text("A Ping between two fragments", "CLOSED 1000", "127.0.0.1:51544")
    terminal.send("2")
    terminal.wait_for_text("CONNECTING", 'ping  12 B  masked  "still there?"', "row 1 of 16")
    terminal.send("3")
    terminal.wait_for_text("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==", "step 1 of ")
    terminal.send("End")
    terminal.wait_for_text("= match")
    terminal.send("4")
    terminal.wait_for_text("frame 0", "FIN is 0: more frames of this message follow.")


def test_it_shows_what_inspect_prints(terminal: Terminal, size: tuple[int, int]) -> None:
    for file in RECORDINGS:
        replay(terminal, file)
        for view, key in VIEWS.items():
            terminal.send(key)
            wait_for_screen(terminal, printed(file, view, size))
        terminal.send("q")
        terminal.wait_for_prompt()


def test_nothing_is_wider_than_the_terminal(terminal: Terminal, size: tuple[int, int], tmp_path: Path) -> None:
    """The title ends in the last column but one and the ladder in one column, whatever characters are in between."""
    file = tmp_path / "wide.jsonl"
    handshake = PING.read_text(encoding="utf-8").splitlines()[:4]
    texts = ["日本語" * 30, "👩‍👩‍👧 é e\u0301 ü" * 9, "\x1b[2J\x07\r\n", "a" * 300, "ﷺ" * 60]
    frames = [b"\x81\x7e" + len(text.encode()).to_bytes(2, "big") + text.encode() for text in texts]
    write_lines(file, handshake + [json.dumps({"t": 1 + index, "c": 1, "from": "server", "hex": frame.hex()})
                                   for index, frame in enumerate(frames)])
    replay(terminal, file)
    for keys in [("2", "End"), ("4",), ("{",), ("{",), ("{",), ("{",), ("3",), ("1",)]:
        screen = press(terminal, *keys).split("\n")
        assert columns(screen[0]) == size[0] - 1
        assert max(map(columns, screen)) <= size[0]
    terminal.send("2")
    screen = wait_for(terminal, lambda screen: "#1 Flow" in screen).split("\n")
    [top] = [index for index, line in enumerate(screen) if "┬" in line]
    edge = columns(screen[top].partition("┬")[0])
    ladder = list(takewhile(lambda line: not line.startswith("─"), screen[top + 1:]))
    assert len(ladder) > 5
    for line in ladder:
        assert columns(line[:line.rindex("│")]) == edge, line


def test_by_byte_and_back(terminal: Terminal, size: tuple[int, int]) -> None:
    """Every byte of the recording in turn, over the ends of frames; going back shows the same screens."""
    lengths = [event["headerLength"] + event["payloadLength"] for event in inspected(PING) if event["event"] == "frame"]
    places = [(frame, byte) for frame, length in enumerate(lengths) for byte in range(length)]
    screens = [printed(PING, "frame", size, "--frame", str(frame), "--byte", str(byte)) for frame, byte in places]
    assert len(set(screens)) == len(screens)
    replay(terminal, PING)
    terminal.send("4")
    wait_for_screen(terminal, screens[0])
    notes = 0
    for screen in screens[1:]:
        shown = press(terminal, "Right")
        while "\n ◆ " in shown:  # a note is a step of its own, after the frame that it follows
            notes += 1
            shown = press(terminal, "Right")
        wait_for_screen(terminal, screen)
    assert notes == 4
    terminal.send("Right")
    terminal.wait_for_text("This is the end.")
    for screen in reversed(screens[:-1]):
        shown = press(terminal, "Left")
        while "\n ◆ " in shown:
            notes -= 1
            shown = press(terminal, "Left")
        wait_for_screen(terminal, screen)
    assert notes == 0
    terminal.send("Left")
    terminal.wait_for_text("This is the start.")


@pytest.mark.parametrize(
    ("file", "start", "forwards", "backwards", "steps"),
    [
        (PING, ["2"], "Right", "Left", 15),  # event by event, notes among them
        (PING, ["2"], "Down", "Up", 15),
        (PING, ["2", "}"], "}", "{", 6),
        (PING, ["4"], "}", "{", 6),
        (PING, ["4", "]"], "]", "[", 8),  # the nine fields of a masked frame
        (PING, ["4", "Enter"], "Down", "Up", 20),  # bit by bit
        (PING, ["3"], "Right", "Left", 20),
        (PING, ["3"], "]", "[", 3),
        (TWELVE, ["2", ")"], ")", "(", 5),
        (TWELVE, ["4"], ")", "(", 12),  # each byte of the frame arrived in a read of its own, then the next frame
    ],
)
def test_steps_and_back(
    terminal: Terminal, file: Path, start: list[str], forwards: str, backwards: str, steps: int
) -> None:
    replay(terminal, file)
    for key in start:
        first = press(terminal, key)
    seen = [first] + [press(terminal, forwards) for _ in range(steps)]
    assert len(set(seen)) == len(seen)
    for earlier in reversed(seen[:-1]):
        terminal.send(backwards)
        wait_for_screen(terminal, earlier)


def test_home_and_end(terminal: Terminal) -> None:
    replay(terminal, PING)
    first = press(terminal, "2")
    assert row(press(terminal, "End")) == 16
    terminal.send("Home")
    wait_for_screen(terminal, first)


def test_playing_pauses_at_notes(terminal: Terminal) -> None:
    replay(terminal, PING)
    press(terminal, "2")
    for stop, note in [(7, " A Ping inside a message."), (11, " Opcode 0 continues the text")]:
        terminal.send("Space")
        screen = wait_for(terminal, shows(f"row {stop} of", without="PLAY"))
        assert "\n" + note in screen
    terminal.send("Space")
    screen = wait_for(terminal, lambda screen: "This is the end; space plays it again" in screen)
    assert row(screen) == 16 and "PLAY" not in screen


def test_playing_goes_by_time_and_speed(terminal: Terminal, recording: Path) -> None:
    """There are 100 seconds between two rows: in real time only the bar's time moves; at 64x the end is reached."""
    last = {"t": 100.5013, "c": 1, "from": "server", "hex": "810548656c6c6f"}
    write_lines(recording, [*PING.read_text(encoding="utf-8").splitlines()[:5], json.dumps(last)])
    replay(terminal, recording)
    press(terminal, "2")
    terminal.send("}", "Space")
    wait_for(terminal, lambda screen: "PLAY 1x" in screen and "row 4 of 5, 1." in screen)
    slower = [("-", "1/2x"), ("-", "1/4x")]
    faster = [("+", speed) for speed in ("1/2x", "1x", "2x", "4x", "8x", "16x", "32x", "64x")]
    for key, speed in slower + faster:
        terminal.send(key)
        wait_for(terminal, shows(f"PLAY {speed} "))
    assert row(wait_for(terminal, lambda screen: "This is the end" in screen)) == 5


def test_jumps(terminal: Terminal) -> None:
    """To times, frames, marks and shares; the bar moves with the place."""
    replay(terminal, PING)
    press(terminal, "2")
    terminal.send("m", "a")
    terminal.wait_for_text("Marked as a")
    left = None
    for place, expected in [
        ("0.602", 9), ("0.6", 5), ("0.7 s", 9), ("50%", 9), ("%0", 1), ("100%", 16), ("f1", 6), ("c2", 10), ("s0", 8),
        ("frame 3", 13), ("'a", 1), ("5", 16),
    ]:
        answer(terminal, ":", place)
        screen = wait_for(terminal, shows(f"row {expected} of 16"))
        left = bar_column(screen) if expected == 1 else left
    right = bar_column(screen)
    answer(terminal, ":", "50%")
    middle = bar_column(wait_for(terminal, lambda screen: "row 9 of 16" in screen))
    assert left is not None and abs(middle - (left + right) / 2) <= 1
    terminal.send("'", "a")
    assert bar_column(wait_for(terminal, lambda screen: "row 1 of 16" in screen)) == left
    for nowhere, words in [
        ("f99", "no such frame; there are: client 0 to 3, server 0 to 2"), ("'z", "no mark z; marks: a"),
        ("200%", "not understood"), ("#7", "there is no connection #7"),
    ]:
        answer(terminal, ":", nowhere)
        assert row(terminal.wait_for_text(words)) == 1


def test_the_bar_moves_with_every_row(terminal: Terminal) -> None:
    replay(terminal, PING)
    seen = [press(terminal, "2")] + [press(terminal, "Right") for _ in range(15)]
    found = [bar_column(screen) for screen in seen]
    assert found == sorted(found) and len(set(found)) >= 5  # some rows have the same time
    assert [row(screen) for screen in seen] == list(range(1, 17))


def test_going_to_another_connection(terminal: Terminal, tmp_path: Path) -> None:
    replay(terminal, two_connections(tmp_path))
    press(terminal, "2")
    answer(terminal, ":", "#2")
    terminal.wait_for_text("#2 Flow", "row 1 of ")
    answer(terminal, ":", "f0")
    terminal.wait_for_text('text  5 B  FIN masked  "Hello"', "row 4 of ")
    answer(terminal, ":", "#1")
    terminal.wait_for_text("#1 Flow", "row 1 of 16")


def test_reading_again_after_editing(terminal: Terminal, recording: Path) -> None:
    replay(terminal, recording)
    press(terminal, "2")
    first = press(terminal, "Right")
    lines = recording.read_text(encoding="utf-8").splitlines()

    write_lines(recording, [*lines, '{"t":9,"c":1,"note":"A remark from the teacher."}'])
    terminal.send("R")
    assert row(terminal.wait_for_text("Reloaded: 17 events, no problems.", "row 2 of 17")) == 2
    terminal.send("End")
    terminal.wait_for_text("A remark from the teacher.")

    # A line that was cut off, as if an editor had saved half of it: that is reported, and the rest is shown.
    write_lines(recording, [*lines[:5], lines[5][:40], *lines[6:]])
    terminal.send("R")
    assert "A remark" not in terminal.wait_for_text("Line 6 is cut off", "row 15 of 15")
    terminal.send("?")
    terminal.wait_for_text("Problems in this file", "Line 6 is cut off")
    terminal.send("Escape", "Home", "}")
    terminal.wait_for_text('"Hel"')

    shutil.copy(PING, recording)
    terminal.send("R")
    terminal.wait_for_text("Reloaded: 16 events, no problems.")
    terminal.send("Home", "Right")
    wait_for_screen(terminal, first)


def test_a_damaged_file_says_so_at_once(terminal: Terminal, recording: Path) -> None:
    lines = recording.read_text(encoding="utf-8").splitlines()
    write_lines(recording, [*lines[:8], "not JSON", *lines[8:]])
    assert "Line 9" in replay(terminal, recording)
    press(terminal, "2")
    terminal.wait_for_text("row 1 of 16")


@pytest.mark.parametrize("content", [None, b"", bytes(range(256))], ids=["removed", "emptied", "binary"])
def test_reading_again_what_is_not_a_recording(terminal: Terminal, recording: Path, content: bytes | None) -> None:
    """What was read stays on the screen."""
    replay(terminal, recording)
    first = press(terminal, "2")
    if content is None:
        recording.unlink()
    else:
        recording.write_bytes(content)
    words = {None: "There is no file", b"": "the file is empty"}.get(content, "binary data")
    terminal.send("R")
    terminal.wait_for_text(words, "row 1 of 16")
    terminal.send("Right", "Left")
    wait_for_screen(terminal, first)
    shutil.copy(PING, recording)
    terminal.send("R")
    terminal.wait_for_text("Reloaded: 16 events, no problems.")


def test_writing_one_connection_and_all(terminal: Terminal, tmp_path: Path) -> None:
    recording = two_connections(tmp_path)
    one, all_, capture = tmp_path / "one.jsonl", tmp_path / "all.jsonl", tmp_path / "all.pcapng"
    replay(terminal, recording)
    press(terminal, "2")
    answer(terminal, ":", "#2")
    terminal.wait_for_text("#2 Flow")
    write(terminal, one)
    terminal.wait_for_text("12 events were written")
    for file in (all_, capture):
        write(terminal, file, all_connections=True)
        terminal.wait_for_text("28 events were written")
    terminal.send("q")
    terminal.wait_for_prompt()
    assert inspected(one) == inspected(recording, "--connection", "2")
    assert inspected(all_) == inspected(recording)
    assert len(inspected(capture)) == len(inspected(recording))
    replay(terminal, one)
    terminal.send("4")
    terminal.wait_for_text("#1 ", "frame 0", "text  5 bytes")


def test_a_file_is_not_overwritten_without_a_yes(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "there.jsonl"
    file.write_text("mine", encoding="utf-8")
    replay(terminal, PING)
    press(terminal, "2")
    for key in ("n", "Escape"):
        write(terminal, file)
        terminal.wait_for_text("Replace it? y/n")
        terminal.send(key)
        terminal.wait_for_text("Nothing was written")
        assert file.read_text(encoding="utf-8") == "mine"
    write(terminal, file)
    terminal.wait_for_text("Replace it? y/n")
    terminal.send("y")
    terminal.wait_for_text("16 events were written")
    assert inspected(file) == inspected(PING)


def write(terminal: Terminal, file: Path, all_connections: bool = False) -> None:
    """Presses `w` and types a name."""
    terminal.send("w")
    terminal.wait_for_text("Esc cancel")
    if all_connections:
        terminal.send("Tab")
    terminal.send("C-u")
    terminal.type(str(file))
    terminal.send("Enter")


def test_suspending_and_continuing(terminal: Terminal) -> None:
    replay(terminal, PING)
    press(terminal, "2")
    place = press(terminal, "}")
    terminal.send("C-z")
    terminal.wait_for_prompt()
    terminal.run("clear; jobs")
    terminal.wait_for_text("[1]+  Stopped")
    terminal.run("fg")
    wait_for_screen(terminal, place)
    terminal.send("Home", "-", "-", "-", "-", "Space")
    terminal.wait_for_text("PLAY 1/16x")
    terminal.send("C-z")
    terminal.wait_for_prompt()
    terminal.run("clear; fg")
    terminal.wait_for_text("PLAY 1/16x")
    terminal.send("q")
    assert_shell_is_back(terminal, expected_status=0)


def test_resizing(terminal: Terminal, size: tuple[int, int]) -> None:
    replay(terminal, PING)
    for view, key in VIEWS.items():
        terminal.send(key)
        for columns_and_rows in [(60, 20), (100, 30), size]:
            terminal.resize(*columns_and_rows)
            wait_for_screen(terminal, printed(PING, view, columns_and_rows))
        terminal.resize(40, 10)
        terminal.wait_for_text("wslens needs 60x20")
        terminal.resize(*size)
        wait_for_screen(terminal, printed(PING, view, size))


def test_quitting_restores_the_terminal(terminal: Terminal) -> None:
    replay(terminal, PING)
    terminal.send("q")
    assert_shell_is_back(terminal, expected_status=0)


def test_a_packet_capture(terminal: Terminal, tmp_path: Path) -> None:
    capture = tmp_path / "ping.pcapng"
    subprocess.run([wslens_binary(), "convert", PING, capture], check=True, capture_output=True, timeout=60)
    replay(terminal, capture)
    terminal.send("2")
    terminal.wait_for_text("Upgrade: websocket", 'ping  12 B  masked  "still there?"')
    terminal.send("4")
    terminal.wait_for_text("client frame", "FIN is 0: more frames of this message follow.", "dd 15 97 66 95 70 fb")
    answer(terminal, ":", "s1")
    terminal.wait_for_text("server frame", "H        e        l        l        o")


def test_an_http_archive(terminal: Terminal, tmp_path: Path) -> None:
    archive = tmp_path / "browser.har"
    archive.write_text(json.dumps(HAR), encoding="utf-8")
    replay(terminal, archive)
    terminal.wait_for_text("reconstructed")
    terminal.send("2", "End")
    terminal.wait_for_text("binary  2 B  FIN  00 ff")
    terminal.send("4", "Home")
    terminal.wait_for_text("client frame", "text  5 bytes")


HAR = {
    "log": {
        "version": "1.2",
        "creator": {"name": "WebInspector", "version": "537.36"},
        "entries": [{
            "_resourceType": "websocket",
            "startedDateTime": "2026-11-22T10:00:00.000Z",
            "request": {
                "method": "GET", "url": "ws://localhost:1338/", "httpVersion": "HTTP/1.1",
                "headers": [{"name": name, "value": value} for name, value in [
                    ("Host", "localhost:1338"), ("Upgrade", "websocket"), ("Connection", "Upgrade"),
                    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Version", "13")]],
            },
            "response": {
                "status": 101, "statusText": "Switching Protocols", "httpVersion": "HTTP/1.1",
                "headers": [{"name": name, "value": value} for name, value in [
                    ("Upgrade", "websocket"), ("Connection", "Upgrade"),
                    ("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")]],
            },
            "_webSocketMessages": [
                {"type": "send", "time": 1795341600.5, "opcode": 1, "data": "Hello"},
                {"type": "receive", "time": 1795341600.6, "opcode": 1, "data": "Hello"},
                {"type": "receive", "time": 1795341600.7, "opcode": 2, "data": "AP8="},
            ],
        }],
    },
}


def test_without_a_terminal_it_names_another_command() -> None:
    run = subprocess.run([wslens_binary(), "replay", PING], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                         timeout=60)
    assert run.returncode == 2 and run.stdout == ""
    assert f"wslens inspect {PING}" in run.stderr and run.stderr.count("\n") == 1


@pytest.mark.parametrize(("name", "content", "words"), [
    ("missing.jsonl", None, "There is no file"),
    (".", None, "is a folder"),
    ("empty.jsonl", b"", "the file is empty"),
    ("noise.jsonl", bytes(range(256)) * 9, "it is binary data of an unknown kind"),
])
def test_what_cannot_be_opened(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with Terminal(columns=120) as terminal:
        terminal.run(f"cd {shlex.quote(str(tmp_path))}; clear")
        terminal.run(f"{shlex.quote(wslens_binary())} replay {name}; echo status=$?")
        screen = terminal.wait_for_text("\nstatus=")
        assert words in screen and name in screen and "\nstatus=2\n" in screen
