// Every style has a look on every terminal; colours are readable, and distinguishable to colour-blind eyes.

import Testing

import TerminalUI

@Suite struct ThemeTests {
    @Test(arguments: ThemeName.allCases, [0, 8, 16, 256])
    func `Every role has colours that the terminal has`(name: ThemeName, colours: Int) {
        let hasColours = colours > 0 && name != .mono
        for role in Role.allCases {
            let look = Theme(name).appearance(of: Style(role), colours: colours)
            for index in [look.foreground, look.background] {
                #expect((index != nil) == hasColours, "\(role)")
                if let index { #expect((0..<colours).contains(index), "\(role)") }
            }
            #expect(look.foreground != look.background || !hasColours, "\(role)")
        }
    }

    @Test(arguments: ThemeName.allCases, [8, 16, 256])
    func `The six fields look different`(name: ThemeName, colours: Int) {
        guard name != .mono else { return }
        let looks = Role.fields.map { Theme(name).appearance(of: Style($0), colours: colours) }
        #expect(Set(looks).count == 6)
    }

    @Test(arguments: ThemeName.allCases, [0, 8, 16, 256])
    func `Selected rows, cursor and marks stand out`(name: ThemeName, colours: Int) {
        let roles: [Role] = [.text, .selection, .cursor, .mark]
        let looks = roles.map { Theme(name).appearance(of: Style($0), colours: colours) }
        #expect(Set(looks).count == roles.count)
    }

    @Test func `A view adds emphasis to a role`() {
        let look = Theme(.mono).appearance(of: Style(.cursor, bold: true, underline: true, reverse: true), colours: 0)
        #expect(look == Appearance(bold: true, underline: true, reverse: false))
    }

    @Test(arguments: [(ThemeName.dark, 4.5), (.light, 4.5), (.contrast, 7)])
    func `Text has the contrast that WCAG requires`(name: ThemeName, least: Double) throws {
        for role in Role.allCases {
            let look = Theme(name).appearance(of: Style(role), colours: 256)
            let text = Colour(index: try #require(look.foreground))
            let contrast = text.contrast(with: Colour(index: try #require(look.background)))
            #expect(contrast >= least, "\(role)")
        }
    }

    @Test(arguments: [ThemeName.dark, .light, .contrast], Vision.allCases)
    func `Field hues are distinguishable`(name: ThemeName, vision: Vision) throws {
        let colours = try Role.fields.map {
            Colour(index: try #require(Theme(name).appearance(of: Style($0), colours: 256).foreground)).seen(by: vision)
        }
        for first in colours.indices {
            for second in colours.indices where second > first {
                // Two grey levels of the palette next to each other differ by about 0.03.
                #expect(colours[first].distance(to: colours[second]) > 0.08, "fields \(first + 1) and \(second + 1)")
            }
        }
    }
}
