// How the bytes of a script are cut into writes, and the pauses between them.

import Testing
import WebSocketProtocol

@Suite struct ScriptWriteTests {
    /// The sizes of writes, those with a pause behind it: "7 0.5+2".
    private func writes(_ line: String) throws -> String {
        var keys = ScriptTests.Keys()
        let output = ScriptOutput(try Script(line), from: .server, keys: &keys)
        #expect(output.writes.flatMap(\.bytes) == output.bytes)
        let end = output.lastPause == 0 ? [] : ["\(output.lastPause)+"]
        return (output.writes.map { ($0.pause == 0 ? "" : "\($0.pause)+") + "\($0.bytes.count)" } + end)
            .joined(separator: " ")
    }

    @Test(arguments: [
        ("", ""),
        ("text:Hello ping", "7 2"),
        ("text:Hello fragments=2", "5 4"),
        ("text:Hello pause:0.5 ping", "7 0.5+2"),
        ("pause:1 ping pause:2 pause:0.5 ping pause:60", "1.0+2 2.5+2 60.0+"),
        ("chop:1 ping:a", "1 1 1"),
        ("chop:2,5 text:Hello ping", "2 5 2"),
        ("chop:2,5 text:Hello ping:abc", "2 5 2 3"),
        ("chop:4 text:Hello ping", "4 4 1"),
        ("chop:4 text:Hello pause:1 ping", "4 3 1.0+2"),
        ("chop:4 text:Hello chop:1 ping", "4 3 1 1"),
        ("chop:2,5 text:Hello chop:2,5 ping", "2 5 2"),
        ("chop:4 text:Hello chop:off ping text:Hello", "4 3 2 7"),
        ("chop:100 text:Hello ping", "9"),
        ("ping chop:1 ping", "2 1 1"),
    ])
    func sizes(line: String, expected: String) throws { #expect(try writes(line) == expected) }
}
