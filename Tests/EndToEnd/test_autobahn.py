"""The Autobahn conformance cases, run by kosoku against `wslens serve`.

Groups 1 to 7 and 10 are the protocol itself, group 9 its limits, 12 and 13 compression with 1,000 messages a case.
All of them with every way to compress and to print take about an hour: `make autobahn` runs those marked slow.
kosoku's globs cross dots: 1.* is every case of group 1 and none of 10 to 13.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from processes import end_process, wslens_binary

CORE = {"1": 16, "2": 11, "3": 7, "4": 10, "5": 20, "6": 145, "7": 37, "10": 1}  # cases in each group, 247 in all
LIMITS = {"9": 54}
COMPRESSION = {"12": 90, "13": 126}
INFORMATIONAL = {"7.1.6", "7.13.1", "7.13.2"}  # what RFC 6455 leaves open cannot be right or wrong


@contextmanager
def serving(*options: str) -> Iterator[str]:
    """The WebSocket address of a server: it is in its first line of output. What follows is read and dropped."""
    process = subprocess.Popen([wslens_binary(), "serve", "--port", "0", *options], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)
    drain: subprocess.Popen[str] | None = None
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        port = re.search(r":(\d+)", line)
        assert port, f"no address in the first line of output: {line!r}"
        drain = subprocess.Popen(["cat"], stdin=process.stdout, stdout=subprocess.DEVNULL, text=True)
        yield f"ws://127.0.0.1:{port[1]}"
    finally:
        # What has happened is printed first: there may be 64 MB of it, which grow when they are inflated.
        status = end_process(process, timeout=120)
        if drain:
            end_process(drain)
    assert status == 0, f"wslens ended with status {status} after SIGTERM"


def run_cases(address: str, groups: dict[str, int], output: Path, timeout: float) -> tuple[dict[str, Any], Path]:
    """Runs the groups, checks that each ran in full and nothing else did, and returns the result of each case."""
    kosoku = Path(sys.executable).with_name("kosoku")
    includes = [argument for group in groups for argument in ("-i", f"{group}.*")]
    run = subprocess.run([kosoku, "-o", output, *includes, "-p", "8", address],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=timeout)
    index = output / "index.json"
    assert index.exists(), f"kosoku wrote no report:\n{run.stdout[-2000:]}"
    [results] = json.loads(index.read_text()).values()
    assert Counter(case.split(".")[0] for case in results) == groups
    return results, output


def failures(results: dict[str, Any], output: Path) -> list[str]:
    """The cases that are not as they should be, each with what was expected of it."""
    lines = []
    for case, result in results.items():
        wanted = "INFORMATIONAL" if case in INFORMATIONAL else "OK"
        if result["behavior"] != wanted or result["behaviorClose"] not in ("OK", wanted):
            report = json.loads((output / result["reportfile"]).read_text())
            lines.append(f"{case}: {result['behavior']}, close {result['behaviorClose']}: {report['description']}\n"
                         f"    expected: {report['expectation']}\n    result: {report['result']}")
    return lines


def check(options: tuple[str, ...], groups: dict[str, int], output: Path, timeout: float) -> None:
    with serving(*options) as address:
        failed = failures(*run_cases(address, groups, output, timeout))
    assert not failed, f"{len(failed)} cases:\n" + "\n".join(failed)


@pytest.mark.parametrize(("groups", "timeout"), [
    pytest.param(CORE, 180, id="core"), pytest.param(LIMITS, 300, id="limits"),
])
def test_cases(tmp_path: Path, groups: dict[str, int], timeout: float) -> None:
    check(("--quiet",), groups, tmp_path / "report", timeout)


@pytest.mark.slow
@pytest.mark.parametrize("style", ["--quiet", "--frames", "--json"])
@pytest.mark.parametrize("mode", ["off", "shared", "dedicated"])
def test_all_cases(tmp_path: Path, mode: str, style: str) -> None:
    check((style, "--compression", mode), {**CORE, **LIMITS}, tmp_path / "report", 900)
    if mode != "off":
        # kosoku reads what comes back in these groups as compressed, whether RSV1 says so or not.
        options = (style, "--compression", mode, "--compress-from", "0")
        check(options, COMPRESSION, tmp_path / "compression", 3600)
