// Connections: the list. A step goes to the next connection.

import TerminalUI

struct ConnectionsScreen: ScreenState {
    static let title = ScreenTitle(
        name: "Connections", summary: "who is connected, in which state, and how it ended")

    static let bindings =
        Keys.entering + Keys.search + [
            Binding(
                [.character("o")], .own(others), .search, "list plain HTTP and silent connections too, or no longer",
                footer: .init("o")),
            Binding(
                [.character("D")], .own(compression), .reading,
                "accept compression on new connections, or decline it", needs: .server),
        ]

    private static let others = "others", compression = "compression"

    static func words(isLive: Bool) -> [UserAction: String] {
        let words: [UserAction: String] = [
            .nextStep: "connection", .enter: "open", .startDemonstration: "demo", .pauseView: "pause",
            .filter: "filter", .write: "write", .reload: "reload",
            .own(others): "others",
        ]
        // On a live list other keys matter more than playing a connection again.
        return isLive ? words : words.merging([.playOrPause: "play"]) { $1 }
    }

    static let filtered: Filters.Subject? = .connections
    static let playsInRealTime = true

    func perform(_ action: UserAction, _ context: inout Context) -> [Command]? {
        switch action {
        case .enter where context.conversation == nil: context.notice = "There is no connection to open yet."
        case .enter: open(&context)
        case .own(Self.others):
            let before = context.listed
            context.showsOthers.toggle()
            if context.listed == before {
                context.showsOthers.toggle()
                context.notice = "The list has all connections; there are no others."
            }
            context.selected = context.selected ?? context.listedNumbers.first
        case .own(Self.compression): return toggleCompression(&context)
        case .back where context.takeFilterOff(): break
        case .back: context.notice = "This is the outermost screen; q quits."
        default: return nil
        }
        return []
    }

    /// Takes offers of compression from now on, or declines them again. Connections that are open stay as they are.
    private func toggleCompression(_ context: inout Context) -> [Command] {
        context.compresses.toggle()
        context.notice =
            context.compresses
            ? "Compression is on for new connections: reload the page, or connect again. Long texts come back compressed."
            : "Compression is off for new connections."
        return [.compress(context.compresses)]
    }

    /// Opens the selected connection, where the filter of the list leads.
    private func open(_ context: inout Context) {
        context.goToFirstMatch(isOpened: true)
        context.show(.flow)
    }

    func step(_ direction: Int, _ context: inout Context) -> Bool {
        let numbers = context.listedNumbers
        guard let selected = context.selected, let index = numbers.firstIndex(of: selected) else {
            context.selected = numbers.first
            return context.selected != nil
        }
        guard numbers.indices.contains(index + direction) else { return false }
        context.selected = numbers[index + direction]
        return true
    }

    mutating func click(_ target: ClickTarget, _ context: inout Context) {
        switch target {
        case .connection(let number) where number == context.selected: open(&context)
        case .connection(let number):
            context.takeOver()
            context.selected = number
        case .row(let row):
            // The preview is no list to select from.
            context.takeOver()
            context.showOnFlow(row)
        default: break
        }
    }

    func isSelected(_ target: ClickTarget, _ context: Context) -> Bool {
        target == context.selected.map(ClickTarget.connection)
    }

    /// As many connections as the list has room for.
    func page(_ direction: Int, _ context: inout Context) -> Bool {
        let numbers = context.listedNumbers
        guard let selected = context.selected, let index = numbers.firstIndex(of: selected) else {
            return step(direction, &context)
        }
        let next = max(0, min(index + direction * max(1, context.size.height / 3), numbers.count - 1))
        context.selected = numbers[next]
        return next != index
    }

    func goToEnd(first: Bool, _ context: inout Context) {
        let numbers = context.listedNumbers
        context.selected = (first ? numbers.first : numbers.last) ?? context.selected
    }

    /// The list shows what happened everywhere.
    func arrive(_ context: inout Context) { context.following.sawAllNews() }

    func tookIn(_ change: Change, _ context: inout Context) {
        context.following.sawAllNews()
        if !context.follows { context.following.newCount += change.connections }
    }

    /// The list shows the ladder in the preview.
    func goToNote(at row: Int, _ context: inout Context) { context.setRow(row) }

    /// If the filter hides the selected connection, the first one that it shows is selected.
    func setFilter(_ filter: Filter, _ context: inout Context) {
        context.filters.connections = filter
        context.judgeRows()
        context.filters.isSettling = context.isBehind(.connections)
        let numbers = context.listedNumbers
        if context.selected.map(numbers.contains) != true { context.selected = numbers.first ?? context.selected }
        if !numbers.isEmpty, !context.filters.isSettling, !context.follows { context.goToFirstMatch() }
    }

    /// The preview goes to the match.
    func stepMatch(_ direction: Int, _ context: inout Context) -> Bool {
        guard step(direction, &context) else { return false }
        context.goToFirstMatch()
        return true
    }

    func subject(_ context: Context) -> StyledText { context.sourceSubject }

    func position(_ context: Context) -> Position? { nil }
}
