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
    mutating func add(hex bytes: ArraySlice<UInt8>) { Hex.write(bytes, groupsOf: 1, to: &self) }

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
