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
    /// How many columns a line may take; nil for one line per field.
    private let width: Int?

    /// A report of a frame of `conversation`, with at most `limit` bytes of its payload, wrapped to `width` columns if it has one.
    public init(_ frame: FrameRecord, in conversation: Conversation, limit: Int = 64, width: Int? = nil) {
        self.frame = frame
        self.conversation = conversation
        self.limit = limit
        self.width = width
    }

    /// Adds the report to `output`, each line ended by a line break. Nothing in it can steer a terminal.
    public func write(to output: inout [UInt8]) {
        let explanation = conversation.explanation(of: frame)
        output.add(words: title, at: 2, width: width)
        for reading in explanation.fields where reading.field != .payload {
            write(reading, explanation, to: &output)
        }
        writePayload(to: &output)
        if !frame.isComplete { output.add(words: "  incomplete: " + explanation.state.words, at: 4, width: width) }
        for violation in frame.violations { output.add(words: Self.line(violation), at: 4, width: width) }
    }

    private var title: String {
        let kind =
            frame.header.map { "\($0.opcode.name)  \(Numbers.byteWords($0.payloadLength))" } ?? "header incomplete"
        return
            "frame \(frame.number)  \(frame.from.rawValue) -> \(frame.from.peer.rawValue)  \(kind)  (at byte \(frame.offset))"
    }

    /// A field: its bytes, its bits, and what it means.
    private func write(_ reading: FieldReading, _ explanation: FrameExplanation, to output: inout [UInt8]) {
        output.add("  ")
        let bytes = output.count
        // The bytes of a field that shares its byte with others are written once, at the first of them.
        if reading.bits.lowerBound % 8 == 0 { output.add(hex: explanation.prefix[reading.bytes]) }
        output.pad(from: bytes, to: Self.bytesWidth)
        let bits = output.count
        output.add(reading.pattern ?? "")
        output.pad(from: bits, to: Self.bitsWidth)
        output.add(
            words: explanation.sentence(of: reading).citedBehind, at: 2 + Self.bytesWidth + Self.bitsWidth,
            width: width)
    }

    /// The columns of a field's bytes and of its bits.
    private static let bytesWidth = 24, bitsWidth = 11

    private func writePayload(to output: inout [UInt8]) {
        guard let header = frame.header, !frame.payloadRange.isEmpty else { return }
        guard let wire = conversation.bytes(of: frame, from: header.headerLength, maximum: limit) else {
            return output.add(line: "  the payload's bytes are not kept")
        }
        let plain = header.maskingKey?.applied(to: wire) ?? wire
        let rest = frame.payloadRange.count - plain.count
        let more = rest > 0 ? " … and \(rest) more" : ""
        let isMasked = header.maskingKey != nil
        write(isMasked ? "  payload on the wire" : "  payload", wire, more, at: isMasked ? 23 : 20, to: &output)
        if isMasked { write("          unmasked", plain, more, at: 23, to: &output) }
        if let message = conversation.dissection.message(of: frame), message.isCompressed {
            return writeInflated(message, isLast: header.fin, to: &output)
        }
        if header.opcode == .close {
            let close = ClosePayload(plain)
            let code = "          code \(close.code.rawValue), \(close.code.name): \(close.code.meaning)"
            output.add(words: code, at: 12, width: width)
            let reason = "          reason \"\(Sanitizer.sanitize(close.reason))\""
            if !close.reason.isEmpty { output.add(line: reason, at: 12, width: width) }
        } else if frame.isText(plain, in: conversation), let text = String(utf8: plain, isCut: rest > 0) {
            write(text: text, to: &output)
        }
    }

    /// What came out of a compressed message with the frame, and with its last frame what became of the message.
    private func writeInflated(_ message: MessageRecord, isLast: Bool, to output: inout [UInt8]) {
        if let inflated = conversation.inflatedPart(of: frame), !inflated.isEmpty {
            let bytes = Array(inflated.prefix(limit))
            let count = conversation.inflatedRange(of: frame)?.part.count ?? inflated.count
            let rest = count - bytes.count
            write("          inflated", bytes, rest > 0 ? " … and \(rest) more" : "", at: 23, to: &output)
            if message.kind == .text, let text = String(utf8: bytes, isCut: true) { write(text: text, to: &output) }
        }
        guard isLast else { return }
        for words in PayloadWords.aboutInflating(message, in: conversation, conversation.sentenceOnSize(of: message)) {
            output.add(words: "          " + words.plain, at: 12, width: width)
        }
    }

    private func write(text: String, to output: inout [UInt8]) {
        output.add("          as text      ")
        output.add(line: "\"\(Sanitizer.sanitize(text))\"", at: 23, width: width)
    }

    /// Bytes of the payload behind their name.
    private func write(_ name: String, _ bytes: [UInt8], _ more: String, at column: Int, to output: inout [UInt8]) {
        let start = output.count
        output.add(name)
        output.pad(from: start, to: column)
        output.add(line: Hex.string(bytes, groupsOf: 1) + more, at: column, width: width)
    }

    /// A violation in one line: "! client-frame-not-masked …".
    public static func line(_ violation: Violation) -> String {
        let code = violation.rule.closeCode.map { ", close code \($0)" } ?? ""
        let found = violation.found.isEmpty ? "" : " \(Sanitizer.sanitize(violation.foundSentence))"
        return
            "  ! \(violation.rule.rawValue) at byte \(violation.range.lowerBound): \(violation.rule.sentence.text)\(found)"
            + " (\(violation.rule.level.rawValue), \(violation.citation.text)\(code))"
    }
}
