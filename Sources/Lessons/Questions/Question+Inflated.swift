// What is asked about a compressed message (RFC 7692): what comes out of it, and of which symbols it consists.
//
//   before it: Hello      symbols: "H", copy 4 from 5 back      inflated: Hello      literals: H

import Capture
import WebSocketProtocol

extension Material {
    /// The compressed message that its frames carry; of several the last one, since it may copy from those before it.
    private var compressedMessage: (Conversation, MessageRecord)? {
        guard let conversation, let sender else { return nil }
        let dissection = conversation.dissection
        let first = start - dissection.framesStart(from: sender)
        let own = dissection.frames(from: sender).filter { (first..<first + bytes.count).contains($0.offset) }
        return own.reversed().lazy.compactMap { dissection.message(of: $0) }.first { $0.isCompressed }
            .map { (conversation, $0) }
    }

    /// What it is inflated to, for the application; nil where there is none, or it does not come out.
    var inflated: [UInt8]? { compressedMessage.flatMap { $0.content(of: $1) } }

    /// What comes out for a receiver that knows no message before it: all that stands before a copy from one.
    var inflatedAlone: [UInt8]? { compressedPayload.map { DeflateTrace(of: $0).output } }

    /// Its letters and other bytes that are not copied.
    var literals: [UInt8]? {
        inflatingTrace?.steps.compactMap { if case .literal(let byte) = $0.symbol { byte } else { nil } }
    }

    /// A copy in it, counted from 0.
    func copy(_ number: Int) -> (length: Int, distance: Int)? {
        let copies = copies
        return copies.indices.contains(number) ? copies[number] : nil
    }

    /// Its literals and copies, in words; nil where there is none.
    var symbols: String? {
        guard let trace = inflatingTrace else { return nil }
        var parts: [String] = []
        var letters: [UInt8] = []
        func endLetters() {
            if !letters.isEmpty { parts.append("\"\(String(decoding: letters, as: UTF8.self))\"") }
            letters = []
        }
        for step in trace.steps {
            switch step.symbol {
            case .literal(let byte): letters.append(byte)
            case .copy(let length, let distance):
                endLetters()
                parts.append("copy \(length) from \(distance) back")
            default: break
            }
        }
        endLetters()
        return parts.joined(separator: ", ")
    }

    /// The bits of its first copy, in the order in which they are read: "0000010001000".
    var copyBits: String? {
        guard let trace = inflatingTrace,
            let copy = trace.steps.first(where: { if case .copy = $0.symbol { true } else { false } })
        else { return nil }
        return trace.digits(of: copy)
    }

    /// The first byte of the payload that it begins with, among all bytes; nil where there is none.
    var startOfCompressed: Int? {
        guard let (conversation, message) = compressedMessage, let sender,
            let frame = conversation.dissection.frame(message.firstFrame, from: sender), let header = frame.header
        else { return nil }
        return conversation.dissection.framesStart(from: sender) + frame.offset - start + header.headerLength
    }

    private var copies: [(length: Int, distance: Int)] {
        (inflatingTrace?.steps ?? []).compactMap {
            if case .copy(let length, let distance) = $0.symbol { (length, distance) } else { nil }
        }
    }

    private var inflatingTrace: DeflateTrace? { compressedMessage.flatMap { $0.deflateTrace(of: $1) } }

    /// The payload of all of its frames, unmasked and not inflated.
    private var compressedPayload: [UInt8]? {
        inflatingTrace.map { $0.data.dropLast(DeflateTrace.endOfMessage.count) }
    }

    /// What is said about the codes of literals, where the message consists of nothing else: typed in place of the letters that they stand for, or
    /// cut out of bits that were not turned round. Nil for other answers.
    private func codeSlip(_ typed: [UInt8]) -> String? {
        guard let payload = compressedPayload, let letters = inflated, !letters.isEmpty, letters == literals else {
            return nil
        }
        let fixed = letters.map { FixedDeflater.code(of: Int($0)) }
        guard fixed.allSatisfy({ $0.bits == 8 }) else { return nil }
        let codes = fixed.map { UInt8($0.code) }
        let row = String(payload.flatMap { Binary.digits($0) }.dropFirst(3))
        let unturned = letters.indices.compactMap { UInt8(row.dropFirst(8 * $0).prefix(8), radix: 2) }
        func isTyped(_ bytes: [UInt8]) -> Bool {
            typed == bytes || (try? Hex.parse(String(decoding: typed, as: UTF8.self))) == bytes
        }
        if isTyped(codes) {
            return "Those are the codes. Take 30 from each, in hex; what is left is the letter's number in ASCII."
        }
        if isTyped(unturned) || isTyped(unturned.map { $0 &- 0x30 }) {
            return "You read each byte from left to right. Its bits are read from right to left."
        }
        return nil
    }

    /// What is said in every exercise about a text that is not what the message is inflated to, but nearly; nil for other answers.
    func inflatingSlip(_ answer: Value) -> String? {
        guard case .text(let typed) = answer, !typed.isEmpty else { return nil }
        if let payload = compressedPayload,
            payload == (try? Hex.parse(String(decoding: typed, as: UTF8.self)))
                || Value.looks(typed, like: payload)
        {
            return
                "Those are the compressed bytes, each taken for a letter. A letter is not a byte here: symbols are read bit by bit."
        }
        if let words = codeSlip(typed) { return words }
        if typed == literals {
            return "Those are only the literals. A copy adds letters too: those that were written before it."
        }
        if typed == inflatedAlone {
            return "So far it comes out without the messages before it. Its copies reach back into them."
        }
        return nil
    }
}
