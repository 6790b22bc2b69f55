import Testing
@testable import Inspector
import TerminalUI
import WebSocketProtocol
import Capture
@Test func dump() {
    func show(_ n: String, _ m: Model) { print("##### \(n)"); for l in view(m).lines { print("|" + l) } }
    show("welcome", Model(source: .live(urls: ["http://localhost:1338/", "http://192.168.1.20:1338/"]), size: Size(width: 80, height: 24)))
    show("conn 3", .after([.hello, .page, .reset], now: 75))
    show("conn 3 filter", .after([.hello, .page, .reset], keys: .typing("/closed 1000") + [.enter], now: 75))
    show("conn 3 filter typing", .after([.hello, .page, .reset], keys: .typing("/closed 1000"), now: 75))
    show("conn 3 none", .after([.hello, .page, .reset], keys: .typing("/nothing") + [.enter], now: 75))
    show("conn 3 60", .after([.hello, .page, .reset], keys: [.right], size: Size(width: 60, height: 20), now: 75))
    show("conn 3 140", .after([.hello, .page, .reset], keys: [.right], size: Size(width: 140, height: 45), now: 75))
    show("refused", .after([.refused], keys: .typing("2") + [.left]))
    show("page", .after([.page], keys: .typing("2") + [.left]))
    show("unf", .after([.unfinished], keys: .typing("2") ))
    show("reset", .after([.reset], keys: .typing("2") + [.left]))
    show("reset zoom", .after([.reset], keys: .typing("2\\") ))
    show("reset 60", .after([.reset], keys: .typing("2") , size: Size(width: 60, height: 20)))
    show("unmasked", .after([.unmasked], keys: .typing("2") + [.left,.left]))
    show("filter", .after([.fragments], keys: .typing("2/fin") + [.enter]))
    show("filter none", .after([.fragments], keys: .typing("2/zzz") + [.enter]))
    show("filter typing", .after([.fragments], keys: .typing("2/fin")))
    show("help", .after([.fragments], keys: .typing("2?")))
}
