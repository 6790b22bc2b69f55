// The rules of RFC 6455 that bytes can break: the handshake (§4), frames (§5), closing (§7) and text (§8); and those of RFC 7692 about
// compression: its parameters (§7.1), its bit (§6) and its data (§7.2).
//
// One case for each MUST. A rule says where it stands, what it asks for, and how to answer a breach: a close code
// once the connection is open, an HTTP status before.

/// A requirement of RFC 6455 or RFC 7692. The raw value is its name in JSON and in tests, and never changes.
public enum Rule: String, Sendable, Hashable, CaseIterable {
    // The request, §4.1 and §4.2.1
    case requestMalformed = "request-malformed"
    case requestHeadTooLarge = "request-head-too-large"
    case requestNotGET = "request-not-get"
    case requestVersionTooLow = "request-http-version-too-low"
    case requestTargetNotResource = "request-target-not-resource"
    case requestTargetHasFragment = "request-target-has-fragment"
    case hostMissing = "host-missing"
    case hostRepeated = "host-repeated"
    case hostMalformed = "host-malformed"
    case upgradeMissing = "upgrade-not-websocket"
    case connectionMissing = "connection-not-upgrade"
    case keyMissing = "key-missing"
    case keyRepeated = "key-repeated"
    case keyNot16Bytes = "key-not-16-bytes"
    case versionMissing = "version-missing"
    case versionRepeated = "version-repeated"
    case versionNot13 = "version-not-13"
    case subprotocolOfferMalformed = "subprotocol-offer-malformed"
    case extensionOfferMalformed = "extension-offer-malformed"
    case deflateOfferMalformed = "deflate-offer-malformed"

    // The response, §4.1 and §4.2.2
    case responseMalformed = "response-malformed"
    case responseHeadTooLarge = "response-head-too-large"
    case responseUpgradeMissing = "response-upgrade-not-websocket"
    case responseConnectionMissing = "response-connection-not-upgrade"
    case acceptMissing = "accept-missing"
    case acceptRepeated = "accept-repeated"
    case acceptMismatch = "accept-mismatch"
    case extensionAnswerMalformed = "extension-answer-malformed"
    case extensionNotOffered = "extension-not-offered"
    case deflateAnswerRepeated = "deflate-answer-repeated"
    case deflateAnswerParameterUnknown = "deflate-answer-parameter-unknown"
    case deflateAnswerParameterMalformed = "deflate-answer-parameter-malformed"
    case deflateAnswerNotOffered = "deflate-answer-not-offered"
    case deflateAnswerExceedsOffer = "deflate-answer-exceeds-offer"
    case subprotocolAnswerRepeated = "subprotocol-answer-repeated"
    case subprotocolNotOffered = "subprotocol-not-offered"

    // Frames, §5
    case clientFrameNotMasked = "client-frame-not-masked"
    case serverFrameMasked = "server-frame-masked"
    case reservedBitSet = "reserved-bit-set"
    case reservedOpcode = "reserved-opcode"
    case lengthNotMinimal = "length-not-minimal"
    case lengthTopBitSet = "length-top-bit-set"
    case controlFrameTooLong = "control-frame-too-long"
    case controlFrameFragmented = "control-frame-fragmented"
    case continuationWithoutMessage = "continuation-without-message"
    case messageNotFinished = "message-not-finished"
    case textNotUTF8 = "text-not-utf8"

    // Compressed messages, RFC 7692 §6 and §7.2
    case compressedBitMisplaced = "compressed-bit-misplaced"
    case deflateDataBroken = "deflate-data-broken"
    case deflateWindowExceeded = "deflate-window-exceeded"

    // Closing, §5.5.1 and §7
    case closePayloadOneByte = "close-payload-one-byte"
    case closeCodeNotAllowed = "close-code-not-allowed"
    case closeReasonNotUTF8 = "close-reason-not-utf8"
    case dataAfterClose = "data-after-close"
    case closeNotAnswered = "close-not-answered"
    case pingNotAnswered = "ping-not-answered"
}
