"""Recordings that can't keep up, or whose disk is full: losses are reported, and a crash costs at most a megabyte."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import struct
import subprocess
import threading
import time
from pathlib import Path

import pytest

from processes import end_process, wslens_binary
from raw_client import read_until, upgrade
from test_recordings import wait_until

MESSAGE = bytes(range(256)) * 256                                           # 64 KiB
KEY = b"\x01\x02\x03\x04"
MASKED = bytes(byte ^ KEY[index % 4] for index, byte in enumerate(MESSAGE))
FRAME = b"\x82\xff" + struct.pack("!Q", len(MESSAGE)) + KEY + MASKED
CLOSE = b"\x88\x82" + KEY + bytes(byte ^ KEY[index] for index, byte in enumerate(b"\x03\xe8"))
CRASH_LIMIT = 1 << 20


class Recording:
    """`wslens serve --record`, with a client whose echoes are counted."""

    def __init__(self, path: Path, **options: object) -> None:
        self.path = path
        self.process = subprocess.Popen(
            [wslens_binary(), "serve", "--port", "0", "--record", path], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, **options)  # type: ignore[call-overload]
        assert self.process.stdout is not None
        port = int(self.process.stdout.readline().rsplit(":", 1)[1].strip("/\n"))
        self.client = socket.create_connection(("127.0.0.1", port), 20)
        self.client.sendall(upgrade())
        self.received = len(read_until(self.client, b"\r\n\r\n")[1])
        self.counting = threading.Thread(target=self._count, daemon=True)
        self.counting.start()

    def _count(self) -> None:
        try:
            while data := self.client.recv(1 << 20):
                self.received += len(data)
        except OSError:
            pass

    def recorded(self) -> int:
        """How many bytes of the server's frames the file holds."""
        count = 0
        for line in self.path.read_text().splitlines():
            try:
                event = json.loads(line)
            except ValueError:
                continue  # the line that a crash cut off
            assert "missing" not in event
            if event.get("from") == "server":
                count += len(event["hex"]) // 2 if "hex" in event else 0
        return count


def test_nothing_is_lost_however_fast_it_comes(tmp_path: Path) -> None:
    recording = Recording(tmp_path / "session.jsonl")
    try:
        count = 1500
        for _ in range(count):
            recording.client.sendall(FRAME)
        recording.client.sendall(CLOSE)
        recording.counting.join(60)
        recording.process.send_signal(signal.SIGTERM)
        assert recording.process.wait(60) == 0
        assert recording.received == count * (len(MESSAGE) + 10) + 4
        assert recording.recorded() == recording.received
    finally:
        end_process(recording.process)


def test_a_crash_costs_a_megabyte_at_most(tmp_path: Path) -> None:
    """What a client had received when the program was killed is in the file, except for the last megabyte."""
    recording = Recording(tmp_path / "session.jsonl")
    try:
        end = time.monotonic() + 2
        while time.monotonic() < end:
            recording.client.sendall(FRAME)
        recording.process.kill()
        recording.process.wait(20)
        recording.counting.join(20)
        # Waiting events are counted with a small overhead each; the reply to one read comes on top.
        assert recording.received - recording.recorded() < CRASH_LIMIT + (512 << 10)
    finally:
        end_process(recording.process)


def test_a_full_disk_is_reported_at_once_and_the_server_goes_on(tmp_path: Path) -> None:
    """A limit on the file's size stands in for a full disk. (SIGXFSZ would end a program that does not ignore it.)"""
    script = 'ulimit -f 1000; trap "" XFSZ; exec "$@"'
    path = tmp_path / "session.jsonl"
    process = subprocess.Popen(
        ["bash", "-c", script, "-", wslens_binary(), "serve", "--port", "0", "--record", path],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stderr is not None
    try:
        port = int(process.stdout.readline().rsplit(":", 1)[1].strip("/\n"))
        with socket.create_connection(("127.0.0.1", port), 20) as client:
            client.sendall(upgrade())
            read_until(client, b"\r\n\r\n")
            for _ in range(20):
                client.sendall(FRAME)
                received = 0
                while received < len(MESSAGE) + 10:
                    received += len(client.recv(1 << 20))
            process.stderr.readline()  # where to open the page
            problem = process.stderr.readline()
            assert problem.startswith(f"wslens: {path} could not be written: "), problem
            assert problem.endswith("The recording ends here; the server continues.\n"), problem
            client.sendall(FRAME)
            assert client.recv(1)[:1] == b"\x82"
        wait_until(lambda: process.poll() is None)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 2
        # The file ends with a whole line.
        assert path.read_text().endswith("}\n")
        assert all(json.loads(line) for line in path.read_text().splitlines())
    finally:
        end_process(process)


@pytest.mark.parametrize("is_idle", [False, True], ids=["busy", "idle"])
def test_a_recording_that_is_removed_is_reported(tmp_path: Path, is_idle: bool) -> None:
    """What is written to a file without a name is lost at the end, so this is not a success."""
    path = tmp_path / "session.jsonl"
    recording = Recording(path)
    try:
        path.unlink()
        if not is_idle:
            recording.client.sendall(CLOSE)
            recording.counting.join(20)
        assert recording.process.stderr is not None
        problem = f"wslens: {path} was removed or replaced during the recording"
        said = ""
        while problem not in said and select.select([recording.process.stderr], [], [], 10)[0]:
            said += os.read(recording.process.stderr.fileno(), 4096).decode()
        assert problem in said, "reported while the server continues"
        recording.process.send_signal(signal.SIGTERM)
        assert recording.process.wait(20) == 2
    finally:
        end_process(recording.process)
