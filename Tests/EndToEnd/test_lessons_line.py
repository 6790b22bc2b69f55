"""The lessons line by line: `wslens lessons list|run|solve|quiz`, by pipe, as a screen reader or a grader uses them."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import termios
import time
from pathlib import Path

import pytest
from websockets.sync.client import connect

from processes import REPOSITORY, end_process, wslens_binary
from studying import objects, progress_of

LESSON = """---
id: tiny
title: A tiny lesson
minutes: 5
needs: []
rfc: [RFC 6455 §5.2]
---
Read this.

```exercise
id: first-byte
kind: predict
goal: 'The server echoes "{text}". What is its first byte?'
of: { from: server, text: Hi }
ask: byte 0
wrong:
  - { of: { from: server, text: Hi, fin: no }, say: "FIN is 0 there." }
hints: ["FIN is the highest bit."]
```
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment with a home of its own, so that no test sees or changes anybody's progress."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WSLENS_", "XDG_"))}
    return {**kept, "HOME": str(home)}


def lessons(
    *arguments: str, environment: dict[str, str], typed: str = "", cwd: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """Runs `wslens lessons` with lines on standard input."""
    return subprocess.run(
        [wslens_binary(), "lessons", *arguments], input=typed, env=environment, cwd=cwd, capture_output=True, text=True,
        encoding="utf-8", timeout=60, check=False,
    )


def answer_to(exercise: str, seed: str, environment: dict[str, str]) -> str:
    """The right answer to an exercise, as `solve` prints it."""
    solved = lessons("solve", exercise, "--seed", seed, environment=environment)
    assert solved.returncode == 0, solved.stderr
    found = re.search(r"^Answer: (.*?)\.?$", solved.stdout, re.MULTILINE)
    assert found, solved.stdout
    return found[1]


def test_list(environment: dict[str, str]) -> None:
    listed = lessons("list", environment=environment)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert listed.stdout.startswith("Lesson 0, bits: Bits and bytes. 20 minutes, 9 exercises.\n")
    for lesson in objects(lessons("list", "--json", environment=environment).stdout):
        assert list(lesson) == ["number", "id", "title", "minutes", "needs", "exercises", "done", "clean", "waiting"]


def test_run_with_piped_answers(environment: dict[str, str], tmp_path: Path) -> None:
    right = answer_to("bits/and-7f", "anna", environment)
    file = tmp_path / "anna.jsonl"
    done = lessons(
        "run", "bits/and-7f", "--seed", "anna", "--progress", str(file), environment=environment,
        typed=f"card M\ncard hex\n?\nnonsense\n00\n{right}\n>\n.\n",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "\nM is 4d in hex.\n" in done.stdout
    assert "\nhex: " in done.stdout
    assert "Hint 1 of 2." in done.stdout
    assert '"nonsense" could not be read.' in done.stdout
    assert "Not yet." in done.stdout
    assert re.search(r"^OK\..* 2 attempts, 1 hint\.$", done.stdout, re.MULTILINE), done.stdout
    assert "What does AND 7f do to any byte?" in done.stdout
    entry = progress_of(file)["bits/and-7f"]
    assert (entry["verdict"], entry["attempts"], entry["hints"], entry["clean"]) == ("ok", 2, 1, False)


def test_output_is_plain(environment: dict[str, str]) -> None:
    """No escapes, no box drawing, nothing that overwrites a line."""
    for lesson in ("bits", "first-frame", "masking"):
        said = lessons("run", lesson, "--seed", "a", environment=environment, typed="b\n>\n" * 60).stdout
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u2190-\u21ff\u2500-\u25ff§…]", said)
        assert "That was the end of this lesson." in said


def test_end_of_input_saves(environment: dict[str, str]) -> None:
    right = answer_to("bits/its-bits", "anna", environment)
    ended = lessons("run", "bits/its-bits", "--seed", "anna", environment=environment, typed=right)
    assert ended.returncode == 0
    assert ended.stdout.endswith("End of input. 1 of 9 exercises done, 1 of them at the first attempt.\n")
    file = Path(environment["HOME"]) / ".local/state/wslens/progress.jsonl"
    assert progress_of(file)["bits/its-bits"]["clean"] is True
    assert "9 exercises: 1 done, 1 of them at the first attempt." in lessons("list", environment=environment).stdout


def test_answers(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "answers.txt"
    right = answer_to("bits/and-7f", "wslens", environment)
    answers = f"# Anna\n\nand-7f: {right}\nbits/and-7f.why: 9\nwhy-hex: Two digits are one byte.\n"
    file.write_text(answers, encoding="utf-8")
    graded = lessons("run", "bits", "--answers", str(file), "--json", environment=environment)
    assert (graded.returncode, graded.stderr) == (1, "")
    verdicts = objects(graded.stdout)
    assert [verdict["verdict"] for verdict in verdicts] == ["ok", "unreadable", "kept"]
    for verdict in verdicts:
        assert list(verdict) == [
            "exercise", "step", "verdict", "answer", "reading", "about", "gap", "say", "section", "attempts", "hints",
            "clean",
        ]
    assert (verdicts[0]["exercise"], verdicts[0]["step"], verdicts[0]["attempts"]) == ("bits/and-7f", "main", 1)
    assert verdicts[1]["step"] == "why"

    file.write_text(f"and-7f: {right}\n", encoding="utf-8")
    passed = lessons("run", "0", "--answers", str(file), environment=environment)
    assert passed.returncode == 0
    assert passed.stdout.endswith("1 of 1 answer right. 8 exercises without an answer.\n")
    assert not (Path(environment["HOME"]) / ".local").exists(), "a grader's run is not the student's progress"


def test_answers_that_cannot_be_graded(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "answers.txt"
    file.write_text("and-7: 0f\n0f\n", encoding="utf-8")
    graded = lessons("run", "bits", "--answers", str(file), environment=environment)
    assert graded.returncode == 2
    assert f'wslens: {file}:1: There is no exercise "and-7". Did you mean and-7f?\n' in graded.stderr
    assert f"wslens: {file}:2: There is no colon." in graded.stderr
    missing = lessons("run", "bits", "--answers", str(tmp_path / "none"), environment=environment)
    assert (missing.returncode, missing.stdout) == (2, "")
    file.write_text("# nothing\n", encoding="utf-8")
    empty = lessons("run", "bits", "--answers", str(file), environment=environment)
    assert (empty.returncode, "There are no answers" in empty.stderr) == (2, True)


def test_verdicts_of_a_run_as_json(environment: dict[str, str]) -> None:
    said = lessons(
        "run", "bits/its-bits", "--seed", "anna", "--json", environment=environment,
        typed=f"1\n{answer_to('bits/its-bits', 'anna', environment)}\n.\n",
    )
    verdicts = [(verdict["verdict"], verdict["attempts"]) for verdict in objects(said.stdout)]
    assert verdicts == [("unreadable", 0), ("ok", 1)]


def test_quiz_of_a_seed_is_the_same_twice(environment: dict[str, str]) -> None:
    arguments = ["quiz", "0-4", "--count", "6", "--seed", "friday"]
    first = lessons(*arguments, environment=environment, typed=">\n" * 6)
    assert first.returncode == 0
    assert first.stdout == lessons(*arguments, environment=environment, typed=">\n" * 6).stdout
    assert "0 of 6 right." in first.stdout
    other = lessons("quiz", "0-4", "--count", "6", "--seed", "monday", environment=environment, typed=">\n" * 6)
    assert other.stdout != first.stdout
    assert not (Path(environment["HOME"]) / ".local").exists(), "a quiz is not recorded"


def test_quiz_as_json(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "quiz.jsonl"
    said = lessons(
        "quiz", "bits", "--count", "2", "--seed", "a", "--json", "--progress", str(file), environment=environment,
        typed="?\n" + "1 1 1 1 1 1 1 1\n1\n00\n500\na\n" * 2,
    )
    lines = objects(said.stdout)
    assert list(lines[0]) == ["question", "of", "exercise", "lines"]
    assert list(lines[-1]) == ["right", "of", "seed"]
    assert (lines[-1]["of"], lines[-1]["seed"]) == (2, "a")
    graded = [line for line in lines if line.get("verdict") not in (None, "unreadable")]
    assert len(graded) == 2
    assert set(progress_of(file)) == {line["exercise"] for line in graded}


def test_unknown_names(environment: dict[str, str]) -> None:
    for arguments, words in [
        (["run", "bytes"], "There is no lesson bytes. The lessons are: 0 bits"),
        (["run", "bits/nothing"], "The lesson bits has no exercise nothing. Its exercises are: first-name, "),
        (["solve", "89"], "There is no lesson 89."),
        (["quiz", "90-99"], "There is no lesson from 90 to 99."),
    ]:
        refused = lessons(*arguments, environment=environment)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert f"wslens: {words}" in refused.stderr
    assert lessons("quiz", "--count", "0", environment=environment).returncode == 64


def test_a_folder(environment: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "lessons"
    missing = lessons("list", "--lessons", str(folder), environment=environment)
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr.startswith(f"wslens: There is no folder {folder}. Check the name, or leave out --lessons")
    folder.mkdir()
    empty = lessons("list", "--lessons", str(folder), environment=environment)
    assert (empty.returncode, f"There is no lesson in {folder}." in empty.stderr) == (2, True)
    (folder / "01-tiny.md").write_text(LESSON, encoding="utf-8")
    (folder / "README.md").write_text("Not a lesson.", encoding="utf-8")
    listed = lessons("list", "--lessons", "lessons", environment=environment, cwd=tmp_path)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "Lesson 1, tiny: A tiny lesson. 5 minutes, 1 exercise.\n" in listed.stdout
    # The same from elsewhere, by WSLENS_DATA.
    named = lessons("list", environment={**environment, "WSLENS_DATA": str(tmp_path)}, cwd=Path("/"))
    assert "Lesson 1, tiny: A tiny lesson." in named.stdout
    wrong = lessons("list", environment={**environment, "WSLENS_DATA": str(tmp_path / "home")})
    assert (wrong.returncode, "unset it for the lessons that come with the program" in wrong.stderr) == (2, True)
    file = lessons("list", "--lessons", str(folder / "01-tiny.md"), environment=environment)
    assert (file.returncode, "is not a folder" in file.stderr) == (2, True)


def test_a_bad_lesson_beside_good_ones(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "01-tiny.md").write_text(LESSON, encoding="utf-8")
    bad = LESSON.replace("id: tiny", "id: bad").replace("hints:", "hnts:")
    (tmp_path / "02-bad.md").write_text(bad, encoding="utf-8")
    (tmp_path / "03-folder.md").mkdir()
    (tmp_path / "words.yml").write_text("texts: [Ada, two words]\n", encoding="utf-8")
    listed = lessons("list", "--lessons", str(tmp_path), environment=environment)
    assert listed.returncode == 0
    assert "Lesson 1, tiny" in listed.stdout
    assert "Lesson 2" not in listed.stdout
    assert re.search(r'02-bad\.md:\d+: unknown key "hnts"; did you mean "hints"\?', listed.stderr)
    assert "03-folder.md: this is a folder, and a lesson is a file" in listed.stderr
    assert re.search(r'words\.yml:\d+: texts have the letters .* not "two words"', listed.stderr)
    assert listed.stderr.endswith(f"All that is wrong: wslens lessons check {tmp_path}\n")


def test_fixtures_beside_the_lessons(environment: dict[str, str], tmp_path: Path) -> None:
    """A lesson names a recording of its own; one that leads out of the folders is not read."""
    folder, fixtures = tmp_path / "course" / "lessons", tmp_path / "course" / "fixtures" / "own"
    folder.mkdir(parents=True)
    fixtures.mkdir(parents=True)
    (fixtures / "hello.jsonl").write_bytes((REPOSITORY / "fixtures/rfc/masked-text.jsonl").read_bytes())
    lesson = LESSON.replace("{ from: server, text: Hi }\nask", "{ frame: own/hello c0 }\nask").replace(
        "  - { of: { from: server, text: Hi, fin: no }, say", "  - { ask: byte 1, say")
    (folder / "01-tiny.md").write_text(lesson, encoding="utf-8")
    solved = lessons("solve", "tiny", "--lessons", str(folder), environment=environment)
    assert solved.returncode == 0, solved.stderr
    assert "Bytes: 81 85 37 fa 21 3d 7f 9f 4d 51 58." in solved.stdout
    (folder / "01-tiny.md").write_text(lesson.replace("own/hello", "../fixtures/own/hello"), encoding="utf-8")
    assert "there is no recording" in lessons("list", "--lessons", str(folder), environment=environment).stderr


def test_live(environment: dict[str, str]) -> None:
    """A live exercise: the address is said, each goal as it is met, by whatever client."""
    process = subprocess.Popen(
        [wslens_binary(), "lessons", "run", "masking/twice", "--seed", "a"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, env=environment, bufsize=0,
    )
    assert process.stdin is not None and process.stdout is not None
    said = ""

    def wait_for(words: str) -> None:
        nonlocal said
        assert process.stdout is not None
        end = time.monotonic() + 20
        while words not in said:
            assert select.select([process.stdout], [], [], max(0, end - time.monotonic()))[0], said
            part = os.read(process.stdout.fileno(), 65536)
            assert part, said
            said += part.decode()

    try:
        wait_for("is not graded, or nothing.\n")
        address = re.search(r"The server for live exercises is at http://([^/]+)/", said)
        assert address, said
        process.stdin.write(b"the header\n")
        wait_for("Type b to do it on a recording instead.\n")
        with connect(f"ws://{address[1]}/", compression=None, proxy=None) as client:
            client.send("Hello")
            assert client.recv(timeout=10) == "Hello"
            wait_for("Goal 1 of 2 is met: A text from the browser.\n")
            assert "Goal 2 of 2" not in said
            client.send("Hello")
            wait_for("Goal 2 of 2 is met:")
        wait_for("OK. Both goals are met. Your guess: the header. Only the first two are the same")
        wait_for("1 attempt.\n")
        # Both frames are there to be compared.
        both = r"\nGoal 2 of 2 is met: .*" + "".join(rf"\nc{n}, from the client, 11 bytes: 81 85 .*" for n in (0, 1))
        assert re.search(both, said), said
        process.stdin.write(b">\n")
        wait_for("What does masking protect, and from what?")
        process.stdin.write(b".\n")
        assert process.wait(10) == 0
    finally:
        if process.poll() is None:
            end_process(process)  # type: ignore[arg-type]
    entry = progress_of(Path(environment["HOME"]) / ".local/state/wslens/progress.jsonl")["masking/twice"]
    assert (entry["verdict"], entry["clean"]) == ("ok", True)


def test_sending_in_a_live_exercise(environment: dict[str, str]) -> None:
    """What no browser sends is typed: by wslens's own client, and after it by the server to whoever is there."""
    typed = [
        "", "send ping", "client", "send text:Hi fin=maybe", "send ping:hi",
        "send text:Hel fin=no ping:hi continuation:lo",
        # Until the server has read it, so that the end of the input does not come first.
        "send pause:0.5 ping",
    ]
    run = lessons("run", "ping-and-pong/while-it-waits", "--seed", "a", environment=environment,
                  typed="\n".join(typed) + "\n")
    said = run.stdout
    assert run.returncode == 0, run.stderr
    assert "Nothing is connected yet. Open the page in a browser, or type client.\n" in said
    assert "wslens's own client is connected as #1." in said
    assert "Nothing was sent. Column 13: " in said
    assert re.search(r'\nPing, 2 bytes, masked, "hi": 89 82 ', said)
    assert "Sent by #1: 3 frames, 25 bytes.\n" in said
    assert "Goal 1 of 2 is met: A Ping inside a message, and its Pong." in said
    assert said.index("#1, request, Sec-WebSocket-Key: ") < said.index("Goal 1 of 2 is met")


def test_the_recorded_twin_of_a_live_exercise(environment: dict[str, str]) -> None:
    twin = lessons("run", "first-frame/seven", environment=environment, typed="b\nc0\n.\n")
    assert "Name the place of a text frame from the server whose second byte is 07." in twin.stdout
    assert "Not yet." in twin.stdout


def test_lessons_beside_the_program(environment: dict[str, str], tmp_path: Path) -> None:
    """A package may install other lessons than those that are built in."""
    program, folder = tmp_path / "bin" / "wslens", tmp_path / "share" / "wslens" / "lessons"
    program.parent.mkdir()
    shutil.copy(wslens_binary(), program)
    folder.mkdir(parents=True)
    (folder / "01-tiny.md").write_text(LESSON, encoding="utf-8")
    (tmp_path / "link").symlink_to(program)
    for name in (program, tmp_path / "link"):
        listed = subprocess.run(
            [name, "lessons", "list"], env=environment, cwd="/", capture_output=True, text=True, timeout=60, check=True)
        assert listed.stdout.startswith("Lesson 1, tiny: A tiny lesson.")


def test_on_a_terminal_lines_are_wrapped(environment: dict[str, str]) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    process = subprocess.Popen(
        [wslens_binary(), "lessons", "run", "bits"], stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    said = b""

    def wait_for(words: bytes) -> None:
        nonlocal said
        end = time.monotonic() + 20
        while not said.endswith(words):
            assert select.select([ours], [], [], max(0, end - time.monotonic()))[0], said
            said += os.read(ours, 65536)

    try:
        wait_for(b"Type > to go on.\r\n> ")
        os.write(ours, b">\n")
        wait_for(b"or nothing.\r\n> ")
        os.write(ours, b"\x04")
        assert process.wait(10) == 0
    finally:
        if process.poll() is None:
            process.terminate()
        os.close(ours)
    assert all(len(line) <= 60 for line in said.decode().replace("\r", "").split("\n"))
    assert b"\x1b" not in said
