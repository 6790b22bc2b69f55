// The lines of a request's or response's head, as the screen lists them.

import WebSocketProtocol

struct HeadLine {
    /// The text on the left: a header's name, or all of another line.
    let name: String
    /// A header's value; nil for other lines.
    let value: String?
    /// The bytes of the line in its head, without the CRLF unless that is all of it.
    let range: Range<Int>
    /// What the line is for; nil if it plays no part in a handshake.
    let purpose: Sentence?
    /// What the extensions and parameters in it mean.
    var extensions: [Sentence] = []
    /// What became of it; nil for most lines.
    var fate: Sentence?
    /// Whether it ends the last head that has arrived, so that the outcome is known here and not before.
    var isLast = false
    /// The rules it breaks; what the head lacks is reported at its empty line.
    let violations: [Violation]

    /// How many lines there are, without building them.
    static func count(_ parse: HeadParse, _ bytes: [UInt8]) -> Int {
        if case .complete(let head) = parse { head.headers.count + 2 } else { HTTPHead.lines(of: bytes).count }
    }

    /// The lines of a head: the first, the headers, the empty one; if the bytes are not a whole head, what there is of
    /// it.
    static func lines(_ record: HandshakeRecord, _ part: HeadPart) -> [HeadLine] {
        var lines = unmarked(record, part)
        let last = record.headParts.last { !record.bytes($0).isEmpty }
        if part == last, let end = lines.indices.last { lines[end].isLast = true }
        return lines
    }

    private static func unmarked(_ record: HandshakeRecord, _ part: HeadPart) -> [HeadLine] {
        let bytes = record.bytes(part)
        let violations = record.violations(part)
        guard case .complete(let head) = record.parse(part) else { return unfinished(record, part, bytes, violations) }
        let first = String(decoding: bytes[head.startLine.range], as: UTF8.self)
        if case .interim(let index) = part {
            let interim = record.interim[index]
            let end = Sentence(
                "The empty line ends this head; another response follows.", section: interim.sentence.citation)
            return [line(first, nil, head.startLine.range, interim.sentence, [])]
                + head.headers.map { line($0.name, $0.value, $0.range, nil, []) }
                + [line("empty line", nil, head.emptyLineRange, end, [])]
        }
        let isOpening = record.isUpgradeAttempt || record.status == 101
        let start = record.isFollowed && part == .response ? record.notTheLastPurpose : head.startLinePurpose
        let end = record.isFollowed ? Sentence("The empty line ends the head.", section: "4.1") : head.emptyLinePurpose
        return [line(first, nil, head.startLine.range, isOpening ? start : nil, violations)]
            + head.headers.map { header in
                let purpose = isOpening ? head.purpose(of: header) : nil
                var line = line(header.name, header.value, header.range, purpose, violations)
                if isOpening { line.extensions = head.extensionSentences(of: header) }
                if part == .request { line.fate = record.fate(of: header) }
                return line
            }
            + [line("empty line", nil, head.emptyLineRange, isOpening ? end : nil, violations)]
    }

    /// The lines of a head that is not complete; as a head, as far as its lines are whole.
    private static func unfinished(
        _ record: HandshakeRecord, _ part: HeadPart, _ bytes: [UInt8], _ violations: [Violation]
    ) -> [HeadLine] {
        let head =
            record.parse(part) == .needMore ? HTTPHead.soFar(bytes, as: part == .request ? .request : .response) : nil
        let headers = head?.headers ?? []
        return HTTPHead.lines(of: bytes).map { range in
            if let header = headers.first(where: { $0.nameRange.lowerBound == range.lowerBound }) {
                return line(header.name, header.value, header.range, head?.purpose(of: header), violations)
            }
            let text = String(decoding: bytes[range], as: UTF8.self)
            let isFirst = head != nil && range.lowerBound == 0
            return line(
                text, nil, range.isEmpty ? range.lowerBound..<range.lowerBound + 1 : range,
                isFirst ? head?.startLinePurpose : nil, violations)
        }
    }

    private static func line(
        _ name: String, _ value: String?, _ range: Range<Int>, _ purpose: Sentence?, _ violations: [Violation]
    ) -> HeadLine {
        HeadLine(
            name: name, value: value, range: range, purpose: purpose,
            violations: violations.filter { $0.range.overlaps(range) || $0.range.lowerBound == range.lowerBound })
    }
}

extension HandshakeRecord {
    /// The purpose of the first line of a refusal that another request follows.
    fileprivate var notTheLastPurpose: Sentence {
        Sentence(
            "\(status ?? 0) is not 101: the connection stays HTTP, and another request follows.", section: "4.1")
    }
}
