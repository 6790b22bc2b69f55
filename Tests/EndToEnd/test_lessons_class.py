"""A class of thirty: all at once on the server of a live exercise, and what they have done in one report."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from websockets.sync.client import ClientConnection, connect

from processes import wslens_binary
from replaying import wait_for
from studying import has_verdict, progress_of, solutions
from test_lessons_live import exercise

STUDENTS = 30


def echo(websocket: ClientConnection, text: str) -> None:
    websocket.send(text)
    assert websocket.recv(timeout=30) == text


def test_thirty_at_one_live_exercise(tmp_path: Path) -> None:
    """What one sends and another repeats meets no goal that one connection has to meet; all get their echoes."""
    progress = tmp_path / "progress.jsonl"
    with exercise("masking/twice", progress) as (terminal, server), ExitStack() as clients:
        sockets = [clients.enter_context(connect(f"ws://{server}/?name=student-{number}", compression=None, proxy=None))
                   for number in range(STUDENTS)]
        with ThreadPoolExecutor(STUDENTS) as pool:

            def say(text: str, sockets: list[ClientConnection] = sockets) -> None:
                list(pool.map(lambda socket: echo(socket, text.format(sockets.index(socket))), sockets))

            say("Hello")
            terminal.send("2")
            terminal.wait_for_text(" 1 of 2 ─")
            say("I am number {}")
            terminal.send("1")
            terminal.wait_for_text(" 1 of 2 ─", f"{STUDENTS} open, {STUDENTS} in all")
            assert not progress.exists()
            terminal.send("5")
            terminal.wait_for_text("[ ] The same text again")
            echo(sockets[17], "I am number 17")
            wait_for(terminal, has_verdict("ok"))
            say("Goodbye")
        # Others went on writing; the connection that met the goals is shown all the same.
        terminal.send("4")
        terminal.wait_for_text("#18 client frame")
    assert progress_of(progress)["masking/twice"]["answers"][0]["text"] == "done in a browser"


def test_thirty_files_in_one_report(tmp_path: Path) -> None:
    """Each has other bytes. All solve the lesson, every third after a wrong answer, and the last leaves one out."""

    def study(number: int) -> Path:
        name, path = f"student-{number}", tmp_path / f"student-{number}.jsonl"
        wrong = ["bits/its-bits: 1111 1111"] if number % 3 == 0 else []
        right = [f"{solution.id}{step}: {answer}" for solution in solutions("bits", name)
                 for step, answer in solution.answers.items()
                 if solution.id != "bits/and-7f" or number + 1 < STUDENTS]
        answers = tmp_path / f"{name}.txt"
        answers.write_text("\n".join([*wrong, *right]), encoding="utf-8")
        graded = subprocess.run([wslens_binary(), "lessons", "run", "bits", "--seed", name, "--answers", answers,
                                 "--progress", path], capture_output=True, encoding="utf-8", timeout=120, check=False)
        assert (graded.returncode, graded.stderr) == (1 if wrong else 0, ""), graded.stdout
        return path

    with ThreadPoolExecutor(4) as pool:
        files = list(pool.map(study, range(STUDENTS)))

    def progress(*options: str) -> str:
        return subprocess.run([wslens_binary(), "lessons", "progress", *options, *files], check=True,
                              capture_output=True, encoding="utf-8", timeout=120).stdout

    lines = [json.loads(line) for line in progress("--json").splitlines()]
    tried = {line["id"]: line for line in lines if line["report"] == "exercise" and line["id"].startswith("bits/")}
    [lesson] = [line for line in lines if line["report"] == "lesson" and line["id"] == "bits"]
    assert lesson["finished"] == STUDENTS - 1
    for name, line in tried.items():
        done = STUDENTS - (name.startswith("bits/and-7f"))
        wrong = STUDENTS // 3 if name == "bits/its-bits" else 0
        assert (line["tried"], line["done"], line["extraAttempts"]) == (done, done, wrong), line
    rows = list(csv.DictReader(progress("--csv").splitlines()))
    assert len(rows) == sum(line["tried"] for line in tried.values())
    assert {Path(row["file"]) for row in rows} == set(files)

    report = progress()
    assert all(len(line) <= 80 for line in report.splitlines())
    assert f"finished by {STUDENTS - 1} of {STUDENTS}" in report
    # What nobody has begun takes one line, and what all have written in the same words is read once.
    assert len(re.findall("begun by nobody", report)) == len([line for line in lines if line["report"] == "lesson"]) - 1
    assert f"student-0.jsonl, student-1.jsonl, student-2.jsonl and {STUDENTS - 3} more files" in report
    assert len(report.splitlines()) < 80
