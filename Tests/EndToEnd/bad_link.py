"""A network that loses, repeats and reorders packets, so that the kernel's own TCP has to retransmit.

It is a TUN interface in a network namespace of its own, whose other end is a thread here. `tc netem` would do the
same, but many kernels lack it. The thread sends every packet back with source and destination exchanged, which
changes no checksum. So the client and the server, both on NEAR, each see the other on FAR:

    client 10.9.8.1:40000 ──▶ 10.9.8.2:1338    thread    10.9.8.2:40000 ──▶ 10.9.8.1:1338 server

A capture on the interface has each connection twice: as the client's end saw it, and as the server's end did.
"""

from __future__ import annotations

import ctypes
import fcntl
import heapq
import os
import select
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

NEAR, FAR = "10.9.8.1", "10.9.8.2"
INTERFACE = "tun0"

# From <sched.h>, <linux/if_tun.h>, <linux/if.h> and <linux/sockios.h>.
CLONE_NEWNET = 0x40000000
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 1, 0x1000
SIOCSIFADDR, SIOCSIFDSTADDR, SIOCSIFFLAGS, IFF_UP = 0x8916, 0x8918, 0x8914, 1


class BadLink:
    """The far end of the interface, which counts what it did to packets."""

    LOSS, REPETITION, DELAY = 0.03, 0.05, 0.25

    def __init__(self, tun: int, seed: int) -> None:
        self.lost = self.repeated = self.delayed = 0
        self._tun = tun
        self._random = Random(seed)
        self._due: list[tuple[float, int, bytes]] = []
        self._count = 0
        self._stop, self._stopped = os.pipe()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        os.close(self._stopped)
        self._thread.join(10)
        os.close(self._stop)

    def _run(self) -> None:
        while True:
            wait = max(0.0, self._due[0][0] - time.monotonic()) if self._due else None
            ready, _, _ = select.select([self._tun, self._stop], [], [], wait)
            if self._stop in ready:
                return
            if self._tun in ready:
                self._take(os.read(self._tun, 65_536))
            while self._due and self._due[0][0] <= time.monotonic():
                os.write(self._tun, heapq.heappop(self._due)[2])

    def _take(self, packet: bytes) -> None:
        if packet[0] >> 4 != 4:
            return  # IPv6's own packets on a new interface
        if self._random.random() < self.LOSS:
            self.lost += 1
            return
        self._send(packet)
        if self._random.random() < self.REPETITION:
            self.repeated += 1
            self._send(packet)

    def _send(self, packet: bytes) -> None:
        late = self._random.random() < self.DELAY
        self.delayed += late
        self._count += 1
        due = time.monotonic() + (self._random.uniform(0.001, 0.005) if late else 0.001)
        heapq.heappush(self._due, (due, self._count, packet[:12] + packet[16:20] + packet[12:16] + packet[20:]))


@contextmanager
def bad_link(seed: int) -> Iterator[BadLink]:
    """Moves this thread, and the processes that it starts, to a namespace with a bad link, until the end of the `with`.

    The machine's own network is not touched, and the interface disappears with its file. If the kernel does not allow
    it, the test is skipped, in CI too: other tests make the same disturbances in files, which needs no privileges.
    """
    if sys.platform != "linux":
        pytest.skip("network namespaces are Linux's")
    libc = ctypes.CDLL(None, use_errno=True)
    with Path("/proc/thread-self/ns/net").open("rb") as home:
        if libc.unshare(CLONE_NEWNET) != 0:
            pytest.skip(f"no network namespace can be made here: {os.strerror(ctypes.get_errno())}")
        try:
            try:
                tun = _interface()
            except OSError as error:
                pytest.skip(f"no TUN interface can be made here: {error}")
            link = BadLink(tun, seed)
            try:
                yield link
            finally:
                link.close()
                os.close(tun)
        finally:
            assert libc.setns(home.fileno(), CLONE_NEWNET) == 0, os.strerror(ctypes.get_errno())


def _interface() -> int:
    """The file of a new interface in this thread's namespace, with its addresses, and up."""
    def request(content: bytes) -> bytes:
        return struct.pack("16s24s", INTERFACE.encode(), content)

    def address(host: str) -> bytes:
        return request(struct.pack("H2x4s", socket.AF_INET, socket.inet_aton(host)))

    tun = os.open("/dev/net/tun", os.O_RDWR)
    try:
        fcntl.ioctl(tun, TUNSETIFF, request(struct.pack("H", IFF_TUN | IFF_NO_PI)))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
            fcntl.ioctl(control, SIOCSIFADDR, address(NEAR))
            fcntl.ioctl(control, SIOCSIFDSTADDR, address(FAR))
            fcntl.ioctl(control, SIOCSIFFLAGS, request(struct.pack("H", IFF_UP)))
    except OSError:
        os.close(tun)
        raise
    return tun
