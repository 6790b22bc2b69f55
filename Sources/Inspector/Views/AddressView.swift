// The addresses of the server, for a class that joins late: in large letters, and as a QR code for phones.
//
//   █▀▀▀▀▀█ ▄ ▄▀  http://192.168.1.20:1338/      the code is of the first address that a phone can reach
//   █ ███ █ ▀█ ▄
//   ▀▀▀▀▀▀▀ ▀ ▀   Others: http://localhost:1338/

import TerminalUI

enum AddressView {
    /// Draws the addresses. Without block characters, or where there is no room for the code, there are only letters.
    static func draw(_ urls: [String], hasBlocks: Bool, in area: Rect, into grid: inout Grid) {
        guard let phone = reachable(urls) else { return }
        let area = area.inset(horizontally: 1)
        guard hasBlocks, let code = QRCode(phone), code.size.height <= area.height else {
            let below = drawLarge(phone, in: area.rows(1..<area.height), into: &grid)
            return write(words(phone, urls), in: below.rows(1..<below.height), into: &grid)
        }
        let hasLetters = BigText.height + code.size.height <= area.height
        let rest = hasLetters ? drawLarge(phone, in: area, into: &grid) : area
        guard let size = code.draw(in: rest, into: &grid) else {
            return write(words(phone, urls), in: rest, into: &grid)
        }
        // Beside the code itself, below its quiet zone.
        let beside = rest.columns(size.width + 2..<rest.width).rows(QRCode.quietZone / 2..<rest.height)
        write(words(phone, urls), in: beside, into: &grid)
    }

    /// The first address that another machine can reach; failing that, the first.
    static func reachable(_ urls: [String]) -> String? { urls.first { !isOwn($0) } ?? urls.first }

    private static func isOwn(_ url: String) -> Bool {
        ["://localhost", "://127.", "://[::1]"].contains { url.contains($0) }
    }

    /// Draws an address in large letters, if it fits. Returns what is below.
    private static func drawLarge(_ url: String, in area: Rect, into grid: inout Grid) -> Rect {
        // A browser needs no scheme.
        let short = url.hasPrefix("http://") ? String(url.dropFirst("http://".count)) : url
        guard let large = [url, short].first(where: { BigText.size(of: $0).width <= area.width }) else { return area }
        BigText.draw(large, x: area.x, y: area.y, style: Style(.title), in: area, into: &grid)
        return area.rows(BigText.height..<area.height)
    }

    private static func words(_ url: String, _ urls: [String]) -> [StyledText] {
        [StyledText(url, Style(.title, bold: true)), ""] + others(urls, but: url)
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
