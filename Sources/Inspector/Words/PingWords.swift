// A Ping and its Pong in words (RFC 6455 §5.5.2, §5.5.3), on the row and in full.

import Capture
import WebSocketProtocol

extension FrameRecord {
    /// What the row of a Ping or a Pong says about the other: "answers frame 2 after 0.4 ms". It leaves out words that
    /// filters look for: `/ping`, `/pong`, `/client`.
    func answerRemark(in conversation: Conversation) -> String? {
        let dissection = conversation.dissection
        if let fate = dissection.fate(ofPing: self) {
            return switch fate {
            case .answered, .passedOver, .unknown: nil
            case .waiting: "not answered yet"
            case .unanswered: "never answered"
            }
        }
        switch dissection.cause(ofPong: self) {
        case .ping(let index):
            guard let ping = dissection.frame(index, from: from.peer) else { return nil }
            return "answers frame \(ping.number)\(after(ping))"
        case .unsolicited: return "unsolicited"
        case .unknown, nil: return nil
        }
    }

    /// The same in full; nothing for other frames, and where it is not known.
    func answerSentences(in conversation: Conversation) -> [Sentence] {
        let dissection = conversation.dissection
        let words = dissection.fate(ofPing: self).map { pingWords($0, dissection) } ?? pongWords(dissection)
        return words.map { [$0] } ?? []
    }

    private func pingWords(_ fate: PingFate, _ dissection: Dissection) -> Sentence? {
        let receiver = from.peer
        switch fate {
        case .answered(let index):
            guard let pong = dissection.frame(index, from: receiver), let time = endTime, let answered = pong.endTime
            else { return nil }
            return Sentence(
                "\(receiver.capitalized) frame \(pong.number) answers it, \(Numbers.span(answered - time)) later.",
                section: "5.5.3")
        case .passedOver(let index):
            let place =
                dissection.frame(index, from: receiver).map { ", \(receiver.rawValue) frame \($0.number)," } ?? ""
            return Sentence("The Pong to a later Ping\(place) is enough for this one too.", section: "5.5.3")
        case .waiting:
            let last = dissection.frames(from: receiver).last?.startTime ?? -.infinity
            return Sentence(
                last > endTime ?? .infinity
                    ? "Not answered yet, though the \(receiver.rawValue) has sent other frames since."
                    : "Not answered yet.",
                section: "5.5.2")
        case .unanswered(breaksRule: true):
            return Sentence(
                "Never answered, although the \(receiver.rawValue) answered the Close that came after it: a broken rule.",
                section: "5.5.2")
        case .unanswered(breaksRule: false):
            return Sentence(
                "Never answered; whether the \(receiver.rawValue) read it is not known.", section: "5.5.2")
        case .unknown: return nil
        }
    }

    private func pongWords(_ dissection: Dissection) -> Sentence? {
        switch dissection.cause(ofPong: self) {
        case .ping(let index):
            guard let ping = dissection.frame(index, from: from.peer) else {
                return Sentence("It answers a Ping that is no longer kept.", section: "5.5.3")
            }
            return Sentence(
                "It answers the Ping of \(from.peer.rawValue) frame \(ping.number)\(before(ping)).", section: "5.5.3")
        case .unsolicited:
            return Sentence(
                "It answers no Ping: it came unasked, which is allowed, and needs no answer.", section: "5.5.3")
        case .unknown, nil: return nil
        }
    }

    private func after(_ ping: FrameRecord) -> String { span(since: ping).map { " after \($0)" } ?? "" }

    private func before(_ ping: FrameRecord) -> String { span(since: ping).map { ", \($0) before" } ?? "" }

    private func span(since ping: FrameRecord) -> String? {
        guard let sent = ping.endTime, let endTime else { return nil }
        return Numbers.span(endTime - sent)
    }
}

extension Endpoint {
    /// "Client": at the start of a sentence.
    var capitalized: String { self == .client ? "Client" : "Server" }
}
