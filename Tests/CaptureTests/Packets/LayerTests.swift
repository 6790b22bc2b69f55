// Link types, VLAN tags, IP and its extension headers: the same connection in every wrapping.

import Testing

@testable import Capture

struct LayerTests {
    struct Wrapping: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let link: Int
        let wrap: @Sendable ([UInt8]) -> [UInt8]

        init(_ name: String, link: Int, _ wrap: @escaping @Sendable ([UInt8]) -> [UInt8]) {
            testDescription = name
            self.link = link
            self.wrap = wrap
        }
    }

    static let wrappings = [
        Wrapping("Ethernet", link: 1) { ethernet(0x0800, $0) },
        Wrapping("Ethernet with padding", link: 1) { ethernet(0x0800, $0) + [0, 0, 0, 0, 0, 0] },
        Wrapping("VLAN", link: 1) { ethernet(0x8100, [0, 5, 8, 0] + $0) },
        Wrapping("QinQ", link: 1) { ethernet(0x88A8, [0, 5, 0x81, 0, 0, 6, 8, 0] + $0) },
        Wrapping("three tags", link: 1) { ethernet(0x9100, [0, 5, 0x81, 0, 0, 6, 0x81, 0, 0, 7, 8, 0] + $0) },
        Wrapping("NULL, little-endian", link: 0) { [2, 0, 0, 0] + $0 },
        Wrapping("NULL, big-endian", link: 0) { [0, 0, 0, 2] + $0 },
        Wrapping("LOOP", link: 108) { [0, 0, 0, 2] + $0 },
        Wrapping("Linux cooked v1", link: 113) { [0, 4, 3, 4, 0, 6] + [UInt8](repeating: 0, count: 8) + [8, 0] + $0 },
        Wrapping("Linux cooked v1, VLAN", link: 113) {
            [0, 4, 3, 4, 0, 6] + [UInt8](repeating: 0, count: 8) + [0x81, 0, 0, 5, 8, 0] + $0
        },
        Wrapping("Linux cooked v2", link: 276) {
            [8, 0, 0, 0, 0, 0, 0, 1, 3, 4, 4, 6] + [UInt8](repeating: 0, count: 8) + $0
        },
        Wrapping("raw", link: 101) { $0 },
        Wrapping("raw, BSD", link: 12) { $0 },
        Wrapping("raw, OpenBSD", link: 14) { $0 },
        Wrapping("raw IPv4", link: 228) { $0 },
    ]

    @Test("Every link type is read", arguments: wrappings)
    func links(_ wrapping: Wrapping) throws {
        let packets = Script.upgraded(["c 0 abc"]).packets.map { Captured(bytes: wrapping.wrap($0)) }
        let result = try read(FileBuilder().pcapng(packets, link: wrapping.link))
        #expect(result.events == opening + ["client abc"])
        #expect(result.summary.skipped == [])
        #expect(result.summary.tcpPackets == 6)
    }

    @Test("Every prefix of every wrapping is read without a trap", arguments: wrappings)
    func prefixes(_ wrapping: Wrapping) throws {
        let whole = wrapping.wrap(Script.upgraded([]).packets[0])
        let packets = (0..<whole.count).map { Captured(bytes: whole, kept: $0) }
        let summary = try read(FileBuilder().pcapng(packets, link: wrapping.link)).summary
        #expect(summary.packets == whole.count)
        #expect(summary.skipped.map(\.reason).allSatisfy { $0 == .brokenHeaders })
    }

    /// Segments of the connection, by the packet.
    private static let segments: [(isClient: Bool, bytes: [UInt8])] = Script.upgraded(["c 0 abc"]).packets.map {
        ($0[15] == 1, Array($0[20...]))
    }

    private static let opening6 = ["open [2001:db8::1]:50000 [2001:db8::2]:8080", "client REQUEST", "server RESPONSE"]

    struct Headers: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let next: UInt8
        let bytes: [UInt8]

        init(_ name: String, next: UInt8, _ bytes: [UInt8]) {
            testDescription = name
            self.next = next
            self.bytes = bytes
        }
    }

    @Test(
        "IPv6 with every extension header",
        arguments: [
            Headers("none", next: 6, []),
            Headers("hop-by-hop", next: 0, [6, 0, 1, 4, 0, 0, 0, 0]),
            Headers("routing of 24 bytes", next: 43, [6, 2] + [UInt8](repeating: 0, count: 22)),
            Headers("destination", next: 60, [6, 0, 1, 4, 0, 0, 0, 0]),
            Headers("fragment that is whole", next: 44, [6, 0, 0, 0, 0, 0, 0, 9]),
            Headers("authentication of 24 bytes", next: 51, [6, 4] + [UInt8](repeating: 0, count: 22)),
            Headers("mobility", next: 135, [6, 0, 0, 0, 0, 0, 0, 0]),
            Headers(
                "hop-by-hop, destination, routing, fragment", next: 0,
                [60, 0, 1, 4, 0, 0, 0, 0, 43, 0, 1, 4, 0, 0, 0, 0, 44, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 9]),
        ])
    func version6(_ headers: Headers) throws {
        let packets = Self.segments.map { segment in
            let (from, to): (UInt8, UInt8) = segment.isClient ? (1, 2) : (2, 1)
            return Captured(bytes: ethernet(0x86DD, ipv6(from, to, next: headers.next, headers.bytes + segment.bytes)))
        }
        let result = try read(FileBuilder().pcapng(packets))
        #expect(result.events == Self.opening6 + ["client abc"])
        #expect(result.summary.skipped == [])
    }

    @Test("The address family of IPv6 has a different number on every system", arguments: [10, 24, 28, 30])
    func families(_ family: UInt8) throws {
        let packets = Self.segments.map { segment in
            Captured(
                bytes: [family, 0, 0, 0] + (segment.isClient ? ipv6(1, 2, segment.bytes) : ipv6(2, 1, segment.bytes)))
        }
        #expect(try read(FileBuilder().pcapng(packets, link: 0)).events == Self.opening6 + ["client abc"])
    }

    struct Odd: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let link: Int
        let bytes: [UInt8]
        let reason: SkipReason?

        init(_ name: String, link: Int = 101, _ bytes: [UInt8], _ reason: SkipReason?) {
            testDescription = name
            self.link = link
            self.bytes = bytes
            self.reason = reason
        }
    }

    @Test(
        "What is not a TCP segment is left out; what should be one is counted",
        arguments: [
            Odd("ARP", link: 1, ethernet(0x0806, [0, 1]), nil),
            Odd("802.3 with a length", link: 1, ethernet(3, [0xAA, 0xAA, 3]), nil),
            Odd("a tag without an end", link: 1, ethernet(0x8100, [0, 5]), .brokenHeaders),
            Odd("UDP", ipv4(1, 2, protocol: 17, [0, 1, 0, 2]), nil),
            Odd("UDP over IPv6", ipv6(1, 2, next: 17, [0, 1, 0, 2]), nil),
            Odd("the first fragment", ipv4(1, 2, fragment: 0x2000, tcp(1, 2, seq: 0)), .fragment),
            Odd("the last fragment", ipv4(1, 2, fragment: 0x0003, tcp(1, 2, seq: 0)), .fragment),
            Odd("a fragment of IPv6", ipv6(1, 2, next: 44, [6, 0, 0, 1, 0, 0, 0, 9] + tcp(1, 2, seq: 0)), .fragment),
            Odd("IPsec", ipv4(1, 2, protocol: 50, [1, 2, 3, 4]), .encrypted),
            Odd("IPsec over IPv6", ipv6(1, 2, next: 50, [1, 2, 3, 4]), .encrypted),
            Odd("version 5", [0x50] + [UInt8](repeating: 0, count: 40), .brokenHeaders),
            Odd("a header of 16 bytes", [0x44] + [UInt8](repeating: 0, count: 40), .brokenHeaders),
            Odd("longer than the packet", ipv4(1, 2, length: 500, tcp(1, 2, seq: 0)), .brokenHeaders),
            Odd("shorter than its header", ipv4(1, 2, length: 10, tcp(1, 2, seq: 0)), .brokenHeaders),
            Odd(
                "an extension header beyond the end",
                ipv6(1, 2, next: 0, [6, 200, 0, 0, 0, 0, 0, 0] + tcp(1, 2, seq: 0)), .brokenHeaders),
            Odd("half a TCP header", ipv4(1, 2, Array(tcp(1, 2, seq: 0).prefix(10))), .brokenHeaders),
            Odd("a TCP header of 8 bytes", ipv4(1, 2, tcp(1, 2, seq: 0, offset: 2)), .brokenHeaders),
            Odd(
                "TCP options beyond the end", ipv4(1, 2, Array(tcp(1, 2, seq: 0, offset: 15).prefix(30))),
                .brokenHeaders),
            Odd("Wi-Fi", link: 127, [1, 2, 3], .linkType(LinkType(rawValue: 127))),
            Odd("another family", link: 0, [7, 0, 0, 0, 1, 2], nil),
        ])
    func odd(_ odd: Odd) throws {
        let result = try read(FileBuilder().pcapng([Captured(bytes: odd.bytes)], link: odd.link), includeAll: true)
        #expect(result.events == [])
        #expect(result.summary.skipped.map(\.reason) == (odd.reason.map { [$0] } ?? []))
        #expect(result.summary.tcpPackets == 0)
    }

    @Test("Options of IPv4 and of TCP are skipped")
    func options() throws {
        let packets = Self.segments.map { segment -> Captured in
            let (from, to): (UInt8, UInt8) = segment.isClient ? (1, 2) : (2, 1)
            var bytes = segment.bytes
            bytes[12] = 8 << 4
            bytes.insert(contentsOf: [UInt8](repeating: 1, count: 12), at: 20)
            return Captured(bytes: ipv4(from, to, options: [1, 1, 1, 0], bytes))
        }
        #expect(try read(FileBuilder().pcapng(packets, link: 101)).events == opening + ["client abc"])
    }

    @Test("A length of 0 is that of a segment that the network card has yet to cut")
    func offload() throws {
        let packets = Self.segments.map { segment -> Captured in
            let (from, to): (UInt8, UInt8) = segment.isClient ? (1, 2) : (2, 1)
            return Captured(bytes: ipv4(from, to, length: 0, segment.bytes))
        }
        #expect(try read(FileBuilder().pcapng(packets, link: 101)).events == opening + ["client abc"])
    }

    @Test("What is left out is reported in words, with its place")
    func words() throws {
        let fragment = Captured(bytes: ipv4(1, 2, fragment: 0x2000, tcp(1, 2, seq: 0)))
        let wireless = Captured(bytes: [1, 2, 3])
        #expect(
            try read(FileBuilder().pcapng([fragment, fragment], link: 101)).summary.skipped.map(\.description) == [
                "2 packets with a fragment of an IP packet, which is not put together (the first is packet 1, byte 48)"
            ])
        #expect(
            try read(FileBuilder().pcapng([wireless], link: 127)).summary.skipped.map(\.description) == [
                "1 packet of a kind that is not supported: link type 127 (packet 1, byte 48)"
            ])
    }
}

struct AddressTests {
    @Test(
        "Addresses are written as RFC 5952 says, and read back",
        arguments: [
            ("127.0.0.1:80", true), ("255.255.255.255:65535", false), ("[::1]:1338", true), ("[::]:0", false),
            ("[2001:db8::1]:80", false), ("[2001:db8:0:1:1:1:1:1]:80", false), ("[2001:0:0:1::1]:80", false),
            ("[1:2:3:4:5:6:7:8]:80", false), ("[fe80::]:1", false), ("[::2:0:0:0:1]:1", false),
        ])
    func canonical(_ text: String, isLoopback: Bool) throws {
        let end = try #require(SocketEnd(text))
        #expect(end.description == text)
        #expect(end.address.isLoopback == isLoopback)
    }

    @Test(
        "Other forms are read too",
        arguments: [
            ("[::ffff:10.0.0.1]:80", "10.0.0.1:80"), ("[fe80::1%eth0]:80", "[fe80::1]:80"),
            ("[2001:DB8:0:0::1]:80", "[2001:db8::1]:80"),
            ("::1:80", "[::1]:80"), ("[0:0:0:0:0:0:0:1]:80", "[::1]:80"), ("[1::]:80", "[1::]:80"),
        ])
    func forms(_ text: String, _ canonical: String) {
        #expect(SocketEnd(text)?.description == canonical)
    }

    @Test(
        "What is not an address is refused",
        arguments: [
            "", "localhost:80", "127.0.0.1", "127.0.0.1:70000", "127.0.0:80", "256.0.0.1:80", "[1::2::3]:80", "[:1]:80",
            "[12345::]:80",
            "[1:2:3:4:5:6:7]:80", "[1:2:3:4:5:6:7:8:9]:80", "[::1", "1.2.3.4.5:80", "[1:2:3:4:5:6:7::8]:80",
            "[:::1]:80", "[1:]:80",
        ])
    func none(_ text: String) {
        #expect(SocketEnd(text) == nil)
    }
}
