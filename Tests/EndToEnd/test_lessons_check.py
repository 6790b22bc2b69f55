"""The author's checker: what it prints, and the statuses that scripts rely on."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from processes import REPOSITORY, wslens_binary


def check(*arguments: str | Path, cwd: Path | None = None,
          env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([wslens_binary(), "lessons", "check", *map(str, arguments)], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=300, check=False, cwd=cwd,
                          env={**os.environ, **(env or {})})


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    """A copy of the lessons, without fixtures beside it: those that come with the program are used."""
    folder = tmp_path / "lessons"
    shutil.copytree(REPOSITORY / "lessons", folder)
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_our_lessons_have_no_problems(lessons: Path) -> None:
    for arguments in ([lessons, "--misconceptions", "--seeds", "5"], ["--seeds", "5"]):
        done = check(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        assert re.search(r"^\d+ lessons, \d+ exercises, 5 draws of each: no problems, ", done.stdout.splitlines()[-1])
        assert re.search(r"^  m24  .*  \(no exercise yet\)$|^  m24  .*  \S+/\S+", done.stdout, re.MULTILINE)


def test_problems_are_lines_with_places(lessons: Path) -> None:
    change(lessons / "00-bits.md", "ask: bits 0", "ask: bitz 0")
    change(lessons / "04-masking.md", "id: twice", "id: thrice")
    done = check("lessons", "--seeds", "2", cwd=lessons.parent)
    assert (done.returncode, done.stderr) == (1, "")
    lines = [line for line in done.stdout.splitlines() if ": remark: " not in line]
    assert re.match(r'lessons/\.ids:\d+: masking/twice was published, and is gone; .* was: \[twice\] ', lines[0])
    assert re.match(r'lessons/00-bits\.md:\d+: "bitz 0" is not a question; ', lines[1])
    new = r"lessons/04-masking\.md:\d+: masking/thrice is not in lessons/\.ids; "
    assert any(re.match(new, line) for line in lines)
    # A damaged lesson is one problem: nothing is said about its ids and words, and the others are checked.
    assert not any(line.startswith("lessons/.ids") and "bits/" in line for line in lines)
    assert re.match(r"\d+ lessons, \d+ exercises, 2 draws of each: 3 problems, ", lines[-1])


def test_new_ids_are_written_and_none_is_removed(lessons: Path) -> None:
    ids = lessons / ".ids"
    before = ids.read_text(encoding="utf-8")
    change(lessons / "00-bits.md", "id: why-hex", "id: why-not\nwas: [why-hex]")
    assert "bits/why-not is not in" in check(lessons, "--seeds", "1").stdout
    done = check(lessons, "--seeds", "1", "--update-ids")
    assert done.returncode == 0, done.stdout
    assert ids.read_text(encoding="utf-8") == before + "bits/why-not\n"
    assert check(lessons, "--seeds", "1", "--update-ids").returncode == 0
    assert ids.read_text(encoding="utf-8") == before + "bits/why-not\n"


def test_a_translation_is_shown_and_checked(lessons: Path) -> None:
    (lessons / "de").mkdir()
    (lessons / "de" / "00-bits.md").write_text(
        "---\ntitle: Bits und Bytes\n---\n```exercise\nid: why-hex\ngoal: Warum hex?\n```\n", encoding="utf-8")
    done = check(lessons, "--seeds", "1")
    assert done.returncode == 0, done.stdout
    remarks = [line for line in done.stdout.splitlines() if "/de/00-bits.md" in line]
    assert any(re.search(r':\d+: remark: nothing says .* "source: [0-9a-f]{8}"$', line) for line in remarks)
    assert any("remark: shown in English, since there is no translation: first-name, " in line for line in remarks)
    for option, variable in (("de", ""), ("", "de"), ("en", "de"), ("", "")):
        listed = subprocess.run(
            [wslens_binary(), "lessons", "list", "--lessons", lessons, *(["--lang", option] if option else [])],
            capture_output=True, text=True, timeout=60, check=True, env={**os.environ, "WSLENS_LANG": variable})
        assert ("Bits und Bytes" in listed.stdout) == ((option or variable) == "de")


def test_the_example_for_authors_has_no_problems(tmp_path: Path) -> None:
    text = (REPOSITORY / "lessons" / "AUTHORING.md").read_text(encoding="utf-8")
    lesson = text.split("````markdown\n", 1)[1].split("````", 1)[0]
    (tmp_path / "20-ping.md").write_text(lesson, encoding="utf-8")
    done = check(tmp_path, "--update-ids")
    assert done.returncode == 0, done.stdout
    assert (tmp_path / ".ids").read_text(encoding="utf-8") == "ping/its-pong\n"


def test_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    problems = {"nothing": "There is no folder", "empty": "There is no lesson in", "file": "is not a folder"}
    for name, words in problems.items():
        done = check(tmp_path / name)
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr and done.stderr.count("\n") == 1


def test_usage() -> None:
    for arguments in (["--seeds", "0"], ["--update-ids"], ["--seeds", "many"]):
        assert check(*arguments).returncode == 64


def test_long_work_shows_how_far_it_is(lessons: Path) -> None:
    master, slave = pty.openpty()
    shown = ""
    with subprocess.Popen([wslens_binary(), "lessons", "check", lessons, "--seeds", "1"], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=slave) as program:
        os.close(slave)
        # A terminal holds a few thousand bytes; when the program has ended, reading it fails.
        with contextlib.suppress(OSError):
            while part := os.read(master, 1 << 16):
                shown += part.decode()
        output, _ = program.communicate(timeout=60)
    os.close(master)
    assert program.returncode == 0
    count = len(re.findall(r"\r\d+ of \d+  \S+/\S+ ", shown))
    assert count == int(re.search(rb"(\d+) exercises", output).group(1))  # type: ignore[union-attr]
    # The line is gone at the end.
    assert shown.split("\r")[-2].strip() == "" and shown.endswith("\r")
