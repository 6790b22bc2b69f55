// One broken rule per row: the fewest bytes that break it, and where.

import Testing
import WebSocketProtocol

/// A stream of one endpoint's frames that breaks a rule with its last frame.
struct BrokenRule: CustomTestStringConvertible {
    let rule: Rule
    let sender: Endpoint
    /// The frames, in hexadecimal.
    let wire: String
    /// The bytes that break the rule.
    let range: Range<Int>
    let section: String
    let closeCode: UInt16?

    var testDescription: String { "\(rule.rawValue): \(wire)" }
    var bytes: [UInt8] { hex(wire) }

    private init(
        _ rule: Rule, _ sender: Endpoint, _ wire: String, _ range: Range<Int>, _ section: String, _ code: UInt16?
    ) {
        (self.rule, self.sender, self.wire, self.range, self.section, closeCode) = (
            rule, sender, wire, range, section, code
        )
    }

    /// Every rule for frames and closing that the frames of one endpoint can break. The masking key is 0 where it does
    /// not matter.
    static let table = [
        BrokenRule(.clientFrameNotMasked, .client, "81 00", 1..<2, "5.1", 1002),
        BrokenRule(.serverFrameMasked, .server, "81 80 00000000", 1..<2, "5.1", 1002),
        BrokenRule(.reservedBitSet, .server, "c1 00", 0..<1, "5.2", 1002),
        BrokenRule(.reservedBitSet, .server, "a1 00", 0..<1, "5.2", 1002),
        BrokenRule(.reservedBitSet, .server, "91 00", 0..<1, "5.2", 1002),
        BrokenRule(.reservedBitSet, .client, "89 80 00000000 c9 80 00000000", 6..<7, "5.2", 1002),
        BrokenRule(.reservedOpcode, .server, "83 00", 0..<1, "5.2", 1002),
        BrokenRule(.reservedOpcode, .server, "8b 00", 0..<1, "5.2", 1002),
        BrokenRule(.reservedOpcode, .client, "8f 80 00000000", 0..<1, "5.2", 1002),
        BrokenRule(.lengthNotMinimal, .server, "82 7e 0000", 1..<4, "5.2", 1002),
        BrokenRule(.lengthNotMinimal, .client, "82 fe 0001 00000000 00", 1..<4, "5.2", 1002),
        BrokenRule(.lengthNotMinimal, .server, "82 7f 0000000000000000", 1..<10, "5.2", 1002),
        BrokenRule(.lengthTopBitSet, .server, "82 7f 8000000000000000", 2..<3, "5.2", 1002),
        BrokenRule(
            .controlFrameTooLong, .server, "89 7e 007e" + String(repeating: "00", count: 126), 1..<4, "5.5", 1002),
        BrokenRule(
            .controlFrameTooLong, .client, "88 fe 007e 00000000 03e8" + String(repeating: "61", count: 124), 1..<4,
            "5.5", 1002),
        BrokenRule(.controlFrameFragmented, .server, "09 00", 0..<1, "5.5", 1002),
        BrokenRule(.controlFrameFragmented, .client, "08 80 00000000", 0..<1, "5.5", 1002),
        BrokenRule(.continuationWithoutMessage, .server, "80 00", 0..<1, "5.4", 1002),
        BrokenRule(.continuationWithoutMessage, .server, "81 00 00 00", 2..<3, "5.4", 1002),
        BrokenRule(.messageNotFinished, .server, "01 00 81 00", 2..<3, "5.4", 1002),
        BrokenRule(.messageNotFinished, .server, "02 01 00 89 00 82 00", 5..<6, "5.4", 1002),
        BrokenRule(.textNotUTF8, .server, "81 01 ff", 2..<3, "8.1", 1007),
        BrokenRule(.textNotUTF8, .client, "81 82 37fa213d 76 05", 7..<8, "8.1", 1007),
        BrokenRule(.textNotUTF8, .server, "01 02 e2 82 89 00 80 01 41", 8..<9, "8.1", 1007),
        BrokenRule(.textNotUTF8, .server, "81 01 e2", 2..<3, "8.1", 1007),
        BrokenRule(.textNotUTF8, .server, "01 01 e2 80 00", 4..<5, "8.1", 1007),
        BrokenRule(.closePayloadOneByte, .server, "88 01 03", 2..<3, "5.5.1", 1002),
        BrokenRule(.closeCodeNotAllowed, .server, "88 02 03ed", 2..<4, "7.4", 1002),
        BrokenRule(.closeCodeNotAllowed, .client, "88 82 00000000 03e7", 6..<8, "7.4", 1002),
        BrokenRule(.closeReasonNotUTF8, .server, "88 04 03e8 61ff", 5..<6, "5.5.1", 1007),
        BrokenRule(.closeReasonNotUTF8, .server, "88 04 03e8 e282", 5..<6, "5.5.1", 1007),
        BrokenRule(.dataAfterClose, .server, "88 00 81 00", 2..<3, "5.5.1", nil),
    ]

    /// The rules that need both endpoints to be broken; ClosingDissectionTests has them.
    static let ofBothEndpoints: Set<Rule> = [.closeNotAnswered, .pingNotAnswered]
    /// The rules that need an agreement to be broken; ExtensionTests and InflatedMessageTests have them.
    static let ofCompression: Set<Rule> = [.compressedBitMisplaced, .deflateDataBroken, .deflateWindowExceeded]
}
