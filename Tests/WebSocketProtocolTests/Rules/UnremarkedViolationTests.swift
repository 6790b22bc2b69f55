// Eleven breaches of which common packet analysers remark on two at most, and the wrong accept key; here each is named.

import TestSupport
import Testing
import WebSocketProtocol

struct UnremarkedViolationTests {
    static let breaches: [(String, Endpoint, [UInt8], [Rule])] = [
        ("an unmasked client frame", .client, hex("81 05 48656c6c6f"), [.clientFrameNotMasked]),
        ("RSV1 without an extension", .client, hex("c1 80 37fa213d"), [.reservedBitSet]),
        (
            "a ping of 126 bytes", .client, frame(.ping, [UInt8](repeating: 0, count: 126)), [.controlFrameTooLong]
        ),
        ("a fragmented ping", .client, frame(.ping, "x", fin: false), [.controlFrameFragmented]),
        ("a length longer than needed", .client, hex("82 fe 0005 00000000 0102030405"), [.lengthNotMinimal]),
        ("text that is not UTF-8", .client, frame(.text, hex("c0 af")), [.textNotUTF8]),
        ("opcode 3", .client, hex("83 80 37fa213d"), [.reservedOpcode]),
        ("a continuation of nothing", .client, frame(.continuation, "x"), [.continuationWithoutMessage]),
        ("a masked server frame", .server, frame(.text, "x", from: .client), [.serverFrameMasked]),
        ("a Close with 1005", .client, frame(.close, hex("03ed")), [.closeCodeNotAllowed]),
        ("a Close of one byte", .client, frame(.close, hex("03")), [.closePayloadOneByte]),
    ]

    @Test(arguments: breaches) func isNamed(what: String, sender: Endpoint, bytes: [UInt8], rules: [Rule]) {
        var dissection = Dissection(start: .frames)
        dissection.add(ConnectionEvent(time: 0, .bytes(from: sender, bytes)))
        #expect(dissection.frames(from: sender).map { $0.violations.map(\.rule) } == [rules], "\(what)")
    }
}
