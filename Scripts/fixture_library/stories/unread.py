"""What is sent and not read: after a failure, after a Close (5.5.1, 7.1.7). And peers that carry on."""

from __future__ import annotations

from ..story import CLIENT, SERVER, Story
from ..wire import TEXT


def begun(name: str, title: str, about: str) -> Story:
    """An open connection on which something is going to be left unread."""
    return Story(f"endings/{name}", title, about).handshake()


def junk_after_a_failure() -> Story:
    story = begun("junk-after-a-failure", "Two bytes too many, and junk",
                  "A program writes each length in 16 bits. For the server the stream ends with the first broken "
                  "frame, whatever the bytes after it look like.")
    story.sends(CLIENT, story.frame(CLIENT, TEXT, length_bits=16) + bytes(64), after=0.5)
    story.note("fe is MASK and 126, so two bytes of length follow: 00 00. A length of 0 fits into the seven "
               "bits (§5.2).")
    story.asks("64 zeros follow. Any two of them could be the header of a frame. How many frames does the server see?")
    story.closes(SERVER, 1002, "length-not-minimal", after=0.0004)
    story.note("One. An endpoint that has failed the connection processes nothing further, so the zeros are counted, "
               "not read (§7.1.7).")
    return story.tcp_ends()


def close_behind_a_failure() -> Story:
    story = begun("close-behind-a-failure", "Nobody is listening any more",
                  "The client carries on for a moment: it has not yet read that the server failed the connection.")
    story.client(TEXT, "caf\u00e9 au lait".encode("latin-1"))
    story.asks("e9 begins a character of three bytes, and a space cannot continue it (§8.1). Is there a message?")
    story.closes(SERVER, 1007, "text-not-utf8", after=0.0004)
    story.note("No: what is not UTF-8 is refused, and never delivered (§8.1).")
    story.client(TEXT, "Is anybody there?", after=0.1).closes(CLIENT, after=0.1)
    story.stop("These bytes came too late and are only counted, the client's Close among them. A Close right after "
               "the broken frame, as browsers send it, would be shown (§7.1.7).")
    return story.tcp_ends()


def peers_go_on() -> Story:
    story = begun("peers-go-on", "A server that lets it pass",
                  "A client does not mask, and its server does not mind. Both break the protocol, and talk all "
                  "the same.")
    story.client(TEXT, "Hello", key=None)
    story.asks("MASK is 0 in a client's frame. What must the server do now (§5.1)?")
    story.server(TEXT, "Hello")
    story.note("It must close the connection. This one answers instead, so what follows is read as it would have been "
               "(§5.1).")
    return story.client(TEXT, "again", key=None).server(TEXT, "again").goodbye()


def unread_limit() -> Story:
    story = begun("unread-limit", "A client that does not stop",
                  "The client closes and keeps sending. What it sends is not read as frames any more, but it has to be "
                  "taken.")
    story.closes(CLIENT).closes(SERVER, after=0.0004)
    story.note("Both have sent a Close: the closing handshake is done (§7.1.4).")
    story.sends(CLIENT, story.frame(CLIENT, TEXT, bytes(8192))[:8], after=0.0002)
    story.asks("The header of one more frame, which must not be there: nothing follows a Close (§5.5.1). Why does the "
               "server not simply close its socket at once?")
    story.unread(CLIENT, 4096, "close").wait(0.1).unread(CLIENT, 1_048_576, "close")
    story.decides("unread-limit", "The client sent more than 1 MiB that is not read. No more is taken, and its socket "
                                  "is closed once it has had 3 s to read what was sent to it.")
    story.stop("Closing a socket while bytes are unread resets the connection, and the client could lose the Close "
               "that it has not read yet (§7.1.1). So the server reads on, up to a limit.")
    return story.ends(SERVER, "close", after=3.0)


def stories() -> list[Story]:
    return [junk_after_a_failure(), close_behind_a_failure(), peers_go_on(), unread_limit()]
