// What the tests of the Frame and Handshake screens share: connections built from bytes, and screens as text.

import Capture
import TerminalUI
import TestSupport
import WebSocketProtocol

@testable import Inspector

/// A model with one connection, built from what went over the wire.
struct ByteScreens {
    private(set) var model: Model

    /// A recording with these events of one connection; it shows the first row of `screen`.
    init(
        _ screen: Screen, _ events: [ConnectionEvent.Kind], width: Int = 80, height: Int = 24,
        memoryLimit: Int = EventLog.defaultMemoryLimit
    ) {
        // The position bar, which other tests check, has a row of its own if there is room for it.
        let size = Size(width: width, height: height < 24 ? height : height + 1)
        model = Model(source: .recording(title: "test"), size: size, memoryLimit: memoryLimit)
        _ = model.update(.events(Session(Session().kinds + events, eventsPerSecond: 1000).events))
        press(.character(Character("\(screen.rawValue)")), .home)
    }

    /// The Frame screen on the first of `frames`, each in a read of its own, after a handshake.
    static func frame(
        _ frames: [UInt8]..., from sender: Endpoint = .client, width: Int = 80, height: Int = 24, ended: Bool = false
    ) -> ByteScreens {
        let reads = frames.map { ConnectionEvent.Kind.bytes(from: sender, $0) }
        let end: [ConnectionEvent.Kind] = ended ? [.ended(by: .client, .reset)] : []
        return ByteScreens(.frame, Session.upgraded.kinds + reads + end, width: width, height: height)
    }

    /// The Handshake screen on a request and a response.
    static func handshake(
        _ request: [UInt8] = Wire.request, _ response: [UInt8] = Wire.response, width: Int = 80, height: Int = 24
    ) -> ByteScreens {
        let reads: [ConnectionEvent.Kind] = [.bytes(from: .client, request), .bytes(from: .server, response)]
        return ByteScreens(.handshake, reads, width: width, height: height)
    }

    /// The same after these keys.
    func pressing(_ keys: Key...) -> ByteScreens { pressing(keys) }

    func pressing(_ key: Key, times: Int) -> ByteScreens { pressing(Array(repeating: key, count: times)) }

    private func pressing(_ keys: [Key]) -> ByteScreens {
        var copy = self
        for key in keys { _ = copy.model.update(.key(key)) }
        return copy
    }

    private mutating func press(_ keys: Key...) { self = pressing(keys) }

    /// The screen as text, without the title, the position and the keys, which other tests check, and without the
    /// blank rows at its end.
    var body: String {
        var lines = view(model).lines.dropFirst().dropLast(PositionBar.position(model) != nil ? 2 : 1)
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// The rows of the screen that contain all the words.
    func rows(with words: String...) -> [String] {
        view(model).lines.filter { line in words.allSatisfy { line.contains($0) } }
    }
}
