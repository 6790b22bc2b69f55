// From roles to colours. A theme is data: tables from role to colour for terminals of 256, 16 and 8 colours, and one of
// attributes for a terminal without colours. Colour alone never carries meaning: the views give each field a letter
// and each verdict a word.

/// The themes there are; the raw values are what `--theme` takes.
public enum ThemeName: String, Sendable, Hashable, CaseIterable {
    /// Light text on black.
    case dark
    /// Dark text on white, for a bright room.
    case light
    /// White on black, with at least a 7:1 contrast everywhere.
    case contrast = "high-contrast"
    /// Bold, underline and reverse in the terminal's own colours.
    case mono = "monochrome"

    /// The theme after this one; the first after the last.
    public var next: ThemeName {
        let all = Self.allCases
        let index = all.firstIndex(of: self) ?? 0
        return all[(index + 1) % all.count]
    }
}

/// What each style looks like.
public struct Theme: Sendable, Hashable {
    /// Which theme it is.
    public let name: ThemeName

    /// The theme of that name.
    public init(_ name: ThemeName) {
        self.name = name
    }

    /// The appearance of a style on a terminal with that many colours.
    ///
    /// From 256 colours on the fixed part of the palette is used (16-255), which looks alike everywhere; below that the
    /// 16 or 8 colours whose shades the terminal decides. Below 8, and in monochrome, there are only attributes.
    public func appearance(of style: Style, colours: Int) -> Appearance {
        var appearance = palette(colours: colours).appearance(of: style.role)
        appearance.bold = appearance.bold || style.bold
        appearance.underline = appearance.underline || style.underline
        appearance.reverse = appearance.reverse != style.reverse
        return appearance
    }

    private func palette(colours: Int) -> Palette {
        switch (name, colours) {
        case (.mono, _), (_, ..<8): .mono
        case (.dark, 256...): .dark256
        case (.dark, 16...): .dark16
        case (.dark, _): .dark8
        case (.light, 256...): .light256
        case (.light, 16...): .light(white: 15)
        case (.light, _): .light(white: 7)
        case (.contrast, 256...): .contrast256
        case (.contrast, 16...): .contrast16
        case (.contrast, _): .contrast8
        }
    }
}

/// The looks of the roles at one number of colours.
struct Palette: Sendable {
    /// The background, unless a role has its own; nil for the terminal's own.
    let background: Int?
    let looks: [Role: Appearance]

    func appearance(of role: Role) -> Appearance {
        var look = looks[role] ?? Appearance()
        look.background = look.background ?? background
        return look
    }
}

extension Appearance {
    /// A short form for the tables: a colour, on another one if given.
    static func ink(_ foreground: Int?, on background: Int? = nil, bold: Bool = false, underline: Bool = false) -> Self
    {
        Appearance(foreground: foreground, background: background, bold: bold, underline: underline)
    }
}
