// All mutants, and what the server's own codec makes of the same bytes.

public import WebSocketProtocol

/// The mutants that there are.
public enum Mutants {
    /// All of them.
    public static let all = [
        Mutant("M1") { M1($0) },
        Mutant("M2") { M2($0) },
        Mutant("M3") { M3($0) },
        Mutant("M6") { M6($0) },
        Mutant("M7") { M7($0) },
        Mutant("X1") { X1($0) },
        Mutant("X2") { X2($0) },
        Mutant("X14") { X14($0) },
        Mutant("X15") { X15($0) },
        Mutant("X19") { X19($0) },
    ]

    /// The mutant of that name; nil if there is none.
    public static func named(_ id: String) -> Mutant? { all.first { $0.id == id } }

    /// What is said about a name that no mutant has. A mutant is only suggested where no other is as near.
    static func unknownWords(_ name: String) -> String {
        let ids = all.map(\.id)
        let near = [0, 1].lazy.map { limit in
            ids.filter { NearestWord.mistakes(name, $0, limit: 1) == limit }
        }.first { !$0.isEmpty }
        let hint = near?.count == 1 ? near?.first.map { "did you mean \($0)? The" } : nil
        return "there is no mutant \(name.inQuotes); \(hint ?? "the") mutants are \(ids.joined(separator: ", "))"
    }

    /// What the codec makes of bytes of `sender` that arrive in these reads, right after the handshake. It knows all rules and no limits.
    public static func realOutput(of reads: [[UInt8]], from sender: Endpoint) -> ReaderOutput {
        var connection = Connection(
            role: sender.peer, limits: ConnectionLimits(maximumMessageLength: .max))
        connection.handshakeEnded(.opened)
        var frames: [ReadFrame] = []
        var buffer: [UInt8] = []
        var cursor = 0
        for read in reads {
            buffer += read
            if let end = drain(buffer: &buffer, from: &cursor, &connection, into: &frames) {
                return ReaderOutput(frames: frames, begun: nil, end: end)
            }
        }
        // Of the frame in hand the payload is unmasked already, the header is as it was.
        let rest = ReaderOutput.rest(buffer[cursor...])
        return ReaderOutput(frames: frames, begun: rest.begun, end: rest.end)
    }

    /// Takes out the frames that are complete. Returns how reading ended, if it did.
    private static func drain(
        buffer: inout [UInt8], from cursor: inout Int, _ connection: inout Connection, into frames: inout [ReadFrame]
    ) -> ReaderOutput.End? {
        while true {
            let header = FrameHeader.decode(buffer.span.bytes, at: cursor)
            var span = buffer.mutableSpan
            var bytes = span.mutableBytes
            let action = connection.receive(&bytes, from: &cursor)
            switch action {
            case .needMore: return nil
            case .fail(let failure): return .fails(failure)
            case .endOutput, .expectEnd: return .closed
            case .deliver(_, let payload, _, _), .sendPong(let payload), .receivedControl(let payload),
                .answerClose(let payload):
                if let header { frames.append(ReadFrame(header, payload: Array(buffer[payload]))) }
                if case .answerClose = action { return .closed }
            }
        }
    }
}
