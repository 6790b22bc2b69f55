// The value of a field in a word or two, for large letters.

/// What a field says at one byte, in a word or two.
public struct ShortReading: Sendable, Hashable {
    /// What it is called there, where it has a narrower name than its field: "code" in the payload of a Close.
    public let name: String?
    /// Its value, the most informative first: "59 ^ 37 = 6e n", "6e n".
    public let values: [String]

    init(_ values: String..., name: String? = nil) {
        (self.values, self.name) = (values, name)
    }
}

extension FrameExplanation {
    /// The value of a field: "1", "1 text", "37fa213d". Of a payload that of one byte, with its XOR where it is masked: "7f ^ 37 = 48 H".
    /// Length bits that announce more bytes say how many.
    ///
    /// - Parameter index: The number of the byte in the frame, whose value on the wire is `wire`; only for a payload.
    public func shortReading(of reading: FieldReading, byte index: Int, wire: UInt8) -> ShortReading {
        switch reading.field {
        case .length where reading.value == 126: return ShortReading("126: in 2 bytes", "in 2 bytes")
        case .length where reading.value == 127: return ShortReading("127: in 8 bytes", "in 8 bytes")
        case .fin, .rsv1, .rsv2, .rsv3, .mask, .length, .extendedLength16, .extendedLength64:
            return ShortReading("\(reading.value)")
        case .opcode:
            return ShortReading("\(reading.value) \(Opcode(lowBitsOf: UInt8(truncatingIfNeeded: reading.value)).name)")
        case .maskingKey: return ShortReading(Hex.word(UInt32(truncatingIfNeeded: reading.value)))
        case .payload: return shortPayload(max(0, index - reading.bytes.lowerBound), wire: wire)
        }
    }

    private func shortPayload(_ place: Int, wire: UInt8) -> ShortReading {
        let key = header?.maskingKey.map { $0[place] }
        let plain = wire ^ (key ?? 0)
        let isVisible = !context.isCompressed && (0x21...0x7e).contains(plain)
        let value = Hex.byte(plain) + (isVisible ? " \(Character(Unicode.Scalar(plain)))" : "")
        let whole = key.map { "\(Hex.byte(wire)) ^ \(Hex.byte($0)) = \(value)" }
        guard hasCloseCode else { return whole.map { ShortReading($0, value) } ?? ShortReading(value) }
        guard place < 2 else {
            return whole.map { ShortReading($0, value, name: "reason") } ?? ShortReading(value, name: "reason")
        }
        let code = place == 1 ? closeCode(endingIn: wire) : nil
        return ShortReading(code.map { "\($0.rawValue)" } ?? "\(Hex.byte(plain))..", name: "code")
    }

    /// Whether the payload is that of a Close, and begins with a code (RFC 6455 §5.5.1).
    var hasCloseCode: Bool { opcode == .close && (header?.payloadLength ?? 0) >= 2 }

    /// The code of a Close whose second byte is `wire`; nil if the first is not there.
    func closeCode(endingIn wire: UInt8) -> CloseCode? {
        guard hasCloseCode, let header, prefix.count > header.headerLength else { return nil }
        let bytes = [prefix[header.headerLength], wire]
        let plain = bytes.enumerated().map { place, byte in byte ^ (header.maskingKey?[place] ?? 0) }
        return ClosePayload(plain).code
    }
}
