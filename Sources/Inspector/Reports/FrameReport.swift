// Frames as plain text, for `decode`: the fields with their bits and bytes, what they say, and what is wrong.

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

    /// The report. Nothing in it can steer a terminal.
    public var lines: [String] { [title] + fieldLines + payloadLines + stateLines + violationLines }

    private var title: String {
        let kind =
            frame.header.map { "\($0.opcode.name)  \(Numbers.byteWords($0.payloadLength))" } ?? "header incomplete"
        return
            "frame \(frame.index)  \(frame.from.rawValue) -> \(frame.from.peer.rawValue)  \(kind)  (at byte \(frame.offset))"
    }

    private var prefix: [UInt8] { conversation.bytes(of: frame, maximum: FrameHeader.maximumLength) ?? [] }

    private var explanation: FrameExplanation { FrameExplanation(prefix: prefix, received: frame.received) }

    private var fieldLines: [String] {
        explanation.fields.filter { $0.field != .payload }.map { reading in
            let bytes = prefix[reading.bytes].map(Hex.byte).joined(separator: " ")
            // The bytes of a field that shares its byte with others are written once, at the first of them.
            let isFirst = reading.bits.lowerBound % 8 == 0
            return line(isFirst ? bytes : "", reading.pattern ?? "", reading.sentence(in: frame.header))
        }
    }

    private func line(_ bytes: String, _ bits: String, _ sentence: Sentence) -> String {
        "  " + bytes.padded(to: 24) + bits.padded(to: 11) + sentence.text + " (\(sentence.source))"
    }

    private var payloadLines: [String] {
        guard let header = frame.header, !frame.payloadRange.isEmpty else { return [] }
        guard let wire = conversation.bytes(of: frame, from: header.headerLength, maximum: limit),
            let plain = conversation.payload(of: frame, maximum: limit)
        else { return ["  the payload's bytes are not kept"] }
        let rest = frame.payloadRange.count - plain.count
        let more = rest > 0 ? " … and \(rest) more" : ""
        var lines = ["  payload " + (header.maskingKey == nil ? "          " : "on the wire  ") + spaced(wire) + more]
        if header.maskingKey != nil { lines.append("          unmasked     " + spaced(plain) + more) }
        if header.opcode == .close {
            let close = ClosePayload(plain)
            lines.append("          code \(close.code.rawValue), \(close.code.name): \(close.code.meaning)")
            if !close.reason.isEmpty { lines.append("          reason \"\(Sanitizer.sanitize(close.reason))\"") }
        } else if frame.isText(plain, in: conversation), let text = Self.text(plain, isCut: rest > 0) {
            lines.append("          as text      \"\(Sanitizer.sanitize(text))\"")
        }
        return lines
    }

    /// Bytes as text; nil where they are none. A cut may go through a character, whose first bytes are left out.
    private static func text(_ bytes: [UInt8], isCut: Bool) -> String? {
        (0...(isCut ? 3 : 0)).lazy.compactMap { String(validating: bytes.dropLast($0), as: UTF8.self) }.first
    }

    private func spaced(_ bytes: [UInt8]) -> String { bytes.map(Hex.byte).joined(separator: " ") }

    private var stateLines: [String] {
        frame.isComplete ? [] : ["  incomplete: " + explanation.state.words]
    }

    private var violationLines: [String] { frame.violations.map(Self.line) }

    /// A violation in one line: "! client-frame-not-masked …".
    public static func line(_ violation: Violation) -> String {
        let code = violation.rule.closeCode.map { ", close code \($0)" } ?? ""
        let detail = violation.detail.isEmpty ? "" : " Found: \(Sanitizer.sanitize(violation.detail))."
        return
            "  ! \(violation.rule.rawValue) at byte \(violation.range.lowerBound): \(violation.rule.sentence)\(detail)"
            + " (\(violation.rule.level.rawValue), RFC 6455 §\(violation.rule.section)\(code))"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
