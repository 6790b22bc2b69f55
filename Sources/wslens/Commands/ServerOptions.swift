// The options that every command with a server has.

import ArgumentParser
import Capture
import EchoServer
import WebSocketProtocol

struct ServerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The address to listen on; 0.0.0.0 to be reachable from other machines.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("The port to listen on; 0 picks a free one.", valueName: "number"))
    var port = 1338

    @Option(
        help: ArgumentHelp(
            "An origin whose pages may connect, as https://example.org; give it more than once for several. Without it all may.",
            valueName: "origin"))
    var allowOrigin: [String] = []

    @Option(
        help: ArgumentHelp(
            "A word that clients must show, as Authorization: Bearer WORD or as ?token=WORD in the address.",
            valueName: "word"))
    var token: String?

    @Option(
        help: ArgumentHelp(
            "Seconds of silence after which an open connection is closed with 1001; 0 never.", valueName: "seconds"))
    var idleLimit = 900

    @Option(help: ArgumentHelp("The longest message that is taken, in bytes.", valueName: "bytes"))
    var messageLimit = 16 << 20

    @Option(help: ArgumentHelp("Record everything into this file (.jsonl) as it happens.", valueName: "file"))
    var record: String?

    @Flag(help: "Replace the file of --record if it is there.")
    var overwrite = false

    func validate() throws {
        if let record, !record.hasSuffix(".jsonl") {
            throw ValidationError("--record writes a recording; name a file that ends in .jsonl, not \(record).")
        }
        if overwrite, record == nil { throw ValidationError("--overwrite goes with --record.") }
        guard (0...65535).contains(port) else {
            throw ValidationError("A port is a number from 0 to 65535; \(port) is not.")
        }
        guard idleLimit >= 0 else { throw ValidationError("--idle-limit is 0 or more seconds.") }
        guard (125...(1 << 30)).contains(messageLimit) else {
            throw ValidationError("--message-limit is a number of bytes from 125 to \(1 << 30).")
        }
    }

    /// Starts the recording, if one was asked for. The server has to run by then: where it can't, a file that is there
    /// stays as it is. What has happened until now waits in the log.
    func recorder() throws(FileProblem) -> Recorder? {
        guard let record else { return nil }
        return try Recorder(path: record, title: "Recorded by wslens", replaces: overwrite)
    }

    func configuration(log: EventLog?, threads: Int) -> ServerConfiguration {
        var configuration = ServerConfiguration(host: host, port: port, log: log)
        configuration.threads = threads
        configuration.allowedOrigins = allowOrigin
        configuration.token = token
        configuration.idleSeconds = idleLimit
        configuration.limits.maximumMessageLength = messageLimit
        return configuration
    }
}
