// Rates in place of times: how many megabytes or frames a second a piece of work comes to.

import Benchmark

/// What is counted, with the number of them that makes one on the screen.
enum Unit {
    case bytes, headers, frames

    var metric: BenchmarkMetric {
        let name =
            switch self {
            case .bytes: "MB/s"
            case .headers: "million headers/s"
            case .frames: "thousand frames/s"
            }
        return .custom(name, polarity: .prefersLarger, useScalingFactor: false)
    }

    var scale: Double {
        switch self {
        case .bytes, .headers: 1e6
        case .frames: 1e3
        }
    }

    /// How many are handled at a stretch: enough for the clock's own cost not to show.
    var stretch: Int {
        switch self {
        case .bytes: 10_000_000
        case .headers: 100_000
        case .frames: 20_000
        }
    }
}

/// Registers a benchmark: `work` handles `amount` of `unit`.
func rate(_ name: String, _ amount: Int, _ unit: Unit, _ work: @escaping () -> Void) {
    let calls = max(1, unit.stretch / amount)
    let configuration = Benchmark.Configuration(
        metrics: [unit.metric], units: [unit.metric: .count], warmupIterations: 3, maxDuration: .seconds(1),
        maxIterations: 10_000)
    _ = Benchmark(name, configuration: configuration) { benchmark in
        let time = ContinuousClock().measure {
            for _ in 0..<calls { work() }
        }
        let perSecond = Double(amount * calls) / (time / .seconds(1))
        benchmark.measurement(unit.metric, Int((perSecond / unit.scale).rounded()))
    }
}
