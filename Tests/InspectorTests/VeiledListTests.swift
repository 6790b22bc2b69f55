// The filter of the list while the veil is on.

import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct VeiledListTests {
    /// A filter of the list looks at what the list shows: of the selected connection its rows so far, of others the number and the peer.
    @Test(arguments: [
        ("hello", [0, 0, 0, 1, 1]), ("open", [0, 0, 1, 1, 1]), ("1001", [0, 0, 0, 0, 0]), ("#2", [1, 1, 1, 1, 1]),
        ("51545", [1, 1, 1, 1, 1]),
    ])
    func theListsFilterFindsWhatIsShown(text: String, counts: [Int]) {
        var other = Session(2, at: 3, port: 51_545)
        other.handshake(3.1)
        other.text(4, .client, "hello")
        other.close(5, .client, 1001, "")
        var model = Model.after([.hello, other], keys: .typing("2gH1"), source: .recording(title: ""))
        #expect(model.selected == 1)
        var found: [Int] = []
        for row in counts.indices {
            model.context.selected = 1
            model.context.filters.connections = Filter("")
            model.context.cursor.row = row
            _ = model.update(.tick(1))
            let typing = view(model.after { $0.press(.typing("/" + text)) }).lines[21]
            model.press(.typing("/" + text) + [.enter])
            found.append(model.listed.count)
            #expect(typing.hasSuffix(" \(counts[row]) match\(counts[row] == 1 ? "" : "es")"), "\(typing)")
            let saysSo = view(model).lines.contains { $0.contains("No connection matches.") }
            #expect(saysSo == (found[row] == 0))
            #expect(!model.isSearching)
        }
        #expect(found == counts)
        // Without the veil, all rows count.
        model.press(.typing("H"))
        #expect(model.listed.count == ["hello": 2, "#2": 1, "51545": 1, "1001": 1, "open": 0][text])
    }
}
