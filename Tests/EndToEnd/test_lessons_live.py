"""Live exercises on the screen: what the student does in a browser or with another client ticks the goals."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from websockets.sync.client import ClientConnection, connect

from chromium import Chromium
from live_parts import LIVE_PARTS, Student
from replaying import wait_for
from studying import give, go_on, has_verdict, open_lessons, progress_of, solutions, to_exercise, verdict
from tmux import Terminal


@contextmanager
def exercise(name: str, progress: Path) -> Iterator[tuple[Terminal, str]]:
    """A live exercise in a terminal, where the question before it has been passed over; and the server's address."""
    lesson, _ = name.split("/")
    port = free_port()
    with Terminal() as terminal:
        open_lessons(terminal, lesson, "--seed", "a", "--port", str(port), progress=progress)
        names = [solution.id for solution in solutions(lesson, "a")]
        screen = to_exercise(terminal, "live", names.index(name) + 1)
        if "keep the guess" in screen:
            terminal.type("no idea")
            terminal.send("Enter")
        terminal.wait_for_text("b in a recording")
        yield terminal, f"localhost:{port}"


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def client(address: str) -> AbstractContextManager[ClientConnection]:
    return connect(f"ws://{address}/", compression=None, proxy=None)


def echo(websocket: ClientConnection, text: str) -> None:
    websocket.send(text)
    assert websocket.recv(timeout=10) == text


@pytest.mark.parametrize("name", LIVE_PARTS)
def test_in_a_browser(name: str, browser: Chromium, tmp_path: Path) -> None:
    """The goals are ticked in the strip on Flow and Frame; 5 leads back; the question after it is answered."""
    progress = tmp_path / "progress.jsonl"
    [solution] = solutions(name, "a")
    part = LIVE_PARTS[name]
    with exercise(name, progress) as (terminal, server):
        student = Student(browser, terminal, server)
        assert "[x]" not in terminal.screen()
        for number, (do, met) in enumerate(part.steps):
            do(student)
            terminal.send("24"[number % 2])
            terminal.wait_for_text(f"─ lesson {part.lesson}, exercise ", f" {met} ─")
        for key, title in (("2", " Flow  "), ("4", " Frame" if name == "upgrade/connect" else " frame ")):
            terminal.send(key)
            terminal.wait_for_text(title, "5 done: back to the lesson")
        terminal.send("5")
        screen = wait_for(terminal, has_verdict("ok"))
        assert "[ ]" not in screen
        for step in list(solution.answers)[1:]:
            go_on(terminal)
            give(terminal, "choose", solution.answers[step], ("ok",))
        go_on(terminal)
    kept = progress_of(progress)
    assert set(kept) == set(solution.ids)
    assert all((entry["verdict"], entry["clean"], entry["attempts"]) == ("ok", True, 1) for entry in kept.values())


def test_with_another_client(tmp_path: Path) -> None:
    """The goals are ticked on the page of the exercise, whatever client it is; all of them on one connection."""
    progress = tmp_path / "progress.jsonl"
    with exercise("masking/twice", progress) as (terminal, server), client(server) as first, client(server) as second:
        echo(first, "Hello")
        terminal.wait_for_text("[x] A text from the browser", "[ ] The same text again")
        echo(second, "Hello")
        second.ping().wait(10)
        echo(first, "Hello!")
        terminal.send("2")
        terminal.wait_for_text(" 1 of 2 ─")
        terminal.send("5")
        terminal.wait_for_text("[x] A text from the browser", "[ ] The same text again")
        assert not progress.exists()
        echo(second, "Hello")
        screen = wait_for(terminal, has_verdict("ok"))
        assert "[x] The same text again" in screen
    assert progress_of(progress)["masking/twice"]["answers"][0]["text"] == "done in a browser"


# The number of the lesson, and texts, one after the other, with the number of goals that are met then.
EXERCISES = {
    "bits/first-name": (0, [("Marie", "2 of 2")]),
    "first-frame/seven": (3, [("sieben", "0 of 1"), ("Lesson!", "1 of 1")]),
    "masking/twice": (4, [("Hello", "1 of 2"), ("hello", "1 of 2"), ("Hello", "2 of 2")]),
    "ping-and-pong/says-ping": (8, [("Ping", "0 of 2"), ("ping", "2 of 2")]),
}


@pytest.mark.parametrize("name", EXERCISES)
def test_what_was_before_does_not_count(name: str, tmp_path: Path) -> None:
    """All goals are met before the exercise is opened, and stay open; then they are met again on that connection."""
    number, texts = EXERCISES[name]
    lesson = name.split("/")[0]
    port = free_port()
    with Terminal() as terminal:
        open_lessons(terminal, lesson, "--seed", "a", "--port", str(port), progress=tmp_path / "progress.jsonl")
        with client(f"localhost:{port}") as websocket:
            for text, _ in texts:
                echo(websocket, text)
            if "keep the guess" in to_exercise(terminal, "live"):
                terminal.send("Enter")
            terminal.wait_for_text("b in a recording", f"http://localhost:{port}/")
            # What comes now does count, and none of it meets all goals.
            for text, met in texts[:-1] or [("", "0 of 2")]:
                echo(websocket, text)
                terminal.send("2")
                terminal.wait_for_text(f"─ lesson {number}, exercise ", f" {met} ─")
            terminal.send("5")
            assert verdict(terminal.wait_for_text("b in a recording")) in (None, "not yet")
            echo(websocket, texts[-1][0])
            wait_for(terminal, has_verdict("ok"))


def test_the_server_sends(tmp_path: Path) -> None:
    """Keys 2 and s, and the server sends fragments, which a client joins that is no browser."""
    with exercise("messages/cut-it", tmp_path / "progress.jsonl") as (terminal, server), client(server) as websocket:
        for key, title in (("2", "#1 Flow  OPEN"), ("s", "as the server, to #1")):
            terminal.send(key)
            terminal.wait_for_text(title)
        terminal.type("text:Good fin=no continuation:bye")
        terminal.send("Enter")
        assert websocket.recv(timeout=10) == "Goodbye"
        terminal.wait_for_text("5 done: back to the lesson")
        terminal.send("Escape")
        wait_for(terminal, lambda screen: "Enter send" not in screen)
        terminal.send("5")
        wait_for(terminal, has_verdict("ok"))
