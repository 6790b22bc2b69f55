// The key map: the bindings of every screen together with those of the program. Update obeys it; the footer, the help
// and the notice for a key that does nothing here are made from it, so that they can't go stale.

import TerminalUI

enum KeyMap {
    /// Every binding, in the order of the help.
    static let bindings = inOrder(Program.bindings + Screen.allCases.flatMap { $0.type.bindings })

    private static let ofScreens = Dictionary(
        uniqueKeysWithValues: Screen.allCases.map { ($0, inOrder(Program.bindings(on: $0) + $0.type.bindings)) })

    /// The bindings of a screen, its own and the program's, in the order of the help and of the footer.
    static func bindings(on screen: Screen) -> [Binding] { ofScreens[screen] ?? [] }

    /// What a key means on a screen, or failing that on another.
    static func binding(for key: Key, on screen: Screen) -> Binding? {
        bindings(on: screen).first { $0.keys.contains(key) } ?? bindings.first { $0.keys.contains(key) }
    }

    /// The screens on which keys ask for this.
    static func screens(for action: UserAction) -> [Screen] {
        Screen.allCases.filter { bindings(on: $0).contains { $0.action == action } }
    }

    /// What the footer calls an action on a screen; nil if it does not show it.
    static func word(for binding: Binding, on screen: Screen, isLive: Bool) -> String? {
        binding.footer.flatMap { screen.type.words(isLive: isLive)[binding.action] ?? $0.word }
    }

    /// Each action once, group by group.
    private static func inOrder(_ bindings: [Binding]) -> [Binding] {
        var seen: Set<UserAction> = []
        let all = bindings.filter { seen.insert($0.action).inserted }
        return Binding.Group.allCases.flatMap { group in all.filter { $0.group == group } }
    }
}
