// permessage-deflate in the handshake, RFC 7692 §7.1: what a server answers to an offer, and what a client makes of an answer.

import TestSupport
import Testing
import WebSocketProtocol

struct DeflateNegotiationTests {
    /// The extensions that a request offers.
    private static func offers(_ value: String) throws -> [ExtensionOffer] {
        let bytes = Wire.request(extensions: value)
        return HandshakeRequest(head: try #require(HTTPHead(bytes, as: .request))).extensions
    }

    private static let small = DeflatePolicy(serverMaxWindowBits: 11, clientMaxWindowBits: 11)
    private static let shared = DeflatePolicy(
        serverNoContextTakeover: true, serverMaxWindowBits: 11, clientMaxWindowBits: 11)

    /// What is wanted of compression, the offer, the answer.
    static let answers: [(DeflatePolicy, String, String?)] = [
        (DeflatePolicy(), "permessage-deflate", "permessage-deflate"),
        (DeflatePolicy(), "permessage-deflate; client_max_window_bits", "permessage-deflate"),
        (small, "permessage-deflate", "permessage-deflate; server_max_window_bits=11"),
        (
            small, "permessage-deflate; client_max_window_bits",
            "permessage-deflate; server_max_window_bits=11; client_max_window_bits=11"
        ),
        (
            shared, "permessage-deflate; client_max_window_bits",
            "permessage-deflate; server_no_context_takeover; server_max_window_bits=11; client_max_window_bits=11"
        ),
        (
            small, "permessage-deflate; server_max_window_bits=8; client_max_window_bits=10",
            "permessage-deflate; server_max_window_bits=8; client_max_window_bits=10"
        ),
        (
            DeflatePolicy(), "permessage-deflate; server_max_window_bits=15; client_max_window_bits=15",
            "permessage-deflate; server_max_window_bits=15; client_max_window_bits=15"
        ),
        (
            DeflatePolicy(), "permessage-deflate; client_no_context_takeover; server_no_context_takeover",
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
        ),
        // Offers that break a rule are passed over.
        (DeflatePolicy(), "permessage-deflate; level=9", nil),
        (DeflatePolicy(), "permessage-deflate; server_max_window_bits=16, permessage-deflate", "permessage-deflate"),
        (DeflatePolicy(), "x-other", nil),
        (DeflatePolicy(), "x-other, PerMessage-Deflate", "permessage-deflate"),
    ]

    /// What a server answers, a client takes, and both come to the same agreement.
    @Test(arguments: answers) func answer(policy: DeflatePolicy, offer: String, text: String?) throws {
        let offers = try Self.offers(offer)
        let answer = policy.answer(to: offers)
        #expect(answer?.text == text)
        guard let answer else { return }
        let response = Wire.response("Sec-WebSocket-Extensions: \(answer.text)")
        let verdict = ClientHandshake.check(
            response: try #require(HTTPHead(response, as: .response)), key: Wire.key, offeredExtensions: offers)
        #expect(verdict.violations == [])
        let request = HandshakeRequest(
            head: try #require(HTTPHead(Wire.request(extensions: offer), as: .request)))
        #expect(Agreement(verdict, on: request) == Agreement(deflate: answer.parameters))
    }

    @Test func theServerSaysWhatItTakes() throws {
        let request = HandshakeRequest(
            head: try #require(HTTPHead(Wire.request(extensions: "permessage-deflate"), as: .request)))
        for policy in [nil, DeflatePolicy()] {
            guard case .accept(let acceptance) = ServerHandshake.answer(request, subprotocols: [], deflate: policy)
            else {
                Issue.record("refused")
                return
            }
            let head = try #require(HTTPHead(acceptance.bytes, as: .response))
            #expect(
                head.values(of: "Sec-WebSocket-Extensions").map(\.value)
                    == (policy == nil ? [] : ["permessage-deflate"]))
            #expect((acceptance.agreement.deflate == nil) == (policy == nil))
        }
    }

    /// An offer that breaks a rule is declined; the connection opens all the same.
    @Test func aMalformedOfferIsNotRefused() throws {
        let request = HandshakeRequest(
            head: try #require(HTTPHead(Wire.request(extensions: "permessage-deflate; a=1"), as: .request)))
        #expect(request.violations.map(\.rule) == [.deflateOfferMalformed])
        let answer = ServerHandshake.answer(request, subprotocols: [], deflate: DeflatePolicy())
        guard case .accept(let acceptance) = answer else {
            Issue.record("refused: \(answer)")
            return
        }
        #expect(acceptance.deflate == nil)
    }

    /// The offer, the answer, and the detail of what is wrong with it.
    static let mismatches: [(String, String, [String])] = [
        ("server_no_context_takeover", "", ["server_no_context_takeover was offered, and is missing"]),
        ("server_max_window_bits=10", "", ["server_max_window_bits=10 was offered, and is missing"]),
        ("server_max_window_bits=10", "server_max_window_bits=11", ["server_max_window_bits=11, where 10 was offered"]),
        ("server_max_window_bits=10", "server_max_window_bits=10", []),
        ("server_max_window_bits=10", "server_max_window_bits=9", []),
        ("", "server_max_window_bits=9; server_no_context_takeover; client_no_context_takeover", []),
        ("client_max_window_bits", "client_max_window_bits=9", []),
        // The client keeps to its own limit, whatever the server allows.
        ("client_max_window_bits=9", "client_max_window_bits=15", []),
        ("", "client_max_window_bits=9", ["client_max_window_bits=9"]),
        // An offer that breaks a rule is declined, and not answered.
        ("level=9", "", ["each offer of permessage-deflate breaks a rule, and must be declined"]),
        ("level=9, permessage-deflate", "", []),
        // One of several offers is answered.
        ("server_max_window_bits=10, permessage-deflate", "", []),
        (
            "server_max_window_bits=10, permessage-deflate; server_max_window_bits=9", "server_max_window_bits=12",
            ["server_max_window_bits=12, where 10 was offered"]
        ),
    ]

    @Test(arguments: mismatches) func answerToAnOffer(offer: String, answer: String, details: [String]) throws {
        func value(_ parameters: String) -> String {
            "permessage-deflate" + (parameters.isEmpty ? "" : "; ") + parameters
        }
        let response = Wire.response("Sec-WebSocket-Extensions: \(value(answer))")
        let verdict = ClientHandshake.check(
            response: try #require(HTTPHead(response, as: .response)), key: Wire.key,
            offeredExtensions: try Self.offers(value(offer)))
        #expect(verdict.violations.map(\.detail) == details)
        let rules: Set<Rule> = [.deflateAnswerExceedsOffer, .deflateAnswerNotOffered]
        #expect(verdict.violations.allSatisfy { rules.contains($0.rule) })
    }

    /// The offer, the answer, the window of the server and of the client.
    static let windows: [(String, String, Int, Int)] = [
        ("", "", 15, 15), ("", "; server_max_window_bits=9", 9, 15),
        ("; client_max_window_bits", "; client_max_window_bits=10", 15, 10),
        ("; client_max_window_bits=10", "", 15, 10), ("; client_max_window_bits", "", 15, 15),
        ("; client_max_window_bits=9", "; client_max_window_bits=15", 15, 9),
        // The answer may be to the second offer, which leaves the window open.
        ("; client_max_window_bits=9, permessage-deflate", "", 15, 15),
        ("; client_max_window_bits=9, permessage-deflate; client_max_window_bits=12", "", 15, 12),
    ]

    @Test(arguments: windows) func window(offer: String, answer: String, server: Int, client: Int) throws {
        let request = HandshakeRequest(
            head: try #require(HTTPHead(Wire.request(extensions: "permessage-deflate\(offer)"), as: .request)))
        let response = Wire.response("Sec-WebSocket-Extensions: permessage-deflate\(answer)")
        let verdict = ClientHandshake.check(
            response: try #require(HTTPHead(response, as: .response)), key: Wire.key,
            offeredExtensions: request.extensions)
        let agreement = Agreement(verdict, on: request)
        let parameters = try #require(agreement.deflate)
        #expect((parameters.windowBits(of: .server), parameters.windowBits(of: .client)) == (server, client))
    }

    @Test func everyParameterIsExplained() throws {
        let offer = "permessage-deflate; server_no_context_takeover; server_max_window_bits=10; client_max_window_bits"
        let head = try #require(HTTPHead(Wire.request(extensions: offer), as: .request))
        let header = try #require(head.values(of: "Sec-WebSocket-Extensions").first)
        #expect(
            head.extensionSentences(of: header).map(\.citedBehind) == [
                "permessage-deflate: messages may be compressed with DEFLATE. (RFC 7692 §7)",
                "server_no_context_takeover: the server is asked to begin each message with an empty window. (RFC 7692 §7.1.1.1)",
                "server_max_window_bits=10: the server is asked to copy from at most 1,024 bytes back. (RFC 7692 §7.1.2.1)",
                "client_max_window_bits: the server may limit how far back the client's copies reach. (RFC 7692 §7.1.2.2)",
            ])
        let answer = "permessage-deflate; client_no_context_takeover; client_max_window_bits=8, x-other"
        let response = try #require(HTTPHead(Wire.response("Sec-WebSocket-Extensions: \(answer)"), as: .response))
        let line = try #require(response.values(of: "Sec-WebSocket-Extensions").first)
        #expect(
            response.extensionSentences(of: line).map(\.citedBehind) == [
                "permessage-deflate: from now on RSV1 of a message's first frame says whether it is compressed. (RFC 7692 §6)",
                "client_no_context_takeover: the client begins each message with an empty window. (RFC 7692 §7.1.1.2)",
                "client_max_window_bits=8: the client's copies reach back 256 bytes at most. (RFC 7692 §7.1.2.2)",
                "The server keeps its window for the next message: nothing says otherwise. (RFC 7692 §7.1.1)",
                "No window is named for the server: copies may reach back 32,768 bytes. (RFC 7692 §7.1.2)",
                "x-other: an extension that wslens does not know; it may use the reserved bits. (RFC 6455 §9)",
            ])
    }

    /// A value of 15 changes nothing; one that breaks a rule means nothing.
    @Test func valuesThatAreTheDefaultOrWrong() throws {
        func words(_ parameter: String) throws -> [String] {
            let head = try #require(
                HTTPHead(Wire.response("Sec-WebSocket-Extensions: permessage-deflate; \(parameter)"), as: .response))
            let header = try #require(head.values(of: "Sec-WebSocket-Extensions").first)
            return head.extensionSentences(of: header).dropFirst().map(\.text)
        }
        #expect(
            try words("server_max_window_bits=15") == [
                "server_max_window_bits=15: the server's copies reach back 32,768 bytes at most, as they would without it.",
                "Both sides keep their windows for the next message: nothing says otherwise.",
                "No window is named for the client: copies may reach back 32,768 bytes, the client's less if it offered less.",
            ])
        #expect(
            try words("server_max_window_bits=08; client_no_context_takeover; client_max_window_bits=10") == [
                "client_no_context_takeover: the client begins each message with an empty window.",
                "client_max_window_bits=10: the client's copies reach back 1,024 bytes at most.",
                "The server keeps its window for the next message: nothing says otherwise.",
            ])
    }
}
