// From cells to what ncurses draws: colours and attributes, and the wide characters that make up a cell.

internal import CNCurses
internal import TerminalUI

/// Turns cells into ncurses cells. It numbers the pairs of colours as they occur.
struct Painter {
    /// The theme in use.
    var theme: Theme {
        didSet { looks = [:] }
    }
    /// Whether to draw with ASCII only.
    let ascii: Bool
    /// How many colours are used: 0, 8, 16 or 256.
    let colours: Int

    private struct Pair: Hashable {
        let foreground: Int
        let background: Int
    }

    private var looks: [Style: (attributes: attr_t, pair: Int16)] = [:]
    private var pairs: [Pair: Int16] = [:]
    private var glyphs: [Character: TerminalForm] = [:]
    /// The colours that stand for the terminal's own.
    private let ownForeground: Int
    private let ownBackground: Int

    /// A painter for the terminal that ncurses has just set up.
    init(_ options: TerminalOptions, ascii: Bool) {
        theme = Theme(options.theme)
        self.ascii = ascii
        guard !options.noColour, options.colours != 0, has_colors(), start_color() == OK else {
            colours = 0
            (ownForeground, ownBackground) = (-1, -1)
            return
        }
        let hasOwn = use_default_colors() == OK
        (ownForeground, ownBackground) = hasOwn ? (-1, -1) : (Int(COLOR_WHITE), Int(COLOR_BLACK))
        // A terminal with millions of colours takes red, green and blue instead of an index, except for the
        // first 8.
        let available = shim_colours() > 256 ? 8 : Int(shim_colours())
        let wanted = min(available, options.colours ?? available)
        colours = [256, 16, 8].first { $0 <= wanted } ?? 0
    }

    /// The ncurses attributes of a style.
    mutating func look(of style: Style) -> (attributes: attr_t, pair: Int16) {
        if let look = looks[style] { return look }
        let appearance = theme.appearance(of: style, colours: colours)
        var attributes: attr_t = 0
        if appearance.bold { attributes |= shim_bold() }
        if appearance.underline { attributes |= shim_underline() }
        if appearance.reverse { attributes |= shim_reverse() }
        let look = (attributes, pair(appearance))
        looks[style] = look
        return look
    }

    /// How a character of that many columns is drawn.
    mutating func glyph(of character: Character, columns: Int) -> TerminalForm {
        if let glyph = glyphs[character] { return glyph }
        let glyph = TerminalForm(character, columns: columns, ascii: ascii) { Int(shim_width(wchar_t($0.value))) }
        // Text from the network could fill this without bound.
        if glyphs.count > 4096 { glyphs = [:] }
        glyphs[character] = glyph
        return glyph
    }

    private mutating func pair(_ appearance: Appearance) -> Int16 {
        guard colours > 0 else { return 0 }
        let key = Pair(
            foreground: appearance.foreground ?? ownForeground, background: appearance.background ?? ownBackground)
        if let number = pairs[key] { return number }
        let number = pairs.count + 1
        guard number < shim_colour_pairs(), number <= Int16.max,
            init_pair(Int16(number), Int16(key.foreground), Int16(key.background)) == OK
        else { return 0 }
        pairs[key] = Int16(number)
        return Int16(number)
    }
}
