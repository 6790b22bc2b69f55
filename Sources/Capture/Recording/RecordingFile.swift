// A recording as a file of connections.

/// Reads a whole recording.
struct RecordingFile: CaptureReader {
    private(set) var description = FileDescription()
    private let file: [UInt8]

    static func recognises(_ prefix: ArraySlice<UInt8>) -> Bool { CaptureFormat.recognise(prefix) == .recording }

    init(_ file: [UInt8]) { self.file = file }

    mutating func read(each: (LoggedEvent) -> Void) throws(CaptureFileError) {
        var reader = RecordingReader()
        do throws(NotARecording) {
            try reader.read(file, each: each)
            try reader.finish(each: each)
        } catch {
            throw CaptureFileError(error)
        }
        (description.title, description.about) = (reader.header?.title, reader.header?.about)
        description.created = reader.header?.created
        description.problems = FileDescription.words(reader.problems, andMore: reader.unlistedProblemCount)
    }
}
