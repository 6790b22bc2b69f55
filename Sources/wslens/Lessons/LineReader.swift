// Lines of standard input, one at a time, together with what happens on the server meanwhile. A line is read when the one before it has been
// answered, so that a long input waits in its pipe.

import Capture
import Dispatch
import SystemPackage

/// What a session in lines waits for.
enum LineEvent: Sendable {
    /// A line without its end.
    case line(String)
    /// There is nothing more to read; with the reason where that is an error.
    case end(String?)
    /// Something waits in the server's log.
    case events
    /// Something has come of what was sent by hand.
    case news
}

/// Reads standard input and a log.
final class LineReader: Sendable {
    /// What comes, in its order.
    let events: AsyncStream<LineEvent>
    private let continuation: AsyncStream<LineEvent>.Continuation
    /// Signalled when a line has been answered.
    private let gate = DispatchSemaphore(value: 0)
    /// Passes on that events were taken; more than once is the same as once.
    private let taken = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    /// How long a line may be, in bytes; the rest of a longer one is dropped.
    private static let lineLimit = 1 << 16

    /// Whether somebody types the lines, and sees what is said.
    static var isTyped: Bool { FileDescriptor.standardInput.isTerminal && Streams.outputTerminal != nil }

    init() { (events, continuation) = AsyncStream.makeStream() }

    /// Begins to read standard input.
    func start() {
        // On a thread of its own: waiting for a line must not keep the server's events waiting.
        DispatchQueue(label: "wslens.lines").async { [self] in read() }
    }

    /// Asks for the next line.
    func next() { gate.signal() }

    /// Ends what comes, although more may be typed.
    func stop() { continuation.finish() }

    /// Says that something waits in a log, once until it is taken, and until the log is finished. The events stay in the log, whose limit
    /// holds there.
    func follow(_ reader: LogReader) -> Task<Void, Never> {
        Task.detached { [continuation, taken] in
            for await _ in taken.stream {
                guard await reader.waitForEvents() else { return }
                continuation.yield(.events)
            }
        }
    }

    /// Says that something has come of what was sent by hand.
    func tellNews() { continuation.yield(.news) }

    /// Asks for the next sign that something waits.
    func nextEvents() { taken.continuation.yield() }

    private func read() {
        var line: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4096)
        while true {
            let count: Int
            do {
                count = try part.withUnsafeMutableBytes { try FileDescriptor.standardInput.read(into: $0) }
            } catch Errno.wouldBlock {
                try? FileDescriptor.standardInput.wait(for: .reading)
                continue
            } catch {
                return end("Standard input could not be read: \(error).")
            }
            guard count > 0 else {
                if !line.isEmpty { pass(on: &line) }
                return end(nil)
            }
            for byte in part[..<count] {
                if byte == UInt8(ascii: "\n") {
                    pass(on: &line)
                } else if line.count < Self.lineLimit {
                    line.append(byte)
                }
            }
        }
    }

    private func pass(on line: inout [UInt8]) {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        continuation.yield(.line(String(decoding: line, as: UTF8.self)))
        line.removeAll(keepingCapacity: true)
        gate.wait()
    }

    private func end(_ problem: String?) {
        continuation.yield(.end(problem))
        continuation.finish()
    }
}
