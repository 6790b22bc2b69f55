import TerminalUI
enum HandshakeView { static func draw(_ model: Model, in area: Rect, into grid: inout Grid) {} }
enum FrameView { static func draw(_ model: Model, in area: Rect, into grid: inout Grid) {} }
import WebSocketProtocol
struct HandshakeSteps {
    init(_ record: HandshakeRecord) {}
    var count: Int { 1 }
    var responseStart: Int { 0 }
    func stageStart(from step: Int, direction: Int) -> Int { step }
}
