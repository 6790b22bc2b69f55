// The bytes of an exercise: their values with their places below, or a calculation. Once the exercise is done, the panes of the inspector.
//
//    ─ bytes  a frame from the server ──     ─ bytes  a calculation ──
//      ··  02  48  69                             8f   1000 1111
//      0   1   2   3                         AND  7f   0111 1111
//                                            is   ··   ···· ····

import Capture
import Lessons
import TerminalUI
import WebSocketProtocol

struct BytesPane {
    private let page: ExercisePage

    init(_ page: ExercisePage) { self.page = page }

    /// Nil also where the exercise has the bytes itself, since a wrong program stands in this place; and for a whole connection, whose bytes
    /// stand in no row.
    private func view(isDone: Bool) -> BytesView? {
        guard page.work.exercise.kind != .mutant, let view = page.work.assignment.bytesView(isDone: isDone) else {
            return nil
        }
        return view.values.isEmpty && view.rows.isEmpty && view.lines.isEmpty ? nil : view
    }

    /// The rows that it wants; 0 where nothing is shown.
    func height(isDone: Bool, width: Int) -> Int {
        if isDone, let scene { return WirePane.wantedHeight(scene, width: width) + 4 }
        guard let view = view(isDone: isDone) else { return 0 }
        if !view.rows.isEmpty { return 1 + view.rows.count }
        if !view.lines.isEmpty { return 1 + view.lines.count }
        let layout = Self.layout(view, width: width)
        return 1 + 2 * min(Self.mostRows, layout.rowCount(view.values.count))
    }

    private static let mostRows = 4

    /// The frame, where its bytes may be explained.
    private var scene: FrameScene? {
        if page.work.exercise.kind == .mutant || page.work.assignment.asksForMade { return nil }
        guard let material = page.work.assignment.material else { return foundScene }
        return FrameScene(material, byte: asked, look: page.look, terminal: page.terminal)
    }

    /// The frame that was found in a recording, for the question about it.
    private var foundScene: FrameScene? {
        guard page.work.step == .why, page.work.isUnveiled, let task = page.work.assignment.findTask,
            let place = page.work.checked[.main].flatMap({ Lessons.Place($0) })
        else { return nil }
        let (from, number, byte): (Endpoint, Int, Int)
        switch place {
        case .frame(let sender, let frame): (from, number, byte) = (sender, frame, 0)
        case .byte(let sender, let frame, let position): (from, number, byte) = (sender, frame, position)
        default: return nil
        }
        guard let frame = task.recording.dissection.frame(number: number, from: from) else { return nil }
        return FrameScene(task.recording, frame, byte: byte, look: page.look, terminal: page.terminal)
    }

    private var asked: Int { view(isDone: true)?.asked ?? 0 }

    private static func layout(_ view: BytesView, width: Int) -> HexRows {
        HexRows(count: view.values.count, width: width - 1, isWide: view.values.count <= 16, longest: 16)
    }

    func draw(in area: Rect, into grid: inout Grid) {
        guard !area.isEmpty else { return }
        if page.work.isUnveiled, let scene { return draw(scene, in: area, into: &grid) }
        guard let view = view(isDone: page.work.isUnveiled) else { return }
        grid.paneRule(view.title == "bytes" ? view.title : "bytes  \(view.title)", isFocused: false, in: area)
        let body = area.rows(1..<area.height)
        if !view.lines.isEmpty { return drawLines(view, in: body, into: &grid) }
        if view.rows.isEmpty { drawValues(view, in: body, into: &grid) } else { drawRows(view, in: body, into: &grid) }
    }

    /// A request, and perhaps the response.
    private func drawLines(_ view: BytesView, in area: Rect, into grid: inout Grid) {
        let end = view.lines.firstIndex(of: "") ?? view.lines.endIndex
        let rows = HeadText.lines(
            Array(view.lines[..<end]), Array(view.lines[end...].dropFirst()), width: area.width - 1, height: area.height
        )
        for (y, row) in rows.prefix(area.height).enumerated() { grid.put(row, x: area.x, y: area.y + y, in: area) }
    }

    private func draw(_ scene: FrameScene, in area: Rect, into grid: inout Grid) {
        let (wire, bits) = area.splitTop(min(area.height, WirePane.wantedHeight(scene, width: area.width)))
        WirePane.draw(scene, in: wire, into: &grid, isFocused: false)
        if bits.height >= 3 { BitsPane.draw(scene, in: bits.rows(0..<4), into: &grid, isFocused: false) }
    }

    private func drawValues(_ view: BytesView, in area: Rect, into grid: inout Grid) {
        let layout = Self.layout(view, width: area.width)
        for row in 0..<layout.rowCount(view.values.count) {
            for index in layout.indices(from: 0, to: view.values.count, row: row) {
                let (x, y) = (area.x + layout.column(of: index), area.y + 2 * row)
                let value = view.values[index]
                grid.put(
                    value.map { Hex.byte($0) } ?? "··", x: x, y: y, style: Style(value == nil ? .muted : .text),
                    in: area)
                grid.put("\(index)", x: x, y: y + 1, style: Style(.muted), in: area)
            }
        }
    }

    private func drawRows(_ view: BytesView, in area: Rect, into grid: inout Grid) {
        // Of several bytes each has its place beside it, in a calculation what is done with it.
        let isCalculation = view.rows.contains { !$0.note.isEmpty }
        let notes = view.rows.enumerated().map { index, row in
            isCalculation ? row.note : view.rows.count > 1 ? "byte \(index)" : ""
        }
        let noteWidth = notes.map(\.count).max() ?? 0
        for (y, row) in view.rows.prefix(area.height).enumerated() {
            grid.put(notes[y], x: area.x + 1, y: area.y + y, style: Style(.title), in: area)
            let x = area.x + 1 + (noteWidth > 0 ? noteWidth + 2 : 1)
            grid.put(row.hex ?? "··", x: x, y: area.y + y, style: Style(row.hex == nil ? .muted : .text), in: area)
            // Of a byte that is asked for in another form, this form is all there is.
            let bits = row.bits ?? (isCalculation ? "···· ····" : "")
            grid.put(bits, x: x + 5, y: area.y + y, style: Style(row.bits == nil ? .muted : .text), in: area)
        }
    }
}
