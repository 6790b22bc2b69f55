"""`wslens send` against our server, Python's websockets, wrong servers, a fuzzing server; the sender on the screen."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import re
import shlex
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from kosoku import FailureError, run_fuzzingserver
from websockets.sync.server import ServerConnection, serve
from websockets.typing import Subprotocol

from chromium import Chromium
from processes import wslens_binary
from raw_client import read_exactly, read_until
from tmux import Terminal
from wslens_server import WslensServer

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def run(*arguments: str, stdin: str | None = None, timeout: float = 30) -> subprocess.CompletedProcess[str]:
    """Runs `wslens send` to its end."""
    return subprocess.run(
        [wslens_binary(), "send", *arguments], input=stdin, stdin=None if stdin else subprocess.DEVNULL,
        capture_output=True, text=True, encoding="utf-8", timeout=timeout)


def events(result: subprocess.CompletedProcess[str], name: str) -> list[dict[str, Any]]:
    """The events of one name that were printed with --json."""
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return [line for line in lines if line["event"] == name]


def without_times(text: str) -> list[str]:
    return [re.sub(r"^\d+\.\d+", "T", line) for line in text.splitlines()]


# Our server


def test_frames_are_shown_before_they_go(server: WslensServer) -> None:
    result = run(server.websocket_url, "text:Hi", "mask=37fa213d", "text:Hel", "fin=no", "mask=00000000", "ping",
                 "mask=01020304", "continuation:lo", "mask=00000000", "--wait", "0.3")
    assert result.returncode == 0, result.stderr
    lines = without_times(result.stdout)
    assert lines[0].startswith("T  #1  open     GET /  127.0.0.1:")
    sent = [line for line in lines if line.startswith("send")]
    assert sent == [
        "send     81 82 37 fa 21 3d 7f 93", "send     01 83 00 00 00 00 48 65 6c", "send     89 80 01 02 03 04",
        "send     80 82 00 00 00 00 6c 6f",
    ]
    assert [line for line in lines if "  > " in line] == [
        'T  #1  > text  2 B  "Hi"', 'T  #1  > text  3 B  FIN=0  "Hel"', "T  #1  > ping  0 B  ",
        'T  #1  > continuation  2 B  "lo"', "T  #1  > close  2 B  03e8",
    ]
    assert [line for line in lines if "  < " in line] == [
        'T  #1  < text  2 B  "Hi"', "T  #1  < pong  0 B  ", 'T  #1  < text  5 B  "Hello"', "T  #1  < close  2 B  03e8",
    ]
    assert lines[-1] == "T  #1  closed   1000 Normal Closure  clean  4 frames in, 5 out"


def test_json_is_that_of_the_server(server: WslensServer) -> None:
    """Both ends of a connection print the same, times and addresses apart."""
    result = run(server.websocket_url, "text:Hello", "--json", "--wait", "0.2")
    assert result.returncode == 0
    server.wait_for_event("closed")
    for name in ("handshake", "frame", "message", "closed"):
        theirs = [{k: v for k, v in event.items() if k not in ("time", "connection")} for event in server.events(name)]
        ours = [{k: v for k, v in event.items() if k not in ("time", "connection")} for event in events(result, name)]
        assert ours == theirs and ours != []


def test_what_is_broken_is_named_before_and_refused(server: WslensServer) -> None:
    result = run(server.websocket_url, "text:Hello", "mask=none")
    assert result.returncode == 0  # the server has done what it must
    named = "         ! client-frame-not-masked at byte 1: A client must mask every frame; this one is not masked"
    assert named in result.stdout
    assert server.wait_for_event("closed")["code"] == 1002


@pytest.mark.parametrize(("arguments", "code", "clean"), [
    (["--close", "3001"], 3001, True), ([], 1000, True), (["--no-close"], 1006, False),
    (["close:4000:bye"], 4000, True), (["--close", "1006"], 1006, True), (["close"], 1005, True),
])
def test_endings(server: WslensServer, arguments: list[str], code: int, clean: bool) -> None:
    assert run(server.websocket_url, "--wait", "0.1", *arguments).returncode == 0
    closed = server.wait_for_event("closed")
    assert (closed["code"], closed["clean"]) == (code, clean)
    assert len(server.events("frame", sender="client", opcode=8)) == (0 if "--no-close" in arguments else 1)


def test_lines_are_sent_as_they_come(server: WslensServer) -> None:
    process = subprocess.Popen([wslens_binary(), "send", server.websocket_url, "-", "--wait", "0"],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    for text in ("one", "two words"):
        process.stdin.write(f'text:"{text}"\n\n')
        process.stdin.flush()
        server.wait_for_event("message", sender="server", text=text)
    process.stdin.close()
    assert process.wait(10) == 0
    assert server.wait_for_event("closed")["code"] == 1000


def test_a_line_that_cannot_be_read(server: WslensServer) -> None:
    result = run(server.websocket_url, "-", stdin="text:one\ntext:two fin=maybe\ntext:three\n")
    assert result.returncode == 2
    assert "wslens: Line 2, column 14: fin is yes or no, as in fin=no." in result.stderr
    assert server.events("message", sender="client", text="three") == []


def test_pauses_and_sizes_are_seen_on_the_wire() -> None:
    """Each write is a read of its own for a receiver that waits between them."""
    with raw_server() as (url, accepted):
        process = subprocess.Popen(
            [wslens_binary(), "send", url, "chop:2,3", "hex:01020304050607", "pause:0.3", "chop:off", "hex:0809",
             "--no-close", "--wait", "0"], stdout=subprocess.DEVNULL)
        connection = accepted()
        reads = []
        while data := connection.recv(100):
            reads.append(data.hex())
        assert process.wait(10) == 0
    # The kernel may join writes that follow each other at once; what comes behind the pause is apart.
    assert "".join(reads) == "010203040506070809" and reads[-1] == "0809"
    assert reads[0] in ("0102", "0102030405", "01020304050607")


def test_every_write_is_a_segment(server: WslensServer, tmp_path: Path) -> None:
    """With a pause between them, the server's log has each write as a read."""
    recording = tmp_path / "own.jsonl"
    result = run(server.websocket_url, "chop:1", "ping:a", "mask=00000000", "--record", str(recording), "--wait", "0.2")
    assert result.returncode == 0, result.stderr
    assert "The recording is" in result.stderr
    lines = [json.loads(line) for line in recording.read_text().splitlines()[1:]]
    # Bytes of printable ASCII are written as text.
    sent = [line.get("hex") or line["text"].encode().hex() for line in lines if line.get("from") == "client"][1:]
    assert sent[:7] == ["89", "81", "00", "00", "00", "00", "61"]


def test_headers_and_subprotocols() -> None:
    requests: list[Any] = []
    with websockets_server(lambda connection: requests.append(connection.request), subprotocol="b") as url:
        result = run(url + "chat?x=1", "--header", "Cookie: a=b", "-H", "X-Two:2", "--subprotocol", "a",
                     "--subprotocol", "b", "--origin", "https://example.org", "--token", "secret",
                     "--header", "Host: example.org", "--json")
    assert result.returncode == 0, result.stderr
    [request] = requests
    assert request.path == "/chat?x=1"
    headers = request.headers
    assert (headers["Cookie"], headers["X-Two"], headers["Origin"]) == ("a=b", "2", "https://example.org")
    assert (headers["Authorization"], headers["Host"]) == ("Bearer secret", "example.org")
    assert headers["User-Agent"].startswith("wslens/")
    assert events(result, "handshake")[0]["subprotocol"] == "b"


# Other servers


@contextmanager
def websockets_server(handler: Callable[[ServerConnection], None], subprotocol: str | None = None) -> Iterator[str]:
    """A server of websockets, in a thread: its address."""
    def select(connection: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
        return next((name for name in offered if name == subprotocol), None)

    with serve(handler, "127.0.0.1", 0, compression=None, select_subprotocol=select) as peer:
        thread = threading.Thread(target=peer.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"ws://127.0.0.1:{peer.socket.getsockname()[1]}/"
        finally:
            peer.shutdown()
            thread.join(5)


@contextmanager
def raw_server(
    accept: str | None = None, answer: bytes | None = None
) -> Iterator[tuple[str, Callable[[], socket.socket]]]:
    """A server that takes one connection and answers with the right accept value, another one, or other bytes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(10)
        opened: list[socket.socket] = []

        def accepted() -> socket.socket:
            connection, _ = listening.accept()
            opened.append(connection)
            connection.settimeout(10)
            head, _ = read_until(connection, b"\r\n\r\n")
            key = re.search(rb"Sec-WebSocket-Key: (\S+)", head)
            assert key
            right = base64.b64encode(hashlib.sha1(key[1] + GUID.encode()).digest()).decode()
            connection.sendall(answer or (
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Accept: {accept or right}\r\n\r\n").encode())
            return connection

        try:
            yield f"ws://127.0.0.1:{listening.getsockname()[1]}/", accepted
        finally:
            for connection in opened:
                connection.close()


def test_a_server_of_websockets() -> None:
    def handler(connection: ServerConnection) -> None:
        assert connection.recv() == "Hello"
        assert connection.ping().wait(5)
        connection.send("back")
        connection.close(4001, "enough")

    with websockets_server(handler) as url:
        result = run(url, "text:Hello", "fragments=3", "--wait", "5")
    assert result.returncode == 0, result.stderr
    lines = without_times(result.stdout)
    assert 'T  #1  < text  4 B  "back"' in lines
    assert lines[-1].startswith('T  #1  closed   4001 Private Use  "enough"  clean')


def test_no_pong() -> None:
    answered: list[bool] = []

    def handler(connection: ServerConnection) -> None:
        answered.append(connection.ping().wait(0.5))
        connection.close()

    with websockets_server(handler) as url:
        assert run(url, "--no-pong", "--wait", "5").returncode == 0
        assert run(url, "--wait", "5").returncode == 0
    assert answered == [False, True]


@pytest.mark.parametrize(("accept", "answer", "words"), [
    ("AAAAAAAAAAAAAAAAAAAAAAAAAAA=", None, "accept-mismatch"),
    (None, b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "status 403"),
    (None, b"SSH-2.0-OpenSSH_9.2\r\n\r\n\x1b[2J", "cannot be read"),
    (None, b"HTTP/1.1 101 \x1b]0;title\x07\r\n\r\n", "cannot be read"),
    (None, b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n", "response-upgrade-not-websocket"),
], ids=["wrong accept", "refused", "not HTTP", "steering the terminal", "no Upgrade"])
def test_a_handshake_that_fails(accept: str | None, answer: bytes | None, words: str) -> None:
    with raw_server(accept, answer) as (url, accepted):
        thread = threading.Thread(target=lambda: accepted().close(), daemon=True)
        thread.start()
        result = run(url, "text:Hello")
        thread.join(10)
    assert result.returncode == 1
    assert words in result.stderr, result.stderr
    assert "\x1b" not in result.stdout + result.stderr


def test_a_server_that_breaks_the_protocol() -> None:
    with raw_server() as (url, accepted):
        def misbehave() -> None:
            connection = accepted()
            connection.sendall(bytes.fromhex("818537fa213d7f9f4d5158"))  # masked
            read_exactly(connection, 8)  # the client's Close with 1002

        thread = threading.Thread(target=misbehave, daemon=True)
        thread.start()
        result = run(url, "--wait", "5")
        thread.join(10)
    assert result.returncode == 1
    assert "server-frame-masked" in result.stdout


def test_texts_of_a_server_cannot_steer_the_terminal() -> None:
    with websockets_server(lambda connection: connection.send("\x1b[2J\x07")) as url:
        result = run(url, "--wait", "5")
    assert result.returncode == 0
    assert "\x1b" not in result.stdout and "\x07" not in result.stdout


@pytest.mark.parametrize(("arguments", "status", "words"), [
    (["ws://127.0.0.1:1/", "text:a"], 2, "Connecting to 127.0.0.1, port 1, failed"),
    (["wss://example.org/chat", "text:a"], 64, "TLS is not spoken here"),
    (["https://example.org/", "text:a"], 64, "socat TCP-LISTEN:8080,fork,reuseaddr OPENSSL:example.org:443"),
    (["localhost:1338", "text:a"], 64, "An address begins with ws://"),
    (["ws://127.0.0.1:1/", "txt:a"], 64, 'Column 1: no word is called "txt"; did you mean text?'),
    (["ws://127.0.0.1:1/", "text:a", "-"], 64, "it stands alone"),
    (["ws://127.0.0.1:1/", "text:a", "--header", "nothing"], 64, "A header is a name, a colon and a value"),
    (["ws://127.0.0.1:1/", "--header", "A: b\r\nC: d"], 64, "A header is a name, a colon and a value"),
    (["ws://127.0.0.1:1/", "text:a", "--echo"], 64, "it takes no frames"),
    (["ws://127.0.0.1:1/", "--wait", "-1"], 64, "--wait"),
    (["ws://127.0.0.1:1/", "--record", "a.txt"], 64, "ending in .jsonl"),
])
def test_what_cannot_be_done(arguments: list[str], status: int, words: str) -> None:
    result = run(*arguments)
    assert result.returncode == status
    assert words in result.stderr and result.stdout == ""


# A fuzzing server: the client role of the Autobahn cases


def failures(results: list[Any]) -> list[str]:
    informational = {"7.1.6", "7.13.1", "7.13.2"}
    return [
        f"{result.case_id}: {result.behavior.value}, close {result.behavior_close.value}: {result.description}"
        for result in results
        if result.behavior.value != ("INFORMATIONAL" if result.case_id in informational else "OK")
        or result.behavior_close.value not in ("OK", "INFORMATIONAL")
    ]


async def run_cases(groups: list[str]) -> list[Any]:
    async with run_fuzzingserver(groups, host="127.0.0.1", port=0) as server:
        url = f"ws://127.0.0.1:{server.port}"

        async def echo(path: str) -> str:
            process = await asyncio.create_subprocess_exec(
                wslens_binary(), "send", "--echo", url + path, "--json", stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE)
            output, _ = await asyncio.wait_for(process.communicate(), 60)
            return output.decode()

        first = [json.loads(line) for line in (await echo("/getCaseCount")).splitlines()]
        [count] = [int(event["text"]) for event in first if event["event"] == "message" and event["from"] == "server"]
        for case in range(1, count + 1):
            await echo(f"/runCase?case={case}&agent=wslens")
        await echo("/updateReports?agent=wslens")
        try:
            results = await asyncio.wait_for(server.get_result(), 60)
        except FailureError as failure:
            results = failure.results
    return results


def test_conformance_as_a_client() -> None:
    results = asyncio.run(run_cases([f"{group}.*" for group in (1, 2, 3, 4, 5, 6, 7, 10)]))
    assert len(results) == 247
    failed = failures(results)
    assert not failed, f"{len(failed)} cases:\n" + "\n".join(failed)


# On the screen


@contextmanager
def live(*options: str, size: tuple[int, int] = (80, 24)) -> Iterator[tuple[Terminal, str]]:
    """`wslens live` in a terminal, and its address."""
    with Terminal(*size) as terminal:
        terminal.run(f"{shlex.quote(wslens_binary())} live --port 0 {' '.join(options)}")
        address = re.search(r"http://localhost:\d+/", terminal.wait_for_text("http://localhost:"))
        assert address
        yield terminal, address[0]


@pytest.mark.parametrize("size", [(80, 24), (140, 45)], ids=["80x24", "140x45"])
def test_fragments_of_the_server_are_one_message_for_the_page(browser: Chromium, size: tuple[int, int]) -> None:
    with live(size=size) as (terminal, address):
        browser.navigate(address)
        browser.wait_until("document.getElementById('status').dataset.state === 'OPEN'")
        terminal.send("2")
        terminal.wait_for_text("101  accept")
        terminal.send("s")
        terminal.wait_for_text("send  as the server, to #1")
        terminal.type("text:Hel fin=no ping pause:0.2 continuation:lo")
        terminal.wait_for_text("01 03 48 65 6c", "text  3 B  FIN=0")
        terminal.send("Enter")
        terminal.wait_for_text("Sent to #1: 3 frames")
        browser.wait_until("document.querySelector('#log li[data-direction=received]')?.textContent.includes('Hello')")
        # The browser's Pong came between the fragments, and the line is still there.
        terminal.wait_for_text("pong  0 B  masked", "> text:Hel fin=no ping")
        assert browser.evaluate("document.querySelectorAll('#log li[data-direction=received]').length") == 1


def test_a_masked_frame_makes_a_browser_fail_the_connection(browser: Chromium) -> None:
    with live() as (terminal, address):
        browser.navigate(address)
        browser.wait_until("document.getElementById('status').dataset.state === 'OPEN'")
        terminal.send("2")
        terminal.wait_for_text("101  accept")
        terminal.send("s")
        terminal.wait_for_text("send  as the server, to #1")
        terminal.type("text:Hello mask=37fa213d")
        terminal.wait_for_text("! A server must not mask", "K--K--K--K")
        terminal.send("Enter")
        browser.wait_until("document.getElementById('status').dataset.state === 'CLOSED'")
        terminal.wait_for_text("nothing can be sent now")


def test_an_own_client_is_refused_for_an_unmasked_frame() -> None:
    with live() as (terminal, _):
        terminal.send("C")
        terminal.wait_for_text("#1 Flow", "101  accept")
        terminal.send("s")
        terminal.wait_for_text("send  as wslens's own client of #1, to the server")
        terminal.type("text:Hello mask=none")
        terminal.wait_for_text("! A client must mask every frame")
        terminal.send("Enter")
        terminal.wait_for_text("close 1002", "nothing can be sent now")


def test_a_connection_is_closed_with_a_code_of_choice(browser: Chromium) -> None:
    with live() as (terminal, address):
        browser.navigate(address)
        browser.wait_until("document.getElementById('status').dataset.state === 'OPEN'")
        terminal.wait_for_text("OPEN")
        terminal.send("X")
        terminal.wait_for_text("close #1 with code 1000", "1000 is Normal Closure")
        terminal.send("C-u")
        terminal.type("4711 enough")
        terminal.wait_for_text("Private Use")
        terminal.send("Enter")
        terminal.wait_for_text("CLOSED 4711", "Sent to #1: Close 4711.")
        browser.wait_until("document.getElementById('log').textContent.includes('4711')")


def test_a_recording_cannot_be_sent_to() -> None:
    with Terminal() as terminal:
        fixture = Path(__file__).resolve().parents[2] / "fixtures" / "rfc" / "masked-text.jsonl"
        terminal.run(f"{shlex.quote(wslens_binary())} replay {shlex.quote(str(fixture))}")
        terminal.wait_for_text("RECORDED")
        terminal.type("2s")
        terminal.wait_for_text("A recording can't be sent to.")
