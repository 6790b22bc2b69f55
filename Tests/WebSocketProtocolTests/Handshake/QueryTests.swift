// The query of a request target.

import Testing
import WebSocketProtocol

@Suite struct QueryTests {
    @Test(
        arguments: [
            ("/", []), ("/?", []), ("/?name", []), ("/?Name=a", []), ("/name=a", []), ("/?rename=a", []),
            ("/?name=", [""]), ("/?name=blue-2", ["blue-2"]), ("/chat?x=1&name=a&&name=b=c", ["a", "b=c"]),
            ("/?name=Zo%C3%ab%20%26%20co", ["Zoë & co"]), ("/?name=a+b", ["a+b"]), ("/?name=100%", ["100%"]),
            ("/?name=%4", ["%4"]), ("/?name=%zz%41", ["%zzA"]), ("/?name=%ff", ["\u{fffd}"]), ("?name=a?b", ["a?b"]),
        ] as [(String, [String])])
    func `Values of a key, with their percent signs read`(target: String, values: [String]) {
        #expect(Query(target: target).values("name") == values)
        #expect(Query(target: target).first("name") == values.first)
    }
}
