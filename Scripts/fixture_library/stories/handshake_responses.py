"""One fixture for each rule about the response: exactly that rule is broken, and the client leaves (section 4.1)."""

from __future__ import annotations

from ..story import CLIENT, SERVER, Story, in_reads
from ..wire import KEY, accept, request, response
from .handshakes import asked

COMPRESSION = "permessage-deflate"
CHATS = "chat, superchat"


def failed(story: Story, *notes: str) -> Story:
    """
    What every story here ends with: the client fails the connection, and it is said why.

    It sends no Close frame, since for the client the connection was never open (section 7.1.7).
    """
    return story.ends(CLIENT, "close").stop(*notes)


def malformed() -> Story:
    data = request()
    story = asked("response-malformed", "A server that repeats everything",
                  "Something else listens on this port: a program that sends back whatever it gets. Answering is "
                  "easy; answering correctly takes knowledge of WebSocket.", data)
    story.sends(SERVER, data)
    story.asks("The answer is the request, byte for byte, including the key. At which byte does the client see that "
               "this is not a response?")
    return failed(story, "At the first: G, where a response has the H of HTTP/1.1 (§4.1).",
                  "In a 101 too, repeating the key would prove nothing. So the answer to it has to be computed "
                  "(§1.3).")


def head_too_large() -> Story:
    cookies = [f"project{number}={'0123456789abcdef' * 8}" for number in range(1, 120)]
    data = response(Set_Cookie=cookies)
    story = asked("response-head-too-large", "119 cookies from the server",
                  "A response has no limit either. A client that reads to the end of the head, however long it is, "
                  "lets the server decide how much memory that takes.", request())
    story.sends(SERVER, *in_reads(data))
    story.asks(f"{len(data)} bytes. The accept key is among the first of them, and right. Should the client read on?")
    return failed(story, "This one reads 16384 bytes of a head and gives up. The RFC asks for limits on frames and "
                         "messages (§10.4) and names none for the head.")


def upgrade_not_websocket() -> Story:
    story = asked("response-upgrade-not-websocket", "A word too many",
                  "In a request, Upgrade may list protocols, and websocket has to be among them. In a response it is "
                  "another matter.", request())
    story.sends(SERVER, response(Upgrade="websocket, h2c"))
    story.asks("Upgrade: websocket, h2c. The word is there. Is that enough (§4.1)?")
    return failed(story, "No. In a response the value must be websocket, in upper or lower case, and nothing else; "
                         "otherwise the client must fail the connection (§4.1).")


def connection_not_upgrade() -> Story:
    story = asked("response-connection-not-upgrade", "101, and keep-alive",
                  "The status says that the protocol changes, and one of the headers does not agree.", request())
    story.sends(SERVER, response(Connection="keep-alive"))
    story.asks("The accept key is right, and so is the status. Which header is wrong (§4.1)?")
    return failed(story, "Connection: it must contain Upgrade. Perhaps a proxy rewrote it. The client must fail the "
                         "connection (§4.1).")


def accept_missing() -> Story:
    story = asked("accept-missing", "101 without a proof",
                  "Any program can send 101. Sec-WebSocket-Accept shows that this one has read the key and knows what "
                  "to do with it.", request())
    story.sends(SERVER, response(Sec_WebSocket_Accept=None))
    story.asks("Status, Upgrade and Connection are right. What can the client not know without the fourth part?")
    return failed(story, "Whether the answer was made for its request. Without Sec-WebSocket-Accept the client must "
                         "fail the connection (§1.3, §4.1).")


def accept_repeated() -> Story:
    story = asked("accept-repeated", "The right answer, twice",
                  "Both headers hold the right value. It is one header too many all the same.", request())
    story.sends(SERVER, response(Sec_WebSocket_Accept=[accept(KEY), accept(KEY)]))
    story.asks(f"{accept(KEY)}, and the same again. Should the client mind?")
    return failed(story, "The server has broken a rule: the header must not appear more than once in a response "
                         "(§11.3.3).",
                  "The RFC does not say what a client does then. This one takes no chances: a response is as it has to "
                  "be, or the connection fails (§4.1).")


def extension_answer_malformed() -> Story:
    story = asked("extension-answer-malformed", "A semicolon with nothing after it",
                  "The client offers compression, and the server agrees. Its list of parameters has an empty entry.",
                  request(Sec_WebSocket_Extensions=COMPRESSION))
    story.sends(SERVER, response(Sec_WebSocket_Extensions=f"{COMPRESSION};"))
    story.asks("permessage-deflate; and the end of the line. It is clear what is meant. May the client overlook the "
               "semicolon (§9.1)?")
    return failed(story, "No: where the grammar is broken, it must fail the connection at once (§9.1). Two sides that "
                         "read a list differently might compress differently.")


def extension_not_offered() -> Story:
    story = asked("extension-not-offered", "Compression that nobody asked for",
                  "The client offers extensions, and the server picks from the offer. This client offered none.",
                  request())
    story.sends(SERVER, response(Sec_WebSocket_Extensions=COMPRESSION))
    story.asks("The server chooses permessage-deflate. What would happen if the client just carried on?")
    return failed(story, "Compressed frames could arrive, with RSV1 set, and it could not read them (§5.2). So it "
                         "must fail the connection now (§4.1, §9.1).")


def subprotocol_answer_repeated() -> Story:
    story = asked("subprotocol-answer-repeated", "Two subprotocols chosen",
                  "The client offers a list of subprotocols; the server picks one of them, or none.",
                  request(Sec_WebSocket_Protocol=CHATS))
    story.sends(SERVER, response(Sec_WebSocket_Protocol=["chat", "superchat"]))
    story.asks("chat and superchat, and both were offered. Why can the server not choose both (§4.2.2)?")
    return failed(story, "A subprotocol says what the messages mean, and they can mean only one thing: the header "
                         "must not appear more than once in a response (§11.3.4).")


def subprotocol_not_offered() -> Story:
    story = asked("subprotocol-not-offered", "A subprotocol that nobody asked for",
                  "The client offers, and the server picks one of the offers or none. Here it picks something else.",
                  request(Sec_WebSocket_Protocol=CHATS))
    story.note("Two offers, the preferred one first (§4.1).")
    story.sends(SERVER, response(Sec_WebSocket_Protocol="mqtt"))
    story.asks("mqtt was not offered. The accept key is right. May the client stay, and speak no subprotocol at all "
               "(§4.1)?")
    return failed(story, "No: it must fail the connection. The server is going to speak mqtt, which this client does "
                         "not know (§4.1).")


def stories() -> list[Story]:
    return [
        malformed(), head_too_large(), upgrade_not_websocket(), connection_not_upgrade(), accept_missing(),
        accept_repeated(), extension_answer_malformed(), extension_not_offered(),
        subprotocol_answer_repeated(), subprotocol_not_offered(),
    ]
