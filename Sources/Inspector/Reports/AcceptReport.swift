// The accept key's computation as plain text, for `accept`.

import TerminalUI
public import WebSocketProtocol

/// The steps from a key to its accept value, line by line.
public struct AcceptReport: Sendable {
    private let trace: AcceptTrace
    private let showsRounds: Bool
    private let width: Int

    /// A report of `trace` in `width` columns; with `rounds` it shows every round of SHA-1.
    public init(_ trace: AcceptTrace, rounds: Bool, width: Int) {
        self.trace = trace
        showsRounds = rounds
        self.width = width
    }

    /// The report. Nothing in it can steer a terminal. The command at its end is never wrapped, only broken behind a |, where a shell
    /// reads on: it is there to be copied.
    public var lines: [String] {
        let parts = Sanitizer.sanitize(trace.shellCommand).split(separator: "| ", maxSplits: 1)
        return steps.flatMap { row in
            ReportText.lines(row.text, width: width - Self.indent).enumerated().map { index, line in
                (index == 0 ? Self.padded(row.name) : Self.padded("")) + line
            }
        } + ["try it"] + parts.enumerated().map { "  " + $1 + ($0 < parts.count - 1 ? "|" : "") }
    }

    private var steps: [(name: String, text: String)] {
        let blocks = Count.words(trace.sha1.blocks.count, "block")
        return [
            ("key", Sanitizer.sanitize(trace.key)),
            ("+ GUID", AcceptTrace.guid),
            ("", trace.concatenationSentence.cited),
        ] + AcceptTrace.guidSentences.map { ("", $0.cited) } + [
            ("padded", "\(trace.sha1.padded.count) bytes, \(blocks) of 64"),
            ("", trace.sha1.paddingSentence.cited),
        ] + trace.sha1.blocks.enumerated().flatMap { blockLines($0.offset, $0.element) } + [
            ("SHA-1", words(trace.digest)),
            ("", trace.hashSentence.cited),
        ] + trace.groups.map(group) + [
            ("Base64", trace.accept),
            ("", trace.encodingSentence.cited),
        ]
    }

    /// Where the text of a step begins.
    private static let indent = 9

    private static func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(1, indent - name.count))
    }

    private func blockLines(_ index: Int, _ block: SHA1Trace.Block) -> [(name: String, text: String)] {
        let bytes = trace.sha1.padded[block.bytesRange]
        let rounds = showsRounds ? block.rounds.map { ("", $0.sentence.cited + "  a-e " + words($0.after)) } : []
        return [("block \(index)", words(bytes.prefix(32))), ("", words(bytes.dropFirst(32)))]
            + [("", "a-e before  " + words(block.before))] + rounds + [("", "a-e after   " + words(block.after))]
    }

    private func words(_ words: SHA1Words) -> String { words.words.map(Hex.word).joined(separator: " ") }

    private func words(_ bytes: some Sequence<UInt8>) -> String { Hex.string(bytes, groupsOf: 4) }

    private func group(_ group: Base64Group) -> (name: String, text: String) {
        ("", group.characters + "  " + group.sentence.cited)
    }
}
