// The options that every command with a server has.

public import ArgumentParser
import Capture
public import EchoServer
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
            "An origin whose pages may connect, such as https://example.org; repeat for several. By default all may.",
            valueName: "origin"))
    var allowOrigin: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            A word that clients must present: as Authorization: Bearer WORD, as the password of Authorization: Basic with any user name, \
            or as ?token=WORD in the address. What they present is shown as * everywhere.
            """,
            valueName: "word"))
    var token: String?

    @Option(
        help: ArgumentHelp(
            """
            Seconds of silence after which an open connection is closed with 1001; 0 disables it. (default: 3600 in live, for a class \
            that talks; 900 in serve)
            """,
            valueName: "seconds"))
    var idleLimit: Int?

    @Option(
        help: ArgumentHelp(
            """
            Send a Ping to each open connection every so many seconds, 1 to 3600. A Pong ends a silence; a Ping that stays unanswered \
            closes nothing.
            """,
            valueName: "seconds"))
    var ping: Int?

    @Option(help: ArgumentHelp("The longest message that is accepted, in bytes.", valueName: "bytes"))
    var messageLimit = 16 << 20

    @Option(
        help: ArgumentHelp(
            """
            How messages are compressed where clients offer it: off; shared, each message on its own; dedicated, with copies from \
            earlier ones. (default: off in live, where D turns it on; shared in serve)
            """,
            valueName: "mode"))
    var compression: CompressionMode?

    @Option(
        help: ArgumentHelp(
            "The shortest message that is compressed, in bytes; 0: all, also those that get no shorter.",
            valueName: "bytes"))
    var compressFrom = 1024

    @OptionGroup var delivery: DeliveryOptions

    @OptionGroup var limits: LimitOptions

    @OptionGroup var recording: RecordOptions

    func validate() throws {
        guard (0...65535).contains(port) else {
            throw ValidationError("A port is a number from 0 to 65535; \(port) is not.")
        }
        for problem in allowOrigin.compactMap(Origin.problem) {
            throw ValidationError("--allow-origin: \(problem)")
        }
        guard idleLimit ?? 0 >= 0 else { throw ValidationError("--idle-limit must be 0 or more seconds.") }
        guard (1...3600).contains(ping ?? 1) else { throw ValidationError("--ping must be from 1 to 3600 seconds.") }
        guard compressFrom >= 0 else { throw ValidationError("--compress-from must be 0 or more bytes.") }
        guard token != "" else {
            throw ValidationError("--token must not be empty. Choose a word, or leave it out to let all clients in.")
        }
        guard (125...(1 << 30)).contains(messageLimit) else {
            throw ValidationError("--message-limit must be a number of bytes from 125 to \(1 << 30).")
        }
    }

    /// Starts the recording, if one was asked for. Only once the server runs: if it can't, an existing file stays as it
    /// is. What has happened until then waits in the log.
    func recorder() throws(FileProblem) -> Recorder? { try recording.recorder() }

    /// The file that is asked for.
    var record: String? { recording.record }

    /// - Parameters:
    ///   - idleSeconds: the limit of silence where none was asked for.
    ///   - compression: how messages are compressed where nothing was asked for.
    func configuration(
        log: EventLog?, threads: Int, idleSeconds: Int, compression: CompressionMode
    ) -> ServerConfiguration {
        var configuration = ServerConfiguration(host: host, port: port, log: log)
        configuration.threads = threads
        configuration.allowedOrigins = allowOrigin
        configuration.token = token
        configuration.idleSeconds = idleLimit ?? idleSeconds
        configuration.pingSeconds = ping ?? 0
        configuration.compression = self.compression ?? compression
        configuration.leastCompressed = compressFrom
        configuration.limits.maximumMessageLength = messageLimit
        delivery.apply(to: &configuration)
        limits.apply(to: &configuration)
        return configuration
    }
}

extension CompressionMode: ExpressibleByArgument {}
