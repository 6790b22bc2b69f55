// What is typed for a wrong program, read as what the program gets. The forms are pictured in ProgramInput.swift.

import Capture
import WebSocketProtocol

/// How what a wrong program gets is given.
public enum MutantInput: String, Sendable, Hashable, CaseIterable {
    /// Bytes in one read.
    case bytes
    /// Bytes in several reads, with | between them.
    case reads
    /// The numbers of bytes before which a read ends; the bytes are given.
    case cuts
    /// A text: the value of a header, a key, a message.
    case text
    /// How long a payload is.
    case number

    /// The longest payload that can be asked for.
    static let longest = 70_000
}

extension Assignment {
    /// What the program gets that an answer describes.
    func programInput(_ answer: String, _ task: MutantTask) throws(UnreadableAnswer) -> ProgramInput {
        try task.read(answer, given: material?.bytes ?? [])
    }
}

extension MutantTask {
    /// What the program gets that an answer describes.
    ///
    /// - Parameter bytes: The bytes of the exercise, for those that are to be cut.
    func read(_ answer: String, given bytes: [UInt8]) throws(UnreadableAnswer) -> ProgramInput {
        let family = Mutants.named(mutant)?.family
        switch input {
        case .bytes: return .traffic(Traffic([try Assignment.hex(answer)], from: from))
        case .reads: return .traffic(try reads(answer))
        case .cuts: return .traffic(Traffic(try Self.cut(bytes, answer), from: from))
        case .text:
            let text = AnswerForm.trimmed(answer)
            guard !text.isEmpty else { throw UnreadableAnswer(words: "Nothing was typed. Type a text.") }
            return family?.takesPayload == true ? .payload(Array(text.utf8)) : .text(text)
        case .number:
            guard let number = Int(AnswerForm.trimmed(answer)), (0...MutantInput.longest).contains(number) else {
                throw UnreadableAnswer(
                    words: "Type how many bytes the payload has, as a number from 0 to \(MutantInput.longest).")
            }
            return .payload([UInt8](repeating: UInt8(ascii: "a"), count: number))
        }
    }

    /// The reads that an answer describes, with the words that stand between bytes.
    private func reads(_ answer: String) throws(UnreadableAnswer) -> Traffic {
        let words = Mutants.named(mutant)?.words ?? []
        var traffic = Traffic([], from: from)
        var rest = Self.spaced(answer)[...]
        if words.contains(.response) {
            guard rest.first == "101" else {
                throw UnreadableAnswer(
                    words:
                        "Begin with 101, which stands for the whole response; | ends its read, and bytes follow in hex."
                )
            }
            rest.removeFirst()
            traffic.hasResponse = true
        }
        if words.contains(.end), rest.last?.lowercased() == "end" {
            rest.removeLast()
            traffic.ends = true
        }
        var connection = 1
        var hex: [String] = []
        func finishRead(_ traffic: inout Traffic, isFirst: Bool) throws(UnreadableAnswer) {
            if hex.isEmpty, !(isFirst && traffic.hasResponse) { return }
            let bytes = hex.isEmpty ? [] : try Assignment.hex(hex.joined(separator: " "))
            traffic.reads.append(Traffic.Read(connection: connection, bytes: bytes))
            hex = []
        }
        for word in rest {
            if word == "|" {
                try finishRead(&traffic, isFirst: traffic.reads.isEmpty)
            } else if words.contains(.connection), word.hasPrefix("#") {
                guard let number = Int(word.dropFirst()), (1...4).contains(number) else {
                    throw UnreadableAnswer(words: "\(word.cut(to: 20).inQuotes) is not a connection; type #1 to #4.")
                }
                try finishRead(&traffic, isFirst: traffic.reads.isEmpty)
                connection = number
            } else {
                hex.append(word)
            }
        }
        try finishRead(&traffic, isFirst: traffic.reads.isEmpty)
        guard !traffic.reads.isEmpty else {
            throw UnreadableAnswer(
                words: traffic.ends
                    ? "Nothing comes before the end. Type bytes in hex in front of it."
                    : "Nothing was typed. Type bytes in hex, with | where a read ends.")
        }
        return traffic
    }

    /// The words of an answer; a bar is one, also without spaces.
    private static func spaced(_ answer: String) -> [String] {
        answer.replacing("|", with: " | ").replacing("#", with: " #").split { " \t,".contains($0) }.map(String.init)
    }

    private static func cut(_ bytes: [UInt8], _ answer: String) throws(UnreadableAnswer) -> [[UInt8]] {
        var ends: [Int] = []
        for word in answer.split(whereSeparator: { $0 == " " || $0 == "," }) {
            guard let end = Int(word), (1..<max(2, bytes.count)).contains(end), end > ends.last ?? 0 else {
                throw UnreadableAnswer(
                    words:
                        "\"\(String(word).cut(to: 20))\" is not the number of a byte to cut before, from 1 to \(bytes.count - 1), in rising order."
                )
            }
            ends.append(end)
        }
        guard !ends.isEmpty else {
            throw UnreadableAnswer(
                words: "Nothing was typed. Type the numbers of the bytes before which a read ends, such as 3 7.")
        }
        let starts = [0] + ends
        return zip(starts, ends + [bytes.count]).map { Array(bytes[$0..<$1]) }
    }

    /// What is expected, for somebody who has typed nothing readable.
    var expected: String {
        switch input {
        case .bytes: "bytes in hex"
        case .reads:
            "bytes in hex, | where a read ends"
                + (Mutants.named(mutant)?.words ?? []).map { ", \($0.meaning)" }.joined()
        case .cuts: "numbers of bytes, such as 3 7"
        case .text: "a text"
        case .number: "how many bytes the payload has"
        }
    }
}

extension Mutant {
    /// A word that may stand among the reads for a program.
    enum Word: String, Sendable, Hashable {
        case connection, end, response

        /// What it says.
        var meaning: String {
            switch self {
            case .connection: "#2: connection 2"
            case .end: "end: TCP ends"
            case .response: "101: the response"
            }
        }
    }
}

extension ProgramInput {
    /// What was typed, in words: "→ 8 bytes, 3 bytes"; nil where that goes without saying.
    var reading: String? {
        switch self {
        case .traffic(let traffic):
            var parts = traffic.reads.enumerated().map { place, read in
                let words = Count.words(read.bytes.count, "byte")
                let isResponse = place == 0 && traffic.hasResponse
                return (traffic.connections > 1 ? "#\(read.connection) " : "")
                    + (isResponse ? read.bytes.isEmpty ? "the response" : "the response and \(words)" : words)
            }
            if traffic.ends { parts.append("the end") }
            return "→ " + parts.joined(separator: ", ")
        case .payload(let payload): return "→ " + Count.words(payload.count, "byte")
        case .text: return nil
        }
    }

    /// The connections that conditions are asked of: what arrives on each, the frame that is built right, the request.
    func conversations(_ family: Mutant.Family) -> [Conversation] {
        guard case .traffic(let traffic) = self else { return conversation(family).map { [$0] } ?? [] }
        return traffic.apart.compactMap { connection in
            Material(reads: connection.reads.map { (connection.from, $0.bytes) }).conversation
        }
    }

    private func conversation(_ family: Mutant.Family) -> Conversation? {
        switch self {
        case .traffic: return nil
        case .payload(let payload) where family == .compressor:
            return Material(reads: [(.server, RealCompressor.frame(of: payload))], isAgreed: true).conversation
        case .payload(let payload):
            return Material(reads: [(.server, Frame(.text, payload: payload).encoded)]).conversation
        case .text(let connection) where family == .handshake:
            return Material(request: RequestSpec(connection: connection)).conversation
        case .text: return nil
        }
    }

    /// What a program of this family gets of the bytes of an exercise; nil where they are not for it.
    init?(_ material: Material, for family: Mutant.Family) {
        switch family {
        case .reader, .connections, .assembler, .answerer:
            guard let sender = material.sender, material.frame != nil || !material.bytes.isEmpty else { return nil }
            self = .traffic(Traffic(material.reads, from: sender))
        case .builder:
            guard let payload = material.payload else { return nil }
            self = .payload(payload)
        case .compressor:
            guard let content = material.message else { return nil }
            self = .payload(content)
        case .accept:
            guard let key = material.conversation?.dissection.handshake.request?.key else { return nil }
            self = .text(key)
        case .handshake:
            guard let request = material.conversation?.dissection.handshake.request else { return nil }
            self = .text(request.head.values(of: "Connection").map(\.value).joined(separator: ", "))
        case .opener:
            guard let sender = material.sender else { return nil }
            var traffic = Traffic(material.reads, from: sender)
            traffic.hasResponse = true
            self = .traffic(traffic)
        }
    }
}
