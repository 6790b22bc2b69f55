// Numbers, times and ages as the screens write them.

import Testing

@testable import Inspector

@Suite struct NumbersTests {
    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1204, "-1,204")])
    func grouped(number: Int, text: String) {
        #expect(Numbers.grouped(number) == text)
    }

    @Test(arguments: [
        (0.0, "0.000"), (0.0004, "0.000"), (0.4996, "0.500"), (12.3, "12.300"), (-0.1, "-0.100"), (1000, "1000.000"),
        (36_061, "10:01:01"), (.infinity, "0:00"), (.nan, "0:00"), (1e300, "999:59:59"),
    ])
    func seconds(seconds: Double, text: String) {
        #expect(Numbers.seconds(seconds) == text)
    }

    @Test(
        arguments: [
            (0, "+0 µs"), (0.000412, "+412 µs"), (0.0009994, "+999 µs"), (0.0009996, "+1.0 ms"), (0.0032, "+3.2 ms"),
            (0.09994, "+99.9 ms"), (0.09996, "+0.100 s"), (0.499, "+0.499 s"), (9.9994, "+9.999 s"), (9.9996, "+10 s"),
            (12.3, "+12 s"), (999.4, "+999 s"), (1000, "+16:40"), (35_999, "+9:59:59"), (-0.000412, "-412 µs"),
            (-2, "-2.000 s"), (.infinity, "+0:00"), (.nan, "+0:00"),
        ] as [(Double, String)])
    func delta(seconds: Double, text: String) {
        #expect(Numbers.delta(seconds) == text)
    }

    @Test(arguments: [
        (0.0, "0.000 s"), (99.999, "99.999 s"), (283.325, "283.3 s"), (-283.325, "-283.3 s"), (9998, "9998.0 s"),
        (36_061, "10:01:01"),
    ])
    func `A time has its unit in eight columns too`(seconds: Double, text: String) {
        #expect(Numbers.secondsWords(seconds, width: 8) == text)
    }

    @Test(arguments: [(9_999, "9999"), (10_000, "10k"), (2_500_000, "2M"), (7_000_000_000, "7G")])
    func short(number: Int, text: String) {
        #expect(Numbers.short(number) == text)
    }

    @Test(arguments: [(999_999, "999,999"), (1_000_000, "1 MB"), (3_000_000_000, "3 GB"), (Int.max, "99,999 GB")])
    func bytes(count: Int, text: String) {
        #expect(Numbers.bytes(count) == text)
    }
}
