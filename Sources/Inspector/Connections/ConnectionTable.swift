// The columns of the list of connections.

import Capture
import TerminalUI
import WebSocketProtocol

/// The table: the columns that fit, and their texts.
struct ConnectionTable {
    /// A column: its heading, its width, and the side to which its text is aligned.
    private struct Column {
        let heading: String
        let width: Int
        var isRight = false
        let text: (Conversation) -> String
    }

    private let columns: [Column]

    /// The columns of ":51544".
    private static let portWidth = 6

    /// The columns for a width. `now` is the time on the log's clock; nil in a recording, which has no present. Where all peers are
    /// on this machine, a narrow list shows only their ports, and the names get the room.
    init(width: Int, now: Double?, largestNumber: Int, isLocal: Bool = false) {
        // 80 columns have room for all. Below that, bytes are left out, and the program where the peer needs its room; above it, peer
        // and program get the room. Long numbers take theirs from the peer or the program.
        let numberWidth = min(7, max(3, String(largestNumber).count))
        let less = numberWidth - 3
        let isWide = width >= 80
        let extra = min(40, max(0, width - 80))
        let isShort = isLocal && width < 100
        let peerWidth = isShort ? Self.portWidth : 15 + extra / 2 - (isWide ? 0 : less)
        let room = isShort ? 15 + extra / 2 - Self.portWidth : 0
        var columns = [
            Column(heading: "#", width: numberWidth, isRight: true) { $0.webSocket.map { String($0) } ?? "" },
            Column(heading: "state", width: 11, text: \.stateWords),
            Column(heading: "peer", width: peerWidth) { isShort ? $0.dissection.client.port : $0.dissection.client },
        ]
        if isWide || isShort {
            let width = isWide ? 11 + extra - extra / 2 + room - less : room - 1 - less + width - minimumSize.width
            columns.append(Column(heading: isShort ? "name, program" : "program", width: width, text: \.nameAndProgram))
        }
        columns += [
            Column(heading: "frames", width: 5, isRight: true) { Numbers.short($0.frameCount(from: .client)) + ">" },
            Column(heading: "", width: 5) { "<" + Numbers.short($0.frameCount(from: .server)) },
        ]
        if isWide {
            columns.append(Column(heading: "bytes", width: 7, isRight: true) { Numbers.bytes($0.byteCount) })
        }
        columns += [
            Column(heading: "age", width: 5, isRight: true) { Numbers.shortAge($0.age(now: now)) },
            Column(heading: "verdict", width: 9, text: \.verdict),
        ]
        self.columns = columns
    }

    /// Draws the headings.
    func drawHeadings(in area: Rect, into grid: inout Grid) {
        for (index, column) in columns.enumerated() {
            // The two counts of frames share a heading.
            let width = column.heading == "frames" ? columns[index].width + 1 + columns[index + 1].width : column.width
            let indent = column.isRight ? max(0, column.width - column.heading.count) : 0
            let x = start(of: index, in: area) + indent
            grid.put(column.heading, x: x, y: area.y, width: min(width - indent, area.maxX - x), style: Style(.muted))
        }
    }

    /// Draws a connection.
    /// Of a connection that is hidden only its number and peer show.
    func draw(
        _ conversation: Conversation, isSelected: Bool, isHidden: Bool = false, in area: Rect, into grid: inout Grid
    ) {
        for (index, column) in columns.enumerated() where !isHidden || index < 3 {
            let text = isHidden && column.heading == "state" ? "hidden" : column.text(conversation)
            let x = start(of: index, in: area)
            let width = min(column.width, area.maxX - x)
            let indent = column.isRight ? max(0, width - CharacterWidth.columns(of: text)) : 0
            grid.put(text, x: x + indent, y: area.y, width: width - indent)
        }
        let verdict = conversation.verdict
        if let width = columns.last?.width, !verdict.isEmpty, !isHidden {
            let role: Role = verdict == "clean" ? .good : verdict == "bad" ? .bad : .warning
            let place = Rect(x: start(of: columns.count - 1, in: area), y: area.y, width: width, height: 1)
            grid.restyle(place) { $0 = Style(role) }
        }
        guard isSelected else { return }
        grid.put("▸", x: area.x, y: area.y)
        grid.restyle(area) { $0 = Style(.selection, bold: $0.bold) }
    }

    /// One column for the mark of the selection, then each column and a space.
    private func start(of index: Int, in area: Rect) -> Int {
        columns[..<index].reduce(area.x + 1) { $0 + $1.width + 1 }
    }
}

extension String {
    /// Whether a peer is on this machine.
    var isLoopback: Bool { ["127.", "[::1]", "localhost"].contains(where: hasPrefix) }

    /// ":51544" of "127.0.0.1:51544".
    fileprivate var port: String { lastIndex(of: ":").map { String(self[$0...]) } ?? self }
}
