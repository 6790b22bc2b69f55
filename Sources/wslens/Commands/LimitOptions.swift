// The options that bound what peers can make grow. (Those on messages, silence and queues have places of their own.)

import ArgumentParser
import EchoServer
import WebSocketProtocol

struct LimitOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How many connections may be open; more are refused with 503. (default: 4096, or what the system allows)",
            valueName: "number"))
    var connectionLimit: Int?

    @Option(
        help: ArgumentHelp(
            "How many of them from one address, which a whole school may share; more are refused with 503.",
            valueName: "number"))
    var addressLimit = 1024

    @Option(
        help: ArgumentHelp(
            """
            How many bytes of unfinished messages and of what waits to be sent all connections may keep together; beyond it those \
            that keep much are closed with 1013.
            """, valueName: "bytes"))
    var bufferLimit = 256 << 20

    @Option(
        help: ArgumentHelp(
            "How many frames a message may have; more are refused with 1009.", valueName: "number"))
    var fragmentLimit = 1 << 17

    @Option(
        help: ArgumentHelp(
            "How many bytes a request head may have, at most 16384; more is refused with 431.", valueName: "bytes"))
    var headLimit = HeadLimits().maximumLength

    @Option(
        help: ArgumentHelp("Seconds for a request to be complete; then it is refused with 408.", valueName: "seconds"))
    var handshakeLimit = 10

    @Option(
        help: ArgumentHelp(
            "Seconds that a peer has to end TCP once its connection is closing; then the socket is closed.",
            valueName: "seconds"))
    var closingLimit = 3

    @Option(
        help: ArgumentHelp(
            "How many bytes are taken behind a Close or a failure, where nothing is read any more.", valueName: "bytes")
    )
    var unreadLimit = 1 << 20

    func validate() throws {
        func check(_ option: String, _ value: Int, _ range: ClosedRange<Int>, _ unit: String) throws {
            guard !range.contains(value) else { return }
            throw ValidationError(
                "\(option) must be from \(range.lowerBound) to \(range.upperBound) \(unit); \(value) is not.")
        }
        try check("--connection-limit", connectionLimit ?? 1, 1...1_000_000, "connections")
        let room = Platform.connectionRoom.admitted
        if let connectionLimit, connectionLimit > room {
            throw ValidationError(
                "--connection-limit \(connectionLimit) needs more descriptors than the system allows, which are enough for \(room.grouped): "
                    + "ulimit -n says how many there are.")
        }
        try check("--address-limit", addressLimit, 1...1_000_000, "connections")
        try check("--buffer-limit", bufferLimit, 1 << 20...1 << 40, "bytes")
        try check("--fragment-limit", fragmentLimit, 1...1 << 30, "frames")
        // Longer ones are not read where the log is explained, so the server must not open a WebSocket for them.
        try check("--head-limit", headLimit, 256...HeadLimits().maximumLength, "bytes")
        try check("--handshake-limit", handshakeLimit, 1...3600, "seconds")
        try check("--closing-limit", closingLimit, 1...3600, "seconds")
        try check("--unread-limit", unreadLimit, 0...1 << 30, "bytes")
    }

    func apply(to configuration: inout ServerConfiguration) {
        let room = Platform.connectionRoom
        configuration.connectionLimit = min(connectionLimit ?? configuration.connectionLimit, room.admitted)
        configuration.refusedLimit = min(configuration.refusedLimit, room.refused)
        configuration.addressLimit = addressLimit
        configuration.bufferLimit = bufferLimit
        configuration.limits.maximumFragments = fragmentLimit
        configuration.headLimits.maximumLength = headLimit
        configuration.handshakeSeconds = handshakeLimit
        configuration.closingSeconds = closingLimit
        configuration.unreadLimit = unreadLimit
    }
}
