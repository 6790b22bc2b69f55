// What the code of a mutant is made of that reads the response to an upgrade, and then frames (RFC 6455 §4.1, §5.2): a client.

import WebSocketProtocol

/// A program that reads a response and then frames.
protocol Opener: AnyObject {
    /// What arrives, and where the frames go.
    var desk: OpenerDesk { get }
    /// Something has arrived.
    func arrived()
}

extension Opener {
    /// Whether the handshake is done.
    var isOpen: Bool {
        get { desk.isOpen }
        set { desk.isOpen = newValue }
    }

    /// What was read and not used.
    var buffer: [UInt8] {
        get { desk.buffer }
        _modify { yield &desk.buffer }
    }

    /// What has arrived.
    func read() -> [UInt8] { desk.arrived }

    /// Whether the buffer holds a whole response.
    func holdsResponse() -> Bool { desk.responseLength > 0 }

    /// Hands on all frames that are complete in the buffer.
    func readFrames() { desk.readFrames() }
}

/// What an opener works on.
final class OpenerDesk {
    /// A response, as the word 101 stands for it.
    private static let response = RequestSpec().answer

    fileprivate(set) var arrived: [UInt8] = []
    var buffer: [UInt8] = []
    var isOpen = false
    private var used: [Traffic.Read] = []

    /// Runs an opener on a response and what follows it.
    static func run(_ traffic: Traffic, _ make: (OpenerDesk) -> any Opener) -> ReaderOutput {
        let desk = OpenerDesk()
        let opener = make(desk)
        for (number, read) in traffic.reads.enumerated() {
            desk.arrived = (number == 0 && traffic.hasResponse ? response : []) + read.bytes
            opener.arrived()
        }
        var rest = traffic
        rest.reads = desk.used + (desk.buffer.isEmpty ? [] : [Traffic.Read(bytes: desk.buffer)])
        return ReaderSocket.careless(rest)
    }

    /// How long the response at the front of the buffer is; 0 where it is not all there.
    fileprivate var responseLength: Int {
        if case .complete(let head) = HTTPHead.parse(buffer, as: .response) { head.length } else { 0 }
    }

    fileprivate func readFrames() {
        used.append(Traffic.Read(bytes: buffer))
        buffer = []
    }
}
