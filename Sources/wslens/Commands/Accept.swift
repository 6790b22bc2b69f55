// `wslens accept`: the handshake's computation, step by step.

import ArgumentParser
import Inspector
import WebSocketProtocol

struct Accept: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compute Sec-WebSocket-Accept from a key, step by step.",
        discussion: """
            EXAMPLES
              wslens accept dGhlIHNhbXBsZSBub25jZQ==
              wslens accept --rounds dGhlIHNhbXBsZSBub25jZQ==    every round of SHA-1
              wslens accept --plain dGhlIHNhbXBsZSBub25jZQ==     the result alone

            EXIT STATUS
              0 fine; 1 the key is not the Base64 of 16 bytes, so a server must refuse it.
            """)

    @Argument(help: "The value of Sec-WebSocket-Key.")
    var key: String

    @Flag(help: "Show every round of SHA-1.")
    var rounds = false

    @Flag(help: "Print the result alone.")
    var plain = false

    func run() throws {
        let trace = AcceptTrace(key: key)
        if plain {
            Streams.print(trace.accept)
        } else {
            Streams.print(AcceptReport(trace, rounds: rounds).lines)
        }
        guard Base64.decode(key)?.count == 16 else {
            Streams.complain(
                "this key breaks \(Rule.keyNot16Bytes.rawValue): \(Rule.keyNot16Bytes.sentence.citedBehind)")
            throw ExitCode.broken
        }
    }
}
