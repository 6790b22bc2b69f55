import Capture
import WebSocketProtocol
public struct Condition: Sendable, Hashable {
    let text: String
    init(_ text: String) throws(ConditionError) { self.text = text }
    func holds(in conversation: Conversation) -> Bool { true }
    func holds(at place: Place, in conversation: Conversation) -> Bool { true }
    func failure(in conversation: Conversation, from: Endpoint) -> ConditionFailure? { nil }
}
struct ConditionError: Error { let position: Int; let words: String }
struct ConditionFailure { let words: String; let byte: Int?; let citation: Citation? }
struct LogMark: Sendable { init(_ conversations: [Conversation]) {} }
extension Condition {
    static func met(_ conditions: [Condition], in conversations: [Conversation], since: LogMark) -> [Bool] {
        conditions.map { _ in false }
    }
}
