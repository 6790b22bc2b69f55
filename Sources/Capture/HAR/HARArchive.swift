// An HTTP Archive as a file of connections.

/// Reads the WebSocket connections of a HAR file.
struct HARArchive: CaptureReader {
    private(set) var description = FileDescription()
    private let file: [UInt8]

    static func recognises(_ prefix: ArraySlice<UInt8>) -> Bool { HARFile.recognises(prefix) }

    init(_ file: [UInt8]) {
        self.file = file
        description.isReconstructed = true
    }

    mutating func read(each: (LoggedEvent) -> Void) throws(CaptureFileError) {
        let summary: HARSummary
        do throws(NotAHAR) {
            summary = try HARFile.read(file, each: each)
        } catch {
            throw CaptureFileError(error)
        }
        description.problems = FileDescription.words(summary.problems, andMore: summary.unlistedProblemCount)
        if summary.connectionCount == 0 {
            description.problems.append(Self.emptiness)
        } else {
            description.remarks = [Self.origin]
        }
        description.remarks += FileDescription.words(summary.remarks, andMore: summary.unlistedRemarkCount, "remark")
    }

    private static let origin =
        "The messages come from a HAR: frames, masking keys and handshake bytes are reconstructed; they are not wire bytes."
    private static let emptiness =
        "It contains no WebSocket connection. Open the developer tools before the page connects, and export it again."
}
