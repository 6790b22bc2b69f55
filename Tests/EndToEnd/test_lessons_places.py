"""Where the lessons can be opened, and what they survive: other screens, bad files, a taken port, a crash."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import signal
import socket
import subprocess
from pathlib import Path

import pytest
from websockets.sync.client import connect

from processes import REPOSITORY, wslens_binary
from replaying import FIXTURES, wait_for
from studying import (
    give,
    has_verdict,
    is_list,
    leave,
    open_lessons,
    progress_of,
    read_on,
    solutions,
    to_exercise,
    to_goal,
    verdict,
    words,
)
from test_inspector import assert_shell_is_back, inspector_of
from tmux import Terminal


def start(terminal: Terminal, *arguments: str, environment: str) -> None:
    terminal.run(f"clear; {environment} {shlex.join([wslens_binary(), *arguments])}")


def test_in_live(tmp_path: Path) -> None:
    """5 opens the lessons with the server of `live`; going to the other screens and back keeps what was typed."""
    with Terminal() as terminal:
        start(terminal, "live", "--port", "0", environment=f"WSLENS_PROGRESS={shlex.quote(str(tmp_path / 'p.jsonl'))}")
        found = re.search(r"http://localhost:\d+/", terminal.wait_for_text("http://localhost:"))
        assert found
        with connect(found[0].replace("http", "ws"), compression=None, proxy=None) as client:
            client.send("Hello")
            assert client.recv(timeout=10) == "Hello"
            terminal.send("5")
            assert str(tmp_path / "p.jsonl") in words(wait_for(terminal, is_list)).replace(" ", "")
            terminal.send("Down", "Enter")
            to_exercise(terminal, "predict")
            terminal.type("1234")
            # Digits are text until the line is left.
            before = wait_for(terminal, lambda screen: "your answer  1234" in screen)
            terminal.send("Escape")
            for key, title in (("1", "1 open, 1 in all"), ("2", "#1 Flow"), ("3", "#1 Handshake"), ("4", " frame 0  ")):
                terminal.send(key)
                terminal.wait_for_text(title)
                terminal.send("5", "Tab")
                assert wait_for(terminal, lambda screen: "your answer  1234" in screen) == before
                terminal.send("Escape")
            # The list, and another lesson, keep it as well.
            terminal.send("Escape", "Up", "Enter")
            read_on(terminal)
            terminal.wait_for_text(" wslens  Lesson 0 ")
            terminal.send("Escape", "Escape", "Down", "Enter")
            to_exercise(terminal, "predict")
            assert wait_for(terminal, lambda screen: "your answer  1234" in screen) == before
            # The server of live exercises is this one.
            terminal.send("Escape", "Escape", "Up", "Enter")
            read_on(terminal)
            if "keep the guess" in terminal.screen():
                terminal.send("Enter")
            terminal.wait_for_text(found[0])


@pytest.mark.parametrize("fixture", ["rfc/masked-text", "fragments/ping-between"])
def test_in_replay(fixture: str, tmp_path: Path) -> None:
    """5 opens the lessons beside a recording; live exercises are about recordings of their own there."""
    environment = f"WSLENS_PROGRESS={shlex.quote(str(tmp_path / 'p.jsonl'))}"
    with Terminal() as terminal:
        start(terminal, "replay", str(FIXTURES / f"{fixture}.jsonl"), environment=environment)
        terminal.wait_for_text("RECORDED")
        terminal.send("5")
        wait_for(terminal, is_list)
        terminal.send("Enter")
        screen = to_exercise(terminal, "live")
        assert "Katherine sent her first name to the server." in screen
        assert "There is no server here" in screen
        [solution] = solutions("bits/first-name", "any")
        give(terminal, "live", solution.answers[""], ("ok",))
        terminal.send("Escape", "4")
        terminal.wait_for_text("RECORDED", " wslens  #1 client frame 0")
        terminal.send("5")
        wait_for(terminal, has_verdict("ok"))
        leave(terminal)
    assert progress_of(tmp_path / "p.jsonl")["bits/first-name"]["clean"]


def test_without_a_terminal(tmp_path: Path) -> None:
    run = subprocess.run([wslens_binary(), "lessons"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                         timeout=60, env={**os.environ, "WSLENS_PROGRESS": str(tmp_path / "p.jsonl")})
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.endswith(" Without a screen, use: wslens lessons run bits\n")


def test_one_bad_lesson(tmp_path: Path) -> None:
    """The others are offered, and the list says how to see what is wrong."""
    folder = tmp_path / "lessons"
    folder.mkdir()
    for file in (REPOSITORY / "lessons").glob("0*.md"):
        text = file.read_text(encoding="utf-8")
        if file.name.startswith("03"):
            text = text.replace("kind: sort", "kind: sorted", 1)
        (folder / file.name).write_text(text, encoding="utf-8")
    with Terminal() as terminal:
        screen = open_lessons(terminal, "--lessons", str(folder), "--port", "0", progress=tmp_path / "p.jsonl")
        # The first time, the first lesson opens.
        assert screen.startswith(" wslens  Lesson 0 "), screen
        terminal.send("Escape")
        screen = wait_for(terminal, is_list)
        assert "Bits and bytes" in screen and "Masking" in screen and "The first frame" not in screen
        assert "1 file has problems: wslens lessons check" in screen
        terminal.send("Down", "Enter")
        terminal.wait_for_text(" wslens  Lesson 1 ")
        leave(terminal)


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    """The next free one is used, and the exercise shows it."""
    with socket.socket() as taken, Terminal() as terminal:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):  # by whatever else
            taken.bind(("127.0.0.1", 1338))
            taken.listen()
        open_lessons(terminal, "first-frame", progress=tmp_path / "p.jsonl")
        found = re.search(r"http://localhost:(\d+)/", to_exercise(terminal, "live"))
        assert found
        port = int(found[1])
        assert 1338 < port < 1338 + 20
        with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert client.recv(12) == b"HTTP/1.1 200"
        leave(terminal)


def test_a_crash_loses_at_most_the_last_answer(tmp_path: Path) -> None:
    """Killed in the middle of an exercise: what was answered is in the file, and the lesson opens where it was left."""
    progress = tmp_path / "p.jsonl"
    by_id = {solution.id: solution for solution in solutions("bits", "anna")}
    with Terminal() as terminal:
        open_lessons(terminal, "bits", "--seed", "anna", "--port", "0", progress=progress)
        to_exercise(terminal, "predict")
        give(terminal, "predict", "00", ("not yet",))
        terminal.send("C-u")
        give(terminal, "predict", by_id["bits/first-letter"].answers[""])
        to_goal(terminal, by_id["bits/its-bits"])
        terminal.type("1010")
        terminal.wait_for_text("your answer  1010")
        os.kill(inspector_of(terminal), signal.SIGKILL)
        terminal.wait_for_text("Killed")
        entry = progress_of(progress)["bits/first-letter"]
        assert (entry["verdict"], entry["attempts"], entry["clean"]) == ("ok", 2, False)
        assert sorted(file.name for file in tmp_path.iterdir() if "damaged" in file.name) == []
        # A new terminal, since nobody could restore that one.
    with Terminal() as terminal:
        screen = open_lessons(terminal, "--seed", "anna", "--port", "0", progress=progress)
        assert is_list(screen) and re.search(r"Bits and bytes .* 1 of 9 +0\b", screen), screen
        terminal.send("Enter")
        # The first that is not done, with nothing said about it; the answer that was not checked is gone.
        assert verdict(to_exercise(terminal, "live")) is None
        to_goal(terminal, by_id["bits/its-bits"])
        assert "1010" not in terminal.screen()
        leave(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_signals_restore_the_terminal(number: signal.Signals, tmp_path: Path) -> None:
    with Terminal() as terminal:
        open_lessons(terminal, "masking", "--seed", "a", "--port", "0", progress=tmp_path / "p.jsonl")
        to_exercise(terminal, "predict")
        give(terminal, "predict", "00", ("not yet", "unreadable"))
        os.kill(inspector_of(terminal), number)
        assert_shell_is_back(terminal, expected_status=None)
