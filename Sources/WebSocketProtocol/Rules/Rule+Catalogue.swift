// The catalogue: where each rule stands and what it says, in our words. One table, so that the screens, the JSON and the
// close frames can't disagree.

extension Rule {
    /// Where it stands.
    public var citation: Citation { entry.citation }

    /// How strongly the RFC words it.
    public var level: RequirementLevel { .must }

    /// The rule and its consequence, with its section.
    public var sentence: Sentence { Sentence(entry.words, section: entry.citation) }

    /// The close code that answers a breach once the connection is open; nil where no Close can answer it, or none has to.
    public var closeCode: UInt16? { entry.closeCode }

    /// The HTTP status that answers a breach in a request; nil for every other rule.
    public var status: Int? { entry.status }

    private struct Entry {
        let citation: Citation
        let words: String
        var closeCode: UInt16?
        var status: Int?
    }

    private func frame(_ citation: Citation, _ closeCode: UInt16?, _ words: String) -> Entry {
        Entry(citation: citation, words: words, closeCode: closeCode)
    }

    private func request(_ citation: Citation, _ status: Int, _ words: String) -> Entry {
        Entry(citation: citation, words: words, status: status)
    }

    private func response(_ citation: Citation, _ words: String) -> Entry {
        Entry(citation: citation, words: words)
    }

    private var entry: Entry {
        switch self {
        case .requestMalformed:
            request("4.2.1", 400, "A handshake is an HTTP/1.1 request head; these bytes are not one.")
        case .requestHeadTooLarge:
            request("10.4", 431, "A server limits what it reads before the handshake is done; this head is larger.")
        case .requestNotGET:
            request("4.2.1", 405, "The method of a handshake is GET.")
        case .requestVersionTooLow:
            request("4.2.1", 505, "A handshake needs HTTP/1.1 or higher.")
        case .requestTargetNotResource:
            request("4.1", 400, "The request target is a path that starts with /, or a whole http or https address.")
        case .requestTargetHasFragment:
            request("3", 400, "A WebSocket address has no fragment; a # must be written as %23.")
        case .hostMissing:
            request("4.2.1", 400, "A handshake names the server in a Host header.")
        case .hostRepeated:
            request("4.2.1", 400, "A handshake has exactly one Host header.")
        case .hostMalformed:
            request("4.1", 400, "The Host header holds a host and, if it is not the default, a port; nothing else.")
        case .upgradeMissing:
            request("4.2.1", 400, "The Upgrade header must contain the word websocket, in upper or lower case.")
        case .connectionMissing:
            request("4.2.1", 400, "The Connection header must contain the word Upgrade, in upper or lower case.")
        case .keyMissing:
            request("4.2.1", 400, "A handshake carries a Sec-WebSocket-Key header.")
        case .keyRepeated:
            request("11.3.1", 400, "A handshake has exactly one Sec-WebSocket-Key header.")
        case .keyNot16Bytes:
            request("4.2.1", 400, "Sec-WebSocket-Key is the Base64 of exactly 16 bytes.")
        case .versionMissing:
            request("4.2.1", 426, "A handshake carries Sec-WebSocket-Version: 13.")
        case .versionRepeated:
            request("11.3.5", 400, "A handshake has exactly one Sec-WebSocket-Version header.")
        case .versionNot13:
            request("4.2.2", 426, "This server speaks version 13; it answers 426 and names that version.")
        case .subprotocolOfferMalformed:
            request("4.1", 400, "Sec-WebSocket-Protocol lists distinct names, separated by commas.")
        case .extensionOfferMalformed:
            request("9.1", 400, "Sec-WebSocket-Extensions does not follow its grammar.")

        case .deflateOfferMalformed:
            Entry(
                citation: Citation(.rfc7692, "7.1"),
                words:
                    "An offer of permessage-deflate may name its four parameters, each once; the server must decline any other offer."
            )

        case .responseMalformed:
            response("4.1", "The answer to a handshake is an HTTP response head; these bytes are not one.")
        case .responseHeadTooLarge:
            response("10.4", "A client limits what it reads before the handshake is done; this head is larger.")
        case .responseUpgradeMissing:
            response(
                "4.1", "A 101 response carries Upgrade: websocket; without it the client must fail the connection.")
        case .responseConnectionMissing:
            response(
                "4.1", "A 101 response carries Connection: Upgrade; without it the client must fail the connection.")
        case .acceptMissing:
            response(
                "4.1", "A 101 response carries Sec-WebSocket-Accept; without it the client must fail the connection.")
        case .acceptRepeated:
            response("11.3.3", "A response has exactly one Sec-WebSocket-Accept header.")
        case .acceptMismatch:
            response("4.1", "Sec-WebSocket-Accept is not the hash of this key; the client must fail the connection.")
        case .extensionAnswerMalformed:
            response("9.1", "Sec-WebSocket-Extensions breaks its grammar; the client must fail the connection.")
        case .extensionNotOffered:
            response("4.1", "The server chose an extension that was not offered; the client must fail the connection.")
        case .deflateAnswerRepeated:
            response(
                Citation(.rfc7692, "5"),
                "Only one answer can say what RSV1 means; the client must fail the connection.")
        case .deflateAnswerParameterUnknown:
            response(
                Citation(.rfc7692, "7.1"),
                "The answer has a parameter that permessage-deflate does not have; the client must fail the connection."
            )
        case .deflateAnswerParameterMalformed:
            response(
                Citation(.rfc7692, "7.1"),
                "A parameter of permessage-deflate is wrong in this answer; the client must fail the connection.")
        case .deflateAnswerNotOffered:
            response(
                Citation(.rfc7692, "7.1.2.2"),
                "A server may accept and limit only what the client offered; the client must fail the connection."
            )
        case .deflateAnswerExceedsOffer:
            response(
                Citation(.rfc7692, "7.1"),
                "The answer does not grant what the client asked for; the client must fail the connection.")
        case .subprotocolAnswerRepeated:
            response("11.3.4", "A response has at most one Sec-WebSocket-Protocol header.")
        case .subprotocolNotOffered:
            response("4.1", "The server chose a subprotocol that was not offered; the client must fail the connection.")

        case .clientFrameNotMasked:
            frame(
                "5.1", 1002, "A client must mask every frame; this one is not masked, so the server closes with 1002.")
        case .serverFrameMasked:
            frame("5.1", 1002, "A server must not mask; this frame is masked, so the client closes with 1002.")
        case .reservedBitSet:
            frame(
                "5.2", 1002,
                "RSV1, RSV2 and RSV3 must be 0 unless an extension that was agreed on gives them a meaning.")
        case .reservedOpcode:
            frame(
                "5.2", 1002, "Opcodes 3 to 7 and 11 to 15 have no meaning yet; the receiver must fail the connection.")
        case .lengthNotMinimal:
            frame("5.2", 1002, "The length must be written in the shortest of its three forms.")
        case .lengthTopBitSet:
            frame("5.2", 1002, "The top bit of a 64-bit length must be 0.")
        case .controlFrameTooLong:
            frame("5.5", 1002, "A control frame carries at most 125 bytes.")
        case .controlFrameFragmented:
            frame("5.5", 1002, "A control frame must not be fragmented; its FIN bit is 1.")
        case .continuationWithoutMessage:
            frame("5.4", 1002, "A continuation frame needs a message to continue; no message is open.")
        case .messageNotFinished:
            frame("5.4", 1002, "A new message starts while the fragments of another are still coming.")
        case .textNotUTF8:
            frame("8.1", 1007, "The text of a message must be valid UTF-8.")

        case .compressedBitMisplaced:
            frame(
                Citation(.rfc7692, "6"), 1002,
                "RSV1 marks the first frame of a compressed message; no other frame may set it.")
        case .deflateDataBroken:
            frame(
                Citation(.rfc7692, "7.2.2"), 1007,
                "A compressed message is DEFLATE data; this one cannot be inflated, and its receiver fails the connection."
            )

        case .deflateWindowExceeded:
            // No answer is asked for: a receiver with more room inflates the message and goes on. To one without, the data is broken.
            frame(
                Citation(.rfc7692, "7.2.1"), nil,
                "Copies begin within the window that was agreed on; a receiver that keeps no more cannot inflate this one."
            )

        case .closePayloadOneByte:
            frame(
                "5.5.1", 1002, "A Close carries nothing, or two bytes of code and then a reason; one byte is neither.")
        case .closeCodeNotAllowed:
            frame("7.4", 1002, "This status code must not be sent in a Close frame.")
        case .closeReasonNotUTF8:
            frame("5.5.1", 1007, "The reason of a Close must be valid UTF-8.")
        case .dataAfterClose:
            frame("5.5.1", nil, "After its Close frame an endpoint must not send any more data frames.")
        case .closeNotAnswered:
            frame("5.5.1", nil, "An endpoint that receives a Close must answer with a Close; this one never did.")
        case .pingNotAnswered:
            frame("5.5.2", nil, "An endpoint that receives a Ping must answer with a Pong; this one never did.")
        }
    }
}
