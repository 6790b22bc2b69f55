// What the code of a mutant is made of that reads frames of several connections at once, as a server does.

import WebSocketProtocol

/// A program that reads frames of several connections.
protocol ConnectionsReader: AnyObject {
    /// Where its bytes come from, and where its frames go.
    var desk: ConnectionsDesk { get }
    /// Something has arrived on a connection.
    func arrived(_ number: Int)
}

extension ConnectionsReader {
    /// What was read and not used; buffer 0 belongs to no connection.
    var buffers: [[UInt8]] {
        get { desk.buffers }
        _modify { yield &desk.buffers }
    }

    /// What has arrived on a connection.
    func read(_ number: Int) -> [UInt8] { desk.read(number) }

    /// Whether a buffer holds a whole frame.
    func holdsFrame(_ buffer: Int) -> Bool { desk.holdsFrame(buffer) }

    /// Takes a whole frame out of a buffer.
    func takeFrame(_ buffer: Int) -> ReadFrame { desk.takeFrame(buffer) }

    /// Hands a frame on, as one of that connection.
    func answer(_ number: Int, _ frame: ReadFrame) { desk.frames[number - 1].append(frame) }
}

/// What a reader of several connections works on.
final class ConnectionsDesk {
    var buffers: [[UInt8]]
    fileprivate var frames: [[ReadFrame]]
    private var arrived: [UInt8] = []
    /// The connection that wrote into each buffer last.
    private var writers: [Int]

    private init(connections: Int) {
        buffers = Array(repeating: [], count: connections + 1)
        writers = Array(repeating: 0, count: connections + 1)
        frames = Array(repeating: [], count: connections)
    }

    /// Runs a reader on what arrives; what is left of each connection then is what the codec knows of it.
    static func run(_ traffic: Traffic, _ make: (ConnectionsDesk) -> any ConnectionsReader) -> [ReaderOutput] {
        let desk = ConnectionsDesk(connections: traffic.connections)
        let reader = make(desk)
        for read in traffic.reads where !read.bytes.isEmpty {
            desk.arrived = read.bytes
            let before = desk.buffers.map(\.count)
            reader.arrived(read.connection)
            for (place, count) in before.enumerated() where desk.buffers[place].count != count {
                desk.writers[place] = read.connection
            }
        }
        return desk.frames.enumerated().map { place, frames in
            if let close = frames.firstIndex(where: { $0.opcode == 8 }) {
                return ReaderOutput(frames: Array(frames[...close]), begun: nil, end: .closed)
            }
            let buffer = desk.writers.firstIndex(of: place + 1).map { desk.buffers[$0] } ?? []
            let rest = ReaderOutput.rest(buffer[...])
            return ReaderOutput(frames: frames, begun: rest.begun, end: rest.end)
        }
    }

    fileprivate func read(_ number: Int) -> [UInt8] {
        defer { arrived = [] }
        return arrived
    }

    fileprivate func holdsFrame(_ buffer: Int) -> Bool {
        let bytes = buffers[buffer]
        guard let payload = FrameHeader.decode(bytes.span.bytes)?.payloadRange else { return false }
        return bytes.count >= payload.upperBound
    }

    fileprivate func takeFrame(_ buffer: Int) -> ReadFrame {
        let bytes = buffers[buffer]
        guard let frame = ReaderSocket.careless(Traffic([bytes], from: .client)).frames.first,
            let end = FrameHeader.decode(bytes.span.bytes)?.payloadRange?.upperBound
        else { return ReadFrame() }
        buffers[buffer].removeFirst(end)
        return frame
    }
}
