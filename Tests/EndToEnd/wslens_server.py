"""`wslens serve --json` as a test sees it: its address, and the events it prints, one JSON object per line."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from processes import end_process, wait_for_end, wslens_binary

Event = dict[str, Any]


class WslensServer:
    """
    A running server. Its events are collected in a thread, so that the server never waits for the test to read.

    It declines compression, which every browser offers, unless an option says otherwise: most tests look at bytes.
    """

    def __init__(self, *options: str) -> None:
        compression = () if "--compression" in options else ("--compression", "off")
        self._process = subprocess.Popen(
            [wslens_binary(), "serve", "--json", "--port", "0", *compression, *options],
            stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )
        self._events: list[Event] = []
        self._unreadable: list[str] = []
        self._ended = False
        self._asked_to_end = False
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            self.url: str = self.wait_for(lambda event: event["event"] == "listening")["url"]
        except BaseException:
            end_process(self._process)
            raise
        address = urlsplit(self.url)
        self.host, self.port = address.hostname or "", address.port or 0
        self.websocket_url = f"ws://{address.netloc}/"

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._changed:
                try:
                    self._events.append(json.loads(line))
                except ValueError:
                    self._unreadable.append(line)
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def events(self, name: str | None = None, **fields: Any) -> list[Event]:
        """The events so far, or those of one name whose fields are equal to the given ones."""
        with self._changed:
            # What a client has seen is printed a moment later, and on a busy machine after several.
            deadline = time.monotonic() + 5
            while not self._ended and time.monotonic() < deadline and self._changed.wait(timeout=0.3):
                pass
            return [event for event in self._events if _matches(event, name, fields)]

    def wait_for(self, predicate: Callable[[Event], bool], timeout: float = 10) -> Event:
        """The first event, past or to come, for which `predicate` holds. Fails after `timeout` seconds."""
        def found() -> Event | None:
            return next((event for event in self._events if predicate(event)), None)

        with self._changed:
            self._changed.wait_for(lambda: found() or self._ended, timeout)
            event = found()
            if event is None:
                why = "the server ended" if self._ended else f"nothing in {timeout} s"
                last = "\n".join(json.dumps(event)[:300] for event in self._events[-15:])
                raise AssertionError(f"waited for an event: {why}. The last ones were:\n{last}")
            return event

    def wait_for_event(self, name: str, timeout: float = 10, **fields: Any) -> Event:
        """The first event of that name whose fields are equal to the given ones."""
        return self.wait_for(lambda event: _matches(event, name, fields), timeout)

    def terminate(self) -> None:
        """Sends SIGTERM, and returns at once. A second call sends nothing."""
        if not self._asked_to_end:
            self._asked_to_end = True
            self._process.terminate()

    def kill(self) -> None:
        """Ends it with SIGKILL, as a crash would: nothing is printed or flushed."""
        self._asked_to_end = True
        self._process.kill()
        self._process.wait(10)

    def stop(self) -> int:
        """Sends SIGTERM, waits for the end, and returns the exit status. Every line it printed must have been JSON."""
        self.terminate()
        status = wait_for_end(self._process)
        self._reader.join(5)
        assert self._unreadable == []
        return status


def _matches(event: Event, name: str | None, fields: dict[str, Any]) -> bool:
    # "from" is a Python keyword, so a test writes sender= for it.
    wanted = {("from" if field == "sender" else field): value for field, value in fields.items()}
    return (name is None or event.get("event") == name) and all(
        field in event and event[field] == value for field, value in wanted.items())
