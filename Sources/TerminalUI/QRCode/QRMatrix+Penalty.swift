// How hard a QR code is to read: ISO/IEC 18004 §7.8.3. Of the eight masks the one with the lowest penalty is taken.

extension QRMatrix {
    /// The sum of the four penalties.
    var penalty: Int {
        let rows = (0..<width).map { y in Array(modules[y * width..<(y + 1) * width]) }
        let columns = (0..<width).map { x in (0..<width).map { modules[$0 * width + x] } }
        let lines = rows + columns
        return lines.reduce(0) { $0 + Self.runs(in: $1) + Self.finders(in: $1) } + blocks + balance
    }

    /// Runs of five or more modules alike: 3, and 1 for each more.
    private static func runs(in line: [Bool]) -> Int {
        var sum = 0, length = 0
        for (index, module) in line.enumerated() {
            length = index > 0 && module == line[index - 1] ? length + 1 : 1
            if length == 5 { sum += 3 } else if length > 5 { sum += 1 }
        }
        return sum
    }

    /// What looks like a finder with a light space on one side: 40 each.
    private static func finders(in line: [Bool]) -> Int {
        let finder = [true, false, true, true, true, false, true]
        let space = [false, false, false, false]
        let patterns = [finder + space, space + finder]
        guard line.count >= 11 else { return 0 }
        return (0...line.count - 11).reduce(0) { sum, start in
            sum + (patterns.contains { line[start..<start + 11].elementsEqual($0) } ? 40 : 0)
        }
    }

    /// Squares of four modules alike: 3 each.
    private var blocks: Int {
        var sum = 0
        for y in 1..<width {
            for x in 1..<width {
                let module = modules[y * width + x]
                if module == modules[y * width + x - 1], module == modules[(y - 1) * width + x],
                    module == modules[(y - 1) * width + x - 1]
                {
                    sum += 3
                }
            }
        }
        return sum
    }

    /// How far from half of the modules are dark: 10 for each 5 %.
    private var balance: Int {
        let dark = modules.count { $0 }
        return abs(dark * 20 - modules.count * 10) / modules.count * 10
    }
}
