"""Several clients against the real server: rooms, somebody who does not read, answers that wait, a buffer used twice.

What the server did on its own is in these recordings too.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

from websockets.sync.client import ClientConnection, connect

from raw_client import read_response, upgrade
from tmux import Terminal
from wslens_server import Event, WslensServer

from ..story import CLIENT, SERVER
from ..wire import TEXT, frame
from .browser import browser, page
from .recording import Note, OnScreen, Real

ROOM = "room/blue"
# So that a few texts fill the queue of somebody who does not read.
SLOW = ("--queue-limit", "4096")
LONG = "A text for all who are in the room, of some three thousand bytes. " * 45
SHORTEST_BUFFER = 2304  # what Linux makes of any smaller receive buffer
SMALL_SEGMENTS = 88     # so that the system of the sender keeps little as well


def wait_for_decision(server: WslensServer, name: str) -> Event:
    """What the server did of its own accord, under that name."""
    return server.wait_for(lambda event: event["event"] == "decision" and event["name"] == name)


def run_room(server: WslensServer) -> None:
    with ExitStack() as programs:
        ada, bob, eve = [programs.enter_context(page(server, path)) for path in (ROOM, ROOM, "")]
        for number, (program, text) in enumerate([(ada, "Hello from Ada"), (bob, "Hello from Bob"), (eve, "Eve here")]):
            program.type_into("message-field", text)
            program.click("send-button")
            server.wait_for_event("frame", sender="server", connection=connections(server)[number],
                                  index=number if number < 2 else 0)
        for number, program in ((1, bob), (0, ada), (2, eve)):
            program.click("close-plain")
            server.wait_for_event("closed", connection=connections(server)[number])


def connections(server: WslensServer) -> list[int]:
    return [event["connection"] for event in server.events("handshake", status=101)]


@contextmanager
def slow_reader(server: WslensServer) -> Iterator[socket.socket]:
    """In the room, with small buffers; it reads nothing by itself."""
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SHORTEST_BUFFER)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SMALL_SEGMENTS)
        client.connect((server.host, server.port))
        client.sendall(upgrade(path=f"/{ROOM}"))
        read_response(client)
        wait_for_decision(server, "room-joined")
        yield client


@contextmanager
def other_member(server: WslensServer) -> Iterator[ClientConnection]:
    """In the room too, and reads all that comes."""
    with connect(server.websocket_url + ROOM, proxy=None, compression=None) as client:
        reader = threading.Thread(target=lambda: [None for _ in client], daemon=True)
        reader.start()
        yield client
    reader.join(10)


def send_until(server: WslensServer, client: ClientConnection, name: str) -> int:
    """Sends texts until the server does what it does about slow readers. Returns how many it took."""
    for number in range(1, 100):
        client.send(f"{number}: {LONG}")
        time.sleep(0.05)
        if has_done(server, name):
            return number
    raise AssertionError(f"100 texts, and no {name}")


def has_done(server: WslensServer, name: str) -> bool:
    return any(event["name"] == name for event in server.events("decision"))


def read_until(client: socket.socket, is_enough: Callable[[], bool]) -> None:
    client.settimeout(0.1)
    deadline = time.monotonic() + 10
    while not is_enough():
        assert time.monotonic() < deadline, "what is waited for does not come"
        try:
            client.recv(65_536)
        except TimeoutError:
            continue


def run_drop(server: WslensServer) -> None:
    with slow_reader(server) as slow, other_member(server) as other:
        number = send_until(server, other, "slow-reader-drop")
        for more in (1, 2):
            other.send(f"{number + more}: {LONG}")
            time.sleep(0.05)
        read_until(slow, partial(has_done, server, "slow-reader-drained"))
        other.send(f"{number + 3}: Is everybody there?")
        server.wait_for(lambda event: event["event"] == "message" and event["from"] == SERVER
                        and event["connection"] == connections(server)[0]
                        and event.get("text", "").startswith(f"{number + 3}:"))


def run_close(server: WslensServer) -> None:
    with slow_reader(server) as slow, other_member(server) as other:
        send_until(server, other, "slow-reader-close")
        read_until(slow, partial(has_done, server, "room-left"))
        other.send("And on we go.")
        server.wait_for_event("message", sender="server", text="And on we go.")
        slow.settimeout(5)
        while slow.recv(65_536):
            pass
    server.wait_for_event("closed", code=1008)


def run_hold(server: WslensServer) -> None:
    with slow_reader(server) as slow, other_member(server) as other:
        send_until(server, other, "reading-paused")
        other.send("Can you hear me?")
        time.sleep(0.5)
        other.send("Hello?")
        time.sleep(0.5)
        read_until(slow, lambda: bool(server.events("message", sender="server", text="Hello?")))


def run_reading_held(terminal: Terminal, address: str) -> None:
    with browser() as program:
        program.navigate(address)
        program.wait_until("document.getElementById('status').dataset.state === 'OPEN'")
        terminal.send("6")
        terminal.wait_for_text("queues, marks", "reads")
        terminal.send("z")
        terminal.wait_for_text("held by you: z")
        for text in ("one", "two", "three", "four"):
            program.type_into("message-field", text)
            program.click("send-button")
            time.sleep(0.5)
        terminal.send("z")
        program.wait_until("document.querySelectorAll('#log li[data-direction=received]').length >= 4")
        program.click("close-plain")
        program.wait_until("document.getElementById('status').dataset.state === 'CLOSED'")


def run_every_ten(server: WslensServer) -> None:
    with page(server) as program:
        for number in range(10):
            program.type_into("message-field", f"text {number + 1}")
            program.click("send-button")
            server.wait_for_event("frame", sender="client", index=number)
            time.sleep(0.2)
        program.wait_until("document.querySelectorAll('#log li[data-direction=received]').length >= 10")
        program.click("close-plain")
        server.wait_for_event("closed", code=1005)


def run_shared_buffer(server: WslensServer) -> None:
    keys = [bytes.fromhex(key) for key in ("37fa213d", "5c0ea731", "9a17c4e8", "2b64d0f7")]
    texts = [frame(TEXT, text, key=key) for text, key in zip((b"Anna", b"Maximilian", b"Otto"), keys, strict=False)]
    with socket.create_connection((server.host, server.port), 10) as client:
        client.sendall(upgrade())
        read_response(client)
        client.sendall(b"".join(texts))
        server.wait_for_event("frame", sender="server", index=2)
        client.sendall(frame(TEXT, b"Anna", key=keys[3]))
        server.wait_for_event("frame", sender="server", index=3)
    server.wait_for_event("closed", code=1006)


ROOMS = [
    Real("room", "Two in a room, and one outside",
         "Ada and Bob are in the room blue, Eve is not. Each sends one text. Who gets what?",
         run_room, [
             Note("request", "The path names the room. What of it does WebSocket know (§1.6)?", stop=True),
             Note("response", "Nothing: a path is all that a WebSocket has to say what it wants, and what it means "
                              "is up to the server (§1.6)."),
             Note((CLIENT, 0), "Ada has sent one text. How many frames does the server send now, and to whom?",
                  stop=True),
             Note((SERVER, 0), "One to each who is in the room, Ada among them: two frames, over two connections."),
         ], folder="server", connections=3),
    Real("slow-reader-drop", "It does not read: drop",
         "Connection 1 is in a room and does not read, and what is sent there waits for it. Which messages does it get "
         "in the end, and does anybody else notice?",
         run_drop, [
             Note(("decision", "reading-paused"), "What waits for it has passed the mark. What will the server do "
                                                  "with the next message for it?", stop=True),
             Note(("decision", "slow-reader-drop"), "Drop it, and those that follow, until it has read: whole "
                                                    "messages, since a part of a frame would be none (§5.4). "
                                                    "Everybody else gets all."),
         ], folder="server", connections=2, options=(*SLOW, "--slow-reader", "drop")),
    Real("slow-reader-close", "It does not read: close",
         "Connection 1 is in a room and does not read, and this server closes the connection of those who do not. With "
         "which code, and after which bytes?",
         run_close, [
             Note(("decision", "slow-reader-close"), "A part of a message has gone out. What has to follow before the "
                                                     "Close (§5.5.1)?", stop=True),
             Note(("decision", "closing-timeout"), "The rest of that message: inside of a frame the client would "
                                                   "take a Close for payload. Behind it comes 1008, policy violation "
                                                   "(§7.4.1)."),
         ], folder="server", connections=2, options=(*SLOW, "--slow-reader", "close")),
    Real("slow-reader-hold", "It does not read: hold",
         "Connection 1 is in a room and does not read, and this server loses no message. What becomes of connection 2, "
         "which sends them?",
         run_hold, [
             Note(("decision", "reading-paused"), "What waits for it has passed the mark, and nothing may be lost. "
                                                  "Who has to wait now?", stop=True),
             Note(("decision", "reading-resumed"), "Connection 2, which sends. Nothing was read from it either, and "
                                                   "what it sent waited in TCP's buffers: WebSocket has no push back "
                                                   "of its own (§1.7)."),
         ], folder="server", connections=2, options=(*SLOW, "--slow-reader", "hold")),
    Real("reading-held", "Held, and let go",
         "A browser sends four texts, half a second apart, and the server does not read for two seconds. When does "
         "each text arrive, and in how many reads?",
         OnScreen(run_reading_held), [
             Note(("decision", "reading-held"), "From here on the browser sends four texts. Where are they as long "
                                                "as the server does not read?", stop=True),
             Note(("decision", "reading-released"), "In the receive buffer of the server's system, which has "
                                                    "acknowledged them: TCP does that, and WebSocket does not see it "
                                                    "(§1.7)."),
         ], folder="server"),
    Real("every-ten", "It sends when there are ten",
         "A server gathers its answers, and sends them when ten are there. How long does the first text wait?",
         run_every_ten, [
             Note((CLIENT, 0), "The answer to this text is ready at once. What is the server waiting for?", stop=True),
             Note((SERVER, 9), "For nine more. All ten answers leave in one write, two seconds after the first was "
                               "ready. No rule says when to send (§1.7)."),
         ], folder="server", options=("--batch", "10")),
    Real("shared-buffer", "One buffer, used twice",
         "A client sends three texts in one write, and later one more. Which of them come back as they were?",
         run_shared_buffer, [
             Note((CLIENT, 2), "Two of these texts have the same length. Which two, and what will come "
                               "back?", stop=True),
             Note((SERVER, 2), "Anna and Otto, and both come back as Otto: one buffer for both answers, filled again "
                               "before it was sent. No rule is broken (§5.6)."),
         ], folder="server", options=("--mischief", "shared-buffer")),
]
