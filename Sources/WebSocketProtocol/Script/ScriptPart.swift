// The words that begin a part of a script.

/// A word that sends something, or says when or how.
public enum ScriptPart: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case text, binary, continuation, ping, pong, close, opcode, hex, pause, chop

    /// The word.
    public var description: String { rawValue }

    /// How it is written: the most telling of its forms.
    public var example: String {
        switch self {
        case .text: "text:Hello"
        case .binary: "binary:00ff"
        case .continuation: "continuation:lo"
        case .ping: "ping:hi"
        case .pong: "pong:hi"
        case .close: "close:3001:bye"
        case .opcode: "opcode:3:fffe"
        case .hex: "hex:8105"
        case .pause: "pause:0.5"
        case .chop: "chop:2,5"
        }
    }

    /// What it does, in a few words.
    public var summary: String {
        switch self {
        case .text: "a text; in quotes if it has spaces: text:\"two words\""
        case .binary: "binary data, in hex"
        case .continuation: "the next fragment of a message"
        case .ping: "a Ping; also without a payload"
        case .pong: "a Pong; also without a payload"
        case .close: "a Close with a code and a reason; also without them"
        case .opcode: "a frame with any opcode, 0 to 15, and a payload in hex"
        case .hex: "these bytes, whatever they are"
        case .pause: "send nothing for so many seconds, at most 60"
        case .chop: "writes of 2, 5, 2, 5 bytes from here on; chop:off ends it"
        }
    }

    /// "text, binary, … and chop".
    static var names: String { names(of: allCases.map(\.rawValue)) }

    static func names(of words: [String]) -> String {
        words.dropLast().joined(separator: ", ") + (words.last.map { " and \($0)" } ?? "")
    }

    /// Reads what follows the word.
    func read(_ value: ScriptWord.Value?, of word: ScriptWord) throws(ScriptProblem) -> Script.Step {
        let end = word.columns.upperBound + 1
        switch self {
        case .text: return .frame(HandmadeFrame(.text, payload: value?.bytes ?? []))
        case .binary: return .frame(HandmadeFrame(.binary, payload: try hex(value)))
        case .continuation: return .frame(HandmadeFrame(.continuation, payload: value?.bytes ?? []))
        case .ping: return .frame(HandmadeFrame(.ping, payload: value?.bytes ?? []))
        case .pong: return .frame(HandmadeFrame(.pong, payload: value?.bytes ?? []))
        case .close: return .frame(HandmadeFrame(.close, payload: try closePayload(value)))
        case .opcode:
            guard let (number, rest) = value?.split, let opcode = UInt8(number.text).flatMap(Opcode.init(rawValue:))
            else {
                throw problem(value, end, "an opcode is a number from 0 to 15, as in \(example)")
            }
            return .frame(HandmadeFrame(opcode, payload: try hex(rest)))
        case .hex:
            let bytes = try hex(value)
            guard !bytes.isEmpty else { throw problem(value, end, "bytes are missing, as in \(example)") }
            return .bytes(bytes)
        case .pause:
            guard let seconds = value.flatMap({ Double($0.text) }), (0...Script.maximumPause).contains(seconds) else {
                throw problem(value, end, "a pause has 0 to 60 seconds, as in \(example)")
            }
            return .pause(seconds)
        case .chop: return .chop(try sizes(value, end))
        }
    }

    private func problem(_ value: ScriptWord.Value?, _ end: Int, _ words: String) -> ScriptProblem {
        ScriptProblem(column: value?.column ?? end, words)
    }

    private func hex(_ value: ScriptWord.Value?) throws(ScriptProblem) -> [UInt8] {
        guard let value else { return [] }
        do throws(HexError) {
            return try Hex.parse(value.text)
        } catch {
            throw ScriptProblem(
                column: value.column(at: error.position - 1),
                error.problem == .notADigit
                    ? "bytes are written in hex, two digits each, as in \(example)"
                    : "this is half a byte; each has two digits, as in \(example)")
        }
    }

    /// Any code and a reason of any length: too much of it is what somebody may want to send.
    private func closePayload(_ value: ScriptWord.Value?) throws(ScriptProblem) -> [UInt8] {
        guard let (code, reason) = value?.split else { return [] }
        guard let number = UInt16(code.text) else {
            throw ScriptProblem(column: code.column, "a close code is a number from 0 to 65535, as in \(example)")
        }
        return ClosePayload.encode(CloseCode(rawValue: number)) + (reason?.bytes ?? [])
    }

    private func sizes(_ value: ScriptWord.Value?, _ end: Int) throws(ScriptProblem) -> [Int] {
        guard let value, value.text != "off" else {
            if value != nil { return [] }
            throw problem(nil, end, "chop takes the sizes of writes, as in chop:1 and \(example), or off")
        }
        let numbers = value.text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard numbers.count <= Self.maximumSizes, numbers.allSatisfy((1...Script.maximumByteCount).contains) else {
            throw problem(
                value, end,
                "the sizes of writes are 1 to \(Self.maximumSizes) numbers of bytes from 1 on, as in chop:1 and \(example), or off"
            )
        }
        return numbers
    }

    private static let maximumSizes = 16
}
