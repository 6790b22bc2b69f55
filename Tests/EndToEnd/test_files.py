"""Files as they are on real machines: occupied ports, pipes, files that change, large files, and names."""

from __future__ import annotations

import array
import fcntl
import json
import os
import pty
import resource
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from websockets.sync.client import connect

from processes import REPOSITORY, end_process, wslens_binary
from replaying import answer, replay
from test_recordings import inspected, wait_until
from tmux import Terminal
from wslens_server import WslensServer

HELLO = REPOSITORY / "fixtures" / "rfc" / "masked-text.jsonl"


def run(*arguments: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Runs wslens to its end, which must come soon."""
    return subprocess.run([wslens_binary(), *map(str, arguments)], input=stdin, capture_output=True, timeout=30)


def messages(path: Path) -> list[str]:
    """The texts that clients sent in a recording."""
    return [event["text"] for event in inspected(path) if event["event"] == "message" and event["from"] == "client"]


def say(server: WslensServer, text: str) -> None:
    """Sends a text from a new client, and waits until it is on its way into the recording."""
    with connect(server.websocket_url) as client:
        client.send(text)
        assert client.recv() == text


@contextmanager
def taken_port() -> Iterator[str]:
    """A port on which another program listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield str(other.getsockname()[1])


@pytest.mark.parametrize("host", ["127.0.0.1", "203.0.113.1"])
def test_a_server_that_cannot_start_leaves_the_recording_alone(tmp_path: Path, host: str) -> None:
    path = tmp_path / "class.jsonl"
    with taken_port() as port:
        for content in (None, b"what was recorded yesterday\n"):
            if content:
                path.write_bytes(content)
            result = run("serve", "--host", host, "--port", port, "--record", path, "--overwrite")
            assert result.returncode == 2 and result.stdout == b"" and result.stderr.count(b"\n") == 1
            assert path.read_bytes() == content if content else not path.exists()


def test_a_recording_begins_with_the_first_connection(tmp_path: Path) -> None:
    path = tmp_path / "class.jsonl"
    path.write_text("what was recorded yesterday\n")
    server = WslensServer("--record", str(path), "--overwrite")
    say(server, "the first")
    assert server.stop() == 0
    assert messages(path) == ["the first"]


@pytest.mark.parametrize("options", [[], ["--overwrite"]])
@pytest.mark.parametrize("kind", ["pipe", "folder", "device"])
def test_only_a_regular_file_is_recorded_into(tmp_path: Path, kind: str, options: list[str]) -> None:
    path = tmp_path / "class.jsonl"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/null")
    result = run("serve", "--port", "0", "--record", path, *options)
    assert result.returncode == 2 and result.stdout == b""
    assert f"is a {kind}".encode() in result.stderr and b"Choose another name." in result.stderr


def test_a_recording_that_is_emptied_from_outside_continues(tmp_path: Path) -> None:
    path = tmp_path / "class.jsonl"
    server = WslensServer("--record", str(path))
    say(server, "before")
    wait_until(lambda: b"close" in path.read_bytes())
    os.truncate(path, 0)
    say(server, "after")
    assert server.stop() == 0
    assert b"\0" not in path.read_bytes()
    assert messages(path) == ["after"]


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_standard_input_is_a_file_too(tmp_path: Path, name: str) -> None:
    recording = HELLO.read_bytes()
    assert run("inspect", "--json", name, stdin=recording).stdout == run("inspect", "--json", HELLO).stdout
    capture = tmp_path / "hello.pcapng"
    assert run("convert", name, capture, stdin=recording).returncode == 0
    assert run("inspect", "--list", name, stdin=capture.read_bytes()).stdout.count(b"Hello") == 2


@contextmanager
def held_pipe(path: Path) -> Iterator[int]:
    """A named pipe to which only the test writes, when it chooses to."""
    os.mkfifo(path)
    # Opened for reading too, so that nothing waits for the other end.
    end = os.open(path, os.O_RDWR)
    try:
        yield end
    finally:
        os.close(end)


def test_a_named_pipe_is_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: path.write_bytes(HELLO.read_bytes()))
    writer.start()
    try:
        result = run("inspect", "--list", path)
    finally:
        writer.join(10)
    assert result.stdout == run("inspect", "--list", HELLO).stdout and result.stderr == b""


def test_a_pipe_without_a_reader_is_waited_for_with_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    process = subprocess.Popen([wslens_binary(), "convert", HELLO, path], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None and select.select([process.stderr], [], [], 10)[0], "it waits in silence"
        assert process.stderr.readline() == f"wslens: {path}: waiting for a program that reads from this pipe …\n"
        assert path.read_bytes().count(b"\n") == HELLO.read_bytes().count(b"\n")
        assert process.wait(10) == 0
    finally:
        end_process(process)


def test_a_pipe_whose_reader_leaves_is_reported(tmp_path: Path, long_recording: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    command = [wslens_binary(), "convert", str(long_recording), str(path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        with path.open("rb", buffering=0) as reader:
            reader.read(1000)
        errors = process.communicate(timeout=10)[1]
    assert f"wslens: {path} could not be written: Broken pipe." in errors
    assert process.returncode == 2


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGALRM, signal.SIGXCPU])
def test_a_signal_leaves_no_half_written_file(tmp_path: Path, long_recording: Path, number: signal.Signals) -> None:
    lines = long_recording.read_text().splitlines()
    recording, folder = tmp_path / "longer.jsonl", tmp_path / "folder"
    recording.write_text("\n".join(lines[:4] + lines[4:] * 50) + "\n")
    for _ in range(10):
        folder.mkdir()
        process = subprocess.Popen([wslens_binary(), "convert", recording, folder / "out.jsonl"],
                                   stderr=subprocess.DEVNULL, preexec_fn=heed_signals)  # noqa: PLW1509
        while process.poll() is None and not any(folder.glob("*.part")):
            pass
        process.send_signal(number)
        status = process.wait(10)
        left = [path.name for path in folder.iterdir()]
        if status != 0:
            break
        # It was faster than the signal.
        shutil.rmtree(folder)
    assert status == -number
    assert left == []


@pytest.mark.parametrize("name", ["out.jsonl", "\u00e4" * 120 + ".jsonl"], ids=["short", "long"])
def test_a_draft_is_named_after_its_file(tmp_path: Path, long_recording: Path, name: str) -> None:
    """What a killed program leaves behind says what it was to become, however long that name is."""
    lines = long_recording.read_text().splitlines()
    recording, folder = tmp_path / "longer.jsonl", tmp_path / "folder"
    recording.write_text("\n".join(lines[:4] + lines[4:] * 50) + "\n")
    folder.mkdir()
    process = subprocess.Popen([wslens_binary(), "convert", recording, folder / name], stderr=subprocess.DEVNULL)
    drafts: list[Path] = []
    while process.poll() is None and not drafts:
        drafts = list(folder.glob("*.part"))
    process.kill()
    process.wait(10)
    assert [draft.name[:9] for draft in drafts] == [name[:9]]


@pytest.mark.parametrize("arguments", [["serve", "--port", "0"], ["inspect", str(HELLO)]], ids=["serve", "inspect"])
def test_a_closed_standard_output_is_reported(arguments: list[str]) -> None:
    process = subprocess.run([wslens_binary(), *arguments], stderr=subprocess.PIPE, text=True, timeout=10, check=False,
                             preexec_fn=lambda: os.close(1))
    assert process.stderr == "wslens: the output could not be written: Bad file descriptor.\n"
    assert process.returncode == 2


def test_a_closed_standard_error_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    process = subprocess.run([wslens_binary(), "convert", HELLO, path], timeout=10, check=False,
                             preexec_fn=lambda: os.close(2))
    assert process.returncode == 0
    assert path.read_bytes().count(b"\n") == HELLO.read_bytes().count(b"\n")


def unread(end: int) -> int:
    """How many bytes wait in a pipe."""
    count = array.array("i", [0])
    fcntl.ioctl(end, termios.FIONREAD, count)
    return count[0]


def heed_signals() -> None:
    """In the new process: tests in the background, or under nohup, inherit ignored signals."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.fixture(scope="module")
def long_recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording whose every output is longer than a pipe can hold."""
    path = tmp_path_factory.mktemp("long") / "long.jsonl"
    lines = HELLO.read_text().splitlines()[:4]
    frame = '{"t":1.0,"c":1,"from":"server","hex":"8105' + b"Hello".hex() + '"}'
    path.write_text("\n".join(lines + [frame] * 10_000) + "\n")
    return path


@pytest.mark.parametrize("command", ["inspect", "inspect --list", "inspect --json", "convert"])
def test_output_that_is_not_ready_is_waited_for(long_recording: Path, command: str) -> None:
    """A program that makes a pipe or a terminal non-blocking does so for all that have it open."""
    arguments = [*command.split(), str(long_recording), *(["/dev/stdout"] if command == "convert" else [])]
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    process = subprocess.Popen([wslens_binary(), *arguments], stdout=writer, stderr=subprocess.PIPE)
    try:
        # It is read when the pipe is full, and has no room for what is left.
        wait_until(lambda: not select.select([], [writer], [], 0)[1])
        os.close(writer)
        with open(reader, "rb") as output:
            assert output.read() == run(*arguments).stdout
        assert process.wait(10) == 0
    finally:
        process.kill()


def test_input_that_is_not_ready_is_waited_for() -> None:
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    process = subprocess.Popen([wslens_binary(), "inspect", "--list", "-"], stdin=reader, stdout=subprocess.PIPE)
    try:
        recording = HELLO.read_bytes()
        os.write(writer, recording[:100])
        wait_until(lambda: unread(reader) == 0)
        os.write(writer, recording[100:])
        os.close(writer)
        assert process.communicate(timeout=10)[0] == run("inspect", "--list", HELLO).stdout
        assert process.returncode == 0
    finally:
        process.kill()
        os.close(reader)


@pytest.mark.parametrize("command", [["inspect", "--list"], ["inspect"], ["convert"], ["replay"]], ids=" ".join)
@pytest.mark.parametrize("name", ["/dev/zero", "-"])
def test_input_without_an_end_is_judged_by_its_start(tmp_path: Path, command: list[str], name: str) -> None:
    output = [str(tmp_path / "out.jsonl")] if command == ["convert"] else []
    with open("/dev/zero", "rb") as zeros:
        process = subprocess.run([wslens_binary(), *command, name, *output], stdin=zeros, stderr=subprocess.PIPE,
                                 text=True, timeout=30, check=False, preexec_fn=limit_memory)
    assert process.stderr.endswith(
        ": This is not a wslens recording: it is binary data of an unknown kind.\n"), process.stderr
    assert process.returncode == 2


def test_answers_without_an_end_are_not_read_whole() -> None:
    process = subprocess.run([wslens_binary(), "lessons", "run", "bits", "--answers", "/dev/zero"],
                             capture_output=True, text=True, timeout=30, check=False, preexec_fn=limit_memory)
    assert process.stderr == (
        "wslens: /dev/zero has more than 4,194,304 bytes. Divide the answers among several files.\n")
    assert process.returncode == 2


def test_a_file_that_is_larger_than_memory_says_so(tmp_path: Path) -> None:
    path = tmp_path / "huge.pcap"
    path.touch()
    os.truncate(path, 8 << 40)
    result = run("inspect", path)
    assert f"wslens: {path} has more than ".encode() in result.stderr and b"Cut out a part" in result.stderr
    assert result.returncode == 2 and result.stderr.count(b"\n") == 1


def test_decoding_takes_little_more_memory_than_what_is_typed(tmp_path: Path) -> None:
    (tmp_path / "short").write_text("82 00")
    (tmp_path / "long").write_text("82 7f 0000000000600000" + " 00" * 0x600000)
    peaks = []
    for name in ("short", "long"):
        with (tmp_path / name).open("rb") as typed:
            process = subprocess.Popen([wslens_binary(), "decode", "--from", "server", "-"], stdin=typed,
                                       stdout=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        peaks.append(usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
    assert peaks[1] - peaks[0] < 8 * (tmp_path / "long").stat().st_size


def limit_memory() -> None:
    """In the new process: what would read without an end must fail rather than take all memory."""
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


def test_output_without_a_reader_ends_well(long_recording: Path) -> None:
    """`wslens … | head` has seen enough."""
    command = [wslens_binary(), "inspect", str(long_recording)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("command", [["replay"], ["inspect"], ["inspect", "--list"], ["convert"]], ids=" ".join)
def test_a_signal_ends_the_program_while_it_reads(tmp_path: Path, command: list[str], number: signal.Signals) -> None:
    path = tmp_path / "pipe"
    with held_pipe(path) as end:
        output = [str(tmp_path / "out.jsonl")] if command == ["convert"] else []
        process = subprocess.Popen([wslens_binary(), *command, str(path), *output],
                                   preexec_fn=heed_signals)  # noqa: PLW1509 (no other thread runs here)
        # The program reads when it has taken what was written.
        os.write(end, HELLO.read_bytes()[:100])
        wait_until(lambda: unread(end) == 0)
        process.send_signal(number)
        try:
            assert process.wait(10) == -number
        finally:
            process.kill()


def test_the_reading_notice_appears_only_on_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "class.jsonl"
    os.mkfifo(path)
    end = os.open(path, os.O_RDWR)
    terminal, errors = pty.openpty()
    process = subprocess.Popen([wslens_binary(), "inspect", "--list", str(path)], stdout=subprocess.PIPE, stderr=errors)
    os.close(errors)
    try:
        said = read_until(terminal, "reading class.jsonl …")
        os.write(end, HELLO.read_bytes())
        os.close(end)
        assert process.stdout is not None and process.stdout.read() == run("inspect", "--list", HELLO).stdout
        assert process.wait(10) == 0
        said += read_until(terminal, None)
    finally:
        process.kill()
        os.close(terminal)
    # At the end nothing is left of it.
    *_, blanks, rest = said.split("\r")
    assert not blanks.strip() and len(blanks) > len("reading class.jsonl …") and rest == ""
    assert run("inspect", "--list", HELLO).stderr == b""


def read_until(terminal: int, text: str | None) -> str:
    """What a program wrote to its terminal, until it wrote `text`, or until its end."""
    said = b""
    while text is None or text not in said.decode(errors="replace"):
        ready, _, _ = select.select([terminal], [], [], 10)
        assert ready, said
        try:
            part = os.read(terminal, 1024)
        except OSError:  # Linux: the other end is closed
            part = b""
        if not part:
            break
        said += part
    return said.decode()


def test_a_report_is_not_held_in_memory(tmp_path: Path) -> None:
    """It needs little more memory than the screens, although it is many times longer than its file."""
    path = tmp_path / "long.jsonl"
    lines = HELLO.read_text().splitlines()[:4]
    frame = '"from":"server","hex":"8105' + b"Hello".hex() + '"}'
    path.write_text("\n".join(lines + [f'{{"t":1.0,"c":1,{frame}' for _ in range(60_000)]) + "\n")
    peaks = []
    for options in (["--print", "connections"], []):
        process = subprocess.Popen([wslens_binary(), "inspect", *options, str(path)], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        peaks.append(usage.ru_maxrss)
    assert peaks[1] < 1.3 * peaks[0]


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """A terminal with room for a long line."""
    with Terminal(columns=120, rows=30) as running:
        yield running


def test_replay_reads_a_pipe_and_still_takes_keys(terminal: Terminal) -> None:
    terminal.run(f"clear; cat {shlex.quote(str(HELLO))} | {shlex.quote(wslens_binary())} replay -")
    terminal.wait_for_text("RECORDED", "CLOSED 1000")
    terminal.send("4")
    terminal.wait_for_text("client frame", "FIN is 1")
    terminal.send("R")
    terminal.wait_for_text("A pipe can be read only once.")
    terminal.send("q")
    terminal.wait_for_prompt()


def test_writing_names(terminal: Terminal, tmp_path: Path) -> None:
    """A ~ is the home folder, and a folder is refused at once."""
    (tmp_path / "folder.jsonl").mkdir()
    terminal.run(f"cd {shlex.quote(str(tmp_path))}; export HOME=$PWD")
    replay(terminal, HELLO)
    answer(terminal, "w", "folder.jsonl")
    terminal.wait_for_text("folder.jsonl is a folder")
    answer(terminal, "w", "~/mine.jsonl")
    terminal.wait_for_text("written to ~/mine.jsonl")
    assert messages(tmp_path / "mine.jsonl") == ["Hello"]
    assert not (tmp_path / "~").exists()


def test_the_recording_that_is_being_written_is_kept(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "class.jsonl"
    (tmp_path / "other.jsonl").symlink_to(path)
    command = f"{shlex.quote(wslens_binary())} live --port 0 --record {shlex.quote(str(path))}"
    terminal.run(f"clear; cd {shlex.quote(str(tmp_path))}; {command}")
    terminal.wait_for_text("LIVE  ● REC class.jsonl  ", "http://localhost:")
    terminal.send("d")
    terminal.wait_for_text("CLOSED 1000")
    for name in ("class.jsonl", "./class.jsonl", "other.jsonl"):
        answer(terminal, "w", name)
        terminal.wait_for_text(f"{name} is being recorded into. Choose another name.")
    answer(terminal, "w", "mine.jsonl")
    terminal.wait_for_text("written to mine.jsonl")
    terminal.resize(60, 20)
    terminal.wait_for_text("LIVE  ● REC  ")
    terminal.send("q")
    terminal.wait_for_prompt()
    assert inspected(path) and "Hello" in messages(path)


def test_reading_a_large_file_again_says_so(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl"
    lines = HELLO.read_text().splitlines()[:4]
    note = json.dumps({"t": 1.0, "c": 1, "note": "A long remark. " * 400})
    path.write_text("\n".join(lines + [note] * 10_000) + "\n")
    replay(terminal, path)
    terminal.send("R")
    deadline = time.monotonic() + 30
    seen = ""
    while "Reloaded: 10,0" not in seen:
        seen += terminal.screen()
        assert time.monotonic() < deadline
    assert f"Reading {path} again …" in seen
