// The steps of all exchanges of a connection, one exchange after the other. A place among them is the number of an
// exchange and a step of it, so that it stays the same when more exchanges follow.

import Capture
import WebSocketProtocol

/// Where the reader is on Handshake.
struct HandshakePlace: Hashable {
    /// The number of the exchange.
    let exchange: Int
    /// A step of it, an index into `ExchangeSteps`.
    let step: Int
}

/// A head of one of the exchanges.
struct ExchangeHead: Hashable {
    /// The number of the exchange.
    let exchange: Int
    let part: HeadPart

    /// The head that an item is about; nil for other items.
    init?(_ kind: Item.Kind) {
        switch kind {
        case .request(let number): self.init(exchange: number, part: .request)
        case .interim(let number, let index): self.init(exchange: number, part: .interim(index))
        case .response(let number): self.init(exchange: number, part: .response)
        default: return nil
        }
    }

    init(exchange: Int, part: HeadPart) { (self.exchange, self.part) = (exchange, part) }
}

/// The steps of a connection's exchanges, as far as they have arrived.
struct HandshakeSteps {
    /// The exchanges that are kept, each with the position of its first step among all steps.
    private let parts: [(number: Int, steps: ExchangeSteps, start: Int)]

    init(_ dissection: Dissection) {
        let exchanges = dissection.exchanges
        var start = 0
        parts = exchanges.numbers.compactMap { number in
            guard let record = exchanges[number] else { return nil }
            let steps = ExchangeSteps(record)
            defer { start += steps.count }
            return (number, steps, start)
        }
    }

    /// How many steps there are, at least 1.
    var count: Int { parts.last.map { $0.start + $0.steps.count } ?? 1 }

    /// The place at a position among all steps; positions outside count as the nearest.
    func place(at position: Int) -> HandshakePlace {
        guard let part = parts.last(where: { $0.start <= position }) ?? parts.first else {
            return HandshakePlace(exchange: 0, step: 0)
        }
        return HandshakePlace(exchange: part.number, step: part.steps.nearest(position - part.start))
    }

    /// The position of a place among all steps; the nearest if it does not exist.
    func position(of place: HandshakePlace) -> Int {
        guard let part = part(of: place) else { return 0 }
        let isBehind = part.number < place.exchange
        return part.start + (isBehind ? part.steps.count - 1 : part.steps.nearest(place.step))
    }

    /// The step at a place, and the number of the exchange that it is a step of.
    subscript(place: HandshakePlace) -> (exchange: Int, step: HandshakeStep) {
        guard let part = part(of: place) else { return (0, .waiting) }
        return (part.number, part.steps[position(of: place) - part.start])
    }

    /// The place at which a head of an exchange begins.
    func start(of head: HeadPart, in exchange: Int) -> HandshakePlace {
        let part = parts.first { $0.number == exchange }
        return HandshakePlace(exchange: exchange, step: part?.steps.start(of: head) ?? 0)
    }

    /// The place of a step of an exchange; nil if it has no such step.
    func place(of step: HandshakeStep, in exchange: Int) -> HandshakePlace? {
        guard let steps = parts.first(where: { $0.number == exchange })?.steps else { return nil }
        return (0..<steps.count).first { steps[$0] == step }.map { HandshakePlace(exchange: exchange, step: $0) }
    }

    /// The head that a place ends, and its exchange; nil if it ends none.
    func head(endingAt place: HandshakePlace) -> ExchangeHead? {
        guard let part = part(of: place) else { return nil }
        return part.steps.head(endingAt: position(of: place) - part.start).map {
            ExchangeHead(exchange: part.number, part: $0)
        }
    }

    /// The nearest position in that direction (1 or -1) at which a stage begins, or a part; `position` itself where
    /// there is none.
    func stop(from position: Int, direction: Int, _ isStop: KeyPath<HandshakeStep, Bool>) -> Int {
        var next = position + direction.signum()
        while direction != 0, next >= 0, next < count {
            if self[place(at: next)].step[keyPath: isStop] { return next }
            next += direction.signum()
        }
        return position
    }

    /// The exchange of a place, or the last that is kept of those before it.
    private func part(of place: HandshakePlace) -> (number: Int, steps: ExchangeSteps, start: Int)? {
        parts.last { $0.number <= place.exchange } ?? parts.first
    }
}

extension Cursor {
    /// Where the reader is on Handshake.
    var place: HandshakePlace {
        get { HandshakePlace(exchange: exchange, step: step) }
        set { (exchange, step) = (newValue.exchange, newValue.step) }
    }
}

extension Context {
    /// The steps of the selected connection, and the position among them.
    var handshakePosition: (steps: HandshakeSteps, position: Int)? {
        guard let conversation else { return nil }
        let steps = HandshakeSteps(conversation.dissection)
        return (steps, steps.position(of: cursor.place))
    }
}
