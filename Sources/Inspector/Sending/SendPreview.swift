// What a line comes to, before anything of it is sent: its problem, or the bytes, as the receiver will read them behind what was sent before.

import Capture
import WebSocketProtocol

/// A line, read.
struct SendPreview {
    /// What is wrong with the line; nil if nothing is.
    private(set) var problem: ScriptProblem?
    /// What goes out; nil where the line cannot be read.
    private(set) var output: ScriptOutput?
    /// The frames that the receiver will see; the last may be incomplete, and the first the rest of one that was begun before.
    private(set) var frames: [UpcomingFrame] = []

    /// Reads a line that is sent by `sender` on a connection; with none it is read as the first that comes.
    init(_ line: String, from sender: Endpoint, on conversation: Conversation?, seed: UInt64) {
        let script: Script
        do throws(ScriptProblem) {
            script = try Script(line)
        } catch {
            problem = error
            return
        }
        var keys = SplitMix64(seed: seed)
        let output = ScriptOutput(script, from: sender, keys: &keys)
        var upcoming =
            conversation.map { UpcomingFrames(after: $0.dissection, from: sender) } ?? UpcomingFrames(sender: sender)
        frames = upcoming.read(output.bytes)
        self.output = output
    }

    /// What is to be sent; nil where there is nothing, of which `refusal` says why.
    func order(to target: SendTarget) -> SendOrder? {
        guard let output, !output.pieces.isEmpty else { return nil }
        let words = "\(Count.words(frames.count, "frame")), \(Count.words(output.bytes.count, "byte"))"
        return SendOrder(target: target, writes: output.writes, words: words)
    }

    /// What is said where there is nothing to send.
    var refusal: String { "Nothing was sent. " + (problem?.description ?? "Type what to send, such as text:Hello.") }

    /// The frame that the word at a column, from 1, stands for; the last one where it stands for none.
    func frame(at column: Int) -> Int {
        guard let pieces = output?.pieces, let piece = pieces.lastIndex(where: { $0.columns.lowerBound <= column })
        else { return 0 }
        let offset = pieces[..<piece].reduce(0) { $0 + $1.bytes.count }
        var end = 0
        for (index, frame) in frames.enumerated() {
            end += frame.bytes.count
            if offset < end { return index }
        }
        return max(0, frames.count - 1)
    }

    /// How the bytes are cut, where that is not one write for each frame: "5, 4 bytes; after 0.5 s 2, 1 bytes". Of many writes the first.
    var writesWords: String? {
        guard let output, output.writes.map(\.bytes) != output.pieces.map(\.bytes) || hasPauses else { return nil }
        var groups: [(pause: Double, sizes: [String])] = []
        for write in output.writes.prefix(Self.shownWrites) {
            if groups.isEmpty || write.pause > 0 { groups.append((write.pause, [])) }
            groups[groups.count - 1].sizes.append(write.bytes.count.grouped)
        }
        let parts = groups.map {
            ($0.pause > 0 ? "after \($0.pause.short) s " : "") + $0.sizes.joined(separator: ", ") + " bytes"
        }
        let rest = output.writes.count - Self.shownWrites
        let end = rest > 0 ? "; \(rest.grouped) more" : output.lastPause > 0 ? "; then \(output.lastPause.short) s" : ""
        return "\(Count.words(output.writes.count, "write")): " + parts.joined(separator: "; ") + end
    }

    private static let shownWrites = 12

    private var hasPauses: Bool {
        output.map { output in output.lastPause > 0 || output.writes.contains { $0.pause > 0 } } ?? false
    }
}

extension UpcomingFrame {
    /// The frame as the ladder will call it: "text  5 B  FIN masked  "Hello"".
    func label(room: Int) -> String {
        guard let header = record.header else { return "a frame; its header is incomplete" }
        guard earlier == 0 else { return "more of a \(header.kindWords) frame, begun before" }
        let payload = payload(maximum: max(126, room * 4))
        let close = header.opcode == .close && record.isComplete ? ClosePayload(payload) : nil
        let context = explanation.context
        let isText = context.message?.kind == .text && !context.isCompressed || header.isPrintableControl(payload)
        let preview =
            close == nil ? header.preview(payload, of: header.payloadLength, isText: isText, room: room) : ""
        return [
            header.facts(close: close, compression: context.isCompressed ? "  compressed" : ""), header.flagWords,
            preview,
        ]
        .filter { !$0.isEmpty }.joined(separator: "  ")
    }
}
