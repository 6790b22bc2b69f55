// A TCP connection in the capture of a test, segment by segment.

@testable import Capture

/// A connection between 10.0.0.1 and 10.0.0.2 whose segments just follow each other.
struct Talk {
    var clientPort = 50_000
    var serverPort = 8080
    private(set) var packets: [[UInt8]] = []
    private var sent = (client: 5, server: 7)

    init(clientPort: Int = 50_000, serverPort: Int = 8080) {
        self.clientPort = clientPort
        self.serverPort = serverPort
    }

    mutating func client(_ text: String) { client(Array(text.utf8)) }
    mutating func server(_ text: String) { server(Array(text.utf8)) }

    mutating func client(_ bytes: [UInt8]) {
        packets.append(ipv4(1, 2, tcp(clientPort, serverPort, seq: sent.client, ack: sent.server, bytes)))
        sent.client += bytes.count
    }

    /// The server sends bytes that the capture lacks; the client acknowledges them.
    mutating func server(lost count: Int) { sent.server += count }

    mutating func server(_ bytes: [UInt8]) {
        packets.append(ipv4(2, 1, tcp(serverPort, clientPort, seq: sent.server, ack: sent.client, bytes)))
        sent.server += bytes.count
    }

    var file: [UInt8] { Script.file(packets) }
}
