// Damaged captures: nothing traps, and nothing grows beyond what the file can hold.

import TestSupport
import Testing
import WebSocketProtocol

@testable import Capture

struct PacketFuzzTests {
    /// Captures of every format and several wrappings, to be damaged.
    private static let seeds: [[UInt8]] = {
        let packets = Script.upgraded(["c 0 abc", "c 6 ghi", "c 3 def", "s 0 xyz", "c fin 9", "s fin 3"]).packets
        let segments = packets.map { ($0[15], Array($0[20...])) }
        let hopByHop: [UInt8] = [6, 0, 1, 4, 0, 0, 0, 0]
        let version6 = segments.map { ethernet(0x86DD, ipv6($0, 3 - $0, next: 0, hopByHop + $1)) }
        let (little, large) = (FileBuilder(), FileBuilder(isBig: true))
        func captured(_ packets: [[UInt8]]) -> [Captured] {
            packets.enumerated().map { Captured(bytes: $1, ticks: $0) }
        }
        let options = little.option(9, [9]) + little.option(14, little.number(5, 8))
        let mixed =
            little.section() + little.interface(link: 101, options: options)
            + captured(packets).flatMap { little.enhanced($0) + little.simple($0) + little.obsolete($0) }
        return [
            little.pcap(captured(packets), link: 101), large.pcap(captured(version6), magic: 0xA1B2_3C4D),
            large.pcapng(captured(version6)),
            mixed,
            little.pcapng(captured(packets.map { [8, 0, 0, 0] + [UInt8](repeating: 0, count: 16) + $0 }), link: 276),
            PacketWriter.pcapng(
                log([.bytes(from: .client, request), .note("a", pauses: false), .missing(from: .server, count: 9)])),
        ]
    }()

    private static func damaged(_ random: inout SeededNumbers) -> [UInt8] {
        var file = seeds[Int.random(in: 0..<seeds.count, using: &random)]
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            let place = Int.random(in: 0..<file.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: file[place] = UInt8.random(in: 0...255, using: &random)
            case 1: file[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: file[place] = [0, 1, 0x7F, 0x80, 0xFE, 0xFF][Int.random(in: 0..<6, using: &random)]
            case 3: file.replaceSubrange(place..<min(place + 4, file.count), with: [0xFF, 0xFF, 0xFF, 0xFF])
            case 4: file.removeSubrange(place..<min(place + Int.random(in: 1...40, using: &random), file.count))
            default: file.insert(contentsOf: file[place...].prefix(Int.random(in: 1...200, using: &random)), at: place)
            }
            if file.isEmpty { file = [0] }
        }
        return file
    }

    @Test("20,000 damaged captures are read or refused", arguments: 0..<10)
    func damage(_ seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<2000 {
            let file = Self.damaged(&random)
            var (bytes, events) = (0, 0)
            var last = 0.0
            do {
                let summary = try PacketFile.read(file, includeAll: Bool.random(using: &random)) { logged in
                    events += 1
                    if case .bytes(_, let part) = logged.event.kind { bytes += part.count }
                    #expect(logged.event.time >= last)
                    last = logged.event.time
                }
                #expect(summary.connections <= summary.packets)
            } catch {
                #expect(!"\(error)".isEmpty)
            }
            #expect(bytes <= file.count)
            #expect(events <= file.count)
        }
    }

    @Test(
        "Random bytes behind every magic number are read or refused",
        arguments: [
            [0xD4, 0xC3, 0xB2, 0xA1, 2, 0], [0xA1, 0xB2, 0x3C, 0x4D, 0, 2],
            [0x0A, 0x0D, 0x0D, 0x0A, 28, 0, 0, 0, 0x4D, 0x3C, 0x2B, 0x1A, 1, 0],
        ] as [[UInt8]])
    func noise(_ magic: [UInt8]) throws {
        var random = SeededNumbers(seed: 1)
        for _ in 0..<500 {
            let noise = (0..<Int.random(in: 30...300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            #expect(try PacketFile.read(magic + noise, includeAll: true) { _ in }.connections >= 0)
        }
    }

    @Test("A length of four gigabytes allocates no array of four gigabytes")
    func hugeLengths() throws {
        let packet = Captured(bytes: ipv4(1, 2, length: 65_535, tcp(1, 2, seq: 0)))
        for builder in [FileBuilder(), FileBuilder(isBig: true)] {
            var file = builder.pcap([packet], link: 101)
            file.replaceSubrange(32..<40, with: [UInt8](repeating: 0xFF, count: 8))
            #expect(try read(file).summary.skipped.map(\.reason) == [.cutShort])
        }
    }
}
