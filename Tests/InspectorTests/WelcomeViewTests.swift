// The first screen, without a connection.

import Inspector
import Testing
import TerminalUI

@Suite struct WelcomeViewTests {
    @Test func showsTheAddressAndTheScreens() {
        let urls = ["http://localhost:1338/", "http://192.168.1.20:1338/"]
        let model = Model(source: .live(urls: urls), size: Size(width: 80, height: 24))
        expectScreen(
            model.screenText,
            is: """
                 wslens  http://localhost:1338/                            LIVE  FOLLOW  ?=help

                 Open this address in a browser:

                 █   ▄█▄ ▄█▄ ▄▄  ▄   █   █ █  ▄   ▄▄  ▄▄ █ █    ▄  ▄▀▀ ▄█▄ ▄ ▄█ ▀▀█ ▀▀█ █▀█   █
                 █▀▄  █   █  █ █    █   █  █ █ █ █   █ █ █ █▀▄ █ █  ▀▄  █     █  ▀█  ▀█ █▀█  █
                 ▀ ▀  ▀▀  ▀▀ █▀  ▀ ▀   ▀   ▀  ▀   ▀▀  ▀▀ ▀ ▀ ▀  ▀  ▀▀   ▀▀ ▀  ▀ ▀▀▀ ▀▀▀ ▀▀▀ ▀

                 Others: http://192.168.1.20:1338/
                 d connects the built-in demonstration client, for a look without a browser.

                 1 Connections  who is connected, in which state, and how it ended
                 2 Flow         what went over the wire, and what it did to both endpoints
                 3 Handshake    the request, the response, and the hash between them
                 4 Frame        one frame, byte by byte and bit by bit
                 5 Lessons      text and exercises, to learn all of this
                 6 Server       rooms, queues, limits, mischief

                 ? lists the keys, q quits.




                 d demo  ? help  q quit
                """)
    }

    @Test func leavesOutTheSchemeIfLargeLettersDoNotFit() {
        let model = Model(source: .live(urls: ["http://localhost:1338/"]), size: Size(width: 60, height: 20))
        expectScreen(
            model.screenText,
            is: """
                 wslens  http://localhost:1338/        LIVE  FOLLOW  ?=help

                 Open this address in a browser:

                 █  ▄   ▄▄  ▄▄ █ █    ▄  ▄▀▀ ▄█▄ ▄ ▄█ ▀▀█ ▀▀█ █▀█   █
                 █ █ █ █   █ █ █ █▀▄ █ █  ▀▄  █     █  ▀█  ▀█ █▀█  █
                 ▀  ▀   ▀▀  ▀▀ ▀ ▀ ▀  ▀  ▀▀   ▀▀ ▀  ▀ ▀▀▀ ▀▀▀ ▀▀▀ ▀

                 d connects the built-in demonstration client, for a look
                 without a browser.
                 1 Connections  who is connected, in which state, and how
                 it ended
                 2 Flow         what went over the wire, and what it did to
                 both endpoints
                 3 Handshake    the request, the response, and the hash
                 between them
                 4 Frame        one frame, byte by byte and bit by bit
                 5 Lessons      text and exercises, to learn all of this
                 6 Server       rooms, queues, limits, mischief …
                 d demo  ? help  q quit
                """)
    }

    @Test func aTokenThatDoesNotFitStandsBelow() {
        let url = "http://localhost:1338/?token=correct-horse-battery"
        let model = Model(source: .live(urls: [url]), size: Size(width: 80, height: 24))
        expectScreen(
            model.screenText,
            is: """
                 wslens  http://localhost:1338/?token=correct-horse-batte… LIVE  FOLLOW  ?=help

                 Open this address in a browser:

                 █  ▄   ▄▄  ▄▄ █ █    ▄  ▄▀▀ ▄█▄ ▄ ▄█ ▀▀█ ▀▀█ █▀█
                 █ █ █ █   █ █ █ █▀▄ █ █  ▀▄  █     █  ▀█  ▀█ █▀█
                 ▀  ▀   ▀▀  ▀▀ ▀ ▀ ▀  ▀  ▀▀   ▀▀ ▀  ▀ ▀▀▀ ▀▀▀ ▀▀▀
                 followed by /?token=correct-horse-battery

                 d connects the built-in demonstration client, for a look without a browser.

                 1 Connections  who is connected, in which state, and how it ended
                 2 Flow         what went over the wire, and what it did to both endpoints
                 3 Handshake    the request, the response, and the hash between them
                 4 Frame        one frame, byte by byte and bit by bit
                 5 Lessons      text and exercises, to learn all of this
                 6 Server       rooms, queues, limits, mischief

                 ? lists the keys, q quits.




                 d demo  ? help  q quit
                """)
    }

    @Test func anEmptyRecordingSaysSo() {
        let model = Model(source: .recording(title: "Nothing yet"), size: Size(width: 60, height: 20))
        let lines = view(model).lines
        #expect(lines[0] == " wslens  Nothing yet                       RECORDED  ?=help")
        #expect(lines[2] == " The recording “Nothing yet” has no connections, so there")
        #expect(lines[3] == " is nothing to show.")
    }

    @Test func otherScreensWaitForAConnectionToo() {
        let welcome = Model.after([])
        for key in "1234" { #expect(Model.after([], keys: [.character(key)]).screenText == welcome.screenText) }
    }

    @Test func saysWhatSizeIsNeeded() {
        let model = Model(source: .live(urls: []), size: Size(width: 40, height: 10))
        #expect(
            view(model).lines[..<2] == ["wslens needs 60x20, this is 40x10. Make", "the window larger, or press q."])
    }

    @Test func writesTheAddressSmallIfNoLargeLettersFit() {
        let url = "http://[2001:db8:0:1:2:3:4:5]:1338/"
        let model = Model(source: .live(urls: [url]), size: Size(width: 60, height: 20))
        #expect(model.screenText.split(separator: "\n")[2] == " " + url)
    }
}
