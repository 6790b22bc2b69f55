// The options on what waits to be sent, when it is sent, and what is sent wrongly on purpose.

public import ArgumentParser
public import Capture
import EchoServer

struct DeliveryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            How many bytes may wait to be sent to a connection, counting the memory that keeps them: above this, nothing is read \
            from the connection until a quarter is left.
            """, valueName: "bytes"))
    var queueLimit = QueueLimits().high

    @Option(
        help: ArgumentHelp(
            """
            What becomes of messages from others for a connection with more than that waiting: drop (whole messages, counted), close \
            (with 1008), hold (whoever sends to it waits).
            """, valueName: "policy"))
    var slowReader = SlowReaderPolicy.drop

    @Option(
        help: ArgumentHelp(
            """
            When answers are handed to the system: read (those to all frames of a read together), frame (each by itself), or a number: \
            when so many wait, which is a mistake to watch.
            """, valueName: "when"),
        transform: { text throws in
            guard let batching = Batching(text) else {
                throw ValidationError("--batch must be read, frame or a number from 2 to 1000; \(text) is not.")
            }
            return batching
        })
    var batch = Batching.read

    @Option(
        help: ArgumentHelp(
            """
            Do something wrong on purpose, on every connection; repeat for several: \
            \(Mischief.allCases.map(\.rawValue).joined(separator: ", ")).
            """, valueName: "name"))
    var mischief: [Mischief] = []

    func validate() throws {
        guard (1024...(1 << 30)).contains(queueLimit) else {
            throw ValidationError("--queue-limit must be a number of bytes from 1024 to \(1 << 30).")
        }
    }

    func apply(to configuration: inout ServerConfiguration) {
        configuration.queue = QueueLimits(high: queueLimit)
        configuration.slowReader = slowReader
        configuration.batching = batch
        configuration.mischief = Set(mischief)
    }
}

extension SlowReaderPolicy: ExpressibleByArgument {}
extension Mischief: ExpressibleByArgument {}
