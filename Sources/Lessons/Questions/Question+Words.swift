// An answer that is not right, spelled out beside what is right, of which only the place is shown:
//
//    yours   0000 0001   FIN 0, RSV 0 0 0, opcode 1 text
//    it is   ···· ····   in byte 0

import Capture
import WebSocketProtocol

/// A line of a comparison: a label, and what it is about.
public struct GapLine: Sendable, Hashable {
    /// What the text is: "yours", "it is".
    public let label: String
    /// The value, spelled out.
    public let text: String
}

extension Question {
    /// The comparison of a value with the right one, which it does not show.
    ///
    /// - Parameter isPlaced: Whether it may be said where the right one is.
    func gap(_ value: Value, in material: Material, isPlaced: Bool = true) -> [GapLine] {
        let veiled = veiled(in: material, isPlaced: isPlaced)
        return [GapLine(label: "yours", text: spelledOut(value, in: material))]
            + (veiled.isEmpty ? [] : [GapLine(label: "it is", text: veiled)])
    }

    /// A value with what it would mean here.
    func spelledOut(_ value: Value, in material: Material) -> String {
        switch (self, value) {
        // The letters of a text have numbers long before they have bits.
        case (.hex, .byte(let byte)) where material.sender != nil:
            return "0x\(Hex.byte(byte))   \(byte) in tens\(Self.character(byte))"
        // Where a spelling is asked for, what the byte would be in a frame is beside the point.
        case (.bits, .byte(let byte)), (.hex, .byte(let byte)), (.unmasked, .byte(let byte)):
            return "\(byte.nibbles)   0x\(Hex.byte(byte))\(Self.character(byte))"
        case (.byte(let place), .byte(let byte)):
            let meaning = material.brief(ofByte: place, as: byte).map { "   \($0)" } ?? ""
            return "\(byte.nibbles)   0x\(Hex.byte(byte))\(meaning)"
        case (_, .number(let number)) where number < 256 && field != nil:
            let byte = UInt8(number)
            return "\(byte.nibbles)   \(number)"
        case (_, .text(let bytes)):
            return "\(Count.words(bytes.count, "byte"))   \"\(String(decoding: bytes, as: UTF8.self).cut(to: 40))\""
        default: return value.spelled
        }
    }

    private static func character(_ byte: UInt8) -> String {
        (0x21...0x7e).contains(byte) ? "   \"\(Character(Unicode.Scalar(byte)))\"" : ""
    }

    /// The right value without its value: where it is, and how large.
    private func veiled(in material: Material, isPlaced: Bool) -> String {
        let place = isPlaced ? material.place(of: self).map { "   \($0)" } ?? "" : ""
        switch self {
        case .hex where material.sender != nil: return "··"
        case .byte, .bits, .hex: return "···· ····\(place)"
        // The question names the place.
        case .unmasked: return "···· ····"
        case .fin, .rsv1, .rsv2, .rsv3, .masked, .bit: return "·\(place)"
        case .opcode: return "····\(place)"
        // A longer length stands in bytes of its own.
        case .length: return material.hasLongLength ? "" : "··· ····\(place)"
        case .maskingKey: return "·· ·· ·· ··\(place)"
        case .bytes(let range): return range.map { _ in "··" }.joined(separator: " ")
        default: return ""
        }
    }
}

extension Material {
    /// What a byte would be if it had another value: the decoder reads it behind those before it.
    func brief(ofByte place: Int, as byte: UInt8) -> String? {
        guard let explanation, let frame, place < frame.received, let conversation, bytes.indices.contains(place) else {
            return nil
        }
        let before = conversation.bytes(of: frame, maximum: place) ?? []
        let other = FrameExplanation(
            prefix: (before + [byte]).prefix(FrameHeader.maximumLength), received: place + 1,
            context: explanation.context)
        return other.brief(ofByte: place, wire: byte)
    }

    /// Whether the seven bits only say in which bytes the length stands.
    fileprivate var hasLongLength: Bool { frame?.header.map { $0.lengthForm != .bits7 } ?? false }

    /// Where the field that a question asks for is: "in byte 1, bits 1 to 7", "bytes 2 to 5".
    func place(of question: Question) -> String? {
        if case .unmasked(let number) = question { return "payload byte \(number)" }
        guard let field = question.field, let reading = explanation?.fields.first(where: { $0.field == field }) else {
            return nil
        }
        let (bytes, bits) = (reading.bytes, reading.bits)
        if bits.count % 8 == 0 { return "bytes \(bytes.lowerBound) to \(bytes.upperBound - 1)" }
        let (first, last) = (bits.lowerBound % 8, (bits.upperBound - 1) % 8)
        return "in byte \(bytes.lowerBound), " + (first == last ? "bit \(first)" : "bits \(first) to \(last)")
    }
}
