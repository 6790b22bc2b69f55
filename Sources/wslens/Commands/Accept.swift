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
              wslens accept --plain dGhlIHNhbXBsZSBub25jZQ==     only the result

            EXIT STATUS
              0   success
              1   the key is not 16 bytes in Base64, so a server must refuse it
              64  usage error
            """)

    @Argument(help: "The value of Sec-WebSocket-Key.")
    var key: String

    @Flag(help: "Show every round of SHA-1.")
    var rounds = false

    @Flag(help: "Print only the result.")
    var plain = false

    func run() throws {
        let trace = AcceptTrace(key: key)
        if plain {
            Streams.print(trace.accept)
        } else {
            Streams.print(AcceptReport(trace, rounds: rounds, width: Streams.outputWidth).lines)
        }
        guard Base64.decode(key)?.count == 16 else {
            Streams.complain(
                "this key breaks \(Rule.keyNot16Bytes.rawValue): \(Rule.keyNot16Bytes.sentence.citedBehind)")
            throw ExitCode.broken
        }
    }
}
