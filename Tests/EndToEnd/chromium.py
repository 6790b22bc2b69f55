"""Headless Chromium, driven over the DevTools protocol: commands and events as JSON in a WebSocket.

https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from processes import end_process, find_program

INSTALL = "apt install chromium, or brew install --cask chromium"
START_TIMEOUT = 30.0


class Chromium:
    """A browser process and one page in it."""

    def __init__(self, profile: Path) -> None:
        program = find_program("chromium", "chromium-browser", "google-chrome", install=INSTALL)
        self._process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage",
             "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
        )
        self.console_errors: list[str] = []
        self.websocket_events: list[dict[str, Any]] = []
        self._answers: dict[int, dict[str, Any]] = {}
        self._arrived = threading.Condition()
        self._last_id = 0
        self._session: str | None = None
        self._on_close = ExitStack()
        self._on_close.callback(end_process, self._process)
        try:
            address = self._devtools_address(profile)
            self._devtools = self._on_close.enter_context(
                connect(address, max_size=None, compression=None, proxy=None, legacy=False))
            threading.Thread(target=self._read, daemon=True).start()
            self._attach()
        except BaseException:
            self.close()
            raise

    def _devtools_address(self, profile: Path) -> str:
        # Chromium chooses a free port and writes two lines there: the port and the path of its WebSocket.
        file = profile / "DevToolsActivePort"
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline and self._process.poll() is None:
            lines = file.read_text().split() if file.exists() else []
            if len(lines) == 2:
                return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
            time.sleep(0.05)
        raise AssertionError("Chromium did not offer a DevTools address")

    def _attach(self) -> None:
        pages = [target for target in self._call("Target.getTargets")["targetInfos"] if target["type"] == "page"]
        attached = self._call("Target.attachToTarget", targetId=pages[0]["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")

    def _read(self) -> None:
        try:
            for text in self._devtools:
                message = json.loads(text)
                with self._arrived:
                    if "id" in message:
                        self._answers[message["id"]] = message
                        self._arrived.notify_all()
                    else:
                        self._note(message["method"], message.get("params", {}))
        except ConnectionClosed:
            pass  # the browser is gone; a call that still waits runs into its timeout

    def _note(self, method: str, params: dict[str, Any]) -> None:
        if method.startswith("Network.webSocket"):
            self.websocket_events.append({"method": method, **params})
        elif method == "Runtime.exceptionThrown":
            self.console_errors.append(json.dumps(params["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
            self.console_errors.append(json.dumps(params["args"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.console_errors.append(json.dumps(params["entry"]))  # among them what the CSP forbade

    def _call(self, method: str, timeout: float = 30, **params: Any) -> dict[str, Any]:
        self._last_id += 1
        identifier = self._last_id
        command: dict[str, Any] = {"id": identifier, "method": method, "params": params}
        if self._session:
            command["sessionId"] = self._session
        self._devtools.send(json.dumps(command))
        with self._arrived:
            if not self._arrived.wait_for(lambda: identifier in self._answers, timeout):
                raise AssertionError(f"{method}: no answer from Chromium in {timeout} s")
            answer = self._answers.pop(identifier)
        if "error" in answer:
            raise AssertionError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def navigate(self, url: str) -> None:
        """Loads the page and waits until it is complete."""
        result = self._call("Page.navigate", url=url)
        assert "errorText" not in result, f"{url}: {result['errorText']}"
        self.wait_until("document.readyState === 'complete'")

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page; a promise is awaited."""
        result = self._call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True, userGesture=True)
        if "exceptionDetails" in result:
            raise AssertionError(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def wait_until(self, expression: str, timeout: float = 10) -> Any:
        """Evaluates until the value is true in JavaScript's sense, and returns it. Fails after `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            value = self.evaluate(expression)
            if value:
                return value
            time.sleep(0.02)
        raise AssertionError(f"not true in {timeout} s: {expression}")

    def click(self, element: str) -> None:
        """Clicks the middle of the element with that id, as a mouse does: not if it is hidden or covered."""
        x, y = self._evaluate_with(element, """
            element.scrollIntoView({ block: "center" });
            const box = element.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];""")
        for kind in ("mousePressed", "mouseReleased"):
            self._call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def wait_until_enabled(self, element: str) -> None:
        """Waits until the control with that id can be used: one that is disabled takes neither focus nor clicks."""
        self.wait_until(f"!document.getElementById({json.dumps(element)}).disabled")

    def type_into(self, element: str, text: str) -> None:
        """Replaces the content of the text field with that id, as a keyboard does."""
        self._evaluate_with(element, "element.focus(); element.select();")
        self._call("Input.insertText", text=text)

    def _evaluate_with(self, element: str, body: str) -> Any:
        return self.evaluate(f"((element) => {{ {body} }})(document.getElementById({json.dumps(element)}))")

    def press(self, key: str, code: str, number: int, text: str = "") -> None:
        """Presses one key, for example ("Enter", "Enter", 13, "\\r")."""
        common: dict[str, Any] = {"key": key, "code": code, "windowsVirtualKeyCode": number}
        self._call("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self._call("Input.dispatchKeyEvent", type="keyUp", **common)

    def resize(self, width: int, height: int) -> None:
        """Sets the size of the page's view in CSS pixels."""
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def set_colour_scheme(self, scheme: str) -> None:
        """Sets prefers-color-scheme to "light" or "dark"."""
        self._call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def screenshot(self, file: Path) -> None:
        """Writes the view as PNG."""
        file.write_bytes(base64.b64decode(self._call("Page.captureScreenshot")["data"]))

    def close_tab(self) -> None:
        """Closes the page, as a person closes its tab."""
        self._call("Page.close")

    def kill(self) -> None:
        """Ends all processes of the browser with SIGKILL, as a lost machine would: the one that talks to the network
        would close its WebSockets if only the first ended."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)

    def close(self) -> None:
        """Ends the browser, by its process."""
        self._on_close.close()
