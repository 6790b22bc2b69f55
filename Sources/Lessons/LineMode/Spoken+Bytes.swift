// Bytes, read aloud: their values in runs, hidden ones by their places, and what each says:
//
//     A frame from the server, 4 bytes. Byte 0 is hidden. Bytes 1 to 3: 02 48 69.
//     Byte 1, 82: MASK 1, length 2.
//     8f is 1000 1111. AND 7f is 0111 1111. The result is hidden.

import Capture
import WebSocketProtocol

extension Spoken {
    /// How many bytes of a payload are read one by one.
    static let payloadLimit = 16
    /// How many bytes stand in one line.
    private static let bytesPerLine = 64

    /// "Byte 3", "Bytes 2 and 3", "Bytes 2 to 5".
    static func places(_ range: Range<Int>) -> String {
        switch range.count {
        case ...1: "Byte \(range.lowerBound)"
        case 2: "Bytes \(range.lowerBound) and \(range.upperBound - 1)"
        default: "Bytes \(range.lowerBound) to \(range.upperBound - 1)"
        }
    }

    /// Of more bytes than this only so many are read from the beginning, until somebody asks for all of them.
    private static let (longLimit, longStart) = (128, 64)

    /// The bytes of an exercise as they may be known now.
    ///
    /// - Parameter all: Whether all of them are read, however many they are.
    static func lines(_ view: BytesView, all: Bool = false) -> [String] {
        if !view.rows.isEmpty { return lines(view.rows) }
        if !view.lines.isEmpty { return [sentence(view.title)] + heads(view.lines) }
        let title = "\(view.title), \(Count.words(view.values.count, "byte"))"
        guard view.values.contains(where: { $0 != nil }) else { return [sentence("\(title), all hidden")] }
        guard !all, view.values.count > longLimit else { return lines([sentence(title)] + runs(view.values)) }
        let rest = view.values.count - longStart
        return lines(
            [sentence(title)] + runs(Array(view.values.prefix(longStart)))
                + ["Then \(Count.words(rest, "more byte")); type bytes to hear them all."])
    }

    /// The lines of a request, and behind an empty one those of its answer.
    static func heads(_ lines: [String]) -> [String] {
        let end = lines.firstIndex(of: "") ?? lines.endIndex
        let answer = lines[end...].dropFirst()
        return lines[..<end].enumerated().map { "Request, line \($0 + 1): \($1)" }
            + answer.enumerated().map { "Response, line \($0 + 1): \($1)" }
    }

    /// Values with their places; nil where one is hidden.
    static func runs(_ values: [UInt8?]) -> [String] {
        var sentences: [String] = []
        var start = 0
        while start < values.count {
            let isHidden = values[start] == nil
            var end = start
            while end < values.count, (values[end] == nil) == isHidden, isHidden || end - start < bytesPerLine {
                end += 1
            }
            let place = places(start..<end)
            sentences.append(
                isHidden
                    ? "\(place) \(end - start == 1 ? "is" : "are") hidden."
                    : "\(place): \(Hex.string(values[start..<end].compactMap(\.self), groupsOf: 1)).")
            start = end
        }
        return sentences
    }

    /// Bytes one by one, or a calculation.
    private static func lines(_ rows: [BytesView.Row]) -> [String] {
        if rows.last?.note == "is" {
            let operands = rows.dropLast().map { row in
                (row.note.isEmpty ? "" : "\(row.note) ") + "\(row.hex ?? "") is \(row.bits ?? "")."
            }
            let result = rows.last.flatMap { row in row.hex.map { "The result is \($0), \(row.bits ?? "")." } }
            return lines(operands + [result ?? "The result is hidden."])
        }
        let sentences = rows.enumerated().map { index, row in
            let values = [row.hex, row.bits].compactMap(\.self).joined(separator: ", ")
            return "Byte \(index)" + (values.isEmpty ? " is hidden." : ": \(values).")
        }
        return lines(sentences)
    }

    /// What the bytes of a frame say, one line for a byte or a field of several, up to a byte that is not said any more.
    static func lines(of frame: FrameRecord, in conversation: Conversation, until: Int = .max) -> [String] {
        let explanation = conversation.explanation(of: frame)
        let count = min(frame.received, until)
        let headerLength = explanation.fields.first { $0.field == .payload }?.bytes.lowerBound ?? count
        let wire = conversation.bytes(of: frame, maximum: min(count, headerLength + payloadLimit)) ?? []
        var lines: [String] = []
        var index = 0
        while index < wire.count {
            let field = explanation.fields(atByte: index).first
            var end = index + 1
            switch field?.field {
            case .maskingKey, .extendedLength16, .extendedLength64:
                end = min(field?.bytes.upperBound ?? end, wire.count)
            default: break
            }
            let value = Hex.string(wire[index..<end], groupsOf: 1)
            if end - index > 1, let field {
                let number = field.field == .maskingKey ? "" : " \(field.value)"
                lines.append("\(places(index..<end)), \(value): \(field.field.name)\(number).")
            } else if let words = explanation.brief(ofByte: index, wire: wire[index]) {
                lines.append("\(places(index..<end)), \(value): \(sentence(words, capital: false))")
            }
            index = end
        }
        if wire.count < count { lines.append("Then \(Count.words(count - wire.count, "more byte")) of payload.") }
        return lines
    }

    /// The same of all frames of a sender: of several, each is announced, and that a message is still open is said.
    ///
    /// - Parameter bytes: The part of what the sender sent that this is about; nil for all of it.
    static func lines(
        from sender: Endpoint, in conversation: Conversation, bytes: Range<Int>? = nil, frames limit: Int = 4
    ) -> [String] {
        let dissection = conversation.dissection
        // Behind the last frame an empty one waits for its first byte.
        let all =
            Array(dissection.frames(from: sender))
            + [dissection.unfinishedFrame(from: sender)].compactMap(\.self).filter { $0.received > 0 }
        let frames = bytes.map { bytes in all.filter { bytes.contains(conversation.start(of: $0)) } } ?? all
        let start = bytes?.lowerBound ?? dissection.framesStart(from: sender)
        var lines: [String] = []
        for (number, frame) in frames.prefix(limit).enumerated() {
            if frames.count > 1 {
                lines.append("Frame \(number) begins at byte \(conversation.start(of: frame) - start).")
            }
            lines += Self.lines(of: frame, in: conversation)
        }
        if frames.count > limit { lines.append("Then \(Count.words(frames.count - limit, "more frame")).") }
        let isOpen = dissection.messages(from: sender).last.map { $0.endTime == nil } ?? false
        return isOpen && bytes == nil && frames.last?.isComplete == true
            ? lines + ["The message is still open: its last frame has not come."] : lines
    }
}
