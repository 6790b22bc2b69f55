// The times of a HAR: seconds since 1970, and ISO 8601 text.

/// Times of the clock, in seconds since 1970.
enum HARTime {
    /// A number that can be a time: from 1970 to far beyond any recording.
    static func usable(_ seconds: Double?) -> Double? {
        guard let seconds, seconds >= 0, seconds < RecordingReader.timeLimit else { return nil }
        return seconds
    }

    /// "2026-11-22T10:00:00.123Z", or with an offset such as "+01:00" at its end; nil where it is not such a text.
    static func seconds(_ text: String) -> Double? {
        let characters = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= characters.count else { return nil }
            return characters[range].reduce(0) { sum, digit in
                guard let sum, (0x30...0x39).contains(digit) else { return nil }
                return sum * 10 + Int(digit - 0x30)
            }
        }
        func isMark(_ mark: Unicode.Scalar, at index: Int) -> Bool {
            index < characters.count && characters[index] == UInt8(ascii: mark)
        }
        guard let year = number(0..<4), isMark("-", at: 4), let month = number(5..<7), isMark("-", at: 7),
            let day = number(8..<10), isMark("T", at: 10), let hour = number(11..<13), isMark(":", at: 13),
            let minute = number(14..<16), isMark(":", at: 16), let second = number(17..<19),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        var index = 19
        var fraction = 0.0
        if isMark(".", at: index) {
            let end = characters[(index + 1)...].firstIndex { !(0x30...0x39).contains($0) } ?? characters.count
            guard end > index + 1 else { return nil }
            fraction = Double("0." + String(decoding: characters[(index + 1)..<end], as: UTF8.self)) ?? 0
            index = end
        }
        var offset = 0
        if isMark("Z", at: index) {
            index += 1
        } else if let hours = number(index + 1..<index + 3), isMark(":", at: index + 3),
            let minutes = number(index + 4..<index + 6), isMark("+", at: index) || isMark("-", at: index)
        {
            offset = (hours * 60 + minutes) * (isMark("-", at: index) ? -60 : 60)
            index += 6
        } else {
            return nil
        }
        guard index == characters.count else { return nil }
        let whole = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
        return usable(Double(whole) + fraction)
    }

    /// Days from 1970-01-01 in the Gregorian calendar. Years begin in March here, so that the leap day is their last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let leapDays = shifted / 4 - shifted / 100 + shifted / 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return 365 * shifted + leapDays + dayOfYear - 719_468
    }
}
