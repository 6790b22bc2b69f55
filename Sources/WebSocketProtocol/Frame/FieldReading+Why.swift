// Why a field is there: what a class asks when it has seen what the field says. Masking protects the network, not the
// message (RFC 6455 §10.3): a script that could choose the bytes on the wire could write an HTTP request into a frame, and a
// proxy that does not know WebSocket might answer or cache it.

extension FieldReading {
    /// Why this field is there, after what it says; nothing for most fields.
    func reasons(_ context: FrameContext) -> [Sentence] {
        switch field {
        case .mask:
            let isRight = context.sender.map { ($0 == .client) == (value == 1) } ?? true
            // Where the bit is wrong, the broken rule says who must mask.
            return (isRight ? [Self.whoMasks] : [])
                + (value == 1 && context.sender != .server ? [Self.whyMask] : [Self.whyOnlyClients])
        case .maskingKey: return Self.aboutKey
        default: return []
        }
    }

    private static let whoMasks = Sentence("A client must mask every frame; a server must not.", section: "5.1")

    private static let whyMask = Sentence("So no script can choose the bytes that a proxy sees.", section: "10.3")

    private static let whyOnlyClients = Sentence(
        "Clients mask so that no script chooses what a proxy sees.", section: "10.3")

    private static let aboutKey = [
        Sentence("Each frame needs a new key that nobody can predict.", section: "5.3"),
        Sentence("This is not encryption: the key is sent along.", section: "5.3"),
    ]
}
