// What a handshake agreed on that changes what frames may look like, RFC 6455 §5.2 and §9: the extensions, and with them the
// reserved bits and who may set them.
//
//   permessage-deflate (RFC 7692 §6)   RSV1 on the first frame of a message: the message is compressed
//   an extension not known here        any of the bits, on any frame: only it knows what they mean
//   a handshake that was not seen      both

/// The extensions that a handshake agreed on.
public struct Agreement: Sendable, Hashable {
    /// How messages are compressed; nil where they are not.
    public let deflate: DeflateParameters?
    /// The names of the extensions that are not known here.
    public let unknown: [String]
    /// Whether the handshake was not seen, so that anything may have been agreed on.
    public let isUnseen: Bool

    /// An agreement; on no extension unless given.
    public init(deflate: DeflateParameters? = nil, unknown: [String] = []) {
        self.init(deflate, unknown, isUnseen: false)
    }

    private init(_ deflate: DeflateParameters?, _ unknown: [String], isUnseen: Bool) {
        (self.deflate, self.unknown, self.isUnseen) = (deflate, unknown, isUnseen)
    }

    /// What may have been agreed on in a handshake that was not seen. With these parameters whatever was compressed with others can be
    /// inflated.
    public static let unseen = Agreement(DeflateParameters(), [], isUnseen: true)

    /// The agreement that a response makes of an offer.
    ///
    /// - Parameters:
    ///   - answer: The extensions that the server chose. A value that breaks a rule counts as the default.
    ///   - offers: Those that the client offered.
    init(answer: [ExtensionOffer], to offers: [ExtensionOffer]) {
        let deflate = answer.first(where: \.isDeflate).map {
            DeflateParameters(answer: $0, to: offers.filter(\.isDeflate))
        }
        self.init(deflate: deflate, unknown: answer.filter { !$0.isDeflate }.map(\.name))
    }

    /// The agreement that a response makes of a request, which may not have been seen.
    public init(_ verdict: HandshakeVerdict?, on request: HandshakeRequest?) {
        self.init(answer: verdict?.extensions ?? [], to: request?.extensions ?? [])
    }

    /// Whether there may be an extension whose use of the bits is not known here.
    var mayUseAnyBit: Bool { isUnseen || !unknown.isEmpty }

    /// What is wrong with the reserved bits of a header. Nothing is allocated where nothing is.
    func violations(of header: FrameHeader, at place: Range<Int>) -> [Violation] {
        guard header.rsv1 || header.rsv2 || header.rsv3, !mayUseAnyBit else { return [] }
        var found: [Violation] = []
        if header.rsv1, deflate != nil, header.opcode != .text, header.opcode != .binary {
            let frame =
                header.opcode == .continuation ? "a continuation" : "a frame with opcode \(header.opcode.rawValue)"
            found.append(Violation(.compressedBitMisplaced, at: place, detail: "RSV1 is 1 in \(frame)"))
        }
        let bits = [(header.rsv1 && deflate == nil, "RSV1"), (header.rsv2, "RSV2"), (header.rsv3, "RSV3")]
        let names = bits.filter(\.0).map(\.1).joined(separator: ", ")
        if !names.isEmpty {
            found.append(Violation(.reservedBitSet, at: place, detail: "\(names) without an extension"))
        }
        return found
    }
}
