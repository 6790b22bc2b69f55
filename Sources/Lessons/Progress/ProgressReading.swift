// Reading a file of progress. It never fails: each line stands alone, so damage costs only the line it is in, and that is
// set aside.

import Capture

/// What a file of progress holds.
public struct ProgressReading: Sendable {
    /// The lines that can't be read.
    public struct Damage: Sendable, Hashable {
        /// How many there are.
        public private(set) var count = 0
        /// All of them as they were, in the order of the file, each with a line break.
        public private(set) var bytes: [UInt8] = []
        /// Where the first one is and what is wrong with it, without a full stop: "line 17 is cut off".
        public private(set) var first = ""

        fileprivate mutating func add(_ line: ArraySlice<UInt8>, _ number: Int, _ problem: String) {
            if count == 0 { first = "line \(number) \(problem)" }
            count += 1
            bytes += line
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    /// How long a line may be, in bytes. Ten answers have less than a tenth of it.
    public static let lineLimit = 1 << 20

    /// What could be read.
    public internal(set) var progress = Progress()
    /// What could not.
    public private(set) var damage = Damage()
    /// The format that the first line names where it is another one: "wslens-recording". Such a file is not ours to write.
    public private(set) var otherFormat: String?

    /// Reads a file.
    public init(_ bytes: [UInt8]) {
        var (number, isFirst) = (0, true)
        /// The damage if a later version wrote the file: its lines of other kinds are not damaged.
        var damageIfLater = Damage()
        var laterLines: Set<[UInt8]> = []
        let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        for part in bytes[start...].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let line = Self.trimmed(part)
            guard !line.isEmpty else { continue }
            switch read(Array(line), isFirst: isFirst) {
            case .understood: break
            case .object:
                damage.add(part, number, "is not the progress of an exercise")
                laterLines.insert(Array(line))
            case .damaged(let problem):
                damage.add(part, number, problem)
                damageIfLater.add(part, number, problem)
            }
            isFirst = false
        }
        // Known only now: the header may be anywhere in a file that was put together from others.
        guard progress.isFromLaterVersion else { return }
        damage = damageIfLater
        progress.laterLines = laterLines
    }

    private enum Line {
        case understood
        /// JSON, but neither a header nor the progress of an exercise.
        case object
        case damaged(String)
    }

    private mutating func read(_ line: [UInt8], isFirst: Bool) -> Line {
        guard line.count <= Self.lineLimit else { return .damaged("is longer than \(Self.lineLimit) bytes") }
        do throws(JSONError) {
            var parser = JSONParser(line)
            let value = try parser.value()
            try parser.finish()
            guard case .object = value else { return .damaged("is \(value.kind)") }
            parser = JSONParser(line)
            guard let format = value["format"]?.string else {
                guard let entry = try ProgressEntry(&parser) else { return .object }
                progress.merge(entry)
                return .understood
            }
            if isFirst, format != Progress.format { otherFormat = format }
            guard format == Progress.format, let version = value["version"]?.int, version > 0 else { return .object }
            progress.version = max(progress.version, version)
            progress.unknown.merge(try KnownKeys(&parser, ["format", "version"]).unknown)
            return .understood
        } catch {
            return .damaged(error.isCutOff ? "is cut off" : "is damaged at its \(error)")
        }
    }

    /// A line without blanks around it.
    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }
        let rest = line.drop(while: isBlank)
        guard let last = rest.lastIndex(where: { !isBlank($0) }) else { return [] }
        return rest[...last]
    }
}
