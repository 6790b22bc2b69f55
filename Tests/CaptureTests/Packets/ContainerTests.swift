// pcap and pcapng: byte orders, clocks, block types, damage.

import Testing
import WebSocketProtocol

@testable import Capture

/// An upgraded connection as Ethernet frames.
private let frames = Script.upgraded(["c 0 abc"]).packets.map { ethernet(0x0800, $0) }

private func captured(ticks: [Int] = [0, 1, 2, 3, 4, 5]) -> [Captured] {
    zip(frames, ticks).map { Captured(bytes: $0, ticks: $1) }
}

struct PcapTests {
    @Test("Both byte orders, both clocks", arguments: [false, true], [(0xA1B2_C3D4, 1e6), (0xA1B2_3C4D, 1e9)])
    func formats(isBig: Bool, clock: (magic: Int, rate: Double)) throws {
        // The packets pass the end of a second.
        let start = Int(clock.rate) * 1_700_000_000 - 2
        let packets = captured(ticks: (0..<6).map { start + $0 })
        let file = FileBuilder(isBig: isBig).pcap(packets, magic: clock.magic, ticksPerSecond: Int(clock.rate))
        let result = try read(file)
        #expect(result.events == opening + ["client abc"])
        #expect(result.logged.map(\.event.time) == [0, 3 / clock.rate, 4 / clock.rate, 5 / clock.rate])
        #expect(result.summary.packets == 6)
        #expect(result.summary.linkTypes == [.ethernet: 6])
        #expect(PacketFile.recognises(file))
    }

    @Test("The upper bits of the link type, which describe frame check sequences, are left out of it")
    func checkSequence() throws {
        let packets = captured().map { Captured(bytes: $0.bytes + [1, 2, 3, 4], ticks: $0.ticks) }
        #expect(try read(FileBuilder().pcap(packets, link: 0x2400_0001)).events == opening + ["client abc"])
    }

    @Test("Packets are read in the order of time")
    func outOfOrder() throws {
        var packets = captured(ticks: [10, 11, 12, 13, 14, 15])
        packets.swapAt(0, 5)
        packets.swapAt(2, 3)
        let result = try read(FileBuilder().pcap(packets))
        #expect(result.events == opening + ["client abc"])
        #expect(result.logged.first?.event.time == 0)
        #expect(result.summary.packets == 6)
    }

    @Test("A file that ends early is read as far as it goes")
    func cutShort() throws {
        let file = FileBuilder().pcap(captured())
        let last = file.count - frames[5].count - 16
        for end in [file.count - 1, last + 1] {
            let result = try read(Array(file[..<end]))
            #expect(result.events == opening)
            #expect(
                result.summary.skipped.map(\.description) == [
                    "The file ends within a record: what comes before it was read (packet 6, byte \(last))"
                ])
        }
    }

    struct Refusal: Sendable {
        let bytes: [UInt8]
        let line: String
    }

    @Test(
        "What is not a capture is refused in one line",
        arguments: [
            Refusal(bytes: [], line: "The file ends before it says what it is (byte 0). Capture it again."),
            Refusal(
                bytes: Array("GET / HTTP".utf8),
                line: "The file starts with 47455420, which is neither pcapng nor pcap (byte 0). "
                    + "Captures of other formats can be converted: editcap -F pcapng IN OUT."),
            Refusal(
                bytes: [0x1F, 0x8B, 8, 0],
                line: "The file is compressed with gzip (byte 0). Unpack it first: gunzip FILE."),
            Refusal(
                bytes: [0xD4, 0xC3, 0xB2, 0xA1, 2, 0],
                line:
                    "The file ends within the header of a pcap file, which is 24 bytes long (byte 6). Capture it again."
            ),
            Refusal(
                bytes: [0xD4, 0xC3, 0xB2, 0xA1, 3] + [UInt8](repeating: 0, count: 19),
                line:
                    "This is pcap version 3, and only version 2 is supported (byte 4). Convert it: editcap -F pcapng IN OUT."
            ),
            Refusal(
                bytes: [0x0A, 0x0D, 0x0D, 0x0A] + [UInt8](repeating: 0, count: 24),
                line: "The file starts like pcapng, but does not state its byte order (byte 8). Capture it again."),
            Refusal(
                bytes: [0x0A, 0x0D, 0x0D, 0x0A],
                line: "The file ends within the first block of a pcapng file (byte 4). Capture it again."),
        ])
    func refusals(_ refusal: Refusal) {
        let error = #expect(throws: PacketFileError.self) { try read(refusal.bytes) }
        #expect(error?.description == refusal.line)
    }
}

struct PcapngTests {
    @Test("Both byte orders", arguments: [false, true])
    func byteOrders(isBig: Bool) throws {
        let file = FileBuilder(isBig: isBig).pcapng(captured())
        #expect(try read(file).events == opening + ["client abc"])
        #expect(PacketFile.recognises(file.prefix(4)))
    }

    @Test("Sections of different byte orders and interfaces of different kinds")
    func sections() throws {
        let (little, big) = (FileBuilder(), FileBuilder(isBig: true))
        let raw = Script.upgraded(["c 0 abc"]).packets
        var file = little.section() + little.interface() + little.interface(link: 101)
        file += little.enhanced(Captured(bytes: frames[0]), interface: 0)
        file += little.enhanced(Captured(bytes: raw[1]), interface: 1)
        file += little.enhanced(Captured(bytes: frames[2]), interface: 2)
        file +=
            big.section() + big.interface(link: 101) + big.enhanced(Captured(bytes: raw[3]))
            + big.enhanced(Captured(bytes: raw[4]))
        let result = try read(file)
        #expect(result.events == opening)
        #expect(result.summary.linkTypes == [.ethernet: 1, .raw: 3])
        #expect(result.summary.skipped.map(\.reason) == [.unknownInterface])
        #expect(result.summary.skipped.map(\.firstPacket) == [3])
    }

    @Test("Enhanced, simple and obsolete packets, and unknown blocks")
    func blocks() throws {
        let builder = FileBuilder()
        var file = builder.section() + builder.interface(snapLength: 101) + builder.block(0xBAD, [1, 2, 3])
        file +=
            builder.enhanced(Captured(bytes: frames[0], ticks: 1_000_000)) + builder.simple(Captured(bytes: frames[1]))
        file += builder.block(4, []) + builder.obsolete(Captured(bytes: frames[2], ticks: 1_500_000))
        file += frames[3...].reduce([]) { $0 + builder.simple(Captured(bytes: $1, kept: min(101, $1.count))) }
        let result = try read(file)
        let lost = 14 + 20 + 20 + response.count - 101
        let head = String(decoding: response.dropLast(lost), as: UTF8.self)
        // The snapshot length of the interface has cut the response.
        #expect(result.events == opening.dropLast() + ["server \(head)", "server gap \(lost)", "client abc"])
        #expect(result.logged.map(\.event.time) == [0, 0.5, 0.5, 0.5, 0.5])
    }

    struct Clock: Sendable {
        let resolution: UInt8
        let ticks: [Int]
        let seconds: Double
    }

    @Test(
        "Interfaces state what their ticks are",
        arguments: [
            Clock(resolution: 0, ticks: [1_700_000_000, 1_700_000_007], seconds: 7),
            Clock(resolution: 3, ticks: [5, 8], seconds: 0.003),
            Clock(resolution: 9, ticks: [1_700_000_000_000_000_001, 1_700_000_000_000_000_004], seconds: 3e-9),
            Clock(resolution: 12, ticks: [1_000, 4_000], seconds: 3e-9),
            Clock(resolution: 0x80, ticks: [1, 2], seconds: 1),
            Clock(resolution: 0x80 | 10, ticks: [1024, 1024 + 256], seconds: 0.25),
            Clock(resolution: 0x80 | 32, ticks: [1 << 33, 1 << 33 + 1 << 31], seconds: 0.5),
            Clock(resolution: 0x80 | 127, ticks: [0, 5], seconds: 0),
            Clock(resolution: 127, ticks: [0, 5], seconds: 0),
        ])
    func resolutions(_ clock: Clock) throws {
        let builder = FileBuilder()
        let options =
            builder.option(2, Array("eth0".utf8)) + builder.option(9, [clock.resolution]) + builder.option(0, [])
        let file = clock.ticks.reduce(builder.section() + builder.interface(options: options)) {
            $0 + builder.enhanced(Captured(bytes: frames[0], ticks: $1))
        }
        #expect(try read(file).summary.duration == clock.seconds)
    }

    @Test("Interfaces may count from another time, before or after 1970")
    func offsets() throws {
        let builder = FileBuilder()
        var file = builder.section() + builder.interface(options: builder.option(14, builder.number(-3, 8)))
        file += builder.interface(options: builder.option(14, builder.number(10, 8)))
        file += builder.enhanced(Captured(bytes: frames[0], ticks: 5_000_000), interface: 0)
        file += builder.enhanced(Captured(bytes: frames[1], ticks: 1_000_000), interface: 1)
        #expect(try read(file).summary.duration == 9)
    }

    @Test("Comments on packets become notes")
    func comments() throws {
        let builder = FileBuilder()
        var packets = captured()
        packets[3].options =
            builder.option(2, [0, 0, 0, 1]) + builder.option(1, Array("größer".utf8))
            + builder.option(1, Array("two".utf8)) + builder.option(0, []) + builder.option(1, Array("three".utf8))
        #expect(
            try read(builder.pcapng(packets)).events == opening.prefix(2) + [
                "note größer", "note two", opening[2], "client abc",
            ])
    }

    struct Damage: Sendable {
        let name: String
        let place: Int
        let value: Int
        let reason: SkipReason
    }

    @Test(
        "Damage ends the reading, with the place",
        arguments: [
            Damage(name: "length of 0", place: 4, value: 0, reason: .damaged),
            Damage(name: "length that is not a multiple of 4", place: 4, value: 35, reason: .damaged),
            Damage(name: "length beyond the file", place: 4, value: 0xFFFF_FFFC, reason: .cutShort),
            Damage(name: "lengths that differ", place: -4, value: 16, reason: .damaged),
        ])
    func damage(_ damage: Damage) throws {
        let builder = FileBuilder()
        var file = builder.pcapng(captured())
        let block = builder.enhanced(Captured(bytes: frames[5]))
        let start = file.count - block.count
        let place = damage.place < 0 ? file.count + damage.place : start + damage.place
        file.replaceSubrange(place..<place + 4, with: builder.number(damage.value, 4))
        let result = try read(file)
        #expect(result.events == opening)
        #expect(result.summary.skipped.map(\.reason) == [damage.reason])
        #expect(result.summary.skipped.map(\.offset) == [start])
    }

    @Test("Only a packet that is longer than its block is left out")
    func damagedPacket() throws {
        let builder = FileBuilder()
        var file = builder.section() + builder.interface()
        let start = file.count
        file += builder.enhanced(Captured(bytes: frames[0]))
        file.replaceSubrange(start + 20..<start + 24, with: builder.number(1000, 4))
        file += builder.enhanced(Captured(bytes: frames[1]))
        let summary = try read(file).summary
        #expect(summary.skipped.map(\.reason) == [.damagedPacket])
        #expect(summary.packets == 1)
    }
}
