// How numbers, times and ages are written on the screens.

import WebSocketProtocol

/// Numbers as people read them.
enum Numbers {
    /// Thousands apart: "1,204".
    static func grouped(_ number: some BinaryInteger) -> String { number.grouped }

    /// "1 byte", "1,204 bytes".
    static func byteWords(_ count: some BinaryInteger) -> String { Count.words(count, "byte") }

    /// In at most four columns: "9999", "12k", "34M".
    static func short(_ number: Int) -> String {
        switch number {
        case ..<10_000: String(number)
        case ..<1_000_000: "\(number / 1000)k"
        case ..<1_000_000_000: "\(number / 1_000_000)M"
        default: "\(number / 1_000_000_000)G"
        }
    }

    /// Bytes in at most seven columns: "204,800", "12 MB".
    static func bytes(_ count: Int) -> String {
        switch count {
        case ..<1_000_000: grouped(count)
        case ..<1_000_000_000: "\(count / 1_000_000) MB"
        default: "\(grouped(min(99_999, count / 1_000_000_000))) GB"
        }
    }

    /// Seconds with three decimals, from 10,000 on as an age: "0.499", "2:46:40".
    static func seconds(_ seconds: Double) -> String {
        guard abs(seconds) < 9999 else { return age(seconds) }
        let thousandths = Int((abs(seconds) * 1000).rounded())
        let rest = String(thousandths % 1000)
        return (seconds < 0 ? "-" : "") + "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count)
            + rest
    }

    /// The same with its unit, unless it is an age: "0.499 s", "1:02:33".
    static func secondsWords(_ seconds: Double) -> String {
        Self.seconds(seconds) + (abs(seconds) < 9999 ? " s" : "")
    }

    /// The same with as many decimals as fit in a width, at least one: "0.499 s", "283.3 s" in eight columns.
    static func secondsWords(_ seconds: Double, width: Int) -> String {
        let words = secondsWords(seconds)
        guard words.count > width, abs(seconds) < 9999 else { return words }
        return (seconds < 0 ? "-" : "") + tenths(abs(seconds)) + " s"
    }

    /// The time since the row before, in at most eight columns below ten hours: "+412 µs", "+3.2 ms", "+0.499 s",
    /// "+12 s", "+16:40".
    static func delta(_ seconds: Double) -> String { (seconds < 0 ? "-" : "+") + span(seconds) }

    /// The same without a sign: "412 µs", "3.2 ms".
    static func span(_ seconds: Double) -> String {
        let size = abs(seconds)
        let microseconds = (min(size, 1e9) * 1_000_000).rounded()
        return switch microseconds {
        case ..<1000: "\(Int(microseconds)) µs"
        case ..<99_950: "\(tenths(microseconds / 1000)) ms"
        case ..<9_999_500: "\(Self.seconds(size)) s"
        case ..<999_500_000: "\(Int(size.rounded())) s"
        default: age(size)
        }
    }

    private static func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// An age in at most five columns: "0:31", "59:59", "1h02m", "12d".
    static func shortAge(_ seconds: Double) -> String {
        let minutes = seconds.isFinite ? Int(min(max(0, seconds), 1e9)) / 60 : 0
        switch minutes {
        case ..<60: return age(seconds)
        case ..<1440: return "\(minutes / 60)h\(minutes % 60)m"
        default: return "\(minutes / 1440)d"
        }
    }

    /// Minutes and seconds, with hours if there are any: "0:31", "1:02:33".
    static func age(_ seconds: Double) -> String {
        let whole = seconds.isFinite ? Int(min(max(0, seconds), 3_599_999)) : 0
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let hours = whole / 3600
        let minutes = whole / 60 % 60
        return (hours > 0 ? "\(hours):\(two(minutes))" : "\(minutes)") + ":" + two(whole % 60)
    }
}

extension Double {
    /// Without decimals that say nothing: "2", "0.5".
    var short: String { self == rounded() ? String(Int(self)) : String(self) }

    /// A speed: "2x", "1/16x".
    var asFactor: String { self < 1 && self > 0 ? "1/\((1 / self).short)x" : "\(short)x" }
}
