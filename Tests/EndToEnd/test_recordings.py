"""Recordings: what is recorded live reads back as what was seen, here and in other tools' formats."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import connect

from processes import wslens_binary
from wslens_server import Event, WslensServer


def wslens(*arguments: str | Path, status: int = 0) -> str:
    """The standard output of a command that must end with `status`."""
    run = subprocess.run([wslens_binary(), *map(str, arguments)], capture_output=True, text=True, timeout=60)
    assert run.returncode == status, run.stderr
    return run.stdout


def wait_until(condition: Callable[[], bool], timeout: float = 10) -> None:
    """Waits until a condition holds. Fails after `timeout` seconds."""
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def inspected(path: Path) -> list[Event]:
    """What `inspect --json` finds in a file."""
    return [json.loads(line) for line in wslens("inspect", "--json", path).splitlines()]


def messages(path: Path) -> list[str]:
    """The texts of the messages in a file."""
    return [event["text"] for event in inspected(path) if event["event"] == "message"]


def without(events: list[Event], *keys: str) -> list[dict[str, Any]]:
    """The events without some of their keys."""
    return [{key: value for key, value in event.items() if key not in keys} for event in events]


@pytest.fixture
def recording(tmp_path: Path) -> tuple[Path, list[Event]]:
    """A recording of a session, and the events that the server printed about it."""
    path = tmp_path / "session.jsonl"
    server = WslensServer("--record", str(path))
    with connect(server.websocket_url) as client:
        for message in ("Hello", "é€😀", b"\x00\xff" * 40_000, ""):
            client.send(message)
            assert client.recv() == message
        client.ping(b"here?").wait(5)
        client.send(iter(["three ", "frag", "ments"]))
        assert client.recv() == "three fragments"
        client.close(3001, "bye")
    server.wait_for_event("closed", code=3001)
    assert server.stop() == 0
    return path, [event for event in server.events() if event["event"] != "listening"]


def test_a_recording_holds_what_was_seen(recording: tuple[Path, list[Event]]) -> None:
    path, seen = recording
    assert inspected(path) == seen


def test_a_capture_of_it_holds_the_same(recording: tuple[Path, list[Event]], tmp_path: Path) -> None:
    path, seen = recording
    capture, again = tmp_path / "session.pcapng", tmp_path / "again.jsonl"
    wslens("convert", path, capture)
    assert without(inspected(capture), "time") == without(seen, "time")
    wslens("convert", capture, again)
    assert inspected(again) == inspected(capture)


def test_files_are_not_overwritten(recording: tuple[Path, list[Event]], tmp_path: Path) -> None:
    path, _ = recording
    before = path.read_bytes()
    wslens("convert", path, path, status=2)
    wslens("serve", "--port", "0", "--record", path, status=2)
    assert path.read_bytes() == before


def test_every_screen_prints(recording: tuple[Path, list[Event]]) -> None:
    path, _ = recording
    for view, words in {
        "connections": "CLOSED 3001", "flow": '"Hello"', "handshake": "= match", "frame": "FIN is 1",
    }.items():
        for size in ("80x24", "140x45", "60x20"):
            lines = wslens("inspect", "--print", view, "--size", size, path).splitlines()
            width, height = map(int, size.split("x"))
            assert len(lines) <= height and max(map(len, lines)) <= width
            if size == "140x45":
                assert words in "\n".join(lines)


def test_a_recording_is_written_as_it_happens(tmp_path: Path) -> None:
    """An event is in the file a moment after it happened, so that a crash, which flushes nothing, leaves it there."""
    path = tmp_path / "crash.jsonl"
    server = WslensServer("--record", str(path))
    with connect(server.websocket_url) as client:
        client.send("before the crash")
        assert client.recv() == "before the crash"
        # The file has a thread of its own, which on a busy machine may be later than standard output.
        wait_until(lambda: messages(path) == ["before the crash"] * 2)
        server.kill()
    assert messages(path) == ["before the crash"] * 2


def test_serve_says_what_it_recorded(tmp_path: Path) -> None:
    """At the end, on standard error: where the recording is, and how much it holds."""
    path = tmp_path / "class.jsonl"
    server = subprocess.Popen(
        [wslens_binary(), "serve", "--port", "0", "--record", path],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )
    assert server.stdout is not None
    with connect(server.stdout.readline().strip().replace("http", "ws")) as client:
        client.send("Hello")
        assert client.recv() == "Hello"
    server.terminate()
    _, notices = server.communicate(timeout=20)
    assert f"The recording is {path}: 1 connection, " in notices
    assert server.returncode == 0


EARLIER = Path(__file__).parent / "earlier"


def without_added_keys(new: Any, old: Any) -> Any:
    """`new` with only the keys that `old` has, in the objects inside it, too."""
    if isinstance(new, dict) and isinstance(old, dict):
        return {key: without_added_keys(value, old[key]) for key, value in new.items() if key in old}
    if isinstance(new, list) and isinstance(old, list) and len(new) == len(old):
        return [without_added_keys(*pair) for pair in zip(new, old, strict=True)]
    return new


@pytest.mark.parametrize("version", ["0.1.0"])
def test_recordings_of_earlier_versions_give_the_same(version: str) -> None:
    """They open without a remark, and give the JSON that the version which wrote them gave, except for added keys."""
    run = subprocess.run([wslens_binary(), "inspect", "--json", EARLIER / f"{version}.jsonl"], capture_output=True,
                         text=True, timeout=60)
    assert run.stderr == "" and run.returncode == 1, "a rule is broken in it"
    found = [json.loads(line) for line in run.stdout.splitlines()]
    expected = [json.loads(line) for line in (EARLIER / f"{version}.events.jsonl").read_text().splitlines()]
    for old, event in zip(expected, found, strict=True):
        assert without_added_keys(event, old) == old
        assert [key for key in event if key in old] == list(old), "keys keep their order"
