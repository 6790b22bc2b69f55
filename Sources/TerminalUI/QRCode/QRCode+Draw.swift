// A QR code on the screen: two rows of modules in each row of text, dark on light whatever the theme.

extension QRCode {
    /// The columns and rows that it takes, with the quiet zone.
    public var size: Size {
        let modules = width + 2 * Self.quietZone
        return Size(width: modules, height: (modules + 1) / 2)
    }

    /// Draws it in the top left corner of `area`. Returns the columns and rows that it took; nil where there is no room, and nothing was
    /// drawn, since a part of it is of no use.
    @discardableResult
    public func draw(in area: Rect, into grid: inout Grid) -> Size? {
        let place = grid.area.intersection(area)
        guard place.width >= size.width, place.height >= size.height else { return nil }
        for row in 0..<size.height {
            let blocks = (0..<size.width).map { column in
                let x = column - Self.quietZone, y = 2 * row - Self.quietZone
                return HalfBlock.character(upper: isDark(x: x, y: y), lower: isDark(x: x, y: y + 1))
            }
            grid.put(String(blocks), x: place.x, y: place.y + row, style: Style(.code), in: place)
        }
        return size
    }
}
