// Which bits of a byte belong to which symbol. DEFLATE reads each byte from its lowest bit on (RFC 1951 §3.1.1); bits of a frame count
// from the highest (RFC 6455 §5.2):
//
//   byte       f2                  48
//   digits     1 1 1 1 0 0 1 0     0 1 0 0 1 0 0 0
//   bit        0 1 2 3 4 5 6 7     0 1 2 3 4 5 6 7
//   read as    7 6 5 4 3 2 1 0    15 . . .        8

extension DeflateTrace {
    /// A bit of the data.
    public struct Bit: Sendable, Hashable {
        /// Whether it is 1.
        public let isSet: Bool
        /// The number of the step that it belongs to; nil behind the last one.
        public let step: Int?
        /// Its place in the byte, 0 being the most significant bit.
        public let place: Int
    }

    /// How many bytes of the data were sent: the payload.
    public var payloadCount: Int { data.count - Self.endOfMessage.count }

    /// The bits of a byte of the data, in the order in which they are read.
    public func bits(ofByte index: Int) -> [Bit] {
        (0..<8).map { read in
            Bit(
                isSet: data[index] >> UInt8(read) & 1 == 1, step: step(atBit: index * 8 + read),
                place: Self.mirrored(read))
        }
    }

    /// The bits of a step, in the order in which they are read: "0000010001000".
    public func digits(of step: Step) -> String {
        step.bits.map { data[$0 / 8] >> UInt8($0 % 8) & 1 == 1 ? "1" : "0" }.joined()
    }

    /// The number of the step that a bit of a byte belongs to, 0 being the most significant; nil behind the last one.
    public func step(ofByte index: Int, bit: Int) -> Int? { step(atBit: index * 8 + Self.mirrored(bit)) }

    /// The number of the step that the first bit of a byte belongs to, which is its lowest; nil behind the last one, and behind the data.
    public func firstStep(ofByte index: Int) -> Int? { index < readCount ? step(atBit: index * 8) : nil }

    /// A bit of a byte, counted from the other end: from its lowest bit on, as DEFLATE reads it, or from its highest, as frames are drawn.
    public static func mirrored(_ bit: Int) -> Int { 7 - bit }

    /// The numbers of the steps that have bits in a byte of the data.
    public func steps(inByte index: Int) -> Range<Int> {
        guard let first = step(atBit: index * 8) else { return steps.count..<steps.count }
        return first..<(step(atBit: index * 8 + 7) ?? steps.count - 1) + 1
    }

    /// The numbers of the steps that begin in some bytes of the data.
    public func steps(beginningIn bytes: Range<Int>) -> Range<Int> {
        let first = step(atBit: bytes.lowerBound * 8).map { first in
            steps[first].bits.lowerBound < bytes.lowerBound * 8 ? first + 1 : first
        }
        guard let first, !bytes.isEmpty else { return steps.count..<steps.count }
        return first..<max(first, step(atBit: bytes.upperBound * 8 - 1).map { $0 + 1 } ?? steps.count)
    }

    /// The bits at which symbols begin in some bytes, in the order in which they are read. The first bit of these is one of them, if a
    /// symbol goes on there that begins before.
    public func starts(in bytes: Range<Int>) -> [Int] {
        let own = steps(beginningIn: bytes).map { steps[$0].bits.lowerBound }
        let first = bytes.lowerBound * 8
        let goesOn = !bytes.isEmpty && own.first != first && step(atBit: first) != nil
        return (goesOn ? [first] : []) + own
    }

    /// Whether a step begins before a byte of the data.
    public func begins(_ number: Int, before byte: Int) -> Bool { steps[number].bits.lowerBound < byte * 8 }

    /// How many ends of bytes there are between the bits of a step.
    public func byteEnds(in number: Int) -> Int {
        let bits = steps[number].bits
        return (bits.upperBound - 1) / 8 - bits.lowerBound / 8
    }

    /// Whether no step explains a bit of a byte, 0 being the most significant; without a bit, whether none explains its end.
    public func isBehindSteps(byte: Int, bit: Int?) -> Bool {
        bit.map { step(ofByte: byte, bit: $0) == nil } ?? (endOfSteps < byte * 8 + 8)
    }

    /// The bit behind the last step: where something is wrong, or where more is needed.
    public var endOfSteps: Int { steps.last?.bits.upperBound ?? 0 }

    /// How many of a step's bits were not sent.
    func addedBits(of step: Step) -> Int { max(0, step.bits.upperBound - max(step.bits.lowerBound, payloadCount * 8)) }
}
