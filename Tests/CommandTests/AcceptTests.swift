// `accept`: RFC 6455's own example.

import Testing

@Suite struct AcceptTests {
    @Test func theExampleOfTheRFC() throws {
        let run = try Program.run("accept dGhlIHNhbXBsZSBub25jZQ==")
        #expect(run.status == 0)
        #expect(run.lines.contains("Base64   s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
        #expect(run.lines.contains("SHA-1    b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea"))
        #expect(try Program.run("accept --plain dGhlIHNhbXBsZSBub25jZQ==").output == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\n")
    }

    @Test func everyRoundOnRequest() throws {
        #expect(try Program.run("accept --rounds dGhlIHNhbXBsZSBub25jZQ==").output.contains("Round 79"))
    }

    @Test(arguments: ["c2hvcnQ=", "not-base64", "dGhlIHNhbXBsZSBub25jZQ"])
    func aKeyThatIsNotValid(_ key: String) throws {
        let run = try Program.run(["accept", key])
        #expect(run.status == 1)
        #expect(run.errors.contains("key-not-16-bytes"))
    }
}
