"""One round of the soak: hundreds of connections that come, talk, misbehave and vanish, many of them at once.

    soak_traffic.py '{"drop": 40001, "close": 40002, ...}' [--seed N] [--at-once 60] [--only echo] [--times 3]

The servers, by name, are those of Tests/EchoServerTests/Support/SoakServers.swift. What comes back is checked: an
echo that differs, a close code that is not the one that a mistake calls for, or a connection that hangs ends the round
with status 1 and its name. Prints how many connections there were.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NamedTuple

from soak_client import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Client, Wrong, frame, request

Ports = dict[str, int]
ZEROS = bytes(4)
HELLO = frame(TEXT, b"Hello")
LIMIT = 60
"""Seconds that one visit may take, a sanitizer's slowness included."""

counts = {"connections": 0}


async def opened(port: int, path: str = "/", *headers: str, receive_buffer: int | None = None) -> Client:
    client = await Client.open(port, path, *headers, receive_buffer=receive_buffer)
    counts["connections"] += 1
    return client


async def connected(port: int) -> Client:
    counts["connections"] += 1
    return await Client.connect(port)


# Proper talk

async def echo(port: int) -> None:
    client = await opened(port)
    for size in (0, 1, 125, 126, 1000, 65_535, 65_536, 200_000):
        payload = random.randbytes(size)
        client.send(frame(BINARY, payload))
        await client.expect(BINARY, payload)
    await client.finish()


async def batch(port: int) -> None:
    """Many frames in one write, and half of the next one."""
    client = await opened(port, "/echo")
    texts = [f"number {number}".encode() for number in range(200)]
    data = b"".join(frame(TEXT, text) for text in texts)
    client.send(data[:-5])
    for text in texts[:-1]:
        await client.expect(TEXT, text)
    client.send(data[-5:])
    await client.expect(TEXT, texts[-1])
    await client.finish()


async def fragments(port: int) -> None:
    client = await opened(port)
    for size in (0, 10, 70_000):
        parts = [random.randbytes(size) for _ in range(5)]
        for number, part in enumerate(parts):
            client.send(frame(BINARY if number == 0 else CONTINUATION, part, fin=number == 4))
            client.send(frame(PING, b"between"))
        for _ in range(4):
            await client.expect(PONG, b"between")
        found = [await client.frame(), await client.frame()]
        if sorted(frame.opcode for frame in found) != [BINARY, PONG] or b"".join(parts) not in (
                frame.payload for frame in found):
            raise Wrong("a message in fragments did not come back")
    await client.finish()


async def pings(port: int) -> None:
    client = await opened(port)
    client.send(b"".join(frame(PING, bytes([number])) for number in range(50)))
    for number in range(50):
        await client.expect(PONG, bytes([number]))
    await client.finish()


async def dribble(port: int) -> None:
    """Byte by byte, the request too."""
    client = await connected(port)
    for byte in request() + HELLO:
        client.send(bytes([byte]))
        await asyncio.sleep(0)
    await client.head()
    await client.expect(TEXT, b"Hello")
    await client.finish()


async def page(port: int) -> None:
    client = await connected(port)
    client.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    if not (await client.head()).startswith(b"HTTP/1.1 200 "):
        raise Wrong("no page")
    await client.expect_end()
    client.leave()


# Rooms

async def room(port: int, name: str) -> None:
    """Members of a room get all messages; some leave properly, some vanish."""
    members = [await opened(port, name) for _ in range(8)]
    for number, member in enumerate(members):
        member.send(frame(TEXT, b"Hel", fin=False) + frame(CONTINUATION, str(number).encode()))
    for member in members:
        texts = {(await member.frame()).payload for _ in members}
        if len(texts) != len(members):
            raise Wrong(f"a member of a room got {texts}")
    for number, member in enumerate(members):
        if number % 3 == 0:
            await member.finish()
        elif number % 3 == 1:
            member.vanish()
        else:
            member.leave()


async def visitor(port: int) -> None:
    """In and out of a room of its own, whose name nobody else has."""
    client = await opened(port, f"/room/{random.getrandbits(64):x}")
    client.send(HELLO)
    await client.expect(TEXT, b"Hello")
    if random.random() < 0.5:
        await client.finish()
    else:
        client.vanish()


async def slow_member(port: int, waits: bool) -> None:
    """One member of a room reads nothing, while others say more than there is room for. `waits`: nothing is lost."""
    path = f"/room/slow-{random.getrandbits(64):x}"
    slow = await opened(port, path, receive_buffer=4096)
    senders = [await opened(port, path) for _ in range(3)]
    message = frame(BINARY, bytes(1 << 16), key=ZEROS)
    messages = 50
    heard: list[int] = []

    async def say(sender: Client) -> None:
        with suppress(ConnectionError):
            for _ in range(messages):
                sender.send(message)
                await sender.drain()

    async def hear(sender: Client) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            for _ in range(messages * len(senders)):
                heard.append(len((await sender.frame()).payload))

    async def go() -> None:
        await asyncio.sleep(1)
        if random.random() < 0.5:
            slow.vanish()
        else:
            with suppress(TimeoutError):
                async with asyncio.timeout(2):
                    await slow.expect_end()
            slow.vanish()

    tasks = [asyncio.create_task(task) for sender in senders for task in (say(sender), hear(sender))]
    await go()
    if waits:
        await asyncio.gather(*tasks)
        if sum(heard) != len(senders) ** 2 * messages << 16:
            raise Wrong(f"of held messages only {sum(heard)} bytes came")
    else:
        await asyncio.sleep(1)
    for task in tasks:
        task.cancel()
    for sender in senders:
        sender.vanish()


async def held_up(port: int) -> None:
    """Senders that wait for a slow reader vanish meanwhile."""
    path = f"/room/held-{random.getrandbits(64):x}"
    slow = await opened(port, path, receive_buffer=4096)
    message = frame(BINARY, bytes(1 << 16), key=ZEROS)
    sender = await opened(port, path)
    with suppress(TimeoutError, ConnectionError):
        async with asyncio.timeout(2):
            while True:
                sender.send(message)
                await sender.drain()
    for _ in range(20):
        client = await opened(port, path)
        client.send(HELLO)
        client.vanish()
    sender.vanish()
    slow.vanish()


async def slow_echo(port: int) -> None:
    """Sends until nothing more is taken, since it reads no echo; then reads all, or vanishes."""
    client = await opened(port, receive_buffer=4096)
    message = frame(BINARY, bytes(1 << 16), key=ZEROS)
    with suppress(TimeoutError):
        async with asyncio.timeout(2):
            for _ in range(300):
                client.send(message)
                await client.drain()
    if random.random() < 0.5:
        client.end_output()
        with suppress(TimeoutError):
            async with asyncio.timeout(2):
                await client.expect_end()
    client.vanish()


# Endings of every kind

async def vanish(port: int) -> None:
    """Goes away at a moment of chance, with a reset or without."""
    client = await connected(port)
    script = request(random.choice(["/", "/room/vanish"])) + HELLO * 3 + frame(BINARY, bytes(3000))
    client.send(script[:random.randrange(len(script) + 1)])
    await asyncio.sleep(random.choice([0, 0, 0.01]))
    if random.random() < 0.6:
        client.vanish()
    else:
        client.leave()


async def half_open(port: int) -> None:
    """Ends its side and still reads: behind half a request, a request, frames, or half a frame."""
    client = await connected(port)
    rest, end = random.choice([(request()[:40], 0), (request(), 0), (HELLO * 2, 2), (HELLO + HELLO[:4], 1)])
    client.send(rest if end == 0 else request() + rest)
    client.end_output()
    await client.head()
    for _ in range(end):
        await client.expect(TEXT, b"Hello")
    await client.expect_end()
    client.leave()


async def stays(port: int) -> None:
    """Answers no Close, and does not end TCP: the closing limit does."""
    client = await opened(port)
    client.send(random.choice([frame(CLOSE, b"\x03\xe8"), b"\x81\x00"]))
    await client.frame()
    await asyncio.sleep(2)
    client.leave()


# What is wrong

HEADS = [
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(60), 400),
    (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 405),
    (b"hello\r\n\r\n", 400),
    (b"GET / HTTP/1.0\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", 505),
    (request().replace(b"GET ", b"POST "), 405),
    (request().replace(b"Version: 13", b"Version: 8"), 426),
    (request(key="short"), 400),
    (request().replace(b"Sec-WebSocket-Key", b"X"), 400),
    (request("/", "Host: other"), 400),
    (request("/room/"), 404),
    (request("/room/" + "x" * 65), 404),
    (request("/", "Content-Length: 5") + b"12345", 400),
    (b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000, 431),
    (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 101 + b"\r\n", 431),
    (b"GET / HTTP/1.1\r\nHost: a\r\n  folded\r\n\r\n", 400),
]


async def bad_handshake(port: int, head: bytes, status: int) -> None:
    client = await connected(port)
    client.send(head)
    answer = await client.head()
    if not answer.startswith(f"HTTP/1.1 {status} ".encode()):
        raise Wrong(f"{head[:60]!r} was answered with {answer[:60]!r}")
    if random.random() < 0.3:
        client.vanish()
        return
    await client.expect_end()
    client.leave()


MISTAKES = [
    (b"\x81\x05Hello", 1002),                                          # no mask
    (frame(TEXT, b"x", rsv=4), 1002),
    (frame(TEXT, b"x", rsv=1), 1002),
    (frame(3, b"x"), 1002),
    (frame(11), 1002),
    (frame(PING, bytes(126)), 1002),
    (frame(PING, fin=False), 1002),
    (frame(CONTINUATION, b"x"), 1002),
    (frame(TEXT, b"x", fin=False) + frame(TEXT, b"y"), 1002),
    (b"\x82\xff\x80" + bytes(11), 1002),                               # a length of 64 bits with the highest one set
    (b"\x82\xfe\x00\x05" + bytes(9), 1002),                            # a length that could be shorter
    (frame(TEXT, b"\xff"), 1007),
    (frame(TEXT, b"\xe2\x82", fin=False) + frame(CONTINUATION, b"x"), 1007),
    (frame(TEXT, b"\xed\xa0\x80"), 1007),
    (frame(CLOSE, b"\x03"), 1002),
    (frame(CLOSE, b"\x03\xed"), 1002),
    (frame(CLOSE, b"\x03\xe8\xff"), 1007),
    (b"\x82\xff" + (1 << 40).to_bytes(8, "big") + ZEROS, 1009),        # a terabyte
    (b"\x82\xff" + (17 << 20).to_bytes(8, "big") + ZEROS + bytes(1 << 18), 1009),
    (frame(BINARY, fin=False) + frame(CONTINUATION, fin=False) * 131_072, 1009),
]


async def mistake(port: int, data: bytes, code: int) -> None:
    """Breaks a rule, and then does one of what peers do."""
    client = await opened(port)
    client.send(HELLO + data)
    await client.expect_close(code)
    what = random.randrange(4)
    if what == 0:
        client.vanish()
        return
    if what == 1:
        client.send(bytes(2 << 20))
        with suppress(TimeoutError, ConnectionError):
            async with asyncio.timeout(2):
                await client.drain()
    if what == 2:
        client.send(HELLO + frame(CLOSE, b"\x03\xe8"))
    await client.expect_end()
    client.vanish()


# Compression

def raw_deflate(data: bytes, compressor: zlib._Compress) -> bytes:
    return (compressor.compress(data) + compressor.flush(zlib.Z_SYNC_FLUSH)).removesuffix(b"\x00\x00\xff\xff")


OFFERS = [
    "permessage-deflate", "permessage-deflate; client_max_window_bits",
    "permessage-deflate; client_no_context_takeover; server_no_context_takeover; client_max_window_bits",
    "permessage-deflate; server_max_window_bits=9; client_max_window_bits=9",
]


async def compressed(port: int, offer: str) -> None:
    client = await opened(port, random.choice(["/", "/room/small"]), f"Sec-WebSocket-Extensions: {offer}")
    inflater = zlib.decompressobj(-15)
    for number in range(8):
        text = b" ".join(str(number * index).encode() for index in range(800))
        payload = raw_deflate(text, zlib.compressobj(wbits=-9))
        if number % 2:
            client.send(frame(TEXT, payload, rsv=4))
        else:
            client.send(frame(TEXT, payload[:50], rsv=4, fin=False) + frame(CONTINUATION, payload[50:]))
        while True:
            found = await client.frame()
            # A member of the same room may have said something, as compressed for all.
            got = inflater.decompress(found.payload + b"\x00\x00\xff\xff") if found.rsv1 else found.payload
            if got == text:
                break
    if random.random() < 0.5:
        client.vanish()
    else:
        await client.finish()


async def bad_compression(port: int) -> None:
    """Data that are not DEFLATE, a bomb, and a bomb in fragments."""
    zeros = zlib.compressobj(9, wbits=-9)
    bomb = raw_deflate(bytes(20 << 20), zeros)
    for data, code in (
            (frame(TEXT, b"\xff\xff\xff\xff", rsv=4), 1007), (frame(BINARY, bomb, rsv=4), 1009),
            (frame(BINARY, bomb[:900], rsv=4, fin=False) + frame(CONTINUATION, bomb[900:]), 1009)):
        client = await opened(port, "/", f"Sec-WebSocket-Extensions: {OFFERS[1]}")
        client.send(data)
        await client.expect_close(code)
        client.vanish()


# Limits

async def beyond_the_limit(port: int) -> None:
    """The server takes 10 connections, refuses 4 more, and closes what comes beyond."""
    clients = [await opened(port) for _ in range(10)]
    refused = [await connected(port) for _ in range(4)]
    for client in refused:
        client.send(b"GET / HTTP/1.1\r\n")
    for _ in range(30):
        extra = await connected(port)
        extra.send(request())
        if await extra.head():
            raise Wrong("a connection that there is no room for was answered")
        extra.leave()
    for client in refused:
        client.send(request()[16:])
        if b" 503 " not in await client.head():
            raise Wrong("a connection beyond the limit was not refused with 503")
        client.leave()
    for client in clients:
        client.send(HELLO)
        await client.expect(TEXT, b"Hello")
        client.vanish()


async def slow_handshake(port: int) -> None:
    client = await connected(port)
    client.send(request()[:random.choice([0, 30])])
    await client.expect_end()
    client.leave()


async def wrong_token(port: int) -> None:
    client = await connected(port)
    client.send(request("/?token=" + random.choice(["", "wrong", "%ff"])))
    if b" 401 " not in await client.head():
        raise Wrong("a wrong token was not refused")
    client.leave()


async def idle(port: int) -> None:
    client = await opened(port, "/")
    await client.expect_close(1001)
    client.leave()


async def small_limits(port: int) -> None:
    for data in (
            frame(BINARY, bytes(65_537), key=ZEROS), frame(BINARY, fin=False) + frame(CONTINUATION, fin=False) * 100):
        client = await opened(port, "/", "Authorization: Bearer secret")
        client.send(data)
        await client.expect_close(1009)
        client.leave()


async def unfinished(port: int) -> None:
    """More unfinished messages than all connections may keep together: some are closed with 1013."""
    clients = [await opened(port) for _ in range(12)]
    for client in clients:
        client.send(frame(BINARY, bytes(400_000), key=ZEROS, fin=False))
        await client.drain()
    await asyncio.sleep(0.5)
    closed = 0
    for client in clients:
        with suppress(TimeoutError, asyncio.IncompleteReadError, ConnectionError):
            async with asyncio.timeout(0.1):
                closed += (await client.frame()).payload.startswith(b"\x03\xf5")
        client.vanish()
    if not closed:
        raise Wrong("no connection was closed with 1013")


# Mischief, batching and the server's own hand

async def victim(port: int, kind: str) -> None:
    """A client of a server that does wrong on purpose."""
    client = await connected(port)
    client.send(request())
    head = await client.head()
    with suppress(TimeoutError, asyncio.IncompleteReadError, ConnectionError):
        async with asyncio.timeout(random.choice([0.2, 6]) if kind == "late-pong" else 0.5):
            client.send(HELLO + frame(TEXT, b"World") + frame(BINARY, bytes(5000)) + frame(PING, b"hi"))
            for _ in range(4 if head.startswith(b"HTTP/1.1 101") else 0):
                await client.frame()
            client.send(frame(CLOSE, b"\x03\xe8"))
            await client.expect_end()
    if random.random() < 0.5:
        client.vanish()
    else:
        client.leave()


async def forgotten(port: int) -> None:
    """A server that writes every seventh frame: some answers wait when the client goes."""
    client = await opened(port, random.choice(["/", "/room/batch"]))
    client.send(HELLO * 17)
    for _ in range(14):
        await client.frame()
    if random.random() < 0.5:
        client.vanish()
    else:
        await client.finish()


async def handled(port: int) -> None:
    """Takes what the server's user does with it: bytes by hand, held reading, texts, Closes."""
    client = await opened(port, "/room/hand")
    with suppress(TimeoutError, ConnectionError):
        async with asyncio.timeout(random.uniform(0.1, 2)):
            client.send(HELLO * 100)
            await client.expect_end()
    client.vanish()


def visits(ports: Ports) -> list[tuple[str, Callable[[], Awaitable[None]]]]:
    """All that happens in a round."""
    found: list[tuple[str, Callable[[], Awaitable[None]]]] = []

    def add(times: int, visit: Callable[..., Awaitable[None]], server: str, *more: object) -> None:
        name = " ".join([visit.__name__, server, *(repr(part)[:60] for part in more)])
        found.extend((name, lambda: visit(ports[server], *more)) for _ in range(times))

    for server in ports:
        if server not in {"drop", "close", "hold", "batch", "strict", "late", "few", "hand", "full"}:
            add(4, victim, server, server)
    for server, waits in (("drop", False), ("close", False), ("hold", True)):
        add(1, slow_member, server, waits)
        add(1, slow_echo, server)
        add(4, echo, server)
        add(3, batch, server)
        add(4, fragments, server)
        add(3, pings, server)
        add(3, dribble, server)
        add(2, page, server)
        add(1, room, server, "/room/one")
        add(1, room, server, "/broadcast")
        add(60, vanish, server)
        add(10, visitor, server)
        add(8, half_open, server)
        add(4, stays, server)
        for head, status in HEADS:
            add(1, bad_handshake, server, head, status)
        for data, code in MISTAKES:
            add(1, mistake, server, data, code)
        for offer in OFFERS:
            add(2, compressed, server, offer)
        add(1, bad_compression, server)
    add(1, held_up, "hold")
    add(1, beyond_the_limit, "few")
    add(6, slow_handshake, "late")
    add(6, wrong_token, "strict")
    add(4, idle, "late")
    add(3, small_limits, "strict")
    add(1, unfinished, "full")
    add(10, forgotten, "batch")
    add(20, handled, "hand")
    return found


class Problem(NamedTuple):
    """What went wrong in a visit."""

    name: str
    words: str


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ports", type=json.loads)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=60)
    parser.add_argument("--only", default="", help="visits whose names begin so: echo, mistake-drop")
    parser.add_argument("--times", type=int, default=1, help="how often each of them is made")
    options = parser.parse_args()
    random.seed(options.seed)
    turns = asyncio.Semaphore(options.at_once)
    problems: list[Problem] = []

    async def run(name: str, visit: Callable[[], Awaitable[None]]) -> None:
        async with turns:
            try:
                async with asyncio.timeout(LIMIT):
                    await visit()
            except (Wrong, OSError, asyncio.IncompleteReadError, TimeoutError, zlib.error) as error:
                problems.append(Problem(name, f"{type(error).__name__} {error}"))

    found = [visit for visit in visits(options.ports) if visit[0].replace(" ", "-").startswith(options.only)]
    found *= options.times
    random.shuffle(found)
    # What the server's limits of time end begins first, and then what takes long.
    order = ("idle", "slow_handshake", "victim late-pong", "slow_", "held_")
    found.sort(key=lambda visit: next((index for index, name in enumerate(order) if visit[0].startswith(name)), 9))
    await asyncio.gather(*(run(name, visit) for name, visit in found))
    for problem in problems:
        print(f"{problem.name}: {problem.words}", file=sys.stderr)
    print(counts["connections"])
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
