"""A student's progress: whatever ends the program, and what else writes the file, at most the last answer is lost."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from processes import missing, wslens_binary

HEADER = '{"format":"wslens-progress","version":1}\n'


def lessons(*arguments: str | Path, env: dict[str, str] | None = None,
            prefix: list[str] | None = None) -> subprocess.CompletedProcess[str]:
    """Runs `wslens lessons` to its end, which must come soon."""
    return subprocess.run([*(prefix or []), wslens_binary(), "lessons", *map(str, arguments)], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=120, check=False, env={**os.environ, **(env or {})})


def record(path: Path, answer: str, exercise: str = "bits/size", **options: Any) -> subprocess.CompletedProcess[str]:
    return lessons("record", exercise, "not-yet", answer, "--progress", path, **options)


def entries(path: Path) -> dict[str, dict[str, Any]]:
    """What the file says, all of whose lines must be whole."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith(HEADER) and text.endswith("\n")
    return {entry["id"]: entry for entry in map(json.loads, text.splitlines()[1:])}


def answers(path: Path, exercise: str = "bits/size") -> list[str]:
    return [answer["text"] for answer in entries(path)[exercise]["answers"]]


def strace() -> str:
    """strace, where it can be used."""
    path = shutil.which("strace")
    if not path:
        if sys.platform == "linux":
            missing("strace is not installed: apt install strace")
        pytest.skip("there is no strace on this system")
    if subprocess.run([path, "-o", os.devnull, "true"], capture_output=True, check=False).returncode:
        missing("strace may not trace programs here")
    return path


def tracing(folder: Path, *more: str) -> list[str]:
    """Traces the system calls on the files of a folder, those to come too."""
    names = ["p.jsonl", "p.jsonl.lock", "p.jsonl.part", "p.damaged-1", "p.damaged-1.part", "p.before-reset-1",
             "p.before-reset-1.part"]
    paths = [word for name in names for word in ("-P", str(folder / name))]
    return [strace(), "-f", "-qq", *paths, "-P", str(folder), *more]


BEFORE = [("bits/size", "11"), ("bits/first", "48"), ("bits/size", "12")]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A file with three answers."""
    path = tmp_path / "p.jsonl"
    for exercise, answer in BEFORE:
        assert record(path, answer, exercise).returncode == 0
    return path


@pytest.mark.parametrize("situation", ["first", "further", "damaged", "reset"])
def test_killed_at_any_system_call_it_loses_one_answer_at_most(tmp_path: Path, written: Path, situation: str) -> None:
    """Counts the calls on the files, and kills the program at each of them in turn."""
    before = written.read_bytes()
    damage = b'{"id":"bits/si\n\0\0\0\n'
    command = ["record", "bits/first", "ok", "new", "--progress"]
    if situation == "first":
        before = b""
    elif situation == "damaged":
        before += damage
    elif situation == "reset":
        command = ["reset", "--yes", "bits/first", "--progress"]

    def prepare(name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        if before:
            (folder / "p.jsonl").write_bytes(before)
        return folder

    folder = prepare("counted")
    trace = tmp_path / "trace"
    done = lessons(*command, folder / "p.jsonl", prefix=tracing(folder, "-o", str(trace)))
    assert done.returncode == 0, done.stderr
    assert not list(folder.glob("*.part"))
    calls = Counter(re.findall(r"^\d+ +(\w+)\(", trace.read_text(encoding="utf-8"), re.M))
    assert {"flock", "fsync", "rename", "openat"} <= set(calls), calls

    outcomes = set()
    for call, count in calls.items():
        for number in range(1, count + 1):
            folder = prepare(f"{call}-{number}")
            path = folder / "p.jsonl"
            killed = lessons(*command, path, prefix=tracing(
                folder, "-o", os.devnull, "-e", f"inject={call}:signal=KILL:when={number}"))
            assert killed.returncode in (-9, 137), (call, number, killed)
            is_damaged = False
            if path.exists() and (content := path.read_bytes()) and content.startswith(before) and b"\0" in content:
                # Not yet set aside.
                is_damaged = True
                assert content == before
            elif path.exists():
                found = entries(path)
                old: dict[str, list[str]] = {}
                for exercise, text in BEFORE if before else []:
                    old.setdefault(exercise, []).append(text)
                new = dict(old)
                if situation == "reset":
                    new.pop("bits/first", None)
                else:
                    new["bits/first"] = [*new.get("bits/first", []), "new"]
                texts = {name: [answer["text"] for answer in entry["answers"]] for name, entry in found.items()}
                assert texts in (old, new), (call, number)
                outcomes.add(texts == new)
                if situation == "damaged":
                    assert (folder / "p.damaged-1").read_bytes() == damage
                if situation == "reset" and texts == new:
                    assert (folder / "p.before-reset-1").read_bytes() == before
            else:
                assert not before
                outcomes.add(False)
            if is_damaged:
                outcomes.add(False)
            # The next one goes on as if nothing had happened, and tidies up.
            again = record(path, "next")
            assert again.returncode == 0, again.stderr
            assert answers(path)[-1] == "next"
            assert not (folder / "p.jsonl.part").exists()
            if situation == "damaged":
                assert (folder / "p.damaged-1").read_bytes() == damage and not (folder / "p.damaged-2").exists()
    assert outcomes == {False, True}


@pytest.mark.parametrize("same", [True, False])
def test_programs_at_once_lose_nothing(tmp_path: Path, same: bool) -> None:
    path = tmp_path / "p.jsonl"

    def student(number: int) -> list[str]:
        name = "bits/size" if same else f"bits/{number}"
        results = [record(path, f"{number}.{answer}", name) for answer in range(10)]
        # On a busy machine it may say that it waits.
        return [result.stderr for result in results if result.returncode]

    with ThreadPoolExecutor(20) as pool:
        assert [words for said in pool.map(student, range(20)) for words in said] == []
    found = entries(path)
    if same:
        assert found["bits/size"]["attempts"] == 200
        assert [answer["number"] for answer in found["bits/size"]["answers"]] == list(range(191, 201))
    else:
        assert {number: answers(path, f"bits/{number}") for number in range(20)} == {
            number: [f"{number}.{answer}" for answer in range(10)] for number in range(20)}
    assert sorted(file.name for file in tmp_path.iterdir()) == ["p.jsonl", "p.jsonl.lock"]


def test_a_command_says_that_it_waits_for_the_lock(written: Path) -> None:
    before = written.read_bytes()
    with open(f"{written}.lock", "rb+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with subprocess.Popen([wslens_binary(), "lessons", "record", "bits/size", "ok", "late", "--progress", written],
                              stderr=subprocess.PIPE, text=True) as waiting:
            assert waiting.stderr and "waiting for another wslens that is writing it" in waiting.stderr.readline()
            assert written.read_bytes() == before
            fcntl.flock(lock, fcntl.LOCK_UN)
            assert waiting.stderr.read() == ""
    assert waiting.returncode == 0 and answers(written)[-1] == "late"


@pytest.mark.parametrize("call,error,words", [
    ("write", "ENOSPC", "No space left on device"), ("fsync", "EIO", "Input/output error"),
    ("rename", "EROFS", "Read-only file system"), ("openat", "EROFS", "Read-only file system"),
    ("openat", "EACCES", "Permission denied"),
])
def test_a_file_that_cannot_be_written_stays_as_it_was(written: Path, call: str, error: str, words: str) -> None:
    before = written.read_bytes()
    # The first openat is that of the lock.
    result = record(written, "lost", prefix=tracing(
        written.parent, "-o", os.devnull, "-e", f"inject={call}:error={error}:when=1"))
    assert result.returncode == 2 and result.stderr.count("\n") == 1
    assert words in result.stderr and "--progress" in result.stderr, result.stderr
    assert written.read_bytes() == before
    assert not list(written.parent.glob("*.part"))


def test_a_file_system_without_locks_is_written_all_the_same(written: Path) -> None:
    result = record(written, "saved", prefix=tracing(
        written.parent, "-o", os.devnull, "-e", "inject=flock:error=ENOLCK"))
    assert result.returncode == 0 and answers(written)[-1] == "saved"


@pytest.mark.parametrize("damage,count", [
    (b"\0" * 5000, 1), (b"\xff\xfe\x80\n" * 3, 3), (b"x" * (10 << 20), 1), (b'{"id":"bits/size"}\n', 1),
    (b'{"format":"wslens-progress","version":"two"}\n', 1), (b"[" * 100_000, 1),
])
def test_damage_is_set_aside_once_and_said_once(written: Path, damage: bytes, count: int) -> None:
    written.write_bytes(written.read_bytes() + damage)
    result = record(written, "13")
    lines = f"{count} lines" if count > 1 else "1 line"
    assert result.returncode == 0 and result.stderr.count("\n") == 1
    assert f"{lines} could not be read (line 4 " in result.stderr and "p.damaged-1;" in result.stderr
    assert answers(written) == ["11", "12", "13"]
    aside = written.with_name("p.damaged-1")
    assert aside.read_bytes().rstrip(b"\n") == damage.rstrip(b"\n") and aside.stat().st_mode & 0o777 == 0o600
    assert record(written, "14").stderr == ""
    written.write_bytes(written.read_bytes() + b"other damage\n")
    assert "p.damaged-2;" in record(written, "15").stderr


def test_a_later_version_keeps_what_it_wrote(written: Path) -> None:
    later = '{"quiz":{"count":10}}\n'
    text = written.read_text(encoding="utf-8").replace('"version":1', '"version":7,"school":"north"')
    written.write_text(text.replace('"clean":', '"stars":3,"clean":') + later, encoding="utf-8")
    assert record(written, "13").stderr == ""
    text = written.read_text(encoding="utf-8")
    assert text.startswith('{"format":"wslens-progress","version":7,"school":"north"}\n') and text.endswith(later)
    assert text.count('"stars":3') == 2
    assert "a later version" in lessons("progress", "--progress", written).stderr


def test_other_things_in_its_place_are_left_alone(tmp_path: Path) -> None:
    recording = tmp_path / "recording.jsonl"
    recording.write_text('{"format":"wslens-recording","version":1}\n', encoding="utf-8")
    folder = tmp_path / "folder.jsonl"
    folder.mkdir()
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    for path, words in [(recording, "another kind of file (wslens-recording)"), (folder, "is a folder"),
                        (pipe, "is a pipe"), (tmp_path / "no" / "p.jsonl", "There is no folder")]:
        result = record(path, "1")
        assert result.returncode == 2 and result.stderr.count("\n") == 1
        assert words in result.stderr and "--progress" in result.stderr, result.stderr
    assert recording.read_text(encoding="utf-8") == '{"format":"wslens-recording","version":1}\n'
    assert record(tmp_path / "thesis.docx", "1").returncode == 64
    wrong = lessons("record", "bits/size", "ok", "1", env={"WSLENS_PROGRESS": str(tmp_path / "thesis.docx")})
    assert wrong.returncode == 2 and "WSLENS_PROGRESS must name a file ending in .jsonl" in wrong.stderr


def test_where_it_is(tmp_path: Path) -> None:
    for name, named in [("state/wslens", {"XDG_STATE_HOME": str(tmp_path / "state")}),
                      ("home/.local/state/wslens", {"XDG_STATE_HOME": "", "HOME": str(tmp_path / "home")}),
                      ("home2/.local/state/wslens", {"XDG_STATE_HOME": "state", "HOME": str(tmp_path / "home2")}),
                      (".", {"WSLENS_PROGRESS": str(tmp_path / "progress.jsonl")})]:
        env = {"WSLENS_PROGRESS": "", **named}
        assert lessons("record", "bits/size", "ok", "11", env=env).stderr == ""
        path = tmp_path / name / "progress.jsonl"
        assert answers(path) == ["11"] and path.stat().st_mode & 0o777 == 0o600
        if name != ".":
            assert path.parent.stat().st_mode & 0o777 == 0o700
    nowhere = lessons("record", "bits/size", "ok", "1", env={"WSLENS_PROGRESS": "", "XDG_STATE_HOME": "", "HOME": ""})
    assert nowhere.returncode == 2 and "HOME is not set" in nowhere.stderr


def test_a_link_stays_and_so_do_permissions(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    target, link = tmp_path / "stick" / "anna.jsonl", tmp_path / "p.jsonl"
    link.symlink_to("stick/anna.jsonl")
    assert record(link, "1").returncode == 0
    target.chmod(0o640)
    assert record(link, "2").returncode == 0
    assert link.is_symlink() and answers(target) == ["1", "2"] and target.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "stick" / "anna.jsonl.lock").exists()


@pytest.mark.parametrize("typed,is_reset", [("yes\n", True), ("y\n", False), ("\n", False), ("\x04", False)])
def test_a_reset_asks(written: Path, typed: str, is_reset: bool) -> None:
    before = written.read_bytes()
    refused = lessons("reset", "--progress", written)
    assert refused.returncode == 2 and "no terminal to ask on" in refused.stderr
    keys, terminal = pty.openpty()
    try:
        os.write(keys, typed.encode())
        result = subprocess.run([wslens_binary(), "lessons", "reset", "--progress", str(written)], stdin=terminal,
                                capture_output=True, text=True, timeout=60, check=False)
    finally:
        os.close(keys)
        os.close(terminal)
    assert "Forget your progress in 2 exercises" in result.stderr
    assert (result.returncode, written.read_bytes()) == ((0, HEADER.encode()) if is_reset else (2, before))
    copy = written.with_name("p.before-reset-1")
    assert copy.read_bytes() == before if is_reset else not copy.exists()


def test_a_reset_of_some(written: Path) -> None:
    wrong = lessons("reset", "--yes", "bits/other", "--progress", written)
    assert wrong.returncode == 2 and "has no progress in bits/other" in wrong.stderr
    assert record(written, "1", "masking/why").returncode == 0
    assert lessons("reset", "--yes", "bits", "--progress", written).returncode == 0
    assert set(entries(written)) == {"masking/why"}
    # An exercise is reset with the questions about it.
    for step in ("masking/twice", "masking/twice.why", "masking/twice-more"):
        assert record(written, "1", step).returncode == 0
    done = lessons("reset", "--yes", "masking/twice", "--progress", written)
    assert done.returncode == 0 and "1 exercise reset" in done.stderr
    assert set(entries(written)) == {"masking/why", "masking/twice-more"}


def test_what_was_done_under_an_old_name_counts(tmp_path: Path) -> None:
    """A lesson and an exercise are called otherwise now, and say how they were called."""
    path = tmp_path / "p.jsonl"
    assert record(path, "11111111", "bits/its-bits").returncode == 0
    assert lessons("record", "bits/its-bits", "ok", "10010111", "--progress", path).returncode == 0
    assert lessons("record", "bits/why-hex", "kept", "Two digits are a byte.", "--progress", path).returncode == 0
    before = path.read_bytes()

    folder = tmp_path / "data" / "lessons"
    folder.mkdir(parents=True)
    text = (Path(__file__).parents[2] / "lessons/00-bits.md").read_text(encoding="utf-8")
    for old, new in [("\nid: bits\n", "\nid: bytes\nwas: [bits]\n"),
                     ("\nid: its-bits\n", "\nid: as-bits\nwas: [its-bits]\n")]:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (folder / "00-bytes.md").write_text(text, encoding="utf-8")

    renamed = {"WSLENS_DATA": str(folder.parent)}
    listed = json.loads(lessons("list", "--json", "--progress", path, env=renamed).stdout)
    assert (listed["id"], listed["done"], listed["clean"]) == ("bytes", 2, 0)
    result = lessons("progress", "--json", path, env=renamed)
    found = {line["id"]: line for line in map(json.loads, result.stdout.splitlines()) if line["report"] == "exercise"}
    one = found["bytes/as-bits"]
    assert (one["tried"], one["done"], one["mostAttempts"]) == (1, 1, 2)
    assert not any(name.startswith("bits/") for name in found)
    assert path.read_bytes() == before

    # The teacher's verdict under the new name is on the answer under the old one, and a reset forgets both.
    assert lessons("record", "bytes/why-hex", "ok", "--progress", path, env=renamed).returncode == 0
    assert entries(path)["bytes/why-hex"]["verdict"] == "ok"
    assert lessons("reset", "--yes", "bytes/as-bits", "--progress", path, env=renamed).returncode == 0
    assert json.loads(lessons("list", "--json", "--progress", path, env=renamed).stdout)["done"] == 1
    assert lessons("reset", "--yes", "bits", "--progress", path, env=renamed).returncode == 0
    assert entries(path) == {}


def test_progress_in_lessons_of_a_folder(tmp_path: Path) -> None:
    """A lesson of one's own is named by its number and title, as in `run`."""
    folder, path = tmp_path / "own", tmp_path / "p.jsonl"
    folder.mkdir()
    text = (Path(__file__).parents[2] / "lessons/00-bits.md").read_text(encoding="utf-8")
    (folder / "77-own.md").write_text(text.replace("\nid: bits\n", "\nid: own\n"), encoding="utf-8")
    own = ("--lessons", folder, "--progress", path)
    assert lessons("record", "77/its-bits", "ok", "10010111", *own).returncode == 0
    assert set(entries(path)) == {"own/its-bits"}
    shown = lessons("progress", *own)
    assert shown.returncode == 0 and "Bits and bytes" in shown.stdout
    assert "first-frame" not in shown.stdout
    missing_folder = lessons("progress", path, "--lessons", tmp_path / "none")
    assert missing_folder.returncode == 2 and "There is no folder" in missing_folder.stderr
    assert lessons("reset", "--yes", "77", *own).returncode == 0
    assert entries(path) == {}


def test_the_files_of_a_class(tmp_path: Path) -> None:
    for name in ("anna", "ben"):
        path = tmp_path / f"{name}.jsonl"
        assert record(path, "01").returncode == 0
        assert lessons("record", "masking/why", "kept", "=1+1, because", "--progress", path).returncode == 0
    assert lessons("record", "masking/why", "ok", "--progress", tmp_path / "ben.jsonl").returncode == 0
    files = [tmp_path / "anna.jsonl", tmp_path / "ben.jsonl"]
    contents = [file.read_bytes() for file in files]
    report = lessons("progress", *files)
    assert report.returncode == 0 and all(len(line) <= 80 for line in report.stdout.splitlines())
    assert "bits/size: 01 (2 files, 2 times)" in report.stdout and "because" in report.stdout
    lines = [json.loads(line) for line in lessons("progress", "--json", *files).stdout.splitlines()]
    assert [line["file"].split("/")[-1] for line in lines if line["report"] == "explanation"] == ["anna.jsonl"]
    assert "\"'=1+1, because\"" in lessons("progress", "--csv", *files).stdout
    some = lessons("progress", tmp_path / "no.jsonl", *files)
    assert some.returncode == 2 and some.stdout == report.stdout and "There is no file" in some.stderr
    assert [file.read_bytes() for file in files] == contents
