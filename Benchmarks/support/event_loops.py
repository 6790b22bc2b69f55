"""What the inspector costs the server it watches: the event loops' time for a message, live against serve --quiet."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

from support.load import CASES, WARM_UP, load, pinned
from support.programs import fail, print_table
from support.wslens_process import LiveProgram, event_loop_seconds

AIMS = {"small": 1.1, "many": 1.1, "deep": 1.3, "64k": 1.3, "1m": 1.3}
SLICES = 4  # of a measurement: what else the machine does then meets both servers


@contextmanager
def live(program: str) -> Iterator[tuple[int, int]]:
    """Its process and its port."""
    with LiveProgram(program, pinned(0)) as process:
        yield process.process, process.port


@contextmanager
def serve(program: str) -> Iterator[tuple[int, int]]:
    """Its process and its port."""
    command = [*pinned(0), program, "serve", "--quiet", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            port = urlsplit(process.stdout.readline().strip()).port
            if port is None:
                fail(f"{program} serve does not start")
            yield process.pid, port
        finally:
            process.kill()


@dataclass
class Cost:
    """What the event loops of one server have spent in the slices of a pair."""

    process: int
    port: int
    seconds: float = 0
    messages: float = 0

    def add(self, generator: str, seconds: float, options: list[str]) -> None:
        before = event_loop_seconds(self.process)
        self.messages += load(generator, self.port, seconds, options)["messages"]
        self.seconds += event_loop_seconds(self.process) - before

    @property
    def microseconds(self) -> float:
        return self.seconds / self.messages * 1e6


def pair(program: str, generator: str, seconds: float, options: list[str]) -> tuple[float, float]:
    """Microseconds for a message in live and in serve, both just started, and loaded by turns in short slices."""
    with live(program) as ours, serve(program) as theirs:
        costs = Cost(*ours), Cost(*theirs)
        for cost in costs:
            load(generator, cost.port, WARM_UP, options)
        for number in range(SLICES):
            for cost in costs if number % 2 == 0 else costs[::-1]:
                cost.add(generator, seconds / SLICES, options)
        return costs[0].microseconds, costs[1].microseconds


def compare(program: str, generator: str, pairs: int, seconds: float) -> bool:
    """Measures, prints a table, and returns whether the aims are met."""
    rows = [["median of each", "live us", "serve us", "live / serve", "from", "to", "least / least", "aim", ""]]
    is_met = True
    for case, aim in AIMS.items():
        title, options = CASES[case]
        found = [pair(program, generator, seconds, options) for _ in range(pairs)]
        ours, theirs = zip(*found, strict=True)
        ratios = [watched / alone for watched, alone in found]
        ratio = median(ratios)
        is_met &= ratio <= aim
        least = min(ours) / min(theirs)
        figures = (median(ours), median(theirs), ratio, min(ratios), max(ratios), least)
        rows.append([title, *(f"{figure:.2f}" for figure in figures), f"{aim:.1f}", "ok" if ratio <= aim else "MISSED"])
        print(f"{title}: {' '.join(f'{ratio:.2f}' for ratio in ratios)}", flush=True)
    print()
    print_table(rows)
    return is_met
