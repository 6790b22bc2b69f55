"""Captures of real sessions, by dumpcap: `inspect --json` finds in them what the server printed while it happened.

The events are the same, in the same order within a connection, whichever the interface and the file format, and
however the network reordered, repeated and lost segments. What may differ:
- times: the server reads its clock after a read, dumpcap when the packet passes;
- numbers of connections: the server counts the plain requests with which captures begin and end too, and `inspect`
  leaves them out; so connections are identified by their client's address;
- the order of events of different connections, as one thread of the server may log before another;
- `decision`s: why the server did something is not on the wire. (None is expected here; none is taken out.)
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from difflib import unified_diff
from pathlib import Path
from random import Random
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from bad_link import FAR, INTERFACE, NEAR, bad_link
from dumpcap import Dumpcap
from packets import Packet, Packets
from processes import wslens_binary
from raw_client import HELLO, MASKED_HELLO, read_exactly, read_response, upgrade
from test_fixtures import COMPARED, tshark_frames
from wslens_server import Event, WslensServer

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="lo, any and TUN are Linux's interfaces")

LARGE = bytes(range(256)) * 1200
# The header of a frame of 200 bytes, its key, and the first three of the 200.
CUT_FRAME = bytes.fromhex("82fe00c8 00000000 010203")
ByClient = dict[str, list[dict[str, Any]]]


def open_client(url: str) -> ClientConnection:
    return connect(url, compression=None, proxy=None, max_size=None, open_timeout=60, close_timeout=60)


def converse(server: WslensServer, host: str | None = None) -> list[int]:
    """Two conversations at the same time, a refused upgrade, and a connection that ends within a frame.

    Each sender waits for the answer before it sends more, so that the order of events is certain. Returns the clients'
    ports once the server has seen the end of each connection.
    """
    address = (host or server.host, server.port)
    url = f"ws://{address[0]}:{address[1]}/"
    with open_client(url) as one, open_client(url) as other:
        ports = [client.local_address[1] for client in (one, other)]
        for message in ("Hello", "é€😀", LARGE, ""):
            for client in (one, other):
                client.send(message)
            for client in (one, other):
                assert client.recv(timeout=60) == message
        for client in (one, other):
            assert client.ping(b"here?").wait(60)
            client.send(iter(["three ", "frag", "ments"]))
            assert client.recv(timeout=60) == "three fragments"
        one.close(3001, "bye")
        other.close(3002, "γειά")
    for data, echo in ((upgrade(Sec_WebSocket_Version="12"), b""), (upgrade() + MASKED_HELLO + CUT_FRAME, HELLO)):
        with socket.create_connection(address, 60) as connection:
            ports.append(connection.getsockname()[1])
            connection.sendall(data)
            _, rest = read_response(connection)
            assert rest + read_exactly(connection, len(echo) - len(rest)) == echo
            if not echo:
                # The server closes what it refuses; if both sides close at once, their order is not certain.
                assert connection.recv(65_536) == b""
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65_536):
                pass
    for port in ports:
        number = opened(server, port)["connection"]
        server.wait_for_event("closed", connection=number, timeout=60)
    return ports


def opened(server: WslensServer, port: int) -> Event:
    """The event with which the connection of a client's port began."""
    return server.wait_for(lambda event: event["event"] == "open" and event["client"].endswith(f":{port}"))


def by_client(events: list[Event]) -> ByClient:
    """The events of each connection, by its client's address."""
    clients = {event["connection"]: event["client"] for event in events if event["event"] == "open"}
    result: ByClient = {client: [] for client in clients.values()}
    for event in events:
        if "connection" in event:
            about = {key: value for key, value in event.items() if key not in ("connection", "websocket", "time")}
            result[clients[event["connection"]]].append(about)
    return result


def live_events(server: WslensServer, ports: list[int]) -> ByClient:
    """What the server printed about some connections."""
    everything = by_client(server.events())
    return {client: everything[client] for client in (opened(server, port)["client"] for port in ports)}


def problems(stderr: str) -> list[str]:
    """The lines on standard error besides the expected ones: a request that checks whether the server runs opens no
    WebSocket connection, and a capture that begins mid-stream makes its reader guess."""
    remarks = ("nothing in it is WebSocket.", "nothing in them is WebSocket.", "which is a guess.")
    return [line for line in stderr.splitlines() if not line.endswith(remarks)]


def inspected(capture: Path) -> ByClient:
    """What `inspect --json` finds in a capture."""
    run = subprocess.run([wslens_binary(), "inspect", "--json", capture], capture_output=True, encoding="utf-8",
                         timeout=60)
    # A client that asks for version 12 breaks a rule.
    assert (run.returncode, problems(run.stderr)) == (1, [])
    return by_client([json.loads(line) for line in run.stdout.splitlines()])


def assert_same(found: ByClient, expected: ByClient) -> None:
    """Fails with the lines that differ, of which none is long."""
    assert sorted(found) == sorted(expected)
    for client, events in expected.items():
        wanted, got = ([json.dumps(event, ensure_ascii=False) for event in each] for each in (events, found[client]))
        differences = [line[:200] for line in unified_diff(wanted, got, "expected", "found", lineterm="", n=0)]
        assert not differences, "\n".join([client, *differences])


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ByClient]:
    """A capture of the conversations on the loopback interface as pcap, and what the server printed about them."""
    file = tmp_path_factory.mktemp("session") / "session.pcap"
    server = WslensServer()
    try:
        with Dumpcap(file, server, "lo", "-P"):
            ports = converse(server)
    finally:
        assert server.stop() == 0
    return file, live_events(server, ports)


def test_the_session_is_what_it_should_be(session: tuple[Path, ByClient]) -> None:
    """The basis of the comparisons below: the server has seen all kinds of events."""
    _, live = session
    kinds = [{event["event"] for event in events} for events in live.values()]
    whole = {"open", "handshake", "state", "frame", "message", "closed"}
    assert kinds == [whole, whole, {"open", "handshake", "state", "closed"}, whole | {"incomplete"}]
    assert [events[-1]["code"] for events in live.values()] == [3001, 3002, 1006, 1006]
    assert [sum(event["event"] == "frame" for event in events) for events in live.values()] == [17, 17, 0, 2]


def test_a_capture_shows_what_the_server_printed(session: tuple[Path, ByClient]) -> None:
    file, live = session
    assert_same(inspected(file), live)


@pytest.mark.parametrize(("interface", "options"), [
    pytest.param("lo", [], id="lo as pcapng"),
    pytest.param("any", ["-P", "-y", "LINUX_SLL"], id="any as pcap, cooked v1"),
    pytest.param("any", ["-y", "LINUX_SLL2"], id="any as pcapng, cooked v2"),
])
def test_interfaces_and_formats(server: WslensServer, tmp_path: Path, interface: str, options: list[str]) -> None:
    file = tmp_path / "session.capture"
    with Dumpcap(file, server, interface, *options):
        ports = converse(server)
    assert_same(inspected(file), live_events(server, ports))


def test_tshark_finds_the_same_frames(session: tuple[Path, ByClient]) -> None:
    """Only in the two conversations: tshark does not see frames that arrive in the segment of the request."""
    file, _ = session
    for client, events in list(inspected(file).items())[:2]:
        # The loopback interface leaves checksums out.
        options = ("-o", "tcp.check_checksum:FALSE", "-Y", f"websocket and tcp.port == {client.rsplit(':', 1)[1]}")
        theirs = list(tshark_frames(file, [client], *options))
        for sender, count in (("client", 10), ("server", 7)):
            expected = [frame for whose, frame in theirs if whose == sender]
            ours = [event for event in events if event["event"] == "frame" and event["from"] == sender]
            assert len(ours) == len(expected) == count
            assert [{key: frame[key] for key in COMPARED} for frame in ours] == expected


@pytest.mark.parametrize("seed", range(8))
def test_segments_in_disorder(session: tuple[Path, ByClient], tmp_path: Path, seed: int) -> None:
    """Other segments, late ones, repeated ones, and retransmissions that overlap both their neighbours."""
    file, live = session
    random = Random(seed)
    packets = Packets.read(file)
    disturbed = packets.split(random).disturbed(random)
    assert len(disturbed.all) > len(packets.all) * 1.5
    assert_same(inspected(disturbed.write(tmp_path / ("disturbed.pcapng" if seed % 2 else "disturbed.pcap"))), live)


@pytest.mark.parametrize("seed", range(3))
def test_a_network_that_loses_packets(tmp_path: Path, seed: int) -> None:
    """The kernel's own TCP repairs what the network did, and the capture has it as either end saw it."""
    file = tmp_path / "session.pcapng"
    with bad_link(seed) as link:
        server = WslensServer("--host", NEAR)
        try:
            with Dumpcap(file, server, INTERFACE, host=FAR):
                ports = converse(server, FAR)
        finally:
            assert server.stop() == 0
    assert min(link.lost, link.repeated, link.delayed) > 20
    live = live_events(server, ports)
    for client in list(live):
        # The other end's view of the same; the two ends know each other by other addresses.
        start, *rest = live[client]
        port = client.rsplit(":", 1)[1]
        at_client = {**start, "client": f"{NEAR}:{port}", "server": f"{FAR}:{server.port}"}
        live[f"{NEAR}:{port}"] = [at_client, *rest]
    assert_same(inspected(file), live)


@pytest.mark.parametrize("sender", ["client", "server"])
@pytest.mark.parametrize(("frame", "part"), [(0, 0.0), (2, 0.5), (3, 0.0), (5, 0.0)])
@pytest.mark.parametrize("seed", [None, 1])
def test_a_gap_in_the_capture(session: tuple[Path, ByClient], tmp_path: Path, sender: str, frame: int, part: float,
                              seed: int | None) -> None:
    """dumpcap has missed a segment that arrived: what came before it is shown, and nothing after it is guessed.

    Only frames and messages are compared: who closed first is not known when a Close is missing.
    """
    file, everything = session
    client, live = next(iter(everything.items()))
    packets = Packets.read(file)
    lost, start = segment_of(packets, client, sender, live, frame, part)
    left = packets.without(lost)
    if seed is not None:
        left = left.disturbed(Random(seed))
    found = inspected(left.write(tmp_path / "gap.pcapng"))[client]

    other = "server" if sender == "client" else "client"
    assert sent_by(other, found) == sent_by(other, live)

    expected: list[dict[str, Any]] = []
    frames = [event for event in live if event["event"] == "frame" and event["from"] == sender]
    for event in sent_by(sender, live):
        last = frames[event["frames"][-1] if event["event"] == "message" else event["index"]]
        if end_of(last) <= start:
            expected.append(event)
    expected.append({"event": "missing", "from": sender, "bytes": len(lost.payload), "frames": None})
    for cut in frames:
        if cut["offset"] < start < end_of(cut):
            expected.append({"event": "incomplete", "from": sender, "index": cut["index"], "offset": cut["offset"],
                             "received": start - cut["offset"], "violations": []})
    assert_same({client: sent_by(sender, found)}, {client: expected})


def sent_by(sender: str, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What one side sent, without the words for how far the decoder got in an incomplete frame."""
    return [{key: value for key, value in event.items() if key not in ("state", "websocket")}
            for event in events if event.get("from") == sender and event["event"] != "state"]


def test_a_capture_that_begins_mid_stream(server: WslensServer, tmp_path: Path) -> None:
    """It shows the frames that it has, counted from the first of them."""
    file = tmp_path / "session.pcapng"
    with open_client(server.websocket_url) as client:
        client.send("before")
        assert client.recv(timeout=60) == "before"
        with Dumpcap(file, server, "lo"):
            for message in ("after", LARGE, "é€😀"):
                client.send(message)
                assert client.recv(timeout=60) == message
            client.close(3001, "bye")
            server.wait_for_event("closed", code=3001)
    first = {sender: server.wait_for_event("frame", sender=sender, index=1) for sender in ("client", "server")}
    expected = []
    for frame in server.events("frame"):
        index, offset = (frame[key] - first[frame["from"]][key] for key in ("index", "offset"))
        if index >= 0:
            expected.append({**frame, "connection": 1, "index": index, "offset": offset, "time": None})
    run = subprocess.run([wslens_binary(), "inspect", "--json", file], capture_output=True, encoding="utf-8",
                         timeout=60)
    assert (run.returncode, problems(run.stderr)) == (0, [])
    assert f"{file}: Connection 1 began before the capture" in run.stderr
    events = [json.loads(line) for line in run.stdout.splitlines()]
    assert [{**event, "time": None} for event in events if event["event"] == "frame"] == expected
    assert len(expected) == 8
    assert (events[-1]["event"], events[-1]["code"], events[-1]["clean"]) == ("closed", 3001, True)
    assert not [event for event in events if event["event"] == "handshake"]


def end_of(frame: dict[str, Any]) -> int:
    """The position at which a frame ends in the stream of its direction."""
    return int(frame["offset"] + frame["headerLength"] + frame["payloadLength"])


def segment_of(packets: Packets, client: str, sender: str, live: list[dict[str, Any]], index: int, part: float,
               ) -> tuple[Packet, int]:
    """The segment that carries a part of a frame, from 0 to 1, and its place in the stream after the handshake."""
    segments = [packet for packet in packets.all
                if packet.payload and (packet.source if sender == "client" else packet.destination) == client]
    [frame] = [event for event in live if event["event"] == "frame" and event["from"] == sender
               and event["index"] == index]
    place = frame["offset"] + int(part * frame["payloadLength"])
    begin = segments[0].sequence + segments[0].payload.index(b"\r\n\r\n") + 4
    for segment in segments[1:]:
        start = (segment.sequence - begin) % 2**32
        if start <= place < start + len(segment.payload):
            return segment, start
    raise AssertionError(f"no segment carries byte {place} of the {sender}")
