// Frames as plain text, for `decode` and `inspect`: the fields with their bits and bytes, what they mean, and what is
// wrong.

public import Capture
public import WebSocketProtocol
import TerminalUI

/// The words of a frame, line by line.
public struct FrameReport: Sendable {
    private let conversation: Conversation
    private let frame: FrameRecord
    /// How many payload bytes are shown.
    private let limit: Int

    /// A report of a frame of `conversation`, with at most `limit` bytes of its payload.
    public init(_ frame: FrameRecord, in conversation: Conversation, limit: Int = 64) {
        self.frame = frame
        self.conversation = conversation
        self.limit = limit
    }

    /// Adds the report to `output`, each line ended by a line break. Nothing in it can steer a terminal.
    public func write(to output: inout [UInt8]) {
        let explanation = conversation.explanation(of: frame)
        output.add(line: title)
        for reading in explanation.fields where reading.field != .payload {
            write(reading, explanation.prefix, to: &output)
        }
        writePayload(to: &output)
        if !frame.isComplete { output.add(line: "  incomplete: " + explanation.state.words) }
        for violation in frame.violations { output.add(line: Self.line(violation)) }
    }

    private var title: String {
        let kind =
            frame.header.map { "\($0.opcode.name)  \(Numbers.byteWords($0.payloadLength))" } ?? "header incomplete"
        return
            "frame \(frame.number)  \(frame.from.rawValue) -> \(frame.from.peer.rawValue)  \(kind)  (at byte \(frame.offset))"
    }

    /// A field: its bytes, its bits, and what it means.
    private func write(_ reading: FieldReading, _ prefix: [UInt8], to output: inout [UInt8]) {
        output.add("  ")
        let bytes = output.count
        // The bytes of a field that shares its byte with others are written once, at the first of them.
        if reading.bits.lowerBound % 8 == 0 { output.add(hex: prefix[reading.bytes]) }
        output.pad(from: bytes, to: 24)
        let bits = output.count
        output.add(reading.pattern ?? "")
        output.pad(from: bits, to: 11)
        output.add(line: reading.sentence(in: frame.header).citedBehind)
    }

    private func writePayload(to output: inout [UInt8]) {
        guard let header = frame.header, !frame.payloadRange.isEmpty else { return }
        guard let wire = conversation.bytes(of: frame, from: header.headerLength, maximum: limit) else {
            return output.add(line: "  the payload's bytes are not kept")
        }
        let plain = header.maskingKey?.applied(to: wire) ?? wire
        let rest = frame.payloadRange.count - plain.count
        let more = rest > 0 ? " … and \(rest) more" : ""
        output.add(header.maskingKey == nil ? "  payload           " : "  payload on the wire  ")
        output.add(hex: wire[...])
        output.add(line: more)
        if header.maskingKey != nil {
            output.add("          unmasked     ")
            output.add(hex: plain[...])
            output.add(line: more)
        }
        if header.opcode == .close {
            let close = ClosePayload(plain)
            output.add(line: "          code \(close.code.rawValue), \(close.code.name): \(close.code.meaning)")
            if !close.reason.isEmpty { output.add(line: "          reason \"\(Sanitizer.sanitize(close.reason))\"") }
        } else if frame.isText(plain, in: conversation), let text = String(utf8: plain, isCut: rest > 0) {
            output.add("          as text      \"")
            output.add(Sanitizer.sanitize(text))
            output.add(line: "\"")
        }
    }

    /// A violation in one line: "! client-frame-not-masked …".
    public static func line(_ violation: Violation) -> String {
        let code = violation.rule.closeCode.map { ", close code \($0)" } ?? ""
        let detail = violation.detail.isEmpty ? "" : " Found: \(Sanitizer.sanitize(violation.detail))."
        return
            "  ! \(violation.rule.rawValue) at byte \(violation.range.lowerBound): \(violation.rule.sentence.text)\(detail)"
            + " (\(violation.rule.level.rawValue), \(violation.citation.text)\(code))"
    }
}
