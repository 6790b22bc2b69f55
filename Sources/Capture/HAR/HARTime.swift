// The times of a HAR: ISO 8601 text for entries, and numbers for messages, which are seconds since 1970 in Chrome,
// milliseconds in Playwright, and finer in others. The start of the entry shows which.

/// Times of the clock, in seconds since 1970.
enum HARTime {
    /// A number that can be a time: from 1970 to far beyond any recording.
    static func usable(_ seconds: Double?) -> Double? {
        guard let seconds, seconds >= 0, seconds < RecordingReader.timeLimit else { return nil }
        return seconds
    }

    /// The time of a message in seconds; nil where it is not one, or cannot belong to its connection.
    ///
    /// It is a number of seconds, milliseconds, microseconds or nanoseconds: of these the first that gives a time near
    /// the start of the connection. Where that is unknown, it is the first that gives a year before 5000.
    static func seconds(_ number: Double?, near start: Double?) -> Double? {
        guard let number = number, number >= 0 else { return nil }
        let candidates = [1, 1e3, 1e6, 1e9].map { number / $0 }
        guard let start else { return usable(candidates.first { $0 < latest }) }
        return usable(candidates.first { (start - before...start + after).contains($0) })
    }

    /// How long before the start that is stated, and after it, a message may be: clocks differ, and connections last.
    private static let before = 86_400.0, after = 90 * 86_400.0
    /// A time after which nothing was recorded: in the year 5000.
    private static let latest = 95_617_584_000.0

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
