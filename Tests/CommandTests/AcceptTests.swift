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

    /// The command is there to be copied: a shell reads on behind the |.
    @Test(arguments: ["accept", "accept --rounds"])
    func theReportFitsEightyColumns(command: String) throws {
        let run = try Program.run("\(command) dGhlIHNhbXBsZSBub25jZQ==")
        #expect(run.lines.allSatisfy { $0.count <= 80 }, "\(run.output)")
        #expect(
            run.output.hasSuffix(
                """
                         Base64 writes the 20 bytes as 28 characters,
                         s3pPLMBiTxaQ9kYGzzhZRbK+xOo=, because a header holds text
                         (RFC 6455 §4.2.2).
                try it
                  printf %s 'dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11' |
                  openssl sha1 -binary | base64

                """))
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
