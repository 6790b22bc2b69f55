// The values of one line's object, as the rows of the event table ask for them. Whatever is wrong with one of them is noted, with
// what is done about it.

import WebSocketProtocol

/// The fields of a line that is read as an event.
struct EventFields {
    /// What was wrong, continuing after "Line 17", and what was done. Where `kind` gives nil, the last one says why.
    private(set) var remarks: [(what: String, done: String)] = []

    private let value: JSONValue

    init(_ value: JSONValue) { self.value = value }

    /// TCP was opened, or the log begins in its middle.
    mutating func open() -> ConnectionEvent.Kind {
        let (client, server) = (address("client"), address("server"))
        return flag("midway", in: value["open"], without: "It is read as beginning with the handshake.")
            ? .midStream(client: client, server: server) : .opened(client: client, server: server)
    }

    /// One side's part of TCP ended.
    mutating func close() -> ConnectionEvent.Kind? {
        guard let by = endpoint(value["close"]?["by"]) else {
            return unusable("has a close that is not by \"client\" or \"server\".")
        }
        let how = (value["close"]?["how"]?.string).flatMap(EndManner.init)
        if how == nil { remark("does not say how: fin, reset or close.", "It is treated as close.") }
        return .ended(by: by, how ?? .close)
    }

    /// The text that makes the line what it is.
    mutating func text(_ key: String) -> String? {
        if let text = value[key]?.string { return text }
        remark("has a \(key) that is not text.", "")
        return nil
    }

    /// The sentence of a server action.
    mutating func sentence() -> String {
        if let sentence = value["sentence"]?.string { return sentence }
        remark("has a decision without a sentence.", "The sentence stays empty.")
        return ""
    }

    /// A flag, which is false where it is left out.
    mutating func flag(_ key: String, without: String) -> Bool { flag(key, in: value, without: without) }

    /// Bytes, or the count of those that are missing.
    mutating func bytes() -> ConnectionEvent.Kind? {
        guard let from = endpoint(value["from"]) else {
            return unusable("has bytes that are not from \"client\" or \"server\".")
        }
        let present = ["hex", "text", "missing"].filter { value[$0] != nil }
        if present.count > 1 {
            remark("has both \"\(present[0])\" and \"\(present[1])\".", "\"\(present[0])\" is used.")
        }
        switch present.first {
        case "hex":
            guard let hex = value["hex"]?.string else { return unknownCount("has hex that is not a string.", from) }
            switch HexText.read(hex) {
            case .bytes(let bytes): return .bytes(from: from, bytes)
            case .damaged(let position, let problem, let count):
                // A gap keeps the dissection from treating what follows as the start of a frame.
                remark(
                    "has damaged hex: its character \(position), \(problem).",
                    "\(Count.words(count, "byte is", plural: "bytes are")) counted as missing.")
                return .missing(from: from, count: count)
            }
        case "text":
            guard let text = value["text"]?.string else {
                return unknownCount("has a text that is not a string.", from)
            }
            return .bytes(from: from, Array(text.utf8))
        default:
            guard let count = count("missing") else {
                return unknownCount(
                    "has a count of missing bytes that is not from 0 to \(Self.countLimit).", from)
            }
            guard value["frames"] != nil else { return .missing(from: from, count: count) }
            let frames = self.count("frames")
            if frames == nil {
                remark(
                    "has a count of frames that is not from 0 to \(Self.countLimit).",
                    "What follows in its direction is not decoded.")
            }
            return .missing(from: from, count: count, frames: frames)
        }
    }

    /// Bytes that arrived and were not read.
    mutating func unread() -> ConnectionEvent.Kind? {
        guard let from = endpoint(value["from"]) else {
            return unusable("has bytes that are not from \"client\" or \"server\".")
        }
        guard let count = count("unread") else {
            remark("has a count of unread bytes that is not from 0 to \(Self.countLimit).", "None are counted.")
            return .unread(from: from, count: 0, after: after())
        }
        return .unread(from: from, count: count, after: after())
    }

    /// Bytes whose number is not known: a gap of which no byte is counted. It still ends the decoding of its direction.
    private mutating func unknownCount(_ what: String, _ from: Endpoint) -> ConnectionEvent.Kind? {
        remark(what, "What follows in its direction is not decoded.")
        return .missing(from: from, count: 0)
    }

    private mutating func after() -> EndOfReading {
        let after = (value["after"]?.string).flatMap(EndOfReading.init)
        if after == nil { remark("does not say after what: failure, close or answer.", "It is treated as failure.") }
        return after ?? .failure
    }

    private func count(_ key: String) -> Int? {
        value[key]?.int.flatMap { (0...Self.countLimit).contains($0) ? $0 : nil }
    }

    /// The most bytes or frames that one line may count: 4 GiB, so that no number of lines can make a sum too large to count.
    static let countLimit = 1 << 32

    private mutating func flag(_ key: String, in object: JSONValue?, without: String) -> Bool {
        guard let value = object?[key] else { return false }
        guard case .bool(let isSet) = value else {
            remark("has a \(key) that is neither true nor false.", without)
            return false
        }
        return isSet
    }

    private mutating func address(_ key: String) -> String {
        if let text = value["open"]?[key]?.string { return text }
        remark("does not give the address of the \(key).", "It is shown as \"unknown\".")
        return "unknown"
    }

    private func endpoint(_ value: JSONValue?) -> Endpoint? { (value?.string).flatMap(Endpoint.init) }

    private mutating func remark(_ what: String, _ done: String) { remarks.append((what, done)) }

    private mutating func unusable(_ what: String) -> ConnectionEvent.Kind? {
        remark(what, "")
        return nil
    }
}
