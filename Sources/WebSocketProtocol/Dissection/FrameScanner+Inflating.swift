// What the compressed messages of a direction are inflated to, RFC 7692 §7.2.2: made by a `MessageInflation`, and kept with their records.

extension FrameScanner {
    /// What the message whose fragments are still arriving has been inflated to so far; nil where none is compressed.
    var inflatedSoFar: InflatedMessage? { inflation?.message }

    /// About how much memory compression takes, in bytes: what messages were inflated to, and what later ones may copy from.
    var inflatedCost: Int { keptCost + (inflation?.cost ?? 0) }

    /// A compressed message begins, the last one of `messages`.
    mutating func beginInflating() {
        if inflation == nil, let deflate = agreement.deflate {
            inflation = MessageInflation(
                deflate, of: judge.sender, isAgreed: !agreement.mayUseAnyBit, isPastKnown: isPastKnown)
        }
        inflation?.begin(messages.endIndex - 1)
    }

    /// Keeps what has come out of a message in its record.
    mutating func keepInflated() {
        guard let inflated = inflation?.take(), !messages.isEmpty else { return }
        let kept = keptCost + inflated.cost <= mostKept ? inflated : inflated.notKept()
        messages[messages.endIndex - 1].inflated = kept
        keptCost += kept.cost
    }

    /// Lets go of the messages before a position, and of what they were inflated to.
    mutating func forgetMessages(before position: Int) {
        if keptCost > 0 {
            for message in messages.prefix(while: { $0.index < position }) {
                keptCost -= message.inflated?.cost ?? 0
            }
        }
        messages.forget(before: position)
    }

    /// Lets go of what messages were inflated to.
    mutating func dropInflated() {
        guard keptCost > 0 else { return }
        for index in messages.indices { messages[index].inflated = nil }
        keptCost = 0
    }
}
