// How tests write bytes down, and how they make them up.

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

/// The key of the RFC's example, for frames whose key does not matter.
let sampleKey = MaskingKey(0x37fa213d)

/// A frame as `sender` writes it: a client masks.
func frame(_ opcode: Opcode, _ payload: [UInt8], fin: Bool = true, from sender: Endpoint = .client) -> [UInt8] {
    Frame(opcode, payload: payload, fin: fin, maskingKey: sender == .client ? sampleKey : nil).encoded
}

/// A frame whose payload is text.
func frame(_ opcode: Opcode, _ payload: String = "", fin: Bool = true, from sender: Endpoint = .client) -> [UInt8] {
    frame(opcode, Array(payload.utf8), fin: fin, from: sender)
}

/// A Close frame.
func closeFrame(_ code: CloseCode, _ reason: String = "", from sender: Endpoint = .client) -> [UInt8] {
    frame(.close, ClosePayload.encode(code, reason: reason), from: sender)
}
