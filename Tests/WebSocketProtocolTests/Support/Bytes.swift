// How tests write bytes down, and how they make them up.

import TestSupport
import Testing
import WebSocketProtocol

/// The bytes that `text` writes in hexadecimal, with spaces where they help.
func hex(_ text: String) -> [UInt8] {
    do {
        return try Hex.parse(text)
    } catch {
        Issue.record("\(text): \(error)")
        return []
    }
}

/// Bytes as a person reads them: quoted where they are printable ASCII, else in hexadecimal.
func legible(_ bytes: some Collection<UInt8>) -> String {
    bytes.allSatisfy { (0x20...0x7e).contains($0) }
        ? "\"\(String(decoding: bytes, as: UTF8.self))\"" : Hex.string(bytes)
}

/// The header that starts at `bytes[start]`.
func decodedHeader(_ bytes: [UInt8], at start: Int = 0) -> FrameHeader? {
    FrameHeader.decode(bytes.span.bytes, at: start)
}
