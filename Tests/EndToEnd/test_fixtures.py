"""The library in fixtures/: `make fixtures` has been run and accepts any recording; generated fixtures hold what the
server sends, and tshark reads the same frames in them.

tshark shares no code with wslens: each valid fixture is exported to pcapng, and every field of every frame is compared.
A plain recording may hold what no capture can, or what another server sent, so these tests skip it.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from processes import REPOSITORY, find_program, wslens_binary
from wslens_server import WslensServer

FIXTURES = REPOSITORY / "fixtures"
Frame = dict[str, Any]
COMPARED = ("fin", "rsv1", "rsv2", "rsv3", "opcode", "masked", "maskingKey", "lengthBits", "payloadLength", "payload")


def events_of(recording: Path) -> list[dict[str, Any]]:
    run = subprocess.run([wslens_binary(), "inspect", "--json", recording], capture_output=True, encoding="utf-8",
                         timeout=60)
    assert run.returncode in (0, 1) and run.stderr == ""
    return [json.loads(line) for line in run.stdout.splitlines()]


def is_valid(recording: Path) -> bool:
    """Whether no rule is broken in it, according to the committed events."""
    expected = FIXTURES / "expected" / recording.relative_to(FIXTURES)
    return not any(json.loads(line).get("violations") for line in expected.read_text(encoding="utf-8").splitlines())


def is_generated(recording: Path) -> bool:
    """Whether a script writes it; a hand-written line may be damaged, which is reported elsewhere."""
    first = recording.read_bytes().partition(b"\n")[0]
    return b'"generator":' in first and "generator" in json.loads(first)


def lines_of(recording: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in recording.read_text(encoding="utf-8").splitlines()]


GENERATED = [file for file in sorted(FIXTURES.glob("*/*.jsonl")) if is_generated(file)]


def sent_by(side: str, recording: Path) -> bytes:
    """All bytes of one side."""
    reads = [line for line in lines_of(recording) if line.get("from") == side]
    return b"".join(line["text"].encode() if "text" in line else bytes.fromhex(line["hex"]) for line in reads)


def is_refusal(recording: Path) -> bool:
    """Whether the server answers with HTTP, and never with 101."""
    response = sent_by("server", recording)
    return response.startswith(b"HTTP/1.1 ") and b"HTTP/1.1 101 " not in response


REFUSALS = [file for file in GENERATED if is_refusal(file)]

# tshark keeps 32 bits of a length, so it treats the header of 2^40 bytes as a whole frame. It does not see a frame in
# the segment of the request, nor a WebSocket whose handshake is missing.
BEYOND_TSHARK = [FIXTURES / "lengths/header-of-64-bits.jsonl", FIXTURES / "fragments/frame-behind-the-request.jsonl",
                 FIXTURES / "extensions/begins-midway.jsonl"]
VALID = [file for file in GENERATED if is_valid(file) and file not in BEYOND_TSHARK]


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


def tshark_frames(capture: Path, clients: list[str], *options: str) -> Iterator[tuple[str, Frame]]:
    """The frames that tshark finds, each with its sender, under the names of our own events."""
    shown = ("-Y", "websocket", "-j", "tcp websocket", "-T", "json", "-x")
    text = tshark(capture, "--no-duplicate-keys", *shown, *options)
    ports = [client.rsplit(":", 1)[1] for client in clients]
    for packet in json.loads(text):
        layers = packet["_source"]["layers"]
        sender = "client" if layers["tcp"]["tcp.srcport"] in ports else "server"
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


def make_fixtures(repository: Path, *options: str) -> tuple[int, list[str]]:
    """Runs the script of a repository. Returns its exit status and its output."""
    run = subprocess.run([sys.executable, repository / "Scripts/make-fixtures", *options], capture_output=True,
                         encoding="utf-8", env={**os.environ, "WSLENS_BINARY": wslens_binary()})
    assert run.stderr == ""
    return run.returncode, [line.removeprefix("make-fixtures: ") for line in run.stdout.splitlines()]


def test_the_files_are_up_to_date() -> None:
    assert make_fixtures(REPOSITORY, "--check") == (0, [])


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A library of only the generated fixtures, with the script, to be changed: plain ones may have any names."""
    shutil.copytree(REPOSITORY / "Scripts", tmp_path / "Scripts", ignore=shutil.ignore_patterns("__pycache__"))
    folders = {file.parent for file in GENERATED}
    for file in [*GENERATED, *(file for file in FIXTURES.glob("*/README.md") if file.parent in folders)]:
        place = tmp_path / file.relative_to(REPOSITORY)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, place)
    status, _ = make_fixtures(tmp_path)
    assert status == 0
    return tmp_path


HEADER = '{"format":"wslens-recording","version":1,"title":"By hand","about":"A | and no notes."}'
# As people write: blanks, upper-case hex, a time without decimals, a blank line, several connections.
BY_HAND = f"""\
{HEADER}

{{"t": 0, "c": 4, "open": {{"client": "127.0.0.1:51544", "server": "127.0.0.1:1338", "midway": true}}}}
{{"t": 1, "c": 4, "from": "client", "hex": "81 85 37FA213D 7F9F4D5158"}}
{{"t": 1, "c": 7, "open": {{"client": "127.0.0.1:51546", "server": "127.0.0.1:1338"}}}}
"""


def test_a_recording_by_hand_is_a_fixture(copy: Path) -> None:
    """In a new folder, and with one command. It stays as it is, and so does everything else."""
    mine = copy / "fixtures/mine"
    mine.mkdir()
    before = (copy / "fixtures/README.md").read_text(encoding="utf-8")
    (mine / "by hand.jsonl").write_text(BY_HAND, encoding="utf-8")
    assert make_fixtures(copy, "--check") == (1, [
        "fixtures/mine/by hand.jsonl: its expected events are missing. Run 'make fixtures'."])
    assert make_fixtures(copy) == (0, ["wrote fixtures/expected/mine/by hand.jsonl", "wrote fixtures/README.md"])
    assert make_fixtures(copy) == (0, [])
    assert make_fixtures(copy, "--check") == (0, [])
    assert (mine / "by hand.jsonl").read_text(encoding="utf-8") == BY_HAND
    index = (copy / "fixtures/README.md").read_text(encoding="utf-8")
    assert index == before + """
### mine

| file | title | what it teaches | frames | broken |
|---|---|---|---|---|
| [mine/by hand](mine/by%20hand.jsonl) | By hand | A \\| and no notes. | 1 + 0 | nothing |
"""
    # A folder's own description, and its position.
    (mine / "README.md").write_text("# 0. Mine\n\nWhat we saw on Tuesday.\n", encoding="utf-8")
    assert make_fixtures(copy) == (0, ["wrote fixtures/README.md"])
    index = (copy / "fixtures/README.md").read_text(encoding="utf-8")
    assert "\n\n### Mine\n\nWhat we saw on Tuesday.\n\n| file |" in index
    assert index.index("### Mine") < index.index("### The RFC's own examples")
    # Once it is removed, nothing is left of it.
    shutil.rmtree(mine)
    assert make_fixtures(copy) == (0, ["removed fixtures/expected/mine/by hand.jsonl: its fixture is gone",
                                       "wrote fixtures/README.md"])
    assert not (copy / "fixtures/expected/mine").exists()
    assert make_fixtures(copy, "--check") == (0, [])


def test_only_generated_fixtures_are_rewritten(copy: Path) -> None:
    rfc = copy / "fixtures/rfc"
    written = (rfc / "masked-text.jsonl").read_text(encoding="utf-8")
    (rfc / "masked-text.jsonl").write_text(written.replace("Hello, masked", "Edited"), encoding="utf-8")
    (rfc / "handshake.jsonl").write_text(BY_HAND, encoding="utf-8")
    (rfc / "copied.jsonl").write_text(written, encoding="utf-8")
    (rfc / "ping-and-pong.jsonl").unlink()
    stories = "Scripts/fixture_library/stories/"
    mistakes = [
        f"fixtures/rfc/copied.jsonl: line 1 says that {stories}rfc.py generates it, but it does not. Delete the file, "
        'or remove "generator" from the line to keep it as a plain recording.',
        f"fixtures/rfc/handshake.jsonl: line 1 does not say that it is generated, but a module in {stories} generates "
        "a fixture of this name. Rename the file, or delete it.",
    ]
    assert make_fixtures(copy, "--check") == (1, [
        *mistakes,
        "fixtures/rfc/masked-text.jsonl: this is not what its generator writes. Run 'make fixtures'.",
        "fixtures/rfc/ping-and-pong.jsonl: this is not what its generator writes. Run 'make fixtures'.",
        "fixtures/rfc/copied.jsonl: its expected events are missing. Run 'make fixtures'.",
        "fixtures/expected/rfc/ping-and-pong.jsonl: its fixture is gone. Run 'make fixtures'.",
    ])
    assert make_fixtures(copy) == (1, [
        "wrote fixtures/rfc/masked-text.jsonl", "wrote fixtures/rfc/ping-and-pong.jsonl", *mistakes])
    assert (rfc / "masked-text.jsonl").read_text(encoding="utf-8") == written
    assert (rfc / "handshake.jsonl").read_text(encoding="utf-8") == BY_HAND
    assert (rfc / "copied.jsonl").read_text(encoding="utf-8") == written


def test_what_was_recorded_can_be_recorded_again() -> None:
    """Each recording that says so has its client in fixture_library/recorded."""
    said = subprocess.run([REPOSITORY / "Scripts/record-fixtures", "--help"], check=True, capture_output=True,
                          encoding="utf-8").stdout
    known = said.partition("recordings: ")[2].strip().split(", ")
    assert known == sorted(file.relative_to(FIXTURES).with_suffix("").as_posix() for file in GENERATED
                           if lines_of(file)[0]["generator"] == "Scripts/record-fixtures")


NOT_JSON = "Correct it: each line is one JSON object."
MISPLACED = "fixtures are not read from here. Move it into a folder such as fixtures/mine."
MISTAKES = [
    ("mine/a.jsonl", "\n{ }\n", [
        "line 2 is not a header. Put one in front of it, such as "
        '{"format":"wslens-recording","version":1,"title":"…","about":"…"}']),
    ("mine/b.jsonl", HEADER.replace("By hand", "x" * 41), ["line 1 has a title of 41 characters. Shorten it to 40."]),
    ("mine/c.jsonl", HEADER.replace("A |", "word " * 44), [
        "line 1 has an about of 234 characters, 4 lines. At most 220 fit, in 3 lines of 76. Shorten it."]),
    ("mine/d.jsonl", HEADER + '\r\n{"t":0,"c":1,"note":"' + "x" * 221 + '"}', [
        "line 2 has a note of 221 characters, 3 lines. At most 220 fit, in 3 lines of 76. Shorten it, or make two "
        "notes of it."]),
    ("mine/e.jsonl", HEADER + '\n{"t":0 "c":1}\n"', [
        f"line 2 is not JSON at its character 8: Expecting ',' delimiter. {NOT_JSON}",
        f"line 3 is not JSON at its character 1: Unterminated string starting at. {NOT_JSON}"]),
    ("mine/f.jsonl", HEADER.replace("|", "\udce9"), ["line 1 is not UTF-8 at its byte 71. Save the file as UTF-8."]),
    ("here.jsonl", HEADER, [MISPLACED]),
    ("mine/deeper/g.jsonl", HEADER, [MISPLACED]),
]


def test_mistakes_are_reported_with_file_line_and_what_to_do(copy: Path) -> None:
    for name, text, _ in MISTAKES:
        path = copy / "fixtures" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(errors="surrogateescape"))
    words = {f"fixtures/{name}: {line}" for name, _, lines in MISTAKES for line in lines}
    status, said = make_fixtures(copy)
    assert status == 1
    assert set(said) == words
    status, said = make_fixtures(copy, "--check")
    assert status == 1
    assert words <= set(said)


OURS = HEADER.replace("}", ',"generator":"record.sh"}')
EVENT = '{"t":0,"c":1,"open":{"client":"127.0.0.1:51544","server":"127.0.0.1:1338"}}'


def note(text: str, stop: bool = False) -> str:
    return json.dumps({"t": 0, "c": 1, "note": text, **({"stop": True} if stop else {})})


ASKED = [EVENT, note("Which byte?", stop=True), EVENT, note("The first.")]
QUESTIONS = [
    (ASKED, []),
    ([*ASKED, note("Why is that so?", stop=True), EVENT, note("Because.")], []),
    ([EVENT, note("The first.")], ["it asks nothing. Let a note ask a question, where its answer cannot be seen yet."]),
    ([EVENT, note("Which byte? The first.", stop=True), EVENT, note("So it is.")], [
        "line 3 goes on behind its question. End the note with it, and put the answer into a note behind the next "
        "event."]),
    ([EVENT, note("Which byte?"), EVENT, note("The first.")], [
        'line 3 asks a question without a pause. Add "stop":true to the line.']),
    ([EVENT, note("Which byte?", stop=True), note("The first.")], [
        "line 3 asks a question, and a note follows at once. Put that one behind the next event, or in front of the "
        "question."]),
    ([EVENT, note("Which byte?", stop=True), EVENT], [
        "line 3 asks a question, and no note behind it answers. Add one behind the next event."]),
]


def test_fixtures_of_ours_ask_and_do_not_answer_at_once(copy: Path) -> None:
    """Those that a script writes. In the folder of the lessons a lesson may answer."""
    for number, (lines, _) in enumerate(QUESTIONS):
        for folder in ("mine", "lessons"):
            path = copy / f"fixtures/{folder}/{number}.jsonl"
            path.parent.mkdir(exist_ok=True)
            path.write_text("\n".join([OURS, *lines]), encoding="utf-8")
    wrong = [f"fixtures/{folder}/{number}.jsonl: {line}" for folder in ("mine", "lessons")
             for number, (_, lines) in enumerate(QUESTIONS) for line in lines
             if folder == "mine" or "answers" not in line]
    status, said = make_fixtures(copy)
    assert status == 1
    assert sorted(said) == sorted(wrong)


def test_the_path_for_beginners(copy: Path) -> None:
    before = (copy / "fixtures/README.md").read_text(encoding="utf-8")
    start = copy / "fixtures/start.md"
    start.write_text("## Start here\n\n1. rfc/masked-text: What is it?\n2. rfc/mask: And this?\n", encoding="utf-8")
    wrong = ["fixtures/start.md: line 4 names rfc/mask, which is not a fixture. Correct it, or remove the line."]
    assert make_fixtures(copy) == (1, wrong)
    assert make_fixtures(copy, "--check") == (1, wrong)
    start.write_text("## Start here\n\n1. rfc/masked-text: What is it?\n", encoding="utf-8")
    assert make_fixtures(copy) == (0, ["wrote fixtures/README.md"])
    written = "## Start here\n\n1. [rfc/masked-text](rfc/masked-text.jsonl): What is it?\n\n## All of them"
    assert (copy / "fixtures/README.md").read_text(encoding="utf-8") == before.replace("## All of them", written)


def test_what_wslens_cannot_read_is_reported_too(copy: Path) -> None:
    damaged = f'{HEADER}\n{{"t":0,"c":1,"from":"client","hex":"8"}}\n'
    (copy / "fixtures/rfc/mine.jsonl").write_text(damaged, encoding="utf-8")
    status, [said] = make_fixtures(copy)
    assert status == 1
    assert said.startswith("fixtures/rfc/mine.jsonl: Line 2 has damaged hex")
    assert said.endswith(" Mend the line.")


def test_the_real_ones_say_what_their_script_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their notes can be edited by hand; the next recording must not lose them."""
    monkeypatch.syspath_prepend(str(REPOSITORY / "Scripts"))
    from fixture_library.recorded import RECORDINGS as RECORDED

    for real in RECORDED:
        head, *lines = lines_of(FIXTURES / real.folder / f"{real.name}.jsonl")
        assert (head["title"], head["about"]) == (real.title, real.about)
        assert [line["note"] for line in lines if "note" in line] == [note.text for note in real.notes]


@pytest.fixture(scope="module")
def refusing_server() -> Iterator[WslensServer]:
    """One server for all refusals. It has a list of origins, because one fixture has an origin that is not on it."""
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
    """The real server gets the fixture's request, and must send its answer and log the same server actions."""
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
    clients = [event["client"] for event in events if event["event"] == "open"]
    theirs = list(tshark_frames(capture, clients))
    for sender in ("client", "server"):
        expected = [frame for whose, frame in theirs if whose == sender]
        found = [{key: frame[key] for key in COMPARED} for frame in ours if frame["from"] == sender]
        assert found == expected


@pytest.mark.parametrize("recording", GENERATED, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_tshark_reports_nothing_about_the_packets(recording: Path, tmp_path: Path) -> None:
    capture = tmp_path / "fixture.pcapng"
    subprocess.run([wslens_binary(), "convert", recording, capture], check=True, capture_output=True, timeout=60)
    fields = ("ip.checksum.status", "tcp.checksum.status", "tcp.analysis.flags", "_ws.malformed", "frame.comment")
    options = [part for field in fields for part in ("-e", field)]
    text = tshark(capture, "-T", "fields", "-E", "separator=|", *options)
    rows = [line.split("|") for line in text.splitlines()]
    # Bytes that were not read are a gap in the sequence numbers, which tshark must report.
    has_gap = any("unread" in line for line in lines_of(recording))
    for row in rows:
        assert row[:2] == ["1", "1"] and row[3] == ""
        assert row[2] == "" or has_gap
    notes = [line["note"] for line in lines_of(recording) if "note" in line]
    comments = " ".join(row[4] for row in rows)
    assert notes and all(note.replace("\\", "") in comments.replace("\\", "") for note in notes)


def inflated_by_tshark(capture: Path, clients: list[str]) -> dict[str, list[str]]:
    """The texts of compressed messages in one frame, as tshark inflates them, in hexadecimal, by sender."""
    shown = ("-Y", "websocket.pmc == 1", "-T", "json", "-x")
    ports = [client.rsplit(":", 1)[1] for client in clients]
    texts: dict[str, list[str]] = {"client": [], "server": []}
    for packet in json.loads(tshark(capture, "--no-duplicate-keys", *shown)):
        layers = packet["_source"]["layers"]
        for frame in as_list(layers["websocket"]):
            sender = "client" if layers["tcp"]["tcp.srcport"] in ports else "server"
            payload = frame.get("websocket.payload") or {}
            if frame["websocket.fin"] == "1" and "websocket.payload.text_raw" in payload:
                texts[sender].append(payload["websocket.payload.text_raw"][0])
    return texts


COMPRESSED = [file for file in VALID if file.parent.name == "extensions"]


@pytest.mark.parametrize("recording", COMPRESSED, ids=lambda file: file.stem)
def test_tshark_inflates_the_same(recording: Path, tmp_path: Path) -> None:
    capture = tmp_path / "fixture.pcapng"
    subprocess.run([wslens_binary(), "convert", recording, capture], check=True, capture_output=True, timeout=60)
    events = events_of(recording)
    clients = [event["client"] for event in events if event["event"] == "open"]
    theirs = inflated_by_tshark(capture, clients)
    for sender in ("client", "server"):
        ours = [event["text"].encode().hex() for event in events
                if event["event"] == "message" and event["from"] == sender and event["kind"] == "text"
                and "compressedLength" in event and len(event["frames"]) == 1]
        assert theirs[sender] == ours
    assert recording.stem == "bomb" or theirs["client"] or theirs["server"]
