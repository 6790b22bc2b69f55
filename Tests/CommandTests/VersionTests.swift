// The version: one for the program and CHANGELOG.md.

import Capture
import Foundation
import Testing

@Suite struct VersionTests {
    @Test func theCommandPrintsIt() throws {
        let run = try Program.run("--version")
        #expect(run.status == 0)
        #expect(run.output == "\(ProgramVersion.current)\n")
    }

    /// A change to one needs a change to the other. A heading of a release is "## 0.1.0 - 2026-11-22".
    @Test func theNewestReleaseInTheChangelogHasIt() throws {
        let changelog = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("CHANGELOG.md")
        let headings = try String(contentsOf: changelog, encoding: .utf8)
            .split(separator: "\n").filter { $0.hasPrefix("## ") }.map { $0.split(separator: " ").map(String.init) }
        #expect(headings.first == ["##", "Unreleased"])
        let newest = try #require(headings.dropFirst().first)
        #expect(newest.dropLast() == ["##", ProgramVersion.current, "-"])
        #expect(newest.last?.count == "2026-11-22".count)
    }
}
