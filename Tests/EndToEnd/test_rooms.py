"""Rooms, push back and lies, with real browsers: what the server did, and what the pages and the screen showed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.sync.client import connect

from chromium import Chromium
from processes import wslens_binary
from tmux import Terminal
from wslens_server import Event, WslensServer


@pytest.fixture
def open_page(tmp_path: Path) -> Iterator[Callable[[str], Chromium]]:
    """Opens a page in a browser of its own, and waits until its socket is OPEN."""
    with ExitStack() as browsers:
        def open_page(url: str) -> Chromium:
            browser = Chromium(tmp_path / f"profile-{len(list(tmp_path.iterdir()))}")
            browsers.callback(browser.close)
            browser.navigate(url)
            wait_for_state(browser, "OPEN")
            return browser
        yield open_page


def wait_for_decision(server: WslensServer, name: str) -> Event:
    """What the server did of its own accord, under that name."""
    return server.wait_for(lambda event: event["event"] == "decision" and event["name"] == name)


def wait_for_state(page: Chromium, state: str, timeout: float = 10) -> None:
    page.wait_until(f"document.getElementById('status').dataset.state === {json.dumps(state)}", timeout=timeout)


def received(page: Chromium) -> list[str]:
    found: list[str] = page.evaluate(
        "Array.from(document.querySelectorAll('#log li[data-direction=received] bdi'), row => row.textContent)")
    return found


def wait_for_received(page: Chromium, *texts: str) -> None:
    page.wait_until("document.querySelectorAll('#log li[data-direction=received]').length >= " + str(len(texts)))
    assert received(page) == list(texts)


def test_two_pages_in_a_room_and_one_outside(
    server: WslensServer, open_page: Callable[[str], Chromium]
) -> None:
    ada, bob = open_page(server.url + "room/caf%C3%A9?name=Ada"), open_page(server.url + "room/caf%C3%A9?name=Bob")
    eve = open_page(server.url + "?name=Eve")
    assert "room café" in ada.evaluate("document.getElementById('status').textContent")
    for page, text in ((ada, "from Ada"), (bob, "from Bob"), (eve, "from Eve")):
        page.evaluate(f"byId('message-field').value = {json.dumps(text)}")
        page.click("send-button")
        wait_for_received(page, *{"from Ada": ["from Ada"], "from Bob": ["from Ada", "from Bob"]}.get(text, [text]))
    for page in (ada, bob):
        wait_for_received(page, "from Ada", "from Bob")
    # Eve goes to /broadcast with the picker, where nobody else is.
    eve.evaluate("byId('place').value = 'broadcast'")
    eve.click("open-there")
    eve.wait_until("selected.number === 2 && selected.socket.readyState === 1")
    eve.click("empty-button")
    eve.wait_until("document.querySelectorAll('#log li[data-direction=received]').length === 2")
    ada.click("close-plain")
    wait_for_state(ada, "CLOSED")
    left = wait_for_decision(server, "room-left")
    assert left["sentence"] == "Left room café: 1 connection there now."
    joined = [event["sentence"] for event in server.events("decision") if event["name"] == "room-joined"]
    assert joined == ["Joined room café: 1 connection there now.", "Joined room café: 2 connections there now.",
                      "Joined /broadcast: 1 connection there now."]
    assert [received(page) for page in (ada, bob)] == [["from Ada", "from Bob"]] * 2
    assert len(server.events("message", sender="server", text="from Ada")) == 2


@pytest.mark.parametrize("terminal", [(80, 24)], indirect=True)
def test_tcp_pushes_back_and_drains(terminal: Terminal, page: Chromium) -> None:
    terminal.send("6")
    terminal.wait_for_text("queues, marks", "reads")
    terminal.send("z")
    terminal.wait_for_text("held by you: z")
    page.click("flood-button")
    # What neither the server's system nor the browser's takes waits in the browser.
    page.wait_until("selected.socket.bufferedAmount > 1000000")
    terminal.wait_for_text("reading-held")
    assert page.evaluate("Number(byId('buffered').dataset.bytes)") > 0
    # While it drains, reading may pause and resume often enough that the release leaves the rows of what was done.
    terminal.send("z")
    terminal.wait_for_text("#1 is read again.")
    page.wait_until("selected.socket.bufferedAmount === 0", timeout=30)
    page.wait_until("document.querySelectorAll('#log li[data-direction=received]').length >= 200", timeout=60)
    assert "held by you" not in terminal.wait_for_text(" 0 ······ reads")


@pytest.mark.parametrize("terminal", [(140, 45)], indirect=True)
def test_a_page_that_does_not_read_fills_its_queue(
    terminal: Terminal, page: Chromium, open_page: Callable[[str], Chromium]
) -> None:
    url = page.evaluate("location.origin") + "/room/blue"
    sender = open_page(url)
    page.navigate(url)
    wait_for_state(page, "OPEN")
    terminal.send("6")
    terminal.wait_for_text("queues, marks", "blue  2:")
    page.click("busy-button")
    page.wait_until("document.querySelector('[data-kind=busy]') !== null")
    sender.click("flood-button")
    # The queue passes its high mark, and nothing more is read from the page; whoever sends to it does not wait.
    terminal.wait_for_text("queue is full", "slow-reader-drop", timeout=20)
    sender.wait_until("selected.socket.bufferedAmount === 0", timeout=20)
    # When it reads again all drains, but for what was dropped.
    page.wait_until("document.querySelectorAll('[data-kind=busy]').length === 2", timeout=30)
    terminal.wait_for_text("slow-reader-drained", timeout=30)
    assert "queue is full" not in terminal.screen()


# What is done wrong, with which rule the log names it, and what Chromium made of it: the state of the page's socket,
# and the words on its console. A page learns no more than 1006.
LIES = [
    ("wrong-accept", "accept-mismatch", "CLOSED", "Incorrect 'Sec-WebSocket-Accept' header value"),
    ("no-upgrade", "response-upgrade-not-websocket", "CLOSED", "'Upgrade' header is missing"),
    ("masked-frames", "server-frame-masked", "CLOSED", "A server must not mask any frames"),
    ("unasked-rsv1", "reserved-bit-set", "CLOSED", "One or more reserved bits are on: reserved1 = 1"),
    ("bad-utf8", "text-not-utf8", "CLOSED", "Could not decode a text frame as UTF-8"),
    ("reset", None, "CLOSED", None),
    ("fragments", None, "OPEN", None),
    ("one-byte", None, "OPEN", None),
]


def test_what_chromium_makes_of_lies(browser: Chromium) -> None:
    for lie, rule, state, console in LIES:
        server = WslensServer("--mischief", lie)
        try:
            browser.navigate(server.url)
            if lie not in ("wrong-accept", "no-upgrade"):
                wait_for_state(browser, "OPEN")
                browser.click("send-button")
            if state == "OPEN":
                wait_for_received(browser, "Hello")
            wait_for_state(browser, state)
            decision = wait_for_decision(server, f"mischief-{lie}")
            assert decision["sentence"].startswith("On purpose: "), lie
            found = [violation["rule"] for event in server.events() for violation in event.get("violations", [])]
            assert set(found) == ({rule} if rule else set()), lie
            if console:
                assert any(console in error for error in browser.console_errors), lie
        finally:
            server.kill()


def test_a_close_that_is_not_answered(browser: Chromium) -> None:
    server = WslensServer("--mischief", "no-close")
    try:
        browser.navigate(server.url)
        wait_for_state(browser, "OPEN")
        browser.click("close-plain")
        wait_for_decision(server, "mischief-no-close")
        wait_for_state(browser, "CLOSING")
    finally:
        server.kill()


@pytest.mark.parametrize(("lie", "expected"), [("late-pong", b"Hello"), ("wrong-pong", None)])
def test_pongs_that_browsers_never_ask_for(lie: str, expected: bytes | None) -> None:
    server = WslensServer("--mischief", lie)
    try:
        with connect(server.url.replace("http", "ws"), proxy=None, compression=None) as client:
            pong = client.ping(b"Hello")
            client.send("before it")
            assert client.recv() == "before it"
            assert pong.wait(10) is (expected is not None)
        assert wait_for_decision(server, f"mischief-{lie}")
    finally:
        server.kill()


@pytest.mark.parametrize("terminal", [(80, 24)], indirect=True)
def test_a_lie_for_the_next_one_is_for_that_alone(terminal: Terminal, page: Chromium) -> None:
    terminal.send("6")
    terminal.wait_for_text("queues, marks")
    terminal.send("Tab", "Tab", "Enter")
    terminal.wait_for_text("MISCHIEF NEXT", "wrong-accept next")
    page.click("open-another")
    page.wait_until("selected.number === 2 && selected.socket.readyState === 3")
    terminal.wait_for_text("mischief-wrong-accept")
    page.click("open-another")
    page.wait_until("selected.number === 3 && selected.socket.readyState === 1")


@pytest.mark.parametrize("terminal", [(80, 24)], indirect=True)
def test_a_text_to_a_room_waits_with_the_answers(terminal: Terminal) -> None:
    address = re.search(r"http(://localhost:\d+/)", terminal.screen())
    assert address, terminal.screen()
    with connect(f"ws{address[1]}room/blue") as ada, connect(f"ws{address[1]}room/blue") as bob:
        terminal.send("6")
        terminal.wait_for_text("blue  2:")
        terminal.send("b", "b")
        terminal.wait_for_text("Answers go out by tens")
        terminal.send("Tab", "s", "H", "i", "Enter")
        terminal.wait_for_text("Waiting to be sent to 2, as answers are: they go out when 10 are waiting.")
        terminal.wait_for_text("1 answer")
        terminal.send("b")
        assert [ada.recv(10), bob.recv(10)] == ["Hi", "Hi"]
        terminal.send("s", "H", "o", "Enter")
        terminal.wait_for_text("Sent to 2.")
        assert [ada.recv(10), bob.recv(10)] == ["Ho", "Ho"]


def test_a_class_of_three_hundred_in_one_room() -> None:
    """From one address, a message a second each: all get all, in one order, beside one that does not read."""
    with subprocess.Popen([wslens_binary(), "serve", "--port", "0"], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            port = str(urlsplit(server.stdout.readline().strip()).port)
            threading.Thread(target=server.stdout.read, daemon=True).start()
            crowd = Path(__file__).with_name("crowd.py")
            run = subprocess.run([sys.executable, crowd, port, "--connections", "300", "--seconds", "3"],
                                 capture_output=True, text=True, timeout=120)
            assert run.returncode == 0, run.stderr
            result = json.loads(run.stdout)
            assert result == {"sent": 900, "bytes": 900 * 62, "got": [900 * 62], "orders": 1, "ended": 0, "slow": 1}
        finally:
            server.terminate()
