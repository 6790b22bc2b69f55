// The events of a capture, each made when it is asked for: the file stays the only copy of the bytes.

import WebSocketProtocol

/// What happened to the connections of a capture file, in the order of time.
///
/// Connections are numbered from 1 in the order of opening. Times are seconds since the start that the file states
/// before its packets, else since the first event. An event of bytes is what one segment delivered. Where a connection
/// carried ordinary requests before its upgrade, they are left out. Comments on packets become notes.
public struct PacketLog: RandomAccessCollection, Sendable {
    /// What the file holds, and what of it was left out.
    public let summary: PacketSummary

    private let file: FileBytes
    private var records: [Record]
    private let selection: Selection
    private let comments: [String]
    /// When times begin, in nanoseconds since 1970.
    private let start: Int64

    init(_ intake: PacketIntake, of file: FileBytes, includeAll: Bool) {
        var summary = intake.summary
        summary.duration = Self.seconds(from: intake.first, to: intake.last)
        let selection = Selection(intake.table, includeAll: includeAll, &summary)
        self.file = file
        self.selection = selection
        comments = intake.table.comments
        let records = Self.inOrder(intake.table.records)
        func isWanted(_ record: Record) -> Bool {
            let number = Int(selection.numbers[Int(record.connection)])
            let isData = record.kind == .bytes || record.kind == .missing
            return number > 0 && !(isData && record.order < selection.selected[number - 1].start)
        }
        // Nearly always all are wanted, and then there is no need for a second array.
        self.records = records.allSatisfy(isWanted) ? records : records.filter(isWanted)
        let first = self.records.first?.time ?? intake.first
        start = Swift.min(summary.start ?? first, first)
        summary.created = start >= PacketClock.earliest ? ClockTime.text(start) : nil
        self.summary = summary
    }

    /// Gaps are found late, and belong where they are known to have been.
    private static func inOrder(_ records: [Record]) -> [Record] {
        guard zip(records, records.dropFirst()).contains(where: { $0.order > $1.order }) else { return records }
        // By index where the packet is the same: sorting does not promise to keep equal elements in their order.
        return records.indices.sorted { (records[$0].order, $0) < (records[$1].order, $1) }.map { records[$0] }
    }

    /// Seconds, to a nanosecond where a Double can hold that.
    private static func seconds(from start: Int64, to end: Int64) -> Double {
        let (distance, overflow) = end.subtractingReportingOverflow(start)
        return overflow ? (Double(end) - Double(start)) / 1e9 : Double(distance) / 1e9
    }

    /// The place of the first event.
    public var startIndex: Int { 0 }

    /// The place after the last event.
    public var endIndex: Int { records.count }

    /// The event at a place. Its bytes are a part of the file.
    public subscript(position: Int) -> LoggedEvent { event(records[position]) }

    /// Hands out all events, and lets go of them on the way: a caller that keeps them does not have both in memory.
    public mutating func drain(_ each: (LoggedEvent) -> Void) {
        let size = 1 << 16
        var parts = stride(from: 0, to: records.count, by: size).reversed().map { start in
            Array(records[start..<Swift.min(start + size, records.count)])
        }
        records = []
        while let part = parts.popLast() {
            for record in part { each(event(record)) }
        }
    }

    private func event(_ record: Record) -> LoggedEvent {
        // Records of connections without a number were left out.
        let number = Int(selection.numbers[Int(record.connection)])
        let flow = selection.selected[number - 1]
        let from = record.side == flow.client ? Endpoint.client : .server
        let kind: ConnectionEvent.Kind =
            switch record.kind {
            case .opened where flow.isMidStream:
                .midStream(client: flow.name(flow.client), server: flow.name(flow.client.other))
            case .opened: .opened(client: flow.name(flow.client), server: flow.name(flow.client.other))
            case .bytes: .bytes(from: from, file.bytes[record.start..<record.start + Int(record.count)])
            case .missing: .missing(from: from, count: Int(record.count))
            case .fin: .ended(by: from, .fin)
            case .reset: .ended(by: from, .reset)
            case .comment: .note(comments[record.start], pauses: false)
            }
        let time = Self.seconds(from: start, to: record.time)
        return LoggedEvent(connection: number, ConnectionEvent(time: time, kind))
    }
}
