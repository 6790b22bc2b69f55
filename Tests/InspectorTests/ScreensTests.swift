// What every screen has to keep, whatever it shows.

import Testing
import TerminalUI

@testable import Inspector

@Suite struct ScreensTests {
    /// `/`, `n` and `N` are shared: a screen defines what they apply to.
    private static let search: Set<UserAction> = [.filter, .nextMatch, .previousMatch]

    @Test(arguments: Screen.allCases) func itsOwnKeysDoSomething(screen: Screen) {
        let model = Model.after([.hello], keys: [.character(Character("\(screen.rawValue)"))])
        for binding in screen.type.bindings {
            guard !Self.search.contains(binding.action) else {
                #expect(screen.type.filtered != nil)
                continue
            }
            var (front, context) = (model.front, model.context)
            #expect(front.perform(binding.action, &context) != nil, "\(binding.help)")
        }
    }

    /// A word for a key that the screen does not have, or that the footer never shows, would never be seen.
    @Test(arguments: Screen.allCases, [true, false]) func itsWordsAreOfKeysThatItHas(screen: Screen, isLive: Bool) {
        let shown = Set(KeyMap.bindings(on: screen).filter { $0.footer != nil }.map(\.action))
        #expect(Set(screen.type.words(isLive: isLive).keys).subtracting(shown) == [])
    }

    @Test(arguments: Screen.allCases) func itStandsInFrontWithItsKey(screen: Screen) {
        let model = Model.after([.hello], keys: [.character(Character("\(screen.rawValue)"))])
        #expect(model.screen == screen)
        #expect(type(of: model.front) == screen.type)
    }

    /// Panes and zoom are those of a screen in front; they are reset when it comes back.
    @Test func theFocusIsReset() {
        let fresh = Model.after([.hello], keys: .typing("24")).screenText
        #expect(Model.after([.hello], keys: .typing("4") + [.tab] + .typing("\\24")).screenText == fresh)
        #expect(Model.after([.hello], keys: .typing("4") + [.tab] + .typing("\\4")).screenText != fresh)
    }
}
