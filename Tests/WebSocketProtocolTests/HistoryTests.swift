// The list that forgets at its front: positions stay, and memory is given back.

import Testing
import WebSocketProtocol

struct HistoryTests {
    @Test func positionsStay() {
        var history = History<Int>()
        for number in 0..<100 { history.append(number) }
        history.forget(before: 40, replacements: [-2, -1])
        #expect(history.startIndex == 38)
        #expect(Array(history.prefix(4)) == [-2, -1, 40, 41])
        #expect(history[99] == 99)
        history.append(100)
        #expect(history.endIndex == 101)
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
