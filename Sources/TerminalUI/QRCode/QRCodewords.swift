// From bytes to the codewords of a QR code: ISO/IEC 18004 §7.4 and §7.5.
//
//    0100  count  bytes …  0000  11101100 00010001 …      the mode "bytes", how many, the bytes, the end, padding
//
// Each block gets its own error correction: the remainder of a division of polynomials over the field of 256 elements, Reed and
// Solomon's code. Where there are two blocks, their codewords take turns, so that a blot hurts both a little.

enum QRCodewords {
    /// The mode of plain bytes, in four bits.
    private static let byteMode: UInt8 = 0b0100
    private static let padding: [UInt8] = [0b1110_1100, 0b0001_0001]

    /// All codewords in the order in which they are placed.
    static func encode(_ bytes: [UInt8], _ format: QRFormat) -> [UInt8] {
        let data = data(bytes, length: format.dataLength * format.blockCount)
        let blocks = (0..<format.blockCount).map { number in
            Array(data[number * format.dataLength..<(number + 1) * format.dataLength])
        }
        let corrections = blocks.map { correction(of: $0, length: format.correctionLength) }
        return interleaved(blocks) + interleaved(corrections)
    }

    /// The mode takes half a codeword, so everything behind it is shifted by half of one.
    private static func data(_ bytes: [UInt8], length: Int) -> [UInt8] {
        var data: [UInt8] = []
        var rest = byteMode
        for byte in [UInt8(truncatingIfNeeded: bytes.count)] + bytes {
            data.append(rest << 4 | byte >> 4)
            rest = byte & 0x0F
        }
        // The four zeros that end the text fill the last half.
        data.append(rest << 4)
        while data.count < length { data.append(padding[(data.count - bytes.count) % 2]) }
        return data
    }

    private static func interleaved(_ blocks: [[UInt8]]) -> [UInt8] {
        guard let first = blocks.first else { return [] }
        return first.indices.flatMap { index in blocks.map { $0[index] } }
    }

    // MARK: Error correction

    /// The remainder of a block, followed by zeros, divided by the generator polynomial of that degree.
    static func correction(of block: [UInt8], length: Int) -> [UInt8] {
        let generator = generator(degree: length)
        var remainder = [UInt8](repeating: 0, count: length)
        for byte in block {
            let factor = byte ^ remainder.removeFirst()
            remainder.append(0)
            for index in remainder.indices { remainder[index] ^= product(generator[index], factor) }
        }
        return remainder
    }

    /// (x − 2⁰)(x − 2¹)…, its coefficients from the second highest power on; the highest is 1.
    private static func generator(degree: Int) -> [UInt8] {
        var coefficients = [UInt8](repeating: 0, count: degree)
        coefficients[degree - 1] = 1
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in coefficients.indices {
                coefficients[index] = product(coefficients[index], root)
                if index + 1 < degree { coefficients[index] ^= coefficients[index + 1] }
            }
            root = product(root, 2)
        }
        return coefficients
    }

    /// The product of two elements of the field: polynomials over bits, modulo x⁸ + x⁴ + x³ + x² + 1.
    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product: UInt8 = 0
        for bit in (0..<8).reversed() {
            let carry = product & 0x80
            product <<= 1
            if carry != 0 { product ^= 0x1D }
            if right >> bit & 1 == 1 { product ^= left }
        }
        return product
    }
}
