// A frame as somebody wants it, right or wrong: for `encode`, and for what is sent by hand. What is left out follows from the rules: a client
// masks (RFC 6455 §5.1), and the length is that of the payload, written in the shortest form (§5.2).

/// A frame, or a message cut into several, before it has an endpoint that sends it.
public struct HandmadeFrame: Sendable, Hashable {
    /// How it is masked.
    public enum Mask: Sendable, Hashable {
        /// As its sender must: a client's with a key drawn for it, a server's not.
        case asItMust
        /// Not.
        case none
        /// With this key, whoever sends it.
        case key(MaskingKey)
    }

    /// What it is for.
    public var opcode: Opcode
    /// The payload before masking; `repeated` says how often it is written.
    public var payload: [UInt8]
    /// How often the payload is written, 1 to 1,048,576: frames that need a longer form of the length are tedious to type.
    public var repeated = 1
    /// Whether it ends its message.
    public var fin = true
    /// The reserved bits.
    public var rsv1 = false, rsv2 = false, rsv3 = false
    /// Whether its payload is compressed, without copies from other frames (RFC 7692 §7.2.1). RSV1 then says so, but in a continuation.
    public var isCompressed = false
    /// How it is masked.
    public var mask = Mask.asItMust
    /// How the length is written; nil for the shortest way.
    public var lengthForm: FrameHeader.LengthForm?
    /// The length that the header declares; nil for that of the payload.
    public var length: UInt64?
    /// How many frames it is cut into, at least 1. All but the first are continuations (§5.4).
    public var fragments = 1

    /// A frame that follows the rules until something is set.
    public init(_ opcode: Opcode, payload: [UInt8] = []) {
        self.opcode = opcode
        self.payload = payload
    }

    /// How many bytes may be compressed: what compresses them is simple, and slow.
    public static let mostCompressed = 1 << 14

    /// How many bytes its frames take at most. Compressed bytes that repeat nothing take up to nine bits each, and there are two bytes at the end, or six where more follows.
    public var maximumByteCount: Int {
        let length = payload.count * repeated
        return (isCompressed ? length + length / 8 + (fin ? 3 : 7) : length) + FrameHeader.maximumLength * fragments
    }

    /// The payload of all its frames together, before masking.
    private var content: [UInt8] {
        let whole = repeated == 1 ? payload : Array([[UInt8]](repeating: payload, count: repeated).joined())
        guard isCompressed, whole.count <= Self.mostCompressed else { return whole }
        var deflater = FixedDeflater()
        return deflater.deflate(whole, isLast: fin)
    }

    /// The length that does not fit in the form that was chosen for it; nil where it fits.
    public var lengthThatDoesNotFit: UInt64? {
        guard lengthForm != nil else { return nil }
        let declared = length ?? UInt64((content.count + fragments - 1) / fragments)
        return switch lengthForm {
        case .bits7 where declared > 125: declared
        case .bits16 where declared > 0xffff: declared
        default: nil
        }
    }

    /// The frames, in the order of the wire. The pieces of a payload that is cut are of the same length, as far as that goes; the first ones
    /// are the longer ones.
    ///
    /// - Parameter keys: draws the masking keys. RFC 6455 §5.3 asks for a source that nobody can predict.
    public func frames(from sender: Endpoint, keys: inout some RandomNumberGenerator) -> [Frame] {
        let whole = content
        let (size, longer) = (whole.count / fragments, whole.count % fragments)
        var start = 0
        var frames: [Frame] = []
        for index in 0..<fragments {
            let end = start + size + (index < longer ? 1 : 0)
            let saysCompressed = isCompressed && opcode != .continuation
            let header = FrameHeader(
                fin: index == fragments - 1 && fin, rsv1: (rsv1 || saysCompressed) && index == 0,
                rsv2: rsv2 && index == 0,
                rsv3: rsv3 && index == 0, opcode: index == 0 ? opcode : .continuation,
                maskingKey: key(of: sender, &keys), lengthForm: lengthForm, payloadLength: length ?? UInt64(end - start)
            )
            frames.append(Frame(header: header, payload: Array(whole[start..<end])))
            start = end
        }
        return frames
    }

    private func key(of sender: Endpoint, _ keys: inout some RandomNumberGenerator) -> MaskingKey? {
        switch mask {
        case .asItMust: sender == .client ? MaskingKey(.random(in: .min ... .max, using: &keys)) : nil
        case .none: nil
        case .key(let key): key
        }
    }
}
