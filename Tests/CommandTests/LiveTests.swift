// `live` without a terminal. With one it is tested end to end.

import Testing

@Suite struct LiveTests {
    @Test func withoutATerminalItNamesTheOtherCommand() throws {
        for line in ["live", "live --port 0"] {
            let run = try Program.run(line)
            #expect(run.status == 2)
            #expect(run.errors.contains("wslens serve"))
            #expect(run.errors.split(separator: "\n").count == 1)
        }
    }
}
