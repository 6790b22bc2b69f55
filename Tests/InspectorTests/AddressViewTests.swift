// The addresses of the server by a key, with a QR code.

import TerminalUI
import TestSupport
import Testing

@testable import Inspector

@Suite struct AddressViewTests {
    private static func model(
        _ urls: [String], _ sessions: [Session] = [.hello], size: Size = Size(width: 80, height: 24), keys: [Key] = []
    ) -> Model {
        .after(sessions, keys: keys + [.character("A")], size: size, source: .live(urls: urls))
    }

    @Test func theAddressOfALocalServer() {
        expectScreen(
            Self.model(["http://localhost:1338/"]).screenText,
            is: """
                 wslens  http://localhost:1338/   0 open, 1 in all         LIVE  FOLLOW  ?=help
                 █   ▄█▄ ▄█▄ ▄▄  ▄   █   █ █  ▄   ▄▄  ▄▄ █ █    ▄  ▄▀▀ ▄█▄ ▄ ▄█ ▀▀█ ▀▀█ █▀█   █
                 █▀▄  █   █  █ █    █   █  █ █ █ █   █ █ █ █▀▄ █ █  ▀▄  █     █  ▀█  ▀█ █▀█  █
                 ▀ ▀  ▀▀  ▀▀ █▀  ▀ ▀   ▀   ▀  ▀   ▀▀  ▀▀ ▀ ▀ ▀  ▀  ▀▀   ▀▀ ▀  ▀ ▀▀▀ ▀▀▀ ▀▀▀ ▀


                     █▀▀▀▀▀█ █  ▄▄█▄▀  █▀▀▀▀▀█      http://localhost:1338/
                     █ ███ █ ██▄ █▄▀ ▀ █ ███ █
                     █ ▀▀▀ █ ▄██ ▀▀▄▀  █ ▀▀▀ █      Only this machine can open it; wslens
                     ▀▀▀▀▀▀▀ ▀ █▄▀ █▄▀ ▀▀▀▀▀▀▀      --host 0.0.0.0 lets others in.
                     █▀ ▄▀█▀   ▀ ▀▄▀▄█  ▀▄█▀█▀
                     ▀██▀██▀█ █▀ ▄▀▄▀▄▀▄██▀█▄
                     ▄▀▄█▀▀▀▄  ▄▀▄ ▀▄█▀▀▀▄▀▀█▀
                       ▀▀▀▀▀▄▄▀▄█▀  ▀ ▀ ▄▄██▄
                     ▀▀▀  ▀▀ ██  ▀ █▀█▀▀▀█▀█
                     █▀▀▀▀▀█ ▄▄  ▄▀█ █ ▀ ██▄▄▄
                     █ ███ █ ▀█ ▀▄▀█ ▀███▀▄███
                     █ ▀▀▀ █ ▄█ █▀█▀█ ▀██▄▄▄█
                     ▀▀▀▀▀▀▀ ▀   ▀▀ ▀  ▀   ▀▀▀




                 Esc close
                """)
    }

    @Test func theAddressesThatPhonesReach() {
        let urls = ["http://localhost:1338/", "http://192.168.1.20:1338/", "http://10.0.0.7:1338/"]
        expectScreen(
            Self.model(urls).screenText,
            is: """
                 wslens  http://localhost:1338/   0 open, 1 in all         LIVE  FOLLOW  ?=help
                 ▄█ █▀█ ▀▀█   ▄█ █▀▀ █▀█   ▄█   ▀▀█ █▀█ ▄ ▄█ ▀▀█ ▀▀█ █▀█   █
                  █ ▀▀█ █▀▀    █ █▀█ █▀█    █   █▀▀ █ █    █  ▀█  ▀█ █▀█  █
                  ▀ ▀▀▀ ▀▀▀ ▀  ▀ ▀▀▀ ▀▀▀ ▀  ▀ ▀ ▀▀▀ ▀▀▀ ▀  ▀ ▀▀▀ ▀▀▀ ▀▀▀ ▀


                     █▀▀▀▀▀█ ▄▀ ▄█▄ ██ █▀▀▀▀▀█      http://192.168.1.20:1338/
                     █ ███ █ ▀███▀  ▀  █ ███ █
                     █ ▀▀▀ █ █▄ ▄ █▄█▄ █ ▀▀▀ █      Others:
                     ▀▀▀▀▀▀▀ █▄▀ █ ▀▄█ ▀▀▀▀▀▀▀      http://localhost:1338/
                     ▀▀▄▀▄ ▀█▄ █▄ ▀▄   ██▀ ▀▀▄      http://10.0.0.7:1338/
                     ▀▀ ▄█▄▀█▀▀▀  ▄█ ▄ █▄▀  ▀▀
                     ▀▀▀▄██▀ ▄▄▄▄█▀█▀█▄█▀ █▄▀█
                     ▀▄▄▄ █▀██▀  █▄▄▄▀▄▄█ ▄▀▄▀
                     ▀▀▀▀▀▀▀▀▄▄█▀▀▄▀▀█▀▀▀███ ▄
                     █▀▀▀▀▀█ ▀ ▀ ▄▀███ ▀ █▄▄▀▀
                     █ ███ █ ▄▄▀ ▀█▄▄██▀▀█ ▄▀
                     █ ▀▀▀ █ ▄ ▀ ▀▄▀▀▄▀ ▀▀█▀ ▀
                     ▀▀▀▀▀▀▀ ▀▀ ▀ ▀▀ ▀▀▀▀   ▀▀




                 Esc close
                """)
    }

    @Test(arguments: [
        (["http://localhost:1338/", "http://10.0.0.7:1338/"], "http://10.0.0.7:1338/"),
        (["http://localhost:1338/", "http://127.0.0.1:1338/"], "http://localhost:1338/"),
        (["http://localhost:1338/", "http://[::1]:1338/", "http://[fd00::2]:1338/"], "http://[fd00::2]:1338/"),
    ])
    func theCodeIsOfTheFirstThatAPhoneReaches(urls: [String], expected: String) {
        #expect(AddressView.reachable(urls) == expected)
    }

    @Test func withoutBlocksOrRoomThereAreLetters() {
        let long = "http://192.168.178.123:51338/?token=" + String(repeating: "x", count: 90)
        for text in [
            Self.model(["http://localhost:1338/"], size: Size(width: 60, height: 20)).screenText,
            Self.model([long]).screenText,
        ] { #expect(!text.contains("█▀▀▀▀▀█") || text.contains("http://")) }
        #expect(!Self.model([long]).screenText.contains("█▀▀▀▀▀█"))
        var model = Model(
            source: .live(urls: ["http://localhost:1338/"]), size: Size(width: 80, height: 24), hasBlocks: false)
        model.press([.character("A")])
        #expect(!model.screenText.contains("█▀▀▀▀▀█") && model.screenText.contains("http://localhost:1338/"))
    }

    /// On every screen, before there is a connection too; Esc goes back to what was there.
    @Test(arguments: Screen.allCases) func opensAndClosesEverywhere(screen: Screen) {
        for sessions in [[], [Session.hello]] {
            var model = Model.after(sessions, keys: [.character(Character("\(screen.rawValue)"))])
            let before = model.screenText
            model.press([.character("A")])
            #expect(model.screenText.contains("█▀▀▀▀▀█"))
            model.press([.escape])
            #expect(model.screenText == before)
        }
    }

    @Test func aTokenThatDoesNotFitStandsBelow() {
        expectScreen(
            Self.model(["http://192.168.1.20:1338/?token=correct-horse-battery"]).screenText,
            is: """
                 wslens  http://192.168.1.20:1338/?token=correct-horse-ba… LIVE  FOLLOW  ?=help
                 ▄█ █▀█ ▀▀█   ▄█ █▀▀ █▀█   ▄█   ▀▀█ █▀█ ▄ ▄█ ▀▀█ ▀▀█ █▀█
                  █ ▀▀█ █▀▀    █ █▀█ █▀█    █   █▀▀ █ █    █  ▀█  ▀█ █▀█
                  ▀ ▀▀▀ ▀▀▀ ▀  ▀ ▀▀▀ ▀▀▀ ▀  ▀ ▀ ▀▀▀ ▀▀▀ ▀  ▀ ▀▀▀ ▀▀▀ ▀▀▀


                     █▀▀▀▀▀█  ▀█ ▄▀█  █▄ █ █▀▀▀▀▀█      http://192.168.1.20:1338/
                     █ ███ █ ▄█▀  ▄▀  ▄▄▀  █ ███ █      ?token=correct-horse-battery
                     █ ▀▀▀ █ ▀█▀▀▄▄  ▀▀▄▀▄ █ ▀▀▀ █
                     ▀▀▀▀▀▀▀ ▀ ▀ ▀ █▄▀ █ ▀ ▀▀▀▀▀▀▀
                     ▀▀ ▄ █▀▀▄▄▀▄ ▀▀█▀██▄█▄  █▀▄▄
                     ▄▀█▀▀▄▀ ▀▀▄ ▄ ▀██▀ ▄  ▄▀█
                     ▄▄▄▀  ▀  ▀▀█▀▄▀▄█▄▀▄ ██ ▄ ▄▄█
                     ▀█▀▀ ▄▀▀▀█ ▄█ ▀██▀  ▄▀█▄  █ ▄
                     ▄▀█ ▄█▀▄██ ▄▀█▀█▄▀ ▄▀▀▄ ▄▄█▄▄
                     █▀▀ ▀▄▀▀▄ ▄▀ ▀▀▀▄▀▄█▀ ▄▀▄   ▀
                     ▀  ▀▀ ▀ █▀▀████▄██▄▄█▀▀▀█▄▀▀▀
                     █▀▀▀▀▀█ █ ▄  ▀██▄▀ ▀█ ▀ █▀▀▄
                     █ ███ █  ▀██▀ ▄▄█▄▄▀█▀▀█▀  ▄█
                     █ ▀▀▀ █ ▄ ▀▄▄▀▄▀▀▀▀▀▀ █▄█▀▄▀▄
                     ▀▀▀▀▀▀▀ ▀▀▀  ▀▀▀ ▀       ▀▀


                 Esc close
                """)
    }

    /// Where there is no code, the screen says why.
    @Test(
        arguments: [
            ("http://localhost:1338/", true, 80, 20, nil),
            ("http://localhost:1338/", false, 80, 24, "this terminal does not use UTF-8"),
            (
                "http://localhost:1338/?token=" + String(repeating: "k", count: 60), true, 80, 20,
                "it takes 45x23, and there is room for 78x18"
            ),
            (
                "http://localhost:1338/?token=" + String(repeating: "k", count: 400), true, 80, 24,
                "the address is too long"
            ),
        ] as [(String, Bool, Int, Int, String?)])
    func saysWhyThereIsNoCode(url: String, hasBlocks: Bool, width: Int, height: Int, why: String?) {
        var model = Model(
            source: .live(urls: [url]), size: Size(width: width, height: height), hasBlocks: hasBlocks)
        model.press([.character("A")])
        #expect(model.screenText.contains("█▀▀▀▀▀█") == (why == nil))
        #expect(model.screenText.contains("No QR code") == (why != nil))
        if let why { #expect(model.screenText.contains(why)) }
    }

    /// Any address in any size: nothing is drawn outside, and nothing traps.
    @Test(arguments: [20, 21, 23, 24, 30, 45], [60, 79, 80, 100, 140])
    func fitsInEverySize(height: Int, width: Int) {
        let long = "http://" + String(repeating: "a-long-name.", count: 12) + "example:1338/?token="
        let all = [
            ["http://localhost:1338/"], [long + String(repeating: "k", count: 300)],
            (1...12).map { "http://[2001:db8:0:0:0:0:0:\($0)]:1338/?token=secretword" },
        ]
        for urls in all {
            for hasBlocks in [true, false] {
                for keys in ["", "P", "A", "PA"] {
                    var model = Model(
                        source: .live(urls: urls), size: Size(width: width, height: height), hasBlocks: hasBlocks)
                    model.press(.typing(keys))
                    #expect(view(model).size == Size(width: width, height: height))
                }
            }
        }
    }

    @Test func aRecordingHasNoAddress() {
        let model = Model.after([.hello], keys: [.character("A")], source: .recording(title: "Hello"))
        #expect(model.notice == "A needs a live server; this is a recording.")
    }
}
