// A block that shows something, as lines of the text: the panes of the inspector for bytes, a table of the codec.

import Capture
import Lessons
import TerminalUI
import WebSocketProtocol

struct ShowPane {
    private let block: ShowBlock
    private let cursor: Int?
    private let look: Look
    private let terminal: Size

    /// - Parameter cursor: the byte under the cursor; nil for where the block puts it.
    init(_ block: ShowBlock, cursor: Int?, _ context: Context) {
        (self.block, self.cursor, look, terminal) = (block, cursor, context.look, context.size)
    }

    /// What it shows, in lines of at most `width` columns.
    func lines(width: Int) -> [StyledText] {
        switch block.content {
        case .table(let table): return Tables.lines(of: table, width: width)
        case .heads(let request, let answer):
            let gap = request.isEmpty || answer.isEmpty ? [] : [StyledText("")]
            return request.map { HeadText.text($0, width: width) } + gap
                + answer.map { HeadText.text($0, width: width) }
        case .bytes(let material, let panes, let at, let until, let hasLetters):
            guard
                let scene = FrameScene(
                    material, byte: cursor ?? at, until: until, hasLetters: hasLetters, look: look, terminal: terminal)
            else { return Self.plain(material) }
            let others = panes.contains(.wire) ? Self.list(material, at: cursor ?? at, until: until, width: width) : []
            return others
                + panes.flatMap { pane in
                    let pane = pane.pane
                    let height = pane.wantedHeight(scene, width: width)
                    var grid = Grid(size: Size(width: width, height: height))
                    pane.draw(scene, in: grid.area, into: &grid, isFocused: false)
                    return (0..<height).map { StyledText(row: grid.row($0)) }
                }
        }
    }

    /// The frames of which the panes show one, where there are several: a mark stands at that one.
    private static func list(_ material: Material, at byte: Int, until: Int?, width: Int) -> [StyledText] {
        let frames = material.frames
        guard frames.count > 1 else { return [] }
        let here = frames.last { $0.bytes.lowerBound <= byte }
        let room = max(1, (width - 8) / 3)
        return frames.map { name, range in
            let isHere = here?.bytes == range
            let values = range.prefix(room).map { place in
                until.map { place > $0 } == true ? "··" : Hex.byte(material.bytes[place])
            }
            let more = range.count > room ? " …" : ""
            return StyledText(isHere ? " ▸ " : "   ", Style(.title))
                + StyledText(name + "  ", Style(isHere ? .title : .muted))
                + StyledText(values.joined(separator: " ") + more, Style(isHere ? .text : .muted))
        }
    }

    /// Bytes that are not those of a frame.
    private static func plain(_ material: Material) -> [StyledText] {
        let layout = HexRows(count: material.bytes.count, width: 76)
        return (0..<layout.rowCount(material.bytes.count)).map { row in
            let indices = layout.indices(from: 0, to: material.bytes.count, row: row)
            return StyledText("  " + Hex.string(Array(material.bytes[indices]), groupsOf: 1))
        }
    }

    /// The bytes on which the cursor may stand; nil where there is none.
    static func bytes(_ block: ShowBlock) -> (range: Range<Int>, start: Int)? {
        guard case .bytes(let material, _, let at, let until, _) = block.content, material.frame != nil,
            !material.bytes.isEmpty
        else { return nil }
        return (0..<min(material.bytes.count, (until ?? .max - 1) + 1), at)
    }
}

extension ShowBlock.Pane {
    fileprivate var pane: FramePane {
        switch self {
        case .wire: .wire
        case .bits: .bits
        case .decoder: .decoder
        case .unmasking: .unmasking
        }
    }
}

extension FramePane {
    /// The rows in which it shows everything; the bits in one line.
    fileprivate func wantedHeight(_ scene: FrameScene, width: Int) -> Int {
        switch self {
        case .wire: WirePane.wantedHeight(scene, width: width)
        case .bits: BitsPane.wantedHeight(scene, in: Rect(x: 0, y: 0, width: width, height: 4))
        case .decoder: DecoderPane.wantedHeight(scene, width: width)
        case .unmasking: UnmaskingPane.wantedHeight(scene, width: width)
        }
    }
}

extension StyledText {
    /// A row of a grid.
    init(row: ArraySlice<Cell>) {
        var spans: [Span] = []
        for cell in row where !cell.isContinuation {
            if let last = spans.indices.last, spans[last].style == cell.style {
                spans[last].text.append(cell.character)
            } else {
                spans.append(Span(String(cell.character), cell.style))
            }
        }
        self.init(spans)
    }
}
