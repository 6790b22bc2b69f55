// `/` on Handshake finds lines of the heads and steps of the computation; it leaves nothing out. Behind the veil it finds
// what is shown.

import Capture
import WebSocketProtocol

extension HandshakeScreen {
    func setFilter(_ filter: Filter, _ context: inout Context) {
        context.filters.steps = filter
        guard !filter.isEmpty, let (steps, here) = context.handshakePosition else { return }
        let matches = context.matchingSteps(filter.text)
        guard let index = matches.firstIndex(where: { $0 >= here }) ?? matches.indices.last else {
            context.notice = "\(context.veil.isOn ? "Nothing that is shown" : "Nothing") matches /\(filter.text)."
            return
        }
        context.takeOver()
        context.cursor.place = steps.place(at: matches[index])
        context.notice = "Match \(index + 1) of \(matches.count) for /\(filter.text); n and N go to the others."
    }

    func stepMatch(_ direction: Int, _ context: inout Context) -> Bool {
        guard let (steps, here) = context.handshakePosition else { return false }
        let matches = context.matchingSteps(context.filters.steps.text)
        guard let next = direction > 0 ? matches.first(where: { $0 > here }) : matches.last(where: { $0 < here })
        else { return false }
        context.cursor.place = steps.place(at: next)
        return true
    }
}

extension Context {
    /// The positions of the steps that say all words and phrases of a text, in order; `!` finds lines that break a rule.
    func matchingSteps(_ text: String) -> [Int] {
        let words = FilterToken.tokens(text)
        guard !words.isEmpty, let conversation, !conversation.dissection.isMidStream,
            let (steps, here) = handshakePosition
        else { return [] }
        var lines: [ExchangeHead: [HeadLine]] = [:]
        return (0..<(veil.isOn ? here + 1 : steps.count)).filter { position in
            let (number, step) = steps[steps.place(at: position)]
            guard let record = conversation.dissection.exchanges[number] else { return false }
            var (said, isBroken) = (step.name, false)
            if case .line(let part, let index) = step {
                let head = ExchangeHead(exchange: number, part: part)
                let all = lines[head] ?? HeadLine.lines(record, part)
                lines[head] = all
                guard all.indices.contains(index) else { return false }
                said = all[index].name + (all[index].value.map { ": " + $0 } ?? "")
                isBroken = !all[index].violations.isEmpty
            } else if let value = step.briefValue(record) {
                said += " " + value
            }
            said = said.lowercased()
            return words.allSatisfy { word in
                let isFound = word.text == "!" && !word.isPhrase ? isBroken : said.contains(word.text)
                return isFound != word.isExcluded
            }
        }
    }
}

extension HandshakeStep {
    /// Its value, if it is one that people look for, not one word of the hash on its way.
    fileprivate func briefValue(_ record: HandshakeRecord) -> String? {
        switch self {
        case .key, .digest, .base64: LargeValue.value(record, self)
        case .concatenation: record.request?.key.map { $0 + AcceptTrace.guid }
        case .verdict: record.verdict?.receivedAccept
        case .line, .waiting, .padding, .schedule, .round, .addition: nil
        }
    }
}
