// What the codec answers. Nothing here reads bits: the header comes from the decoder, states and outcomes from the dissection.

import Capture
import WebSocketProtocol

extension Question {
    /// The answer; nil where the material has none, such as the masking key of a frame that is not masked.
    public func answer(in material: Material) -> Value? {
        let header = material.frame?.header
        switch self {
        case .byte(let place), .bits(let place), .hex(let place):
            return material.byte(place).map(Value.byte)
        case .bytes(let range):
            return material.bytes.count > range.upperBound ? .bytes(Array(material.bytes[range])) : nil
        case .bit(let bit, let byte): return material.byte(byte).map { .flag(Binary.digits($0)[bit] == "1") }
        case .number(let range):
            guard material.bytes.count > range.upperBound else { return nil }
            return .number(material.bytes[range].reduce(0) { $0 * 256 + UInt64($1) })
        case .fin: return header.map { .flag($0.fin) }
        case .rsv1: return header.map { .flag($0.rsv1) }
        case .rsv2: return header.map { .flag($0.rsv2) }
        case .rsv3: return header.map { .flag($0.rsv3) }
        case .opcode: return header.map { .number(UInt64($0.opcode.rawValue)) }
        case .masked: return header.map { .flag($0.maskingKey != nil) }
        case .length: return header.map { .number($0.payloadLength) }
        case .lengthForm: return header.map { .word("\($0.lengthForm.rawValue)") }
        case .headerLength: return header.map { .number(UInt64($0.headerLength)) }
        case .size: return .number(UInt64(material.bytes.count))
        case .maskingKey: return header?.maskingKey.map { .bytes($0.bytes) }
        case .unmasked(let place):
            return material.payload.flatMap { $0.indices.contains(place) ? .byte($0[place]) : nil }
        case .text: return material.payload.map(Value.text)
        case .message: return material.message.map(Value.text)
        case .inflated: return material.inflated.map(Value.text)
        case .inflatedAlone: return material.inflatedAlone.map(Value.text)
        case .literals: return material.literals.map(Value.text)
        case .copyLength(let number): return material.copy(number).map { .number(UInt64($0.length)) }
        case .copyDistance(let number): return material.copy(number).map { .number(UInt64($0.distance)) }
        case .reads:
            return material.sender.flatMap { from in
                material.conversation.map { .number(UInt64($0.frameReads(from: from).count)) }
            }
        case .frames: return material.sender.map { _ in .number(UInt64(material.frames.count)) }
        case .completeFrames(let count): return material.cut(after: count).map { .number(UInt64($0.complete)) }
        case .remaining(let count): return material.cut(after: count).map { .number(UInt64($0.remaining)) }
        case .state(let endpoint, let place): return material.state(of: endpoint, after: place).map { .word($0.name) }
        case .closeCode: return material.closeCode.map { .number(UInt64($0.rawValue)) }
        case .clean: return material.conversation?.dissection.outcome?.isClean.map(Value.flag)
        case .status: return material.status.map { .number(UInt64($0)) }
        case .accept: return material.acceptValue.map { .text(Array($0.utf8)) }
        case .verdict: return material.verdict.map { .word($0) }
        }
    }
}

extension Material {
    func byte(_ place: Int) -> UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }

    /// The message that the frame belongs to, as the application gets it.
    var message: [UInt8]? {
        guard let conversation, let frame, let message = conversation.dissection.message(of: frame) else { return nil }
        return conversation.content(of: message) ?? []
    }

    /// How many frames of the stream are complete after `count` of its bytes, and how many bytes the next one lacks then.
    func cut(after count: Int) -> (complete: Int, remaining: Int)? {
        guard let conversation, let sender, count <= bytes.count else { return nil }
        let dissection = conversation.dissection
        let position = start + count - dissection.framesStart(from: sender)
        let own = dissection.frames(from: sender).filter { $0.offset >= start - dissection.framesStart(from: sender) }
        let complete = own.filter { $0.offset + $0.received <= position }.count
        guard let next = own.first(where: { $0.offset < position && $0.offset + $0.received > position }) else {
            return (complete, 0)
        }
        return (complete, next.offset + next.received - position)
    }

    /// The code of the frame where it is a Close, else of the connection's first Close.
    var closeCode: CloseCode? {
        if frame?.header?.opcode == .close, let payload { return ClosePayload(payload).code }
        return conversation?.dissection.outcome?.code
    }

    var status: Int? { conversation?.dissection.handshake.status }

    /// The accept value that the request's key calls for.
    var acceptValue: String? { conversation?.dissection.handshake.request?.key.map(AcceptTrace.accept) }

    /// Whether the bytes are fine, break a rule, or are incomplete.
    var verdict: String? {
        guard let conversation, let sender else { return nil }
        if conversation.dissection.hasViolations { return "broken" }
        return conversation.dissection.unfinishedFrame(from: sender) != nil ? "incomplete" : "fine"
    }

    /// The state of an endpoint when what stands at a place had just happened.
    func state(of endpoint: Endpoint, after place: Place) -> ConnectionState? {
        guard let conversation, let item = conversation.item(of: place) else { return nil }
        let dissection = conversation.dissection
        var state =
            dissection.moves.first { $0.endpoint == endpoint }?.transition.from ?? dissection.state(of: endpoint)
        let time = dissection.items[item].time
        // What a frame causes comes right behind it, at the same time.
        for (index, found) in zip(dissection.items.indices, dissection.items) {
            guard case .move(let number) = found.kind, dissection.moves[number].endpoint == endpoint else { continue }
            guard index < item || found.time == time && isCaused(dissection.moves[number], by: place) else { break }
            state = dissection.moves[number].transition.to
        }
        return state
    }

    private func isCaused(_ move: StateMove, by place: Place) -> Bool {
        switch (move.cause, place) {
        case (.response, .answer): true
        case (.frame(let from, let number), .frame(let sender, let index)): from == sender && number == index
        case (.ended(let by, _), .end(let from)): by == from
        default: false
        }
    }
}

extension Conversation {
    /// The finding at a place; nil where there is none.
    func item(of place: Place) -> Int? {
        if case .action(let number) = place { return actions.dropFirst(number).first { _ in true } }
        return zip(dissection.items.indices, dissection.items).first { _, item in
            switch (item.kind, place) {
            case (.request(let number), .request), (.response(let number), .answer): number == handshakeNumber
            case (.frame(let from, let index), .frame(let sender, let number)),
                (.frame(let from, let index), .byte(let sender, let number, _)),
                (.unfinishedFrame(let from, let index), .frame(let sender, let number)),
                (.unfinishedFrame(let from, let index), .byte(let sender, let number, _)):
                from == sender && dissection.frame(index, from: from)?.number == number
            case (.event(.ended(let by, _)), .end(let from)): by == from
            default: false
            }
        }?.0
    }

    /// What the server did on its own, at that place.
    func action(at place: Place) -> (name: String, sentence: String)? {
        item(of: place).flatMap { dissection.items[$0].kind.action }
    }

    /// The findings that are server actions, in the order of time.
    var actions: some Sequence<Int> {
        zip(dissection.items.indices, dissection.items).lazy.filter { $1.kind.action != nil }.map(\.0)
    }

    /// The exchange that the places `request` and `101` are of, where a connection has several: the one that asked for a WebSocket.
    var handshakeNumber: Int? {
        let exchanges = dissection.exchanges
        return dissection.openedBy ?? exchanges.numbers.last { exchanges[$0]?.requestBytes.isEmpty == false }
    }
}

extension Item.Kind {
    /// What the server did on its own, if this is that.
    var action: (name: String, sentence: String)? {
        if case .event(.serverAction(let name, let sentence)) = self { (name, sentence) } else { nil }
    }
}
