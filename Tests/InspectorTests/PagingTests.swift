// Paging with Ctrl-D and Ctrl-U, the ends of a frame, and the keys for keyboards on which brackets need AltGr.

import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct PagingTests {
    private static let down = Key.control("d"), up = Key.control("u")

    /// Forty texts after the handshake, which is rows 0 to 2; the last has forty bytes more.
    private static var long: Session {
        var session = Session()
        session.handshake(0)
        for index in 0..<40 { session.text(Double(index + 1), .client, "x") }
        session.text(41, .client, String(repeating: "y", count: 34))
        return session
    }

    private func model(_ keys: [Key], height: Int = 24) -> Model {
        .after([Self.long], keys: keys, size: Size(width: 80, height: height), source: .recording(title: ""))
    }

    @Test(
        arguments: [
            ([down], 24, 6), ([down, down], 24, 12), ([down, down, up], 24, 6), ([up], 24, 0), ([down], 60, 15),
            ([down, down, down, down], 60, 43), ([.end, up], 24, 37), ([.end, down], 24, 43),
        ] as [([Key], Int, Int)])
    func onFlowItIsHalfAScreenOfRows(keys: [Key], height: Int, row: Int) {
        #expect(model([.character("2")] + keys, height: height).cursor.row == row)
    }

    @Test func whatAFilterHidesIsNotCounted() {
        let model = model(.typing("2/text") + [.enter, .home, Self.down])
        #expect(model.cursor.row == 3 + 6)
    }

    @Test func atAnEndThereIsANotice() {
        #expect(model([.character("2"), .end, Self.down]).notice == "This is the end.")
        #expect(model([.character("2"), Self.up]).notice == "This is the start.")
    }

    @Test func onConnectionsItIsAThirdOfTheScreen() {
        let sessions = (1...20).map { number in
            var session = Session(number, at: Double(number), port: 50_000 + number)
            session.handshake(Double(number) + 0.1)
            return session
        }
        let model = Model.after(sessions, keys: [.home, Self.down])
        #expect(model.selected == 12)
        #expect(Model.after(sessions, keys: [.home, Self.down, Self.down, Self.down]).selected == 1)
        #expect(Model.after(sessions, keys: [.home, Self.down, Self.up]).selected == 20)
    }

    /// Row 43 has 40 bytes: 6 of header, 34 of payload.
    @Test(
        arguments: [
            ([down], 16, nil), ([down, down], 32, nil), ([down, down, down], 39, nil), ([down, up], 0, nil),
            ([down, down, down, down], 39, "This is the last byte of the frame; } goes to the next frame."),
            ([up], 0, "This is the first byte of the frame; { goes to the frame before."),
            ([.character("z")], 39, nil), ([.character("z"), up], 23, nil),
            ([.character("z"), .character("a")], 0, nil),
            ([.down, .character("z")], 39, nil),
        ] as [([Key], Int, String?)])
    func onFrameItIsSixteenBytesOfTheSameFrame(keys: [Key], byte: Int, notice: String?) {
        let model = model([.character("4"), .end] + keys)
        #expect(model.cursor.row == 43)
        #expect(model.cursor.byte == byte)
        #expect(model.cursor.bit == nil)
        #expect(model.notice == notice)
    }

    @Test func onHandshakeItIsAStage() {
        #expect(model([.character("3"), Self.down]).cursor == model(.typing("3]")).cursor)
        #expect(model([.character("3"), Self.down, Self.down, Self.up]).cursor == model(.typing("3]")).cursor)
        #expect(model([.character("3"), Self.down]).cursor != model(.typing("3")).cursor)
    }

    @Test func theVerdictIsEightPartsAway() {
        let model = Model.after([.hello], keys: .typing("3}}}}}}}}"), source: .recording(title: ""))
        #expect(model.cursor.step == model.context.handshakePosition.map { $0.steps.count - 1 })
    }

    @Test func itEndsFollowing() {
        #expect(!Model.after([Self.long], keys: [.character("2"), Self.up]).isFollowing)
    }

    /// A key that needs AltGr in Germany or France, and one that does not.
    @Test(arguments: [("[", "e"), ("]", "r"), ("{", "x"), ("}", "c"), ("\\", "v")] as [(Character, Character)])
    func bracketsHaveASecondKey(bracket: Character, letter: Character) {
        for screen in Screen.allCases {
            let bindings = KeyMap.bindings(on: screen)
            #expect(
                bindings.first { $0.keys.contains(.character(bracket)) }?.action
                    == bindings.first { $0.keys.contains(.character(letter)) }?.action)
        }
        let needy = KeyMap.bindings.filter { $0.keys.allSatisfy { "[]{}\\@|~".map(Key.character).contains($0) } }
        #expect(needy.map(\.help) == [])
    }
}
