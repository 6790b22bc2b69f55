"""The page in a real browser: each test checks both sides: what the server logged and what the page saw."""

from __future__ import annotations

import base64
import hashlib
import json
import time
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
    assert (handshake["method"], handshake["path"], handshake["version"]) == ("GET", "/?name=blue-1", 13)
    assert handshake["origin"] == server.url.rstrip("/")
    assert handshake["violations"] == []
    server.wait_for_event("state", endpoint="server", to="OPEN", connection=handshake["connection"])
    # What the browser itself says that it sent and received.
    [created] = [event for event in page.websocket_events if event["method"] == "Network.webSocketCreated"]
    assert created["url"] == server.websocket_url + "?name=blue-1"
    answers: list[dict[str, Any]] = []
    for _ in range(100):  # the browser may report it a little later
        answers = [event["response"] for event in page.websocket_events
                   if event["method"] == "Network.webSocketHandshakeResponseReceived"]
        if answers:
            break
        time.sleep(0.05)
    [answer] = answers
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
    assert seen["text"] == ('code 3001, reason "bye", wasClean true\n'
                            "wasClean is true: each side sent a Close frame before TCP ended.")
    assert page.evaluate("document.getElementById('status').dataset.state") == "CLOSED"
    closed = server.wait_for_event("closed", code=3001)
    assert (closed["reason"], closed["clean"]) == ("bye", True)
    for sender in ("client", "server"):
        frame = server.wait_for_event("frame", sender=sender, opcode=8)
        assert frame["payload"].startswith((3001).to_bytes(2, "big").hex())
    assert server.wait_for_event("frame", sender="client", opcode=8)["payload"] == "0bb9" + b"bye".hex()


def test_close_without_code(server: WslensServer, page: Chromium) -> None:
    page.click("close-plain")
    assert wait_for_row(page, direction="event", kind="close")["text"] == (
        "code 1005, reason none, wasClean true\n1005: the server's Close frame had no code in it. "
        "wasClean is true: each side sent a Close frame before TCP ended.")
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
    page.wait_until_enabled("reconnect-button")
    page.click("reconnect-button")
    wait_for_row(page, kind="open", socket="3")
    assert len({handshake["key"] for handshake in handshakes(server)}) == 3


def test_connecting_again_goes_to_the_same_place(server: WslensServer, page: Chromium) -> None:
    """Whatever is chosen for the next one."""
    page.evaluate("byId('place').value = 'broadcast'")
    page.click("close-plain")
    page.wait_until_enabled("reconnect-button")
    page.click("reconnect-button")
    wait_for_row(page, kind="open", socket="2")
    assert page.evaluate("selected.path") == "/"
    page.click("open-there")
    wait_for_row(page, kind="open", socket="3")
    page.click("close-plain")
    page.evaluate("byId('place').value = 'echo'")
    page.wait_until_enabled("reconnect-button")
    page.click("reconnect-button")
    wait_for_row(page, kind="open", socket="4")
    paths = [handshake["path"].split("?")[0] for handshake in handshakes(server)]
    assert paths == ["/", "/", "/broadcast", "/broadcast"]


@pytest.mark.parametrize(("button", "call"), [("close-plain", "close()"), ("close-button", "close(3001, \"bye\")")])
def test_closing_before_it_is_open_sends_nothing(server: WslensServer, page: Chromium, button: str, call: str) -> None:
    page.evaluate(f"byId('open-another').click(); byId('{button}').click()")
    assert wait_for_row(page, direction="event", kind="abort", socket="2")["text"] == (
        f"{call} before it was open: no Close frame is sent, the browser gives up.")
    assert wait_for_row(page, direction="event", kind="close", socket="2")["text"].startswith("code 1006,")
    assert rows(page, direction="sent") == []
    browsers_own = {"The connection failed. The browser does not let a page know why."}
    assert {row["text"] for row in rows(page, kind="error")} <= browsers_own
    # The browser warns of it by itself.
    assert len(page.console_errors) == 1 and "closed before the connection is established" in page.console_errors[0]
    page.console_errors.clear()


@pytest.mark.parametrize(("name", "sentence"), [
    ("", "The name of a room has 1 to 64 bytes of UTF-8; this one has 0."),
    ("x" * 65, "The name of a room has 1 to 64 bytes of UTF-8; this one has 65."),
    ("é" * 33, "The name of a room has 1 to 64 bytes of UTF-8; this one has 66."),
    ("..", "A room cannot be named ..: in an address that means another place."),
])
def test_a_name_that_no_room_can_have(server: WslensServer, page: Chromium, name: str, sentence: str) -> None:
    page.type_into("room-field", name or "x")
    if name == "":
        page.press("Backspace", "Backspace", 8)
    page.click("open-there")
    assert page.evaluate("byId('place-problem').hidden") is False
    assert page.evaluate("byId('place-problem').textContent") == sentence
    assert page.evaluate("connections.length") == 1
    page.click("open-another")
    assert page.evaluate("connections.length") == 1
    page.type_into("room-field", "é" * 32)
    assert page.evaluate("byId('place-problem').hidden") is True
    page.click("open-there")
    wait_for_row(page, kind="open", socket="2")
    assert page.evaluate("placeInWords(selected.path)") == "room " + "é" * 32


def test_server_that_ends_says_so(server: WslensServer, page: Chromium) -> None:
    server.terminate()
    seen = wait_for_row(page, direction="event", kind="close")
    assert seen["text"].startswith("code 1001,")
    assert "wasClean true" in seen["text"]


def test_server_that_is_gone(browser: Chromium) -> None:
    """Without a Close frame the browser reports 1006, and the page says what that is."""
    server = WslensServer()
    browser.navigate(server.url)
    browser.wait_until("document.getElementById('status').dataset.state === 'OPEN'")
    server.kill()
    assert wait_for_row(browser, direction="event", kind="close")["text"] == (
        "code 1006, reason none, wasClean false\n1006: no Close frame came; TCP ended without one. "
        "wasClean is false: it did not end with a Close frame from each side.")


def test_a_thousand_messages(server: WslensServer, page: Chromium) -> None:
    """Rows are drawn together, when the browser draws, and the log keeps the latest of them."""
    # In one turn of the browser, in which it draws nothing: the rows wait, and not more of them than are kept.
    drawn = page.evaluate("""(() => {
        for (let count = 1; count <= 10; count += 1) { document.getElementById("send-100").click(); }
        return document.querySelectorAll("#log li[data-direction=sent]").length;
    })()""")
    assert drawn == 0
    server.wait_for_event("message", sender="server", frames=[999])
    page.wait_until("document.querySelector('#log li:last-child bdi').textContent === 'Hello 100'"
                    " && document.getElementById('log-dropped').textContent.includes('1,501')")
    assert len(rows(page)) == 500  # of 1 open, 1,000 sent and 1,000 received
    sent = [event["text"] for event in server.events("message", sender="client")]
    assert sent == [f"Hello {count}" for count in range(1, 101)] * 10
    shown = [row["text"] for row in rows(page, direction="received")]
    assert shown == sent[-len(shown):]
    assert page.evaluate("(log => log.scrollTop + log.clientHeight >= log.scrollHeight - 8)"
                         "(document.getElementById('log'))")


def test_nothing_is_sent_on_a_closed_socket(server: WslensServer, page: Chromium) -> None:
    page.click("close-plain")
    wait_for_row(page, kind="close", direction="event")
    for button in ("send-100", "send-button", "binary-button"):
        page.click(button)
    page.wait_until("document.querySelectorAll('#log li[data-kind=error]').length >= 3")
    refused = "Not sent: the socket is CLOSED, and only an OPEN one can send."
    assert [row["text"] for row in rows(page, kind="error")] == [refused] * 3


def test_a_reader_who_scrolled_up_is_left_in_peace(server: WslensServer, page: Chromium) -> None:
    page.click("send-100")
    server.wait_for_event("message", sender="server", frames=[99])
    page.wait_until("document.querySelectorAll('#log li').length === 201")
    page.evaluate("document.getElementById('log').scrollTop = 0")
    page.click("send-button")
    page.wait_until("document.querySelectorAll('#log li').length === 203")
    assert page.evaluate("document.getElementById('log').scrollTop") == 0


@pytest.mark.parametrize("length", [0, 127, 1_000_000])
def test_length_of_choice(server: WslensServer, page: Chromium, length: int) -> None:
    page.type_into("length-field", str(length))
    page.press("Enter", "Enter", 13, "\r")
    assert wait_for_row(page, direction="received", kind="text")["length"] == length
    assert_echoed(server, "text", 1, (b"0123456789" * 100_000)[:length])


@pytest.mark.parametrize("length", ["1000001", "-1", "1.5", ""])
def test_length_that_is_refused(server: WslensServer, page: Chromium, length: str) -> None:
    page.type_into("length-field", length)
    page.click("length-button")
    page.click("binary-button")
    wait_for_row(page, direction="received", kind="binary")
    assert rows(page, kind="text") == []
    assert len(server.events("frame", sender="client")) == 1


def test_times_are_those_of_the_log(server: WslensServer, page: Chromium) -> None:
    """Three messages, half a second apart: the second one's time on the page is between the others' in the log."""
    for button in ("size-125", "size-126", "size-65535"):
        page.click(button)
        page.evaluate("new Promise(resolve => setTimeout(resolve, 500))")
    before = server.wait_for_event("message", sender="server", length=125)["time"]
    after = server.wait_for_event("message", sender="client", length=65_535)["time"]
    seconds = page.evaluate("Array.from(document.querySelectorAll('#log li[data-length=\"126\"]'),"
                            " row => Number(row.dataset.seconds))")
    assert len(seconds) == 2
    assert before < seconds[0] <= seconds[1] < after
    assert f" {seconds[1]:.3f} s text, 126 bytes" in page.evaluate("document.getElementById('log').textContent")


def test_pages_have_names(server: WslensServer, page: Chromium) -> None:
    """Each page gets another; one in its own address comes first, and further sockets of a page have numbers."""
    assert page.evaluate("document.title") == "blue-1: a WebSocket client"
    page.navigate(server.url)
    page.wait_until("document.title === 'green-2: a WebSocket client'")
    page.navigate(server.url + "?room=a%20b&name=Zo%C3%AB+%26+co&x")
    page.wait_until("document.title === 'Zoë & co: a WebSocket client'")
    wait_for_row(page, kind="open", socket="1")
    page.click("open-another")
    wait_for_row(page, kind="open", socket="2")
    assert page.evaluate("document.getElementById('status').textContent") == "Zoë & co.2: OPEN (readyState 1), echo"
    assert [handshake["path"] for handshake in handshakes(server)] == [
        "/?name=blue-1", "/?name=green-2", "/?name=Zo%C3%AB%20%26%20co&room=a%20b&x",
        "/?name=Zo%C3%AB%20%26%20co.2&room=a%20b&x"]


def test_a_name_is_text_and_not_markup(server: WslensServer, page: Chromium) -> None:
    page.navigate(server.url + "?name=%3Cb%3Eand%20a%20very%20long%20name%3C%2Fb%3E")
    page.wait_until("document.title === '<b>and a very long n: a WebSocket client'")
    assert page.evaluate("document.getElementById('page-name').children.length") == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_sticks_out(server: WslensServer, page: Chromium, width: int) -> None:
    """A phone held upright: no scrolling sideways, whatever is sent."""
    page.resize(width, 640)
    page.click("size-126")
    page.click("script-emoji")
    page.click("binary-256")
    wait_for_row(page, direction="received", kind="binary")
    page.click("close-plain")
    wait_for_row(page, kind="close")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keyboard_alone(server: WslensServer, page: Chromium) -> None:
    """Every control has a name and is reached by Tab, and a lesson goes without a mouse."""
    controls = page.evaluate(
        "Array.from(document.querySelectorAll('button:enabled, input, select'), control => control.id)")
    nameless = page.evaluate("""Array.from(document.querySelectorAll("button, input, select"))
        .filter((control) => !(control.labels?.length || control.textContent.trim())).map((control) => control.id)""")
    assert nameless == []
    reached = []
    for _ in controls:
        page.press("Tab", "Tab", 9)
        reached.append(page.evaluate("document.activeElement.id"))
    assert reached == controls
    page.evaluate("document.getElementById('close-plain').focus()")
    page.press("Enter", "Enter", 13, "\r")
    wait_for_row(page, kind="close")
    # The row of the Close is there when it is sent; the button waits for the end of the connection.
    page.wait_until_enabled("reconnect-button")
    page.evaluate("document.getElementById('reconnect-button').focus()")
    page.press("Enter", "Enter", 13, "\r")
    wait_for_row(page, kind="open", socket="2")
    assert page.evaluate("document.activeElement.id") == "message-field"
    page.press("Enter", "Enter", 13, "\r")
    assert wait_for_row(page, direction="received", kind="text")["text"] == "Hello"


def test_pings_of_the_server(browser: Chromium) -> None:
    """The browser answers each with its payload, and tells the page nothing."""
    server = WslensServer("--ping", "1")
    try:
        browser.navigate(server.url)
        for number in (1, 2):
            ping = server.wait_for_event("frame", sender="server", opcode=9, payload=f"ping {number}".encode().hex())
            pong = server.wait_for_event("frame", sender="client", opcode=10, payload=ping["payload"])
            assert (ping["masked"], pong["masked"]) == (False, True)
        assert server.events("closed", clean=False) == []
        assert [row["text"] for row in rows(browser) if "ping" in row["text"]] == []
    finally:
        assert server.stop() == 0


def test_the_page_hands_the_token_on(browser: Chromium) -> None:
    """A server that asks for a token, and lists origins: its own page is let in with the token in its address."""
    server = WslensServer("--token", "open sesame", "--allow-origin", "https://example.org")
    try:
        browser.navigate(server.url + "?token=open%20sesame")
        browser.wait_until("document.getElementById('status').dataset.state === 'OPEN'")
        assert [handshake["path"] for handshake in handshakes(server)] == ["/?name=blue-1&token=*************"]
    finally:
        assert server.stop() == 0
