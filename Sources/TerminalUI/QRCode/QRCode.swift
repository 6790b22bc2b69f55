// A QR code, so that a phone can open an address that it sees: ISO/IEC 18004, byte mode, versions 1 to 6, error correction level L.
//
//    text ──▶ codewords ──▶ + error correction ──▶ modules in a zigzag ──▶ one of eight masks
//
// Version 1 is 21 modules wide, and each version 4 more. Version 3 holds 53 bytes, which is enough for an address with a token.

/// The dark and light modules of a text.
public struct QRCode: Sendable, Hashable {
    /// The version, 1 to 6: the smallest that holds the text.
    public let version: Int
    /// The number of the mask, 0 to 7.
    public let mask: Int
    /// How many modules wide and high it is, without the quiet zone.
    public let width: Int
    /// Whether each module is dark, row by row.
    private let modules: [Bool]

    /// The light modules that belong on each side of it, so that readers find it.
    public static let quietZone = 4

    /// The code of a text; nil where it is longer than 134 bytes.
    public init?(_ text: String) { self.init(text, mask: nil) }

    /// The code with a mask of the caller's choice; with the best one where that is nil.
    init?(_ text: String, mask: Int?) {
        let bytes = Array(text.utf8)
        guard let format = QRFormat.smallest(for: bytes.count) else { return nil }
        var matrix = QRMatrix(format)
        matrix.place(QRCodewords.encode(bytes, format))
        let masks = mask.map { $0..<($0 + 1) } ?? 0..<QRMatrix.maskCount
        let candidates = masks.map { (mask: $0, matrix: matrix.masked(by: $0)) }
        // The first of the best.
        guard let best = candidates.min(by: { $0.matrix.penalty < $1.matrix.penalty }) else { return nil }
        version = format.version
        self.mask = best.mask
        width = matrix.width
        modules = best.matrix.modules
    }

    /// Whether the module in a column and a row is dark; light outside of the code, where the quiet zone is.
    public func isDark(x: Int, y: Int) -> Bool {
        (0..<width).contains(x) && (0..<width).contains(y) && modules[y * width + x]
    }
}

/// What a version has room for, with error correction level L: ISO/IEC 18004, tables 1, 7 and 9.
struct QRFormat: Sendable {
    /// 1 to 6.
    let version: Int
    /// The codewords of data in each block, and the codewords of error correction behind them.
    let dataLength, correctionLength: Int
    /// How many blocks there are.
    let blockCount: Int

    static let all = [
        QRFormat(version: 1, dataLength: 19, correctionLength: 7, blockCount: 1),
        QRFormat(version: 2, dataLength: 34, correctionLength: 10, blockCount: 1),
        QRFormat(version: 3, dataLength: 55, correctionLength: 15, blockCount: 1),
        QRFormat(version: 4, dataLength: 80, correctionLength: 20, blockCount: 1),
        QRFormat(version: 5, dataLength: 108, correctionLength: 26, blockCount: 1),
        QRFormat(version: 6, dataLength: 68, correctionLength: 18, blockCount: 2),
    ]

    /// How many bytes of text it holds: 12 bits are for the mode and the count.
    var capacity: Int { dataLength * blockCount - 2 }

    static func smallest(for count: Int) -> QRFormat? { all.first { count <= $0.capacity } }
}
