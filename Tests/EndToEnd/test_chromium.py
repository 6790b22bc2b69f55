"""The page in a real browser: each test checks both sides: what the server logged and what the page saw."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest

from chromium import Chromium
from wslens_server import Event, WslensServer

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455 section 1.3
EMOJI = "👋 👨‍👩‍👧‍👦 🇬🇷"


@pytest.fixture
def page(server: WslensServer, browser: Chromium) -> Chromium:
    """The browser with the page loaded and its first socket OPEN."""
    browser.navigate(server.url)
    browser.wait_until("document.getElementById('status').dataset.state === 'OPEN'")
    return browser


@pytest.fixture(autouse=True)
def clean_console(browser: Chromium) -> Any:
    """Nothing may be reported on the console: no exception, no missing resource, none that the CSP forbids."""
    yield
    assert browser.console_errors == []


def rows(page: Chromium, **dataset: str) -> list[dict[str, Any]]:
    """The page's log rows with these data- attributes: {"length": bytes, "text": what is shown}."""
    selector = "#log li" + "".join(f"[data-{name}={json.dumps(value)}]" for name, value in dataset.items())
    found: list[dict[str, Any]] = page.evaluate(
        f"Array.from(document.querySelectorAll({json.dumps(selector)}),"
        " row => ({length: Number(row.dataset.length), text: row.querySelector('bdi').textContent}))")
    return found


def wait_for_row(page: Chromium, **dataset: str) -> dict[str, Any]:
    """The last such row, as soon as there is one."""
    selector = "#log li" + "".join(f"[data-{name}={json.dumps(value)}]" for name, value in dataset.items())
    page.wait_until(f"document.querySelector({json.dumps(selector)}) !== null")
    return rows(page, **dataset)[-1]


def handshakes(server: WslensServer) -> list[Event]:
    """The handshakes that opened a WebSocket: the page itself was plain HTTP, with another status."""
    return server.events("handshake", status=101)


def assert_echoed(server: WslensServer, kind: str, opcode: int, payload: bytes) -> None:
    """The log has this message from the client, masked, and then the same from the server, unmasked."""
    for sender, masked in (("client", True), ("server", False)):
        message = server.wait_for_event("message", sender=sender, kind=kind, length=len(payload))
        of_sender = server.events("frame", sender=sender, connection=message["connection"])
        frames = [frame for frame in of_sender if frame["index"] in message["frames"]]
        assert [frame["opcode"] for frame in frames] == [opcode] + [0] * (len(frames) - 1)
        assert all(frame["masked"] is masked for frame in frames)
        assert [frame["fin"] for frame in frames] == [False] * (len(frames) - 1) + [True]
        assert sum(frame["payloadLength"] for frame in frames) == len(payload)
        if not any(frame.get("payloadTruncated") for frame in frames):
            assert "".join(frame["payload"] for frame in frames) == payload.hex()
        assert all(frame["violations"] == [] for frame in frames)


def test_handshake(server: WslensServer, page: Chromium) -> None:
    [handshake] = handshakes(server)
    digest = hashlib.sha1((handshake["key"] + GUID).encode()).digest()
    assert handshake["accept"] == base64.b64encode(digest).decode()
    assert len(base64.b64decode(handshake["key"])) == 16
    assert (handshake["method"], handshake["path"], handshake["version"]) == ("GET", "/", 13)
    assert handshake["origin"] == server.url.rstrip("/")
    assert handshake["violations"] == []
    server.wait_for_event("state", endpoint="server", to="OPEN", connection=handshake["connection"])
    # What the browser itself says that it sent and received.
    [created] = [event for event in page.websocket_events if event["method"] == "Network.webSocketCreated"]
    assert created["url"] == server.websocket_url
    [answer] = [event["response"] for event in page.websocket_events
                if event["method"] == "Network.webSocketHandshakeResponseReceived"]
    headers = {name.lower(): value for name, value in answer["headers"].items()}
    assert answer["status"] == 101
    assert headers["sec-websocket-accept"] == handshake["accept"]


def test_typed_text_is_echoed(server: WslensServer, page: Chromium) -> None:
    page.type_into("message-field", "Hello")
    page.press("Enter", "Enter", 13, "\r")
    assert wait_for_row(page, direction="received", kind="text") == {"length": 5, "text": "Hello"}
    assert rows(page, direction="sent", kind="text") == [{"length": 5, "text": "Hello"}]
    assert_echoed(server, "text", 1, b"Hello")
    frame = server.wait_for_event("frame", sender="client")
    assert (frame["index"], frame["offset"], frame["lengthBits"], frame["headerLength"]) == (0, 0, 7, 6)
    assert frame["text"] == "Hello"
    assert len(bytes.fromhex(frame["maskingKey"])) == 4


def test_masking_keys_differ(server: WslensServer, page: Chromium) -> None:
    for count in range(1, 5):
        page.click("send-button")
        server.wait_for_event("message", sender="server", frames=[count - 1])
    keys = [frame["maskingKey"] for frame in server.events("frame", sender="client")]
    assert len(set(keys)) == 4


@pytest.mark.parametrize("length", [125, 126, 65_535, 65_536])
def test_boundary_lengths(server: WslensServer, page: Chromium, length: int) -> None:
    page.click(f"size-{length}")
    received = wait_for_row(page, direction="received", kind="text")
    assert received["length"] == length
    payload = (b"0123456789" * 6_554)[:length]
    assert received["text"].startswith(payload[:100].decode())
    assert_echoed(server, "text", 1, payload)
    bits = 7 if length <= 125 else 16 if length <= 65_535 else 64
    if len(server.events("frame", sender="server")) == 1:
        assert server.wait_for_event("frame", sender="server")["lengthBits"] == bits


@pytest.mark.parametrize(("button", "text"), [
    ("script-greek", "Γειά σου Κόσμε"), ("script-arabic", "مرحبا بالعالم"), ("script-hindi", "नमस्ते दुनिया"),
    ("script-chinese", "你好，世界"), ("script-emoji", EMOJI), ("empty-button", ""),
])
def test_texts(server: WslensServer, page: Chromium, button: str, text: str) -> None:
    page.click(button)
    length = len(text.encode())
    assert wait_for_row(page, direction="received", kind="text") == {"length": length, "text": text}
    assert_echoed(server, "text", 1, text.encode())
    assert server.wait_for_event("message", sender="client")["text"] == text


@pytest.mark.parametrize(("button", "payload"), [
    ("binary-button", bytes([0x00, 0x01, 0x7F, 0x80, 0xFF])), ("binary-256", bytes(range(256))),
])
def test_binary(server: WslensServer, page: Chromium, button: str, payload: bytes) -> None:
    page.click(button)
    received = wait_for_row(page, direction="received", kind="binary")
    assert received["length"] == len(payload)
    assert received["text"].startswith(payload[:64].hex(" "))
    assert_echoed(server, "binary", 2, payload)


def test_close_with_code_and_reason(server: WslensServer, page: Chromium) -> None:
    page.type_into("close-code", "3001")
    page.type_into("close-reason", "bye")
    page.click("close-button")
    seen = wait_for_row(page, direction="event", kind="close")
    assert seen["text"] == 'code 3001, reason "bye", wasClean true'
    assert page.evaluate("document.getElementById('status').dataset.state") == "CLOSED"
    closed = server.wait_for_event("closed", code=3001)
    assert (closed["reason"], closed["clean"]) == ("bye", True)
    for sender in ("client", "server"):
        frame = server.wait_for_event("frame", sender=sender, opcode=8)
        assert frame["payload"].startswith((3001).to_bytes(2, "big").hex())
    assert server.wait_for_event("frame", sender="client", opcode=8)["payload"] == "0bb9" + b"bye".hex()


def test_close_without_code(server: WslensServer, page: Chromium) -> None:
    page.click("close-plain")
    assert wait_for_row(page, direction="event", kind="close")["text"] == "code 1005, reason none, wasClean true"
    assert server.wait_for_event("frame", sender="client", opcode=8)["payloadLength"] == 0
    [handshake] = handshakes(server)
    assert server.wait_for_event("closed", connection=handshake["connection"])["clean"] is True


def test_browser_refuses_a_code(server: WslensServer, page: Chromium) -> None:
    page.type_into("close-code", "1001")
    page.click("close-button")
    assert wait_for_row(page, kind="error")["text"].startswith("InvalidAccessError")
    assert page.evaluate("document.getElementById('status').dataset.state") == "OPEN"
    assert server.events("frame") == []


def test_second_connection_and_reconnecting(server: WslensServer, page: Chromium) -> None:
    page.click("open-another")
    wait_for_row(page, kind="open", socket="2")
    first, second = [handshake["connection"] for handshake in handshakes(server)]
    page.click("send-button")
    wait_for_row(page, direction="received", socket="2")
    assert server.events("message", connection=first) == []
    page.click("close-button")
    wait_for_row(page, kind="close", socket="2")
    assert server.wait_for_event("closed", code=3001)["connection"] == second
    page.click("socket-1")  # the first one is still open, and answers
    page.click("send-button")
    wait_for_row(page, direction="received", socket="1")
    page.click("socket-2")
    page.click("reconnect-button")
    wait_for_row(page, kind="open", socket="3")
    assert len({handshake["key"] for handshake in handshakes(server)}) == 3


def test_server_that_ends_says_so(server: WslensServer, page: Chromium) -> None:
    server.terminate()
    seen = wait_for_row(page, direction="event", kind="close")
    assert seen["text"].startswith("code 1001,")
    assert seen["text"].endswith("wasClean true")


def test_the_page_hands_the_token_on(browser: Chromium) -> None:
    """A server that asks for a token, and lists origins: its own page is let in with the token in its address."""
    server = WslensServer("--token", "open sesame", "--allow-origin", "https://example.org")
    try:
        browser.navigate(server.url + "?token=open%20sesame")
        browser.wait_until("document.getElementById('status').dataset.state === 'OPEN'")
        assert len(handshakes(server)) == 1
    finally:
        assert server.stop() == 0
