// The reserved bits and who may set them, RFC 6455 §5.2 and §9: an extension agreed on in the handshake.
//
//   permessage-deflate (RFC 7692 §6)   RSV1 on the first frame of a message: the message is compressed
//   an extension not known here        any of the bits, on any frame: only it knows what they mean
//   a handshake that was not seen      both

/// The extensions of a connection, as far as they change what a frame may look like.
public struct ExtensionAgreement: Sendable, Hashable {
    /// Whether messages may be compressed with DEFLATE.
    public let compresses: Bool
    /// Whether there is an extension whose use of the bits is not known here.
    let isUnknown: Bool

    /// An agreement on the extensions with these names; on none unless given.
    public init(_ names: [String] = []) {
        compresses = names.contains { $0.lowercased() == Self.deflate }
        isUnknown = names.contains { $0.lowercased() != Self.deflate }
    }

    /// What may have been agreed on in a handshake that was not seen: anything.
    public static let unseen = ExtensionAgreement(compresses: true, isUnknown: true)

    private init(compresses: Bool, isUnknown: Bool) {
        self.compresses = compresses
        self.isUnknown = isUnknown
    }

    /// The name of the extension of RFC 7692.
    public static let deflate = "permessage-deflate"

    /// Why the reserved bits of a header may not be as they are; nil where they may.
    func objection(to header: FrameHeader) -> String? {
        guard !isUnknown else { return nil }
        let begins = header.opcode == .text || header.opcode == .binary
        let bits = [(header.rsv1 && !(compresses && begins), "RSV1"), (header.rsv2, "RSV2"), (header.rsv3, "RSV3")]
        let names = bits.filter(\.0).map(\.1)
        guard !names.isEmpty else { return nil }
        let isMisplaced = compresses && names == ["RSV1"]
        return names.joined(separator: ", ")
            + (isMisplaced ? " on a frame that does not begin a message" : " without an extension")
    }
}
