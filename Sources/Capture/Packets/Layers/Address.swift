// The address of a socket, of either version of IP, in a fixed size; and as people write it.
//
//     127.0.0.1:51544     [2001:db8::1]:1338     (RFC 5952 for the address, RFC 3986 §3.2.2 for the brackets)

/// An IP address. One of version 4 is kept as ::ffff:a.b.c.d (RFC 4291 §2.5.5.2), so that both have one form.
struct Address: Hashable, Sendable {
    var high: UInt64
    var low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    static func v4(_ value: UInt32) -> Address { Address(high: 0, low: 0xFFFF_0000_0000 | UInt64(value)) }

    /// The four bytes of an address of version 4; nil for one of version 6.
    var v4: UInt32? { high == 0 && low >> 32 == 0xFFFF ? UInt32(truncatingIfNeeded: low) : nil }

    /// Whether it is 127.0.0.0/8 or ::1.
    var isLoopback: Bool { v4.map { $0 >> 24 == 127 } ?? (high == 0 && low == 1) }

    /// The eight groups of sixteen bits.
    fileprivate var groups: [UInt16] {
        [high, low].flatMap { half in [48, 32, 16, 0].map { UInt16(truncatingIfNeeded: half >> UInt64($0)) } }
    }
}

extension Address: CustomStringConvertible {
    var description: String {
        if let v4 { return [24, 16, 8, 0].map { String(v4 >> UInt32($0) & 0xFF) }.joined(separator: ".") }
        func text(_ part: some Sequence<UInt16>) -> String { part.map { String($0, radix: 16) }.joined(separator: ":") }
        guard let zeros = longestZeros else { return text(groups) }
        return text(groups[..<zeros.lowerBound]) + "::" + text(groups[zeros.upperBound...])
    }

    /// The first of the longest runs of two or more zero groups, which is written as "::".
    private var longestZeros: Range<Int>? {
        var best = 0..<0
        var start = 0
        for (index, group) in groups.enumerated() {
            if group != 0 { start = index + 1 } else if index + 1 - start > best.count { best = start..<index + 1 }
        }
        return best.count >= 2 ? best : nil
    }

    /// The address that `text` is, without brackets; a zone after % is dropped. Nil where it is not one.
    init?(_ text: some StringProtocol) {
        let text = text.prefix { $0 != "%" }
        if let value = Self.dotted(text) {
            self = .v4(value)
            return
        }
        guard text.contains(":"), let groups = Self.groups(text) else { return nil }
        func half(_ part: ArraySlice<UInt16>) -> UInt64 { part.reduce(0) { $0 << 16 | UInt64($1) } }
        self.init(high: half(groups[..<4]), low: half(groups[4...]))
    }

    private static func dotted(_ text: some StringProtocol) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4 else { return nil }
        return parts.reduce(0) { value, part in
            guard let value, let part else { return nil }
            return value << 8 | UInt32(part)
        }
    }

    /// Eight groups, of which "::" stands for as many zeros as are missing.
    private static func groups(_ text: some StringProtocol) -> [UInt16]? {
        let text = String(text)
        guard let gap = text.firstRange(of: "::") else { return list(text[...]).flatMap { $0.count == 8 ? $0 : nil } }
        guard let before = list(text[..<gap.lowerBound]), let after = list(text[gap.upperBound...]) else { return nil }
        let missing = 8 - before.count - after.count
        return missing >= 1 ? before + [UInt16](repeating: 0, count: missing) + after : nil
    }

    /// Groups with colons between them, of which the last two may be written with dots; none for an empty text.
    private static func list(_ text: Substring) -> [UInt16]? {
        var groups: [UInt16] = []
        for part in text.split(separator: ":", omittingEmptySubsequences: text.isEmpty) {
            if part.endIndex == text.endIndex, let value = dotted(part) {
                groups += [UInt16(value >> 16), UInt16(truncatingIfNeeded: value)]
            } else if part.count <= 4, let value = UInt16(part, radix: 16) {
                groups.append(value)
            } else {
                return nil
            }
        }
        return groups
    }
}

/// The address and the port of one end of a connection.
struct SocketEnd: Hashable, Sendable, CustomStringConvertible {
    var address: Address
    var port: UInt16

    var description: String { address.v4 == nil ? "[\(address)]:\(port)" : "\(address):\(port)" }

    init(address: Address, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// The end that `text` is, such as "127.0.0.1:1338" or "[::1]:1338"; nil where it is not one.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.first == "[", host.last == "]" { host = host.dropFirst().dropLast() }
        guard let address = Address(host) else { return nil }
        self.init(address: address, port: port)
    }
}
