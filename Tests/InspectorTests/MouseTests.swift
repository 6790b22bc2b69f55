// The mouse: clicks at the places at which the screen shows something, and the wheel.

import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

extension Model {
    /// Clicks on the first text of that kind on the screen, so many columns and rows from its start.
    @discardableResult
    fileprivate mutating func click(_ text: String, right: Int = 0, down: Int = 0, sourceLine: Int = #line) -> [Command]
    {
        for (y, line) in view(self).lines.enumerated() {
            guard let range = line.firstRange(of: text) else { continue }
            let x = line.distance(from: line.startIndex, to: range.lowerBound)
            return update(.mouse(MouseEvent(.click, at: Point(x: x + right, y: y + down))))
        }
        Issue.record("\(text) is not on the screen (line \(sourceLine)):\n\(screenText)")
        return []
    }

    fileprivate mutating func wheel(_ action: MouseEvent.Action) {
        _ = update(.mouse(MouseEvent(action, at: Point(x: 5, y: 5))))
    }

    func after(_ change: (inout Model) -> Void) -> Model {
        var copy = self
        change(&copy)
        return copy
    }
}

@Suite struct MouseTests {
    private static let recording = Source.recording(title: "")

    private func model(_ keys: String, _ sessions: [Session] = [.hello], width: Int = 80, height: Int = 24) -> Model {
        .after(sessions, keys: .typing(keys), size: Size(width: width, height: height), source: Self.recording)
    }

    // MARK: Frame

    /// The frame is 81 85 37 fa 21 3d 7f 9f 4d 51 58, and its plain text Hello.
    @Test func bytesOfTheWire() {
        let bytes: [(text: String, right: Int, down: Int, byte: Int)] = [
            ("81]85 37", 7, 0, 2), ("81]85 37", 6, 0, 2), ("81]85 37", 3, 0, 1), ("4d 51 58", 6, 0, 10),
            ("81]85 37", 6, 1, 2),  // the letter below
            ("··7·!=··MQX", 8, 0, 8), ("··7·!=··MQX", 0, 0, 0),  // the characters
            ("byte 4", 2, 0, 4),  // the name below the bits
            ("9f       4d", 0, 0, 7), ("9f       4d", 9, 0, 8),  // the columns of the unmasking
        ]
        for (text, right, down, byte) in bytes {
            let clicked = model("4g").after { $0.click(text, right: right, down: down) }
            #expect(clicked.cursor.byte == byte, "\(text) \(right)")
            #expect(clicked.cursor.bit == nil)
        }
    }

    @Test func bitsOnTheLine() {
        let clicked = model("4g").after { $0.click("0001", right: 3) }
        #expect((clicked.cursor.byte, clicked.cursor.bit) == (0, 7))
        let key = model("4g").after { $0.click("00110111", right: 1) }
        #expect((key.cursor.byte, key.cursor.bit) == (2, 1))
        // Between two fields there is none.
        let between = model("4g").after { $0.click("0001", right: -1) }
        #expect((between.cursor.byte, between.cursor.bit) == (0, nil))
    }

    @Test func bitsOfThePicture() {
        let clicked = model("4g", width: 140, height: 45).after { $0.click("0 0 1 1 0 1 1 1", right: 4) }
        #expect((clicked.cursor.byte, clicked.cursor.bit) == (2, 2))
    }

    @Test func aClickEndsPlayingAndFollowing() {
        var live = Model.after([.hello], keys: .typing("4"))
        #expect(live.isFollowing)
        live.click("37", right: 1)
        #expect(!live.isFollowing)
        let playing = model("4g ").after { $0.click("85", right: 1) }
        #expect(!playing.isPlaying)
        #expect(playing.cursor.byte == 1)
    }

    @Test func panesGetTheFocus() {
        let panes: [(String, String)] = [
            ("4g", "─ bits"), ("4g", "─ decoder"), ("4g", "─ unmasking"), ("3g", "─ accept key"),
            ("3g", "─ bytes of the request"),
        ]
        for (keys, pane) in panes {
            let clicked = model(keys).after { $0.click(pane, right: 4) }
            #expect(clicked.screenText.contains("─ ▸ " + pane.dropFirst(2)), "\(pane)")
        }
        var flow = model("2g")
        flow.click(" client  ", right: 2)
        #expect(flow.screenText.contains("▸client"))
        flow.press([.character("\\")])
        #expect(flow.screenText.contains("arrow 1 of"))
    }

    // MARK: Rows

    @Test func aRowOfTheLadderIsSelectedAndThenOpened() {
        var model = model("2g")
        model.click("\"Hello\"")
        #expect(model.cursor.row == 3)
        #expect(model.screen == .flow)
        model.click("\"Hello\"")
        #expect(model.screen == .frame)
    }

    /// The first click moves the row to the middle, away from the pointer.
    @Test func twoClicksAtOnePlaceMeanOneRow() {
        var model = model("2g", [.fragments])
        let line = view(model).lines.firstIndex { $0.contains("continuation") || $0.contains("\"here\"") } ?? 0
        let event = Input.mouse(MouseEvent(.click, at: Point(x: 30, y: line)))
        _ = model.update(event)
        let row = model.cursor.row
        #expect(row > 1)
        _ = model.update(event)
        #expect(model.screen == .frame)
        #expect(model.cursor.row == row)
        // A key in between, and it is a first click again.
        model.press(.typing("2g"))
        _ = model.update(event)
        model.press([.right])
        _ = model.update(event)
        #expect(model.screen == .flow)
    }

    @Test func aConnectionIsSelectedAndThenOpened() {
        var model = model("1o", [.hello, .page, .reset])
        model.click(":51546")
        #expect(model.selected == 2)
        #expect(model.screen == .connections)
        model.click(":51546")
        #expect(model.screen == .flow)
    }

    @Test func aRowOfThePreviewIsShownOnFlow() {
        let clicked = model("1g").after { $0.click("\"Hello\"") }
        #expect(clicked.screen == .flow)
        #expect(clicked.cursor.row == 3)
    }

    // MARK: Handshake

    @Test func linesOfAHead() {
        var model = model("3g")
        model.click("Sec-WebSocket-Key")
        #expect(model.screenText.contains("▸ Sec-WebSocket-Key"))
        model.click(" response  ", right: 3)
        #expect(model.screenText.contains("▸ HTTP/1.1 101"))
        model.click(" request  ", right: 3)
        #expect(model.screenText.contains("▸ GET / HTTP/1.1"))
    }

    @Test(arguments: ["key", "+ GUID", "SHA-1", "Base64", "sent"]) func rowsOfTheComputation(name: String) {
        let clicked = model("3g").after { $0.click("  \(name)  ", right: 3) }
        #expect(clicked.screenText.contains("▸ \(name)"), "\(clicked.screenText)")
    }

    /// A click must not show what is to be predicted.
    @Test func behindTheVeilAClickShowsNothing() {
        var model = model("3g}}H")
        let before = model.cursor
        model.click("  sent")
        #expect(model.cursor == before)
        #expect(model.notice == "That is ahead, behind the veil; → goes there step by step.")
        var frame = self.model("4gH")
        frame.click("··", right: 1)
        #expect(frame.cursor.byte == 0)
        frame.press([.right])
        frame.click("81", right: 1)
        #expect(frame.cursor.byte == 0)
    }

    // MARK: Keys

    @Test func theFooterPressesKeys() {
        var model = model("2g")
        model.click("→ row", down: 0)
        #expect(model.cursor.row == 1)
        model.click(" row  ", right: 1)
        #expect(model.cursor.row == 2)
        model.click("← →")
        #expect(model.cursor.row == 1)
        model.click("screens")
        #expect(model.screen == .handshake)
        model.click("?=help")
        #expect(model.help != nil)
        model.click("Esc close")
        #expect(model.help == nil)
        #expect(model.click("q quit") == [.quit])
    }

    @Test func aQuestionTakesOnlyItsKeys() {
        var model = model("2g:")
        model.click("\"Hello\"")
        #expect(model.prompt != nil)
        #expect(model.cursor.row == 0)
        model.wheel(.wheelDown)
        #expect(model.cursor.row == 0)
        model.press(.typing("c0"))
        model.click("Enter go", right: 7)
        #expect(model.prompt == nil)
        #expect(model.cursor.row == 3)
        var marking = Model.after([.hello], keys: .typing("2m"))
        marking.click("a-z")
        #expect(marking.pending == .markName)
        marking.click("Esc cancel")
        #expect(marking.pending == nil)
    }

    @Test func everyNameInTheFooterIsAKey() {
        for screen in "1234" {
            let model = model("\(screen)g", width: 200)
            for hint in KeyMap.bindings(on: model.screen).compactMap(\.footer) where !hint.keys.hasPrefix("1-") {
                for name in hint.keys.split(separator: " ") {
                    #expect(Key(named: String(name))?.name == String(name), "\(name)")
                }
            }
        }
    }

    // MARK: The wheel

    @Test func theWheelScrolls() {
        var flow = model("2g")
        flow.wheel(.wheelDown)
        #expect(flow.cursor.row == 3)
        flow.wheel(.wheelUp)
        #expect(flow.cursor.row == 0)
        var frame = Model.after(
            [Session.upgraded.client(frame(.text, String(repeating: "a", count: 60)))], keys: .typing("4g"),
            source: Self.recording)
        frame.wheel(.wheelDown)
        #expect(frame.cursor.byte == 16)
        // A row of bytes as it is drawn.
        for (size, isProjector, byte) in [
            (Size(width: 60, height: 20), true, 8), (Size(width: 140, height: 45), false, 32),
        ] {
            var other = frame
            _ = other.update(.resize(size))
            if isProjector { other.press(.typing("P")) }
            other.press(.typing("a"))
            other.wheel(.wheelDown)
            #expect(other.cursor.byte == byte, "\(size)")
        }
        var help = model("2g?")
        help.wheel(.wheelDown)
        #expect(help.help?.top == 3)
        help.wheel(.wheelUp)
        #expect(help.help?.top == 0)
        #expect(help.cursor.row == 0)
        var list = model("1", [.hello, .page, .reset])
        let first = list.selected
        list.wheel(.wheelUp)
        #expect(list.selected != first)
    }

    // MARK: On and off

    @Test func theMouseCanBeTurnedOff() {
        var model = model("2g")
        #expect(model.update(.key(.character("M"))) == [.setMouse(false)])
        #expect(model.notice == "Mouse off: it selects text again. M turns it on.")
        model.click("\"Hello\"")
        model.wheel(.wheelDown)
        #expect(model.cursor.row == 0)
        #expect(model.update(.key(.character("M"))) == [.setMouse(true)])
        #expect(model.notice?.contains("with Shift held it selects text") == true)
        model.click("\"Hello\"")
        #expect(model.cursor.row == 3)
        let without = Model(source: Self.recording, size: Size(width: 80, height: 24), hasMouse: false)
        #expect(without.after { _ = $0.update(.mouse(MouseEvent(.wheelDown, at: Point(x: 0, y: 5)))) }.notice == nil)
    }

    /// Wherever one clicks, in any size: nothing traps, and the screen can still be drawn.
    @Test func anyClickIsHarmless() {
        for (width, height) in [(80, 24), (60, 20), (10, 4)] {
            for screen in "1234" {
                let start = Model.after(
                    [.hello, .fragments, .unmasked, .page], keys: [.character(screen)],
                    size: Size(width: width, height: height))
                for y in stride(from: -1, through: height, by: 2) {
                    for x in stride(from: -1, through: width, by: 9) {
                        var model = start
                        for _ in 0..<2 { _ = model.update(.mouse(MouseEvent(.click, at: Point(x: x, y: y)))) }
                        #expect(model.size == start.size)
                    }
                }
            }
        }
    }

    /// A key that the last line or the title shows does something, or says why not.
    @Test(arguments: [(80, 24), (140, 45)]) func everyKeyThatIsShownDoesSomething(width: Int, height: Int) {
        let connections: [[Session]] = [[.hello], [.hello, .page, .reset], [.refused], [.page], [.unfinished], []]
        let states = [
            "1", "1o", "2", "2g", "2\t\t\\", "2\t\t\\\\", "3", "3g", "3\\", "4", "4g", "4\t\\", "2gH", "3gH", "4gH",
            "4m", "w", "A",
            "2:", "2/",
        ]
        for sessions in connections {
            for source in [Self.recording, .live(urls: ["http://localhost:1338/"])] {
                for state in states {
                    var model = Model.after(
                        sessions, keys: state.map { $0 == "\t" ? .tab : .character($0) },
                        size: Size(width: width, height: height), source: source)
                    model.context.notice = nil
                    let before = view(model)
                    for target in before.targets {
                        guard let meaning = target.value as? ClickTarget, case .key = meaning else { continue }
                        var clicked = model
                        let point = Point(x: target.area.x, y: target.area.y)
                        let commands = clicked.update(.mouse(MouseEvent(.click, at: point)))
                        let refusals = ["does nothing", "works on", "needs a"]
                        let isDead = clicked.notice.map { words in refusals.contains { words.contains($0) } }
                        #expect(
                            !(isDead ?? (commands.isEmpty && view(clicked) == before)),
                            "\(meaning) after \(state): \(clicked.notice ?? "nothing")\n\(before.lines.joined(separator: "\n"))"
                        )
                    }
                }
            }
        }
    }
}
