"""One fixture for each rule about the request: exactly that rule is broken (sections 4.1 and 4.2.1).

The answers are those of the server of wslens, byte for byte; Tests/EndToEnd/test_fixtures.py asks it.
"""

from __future__ import annotations

import hashlib

from ..story import SERVER, Story, in_reads
from ..wire import refusal, request
from .handshakes import asked

# What several refusals have in common.
KEY_RULE = "Sec-WebSocket-Key is the Base64 of exactly 16 bytes."
UPGRADE_TO_13 = {"Connection": "Upgrade, close", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}


def refused(story: Story, status: str, sentence: str, *notes: str, **headers: str) -> Story:
    """What every story here ends with: the server says no, and TCP ends."""
    return story.sends(SERVER, refusal(status, sentence, **headers)).stop(*notes).tcp_ends()


def client_hello() -> bytes:
    """The first record of TLS 1.2, without extensions (RFC 5246 §7.4.1.2)."""
    random = hashlib.sha256(b"client hello").digest()
    no_session, suites, no_compression = b"\x00", b"\x00\x02\xc0\x2f", b"\x01\x00"
    hello = b"\x03\x03" + random + no_session + suites + no_compression
    message = b"\x01" + len(hello).to_bytes(3, "big") + hello
    return b"\x16\x03\x01" + len(message).to_bytes(2, "big") + message


def malformed() -> Story:
    story = asked("request-malformed", "Not a word of HTTP",
                  "A server waits for a request, and something else arrives. The first byte usually shows what.",
                  client_hello())
    story.asks("16 03 01, where GET should be. Which protocol begins like this?")
    return refused(story, "400 Bad Request",
                   "A handshake is an HTTP/1.1 request head; these bytes are not one. Found: byte 0x16 starts a TLS "
                   "record (wss), but plain HTTP (ws) is expected. (RFC 6455 §4.2.1, request-malformed)",
                   "TLS (RFC 8446 §5.1). The address said wss where this server speaks ws (§3).",
                   "The answer is plain HTTP, and the client waits for TLS: it reads the H as a kind of record that "
                   "does not exist, and reports an error of TLS.")


def head_too_large() -> Story:
    cookies = "; ".join(f"project{number}={'0123456789abcdef' * 8}" for number in range(1, 120))
    data = request(Cookie=cookies)
    story = asked("request-head-too-large", "119 cookies",
                  "A cookie belongs to a host, not to a port: localhost collects those of every project that was ever "
                  "tried there, and the browser sends them all (RFC 6265 §8.5).",
                  *in_reads(data))
    story.asks(f"{len(data)} bytes of head. How much should a server read before it knows what is wanted?")
    story.decides("head-limit", "The request head has more than 16,384 bytes; it is refused with 431.")
    return refused(story, "431 Request Header Fields Too Large",
                   "A server limits what it reads before the handshake is done; this head is larger. Found: more than "
                   "16,384 bytes. (RFC 6455 §10.4, request-head-too-large)",
                   "RFC 6455 asks for limits on frames and messages (§10.4) and names none for the head. This server "
                   "reads 16384 bytes of it.",
                   "431 says that the headers are too large: with fewer cookies the same request would pass "
                   "(RFC 6585 §5).")


def not_get() -> Story:
    story = asked("post", "POST",
                  "Everything about this request is right, but for its first word.",
                  request("POST", Content_Length="0"))
    story.asks("The method is the first word of a request. HTTP has several. Which of them may a handshake use "
               "(§4.1)?")
    return refused(story, "405 Method Not Allowed",
                   "The method of a handshake is GET. Found: method POST. (RFC 6455 §4.2.1, request-not-get)",
                   "Only GET. 405 says that the method is wrong, and Allow names what would work (§4.2.1).",
                   Allow="GET")


def version_of_http_too_low() -> Story:
    story = asked("request-http-version-too-low", "HTTP/1.0",
                  "Upgrade came with HTTP/1.1. A proxy that speaks HTTP/1.0 to its server asks for it in vain.",
                  request(version="HTTP/1.0"))
    story.asks("All headers are right. Where is the mistake (§4.2.1)?")
    return refused(story, "505 HTTP Version Not Supported",
                   "A handshake needs HTTP/1.1 or higher. Found: HTTP/1.0. "
                   "(RFC 6455 §4.2.1, request-http-version-too-low)",
                   "At the end of the first line: the version must be at least 1.1 (§4.1). 505 says that it is the "
                   "version (RFC 9110 §15.6.6).")


def target_not_resource() -> Story:
    address = "ws://localhost:1338/chat"
    story = asked("request-target-not-resource", "The whole address in the first line",
                  "A program puts the address that it was given into its request unchanged. What belongs there is the "
                  "path; the rest is in Host.",
                  request(target=address))
    story.asks(f"{address}. HTTP allows whole addresses here. What is wrong with this one (§4.1)?")
    return refused(story, "400 Bad Request",
                   "The request target is a path that starts with /, or a whole http or https address. Found: target "
                   f"{address}. (RFC 6455 §4.1, request-target-not-resource)",
                   "Its first two letters: a whole address must be http or https, since until the 101 this is HTTP "
                   "(§4.1).")


def target_has_fragment() -> Story:
    story = asked("request-target-has-fragment", "A # in the path",
                  "What follows a # names a place in a document, and is meant for its reader. The address of a "
                  "WebSocket has no such part.",
                  request(target="/chat#room-2"))
    story.asks("/chat#room-2. How must a # that belongs to the path be written (§3)?")
    return refused(story, "400 Bad Request",
                   "A WebSocket address has no fragment; a # must be written as %23. "
                   "(RFC 6455 §3, request-target-has-fragment)",
                   "As %23: /chat%23room-2. A fragment means nothing here and must not be used (§3).")


def host_missing() -> Story:
    story = asked("host-missing", "A request without Host",
                  "Several names can lead to one server. Host says which of them the client means.",
                  request(Host=None))
    story.asks("The client has reached the server. Why must it still say where it wants to go?")
    return refused(story, "400 Bad Request",
                   "A handshake names the server in a Host header. (RFC 6455 §4.2.1, host-missing)",
                   "So that both can see that they mean the same host (§1.3). The header is required (§4.2.1), and "
                   "HTTP/1.1 asks for a 400 where it is missing (RFC 9112 §3.2).")


def host_repeated() -> Story:
    story = asked("host-repeated", "Two hosts",
                  "A proxy and the server behind it may each believe a different Host. What one forbids, the other "
                  "then lets through.",
                  request(Host=["localhost:1338", "admin.example"]))
    story.asks("localhost:1338 and admin.example. Which of them does the client mean?")
    return refused(story, "400 Bad Request",
                   "A handshake has exactly one Host header. (RFC 6455 §4.2.1, host-repeated)",
                   "The server cannot know, so it must not guess: a request has one Host header (§4.2.1), and more "
                   "than one is answered with 400 (RFC 9112 §3.2).")


def host_malformed() -> Story:
    story = asked("host-malformed", "An address in Host",
                  "Host holds a name, and a port unless it is the usual one. This program copied a whole address into "
                  "it.",
                  request(Host="http://localhost:1338"))
    story.asks("http://localhost:1338. Which part of it belongs here (§4.1)?")
    return refused(story, "400 Bad Request",
                   "The Host header holds a host and, if it is not the default, a port; nothing else. Found: '/' in "
                   "the Host header. (RFC 6455 §4.1, host-malformed)",
                   "localhost:1338: the host, and the port because it is not 80, the default of ws (§3, §4.1). The "
                   "first slash gives it away.")


def upgrade_not_websocket() -> Story:
    story = asked("upgrade-not-websocket", "One s too many",
                  "Upgrade names the protocols that the client would like to change to. One of them has to be "
                  "websocket.",
                  request(Upgrade="websockets"))
    story.asks("Upgrade: websockets. Would WebSocket do, with a capital W and a capital S (§4.2.1)?")
    return refused(story, "400 Bad Request",
                   "The Upgrade header must contain the word websocket, in upper or lower case. "
                   "(RFC 6455 §4.2.1, upgrade-not-websocket)",
                   "It would, since case does not matter. An extra s does: it names a protocol that does not exist "
                   "(§4.2.1).")


def connection_not_upgrade() -> Story:
    story = asked("connection-not-upgrade", "A proxy in between",
                  "Upgrade and Connection are only for the next machine, so a proxy has to send both again. This one "
                  "sends the first and forgets the second.",
                  request(Connection="close"))
    story.asks("Upgrade: websocket, and Connection: close. Is this a handshake (§4.2.1)?")
    return refused(story, "400 Bad Request",
                   "The Connection header must contain the word Upgrade, in upper or lower case. "
                   "(RFC 6455 §4.2.1, connection-not-upgrade)",
                   "No: Connection has to contain Upgrade (§4.2.1). It lists the headers that are only for the next "
                   "machine, and Upgrade is one of them (RFC 9110 §7.6.1, §7.8).")


def key_missing() -> Story:
    story = asked("no-key", "A request without a key",
                  "Without Sec-WebSocket-Key there is nothing to compute an answer from.",
                  request(Sec_WebSocket_Key=None))
    story.asks("One header is missing. At which byte of the request can a server know that (§4.2.1)?")
    return refused(story, "400 Bad Request",
                   "A handshake carries a Sec-WebSocket-Key header. (RFC 6455 §4.2.1, key-missing)",
                   "At the last, the end of the empty line: any line before it could have been the key. Then the "
                   "server stops the handshake with an HTTP error, 400 (§4.2.1).")


def key_repeated() -> Story:
    story = asked("key-repeated", "Two keys",
                  "The server makes its answer from the key. Two keys would make two answers, and there is room for "
                  "one.",
                  request(Sec_WebSocket_Key=["dGhlIHNhbXBsZSBub25jZQ==", "AQIDBAUGBwgJCgsMDQ4PEA=="]))
    story.asks("Two keys, each of 16 bytes. From which of them should the answer be computed?")
    return refused(story, "400 Bad Request",
                   "A handshake has exactly one Sec-WebSocket-Key header. (RFC 6455 §11.3.1, key-repeated)",
                   "The RFC does not say, because there cannot be two: the header must not appear more than once in a "
                   "request (§11.3.1).")


def key_of_15_bytes() -> Story:
    story = asked("short-key", "A key of 15 bytes",
                  "The key is Base64 of exactly 16 bytes: 24 characters that end in ==.",
                  request(Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25j"))
    story.asks("20 characters without a = at the end: that is 15 bytes. Which byte of the example is missing (§4.2.1)?")
    return refused(story, "400 Bad Request",
                   f"{KEY_RULE} Found: the key is the Base64 of 15 bytes. "
                   "(RFC 6455 §4.2.1, key-not-16-bytes)",
                   "The e of nonce. The server need not decode a key to compute its answer (§4.2.2), but it must "
                   "refuse one that is not 16 bytes (§4.2.1).")


def key_not_base64() -> Story:
    story = asked("key-not-base64", "A key in plain words",
                  "The key that the RFC uses as its example is the Base64 of these words. Here they are sent as they "
                  "are.",
                  request(Sec_WebSocket_Key="the sample nonce"))
    story.asks("the sample nonce: count, and there are 16 bytes. Why is the key wrong all the same (§4.2.1)?")
    return refused(story, "400 Bad Request",
                   f"{KEY_RULE} Found: the key is not Base64. (RFC 6455 §4.2.1, key-not-16-bytes)",
                   "The header holds the Base64 of 16 bytes, which is 24 characters (§4.2.1). A blank is not even one "
                   "of the 64 (RFC 4648 §4).")


def version_missing() -> Story:
    story = asked("version-missing", "No version",
                  "The version says what the frames will look like. Drafts before the RFC had different ones.",
                  request(Sec_WebSocket_Version=None))
    story.asks("One header is missing. What could the server answer, so that the client can do better (§4.4)?")
    return refused(story, "426 Upgrade Required",
                   "A handshake carries Sec-WebSocket-Version: 13. (RFC 6455 §4.2.1, version-missing)",
                   "426, and the version that it understands: 13 (§4.2.2, §4.4).", **UPGRADE_TO_13)


def version_repeated() -> Story:
    story = asked("version-repeated", "Two versions",
                  "A client that speaks two versions asks for the one that it prefers. If the server names another, it "
                  "asks again.",
                  request(Sec_WebSocket_Version=["13", "8"]))
    story.asks("13 and 8. A response may carry this header several times (§4.4). And a request?")
    return refused(story, "400 Bad Request",
                   "A handshake has exactly one Sec-WebSocket-Version header. (RFC 6455 §11.3.5, version-repeated)",
                   "A request must not (§11.3.5): it asks for one version, and the server's answer may list them all "
                   "(§4.4).")


def version_not_13() -> Story:
    story = asked("wrong-version", "Version 8",
                  "Version 8 is a draft from the time before the RFC.",
                  request(Sec_WebSocket_Version="8"))
    story.asks("Sec-WebSocket-Version is 8; the RFC's number is 13. What should the server say besides no (§4.4)?")
    return refused(story, "426 Upgrade Required",
                   "This server speaks version 13; it answers 426 and names that version. Found: version 8. "
                   "(RFC 6455 §4.2.2, version-not-13)",
                   "Which version it speaks: 426, and a header that names it, so that the client can try again "
                   "(§4.2.2, §4.4). No frame is ever sent.",
                   **UPGRADE_TO_13)


def subprotocol_offer_malformed() -> Story:
    story = asked("subprotocol-offer-malformed", "The same offer twice",
                  "The client lists the subprotocols that it speaks, the preferred one first. Each name may appear "
                  "there once.",
                  request(Sec_WebSocket_Protocol="chat, superchat, chat"))
    story.asks("chat, superchat, chat. Does the client prefer chat to superchat, or superchat to chat (§4.1)?")
    return refused(story, "400 Bad Request",
                   "Sec-WebSocket-Protocol lists distinct names, separated by commas. Found: chat is offered twice. "
                   "(RFC 6455 §4.1, subprotocol-offer-malformed)",
                   "The list says both. That is why all names in it must be unique (§4.1). A browser throws a "
                   "SyntaxError before it sends anything.")


def extension_offer_malformed() -> Story:
    story = asked("extension-offer-malformed", "A = with nothing after it",
                  "An extension has parameters, and a parameter may have a value. Where there is a = there is a value.",
                  request(Sec_WebSocket_Extensions="permessage-deflate; client_max_window_bits="))
    story.asks("client_max_window_bits= and the end of the line. What would be right: =15, or no = at all (§9.1)?")
    return refused(story, "400 Bad Request",
                   "Sec-WebSocket-Extensions does not follow its grammar. Found: the end where a parameter's value is "
                   "expected. (RFC 6455 §9.1, extension-offer-malformed)",
                   "Both (RFC 7692 §7.1.2.2). What does not follow the grammar is not guessed at: the receiver must "
                   "fail the connection (§9.1).")


def stories() -> list[Story]:
    return [
        malformed(), head_too_large(), not_get(), version_of_http_too_low(), target_not_resource(),
        target_has_fragment(), host_missing(), host_repeated(), host_malformed(), upgrade_not_websocket(),
        connection_not_upgrade(), key_missing(), key_repeated(), key_of_15_bytes(), key_not_base64(),
        version_missing(), version_repeated(), version_not_13(), subprotocol_offer_malformed(),
        extension_offer_malformed(),
    ]
