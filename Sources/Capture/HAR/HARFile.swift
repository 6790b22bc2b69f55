// Import of HTTP Archives, HAR 1.2, as Chrome exports them (Network, "Export HAR"). A WebSocket is an entry with a list
// of messages:
//
//   {"log":{"version":"1.2","entries":[
//     {"_resourceType":"websocket","startedDateTime":"2026-11-22T10:00:00.000Z",
//      "_webSocketMessages":[{"type":"send","time":1795341600.5,"opcode":1,"data":"Hello"}, …],
//      "request":{"method":"GET","url":"ws://localhost:1338/","httpVersion":"HTTP/1.1","headers":[{"name":"Host", …}]},
//      "response":{"status":101,"statusText":"Switching Protocols","httpVersion":"HTTP/1.1","headers":[…]}}
//   ]}}
//
// A HAR has messages, not the bytes of the wire: how they were cut into frames, their masking keys and compression are
// lost, and so are Pings, Pongs and Closes. Each message becomes one frame, and a note says so. Nothing else is made
// up. Where it has no handshake either, the connection begins after it (see HAROpening).

public import WebSocketProtocol

/// Reads WebSocket connections out of an HTTP Archive.
public enum HARFile {
    /// What every connection of a HAR file begins with.
    public static let note = "Frames are reconstructed from a HAR file: it has messages, not wire bytes."
    /// The masking key of every frame of a client: with it the payload reads unchanged.
    public static let maskingKey = MaskingKey(0)

    /// Whether a file that starts with `prefix` is a HAR.
    public static func recognises(_ prefix: some Collection<UInt8>) -> Bool {
        CaptureFormat.recognise(prefix) == .har
    }

    /// Reads the connections; `each` gets their events in the order of time, which counts from the earliest.
    ///
    /// Other entries are skipped. What follows damage is lost; the entries before it are read.
    ///
    /// - Throws: `NotAHAR` where the file has no list of entries.
    public static func read(_ file: [UInt8], each: (LoggedEvent) -> Void) throws(NotAHAR) -> HARSummary {
        var importer = HARImporter()
        var foundEntries = false
        let start = file.count - CaptureFormat.withoutMark(file[...]).count
        var parser = JSONParser(file, in: start..<file.count)
        do throws(JSONError) {
            try parser.members { key, parser throws(JSONError) in
                guard key == "log" else {
                    _ = try parser.value()
                    return
                }
                try parser.members { key, parser throws(JSONError) in
                    guard key == "entries" else {
                        _ = try parser.value()
                        return
                    }
                    foundEntries = true
                    try parser.elements { parser throws(JSONError) in
                        let position = start + parser.nextPosition()
                        importer.add(try parser.value(), offset: position)
                    }
                }
            }
            try parser.finish()
        } catch {
            guard foundEntries else { throw NotAHAR(reason: "The file is damaged at \(error).") }
            importer.problems.add(
                offset: start + error.position,
                "The file is damaged at byte \(start + error.position + 1): \(error.problem).",
                done: "The \(importer.entryCount) entries before it are read.")
        }
        guard foundEntries else { throw NotAHAR(reason: "Its log has no list of entries.") }
        if let position = parser.loneSurrogate {
            importer.problems.add(
                offset: start + position,
                "At byte \(start + position + 1) an escape is half of a surrogate pair.",
                done: "U+FFFD replaces it and any others.")
        }
        importer.give(each)
        return importer.summary
    }
}

/// What was read from a HAR file.
public struct HARSummary: Sendable, Hashable {
    /// How many entries there are, of any kind.
    public let entryCount: Int
    /// How many of them are WebSocket connections.
    public let connectionCount: Int
    /// How many messages became frames.
    public let messageCount: Int
    /// What is missing or makes no sense: the first hundred, in the order of the file.
    public let problems: [RecordingProblem]
    /// How many problems there are beyond those.
    public let unlistedProblemCount: Int
    /// What is not as it seems, though nothing is wrong: the first hundred, in the order of the file.
    public let remarks: [RecordingProblem]
    /// How many remarks there are beyond those.
    public let unlistedRemarkCount: Int
}

/// The file is not an HTTP Archive.
public struct NotAHAR: Error, Sendable, Hashable, CustomStringConvertible {
    let reason: String

    /// Why not.
    public var description: String { "This is not an HTTP Archive. \(reason)" }
}
