"""The live parts of the lessons as a student does them: in a browser, and with the keys that send by hand."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from chromium import Chromium
from replaying import wait_for
from tmux import Terminal


@dataclass
class Student:
    """Who does a live exercise: a browser, the terminal beside it, and the address that the exercise names."""

    browser: Chromium
    terminal: Terminal
    server: str

    def open(self, path: str = "") -> None:
        self.browser.navigate(f"http://{self.server}/{path}")
        self.is_open()

    def open_another(self) -> None:
        self.browser.click("open-another")
        self.browser.wait_until("selected.number === 2 && selected.socket.readyState === 1")

    def on_server(self, keys: tuple[str, ...], shows: str) -> None:
        """Keys on Server, and what it shows then."""
        self.terminal.send("6")
        self.terminal.wait_for_text("queues, marks")
        self.terminal.send(*keys)
        self.terminal.wait_for_text(shows)

    def do_mischief(self, row: int, name: str) -> None:
        """Chooses what is done wrong on the next connection."""
        self.on_server(("Tab", "Tab", *["Down"] * row, "Enter"), f"{name} next")

    def flood(self) -> None:
        """The page sends more than there is room for anywhere else."""
        self.browser.click("flood-button")
        self.browser.wait_until("selected.socket.bufferedAmount > 1000000")

    def is_open(self) -> None:
        self.browser.wait_until("document.getElementById('status').dataset.state === 'OPEN'")

    def text(self, text: str) -> None:
        self.browser.type_into("message-field", text)
        self.browser.click("send-button")

    def texts(self, count: int) -> None:
        for number in range(count):
            self.text(f"text {number}")

    def length(self, length: int) -> None:
        self.browser.type_into("length-field", str(length))
        self.browser.click("length-button")

    def click(self, button: str) -> None:
        self.browser.click(button)

    def send_hundreds(self) -> None:
        """A hundred texts, and again as long as each of them comes in a read of its own, as the hint says."""
        for _ in range(10):
            self.browser.click("send-100")
            with suppress(AssertionError):
                self.terminal.wait_for_text(" 2 of 2 ─", timeout=3)
                return

    def close(self, code: int | None, reason: str = "") -> None:
        self.browser.type_into("close-code", "" if code is None else str(code))
        self.browser.type_into("close-reason", reason)
        self.browser.click("close-button")

    def connect_again(self) -> None:
        self.browser.wait_until_enabled("reconnect-button")
        self.browser.click("reconnect-button")
        self.is_open()

    def press(self, *keys: str) -> None:
        """Keys on Flow, once the connection is open."""
        self.terminal.send("2")
        self.terminal.wait_for_text("Flow  OPEN")
        self.terminal.send(*keys)

    def own_client(self) -> None:
        """wslens's own client connects."""
        self.terminal.send("2")
        self.terminal.send("C")
        self.terminal.wait_for_text("Flow  OPEN")

    def send(self, words: str, sender: str = "the server, to #") -> None:
        """By hand, as the server or as its own client."""
        self.press("s")
        self.terminal.wait_for_text(f"send  as {sender}")
        self.terminal.send("C-u")  # what was sent last
        self.terminal.type(words)
        self.terminal.send("Enter")
        self.terminal.wait_for_text("Sent to #" if sender.startswith("the server") else "Sent by #")
        self.terminal.send("Escape")
        wait_for(self.terminal, lambda screen: "─ send  " not in screen)

    def send_as_client(self, words: str) -> None:
        self.send(words, "wslens's own client of #")

    def console(self, *lines: str) -> None:
        """Lines in the browser's console."""
        for line in lines:
            self.browser.evaluate(line)

    def from_elsewhere(self, *texts: str) -> None:
        """From a page that is not the server's. An empty one will not do: Chromium keeps those from this machine."""
        self.browser.navigate("file:///")
        self.console(f's = new WebSocket("http://{self.server}/"); new Promise((open) => {{ s.onopen = open; }})')
        self.console(*[f's.send("{text}")' for text in texts])


Step = tuple[Callable[[Student], None], str]


@dataclass
class LivePart:
    """What a student does, one thing after the other, with the number of goals that are met then."""

    lesson: int
    steps: list[Step]


def texts(*texts: tuple[str, str]) -> list[Step]:
    """Texts that are sent from a page that is open."""
    none = f"0 of {texts[-1][1][-1]}"
    return [(Student.open, none), *((partial(Student.text, text=text), met) for text, met in texts)]


LIVE_PARTS = {
    "bits/first-name": LivePart(0, texts(("Marie", "2 of 2"))),
    "upgrade/connect": LivePart(1, [(Student.open, "2 of 2")]),
    "accept-hash/two-keys": LivePart(2, [
        (Student.open, "2 of 3"),
        (lambda student: student.click("open-another"), "3 of 3"),
    ]),
    "first-frame/seven": LivePart(3, texts(("sieben", "0 of 1"), ("Zoë Łoś", "0 of 1"), ("Lesson!", "1 of 1"))),
    "masking/twice": LivePart(4, texts(("Hello", "1 of 2"), ("hello", "1 of 2"), ("Hello", "2 of 2"))),
    "lengths/by-127": LivePart(5, [
        *texts(("Hello", "0 of 1")),
        (lambda student: student.length(127), "0 of 1"),
        (lambda student: student.click("size-65535"), "0 of 1"),
        (lambda student: student.click("size-65536"), "1 of 1"),
    ]),
    "tcp-is-a-stream/half-a-frame": LivePart(6, [
        (Student.own_client, "0 of 2"),
        (lambda student: student.send_as_client("text:Hello"), "1 of 2"),
        (lambda student: student.send_as_client('hex:"81 82 01 02 03" pause:1 hex:"04 49 6b"'), "2 of 2"),
    ]),
    "tcp-is-a-stream/hundred": LivePart(6, [
        *texts(("one", "0 of 2")),
        (Student.send_hundreds, "2 of 2"),
    ]),
    "messages/cut-it": LivePart(7, [
        *texts(("Hello", "0 of 1")),
        (lambda student: student.send("text:Hello"), "0 of 1"),
        (lambda student: student.send("text:Hel fin=no text:lo"), "0 of 1"),
        (Student.open, "0 of 1"),  # the browser has ended the connection
        (lambda student: student.send('text:Hel fin=no hex:"80 02 6c 6f"'), "1 of 1"),
    ]),
    "ping-and-pong/says-ping": LivePart(8, texts(("Ping", "0 of 2"), ("ping", "2 of 2"))),
    "ping-and-pong/server-asks": LivePart(8, [
        *texts(("ping", "0 of 2")),
        (lambda student: student.press("i"), "2 of 2"),
    ]),
    "ping-and-pong/while-it-waits": LivePart(8, [
        (Student.own_client, "0 of 2"),
        (lambda student: student.send_as_client("ping:hi text:Hello"), "0 of 2"),
        (lambda student: student.send_as_client("text:Hel fin=no ping:hi pause:1 continuation:lo"), "2 of 2"),
    ]),
    "closing/own-code": LivePart(9, [
        (Student.open, "0 of 3"),
        (lambda student: student.close(4000), "1 of 3"),  # without a reason, and yet a clean end
        (Student.connect_again, "1 of 3"),
        (lambda student: student.close(4321, "enough of that"), "3 of 3"),
    ]),
    "closing/never-sent": LivePart(9, [
        (Student.own_client, "0 of 2"),
        (lambda student: student.send_as_client("close:1006"), "2 of 2"),
    ]),
    "text-and-binary/any-bytes": LivePart(10, [
        *texts(("é", "1 of 3")),
        (lambda student: student.click("binary-button"), "1 of 3"),
        (lambda student: student.console("sendBinary(new Uint8Array([0xff, 0xfe]))"), "3 of 3"),
    ]),
    "extensions/your-offer": LivePart(11, [
        (Student.open, "0 of 1"),
        (lambda student: student.click("size-125"), "0 of 1"),
        (lambda student: student.click("size-126"), "1 of 1"),
    ]),
    "extensions/set-it": LivePart(11, [
        (Student.own_client, "0 of 2"),
        (lambda student: student.send_as_client("text:Hello"), "0 of 2"),
        (lambda student: student.send_as_client("text:Hello rsv1"), "2 of 2"),
    ]),
    "inside-a-server/elsewhere": LivePart(12, [
        (lambda student: student.from_elsewhere("Hello"), "0 of 1"),
        (lambda student: student.from_elsewhere("Hello from elsewhere"), "1 of 1"),
    ]),
    "inside-a-server/ten-at-last": LivePart(12, [
        (partial(Student.on_server, keys=("b", "b"), shows="go out by tens"), "0 of 1"),
        (Student.open, "0 of 1"),
        (partial(Student.texts, count=9), "0 of 1"),
        (lambda student: student.text("text 9"), "1 of 1"),
        (partial(Student.on_server, keys=("b",), shows="once per read"), "1 of 1"),
    ]),
    "inside-a-server/twice-for-real": LivePart(12, [
        (partial(Student.do_mischief, row=7, name="shared-buffer"), "0 of 3"),
        (Student.own_client, "0 of 3"),
        (lambda student: student.send_as_client("hex:81820101010149688182020202025b6d"), "3 of 3"),
    ]),
    "inside-a-server/one-room": LivePart(12, [
        (partial(Student.open, path="room/blue"), "1 of 2"),
        (Student.open_another, "1 of 2"),
        (lambda student: student.text("Hello, all of you"), "2 of 2"),
    ]),
    "inside-a-server/held": LivePart(12, [
        (Student.open, "0 of 3"),
        (partial(Student.on_server, keys=("z",), shows="reading-held"), "1 of 3"),
        (Student.flood, "1 of 3"),
        (partial(Student.on_server, keys=("z",), shows="reading-released"), "3 of 3"),
    ]),
    "inside-a-server/lie-to-a-browser": LivePart(12, [
        (partial(Student.do_mischief, row=2, name="masked-frames"), "0 of 2"),
        (Student.open, "0 of 2"),
        (lambda student: student.text("Hello"), "2 of 2"),
    ]),
}
