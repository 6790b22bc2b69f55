// Times of the clock to the nanosecond, as captures count them and as recordings write them.
//
//     1795341600123456789     nanoseconds since 1970
//     2026-11-22T10:00:00.123456789Z     the same as ISO 8601

/// Times of the clock.
public enum ClockTime {
    private static let second: Int64 = 1_000_000_000
    private static let day: Int64 = 86_400

    /// Nanoseconds since 1970; nil where the text is not a time, or one beyond what 64 bits can hold (the year 2262).
    static func nanoseconds(_ text: String) -> Int64? {
        let point = text.firstIndex(of: ".") ?? text.endIndex
        let digits = text[point...].dropFirst().prefix { "0"..."9" ~= $0 }
        guard point == text.endIndex || !digits.isEmpty,
            let seconds = HARTime.seconds(String(text[..<point] + text[digits.endIndex...])),
            seconds < Double(Int64.max / second),
            let fraction = Int64(digits.prefix(9) + String(repeating: "0", count: max(0, 9 - digits.count)))
        else { return nil }
        return Int64(seconds) * second + fraction
    }

    /// ISO 8601 in UTC, with as many decimals as there are. For times from 1970 on.
    public static func text(_ nanoseconds: Int64) -> String {
        let (seconds, fraction) = nanoseconds.quotientAndRemainder(dividingBy: second)
        let (days, rest) = seconds.quotientAndRemainder(dividingBy: day)
        let (year, month, dayOfMonth) = date(days)
        let time = [rest / 3600, rest / 60 % 60, rest % 60].map { digits($0, 2) }.joined(separator: ":")
        var decimals = fraction == 0 ? "" : "." + digits(fraction, 9)
        while decimals.last == "0" { decimals.removeLast() }
        return "\(digits(year, 4))-\(digits(month, 2))-\(digits(dayOfMonth, 2))T\(time)\(decimals)Z"
    }

    private static func digits(_ number: Int64, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    /// The date of a day in the Gregorian calendar, counted from 1970-01-01. Years begin in March here, so that the leap
    /// day is their last; 400 of them have 146,097 days.
    private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let (era, dayOfEra) = shifted.quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
