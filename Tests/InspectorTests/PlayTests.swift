// Playing: rows in real time, bytes and steps one by one, pauses at notes, and the end.

import Capture
import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct PlayTests {
    /// The clock ticks that often per second.
    private func run(_ model: inout Model, for seconds: Double, ticksPerSecond: Double = 8) {
        let start = model.now
        for tick in 1...Int(seconds * ticksPerSecond) { _ = model.update(.tick(start + Double(tick) / ticksPerSecond)) }
    }

    private func recorded(_ session: Session, keys: [Key], now: Double = 100) -> Model {
        .after([session], keys: keys, source: .recording(title: ""), now: now)
    }

    /// The rows of `hello` are at 0, 0.002, 0.003, 0.502, 0.503 and from 2 on.
    @Test(arguments: [
        ("2 ", 0.5, 2), ("2 ", 0.625, 4), ("2 ", 1.875, 4), ("2 ", 2, 5), ("1 ", 0.625, 4), ("2+ ", 0.25, 2),
        ("2+ ", 1, 5), ("2- ", 1, 2), ("2- ", 1.125, 4), ("2---- ", 7, 2), ("2---- ", 8.125, 4), ("2-------- ", 7, 2),
    ])
    func rowsArePlayedByTheirTimes(keys: String, seconds: Double, row: Int) {
        var model = recorded(.hello, keys: .typing(keys))
        run(&model, for: seconds)
        #expect(model.isPlaying)
        #expect(model.cursor.row == row)
    }

    @Test func aConnectionThatWasRewoundPlaysTheSame() {
        var model = Model.after([.hello], keys: .typing("2g "), now: 100)
        run(&model, for: 0.625)
        #expect(model.cursor.row == 4)
        #expect(!model.isFollowing)
    }

    @Test func theEndStopsPlaying() {
        var model = recorded(.hello, keys: .typing("2+ "))
        run(&model, for: 1.5)
        #expect(model.cursor.row == 8)
        #expect(!model.isPlaying)
        #expect(model.notice == "This is the end; space plays it again from the start.")
        model.press(.typing(" "))
        #expect(model.cursor.row == 0)
        #expect(model.isPlaying)
    }

    @Test func aStepByHandEndsPlayingAndASilenceCanBeLeftByOne() {
        var model = recorded(.hello, keys: .typing("2 "))
        run(&model, for: 1)
        model.press([.character("}")])
        #expect(model.cursor.row == 6 - 1)
        #expect(!model.isPlaying)
        // Playing continues from there: the answer comes a thousandth of a second later.
        model.press(.typing(" "))
        run(&model, for: 0.125)
        #expect(model.cursor.row == 8)
    }

    @Test(
        arguments: [("2++", "4x", 4), ("2", "1x", 1), ("2-----", "1/16x", 0.0625), ("2+++++++++", "64x", 64)]
            as [(String, String, Double)])
    func theTitleTellsTheSpeed(keys: String, words: String, speed: Double) {
        let model = recorded(.hello, keys: .typing(keys + " "))
        #expect(model.speed == speed)
        #expect(view(model).lines[0].contains("PLAY \(words)"))
    }

    @Test func insideAFrameEveryByteIsAStep() {
        var model = recorded(.hello, keys: .typing("4 "))
        #expect(view(model).lines[0].contains("PLAY 2/s"))
        run(&model, for: 1)
        #expect(model.cursor.byte == 2)
        model.press(.typing("+"))
        #expect(model.notice == "Playing makes 4 steps per second.")
        run(&model, for: 1)
        #expect(model.cursor.byte == 6)
    }

    @Test func manyStepsAreMadeInOneTick() {
        var model = recorded(.hello, keys: .typing("3++++++ "))
        _ = model.update(.tick(100.5))
        #expect(model.cursor.step == 64)
    }

    /// A frame every hundredth of a second, or ten thousand of them in the tenth of a second after the first.
    private static func dense(_ count: Int, every interval: Double) -> Session {
        var session = Session()
        session.handshake(0)
        for index in 0..<count { session.text(1 + Double(index) * interval, .client, "x") }
        return session
    }

    /// While the program was stopped, or its clock was set, no more than a second has passed for the reader: at the
    /// chosen speed, and whatever the recording has by then. Rows 1 and 2 are the handshake, row 3 is the frame at 1.
    @Test(arguments: [
        (keys: "2 ", silence: 0.5, row: 2), ("2 ", 1, 3), ("2 ", 1.5, 3), ("2 ", 3600, 3), ("2 ", 1e9, 3),
        ("2++ ", 1, 303), ("2++ ", 3600, 303), ("2- ", 3600, 2), ("2 ", -3600, 1),
    ])
    func afterASilenceASecondIsPlayed(keys: String, silence: Double, row: Int) {
        var model = recorded(Self.dense(3000, every: 0.01), keys: .typing(keys))
        _ = model.update(.tick(100 + silence))
        #expect(model.cursor.row == row)
        #expect(model.isPlaying)
        // From there on it continues at its usual pace.
        _ = model.update(.tick(100 + silence + 0.25))
        #expect(model.cursor.row <= row + 101)
    }

    /// Silences of an hour, one after the other, are played in a second each.
    @Test func eachSilenceIsASecond() {
        var model = recorded(Self.dense(3000, every: 0.01), keys: .typing("2 "))
        for hour in 1...5 { _ = model.update(.tick(100 + 3600 * Double(hour))) }
        #expect((402...403).contains(model.cursor.row), "4 s behind the first frame: \(model.cursor.row)")
    }

    /// However closely the events are packed, those that are due are played, and no others.
    @Test func closelyPackedEventsArePlayedWhenTheyAreDue() {
        var model = recorded(Self.dense(10_000, every: 0.00001), keys: .typing("2 "))
        _ = model.update(.tick(101))
        #expect(model.cursor.row == 3)
        _ = model.update(.tick(101.0625))
        #expect((6252...6253).contains(model.cursor.row), "\(model.cursor.row)")
        _ = model.update(.tick(5000))
        #expect(model.cursor.row == 10_002)
        #expect(!model.isPlaying)
    }

    /// The same where playing makes steps: at most 128 per second, and the one that was due.
    @Test(arguments: [(silence: 1.0, step: 128), (3600, 129), (1e9, 129), (-3600, 0)])
    func afterASilenceTheStepsOfASecondAreMade(silence: Double, step: Int) {
        var model = recorded(.hello, keys: .typing("3++++++ "))
        _ = model.update(.tick(100 + silence))
        #expect(model.cursor.step == step)
        #expect(model.isPlaying)
    }

    @Test func playingWaitsAtTheEndOfALiveConnection() {
        var model = Model.after([.fragments], keys: .typing("2 "), now: 5)
        run(&model, for: 1)
        #expect(model.isPlaying)
        var more = Session()
        more.text(6.05, .server, "more")
        _ = model.update(.events(Array(more.events.dropFirst())))
        #expect(model.cursor.row == 8)
        run(&model, for: 0.125)
        #expect(model.cursor.row == 9)
    }

    @Test(arguments: [1, 8])
    func playingPausesAtATeachersNote(ticksPerSecond: Double) {
        var model = recorded(.reset, keys: .typing("2++ "))
        run(&model, for: 3, ticksPerSecond: ticksPerSecond)
        #expect(model.cursor.row == 3)
        #expect(!model.isPlaying)
        #expect(model.noteWords == "Watch what the code will be, although nobody sends one.")
        model.press(.typing(" "))
        run(&model, for: 3, ticksPerSecond: ticksPerSecond)
        #expect(model.cursor.row == 6)
    }

    /// Two frames with a note between them, and one after them.
    private var noted: Session {
        var session = Session()
        session.handshake(0.002)
        session.frame(1, .server, .ping, [])
        session.add(1.5, .note("A Ping may come at any time.", pauses: true))
        session.frame(2, .client, .pong, [])
        session.add(2.5, .note("That is all.", pauses: true))
        return session
    }

    @Test func onFrameItPausesAfterTheFrameThatTheNoteFollows() {
        var model = recorded(noted, keys: .typing("4 "))
        run(&model, for: 2)
        #expect(model.cursor.row == 3)
        #expect(!model.isPlaying)
        #expect(model.noteWords == "A Ping may come at any time.")
        model.press(.typing(" "))
        run(&model, for: 4)
        #expect(model.cursor.byte == 5)
        #expect(model.noteWords == "That is all.")
    }

    /// A ping at 1 s, a note of nine words at 1.5 s, and a frame at 2 s.
    private var remarked: Session {
        var session = Session()
        session.handshake(0.002)
        session.frame(1, .server, .ping, [])
        session.add(1.5, .note("A Ping may come at any time, even now.", pauses: false))
        session.frame(2, .client, .pong, [])
        return session
    }

    /// Two seconds and a third of a second for each of nine words: 5 s.
    @Test(arguments: [("2 ", 5.0, 1.5), ("2+ ", 2.5, 0.75), ("2- ", 10, 3)])
    func aNoteHoldsPlayingForItsReadingTime(keys: String, hold: Double, start: Double) {
        var model = recorded(remarked, keys: .typing(keys))
        run(&model, for: start)
        #expect(model.cursor.row == 4)
        #expect(view(model).lines[0].contains("note: \(Int(hold.rounded(.up))) s"))
        run(&model, for: hold - 0.25)
        #expect(model.cursor.row == 4)
        #expect(view(model).lines[0].contains("note: 1 s"))
        #expect(model.isPlaying)
        // Then the other half of a second until the next row passes.
        run(&model, for: 0.25 + start / 3)
        #expect(model.cursor.row == 5)
        #expect(!view(model).lines[0].contains("note:"))
    }

    @Test(arguments: [Key.character(" "), .right, .pageDown, .enter, .character("y"), .character("+")])
    func anyKeyGoesOn(key: Key) {
        var model = recorded(remarked, keys: .typing("2 "))
        run(&model, for: 2)
        model.press([key])
        #expect(model.cursor.row == 4)
        #expect(model.screen == .flow)
        #expect(model.isPlaying)
        run(&model, for: 0.5)
        #expect(model.cursor.row == 5)
    }

    @Test func otherKeysDoWhatTheyDo() {
        var model = recorded(remarked, keys: .typing("2 "))
        run(&model, for: 2)
        model.press([.left])
        #expect(model.cursor.row == 3)
        #expect(!model.isPlaying)
        model.press(.typing(" ?"))
        #expect(model.help != nil)
    }

    @Test func onFrameANoteHoldsTheSteps() {
        var model = recorded(remarked, keys: .typing("4 "))
        run(&model, for: 1)
        #expect(model.noteWords == "A Ping may come at any time, even now.")
        run(&model, for: 4.75)
        #expect(model.cursor.row == 3)
        #expect(model.noteWords != nil)
        run(&model, for: 0.5)
        #expect(model.cursor.row == 5)
        #expect(model.isPlaying)
    }

    @Test func aNoteThatTheFilterHidesDoesNotHold() {
        var model = recorded(remarked, keys: .typing("2/masked") + [.enter] + .typing("g "))
        #expect(model.cursor.row == 0, "it plays from the start")
        run(&model, for: 2)
        #expect(model.cursor.row == 5)
    }

    @Test func aNoteThatTheFilterHidesIsShownAllTheSame() {
        var model = recorded(noted, keys: .typing("2/ping") + [.enter] + .typing("g "))
        run(&model, for: 2)
        #expect(model.cursor.row == 4)
        #expect(!model.isPlaying)
    }

    @Test func onlyWhatTheFilterShowsIsPlayed() {
        var model = recorded(.fragments, keys: .typing("2/continuation") + [.enter] + .typing("g "))
        #expect(model.cursor.row == 6)
        model.press([.home] + .typing(" "))
        run(&model, for: 1)
        #expect(model.cursor.row == 7)
        #expect(!model.isPlaying)
    }

    @Test func anotherScreenContinuesFromThere() {
        var model = recorded(.hello, keys: .typing("2 "))
        run(&model, for: 0.625)
        model.press(.typing("4"))
        #expect(model.isPlaying)
        run(&model, for: 1)
        #expect(model.cursor.row == 4)
        #expect(model.cursor.byte == 2)
        model.press(.typing("1"))
        run(&model, for: 1.5)
        #expect(model.cursor.row == 8)
    }

    @Test func thereMustBeAConnection() {
        let model = Model.after([], keys: .typing(" "))
        #expect(model.notice == "There is no connection to play yet.")
        #expect(!model.isPlaying)
    }
}
