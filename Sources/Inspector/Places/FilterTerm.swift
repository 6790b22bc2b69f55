// One condition of a filter.

import Capture
import WebSocketProtocol

struct FilterTerm: Sendable, Hashable {
    private enum Kind: Sendable, Hashable {
        /// A rule is broken.
        case broken
        case word(FilterWord)
        /// Bytes; the word is what was typed, which may be meant as text.
        case bytes([UInt8], FilterWord)
        /// The length of a payload.
        case size(ClosedRange<UInt64>)
    }

    private let kind: Kind
    /// Whether it must not match: "!ping".
    let isExcluded: Bool

    /// The terms of a filter, in order.
    static func terms(_ text: String) -> [FilterTerm] {
        var tokens = FilterToken.tokens(text)[...]
        var terms: [FilterTerm] = []
        while let first = tokens.first {
            // Pairs of digits that follow each other are one run of bytes.
            let more = tokens.dropFirst().prefix { isPair($0) && !$0.isExcluded }
            let run = isPair(first) ? [first] + more : [first]
            tokens = tokens.dropFirst(run.count)
            terms.append(FilterTerm(run.map(\.text), isPhrase: first.isPhrase, isExcluded: first.isExcluded))
        }
        return terms
    }

    private init(_ words: [String], isPhrase: Bool, isExcluded: Bool) {
        self.isExcluded = isExcluded
        let text = words.joined(separator: " ")
        let digits = text.hasPrefix("0x") ? text.dropFirst(2) : words.count > 1 ? Substring(words.joined()) : ""
        if isPhrase {
            kind = .word(FilterWord(text, isPhrase: true))
        } else if text == "!" {
            kind = .broken
        } else if let bytes = Self.bytes(digits), bytes.count > 1 {
            kind = .bytes(bytes, FilterWord(text))
        } else if let sizes = Self.sizes(text) {
            kind = .size(sizes)
        } else {
            kind = .word(FilterWord(text))
        }
    }

    private static func isPair(_ token: FilterToken) -> Bool {
        !token.isPhrase && token.text.utf8.count == 2 && token.text.allSatisfy { $0.isASCII && $0.isHexDigit }
    }

    /// The bytes of pairs of hexadecimal digits; nil for anything else.
    private static func bytes(_ digits: Substring) -> [UInt8]? {
        guard digits.utf8.count.isMultiple(of: 2), digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            return nil
        }
        let digits = Array(digits)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }

    /// The lengths that ">1,000", "<10" or "=5" allows.
    private static func sizes(_ text: String) -> ClosedRange<UInt64>? {
        let digits = text.dropFirst().filter { $0 != "," }
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = UInt64(digits) else { return nil }
        switch text.first {
        case ">": return number < .max ? number + 1...UInt64.max : nil
        case "<": return number > 0 ? 0...number - 1 : nil
        case "=": return number...number
        default: return nil
        }
    }

    /// The text that it looks for, in small letters; nil where it looks for something else, or for what must not be there.
    var soughtText: String? {
        if case .word(let word) = kind, !isExcluded { word.text } else { nil }
    }

    /// Whether it begins like a length and is not one, so that it is read as text: ">abc".
    var isMistakenLength: Bool {
        if case .word(let word) = kind, !word.isPhrase { word.text.first.map("<>=".contains) ?? false } else { false }
    }

    /// Whether it is found in a row.
    func isFound(in subject: inout RowSubject) -> Bool {
        switch kind {
        case .broken: return subject.isBroken
        case .word(let word): return word.isFound(in: &subject)
        case .bytes(let bytes, let word):
            return subject.wire.contains(bytes) || (subject.before(bytes.count - 1) + subject.payload).contains(bytes)
                || word.isFound(in: &subject)
        case .size(let sizes): return subject.frame?.header.map { sizes.contains($0.payloadLength) } ?? false
        }
    }

    /// Whether it is found in the number and the peer of a connection.
    func isFound(label: String, text: [UInt8]) -> Bool {
        guard case .word(let word) = kind else { return false }
        return word.isNumber ? word.text == label : text.contains(word.bytes)
    }

    /// Whether it is found in what is known of a connection without its rows; nil if they have to be looked at.
    func isFound(in conversation: Conversation, text: [UInt8]) -> Bool? {
        switch kind {
        case .broken: return conversation.dissection.hasViolations
        // A number is meant exactly: "#3" is not "#30".
        case .word(let word) where word.isNumber: return word.text == conversation.label
        case .word(let word):
            if conversation.dissection.hasViolations, word.isBad { return true }
            return text.contains(word.bytes) ? true : nil
        case .bytes, .size: return nil
        }
    }
}

/// A word of a filter, with what it could mean of a frame worked out once: a filter may be tried on a million frames.
struct FilterWord: Sendable, Hashable {
    let text: String
    /// Whether it was in quotes: it is then sought in what a row says, and names no fact of it.
    let isPhrase: Bool
    let bytes: [UInt8]
    let isBad: Bool
    private let isClient, isServer, isFin: Bool
    private let opcodes: Set<Opcode>

    /// Whether it is the number of a connection.
    var isNumber: Bool { !isPhrase && text.hasPrefix("#") }

    init(_ text: String, isPhrase: Bool = false) {
        (self.text, self.isPhrase) = (text, isPhrase)
        bytes = Array(text.utf8)
        isClient = !isPhrase && Endpoint.client.rawValue.contains(text)
        isServer = !isPhrase && Endpoint.server.rawValue.contains(text)
        isBad = !isPhrase && "bad".contains(text)
        isFin = !isPhrase && "fin".contains(text)
        let all = isPhrase ? [] : (0..<16).compactMap(Opcode.init(rawValue:))
        opcodes = Set(all.filter { $0.name.lowercased().contains(text) })
    }

    /// Whether it names a fact of the row, or is part of what the row says.
    func isFound(in subject: inout RowSubject) -> Bool {
        if let from = subject.sender, from == .client ? isClient : isServer { return true }
        if isBad, subject.isBroken { return true }
        if let header = subject.frame?.header, isFin && header.fin || opcodes.contains(header.opcode) { return true }
        if isFound(inText: subject.before(bytes.count - 1) + subject.payload) { return true }
        // What a frame with FIN 0 shows is "FIN=0".
        return subject.frame != nil && text == "fin" && !isPhrase ? false : subject.words.contains(bytes)
    }

    /// Whether it stands in what a frame carries. Letters beyond ASCII may change their length with their case, and are only of interest if
    /// some are looked for.
    private func isFound(inText text: [UInt8]) -> Bool {
        if bytes.allSatisfy({ $0 < 0x80 }) { return text.contains(bytes, foldingCase: true) }
        return text.contains { $0 >= 0x80 }
            && Self.lowercased(String(decoding: text, as: UTF8.self)).contains(bytes)
    }

    static func lowercased(_ text: String) -> [UInt8] { Array(text.lowercased().utf8) }
}

extension [UInt8] {
    /// Whether bytes stand in it, next to each other.
    ///
    /// - Parameter foldingCase: Whether capital letters of ASCII are read as small ones.
    fileprivate func contains(_ other: [UInt8], foldingCase: Bool = false) -> Bool {
        guard let first = other.first else { return true }
        let (own, sought) = (span, other.span)
        guard own.count >= sought.count else { return false }
        func capital(_ byte: UInt8) -> UInt8 { foldingCase && byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte }
        let (capitalFirst, end) = (capital(first), own.count - sought.count)
        var start = 0
        while start <= end {
            if own[start] == first || own[start] == capitalFirst {
                var length = 1
                while length < sought.count,
                    own[start + length] == sought[length] || own[start + length] == capital(sought[length])
                {
                    length += 1
                }
                if length == sought.count { return true }
            }
            start += 1
        }
        return false
    }
}
