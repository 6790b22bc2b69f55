// The Handshake screen: both heads as fields and as bytes, then the computation of the accept key step by step.
//
//    at a line of a head:                    at a step of the computation:
//    ─ request ───────── its fields          request, response: one line each
//    ─ bytes ─────────── the line in hex     ─ SHA-1: round 17 ─── the step in full
//    response: one line                      ─ accept key ──────── all of it at a glance
//    ─ accept key ────── as far as it fits
//
// With more room the heads stand side by side, and everything is shown at once.

import Capture
import TerminalUI
import WebSocketProtocol

extension HandshakeScreen {
    /// The panes, in the order of Tab.
    enum Pane: CaseIterable {
        case heads, bytes, computation
    }

    /// What the screen is drawn from.
    private struct Scene {
        let record: HandshakeRecord
        let step: HandshakeStep
        /// Which exchanges before this one are not kept; nil if all are.
        let lostWords: String?
        let focus: Pane
        let isProjector: Bool
        /// Whether what is ahead of the step is hidden.
        let isVeiled: Bool
        /// Why the server refused, in its own words; nil if it did not, or did not say.
        let refusal: Sentence?
        /// Whether the answers are those of the server of this program.
        let isLive: Bool
        /// Whether it accepts compression from now on.
        let compresses: Bool
        /// The head of the step's line, or the last that has arrived.
        var part: HeadPart {
            if case .line(let part, _) = step { return part }
            return record.responseBytes.isEmpty ? .request : .response
        }
        /// The head next to the request: the response, or the interim response that is stepped through.
        var besideRequest: HeadPart { if case .interim = part { part } else { .response } }
        /// The step's line of that head.
        func selected(_ part: HeadPart) -> Int? {
            if case .line(part, let index) = step { index } else { nil }
        }
        var line: HeadLine? {
            let lines = HeadLine.lines(record, part)
            return selected(part).flatMap { lines.indices.contains($0) ? lines[$0] : nil }
        }
    }

    func draw(_ context: Context, in area: Rect, into grid: inout Grid) {
        guard let dissection = context.conversation?.dissection else { return }
        guard !dissection.isMidStream else {
            let words =
                "The log begins after the handshake, so there is nothing to show here. Press \(Screen.frame.rawValue) for the frames."
            return grid.putParagraph(StyledText(words), in: area.rows(1..<max(1, area.height)).inset(horizontally: 2))
        }
        let (exchange, step) = HandshakeSteps(dissection)[context.cursor.place]
        let scene = Scene(
            record: dissection.exchanges[exchange] ?? dissection.handshake, step: step,
            lostWords: dissection.exchanges.lostWords(before: exchange),
            focus: self.focus.pane(of: Pane.self), isProjector: context.look.isProjector,
            isVeiled: context.veil.isOn, refusal: dissection.refusal(of: exchange),
            isLive: context.isLive, compresses: context.compresses)
        if focus.isZoomed { return drawZoomed(scene, in: area, into: &grid) }
        let (large, area) = area.splitTop(scene.isProjector ? LargeValue.height(in: area) : 0)
        if !large.isEmpty { LargeValue.draw(scene.record, scene.step, scene.line, in: large, into: &grid) }
        if area.width >= 120, area.height >= 34 { return drawWide(scene, in: area, into: &grid) }
        scene.step.isComputation
            ? drawComputation(scene, in: area, into: &grid) : drawHead(scene, in: area, into: &grid)
    }

    /// The line of the step in words; at the first line of a request, preceded by what is not kept.
    private func words(_ scene: Scene, width: Int) -> [NotedLine] {
        let lost = scene.step == .line(.request, 0) ? scene.lostWords : nil
        return (lost.map { NotedLine.wrap("! ", StyledText($0), width: width, mark: .warning) } ?? [])
            + HeadLinePane.words(scene.record, scene.line, isVeiled: scene.isVeiled, width: width)
            + declineWords(scene, width: width) + refusalWords(scene, width: width)
    }

    /// Why the server of this program declined an offer of compression.
    private func declineWords(_ scene: Scene, width: Int) -> [NotedLine] {
        guard scene.isLive, let line = scene.line, line.fate != nil, !line.extensions.isEmpty,
            DeflatePolicy().answer(to: scene.record.request?.extensions ?? []) != nil
        else { return [] }
        let words =
            "wslens declined it, so that texts can be read on the wire"
            + (scene.compresses ? "." : "; D on Connections accepts later offers.")
        return NotedLine.wrap("", StyledText(words), width: width)
    }

    /// Where the outcome stands, what the server had to say about it.
    private func refusalWords(_ scene: Scene, width: Int) -> [NotedLine] {
        guard let refusal = scene.refusal, scene.part == .response, scene.line?.isLast ?? false else { return [] }
        return NotedLine.wrap(
            "! ", StyledText(refusal.text), section: refusal.citation, width: width, mark: .warning)
    }

    private func drawHead(_ scene: Scene, in area: Rect, into grid: inout Grid) {
        let words = words(scene, width: area.width)
        let isRequest = scene.part == .request
        let isAnswer = scene.part == .response
        let (before, rest) = area.splitTop(isRequest ? 0 : 1)
        if !isRequest { HeadPane.drawSummary(scene.record, .request, in: before, into: &grid) }
        let (upper, after) = rest.splitBottom(isAnswer ? 0 : 1)
        if !isAnswer { HeadPane.drawSummary(scene.record, .response, in: after, into: &grid) }
        let wanted = [
            HeadPane.wantedHeight(scene.record, scene.part), words.count,
            1 + HeadLinePane.rows(scene.line),
            AcceptPane.wantedHeight(scene.record, width: area.width),
        ]
        // The overview of the computation gives way first, then the bytes, then the fields; the words stay longest.
        let floors = [(0, 8), (3, 0), (2, 3), (0, 5), (2, 2), (1, 1), (0, 2), (2, 0)]
        let heights = Heights.fit(wanted, floors: floors.map { (index: $0.0, height: $0.1) }, total: upper.height)
        var parts: [Rect] = []
        var left = upper
        for height in heights {
            parts.append(left.splitTop(height).top)
            left = left.splitTop(height).rest
        }
        drawHeadPane(scene, scene.part, in: parts[0], into: &grid)
        NotedLine.draw(words, in: parts[1], into: &grid)
        drawBytes(scene, in: parts[2], into: &grid)
        drawAccept(scene, in: parts[3], into: &grid)
    }

    private func drawComputation(_ scene: Scene, in area: Rect, into grid: inout Grid) {
        // The words of SHA-1 need all rows but a few: the heads, which were seen before, give way to them.
        let (summaries, rest) = area.splitTop(min(2, max(0, area.height - 20)))
        HeadPane.drawSummary(scene.record, .request, in: summaries.row(0), into: &grid)
        HeadPane.drawSummary(scene.record, .response, in: summaries.row(1), into: &grid)
        // What the overview says of this step stands in large letters already.
        let (detail, accept) = rest.splitBottom(scene.isProjector && rest.height < 20 ? 0 : 7)
        drawDetail(scene, in: detail, into: &grid)
        if !accept.isEmpty { drawAccept(scene, in: accept, into: &grid) }
    }

    private func drawWide(_ scene: Scene, in area: Rect, into grid: inout Grid) {
        let wanted = max(
            HeadPane.wantedHeight(scene.record, .request), HeadPane.wantedHeight(scene.record, scene.besideRequest))
        // Below them, a step of the computation takes more than a line of a head: at most 4 rows of words, 7 of bytes and 7 of the overview.
        let others = scene.step.isComputation ? 28 : 18
        let (heads, rest) = area.splitTop(min(wanted, area.height - others))
        drawHeads(
            scene, left: heads.columns(0..<area.width / 2), right: heads.columns(area.width / 2..<area.width),
            into: &grid)
        let words = words(scene, width: area.width)
        // The extensions in a header and their parameters have a sentence each; the bytes give way to them.
        let room = scene.step.isComputation ? 4 : max(4, rest.height - 12)
        let (top, below) = rest.splitTop(min(room, words.count))
        NotedLine.draw(words, in: top, into: &grid)
        let (upper, accept) = below.splitBottom(7)
        let (bytes, detail) = upper.splitTop(scene.step.isComputation ? 5 : upper.height)
        drawBytes(scene, in: bytes, into: &grid)
        if scene.step.isComputation { drawDetail(scene, in: detail, into: &grid) }
        drawAccept(scene, in: accept, into: &grid)
    }

    private func drawZoomed(_ scene: Scene, in area: Rect, into grid: inout Grid) {
        switch scene.focus {
        case .heads:
            let (top, bottom) = area.splitTop(
                min(HeadPane.wantedHeight(scene.record, .request), area.height / 2 + 2))
            drawHeads(scene, left: top, right: bottom, into: &grid)
        case .bytes: drawBytes(scene, in: area, into: &grid)
        case .computation:
            let (detail, accept) = area.splitBottom(7)
            drawDetail(scene, in: detail, into: &grid)
            drawAccept(scene, in: accept, into: &grid)
        }
    }

    private func drawHeads(_ scene: Scene, left: Rect, right: Rect, into grid: inout Grid) {
        drawHeadPane(scene, .request, in: left, into: &grid)
        drawHeadPane(scene, scene.besideRequest, in: right, into: &grid)
    }

    private func drawHeadPane(_ scene: Scene, _ part: HeadPart, in area: Rect, into grid: inout Grid) {
        grid.target(area, pane: Pane.heads)
        HeadPane.draw(
            scene.record, part, selected: scene.selected(part), in: area, into: &grid,
            isFocused: scene.focus == .heads && part == scene.part)
    }

    private func drawBytes(_ scene: Scene, in area: Rect, into grid: inout Grid) {
        grid.target(area, pane: Pane.bytes)
        HeadLinePane.drawBytes(
            scene.record, scene.part, scene.line, in: area, into: &grid, isFocused: scene.focus == .bytes,
            isWide: scene.isProjector)
    }

    private func drawDetail(_ scene: Scene, in area: Rect, into grid: inout Grid) {
        grid.target(area, pane: Pane.computation)
        ComputationPane.draw(
            scene.record, scene.step, refusal: scene.refusal, isVeiled: scene.isVeiled, in: area, into: &grid,
            isFocused: scene.focus == .computation)
    }

    private func drawAccept(_ scene: Scene, in area: Rect, into grid: inout Grid) {
        let isFocused = scene.focus == .computation && !scene.step.isComputation
        grid.target(area, pane: Pane.computation)
        AcceptPane.draw(
            scene.record, scene.step, isVeiled: scene.isVeiled, in: area, into: &grid, isFocused: isFocused)
    }
}

extension Dissection {
    /// What the server said when it refused the request of an exchange, the last of the connection; nil if it did not.
    fileprivate func refusal(of exchange: Int) -> Sentence? {
        guard let record = exchanges[exchange], let status = record.status, status != 101, !record.isFollowed else {
            return nil
        }
        // What it said of the token's bytes, or later of its socket, is not why it refused.
        let others = ["token-masked", "closing-timeout", "unread-limit"]
        let action = items.last { item in
            guard case .event(.serverAction(let name, _)) = item.kind else { return false }
            return !others.contains(name)
        }
        return action.flatMap { sentences(about: $0.kind).first }
    }
}
