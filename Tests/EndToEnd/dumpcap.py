"""dumpcap, Wireshark's own capturing program: it runs before traffic starts, and has captured all of it at the end."""

from __future__ import annotations

import re
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from processes import end_process, find_program, missing
from wslens_server import WslensServer

INSTALL = "apt install tshark, or brew install wireshark"


class Dumpcap:
    """A capture of a server's port for the length of a `with`: the file holds all that happens in it, and nothing else.

    Plain requests mark where it begins and ends.
    """

    def __init__(self, file: Path, server: WslensServer, interface: str, *options: str, host: str | None = None,
                 ) -> None:
        self._file = file
        self._url = f"http://{host or server.host}:{server.port}"
        self._log = file.with_suffix(".log")
        program = find_program("dumpcap", install="apt install tshark, or brew install wireshark")
        # -p: without the traffic of other machines. -B: 64 MiB of packets may wait for dumpcap, because a busy machine
        # loses some with the usual 2 MiB.
        self._command = [program, "-q", "-p", "-B", "64", "-i", interface, *options]
        self._command += ["-f", f"tcp port {server.port}", "-w", str(file)]

    def __enter__(self) -> None:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(self._command, stderr=log, text=True)
        try:
            self._knock_until_kept("/capture-begins")
        except BaseException:
            end_process(self._process)
            raise

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        try:
            if error is None:
                self._knock_until_kept("/capture-ends")
        finally:
            status = end_process(self._process)
        if error is None:
            assert status == 0, self._said()
            # An import cannot show a packet that dumpcap itself has lost.
            assert re.search(r"received/dropped on interface .*: \d+/0 ", self._said()), self._said()

    def _said(self) -> str:
        return self._log.read_text(encoding="utf-8").strip()

    def _knock_until_kept(self, path: str, timeout: float = 30) -> None:
        """Makes plain requests until one of them is in the file: so the capture is running, and has got this far."""
        end = time.monotonic() + timeout
        while True:
            if self._process.poll() is not None:
                said = self._said()
                # A permission that only the machine's owner can grant is not a forgotten tool.
                if "permi" in said.lower():
                    pytest.skip(f"dumpcap may not capture here: {said}")
                missing(f"dumpcap cannot capture here: {said}")
            try:
                urllib.request.build_opener(urllib.request.ProxyHandler({})).open(self._url + path, timeout=10)
            except urllib.error.HTTPError as answer:
                assert answer.code == 404
            # dumpcap writes what it has ten times per second.
            for _ in range(10):
                if self._file.exists() and f"GET {path} ".encode() in self._file.read_bytes():
                    return
                time.sleep(0.05)
            assert time.monotonic() < end, f"dumpcap kept nothing: {self._said()}"
