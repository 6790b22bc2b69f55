// Numbers of things in words.

import Testing
import WebSocketProtocol

struct CountTests {
    @Test(arguments: [
        (0, "0 bytes", "are"), (1, "1 byte", "is"), (2, "2 bytes", "are"), (1204, "1,204 bytes", "are"),
        (-1, "-1 bytes", "are"), (-1204, "-1,204 bytes", "are"),
    ])
    func words(count: Int, words: String, verb: String) {
        #expect(Count.words(count, "byte") == words)
        #expect(Count.be(count) == verb)
    }

    @Test func irregularPlural() {
        #expect(Count.words(1, "rule is", plural: "rules are") == "1 rule is")
        #expect(Count.words(2000, "match", plural: "matches") == "2,000 matches")
    }
}
