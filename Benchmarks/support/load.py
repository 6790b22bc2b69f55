"""The load generator, EchoLoad: how it is built and run, and the loads that the benchmarks of a server share."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

from support.programs import REPOSITORY, fail, program

PACKAGE = REPOSITORY / "Benchmarks"
WARM_UP = 0.5  # seconds of load before each measurement
CASES = {
    "small": ("1 connection, 20-125 B", ["--size", "20-125"]),
    "many": ("64 connections, 20-125 B", ["--size", "20-125", "--connections", "64"]),
    "deep": ("64 connections, 16 deep", ["--size", "20-125", "--connections", "64", "--depth", "16"]),
    "64k": ("64 KiB binary", ["--size", "65536", "--binary"]),
    "1m": ("1 MiB binary", ["--size", "1048576", "--binary"]),
}


def pinned(position: int) -> list[str]:
    """What to put before a command to run it on the first or the second core; nothing where that can't be done."""
    taskset = shutil.which("taskset")
    if not taskset or not hasattr(os, "sched_getaffinity"):
        return []
    cores = sorted(os.sched_getaffinity(0))
    return [taskset, "-c", str(cores[position])] if len(cores) > 1 else []


def build_load_generator() -> str:
    """Builds it if anything changed; the first time takes some minutes."""
    swift = program("swift", "https://www.swift.org/install/")
    build = [swift, "build", "-c", "release", "--package-path", str(PACKAGE), "--product", "EchoLoad"]
    done = subprocess.run(build, capture_output=True, text=True)
    if done.returncode != 0:
        fail(f"the load generator does not build:\n{done.stdout}{done.stderr}")
    return str(PACKAGE / ".build" / "release" / "EchoLoad")


def load(generator: str, port: int, seconds: float, options: list[str]) -> dict[str, float]:
    """What the load generator says of one run."""
    command = [*pinned(1), generator, "--port", str(port), "--seconds", str(seconds), *options]
    run = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 120)
    if run.returncode != 0:
        fail(f"{' '.join(options)}: {run.stderr.strip()}")
    found: dict[str, float] = json.loads(run.stdout)
    return found
