// Each rule for frames, broken alone: the dissection names exactly it, and the connection answers with its code.

import Testing
import WebSocketProtocol

struct FrameRuleTests {
    /// What is wrong with the frames of `sender`, in the order of the wire.
    private static func violations(_ bytes: [UInt8], from sender: Endpoint) -> [Violation] {
        var dissection = Dissection(start: .frames)
        dissection.add(ConnectionEvent(time: 0, .bytes(from: sender, bytes)))
        let frames = dissection.frames(from: sender) + [dissection.unfinishedFrame(from: sender)].compactMap(\.self)
        let found = frames.flatMap(\.violations)
        #expect(dissection.hasViolations == !found.isEmpty)
        return found
    }

    @Test(arguments: BrokenRule.table) func isFound(row: BrokenRule) {
        let found = Self.violations(row.bytes, from: row.sender)
        #expect(found.map(\.rule) == [row.rule])
        #expect(found.map(\.range) == [row.range])
        #expect(row.rule.citation == Citation(.rfc6455, row.section))
        #expect(row.rule.closeCode == row.closeCode)
    }

    /// After a Close a connection looks at nothing, so the last row has nothing to answer.
    @Test(arguments: BrokenRule.table.filter { $0.rule != .dataAfterClose })
    func isAnswered(row: BrokenRule) throws {
        var driver = ConnectionDriver(role: row.sender.peer)
        driver.feed(row.bytes)
        let code = try #require(row.closeCode)
        let failure = "fail \(row.rule.rawValue) at \(row.range), close \(code)"
        #expect(driver.log.suffix(2) == [failure, "end output"])
    }

    @Test func theTableIsComplete() throws {
        let first = try #require(Rule.allCases.firstIndex(of: .clientFrameNotMasked))
        let covered = Set(BrokenRule.table.map(\.rule)).union(BrokenRule.ofBothEndpoints)
            .union(BrokenRule.ofCompression)
        #expect(Set(Rule.allCases[first...]) == covered)
    }

    /// Frames that break nothing.
    @Test(arguments: [
        "81 00", "82 7d" + String(repeating: "00", count: 125), "82 7e 007e" + String(repeating: "00", count: 126),
        "89 00 8a 00", "01 00 00 00 80 00", "01 01 e2 89 00 00 01 82 80 01 ac", "88 00", "88 02 03e8", "88 02 1387",
        "88 05 03e8 e282ac", "88 00 88 00", "88 00 89 00", "01 00 88 00",
    ])
    func nothingIsFound(wire: String) {
        #expect(Self.violations(hex(wire), from: .server).isEmpty)
    }

    /// Several rules at once, in the order of the bytes of a header, then by its place, then by its payload.
    static let several: [(Endpoint, String, [String])] = [
        (
            .client, "4f 7e 0001 00",
            [
                "reserved-bit-set 0..<1 RSV1 without an extension", "reserved-opcode 0..<1 opcode 15",
                "control-frame-fragmented 0..<1 FIN is 0", "client-frame-not-masked 1..<2 MASK is 0",
                "length-not-minimal 1..<4 1 is written in 16 bits",
            ]
        ),
        (
            .server, "f0 80 00000000",
            [
                "reserved-bit-set 0..<1 RSV1, RSV2, RSV3 without an extension", "server-frame-masked 1..<2 MASK is 1",
                "continuation-without-message 0..<1 opcode 0",
            ]
        ),
        (
            .server, "89 7f ffffffffffffffff",
            [
                "control-frame-too-long 1..<10 the length is 18,446,744,073,709,551,615",
                "length-top-bit-set 2..<3 the top bit is 1",
            ]
        ),
        (
            .server, "88 04 03ed ff61",
            [
                "close-code-not-allowed 2..<4 1005, No Status Received", "close-reason-not-utf8 4..<5 ",
            ]
        ),
        (
            .server, "88 00 01 01 ff 81 01 e2",
            [
                "data-after-close 2..<3 ", "text-not-utf8 4..<5 byte 0xff is not valid here",
                "data-after-close 5..<6 ", "message-not-finished 5..<6 opcode 1",
                "text-not-utf8 7..<8 the message ends inside a character",
            ]
        ),
    ]

    @Test(arguments: several) func severalAtOnce(sender: Endpoint, wire: String, lines: [String]) {
        let found = Self.violations(hex(wire), from: sender)
        #expect(found.map { "\($0.rule.rawValue) \($0.range) \($0.detail)" } == lines)
    }

    /// A text is reported as broken once, not for each of its fragments; the next text is judged again.
    @Test func brokenTextIsReportedOnce() {
        let found = Self.violations(hex("01 01 ff 00 01 ff 80 01 ff 81 01 fe"), from: .server)
        #expect(found.map(\.range) == [2..<3, 11..<12])
    }

    /// A frame with a reserved opcode is part of no message, so it neither ends nor breaks the one that is open.
    @Test func reservedFrameBetweenFragments() {
        let found = Self.violations(hex("01 01 61 83 01 ff 80 01 62"), from: .server)
        #expect(found.map(\.rule) == [.reservedOpcode])
    }

    /// The reason of a Close that is too long is judged as far as a control frame goes, and not for where that is.
    @Test func reasonOfAnOverlongClose() {
        let payload = hex("03e8") + Array(String(repeating: "é", count: 80).utf8)
        let found = Self.violations(hex("88 7e 00a2") + payload, from: .server)
        #expect(found.map(\.rule) == [.controlFrameTooLong])
        let badCode = Self.violations(hex("88 7e 00a2 03ed") + payload.dropFirst(2), from: .server)
        #expect(badCode.map(\.range) == [1..<4, 4..<6])
    }
}
