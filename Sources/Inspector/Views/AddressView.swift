// The addresses of the server, for a class that joins late: in large letters, and as a QR code for phones.
//
//   █▀▀▀▀▀█ ▄ ▄▀  http://192.168.1.20:1338/      the code is of the first address that a phone can reach
//   █ ███ █ ▀█ ▄
//   ▀▀▀▀▀▀▀ ▀ ▀   Others: http://localhost:1338/

import TerminalUI

enum AddressView {
    /// Draws the addresses, in letters of at most `scale`. Without block characters, or where there is no room for the code, there are
    /// only letters, and why.
    static func draw(
        _ urls: [String], hasBlocks: Bool, scale: BigText.Scale = .normal, in area: Rect, into grid: inout Grid
    ) {
        guard let phone = reachable(urls) else { return }
        let area = area.inset(horizontally: 1)
        let large = LargeAddress(phone, width: area.width, scale: scale)
        let encoded = QRCode(phone)
        let why = whyNoCode(encoded, hasBlocks: hasBlocks, in: area)
        guard let code = encoded, why == nil else {
            let top = area.rows(1..<max(1, area.height))
            let below = large?.drawWhole(in: top, into: &grid) ?? top
            let words =
                LargeAddress.lines(phone, width: area.width) + [""]
                + (why.map { [StyledText($0, Style(.muted))] } ?? [])
            return write(words + others(urls, but: phone), in: below.rows(1..<max(1, below.height)), into: &grid)
        }
        // What comes behind the large letters stands beside the code.
        let isRoom = (large?.scale.height ?? 0) + code.size.height <= area.height
        let rest = isRoom ? large?.draw(in: area, into: &grid) ?? area : area
        code.draw(in: rest, into: &grid)
        // Beside the code itself, below its quiet zone.
        let beside = rest.columns(code.size.width + 2..<rest.width).rows(QRCode.quietZone / 2..<rest.height)
        write(LargeAddress.lines(phone, width: beside.width) + [""] + others(urls, but: phone), in: beside, into: &grid)
    }

    /// Why there is no code; nil if there is one.
    private static func whyNoCode(_ code: QRCode?, hasBlocks: Bool, in area: Rect) -> String? {
        guard hasBlocks else { return "No QR code: this terminal does not use UTF-8, so it cannot show one." }
        guard let size = code?.size else { return "No QR code: the address is too long for one." }
        let isRoom = size.width <= area.width && size.height <= area.height
        return isRoom
            ? nil
            : "No QR code: it takes \(size.width)x\(size.height), and there is room for \(area.width)x\(area.height)."
    }

    /// The first address that another machine can reach; failing that, the first.
    static func reachable(_ urls: [String]) -> String? { urls.first { !isOwn($0) } ?? urls.first }

    private static func isOwn(_ url: String) -> Bool {
        ["://localhost", "://127.", "://[::1]"].contains { url.contains($0) }
    }

    private static func others(_ urls: [String], but url: String) -> [StyledText] {
        let others = urls.filter { $0 != url }
        if !others.isEmpty { return [StyledText("Others:", Style(.muted))] + others.map { StyledText($0) } }
        guard isOwn(url) else { return [] }
        return [StyledText("Only this machine can open it; wslens --host 0.0.0.0 lets others in.", Style(.muted))]
    }

    private static func write(_ paragraphs: [StyledText], in area: Rect, into grid: inout Grid) {
        grid.putLines(paragraphs.flatMap { TextWrap.lines($0, width: area.width) }, in: area)
    }
}
