// What the code of a mutant is made of that builds the frame of a server's text (RFC 6455 §5.2).

/// A program that builds a frame.
protocol FrameBuilder: AnyObject {
    /// What it builds from, and where its bytes go.
    var desk: BuilderDesk { get }
    /// Builds the frame.
    func build()
}

extension FrameBuilder {
    /// The text of the frame.
    var text: String { String(decoding: desk.payload, as: UTF8.self) }

    /// How many bytes the text has.
    var size: Int { desk.payload.count }

    /// Writes a byte.
    func put(_ number: Int) { desk.bytes.append(UInt8(truncatingIfNeeded: number)) }

    /// Writes a number in two bytes.
    func put16(_ number: Int) { desk.put(number, bytes: 2) }

    /// Writes a number in eight bytes.
    func put64(_ number: Int) { desk.put(number, bytes: 8) }

    /// Writes a length in the shortest form that holds it.
    func putLength(_ length: Int) {
        switch length {
        case ..<126: put(length)
        case ..<0x1_0000:
            put(126)
            put16(length)
        default:
            put(127)
            put64(length)
        }
    }

    /// Writes the bytes of the text.
    func putText() { desk.bytes += desk.payload }
}

/// What a builder works on.
final class BuilderDesk {
    let payload: [UInt8]
    var bytes: [UInt8] = []

    init(_ payload: [UInt8]) { self.payload = payload }

    func put(_ number: Int, bytes count: Int) {
        for place in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
    }
}
