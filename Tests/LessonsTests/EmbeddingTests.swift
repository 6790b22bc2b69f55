// The files that come with the program are those of the package.

import BuiltInFiles
import Testing

@Suite struct EmbeddingTests {
    @Test func fixturesComeWithTheProgram() throws {
        let text = try #require(BuiltInFiles.text("fixtures/rfc/masked-text.jsonl"))
        #expect(text.hasPrefix("{\"format\":\"wslens-recording\""))
        #expect(!BuiltInFiles.paths.contains { $0.contains("/expected/") })
    }
}
