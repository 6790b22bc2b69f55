// One way to read any file that holds connections, and one description of it. A new format is a new reader in this list.
//
//   bytes ──▶ CaptureFile.reader ──▶ read: events, one after the other
//                                └─▶ description: what the file says about itself, and what is wrong with it

import WebSocketProtocol

/// A file of connections in some format. Its events are handed out one after the other, so that they are not in memory
/// twice.
public protocol CaptureReader {
    /// Whether a file that starts with these bytes, `CaptureFormat.prefixLength` of them where it has so many, is in this format.
    static func recognises(_ prefix: ArraySlice<UInt8>) -> Bool

    /// Opens a file.
    init(_ file: [UInt8]) throws(CaptureFileError)

    /// What is known about the file: everything once it has been read.
    var description: FileDescription { get }

    /// Hands out all events in the order of the file, once.
    mutating func read(each: (LoggedEvent) -> Void) throws(CaptureFileError)
}

/// What there is to say about a file besides its events.
public struct FileDescription: Sendable, Hashable {
    /// What it calls itself, and what there is to see in it; nil where it does not say.
    public var title: String?, about: String?
    /// When its time began, as ISO 8601, where the file says so.
    public var created: String?
    /// Whether its bytes were put together from something else, and were never on a wire.
    public var isReconstructed = false
    /// What was skipped or went wrong, in words.
    public var problems: [String] = []
    /// What is not as it seems although nothing went wrong, in words.
    public var remarks: [String] = []

    /// Nothing is known yet.
    public init() {}

    /// Problems with a line that counts those not listed.
    static func words(_ problems: [RecordingProblem], andMore count: Int, _ word: String = "problem") -> [String] {
        let more = "There \(Count.be(count)) \(Count.words(count, "more such \(word)"))."
        return problems.map(\.description) + (count == 0 ? [] : [more])
    }
}

/// Why a file can't be read, in one line that says what to do.
public struct CaptureFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and what to do.
    public let description: String

    init(_ reason: some CustomStringConvertible) { description = reason.description }
}

/// Any file of connections. Its content says what it is, not its name.
public enum CaptureFile {
    /// The readers; the last one says what is wrong with a file that none of them recognises.
    private static var readers: [any CaptureReader.Type] {
        [PacketCapture.self, HARArchive.self, RecordingFile.self]
    }

    /// The reader of a file.
    public static func reader(_ file: [UInt8]) throws(CaptureFileError) -> any CaptureReader {
        let prefix = file.prefix(CaptureFormat.prefixLength)
        let type = readers.first { $0.recognises(prefix) } ?? RecordingFile.self
        return try type.init(file)
    }

    /// Why a file that starts with these bytes, `CaptureFormat.prefixLength` of them or more, is not one of connections; nil where it may be
    /// one.
    public static func refusal(_ start: [UInt8]) -> String? {
        let prefix = start.prefix(CaptureFormat.prefixLength)
        guard !readers.contains(where: { $0.recognises(prefix) }), let look = NotARecording(prefix: Array(prefix)),
            look.isCertain
        else { return nil }
        return look.description
    }
}
