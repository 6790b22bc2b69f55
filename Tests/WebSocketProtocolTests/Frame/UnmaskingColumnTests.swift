// The XOR columns: wire, key, plain, character.

import TestSupport
import Testing
import WebSocketProtocol

struct UnmaskingColumnTests {
    /// A column as "index wire key[number] plain character".
    private static func line(_ column: UnmaskingColumn) -> String {
        let key = column.key.map { "\(Hex.byte($0))[\(column.keyIndex)]" } ?? "-"
        return
            "\(column.index) \(Hex.byte(column.wire)) \(key) \(Hex.byte(column.plain)) \(column.scalar.map(String.init) ?? "-")"
    }

    @Test func hello() {
        let columns = UnmaskingColumn.columns(of: hex("7f 9f 4d 51 58"), from: 0, key: Wire.maskingKey, asText: true)
        #expect(
            columns.map(Self.line) == [
                "0 7f 37[0] 48 H", "1 9f fa[1] 65 e", "2 4d 21[2] 6c l", "3 51 3d[3] 6c l", "4 58 37[0] 6f o",
            ])
    }

    /// Characters of two, three and four bytes show at their first byte.
    @Test func characters() {
        let columns = UnmaskingColumn.columns(of: Array("é€😀a".utf8), from: 0, key: nil, asText: true)
        #expect(
            columns.map(Self.line) == [
                "0 c3 - c3 é", "1 a9 - a9 -",
                "2 e2 - e2 €", "3 82 - 82 -", "4 ac - ac -",
                "5 f0 - f0 😀", "6 9f - 9f -", "7 98 - 98 -", "8 80 - 80 -",
                "9 61 - 61 a",
            ])
    }

    /// A flag is two code points, each over its own bytes.
    @Test func aCharacterOfSeveralCodePoints() {
        let columns = UnmaskingColumn.columns(of: Array("🇬🇷e\u{301}".utf8), from: 0, key: nil, asText: true)
        #expect(columns.map(\.scalar) == ["🇬", nil, nil, nil, "🇷", nil, nil, nil, "e", "\u{301}", nil])
    }

    @Test func startingInsideAPayloadAndInsideACharacter() {
        let columns = UnmaskingColumn.columns(of: hex("bd 8d 51"), from: 7, key: Wire.maskingKey, asText: true)
        #expect(columns.map(Self.line) == ["7 bd 3d[3] 80 -", "8 8d 37[0] ba -", "9 51 fa[1] ab -"])
        let text = Wire.maskingKey.applied(to: hex("82 ac 41"), from: 6)
        #expect(
            UnmaskingColumn.columns(of: text, from: 6, key: Wire.maskingKey, asText: true).map(Self.line) == [
                "6 a3 21[2] 82 -", "7 91 3d[3] ac -", "8 76 37[0] 41 A",
            ])
    }

    /// Cut off, overlong, and a surrogate: no character, and the next one is found again.
    @Test(
        arguments: [("e2 82", [nil, nil]), ("c0 af 41", [nil, nil, "A"]), ("ed a0 80 42", [nil, nil, nil, "B"])]
            as [(String, [Unicode.Scalar?])])
    func brokenText(bytes: String, scalars: [Unicode.Scalar?]) {
        let columns = UnmaskingColumn.columns(of: hex(bytes), from: 0, key: nil, asText: true)
        #expect(columns.map(\.scalar) == scalars)
    }

    @Test func binaryHasNoCharacters() {
        let columns = UnmaskingColumn.columns(of: Array("Hi".utf8), from: 0, key: nil, asText: false)
        #expect(columns.map(Self.line) == ["0 48 - 48 -", "1 69 - 69 -"])
    }
}
