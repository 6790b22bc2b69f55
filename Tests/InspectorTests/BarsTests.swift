// The title, the footer, the notice, the help, and the key map they are made from.

import TestSupport
import Testing
import TerminalUI

@testable import Inspector

@Suite struct BarsTests {
    private func title(_ model: Model) -> String { view(model).lines[0] }

    @Test func titlesSayWhereTheReaderIs() {
        let keys: [([Key], String)] = [
            (.typing("1"), " wslens  http://localhost:1338/   0 open, 1 in all         LIVE  FOLLOW  ?=help"),
            (.typing("2"), " wslens  #1 Flow  CLOSED 1000                              LIVE  FOLLOW  ?=help"),
            (.typing("3"), " wslens  #1 Handshake  at this step: CONNECTING            LIVE  FOLLOW  ?=help"),
            (.typing("4g"), " wslens  #1 client frame 0  text  5 bytes                          LIVE  ?=help"),
        ]
        for (keys, expected) in keys { #expect(title(.after([.hello], keys: keys)) == expected) }
    }

    @Test func theTitleShowsTheStatus() {
        var model = Model.after([.hello], keys: .typing("2gp "))
        _ = model.update(.held(5, lost: 0))
        #expect(title(model) == " wslens  #1 Flow  CONNECTING, now CLOSED 1000  PAUSED  +5 held  PLAY 1x  ?=help")
        let recording = Model.after([.hello], source: .recording(title: "Chromium says Hello"))
        #expect(title(recording) == " wslens  Chromium says Hello   1 in all                        RECORDED  ?=help")
    }

    @Test func theKeysSayWhatTheyDoNow() {
        var model = Model.after([.hello], keys: .typing("2"), size: Size(width: 140, height: 45))
        #expect(view(model).lines[44].contains("p pause"))
        model.press(.typing("p"))
        #expect(view(model).lines[44].contains("p resume"))
        var mono = Model(source: .recording(title: ""), size: Size(width: 80, height: 24), hasColours: false)
        mono.press(.typing("T"))
        #expect(mono.notice == "Theme: light. This terminal shows no colours, so the themes look alike.")
    }

    /// The second column stays one where its words take several lines.
    @Test(arguments: [60, 80, 120]) func theHelpIsInColumns(width: Int) {
        var model = Model.after([.hello], keys: .typing("2?"), size: Size(width: width, height: 200))
        func list() -> [String] { Array(view(model).lines[3...].prefix { !$0.isEmpty }) }
        var lines = list()
        #expect(lines.count > KeyMap.bindings(on: .flow).count - 3)
        #expect(lines.allSatisfy { !$0.dropFirst(20).hasPrefix(" ") && $0.dropFirst(19).hasPrefix(" ") }, "\(lines)")
        // Narrowed, it is wrapped anew.
        _ = model.update(.resize(Size(width: 60, height: 200)))
        lines = list()
        #expect(lines.allSatisfy { $0.dropFirst(19).hasPrefix(" ") })
    }

    /// Without UTF-8 the characters that stand in for arrows are names of other keys.
    @Test(arguments: "1234", [60, 80, 140]) func inASCIIArrowKeysAreNamedInWords(screen: Character, width: Int) {
        var model = Model(
            source: .live(urls: ["http://localhost:1338/"]), size: Size(width: width, height: 24), hasBlocks: false)
        _ = model.update(.events(Session.hello.events))
        model.press([.character(screen)])
        let footer = view(model).lines[23]
        #expect(footer.hasPrefix(" Left Right "))
        #expect(footer.count <= width && footer.hasSuffix("quit"))
        #expect(!footer.contains { "←→↑↓".contains($0) })
        model.press([.character("?")])
        #expect(!model.screenText.contains { "←→↑↓".contains($0) })
        #expect(view(model).lines[23].hasPrefix(" Up Down line"))
    }

    @Test func everyFooterFitsAndEndsWithAWholeHint() {
        for width in [60, 80, 140] {
            for screen in "1234" {
                let model = Model.after([.hello], keys: [.character(screen)], size: Size(width: width, height: 24))
                let footer = view(model).lines[23]
                #expect(footer.count <= width)
                let words = KeyMap.bindings.compactMap { KeyMap.word(for: $0, on: model.screen, isLive: true) }
                #expect(words.contains { footer.hasSuffix(" " + $0) }, "\(footer)")
            }
        }
    }

    @Test func theFooterOfAModeNamesItsKeys() {
        #expect(view(.after([.hello], keys: .typing("?"))).lines[23] == " ↑ ↓ line  space page  Esc close")
        let typing = view(.after([.hello], keys: .typing("2/hello"))).lines
        #expect(typing[23] == " Enter apply  Esc cancel  Ctrl-U clear")
        #expect(typing[22] == " filter hello                                                         2 matches")
        let pending = view(.after([.hello], keys: .typing("2m"))).lines
        #expect(pending[22] == " Mark this place with a letter, a to z.")
        #expect(pending[23] == " a-z mark  Esc cancel")
        let playing = view(.after([.hello], keys: .typing("2g "), source: .recording(title: "")))
        #expect(playing.lines[23].contains("  space pause  "))
        let asked = Model.after([.hello], keys: .typing("w") + [.enter])
        var exists = asked
        _ = exists.update(.fileExists(path: "connection-1.jsonl"))
        #expect(view(exists).lines[23] == " y replace it  n leave it")
    }

    /// As many hints as there is room for, in their order, and those that are always there behind them.
    @Test(arguments: "1234") func theFooterHasWhatFits(screen: Character) {
        func footer(_ width: Int) -> String {
            view(.after([.hello], keys: [.character(screen)], size: Size(width: width, height: 24))).lines[23]
        }
        let all = footer(300).dropFirst().split(separator: "  ")
        let pinned = all.suffix(2)
        #expect(pinned == ["1-6 screens", "q quit"])
        for width in 60...200 {
            var shown: [Substring] = []
            for hint in all.dropLast(2) where (shown + [hint] + pinned).joined(separator: "  ").count < width {
                shown.append(hint)
            }
            #expect(footer(width) == " " + (shown + pinned).joined(separator: "  "), "\(width) columns")
        }
    }

    @Test func theHelpListsEveryBinding() {
        let live = Help.pager(for: .after([.hello])).paragraphs.map(\.plain)
        let recorded = Help.pager(for: .after([.hello], source: .recording(title: ""))).paragraphs.map(\.plain)
        for binding in KeyMap.bindings {
            // Keys without a meaning here are left out.
            #expect(live.contains { $0.hasSuffix(binding.help) } == (binding.needs != .recording))
            let text = (binding.needs == .recording ? recorded : live).joined(separator: "\n")
            #expect(text.contains(binding.help))
            for key in binding.keys { #expect(text.contains(key.name)) }
        }
    }

    @Test func noKeyHasTwoMeanings() {
        for screen in Screen.allCases {
            let keys = KeyMap.bindings(on: screen).flatMap(\.keys)
            #expect(Set(keys).count == keys.count, "\(screen)")
        }
    }

    @Test func theHelpScrollsAndCloses() {
        var model = Model.after([.hello], keys: .typing("2?"))
        #expect(view(model).lines[1] == "  Keys on Flow")
        model.press([.end])
        let lines = view(model).lines
        #expect(lines[22].hasPrefix("  line "))
        #expect(lines[20...21].joined(separator: " ").contains("F or End goes"))
        model.press([.escape])
        #expect(model.help == nil)
        #expect(model.screen == .flow)
    }
}
