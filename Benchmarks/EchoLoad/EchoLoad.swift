// A client that sends messages to an echo server of this machine as fast as their echoes come, and verifies each.
//
//     EchoLoad --port 1338 --connections 64 --depth 16 --seconds 3
//
// Its one thread waits for any of the connections with poll, so that a server is not measured by how well a client's
// event loop suits it. It prints one JSON object.

import ArgumentParser
import WebSocketProtocol

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

@main
struct EchoLoad: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Loads a WebSocket echo server on 127.0.0.1, and verifies every echo.",
        discussion: """
            Prints {"messages":…,"bytes":…,"seconds":…,"processor":…}: whole echoes, the bytes of their payloads, the \
            time from the first message to the last echo, and the processor time that this program took for it.
            """)

    @Option(help: "The port of the server.")
    var port: UInt16

    @Option(help: "How many connections.")
    var connections = 1

    @Option(help: ArgumentHelp("The length of a message in bytes: 65536, or a range as 20-125.", valueName: "bytes"))
    var size = Size(range: 20...125)

    @Flag(help: "Send binary messages in place of text.")
    var binary = false

    @Option(help: "How many messages of a connection are on their way at a time.")
    var depth = 1

    @Option(help: "How many seconds to send for.")
    var seconds = 3.0

    @Option(help: "How many messages to send, in place of a time; a few more come of what is on its way.")
    var messages: Int?

    func validate() throws {
        guard connections > 0, depth > 0, seconds > 0, messages ?? 1 > 0 else {
            throw ValidationError("--connections, --depth, --seconds and --messages are more than 0.")
        }
    }

    func run() throws {
        let messages = Messages(sizes: size.range, opcode: binary ? .binary : .text)
        let clients = try (0..<connections).map {
            try LoadConnection(port: port, messages: messages, first: $0 * 17)
        }
        let (start, processor) = (ContinuousClock.now, Self.processorSeconds)
        try load(clients)
        let time = (ContinuousClock.now - start) / .seconds(1)
        let spent = Self.processorSeconds - processor
        for client in clients { try client.close() }
        let (count, bytes) = (Self.echoCount(clients), clients.reduce(0) { $0 + $1.echoBytes })
        print("{\"messages\":\(count),\"bytes\":\(bytes),\"seconds\":\(time),\"processor\":\(spent)}")
    }

    /// Sends until the time is over or there were enough messages, and waits for the last echoes.
    private func load(_ clients: [LoadConnection]) throws {
        let end = ContinuousClock.now + .seconds(seconds)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        var entries = clients.map { pollfd(fd: $0.socket.descriptor, events: Int16(POLLIN), revents: 0) }
        var isSending = true
        for client in clients { try client.fill(to: depth) }
        while clients.contains(where: { $0.pending > 0 }) {
            for index in entries.indices {
                entries[index].events = Int16(clients[index].isStalled ? POLLIN | POLLOUT : POLLIN)
            }
            guard poll(&entries, nfds_t(entries.count), Socket.limit) > 0 else {
                throw Failure("no echo for \(Socket.limit / 1000) s")
            }
            isSending = isSending && (messages.map { Self.echoCount(clients) < $0 } ?? (ContinuousClock.now < end))
            for (client, entry) in zip(clients, entries) where entry.revents != 0 {
                if entry.revents & ~Int16(POLLOUT) != 0 { try client.receive(buffer) }
                try isSending ? client.fill(to: depth) : client.flush()
            }
        }
    }

    private static func echoCount(_ clients: [LoadConnection]) -> Int { clients.reduce(0) { $0 + $1.echoCount } }

    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// A length, or a range of lengths.
struct Size: ExpressibleByArgument {
    let range: ClosedRange<Int>

    init(range: ClosedRange<Int>) { self.range = range }

    init?(argument: String) {
        let ends = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard ends.count <= 2, let first = ends.first, let lower = first, let last = ends.last, let upper = last,
            lower >= 0, lower <= upper, upper <= 64 << 20
        else { return nil }
        self.init(range: lower...upper)
    }

    var defaultValueDescription: String { "\(range.lowerBound)-\(range.upperBound)" }
}
