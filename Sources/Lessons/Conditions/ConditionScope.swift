// What a condition looks at: one connection, or what came of it since an exercise was opened.

import Capture
import WebSocketProtocol

/// A part of a connection, from some moment on.
struct ConditionScope {
    let conversation: Conversation
    let since: LogPlace
    /// How many connections came.
    let connections: Int

    var dissection: Dissection { conversation.dissection }

    // MARK: Frames and messages

    /// The first frame that has begun, the client's before the server's, for which something holds. None is copied: there may be a million.
    func firstFrame(where isIt: (FrameRecord) -> Bool) -> FrameRecord? {
        for endpoint in Endpoint.allCases {
            if let frame = ended(from: endpoint).first(where: isIt) { return frame }
            if let frame = dissection.unfinishedFrame(from: endpoint), isIt(frame) { return frame }
        }
        return nil
    }

    /// The frames of an endpoint that have begun, the incomplete one included.
    func frames(from endpoint: Endpoint) -> [FrameRecord] {
        ended(from: endpoint) + (dissection.unfinishedFrame(from: endpoint).map { [$0] } ?? [])
    }

    /// The frames of an endpoint that are complete, or of which the rest is missing.
    private func ended(from endpoint: Endpoint) -> Slice<History<FrameRecord>> {
        let all = dissection.frames(from: endpoint)
        return all[first(since[endpoint].frames, all)...]
    }

    /// The complete messages of an endpoint.
    func messages(from endpoint: Endpoint) -> LazyFilterSequence<Slice<History<MessageRecord>>> {
        let all = dissection.messages(from: endpoint)
        return all[first(since[endpoint].messages, all)...].lazy.filter { $0.endTime != nil }
    }

    private func first<Element>(_ position: Int, _ all: History<Element>) -> Int {
        min(max(all.startIndex, position), all.endIndex)
    }

    /// The frame whose bytes are arriving.
    var unfinished: FrameRecord? {
        Endpoint.allCases.lazy.compactMap(dissection.unfinishedFrame).first
    }

    // MARK: Counts

    func count(_ tally: Tally) -> UInt64 {
        if tally.unit == .connections { return UInt64(max(0, connections)) }
        let endpoints = tally.sender.map { [$0] } ?? Endpoint.allCases
        return endpoints.reduce(0) { sum, endpoint in
            switch tally.unit {
            case .frames: sum + UInt64(frameCount(endpoint))
            case .messages: sum + UInt64(messages(from: endpoint).reduce(0) { count, _ in count + 1 })
            case .reads: sum + UInt64(readCount(endpoint))
            case .connections: sum
            }
        }
    }

    /// How many complete frames there are, those that were forgotten to save memory included.
    private func frameCount(_ endpoint: Endpoint) -> Int {
        let all = dissection.frames(from: endpoint)
        let forgotten = first(since[endpoint].frames, all) - min(since[endpoint].frames, all.endIndex)
        return forgotten + ended(from: endpoint).count(where: \.isComplete)
    }

    /// How many reads brought bytes of frames. Reads are followed from the last one back: the first may be forgotten.
    private func readCount(_ endpoint: Endpoint) -> Int {
        guard dissection.isWebSocket else { return 0 }
        var end = dissection.byteCount(from: endpoint)
        var count = 0
        for index in conversation.events.indices.reversed() {
            guard index >= since.events, end > dissection.framesStart(from: endpoint) else { break }
            switch conversation.events[index].kind {
            case .bytes(endpoint, let bytes):
                count += bytes.isEmpty ? 0 : 1
                end -= bytes.count
            case .missing(endpoint, let missing, _): end -= missing
            case .unread(endpoint, let unread, _): end -= unread
            default: break
            }
        }
        return count
    }

    // MARK: Rules

    /// Whether a rule is broken: this one, or any.
    func breaks(_ rule: Rule? = nil) -> Bool {
        guard dissection.hasViolations else { return false }
        return otherViolations.contains { rule == nil || $0.rule == rule }
            || firstFrame { !$0.violations.isEmpty && (rule == nil || $0.violations.contains { $0.rule == rule }) }
                != nil
    }

    /// What is broken by the handshake, and by the connection as a whole.
    var otherViolations: [Violation] { headViolations + remarks }

    /// What the handshake breaks, where its heads came since.
    private var headViolations: [Violation] {
        var found: [Violation] = []
        for number in dissection.exchanges.numbers {
            guard let exchange = dissection.exchanges[number] else { continue }
            if hasItem({ $0 == .request(number) }) { found += exchange.requestViolations }
            if hasItem({ $0 == .response(number) }) { found += exchange.responseViolations }
        }
        return found
    }

    private func hasItem(_ isIt: (Item.Kind) -> Bool) -> Bool {
        since.isStart || items.contains { isIt($0.kind) }
    }

    private var remarks: [Violation] {
        if since.isStart { return dissection.remarks }
        return items.compactMap { if case .remark(let violation) = $0.kind { violation } else { nil } }
    }

    /// What was found since.
    var items: Slice<History<Item>> {
        dissection.items[first(since.items, dissection.items)...]
    }

    // MARK: The incomplete frame

    /// How many bytes of the incomplete frame are there.
    var received: UInt64? { unfinished.map { UInt64($0.received) } }

    /// How many bytes it still needs; 0 where there are frames and all are complete.
    var remaining: UInt64? {
        guard let unfinished else { return firstFrame { _ in true } == nil ? nil : 0 }
        return conversation.explanation(of: unfinished).size.map { $0 - min($0, UInt64(unfinished.received)) }
    }

    // MARK: The connection

    /// The name of an endpoint's state, if it reached it since.
    func state(of endpoint: Endpoint) -> String? {
        let state = dissection.state(of: endpoint)
        let hasMoved = since.isStart || dissection.moves.dropFirst(since.moves).contains { $0.endpoint == endpoint }
        return hasMoved && state != .unknown ? state.name : nil
    }

    /// The code of the first Close, or of an end without one.
    var closeCode: UInt64? {
        for move in dissection.moves.dropFirst(since.moves) {
            guard case .frame(let from, let index) = move.cause, let frame = dissection.frame(index, from: from),
                let payload = conversation.payload(of: frame)
            else { continue }
            return UInt64(ClosePayload(payload).code.rawValue)
        }
        return since.isOver ? nil : dissection.outcome?.code.map { UInt64($0.rawValue) }
    }

    /// The status of the response that came since.
    var status: UInt64? {
        guard let status = dissection.handshake.status, let item = conversation.item(of: .answer), item >= since.items
        else { return nil }
        return UInt64(status)
    }

    /// Nil also where no WebSocket was opened, such as for the page itself.
    var isClean: Bool? { since.isOver || !dissection.isWebSocket ? nil : dissection.outcome?.isClean }
}

extension FrameExplanation {
    /// The size of the whole frame, which two to ten bytes of its header say; nil before, and where it is beyond all numbers.
    var size: UInt64? {
        guard let masked = fields.first(where: { $0.field == .mask }),
            let short = fields.first(where: { $0.field == .length })
        else { return nil }
        let form: FrameHeader.LengthForm = short.value == 126 ? .bits16 : short.value == 127 ? .bits64 : .bits7
        let long = fields.first { $0.field == .extendedLength16 || $0.field == .extendedLength64 }
        guard let length = form == .bits7 ? short.value : long?.value else { return nil }
        var header = FrameHeader(opcode: .text, lengthForm: form, payloadLength: length)
        if masked.value == 1 { header.maskingKey = MaskingKey(0) }
        let (size, overflow) = length.addingReportingOverflow(UInt64(header.headerLength))
        return overflow ? nil : size
    }
}
