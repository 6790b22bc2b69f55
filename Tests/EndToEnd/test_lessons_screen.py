"""The lessons on the screen, as a student works through them: with keys, from the first page to the last."""

from __future__ import annotations

import re
from pathlib import Path

from replaying import wait_for
from studying import Solution, go_on, is_list, open_lessons, progress_of, read_on, shows_goal, solutions, solve, verdict
from tmux import Terminal

LESSONS = [(lesson, number) for number, lesson in enumerate([
    "bits", "upgrade", "accept-hash", "first-frame", "masking", "lengths", "tcp-is-a-stream", "messages",
    "ping-and-pong", "closing", "text-and-binary", "extensions", "inside-a-server"])]
SEED = "anna"


def review(screen: str, lesson: str, known: list[Solution]) -> Solution:
    """The exercise of an earlier lesson that is on the screen. Its bytes are others than in that lesson."""
    drawn = [solution for earlier in {solution.lesson for solution in known}
             for solution in solutions(earlier, f"{SEED}|review of {lesson}")]
    [found] = [solution for solution in drawn if shows_goal(screen, solution)]
    return found


def test_all_lessons_from_the_first_page_to_the_last(tmp_path: Path) -> None:
    """Each exercise is solved with keys, each page is read, and the list says so in the end."""
    progress = tmp_path / "anna.jsonl"
    done: list[Solution] = []
    with Terminal() as terminal:
        open_lessons(terminal, "--seed", SEED, "--port", "0", progress=progress)
        for lesson, number in LESSONS:
            terminal.wait_for_text(f" wslens  Lesson {number} ")
            while "▸ review" in (screen := read_on(terminal)):
                solve(terminal, review(screen, lesson, done))
                go_on(terminal)
            ours = solutions(lesson, SEED)
            for place, solution in enumerate(ours, start=1):
                screen = read_on(terminal)
                assert f"▸ exercise {place}  {solution.kind} " in screen, screen
                assert shows_goal(screen, solution) or solution.kind == "live", f"{solution.goal}\n{screen}"
                assert verdict(screen) is None, screen
                solve(terminal, solution)
                go_on(terminal)
            read_on(terminal)
            done += ours
            screen = wait_for(terminal, is_list)
            count = len(ours)
            clean = sum(solution.kind != "explain" for solution in ours)  # what a teacher has yet to read is not
            assert f"Lesson {number} ends here: {count} of {count} exercises done, {clean} clean" in screen
            assert re.search(rf"^ . +{number}  .* {count} of {count} +{clean}\b", screen, re.MULTILINE), screen
            terminal.send("Enter")
    kept = progress_of(progress)
    assert set(kept) == {name for solution in done for name in solution.ids}
    for solution in done:
        expected = ("kept", False) if solution.kind == "explain" else ("ok", True)
        for name in solution.ids:
            assert (kept[name]["verdict"], kept[name]["clean"]) == expected, kept[name]
