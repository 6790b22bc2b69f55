// What compressed messages are inflated to as their frames arrive, RFC 7692 §7.2.2.

import TestSupport
import Testing
import WebSocketProtocol

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

    private static func words(_ problem: InflatedMessage.Problem) -> String {
        switch problem {
        case .broken(let error, let bit): "bit \(bit): \(error.words)"
        case .notDeflate: "not DEFLATE"
        case .tooLong: "too long"
        case .afterProblem: "after a problem"
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
        #expect(frames.flatMap(\.violations).map(\.detail) == ["a copy from 5 bytes back, where only 1 can be copied"])
        // H takes the first 11 bits of the payload; the copy is what follows.
        #expect(frames[1].violations.map(\.range) == [12..<13])
    }

    /// The window is as the answer says: a copy from further back is broken data.
    @Test func theWindowIsTheOneAgreedOn() {
        // 300 zeros as a stored block, then a copy of 3 bytes from 300 bytes back: fixed codes of length 3 and distance 257 + 43.
        let stored = "c2 7e 0132 00 2c01 d3fe" + String(repeating: "00", count: 300) + "00"
        let copy = DeflateBits.copy(length: 3, distance: 300)
        let far = hex(stored) + compressed(.binary, copy)
        #expect(!Self.agreed("; server_max_window_bits=9").server(far).dissection.hasViolations)
        let broken = Self.agreed("; server_max_window_bits=8").server(far).dissection
        #expect(
            broken.frames(from: .server).flatMap(\.violations).map(\.detail) == [
                "a copy from 300 bytes back, where only 256 can be copied"
            ])
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

    /// Behind a message that is not whole nothing can be inflated, unless each message stands alone.
    @Test func behindBrokenData() {
        for (parameters, last) in [("", "\"\" after a problem"), ("; server_no_context_takeover", "\"Hello\"")] {
            let session = Self.agreed(parameters).server(hex("c1 01 07")).client(frame(.text, "on", from: .client))
                .server(hex(Self.hello))
            #expect(Self.texts(session) == ["\"\" bit 0: a block of type 11, which is reserved", last])
        }
    }

    /// A message that is cut off ends where its payload does, not in the bytes that are added.
    @Test(arguments: ["f2", "f248cdc9", ""]) func theMessageEndsTooEarly(payload: String) throws {
        let session = Self.agreed().server(compressed(.text, hex(payload)))
        let message = try #require(session.dissection.messages(from: .server).first)
        guard case .broken(_, let bit) = session.dissection.inflated(message)?.problem else {
            Issue.record("it is not broken")
            return
        }
        #expect(bit <= payload.utf8.count / 2 * 8)
    }

    // MARK: What was not seen

    private static let midStream = Session.blank.then(.midStream(client: "a", server: "b"))

    /// Bytes that are copied from before the log are not known; what is copied from them is not known either.
    @Test func copiesFromWhatWasNotSeen() throws {
        let session = Self.midStream.server(hex(Self.helloAgain), hex("c1 02 0200"), hex(Self.hello))
        let messages = session.dissection.messages(from: .server)
        let inflated = messages.compactMap { session.dissection.inflated($0) }
        #expect(inflated.map { String(decoding: $0.bytes, as: UTF8.self) } == ["H????", "", "Hello"])
        #expect(inflated.map(\.unknown) == [[1..<5], [], []])
        #expect(!session.dissection.hasViolations)
    }

    /// What is not DEFLATE may be another extension's; no rule is broken by it.
    @Test func whatMayBeAnotherExtension() {
        let session = Self.midStream.server(hex("c1 01 07"), hex(Self.hello))
        #expect(Self.texts(session) == ["\"\" not DEFLATE", "\"\" after a problem"])
        #expect(!session.dissection.hasViolations)
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
}
