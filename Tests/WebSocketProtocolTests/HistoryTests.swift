// The list that forgets at its front: positions stay, and memory is given back.

import Testing
import WebSocketProtocol

struct HistoryTests {
    @Test func historyKeepsItsPositions() {
        var history = History<Int>()
        for number in 0..<2000 { history.append(number) }
        history.forget(before: 1000, replacements: [-2, -1])
        #expect(history.startIndex == 998)
        #expect(Array(history.prefix(4)) == [-2, -1, 1000, 1001])
        #expect((1000..<2000).allSatisfy { history[$0] == $0 })
        history.append(2000)
        #expect(history[2000] == 2000)
        history.forget(before: 5)
        #expect(history.startIndex == 998, "what is gone already stays gone")
        history.forget(before: 9999)
        #expect(history.isEmpty)
        history.append(7)
        #expect(history[2001] == 7)
    }

    @Test(arguments: [0, 1, 40, 600, 999])
    func memoryIsGivenBack(left: Int) {
        var history = History<Int>()
        for number in 0..<100_000 { history.append(number) }
        history.forget(before: 100_000 - left)
        #expect(Array(history) == Array(100_000 - left..<100_000))
        #expect(history.capacity <= left + left / 2 + 64)
    }
}
