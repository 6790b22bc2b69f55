// What a tick of a capture's clock is. pcap counts microseconds or nanoseconds; pcapng lets every interface choose
// (if_tsresol):
//
//     if_tsresol   bit 7 = 0: ticks of 10^-n s      6 = microseconds (the default), 9 = nanoseconds
//                  bit 7 = 1: ticks of 2^-n s
//     if_tsoffset  seconds to add to every time

/// Turns the ticks of an interface into nanoseconds since 1970.
struct TimeScale: Sendable, Hashable {
    /// Ticks in a second; 0 where a second is more than 64 bits can count.
    let perSecond: UInt64
    /// Seconds to add.
    var offset: Int64 = 0

    static let microseconds = TimeScale(perSecond: 1_000_000)
    static let nanoseconds = TimeScale(perSecond: 1_000_000_000)

    init(perSecond: UInt64) { self.perSecond = perSecond }

    /// The scale that an `if_tsresol` option states.
    init(resolution: UInt8) {
        let exponent = Int(resolution & 0x7F)
        if resolution & 0x80 != 0 {
            perSecond = exponent < 64 ? 1 << UInt64(exponent) : 0
        } else {
            perSecond = exponent < 20 ? (0..<exponent).reduce(1) { value, _ in value * 10 } : 0
        }
    }

    /// Nanoseconds since 1970. Times beyond the years that 64 bits can hold (1677 to 2262) become the first or last
    /// of them.
    func nanoseconds(_ ticks: UInt64) -> Int64 {
        // Ticks too fine to count a second add up to less than a second altogether.
        let (seconds, rest) = perSecond == 0 ? (0, 0) : ticks.quotientAndRemainder(dividingBy: perSecond)
        let product = rest.multipliedFullWidth(by: 1_000_000_000)
        let fraction = perSecond == 0 ? 0 : perSecond.dividingFullWidth(product).quotient
        return Self.nanoseconds(seconds: Int64(clamping: seconds), offset, fraction: Int64(fraction))
    }

    private static func nanoseconds(seconds: Int64, _ offset: Int64, fraction: Int64) -> Int64 {
        let (sum, carry) = seconds.addingReportingOverflow(offset)
        guard !carry else { return offset < 0 ? .min : .max }
        let (product, overflow) = sum.multipliedReportingOverflow(by: 1_000_000_000)
        let (total, overrun) = product.addingReportingOverflow(fraction)
        return overflow || overrun ? (sum < 0 ? .min : .max) : total
    }
}
