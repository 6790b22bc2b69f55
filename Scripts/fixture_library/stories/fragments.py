"""Messages in several frames, frames in several reads, and several frames in one read (section 5.4)."""

from __future__ import annotations

from ..story import CLIENT, SERVER, Story
from ..wire import BINARY, CONTINUATION, PING, PONG, TEXT, request, response


def ping_between() -> Story:
    story = Story("fragments/ping-between", "A Ping between two fragments",
                  "A client asks whether the server is still there, in the middle of a message.")
    story.handshake().client(TEXT, "Hel", fin=False)
    story.note("FIN is 0: the message is open (§5.4).")
    story.client(PING, "still there?", after=0.1)
    story.asks("A Ping inside a message. Is it an error, or may the server answer before the message is complete "
               "(§5.4)?")
    story.server(PONG, "still there?")
    story.note("It may: control frames come between fragments, so that a long message does not hold them up, and do "
               "not interrupt it (§5.4).")
    story.client(CONTINUATION, "lo", after=0.1)
    story.stop("Opcode 0 continues the text, not the Ping: Hel and lo are Hello (§5.4).")
    return story.server(TEXT, "Hello").goodbye()


def both_sides() -> Story:
    story = Story("fragments/both-sides-at-once", "Both sides send fragments at once",
                  "Two messages are open at the same time, one each way. A reader that keeps one for both mixes them "
                  "up.")
    story.handshake().client(TEXT, "How are ", fin=False)
    story.server(BINARY, bytes([1, 2, 3]), fin=False, after=0.1)
    story.asks("Two messages are open now, a text from the client and a binary one from the server. A frame with "
               "opcode 0 comes next. Which of them does it continue (§5.4)?")
    story.client(CONTINUATION, "you", fin=False, after=0.1)
    story.note("The client's, since the client sent it: a message must end before the next begins, but in each "
               "direction on its own (§5.4).")
    story.server(CONTINUATION, bytes([4, 5]), after=0.1)
    story.note("The server's message is complete: 01 02 03 04 05. The client's is still open (§5.4).")
    story.client(CONTINUATION, "?", after=0.1)
    story.asks("Three frames, one message. Which of them says that it is text (§5.4)?")
    return story.goodbye("Only the first: the others have opcode 0, and are of the kind that the first one named "
                         "(§5.4).")


def three_in_one_read() -> Story:
    story = Story("fragments/three-frames-in-one-read", "Three frames in one read",
                  "TCP is a stream of bytes: frames that were sent one by one can arrive together. Only the lengths "
                  "say where one ends and the next begins.")
    story.handshake()
    frames = [story.frame(CLIENT, TEXT, word) for word in ("one", "two", "three")]
    story.sends(CLIENT, b"".join(frames), after=0.5)
    story.asks("One read, 29 bytes, and nothing between the frames. At which byte does the second begin, and the third "
               "(§5.2)?")
    story.sends(SERVER, b"".join(story.frame(SERVER, TEXT, word) for word in ("one", "two", "three")))
    story.note("At byte 9 and at byte 18: 6 of header and 3 of text, the same again, then 6 and 5 (§5.2).")
    story.note("Three messages come back, in one write: without masks they are 17 bytes (§5.2).")
    return story.goodbye()


def twelve_reads() -> Story:
    story = Story("fragments/one-frame-in-twelve-reads", "One frame in twelve reads",
                  "The other way round: every byte of a frame arrives alone. A decoder must be able to stop after any "
                  "byte, say what it needs, and continue.")
    story.handshake()
    story.asks("A text of six letters comes, byte by byte: 81 86, a masking key, the letters. After which byte is it "
               "known how long the frame is, and after which the first letter?")
    story.wait(0.5)
    data = story.frame(CLIENT, TEXT, "Hello!")
    for byte in data:
        story.sends(CLIENT, bytes([byte]), after=0.2)
    # A frame is reported when it is complete, so notes about its first bytes come after its last.
    story.stop("After the first: FIN, the RSV bits and the opcode are known. After the second: MASK is 1 and the "
               "length is 6, so the frame is 2 + 4 + 6 = 12 bytes (§5.2).",
               "After the sixth the masking key is complete, and each byte can be unmasked as it arrives: H with the "
               "seventh (§5.3).",
               "After the twelfth the frame is complete, and so is the message (§5.4).")
    return story.server(TEXT, "Hello!").goodbye()


def inside_a_character() -> Story:
    story = Story("fragments/text-split-inside-a-character", "A euro sign in two frames",
                  "The boundary of a fragment may fall inside a character. Neither half is UTF-8.")
    euro = "€".encode()
    story.handshake().client(TEXT, b"5 " + euro[:2], fin=False)
    story.asks("35 20 e2 82: the euro sign is e2 82 ac, and its last byte is missing. Must the server refuse this "
               "frame (§8.1)?")
    story.client(CONTINUATION, euro[2:], after=0.2)
    story.stop("No: text is checked across the message, not in each frame. ac completes the character, and the message "
               "is valid: 5 € (§5.6, §8.1).")
    return story.server(TEXT, "5 €").goodbye()


def behind_the_request() -> Story:
    story = Story("fragments/frame-behind-the-request", "A frame in the segment of the request",
                  "A client does not wait for its answer. A server that throws away what follows the head of a request "
                  "loses a message.")
    data = story.frame(CLIENT, TEXT, "Hello")
    story.sends(CLIENT, request() + data, after=0.0009)
    story.asks("One read: the request, its empty line, and 11 bytes more. What are they, and may they be here already "
               "(§4.1)?")
    story.sends(SERVER, response())
    story.note("A text frame, and it comes too early: a client must wait for the response before it sends anything "
               "else (§4.1).")
    story.server(TEXT, "Hello")
    story.note("This server kept the 11 bytes, and answers them behind its 101: what follows the empty line belongs to "
               "the stream of frames (§5.2).")
    return story.goodbye()


def behind_the_101() -> Story:
    story = Story("fragments/frame-behind-the-101", "A frame in the segment of the 101",
                  "A server greets its client right behind the 101, and TCP delivers both in one read. Some clients "
                  "see the greeting only when they are lucky.")
    story.sends(CLIENT, request(), after=0.0009)
    story.sends(SERVER, response() + story.frame(SERVER, TEXT, "Welcome"))
    story.asks("One read: the response, its empty line, and 9 bytes more. May the server send them already, and what "
               "should the client do with them (§4.2.2)?")
    story.client(TEXT, "Thank you")
    story.note("It may: for the server the connection is open once its 101 is sent (§4.2.2). And what follows the "
               "empty line is the first frame. A client that drops it has lost a message.")
    return story.server(TEXT, "Thank you").goodbye()


def stories() -> list[Story]:
    return [ping_between(), both_sides(), three_in_one_read(), twelve_reads(), inside_a_character(),
            behind_the_request(), behind_the_101()]
