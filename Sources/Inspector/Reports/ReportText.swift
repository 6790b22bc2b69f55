// Reports as bytes: there may be millions of lines, and a String for each piece of them takes most of the time.

import WebSocketProtocol

extension [UInt8] {
    /// Adds a text.
    mutating func add(_ text: String) { self += text.utf8 }

    /// Adds a text and ends the line.
    mutating func add(line text: String) {
        add(text)
        endLine()
    }

    /// Ends the line.
    mutating func endLine() { append(UInt8(ascii: "\n")) }

    /// Adds bytes as pairs of hexadecimal digits with spaces between them.
    mutating func add(hex bytes: some Sequence<UInt8>) {
        var isFirst = true
        for byte in bytes {
            if !isFirst { append(UInt8(ascii: " ")) }
            isFirst = false
            self += HexPairs.all[2 * Int(byte)...2 * Int(byte) + 1]
        }
    }

    /// Adds seconds, from 0 on, with three decimals.
    mutating func add(seconds: Double) {
        let millis = Int((Swift.max(0, seconds) * 1000).rounded())
        add(String(millis / 1000))
        append(UInt8(ascii: "."))
        for place in [100, 10, 1] { append(UInt8(ascii: "0") + UInt8(millis / place % 10)) }
    }

    /// Adds spaces, at least one, until what was added since `start` is `width` columns wide. It has to be ASCII.
    mutating func pad(from start: Int, to width: Int) {
        self += repeatElement(UInt8(ascii: " "), count: Swift.max(1, width - (count - start)))
    }
}

extension String {
    /// Bytes as text; nil where they are none. A cut may go through a character, whose first bytes are left out.
    init?(_ bytes: [UInt8], isCut: Bool) {
        let text = (0...(isCut ? 3 : 0)).lazy.compactMap { String(validating: bytes.dropLast($0), as: UTF8.self) }.first
        guard let text else { return nil }
        self = text
    }
}

/// The two digits of every byte, in the order of the bytes.
private enum HexPairs {
    static let all: [UInt8] = (0...UInt8.max).flatMap { Hex.byte($0).utf8 }
}
