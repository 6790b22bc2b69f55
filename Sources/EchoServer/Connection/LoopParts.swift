// What the connections of one event loop share. It is used on that loop alone.

import NIOCore

/// The buffer and the compressors of an event loop.
struct LoopParts: Sendable {
    /// The buffer for what is read.
    let spare: SpareBuffer
    /// The compressors of connections on which messages stand alone.
    let deflaters: SharedDeflaters

    /// Parts for the connections of `eventLoop`.
    init(eventLoop: any EventLoop) {
        spare = SpareBuffer(eventLoop: eventLoop)
        deflaters = SharedDeflaters(eventLoop: eventLoop)
    }
}
