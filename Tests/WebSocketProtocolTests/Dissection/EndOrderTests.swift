// Who should end TCP first, and what is said about it (RFC 6455 §7.1.1).

import TestSupport
import Testing
import WebSocketProtocol

@Suite struct EndOrderTests {
    private static let closed = Session.upgraded.client(closeFrame(.normal)).server(closeFrame(.normal, from: .server))
    private static let server =
        "The server ends TCP first, as it should: so it holds TIME_WAIT, and not the client, which could not reopen the connection meanwhile."
    private static let client =
        "The client ends TCP first, although the server should: so the client holds TIME_WAIT, and cannot reopen the connection meanwhile."

    /// Sessions, and what is said about each end of TCP besides what it is.
    private static let all: [(session: Session, words: [String?])] = [
        (closed.end(.server, .fin).end(.client, .fin), [server, nil]),
        (closed.end(.client, .fin).end(.server, .fin), [client, nil]),
        (closed.end(.server, .close), [server]),
        (closed.end(.client, .close), [client]),
        // A reset leaves nothing to wait for.
        (closed.end(.server, .reset), [nil]),
        (closed.end(.client, .fin).end(.client, .reset), [client, nil]),
        // Without a closing handshake the client has reasons of its own.
        (.upgraded.end(.client, .fin).end(.server, .fin), [nil, nil]),
        (.upgraded.client(closeFrame(.normal)).end(.client, .fin).end(.server, .fin), [nil, nil]),
        (Session.blank.client(Wire.http("GET / HTTP/1.1", "Host: a")).end(.client, .fin), [nil]),
    ]

    @Test(arguments: all.indices) func isSaidOfTheFirst(_ index: Int) {
        let (session, words) = Self.all[index]
        let dissection = session.dissection
        let said = dissection.items.compactMap { item -> [Sentence]? in
            if case .event(.ended) = item.kind { dissection.sentences(about: item.kind) } else { nil }
        }
        #expect(said.map { $0.dropFirst().first?.text } == words)
        #expect(said.allSatisfy { $0.allSatisfy { $0.citation?.text == "RFC 6455 §7.1.1" } })
    }
}
