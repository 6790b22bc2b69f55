// Where the modules of a QR code are: ISO/IEC 18004 §6.3, §7.7, §7.8.2 and §7.9.
//
//    ■■■■■■■ F ......... ■■■■■■■      three finders in the corners with a light line around each, the lines that alternate
//    ■     ■ F           ■     ■      between them (timing), from version 2 on a small square near the fourth corner, and
//    ■ ■■■ ■ F           ■ ■■■ ■      twice the format (F). Everything else is data, from the lower right corner in columns
//    ■ ■■■ ■ F           ■ ■■■ ■      of two, up and down in turn.

/// The modules while they are put together.
struct QRMatrix {
    /// How many modules it is wide and high.
    let width: Int
    /// Whether each is dark, row by row.
    private(set) var modules: [Bool]
    /// Which belong to the patterns and the format, so that no data goes there and no mask changes them.
    private var isFixed: [Bool]

    static let maskCount = 8

    /// The patterns, with room for the format.
    init(_ format: QRFormat) {
        width = 17 + 4 * format.version
        modules = Array(repeating: false, count: width * width)
        isFixed = modules
        for index in 0..<width {
            fix(x: 6, y: index, index % 2 == 0)
            fix(x: index, y: 6, index % 2 == 0)
        }
        for (x, y) in [(3, 3), (width - 4, 3), (3, width - 4)] { fixSquares(x, y, radius: 4, light: [2, 4]) }
        if format.version > 1 { fixSquares(width - 7, width - 7, radius: 2, light: [1]) }
        fixFormat(mask: 0)
    }

    /// Squares around a module; those at the distances in `light` are light.
    private mutating func fixSquares(_ centreX: Int, _ centreY: Int, radius: Int, light: Set<Int>) {
        for y in -radius...radius {
            for x in -radius...radius {
                fix(x: centreX + x, y: centreY + y, !light.contains(max(abs(x), abs(y))))
            }
        }
    }

    private mutating func fix(x: Int, y: Int, _ isDark: Bool) {
        guard (0..<width).contains(x), (0..<width).contains(y) else { return }
        modules[y * width + x] = isDark
        isFixed[y * width + x] = true
    }

    // MARK: Data

    /// Places the codewords, the highest bit of each first. A few modules may remain light.
    mutating func place(_ codewords: [UInt8]) {
        var bit = 0
        for pair in 0..<width / 2 {
            // The column of the vertical timing line belongs to no pair.
            let right = width - 1 - 2 * pair
            let isLeftOfTiming = right <= 6
            for step in 0..<width {
                let y = pair % 2 == 0 ? width - 1 - step : step
                for x in [right, right - 1].map({ isLeftOfTiming ? $0 - 1 : $0 }) where !isFixed[y * width + x] {
                    guard bit < codewords.count * 8 else { return }
                    modules[y * width + x] = codewords[bit / 8] >> (7 - bit % 8) & 1 == 1
                    bit += 1
                }
            }
        }
    }

    // MARK: Masks

    /// The matrix with the data changed by a mask, and with the format that says so.
    func masked(by mask: Int) -> QRMatrix {
        var masked = self
        for y in 0..<width {
            for x in 0..<width where !isFixed[y * width + x] && Self.inverts(mask, x: x, y: y) {
                masked.modules[y * width + x].toggle()
            }
        }
        masked.fixFormat(mask: mask)
        return masked
    }

    /// Whether a mask inverts a module: table 10.
    private static func inverts(_ mask: Int, x: Int, y: Int) -> Bool {
        switch mask {
        case 0: (x + y) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (x + y) % 3 == 0
        case 4: (x / 3 + y / 2) % 2 == 0
        case 5: x * y % 2 + x * y % 3 == 0
        case 6: (x * y % 2 + x * y % 3) % 2 == 0
        default: ((x + y) % 2 + x * y % 3) % 2 == 0
        }
    }

    /// Writes the level of error correction and the mask, with ten bits against errors, in both places.
    private mutating func fixFormat(mask: Int) {
        // Level L is 01.
        let data = 0b01 << 3 | mask
        var remainder = data
        for _ in 0..<10 { remainder = remainder << 1 ^ (remainder >> 9) * 0b101_0011_0111 }
        let format = (data << 10 | remainder) ^ 0b101_0100_0001_0010
        for bit in 0..<15 {
            let isDark = format >> bit & 1 == 1
            // Around the upper left finder, past the timing lines.
            switch bit {
            case 0..<6: fix(x: 8, y: bit, isDark)
            case 6, 7: fix(x: 8, y: bit + 1, isDark)
            case 8: fix(x: 7, y: 8, isDark)
            default: fix(x: 14 - bit, y: 8, isDark)
            }
            // Below the upper right finder, and beside the lower left one.
            if bit < 8 { fix(x: width - 1 - bit, y: 8, isDark) } else { fix(x: 8, y: width - 15 + bit, isDark) }
        }
        fix(x: 8, y: width - 8, true)
    }
}
