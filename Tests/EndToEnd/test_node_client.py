"""Node's ws, a third independent client, as Debian packages it (node-ws) or as npm installs it globally."""

from __future__ import annotations

import json
import os
import subprocess

from processes import find_program, missing
from wslens_server import WslensServer

INSTALL = "apt install nodejs node-ws, or brew install node && npm install --global ws"
DEBIAN_MODULES = "/usr/share/nodejs"

SCRIPT = """
const { WebSocket } = require("ws");
const socket = new WebSocket(process.argv[1], { perMessageDeflate: false });
const received = [];
socket.on("open", () => {
    socket.send("Hello");
    socket.send(Buffer.alloc(65536, 7));
    socket.send("Γειά", { fin: false });
    socket.send(" σου", { fin: true });
    socket.ping("are you there");
});
socket.on("message", (data, isBinary) => received.push([isBinary, data.length, isBinary ? "" : data.toString()]));
socket.on("pong", (data) => { received.push(["pong", data.length, data.toString()]); socket.close(3001, "bye"); });
socket.on("close", (code, reason) => console.log(JSON.stringify({ received, code, reason: reason.toString() })));
"""


def test_echo_ping_and_close(server: WslensServer) -> None:
    node = find_program("node", install=INSTALL)
    environment = {**os.environ, "NODE_PATH": os.environ.get("NODE_PATH", DEBIAN_MODULES)}
    known = subprocess.run([node, "-e", "require('ws')"], env=environment, capture_output=True, timeout=30)
    if known.returncode != 0:
        missing(f"the ws module of Node is not installed: {INSTALL}")
    run = subprocess.run([node, "-e", SCRIPT, server.websocket_url], env=environment, capture_output=True, text=True,
                         encoding="utf-8", timeout=30)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {
        "received": [[False, 5, "Hello"], [True, 65_536, ""], [False, 15, "Γειά σου"], ["pong", 13, "are you there"]],
        "code": 3001, "reason": "bye",
    }
    closed = server.wait_for_event("closed")
    assert (closed["code"], closed["reason"], closed["clean"]) == (3001, "bye", True)
