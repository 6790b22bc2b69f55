"""A lesson: `wslens live` on the projector, Chromium in the class. What the teacher presses, what the class sees."""

from __future__ import annotations

from chromium import Chromium
from replaying import row, wait_for
from tmux import Terminal


def test_a_connection_closes_and_the_next_one_is_followed(terminal: Terminal, page: Chromium) -> None:
    terminal.send("2")
    terminal.wait_for_text("#1 Flow  OPEN", "FOLLOW")
    # Another tab's traffic is counted, and does not move the screen.
    page.click("open-another")
    terminal.wait_for_text("#1 Flow  OPEN", "on #2")
    page.click("socket-1")
    terminal.send(">")
    terminal.wait_for_text("#2 Flow  OPEN")
    terminal.send("<")
    terminal.wait_for_text("#1 Flow  OPEN")
    terminal.send("F")
    page.click("close-plain")
    terminal.wait_for_text("CLOSED 1005")
    page.wait_until_enabled("reconnect-button")
    page.click("reconnect-button")
    terminal.wait_for_text("#3 Flow  OPEN", "FOLLOW from #1")


def test_what_an_emoji_and_a_flag_are(terminal: Terminal, page: Chromium) -> None:
    page.click("script-emoji")
    terminal.send("2")
    terminal.wait_for_text("👋 [U+1F468 U+200D")
    terminal.send("4", ":", "b", "6", "Enter")
    terminal.wait_for_text("11110")
    terminal.send("Right", "Right", "Right")
    terminal.wait_for_text("U+1F44B")
    terminal.send("z")
    terminal.wait_for_text("U+1F1F7")


def test_a_thousand_messages(terminal: Terminal, page: Chromium) -> None:
    for _ in range(10):
        page.click("send-100")
    page.wait_until("document.getElementById('log').innerText.includes('Hello 100')", timeout=60)
    terminal.send("2")
    # Hello and a thousand, each with its echo, behind the three rows of the handshake.
    terminal.wait_for_text("server frame 1000", timeout=60)
    terminal.send("Home")
    terminal.wait_for_text("row 1 of 2,005")
    terminal.send("C-d")
    wait_for(terminal, lambda screen: row(screen) > 3)
    terminal.send("C-u")
    terminal.wait_for_text("row 1 of 2,005")
    terminal.send("End")
    terminal.wait_for_text("server frame 1000", "FOLLOW")


def test_the_veil_hides_what_comes_next(terminal: Terminal, page: Chromium) -> None:
    terminal.send("4", "Home", "H")
    hidden = terminal.wait_for_text("VEIL", "[81]", "what is ahead is hidden")
    assert "xor" not in hidden and "MASK is 1" not in hidden, hidden
    # What the class sends meanwhile is counted, and stays hidden.
    page.type_into("message-field", "a secret")
    page.click("send-button")
    counted = terminal.wait_for_text("VEIL", "+2 new")
    assert "secret" not in counted, counted
    terminal.send("Right")
    terminal.wait_for_text("[85]", "MASK is 1")
    terminal.send("2")
    flow = terminal.wait_for_text("Flow", "VEIL")
    assert "Hello" not in flow and "secret" not in flow, flow
    terminal.send("Down", "Down", "Down")
    terminal.wait_for_text("a secret")
    terminal.send("H")
    terminal.wait_for_text("The veil is off.")


def test_quitting_asks_and_gives_the_terminal_back(terminal: Terminal, page: Chromium) -> None:
    terminal.send("q")
    terminal.wait_for_text("1 open, not recorded: w writes, y quits, any other key stays.")
    terminal.send("Escape")
    terminal.wait_for_text("LIVE")
    terminal.send("q", "y")
    terminal.wait_for_prompt()
