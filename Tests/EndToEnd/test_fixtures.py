"""The library in fixtures/: its files are up to date, its words fit the screen, its refusals are what the server sends,
and tshark reads the same frames in it.

tshark shares no code with wslens: each valid fixture is exported to pcapng, and every field of every frame is compared.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from processes import REPOSITORY, find_program, wslens_binary
from wslens_server import WslensServer

FIXTURES = REPOSITORY / "fixtures"
RECORDINGS = sorted(file for file in FIXTURES.glob("*/*.jsonl") if file.parent.name != "expected")
Frame = dict[str, Any]
COMPARED = ("fin", "rsv1", "rsv2", "rsv3", "opcode", "masked", "maskingKey", "lengthBits", "payloadLength", "payload")


def events_of(recording: Path) -> list[dict[str, Any]]:
    run = subprocess.run([wslens_binary(), "inspect", "--json", recording], capture_output=True, encoding="utf-8",
                         timeout=60)
    assert run.returncode in (0, 1) and run.stderr == ""
    return [json.loads(line) for line in run.stdout.splitlines()]


def is_valid(recording: Path) -> bool:
    """Whether nobody breaks a rule in it, by the events that are committed."""
    expected = FIXTURES / "expected" / recording.relative_to(FIXTURES)
    return not any(json.loads(line).get("violations") for line in expected.read_text(encoding="utf-8").splitlines())


def lines_of(recording: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in recording.read_text(encoding="utf-8").splitlines()]


def sent_by(side: str, recording: Path) -> bytes:
    """All bytes of one side."""
    reads = [line for line in lines_of(recording) if line.get("from") == side]
    return b"".join(line["text"].encode() if "text" in line else bytes.fromhex(line["hex"]) for line in reads)


def is_refusal(recording: Path) -> bool:
    """Whether the server answers with something of HTTP, and never with 101."""
    response = sent_by("server", recording)
    return response.startswith(b"HTTP/1.1 ") and b"HTTP/1.1 101 " not in response


REFUSALS = [file for file in RECORDINGS if is_refusal(file)]

# tshark keeps 32 bits of a length, so that it takes this header of 2^40 bytes for a whole frame.
BEYOND_TSHARK = FIXTURES / "lengths/header-of-64-bits.jsonl"
VALID = [file for file in RECORDINGS if is_valid(file) and file != BEYOND_TSHARK]


def tshark(capture: Path, *options: str) -> str:
    program = find_program("tshark", install="apt install tshark, or brew install wireshark")
    checks = ("-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE")
    command: list[str | Path] = [program, "-r", capture, *checks, *options]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=60).stdout


def as_list(value: Any) -> list[Any]:
    """tshark writes one layer as an object and several as a list of them."""
    return value if isinstance(value, list) else [value]


def unmasked(frame: Frame) -> bytes:
    """The payload, from the bytes of the wire and the key as tshark shows both."""
    name = "masked_payload" if frame["websocket.mask"] == "1" else "payload"
    wire = bytes.fromhex(frame.get(f"websocket.{name}_raw", [""])[0])
    key = bytes.fromhex(frame.get("websocket.masking_key", "00").replace(":", ""))
    return bytes(byte ^ mask for byte, mask in zip(wire, cycle(key), strict=False))


def tshark_frames(capture: Path, client: str, *options: str) -> Iterator[tuple[str, Frame]]:
    """The frames that tshark finds, each with its sender, under the names of our own events."""
    shown = ("-Y", "websocket", "-j", "tcp websocket", "-T", "json", "-x")
    text = tshark(capture, "--no-duplicate-keys", *shown, *options)
    for packet in json.loads(text):
        layers = packet["_source"]["layers"]
        sender = "client" if layers["tcp"]["tcp.srcport"] == client.rsplit(":", 1)[1] else "server"
        for frame in as_list(layers["websocket"]):
            short = int(frame["websocket.payload_length"])
            bits = {126: 16, 127: 64}.get(short, 7)
            rsv = int(frame["websocket.rsv"], 16)
            yield sender, {
                "fin": frame["websocket.fin"] == "1", "rsv1": rsv & 4 != 0, "rsv2": rsv & 2 != 0, "rsv3": rsv & 1 != 0,
                "opcode": int(frame["websocket.opcode"]), "masked": frame["websocket.mask"] == "1",
                "maskingKey": frame.get("websocket.masking_key", "").replace(":", "") or None, "lengthBits": bits,
                "payloadLength": short if bits == 7 else int(frame[f"websocket.payload_length_ext_{bits}"]),
                "payload": unmasked(frame).hex(),
            }


def test_the_files_are_up_to_date() -> None:
    run = subprocess.run([sys.executable, REPOSITORY / "Scripts/make-fixtures", "--check"], capture_output=True,
                         text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_words_fit_the_screen() -> None:
    """At 80 columns a title has 40, and what a file teaches and a note have three lines of 76."""
    too_long = []
    for recording in RECORDINGS:
        head, *lines = lines_of(recording)
        if len(head["title"]) > 40:
            too_long.append((recording.stem, head["title"]))
        words = [(220, head["about"]), *((225, line["note"]) for line in lines if "note" in line)]
        too_long += [(recording.stem, text) for most, text in words
                     if len(text) > most or len(textwrap.wrap(text, 76)) > 3]
    assert too_long == []


def test_the_real_ones_say_what_their_script_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their notes can be edited by hand; the next recording must not lose them."""
    monkeypatch.syspath_prepend(str(REPOSITORY / "Scripts"))
    from fixture_library.real import RECORDINGS as RECORDED

    for real in RECORDED:
        head, *lines = lines_of(FIXTURES / "real" / f"{real.name}.jsonl")
        assert (head["title"], head["about"]) == (real.title, real.about)
        assert [line["note"] for line in lines if "note" in line] == [note.text for note in real.notes]


@pytest.fixture(scope="module")
def refusing_server() -> Iterator[WslensServer]:
    """One server for all refusals. It has a list of origins, for there is a fixture in which one is not on it."""
    running = WslensServer("--allow-origin", "http://localhost:1338")
    try:
        yield running
    finally:
        status = running.stop()
    assert status == 0


def test_there_are_refusals() -> None:
    assert len(REFUSALS) >= 22


@pytest.mark.parametrize("recording", REFUSALS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_server_refuses_in_these_words(recording: Path, refusing_server: WslensServer) -> None:
    """The real server gets the fixture's request, and has to send the fixture's answer and decide what it decides."""
    with socket.create_connection((refusing_server.host, refusing_server.port), timeout=20) as client:
        client.sendall(sent_by("client", recording))
        answer = b"".join(iter(lambda: client.recv(65_536), b""))
        port = client.getsockname()[1]
    assert answer.decode() == sent_by("server", recording).decode()
    number = refusing_server.wait_for(lambda event: event.get("client", "").endswith(f":{port}"))["connection"]
    refusing_server.wait_for_event("closed", connection=number)
    decided = refusing_server.events("decision", connection=number)
    decisions = [(event["name"], event["sentence"]) for event in decided]
    assert decisions == [(line["decision"], line["sentence"]) for line in lines_of(recording) if "decision" in line]


@pytest.mark.parametrize("recording", VALID, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_tshark_agrees_on_every_frame(recording: Path, tmp_path: Path) -> None:
    capture = tmp_path / "fixture.pcapng"
    subprocess.run([wslens_binary(), "convert", recording, capture], check=True, capture_output=True, timeout=60)
    events = events_of(recording)
    ours = [event for event in events if event["event"] == "frame"]
    theirs = list(tshark_frames(capture, client=events[0]["client"]))
    for sender in ("client", "server"):
        expected = [frame for whose, frame in theirs if whose == sender]
        found = [{key: frame[key] for key in COMPARED} for frame in ours if frame["from"] == sender]
        assert found == expected


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_tshark_has_no_remark_on_the_packets(recording: Path, tmp_path: Path) -> None:
    capture = tmp_path / "fixture.pcapng"
    subprocess.run([wslens_binary(), "convert", recording, capture], check=True, capture_output=True, timeout=60)
    fields = ("ip.checksum.status", "tcp.checksum.status", "tcp.analysis.flags", "_ws.malformed", "frame.comment")
    options = [part for field in fields for part in ("-e", field)]
    text = tshark(capture, "-T", "fields", "-E", "separator=|", *options)
    rows = [line.split("|") for line in text.splitlines()]
    # Bytes that were not read are a gap in the sequence numbers, on which tshark has to remark.
    has_gap = any("unread" in line for line in lines_of(recording))
    for row in rows:
        assert row[:2] == ["1", "1"] and row[3] == ""
        assert row[2] == "" or has_gap
    notes = [line["note"] for line in lines_of(recording) if "note" in line]
    comments = " ".join(row[4] for row in rows)
    assert notes and all(note.replace("\\", "") in comments.replace("\\", "") for note in notes)
