// Files that are longer than they may be, or have no end.

import Foundation
import Testing

@testable import wslens

@Suite struct InputFileTests {
    /// Files and devices, of which only the former have a size.
    @Test(arguments: ["/bin/sh", "/dev/zero"])
    func noMoreIsReadThanTheLimitAllows(_ path: String) {
        let problem = #expect(throws: FileProblem.self) {
            try InputFile.read(path, limit: 5000, advice: "Divide it.")
        }
        #expect(problem?.description == "\(path) has more than 5,000 bytes. Divide it.")
    }

    @Test func theFirstBytesAreJudgedBeforeTheRestIsRead() {
        let problem = #expect(throws: FileProblem.self) {
            try InputFile.read("/dev/zero", limit: .max, advice: "") { start throws(FileProblem) in
                #expect(start.count >= 4096)
                throw FileProblem("zeros")
            }
        }
        #expect(problem?.description == "zeros")
    }

    @Test func aFileThatIsAsLongAsItMayBeIsRead() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("wslens-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data(repeating: 7, count: 5000).write(to: url)
        #expect(try InputFile.read(url.path, limit: 5000, advice: "").count == 5000)
    }
}
