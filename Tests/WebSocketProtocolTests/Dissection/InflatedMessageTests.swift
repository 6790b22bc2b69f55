// What compressed messages are inflated to as their frames arrive, RFC 7692 §7.2.2.

import TestSupport
import Testing

@testable import WebSocketProtocol

struct InflatedMessageTests {
    /// A connection on which the client offers permessage-deflate, and the server answers with these parameters.
    private static func agreed(_ parameters: String = "") -> Session {
        .blank.client(Wire.request(extensions: "permessage-deflate; client_max_window_bits"))
            .server(Wire.response("Sec-WebSocket-Extensions: permessage-deflate\(parameters)"))
    }

    private static func texts(_ session: Session, from endpoint: Endpoint = .server) -> [String] {
        let dissection = session.dissection
        return dissection.messages(from: endpoint).map { message in
            guard let inflated = dissection.inflated(message) else { return "not compressed" }
            let text = "\"\(String(decoding: inflated.bytes, as: UTF8.self))\""
            return inflated.problem.map { "\(text) \(words($0))" } ?? text
        }
    }

    private static func violations(_ session: Session) -> [Violation] {
        session.dissection.frames(from: .server).flatMap(\.violations)
    }

    private static func words(_ problem: InflatedMessage.Problem) -> String {
        switch problem {
        case .broken(let error, let bit): "bit \(bit): \(error.words)"
        case .notDeflate: "not DEFLATE"
        case .tooLong: "too long"
        }
    }

    /// Hello, and Hello that copies the five letters from the message before (§7.2.3.2).
    static let hello = "c1 07 f248cdc9c90700", helloAgain = "c1 05 f200110000"

    @Test func copiesReachIntoEarlierMessages() {
        let session = Self.agreed().server(hex(Self.hello), hex("81 02 4869"), hex(Self.helloAgain))
        #expect(Self.texts(session) == ["\"Hello\"", "not compressed", "\"Hello\""])
        #expect(!session.dissection.hasViolations)
    }

    @Test func withoutContextTakeoverTheyDoNot() {
        let session = Self.agreed("; server_no_context_takeover").server(hex(Self.hello), hex(Self.helloAgain))
        let frames = session.dissection.frames(from: .server)
        #expect(frames.flatMap(\.violations).map(\.rule) == [.deflateDataBroken])
        #expect(
            frames.flatMap(\.violations).map(\.found) == [
                "a copy from 5 bytes back, where only 1 can be copied; each message begins with an empty window, as was agreed on"
            ])
        // H takes the first 11 bits of the payload; the copy is what follows.
        #expect(frames[1].violations.map(\.range) == [12..<13])
    }

    /// What was sent instead of DEFLATE data is named where it is known.
    @Test(
        arguments: [
            (
                "789c" + "f348cdc9c90700058c01f5",
                "it begins with 78 9c, as the format of zlib does, which a WebSocket does not use"
            ),
            ("1f8b0800", "it begins with 1f 8b, as the format of gzip does, which a WebSocket does not use"),
            ("7b2261223a317d", "it can be read as it is, so perhaps it was never compressed"),
            ("f248cdc9c907000000ffff", "it ends with 00 00 ff ff, which its sender should have left out"),
            ("", "an empty message is the byte 00"),
            ("07ff", nil),
        ])
    func whatItLooksLike(payload: String, words: String?) throws {
        let bytes = hex(payload.filter { $0 != " " })
        let found = Self.violations(Self.agreed().server([0xc1, UInt8(bytes.count)] + bytes))
        let broken = try #require(found.first { $0.rule == .deflateDataBroken })
        #expect(broken.cause == words ?? "")
    }

    /// A text that is not UTF-8, where compression was agreed on, may have been compressed by a sender that forgot RSV1.
    @Test(
        arguments: [
            ("81 07 f248cdc9c90700", "it would be inflated to \"Hello\", so perhaps RSV1 was forgotten"),
            // What earlier messages left is not known.
            ("81 05 f200110000", ""),
            // Latin-1: no DEFLATE data.
            ("81 04 63 61 66 e9", ""), ("81 02 47fc", ""),
            // Its first fragment is text.
            ("01 01 48 80 07 f248cdc9c90700", ""),
        ])
    func aForgottenBit(frames: String, cause: String) {
        let bytes = hex(frames.filter { $0 != " " })
        #expect(Self.violations(Self.agreed().server(bytes)).map(\.cause) == [cause])
        let plain = Session.blank.client(Wire.request()).server(Wire.response())
        #expect(Self.violations(plain.server(bytes)).map(\.cause) == [""])
    }

    /// A long text is quoted from its beginning, without line breaks.
    @Test func aForgottenBitOfALongText() throws {
        let text = Array("{\n  \"tick\": 1, \"price\": 101.25, \"name\": \"abc\"}".utf8)
        let payload = DeflateBits.literals(text)
        let session = Self.agreed().server([0x81, UInt8(payload.count)] + payload)
        #expect(
            Self.violations(session).map(\.cause) == [
                "it would be inflated to \"{   \"tick\": 1, \"price\": …\", so perhaps RSV1 was forgotten"
            ])
    }

    /// Compressed messages that come out are counted, for each direction.
    @Test func whatIsSaved() {
        let session = Self.agreed().server(hex("c107f248cdc9c90700")).server(hex("c105f200110000")).server(
            hex("c10107"))
        #expect(session.dissection.compressionWords == "compressed: server 2 messages, 12 bytes for 10")
        #expect(session.dissection.compression(of: .client).messages == 0)
        #expect(Self.agreed().dissection.compressionWords == nil)
    }

    /// The window is as the answer says. A copy from further back can be read, by whoever keeps more, and breaks a rule; which is said once
    /// per message.
    @Test func theWindowIsTheOneAgreedOn() {
        // 300 zeros as a stored block, then two copies of 3 bytes from 300 bytes back.
        let stored = compressed(.binary, [0x00, 0x2c, 0x01, 0xd3, 0xfe] + [UInt8](repeating: 0, count: 300) + [0x00])
        let copies = DeflateBits.block { bits in
            for _ in 0..<2 { bits.copy(length: 3, distance: 300) }
        }
        let far = stored + compressed(.binary, copies)
        #expect(Self.violations(Self.agreed("; server_max_window_bits=9").server(far)).isEmpty)
        let broken = Self.agreed("; server_max_window_bits=8").server(far + compressed(.binary, copies))
        #expect(Self.violations(broken).map(\.rule) == [.deflateWindowExceeded, .deflateWindowExceeded])
        #expect(
            Self.violations(broken).first?.detail == "a copy from 300 bytes back, where the window has 256")
        // 3 bits of the block, then 7 + 5 + 7 of the copy: bits 3 to 21 of the payload.
        let payload = stored.count + 2
        #expect(Self.violations(broken).first?.range == payload..<payload + 3)
        let messages = broken.dissection.messages(from: .server)
        #expect(messages.compactMap { broken.dissection.inflated($0)?.count } == [300, 6, 6])
        #expect(messages.allSatisfy { broken.dissection.inflated($0)?.problem == nil })
    }

    /// The client's window is its own, and the limit is the same for messages of which the past is not known.
    @Test func theWindowOfTheClientBehindMissingBytes() {
        let copy = DeflateBits.copy(length: 3, distance: 513)
        let header = FrameHeader(
            rsv1: true, opcode: .binary, maskingKey: Wire.maskingKey, payloadLength: UInt64(copy.count))
        let session = Self.agreed("; client_max_window_bits=9").then(.missing(from: .client, count: 7, frames: 1))
            .client(Frame(header: header, payload: copy).encoded)
        let found = session.dissection.frames(from: .client).flatMap(\.violations)
        #expect(found.map(\.detail) == ["a copy from 513 bytes back, where the window has 512"])
        #expect(Self.texts(session, from: .client) == ["\"???\""])
    }

    @Test func eachFragmentHasItsPart() throws {
        let session = Self.agreed().server(hex("41 03 f248cd"), hex("89 00"), hex("80 04 c9c90700"))
        let message = try #require(session.dissection.messages(from: .server).first)
        let inflated = try #require(session.dissection.inflated(message))
        #expect(inflated.frameEnds.map(\.end) == [2, 5])
        #expect([0, 2].map(inflated.part(of:)) == [0..<2, 2..<5])
        #expect(message.frameCount == 2 && message.length == 7)
    }

    /// What is still arriving is inflated as far as it has come.
    @Test(arguments: [(1, ""), (2, "H"), (3, "He"), (4, "Hel"), (5, "Hell"), (6, "Hello"), (7, "Hello")])
    func aMessageThatIsArriving(count: Int, text: String) throws {
        let dissection = Self.agreed().server(Array(hex(Self.hello).prefix(2 + count))).dissection
        let message = try #require(dissection.messages(from: .server).first)
        #expect(dissection.inflated(message).map { String(decoding: $0.bytes, as: UTF8.self) } == text)
    }

    /// However the reads cut it, the same comes out.
    @Test func everySplit() {
        let bytes = hex("41 03 f248cd 89 00 80 04 c9c90700" + Self.helloAgain)
        let whole = Self.texts(Self.agreed().server(bytes))
        #expect(whole == ["\"Hello\"", "\"Hello\""])
        for cut in 1..<bytes.count {
            #expect(Self.texts(Self.agreed().server(Array(bytes[..<cut])).server(Array(bytes[cut...]))) == whole)
        }
    }

    /// Text is judged inflated, and the bytes are named that hold the symbol.
    @Test func textIsJudgedInflated() {
        let session = Self.agreed().server(compressed(.text, DeflateBits.literals([0x48, 0xff, 0x48])))
        let found = session.dissection.frames(from: .server).flatMap(\.violations)
        #expect(found.map(\.rule) == [.textNotUTF8])
        #expect(found.map(\.detail) == ["byte 0xff of the inflated text is not valid where it stands"])
        // 3 bits of the block, 8 of H, then the 9 of 0xff: bits 11 to 19 of the payload.
        #expect(found.map(\.range) == [3..<5])
        let cut = Self.agreed().server(compressed(.text, DeflateBits.literals([0xe2, 0x82])))
        #expect(
            cut.dissection.frames(from: .server).flatMap(\.violations).map(\.detail) == [
                "the inflated text ends inside a character"
            ])
        let binary = Self.agreed().server(compressed(.binary, DeflateBits.literals([0xff])))
        #expect(!binary.dissection.hasViolations)
    }

    /// Text that is wrong, and data that is broken behind it, with what is said of them.
    private static let broken: [(String, [UInt8], [Rule])] = [
        ("a literal", DeflateBits.literals([0x48, 0xff, 0x48]) + [0x07], [.textNotUTF8, .deflateDataBroken]),
        ("the fourth byte that is stored", hex("000800f7ff e282acff 48484848 07"), [.textNotUTF8, .deflateDataBroken]),
        ("half a character", DeflateBits.literals([0xe2, 0x82]), [.textNotUTF8]),
        (
            "a copy from too far back",
            DeflateBits.block { bits in
                for _ in 0..<300 { bits.literal(0x61) }
                bits.copy(length: 3, distance: 300)
                bits.literal(0xff)
                bits.literal(286)
            }, [.deflateWindowExceeded, .textNotUTF8, .deflateDataBroken]
        ),
        ("a code that is none", hex("f248cdc91b03"), [.deflateDataBroken]),
    ]

    /// The same is said, of the same bytes, however the reads cut it.
    @Test(arguments: broken) func everySplitOfWhatIsWrong(name: String, payload: [UInt8], rules: [Rule]) {
        let bytes = compressed(.text, payload)
        let agreed = Self.agreed("; server_max_window_bits=8")
        let whole = Self.violations(agreed.server(bytes))
        #expect(whole.map(\.rule) == rules)
        for cut in 1..<bytes.count {
            let parts = agreed.server(Array(bytes[..<cut])).server(Array(bytes[cut...]))
            #expect(Self.violations(parts) == whole, "cut at \(cut)")
        }
        let single = bytes.reduce(agreed) { $0.server([$1]) }
        #expect(Self.violations(single) == whole)
    }

    /// Of the bytes that are stored, the one is named that is wrong.
    @Test func theStoredByteThatIsWrong() {
        let session = Self.agreed().server(compressed(.text, hex("000400fbff e282acff 00")))
        #expect(Self.violations(session).map(\.range) == [10..<11])
    }

    /// Behind a message that is not whole the past is not known, unless each message stands alone.
    @Test func behindBrokenData() {
        for (parameters, last) in [("", "\"H????\""), ("; server_no_context_takeover", "\"Hello\"")] {
            let session = Self.agreed(parameters).server(hex("c1 01 07")).client(frame(.text, "on", from: .client))
                .server(hex(parameters.isEmpty ? Self.helloAgain : Self.hello))
            #expect(Self.texts(session) == ["\"\" bit 0: a block of type 11, which is reserved", last])
            #expect(Self.violations(session).map(\.rule) == [.deflateDataBroken])
        }
    }

    /// What is wrong with data is wrong whatever came before: two messages, two violations.
    @Test func brokenDataBehindBrokenData() {
        let session = Self.agreed().server(hex("c1 01 07")).client(frame(.text, "on", from: .client))
            .server(hex("c1 01 07"))
        #expect(Self.violations(session).map(\.rule) == [.deflateDataBroken, .deflateDataBroken])
    }

    /// A message is broken off inside a block; the next one begins with a block of its own, and what it copies is not known.
    @Test func behindAMessageThatIsBrokenOff() {
        let session = Self.agreed().server(hex("41 03 f248cd" + Self.helloAgain)).client(frame(.text, "on"))
            .server(hex(Self.hello))
        #expect(Self.texts(session) == ["\"He\"", "\"H????\"", "\"Hello\""])
        #expect(Self.violations(session).map(\.rule) == [.messageNotFinished])
    }

    /// The final block of one message is not the end of the next, which has no data of its own.
    @Test func aFinalBlockEndsOneMessage() throws {
        let session = Self.agreed().server(hex("c1 07 f348cdc9c90700"), hex("c1 00"))
        let messages = session.dissection.messages(from: .server).compactMap { session.dissection.inflated($0) }
        #expect(messages.map(\.bytes) == [Array("Hello".utf8), []])
        #expect(messages.map(\.problem) == [nil, .broken(.endsInsideBlock, bit: 0)])
    }

    /// A message that is cut off ends where its payload does, not in the bytes that are added.
    @Test(arguments: [("f2", 8), ("f248cdc9", 32), ("", 0), ("f248cd c9c907", 48)])
    func theMessageEndsTooEarly(payload: String, end: Int) throws {
        let session = Self.agreed().server(compressed(.text, hex(payload)))
        let message = try #require(session.dissection.messages(from: .server).first)
        guard case .broken(_, let bit) = session.dissection.inflated(message)?.problem else {
            Issue.record("it is not broken")
            return
        }
        #expect(bit == end)
    }

    // MARK: What was not seen

    private static let midStream = Session.blank.then(.midStream(client: "a", server: "b"))

    /// Bytes that are copied from before the log are not known; what is copied from them is not known either.
    @Test func copiesFromWhatWasNotSeen() throws {
        let session = Self.midStream.server(hex(Self.helloAgain), hex("c1 02 0200"), hex(Self.hello))
        let messages = session.dissection.messages(from: .server)
        let inflated = messages.compactMap { session.dissection.inflated($0) }
        #expect(inflated.map { String(decoding: $0.bytes, as: UTF8.self) } == ["H????", "", "Hello"])
        #expect(inflated.map(\.unknownCount) == [4, 0, 0])
        #expect(!session.dissection.hasViolations)
    }

    /// What is not DEFLATE may be another extension's; no rule is broken by it.
    @Test func whatMayBeAnotherExtension() {
        let session = Self.midStream.server(hex("c1 01 07"), hex(Self.hello))
        #expect(Self.texts(session) == ["\"\" not DEFLATE", "\"Hello\""])
        #expect(!session.dissection.hasViolations)
    }

    /// Where an extension that is not known was agreed on too, a copy from beyond the window is one only if all of the data comes out.
    @Test(arguments: [true, false])
    func aCopyFromBeyondTheWindowThatMayBeAnotherExtensions(comesOut: Bool) {
        let offers = "permessage-deflate; server_max_window_bits=8, x-other"
        let agreed = Session.blank.client(Wire.request(extensions: offers))
            .server(Wire.response("Sec-WebSocket-Extensions: \(offers)"))
        let far = DeflateBits.block { bits in
            for byte in 0..<300 { bits.literal(byte & 0x7f) }
            bits.copy(length: 3, distance: 300)
        }
        let session = agreed.server(compressed(.binary, far + (comesOut ? [] : [0x07])))
        #expect(Self.violations(session).map(\.rule) == (comesOut ? [.deflateWindowExceeded] : []))
    }

    /// It is called text that is wrong only if all of it comes out, as text would.
    @Test func textThatMayBeAnotherExtensions() {
        let bad = DeflateBits.literals([0x48, 0xff])
        let other = Self.midStream.server(compressed(.text, bad + [0x07]))
        #expect(Self.texts(other).map { $0.hasSuffix("not DEFLATE") } == [true])
        #expect(!other.dissection.hasViolations)
        let text = Self.midStream.server(compressed(.text, bad))
        #expect(Self.violations(text).map(\.rule) == [.textNotUTF8])
        #expect(Self.violations(text).map(\.range) == [3..<5])
        // Said with the last frame, it names a byte of that.
        let cut = Self.midStream.server(hex("41 03") + bad.prefix(3)).server(
            [0x80, UInt8(bad.count - 3)] + bad.dropFirst(3))
        #expect(Self.violations(cut).map(\.rule) == [.textNotUTF8])
    }

    /// What was sent before the log can be copied until 32 KiB in a row are known.
    @Test func whatIsKnownGrows() {
        let known = DeflateBits.block { bits in
            bits.literal(0x61)
            for _ in 0..<80 { bits.copy(length: 258, distance: 1) }
        }
        let copy = DeflateBits.copy(length: 3, distance: 1 << 15)
        let session = [known, copy, known, known, copy].reduce(Self.midStream) {
            $0.server(compressed(.binary, $1))
        }
        let messages = session.dissection.messages(from: .server).compactMap { session.dissection.inflated($0) }
        #expect(messages.map(\.unknownCount) == [0, 3, 0, 0, 0])
        #expect(messages.map(\.isPastKnown) == [false, false, false, false, true])
        #expect(messages.last?.bytes == [0x61, 0x61, 0x61])
    }

    /// Unknown bytes in many places are counted one by one.
    @Test func manyUnknownBytes() throws {
        let data = DeflateBits.block { bits in
            for _ in 0..<5_000 {
                bits.literal(0x61)
                bits.copy(length: 3, distance: 30_000)
            }
        }
        let session = Self.midStream.server(compressed(.binary, data))
        let message = try #require(session.dissection.messages(from: .server).first)
        let inflated = try #require(session.dissection.inflated(message))
        #expect(inflated.unknownCount == 15_000)
    }

    @Test func behindMissingBytes() {
        let lost = Self.agreed().server(hex(Self.hello)).then(.missing(from: .server, count: 7, frames: 1))
            .server(hex(Self.helloAgain))
        #expect(Self.texts(lost) == ["\"Hello\"", "\"H????\""])
        let alone = Self.agreed("; server_no_context_takeover").server(hex(Self.hello))
            .then(.missing(from: .server, count: 7, frames: 1)).server(hex(Self.hello))
        #expect(Self.texts(alone) == ["\"Hello\"", "\"Hello\""])
    }

    /// A few bytes that stand for many are not kept beyond a limit.
    @Test func aBomb() throws {
        let session = Self.agreed().server(compressed(.binary, DeflateBits.zeros(17 << 20)))
        let message = try #require(session.dissection.messages(from: .server).first)
        let inflated = try #require(session.dissection.inflated(message))
        #expect(inflated.problem == .tooLong)
        #expect((InflatedMessage.longest...InflatedMessage.longest + 258).contains(inflated.count))
        #expect(
            (InflatedMessage.mostKeptOfDense...InflatedMessage.mostKeptOfDense + 258).contains(inflated.bytes.count))
        #expect(!session.dissection.hasViolations)
    }

    /// What came out as long as it was sent is kept.
    @Test func aLongMessageThatIsNotDense() throws {
        let block = hex("00 ffff 0000") + [UInt8](repeating: 0x61, count: 0xffff)
        let payload = Array([[UInt8]](repeating: block, count: 18).joined()) + [0x00]
        let session = Self.agreed().server(compressed(.binary, payload))
        let message = try #require(session.dissection.messages(from: .server).first)
        let inflated = try #require(session.dissection.inflated(message))
        #expect(inflated.count == 18 * 0xffff && inflated.bytes.count == inflated.count)
    }

    /// Of all messages of a direction only so many bytes are kept; of those beyond that, what is known of them.
    @Test func onlySoManyAreKept() {
        var scanner = FrameScanner(sender: .server)
        scanner.agree(on: Agreement(deflate: DeflateParameters()))
        scanner.mostKept = 600
        for _ in 0..<3 {
            var bytes = hex(Self.hello)[...]
            _ = scanner.scan(&bytes, time: 0)
        }
        let cost = scanner.inflatedCost
        #expect(scanner.messages.map { $0.inflated?.bytes.count } == [5, 5, 5])
        scanner.mostKept = 0
        var bytes = hex(Self.hello)[...]
        _ = scanner.scan(&bytes, time: 0)
        #expect(scanner.messages.last?.inflated?.bytes == [])
        #expect(scanner.messages.last?.inflated?.count == 5)
        #expect(scanner.inflatedCost > cost)
    }
}
