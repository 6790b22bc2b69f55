// Traffic to measure with: the same in every run.

import Capture
import WebSocketProtocol

/// Numbers that look random and are the same in every run (SplitMix64).
struct FixedNumbers: RandomNumberGenerator {
    private var state: UInt64 = 1338

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}

enum Sample {
    static let frameCount = 20_000

    /// What a client sends after its handshake: masked frames of 5 to 125 bytes, two of three text.
    static let clientFrames: [[UInt8]] = {
        var numbers = FixedNumbers()
        return (0..<frameCount).map { index in
            let length = Int.random(in: 5...125, using: &numbers)
            let payload = (0..<length).map { _ in UInt8.random(in: 0x20...0x7e, using: &numbers) }
            let key = MaskingKey(UInt32.random(in: 1 ... .max, using: &numbers))
            return Frame(index % 3 == 2 ? .binary : .text, payload: payload, maskingKey: key).encoded
        }
    }()

    /// A connection that sends them, one a read, as a recording or a capture has it.
    static let connection: [LoggedEvent] = {
        let key = "dGhlIHNhbXBsZSBub25jZQ=="
        let response = """
            HTTP/1.1 101 Switching Protocols\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Accept: \(AcceptTrace.accept(for: key))\r
            \r

            """
        let request = ClientHandshake.request(host: "localhost:1338", path: "/", key: key)
        let start: [ConnectionEvent.Kind] = [
            .opened(client: "127.0.0.1:51544", server: "127.0.0.1:1338"), .bytes(from: .client, request),
            .bytes(from: .server, Array(response.utf8)),
        ]
        let kinds = start + clientFrames.map { .bytes(from: .client, $0) }
        return kinds.enumerated().map { index, kind in
            LoggedEvent(connection: 1, ConnectionEvent(time: Double(index) / 10_000, kind))
        }
    }()
}
