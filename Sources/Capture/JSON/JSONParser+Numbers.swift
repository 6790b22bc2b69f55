// Numbers, RFC 8259 §6.
//
//   -  0 or 1…9 and digits  .  digits  e or E  + or -  digits
//
// Digits are counted into a whole number while they fit. Up to 2^53 and 10^22 both the number and the power of ten are
// exact as doubles, so one division or multiplication rounds right; everything beyond is left to the standard library.

extension JSONParser {
    /// How many characters a number may have. More than 800 never change a double.
    private static let numberLimit = 1000

    /// Reads a number, its first character being next.
    mutating func number() throws(JSONError) -> JSONValue {
        let first = index
        let isNegative = bytes[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        var magnitude = Magnitude()
        let leading = index
        try digits("a digit must follow the minus sign") { magnitude.add($0) }
        if bytes[leading] == UInt8(ascii: "0"), index > leading + 1 {
            index = leading + 1
            throw unexpected("a number with more digits may not begin with 0; a point, a comma or the end must follow")
        }
        var isWhole = true
        if index < end, bytes[index] == UInt8(ascii: ".") {
            isWhole = false
            index += 1
            try digits("a digit must follow the point") { magnitude.addFraction($0) }
        }
        if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            magnitude.isExact = false
            index += 1
            if index < end, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
            try digits("a digit must follow the e") { _ in }
        }
        guard index - first <= Self.numberLimit else {
            index = first
            throw error("the number has more than \(Self.numberLimit) characters")
        }
        // -0 is a double: a whole number has no sign of zero.
        if isWhole, magnitude.isExact, magnitude.value > 0 || !isNegative {
            return .integer(isNegative ? -magnitude.value : magnitude.value)
        }
        if let value = magnitude.double { return .number(isNegative ? -value : value) }
        let text = String(decoding: bytes[first..<index], as: UTF8.self)
        return .number(Double(text) ?? 0)
    }

    private mutating func digits(_ problem: String, _ each: (Int) -> Void) throws(JSONError) {
        guard index < end else { throw cutOff(problem) }
        guard Self.isDigit(bytes[index]) else { throw unexpected(problem) }
        while index < end, Self.isDigit(bytes[index]) {
            each(Int(bytes[index] &- UInt8(ascii: "0")))
            index += 1
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    /// The digits of a number without its sign.
    private struct Magnitude {
        var value = 0
        var decimals = 0
        /// Whether all digits fit into `value`.
        var isExact = true

        mutating func add(_ digit: Int) {
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(digit)
            if overflow || carry { isExact = false } else { value = sum }
        }

        mutating func addFraction(_ digit: Int) {
            add(digit)
            decimals += 1
        }

        /// The number, where it can be had with a single rounding.
        var double: Double? {
            guard isExact, value <= 1 << 53, decimals < Self.powers.count else { return nil }
            return Double(value) / Self.powers[decimals]
        }

        private static let powers: [Double] = [
            1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
            1e20,
            1e21, 1e22,
        ]
    }
}
