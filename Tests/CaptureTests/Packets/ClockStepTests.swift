// A clock that is set while a capture runs: the order of the file stands, and times continue. What is merely out of order
// is still put in order.

import Testing
import WebSocketProtocol

@testable import Capture

struct ClockStepTests {
    /// A whole connection: opening, upgrade, a message each way, and its end. Packet n is at `times[n]`.
    private static let packets = Script.upgraded(["c 0 abc", "s 0 xyz", "c 3 d", "c fin 4", "s fin 3"]).packets
    private static let events =
        opening + ["client abc", "server xyz", "client d", "client fin", "server fin"]
    /// Milliseconds since 1970.
    private static let base = 1_700_000_000_000

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The clock at each packet, in milliseconds from `base` on.
        let clock: [Int]
        /// When the events are, in milliseconds from the first.
        let times: [Int]
        var remarks: [String] = []

        init(_ name: String, _ clock: [Int], _ times: [Int], _ remarks: [String] = []) {
            (testDescription, self.clock, self.times, self.remarks) = (name, clock, times, remarks)
        }
    }

    private static func back(_ seconds: String, _ packet: Int) -> String {
        "The clock was set back by at least \(seconds) s at packet \(packet): later packets stay after it, and their times "
            + "continue from there."
    }

    static let cases = [
        Case("no step", [0, 10, 20, 30, 40, 50, 60, 70, 80, 90], [0, 30, 40, 50, 60, 70, 80, 90]),
        Case(
            "back", [0, 10, 20, 30, 40, 50, -4940, -4930, -4920, -4910], [0, 30, 40, 50, 50, 60, 70, 80],
            [back("4.990", 7)]),
        Case(
            "back within the opening", [0, 10, -990, -980, -970, -960, -950, -940, -930, -920],
            [0, 20, 30, 40, 50, 60, 70, 80], [back("1.000", 3)]),
        Case(
            "back by less than a second", [0, 10, 20, 30, 40, 50, -100, -90, -80, -70],
            [0, 30, 40, 50, 50, 60, 70, 80],
            [back("0.150", 7)]),
        Case(
            "back twice", [0, 10, 20, 30, -970, -960, -950, -9950, -9940, -9930], [0, 30, 30, 40, 50, 50, 60, 70],
            [back("1.000", 5), back("9.000", 8)]),
        Case(
            "back and right again", [0, 10, 20, 30, -9970, -9960, 60, 70, 80, 90], [0, 30, 30, 40, 60, 70, 80, 90],
            [back("10.000", 5)]),
        Case(
            "one packet without a time", [0, 10, 20, 30, -base, 50, 60, 70, 80, 90], [0, 30, 30, 50, 60, 70, 80, 90],
            [back("1700000000.030", 5)]),
        Case(
            "forward, as a pause is", [0, 10, 20, 30, 40, 50, 5060, 5070, 5080, 5090],
            [0, 30, 40, 50, 5060, 5070, 5080, 5090]),
        Case(
            "set for the first time", [10 - base, 20 - base, 30 - base, 0, 10, 20, 30, 40, 50, 60],
            [0, 20, 30, 40, 50, 60, 70, 80],
            ["The clock was set at packet 4: the packets before it have times of 1970 and are shown right before it."]),
        Case("never set", (0..<10).map { $0 * 10 - base }, [0, 30, 40, 50, 60, 70, 80, 90]),
    ]

    private static func file(_ clock: [Int]) -> [UInt8] {
        FileBuilder().pcap(
            zip(packets, clock).map { Captured(bytes: $0, ticks: (base + $1) * 1000) }, link: 101)
    }

    private func times(_ logged: [LoggedEvent]) -> [Int] { logged.map { Int(($0.event.time * 1000).rounded()) } }

    @Test("One connection in the order of the file, and times that continue", arguments: cases)
    func steps(_ item: Case) throws {
        let result = try read(Self.file(item.clock))
        #expect(result.events == Self.events)
        #expect(times(result.logged) == item.times)
        #expect(result.summary.remarks == item.remarks)
    }

    @Test("Packets that are a little out of order are put in order", arguments: [1, 5, 9])
    func disorder(distance: Int) throws {
        let packets = Self.packets.enumerated().map { Captured(bytes: $1, ticks: (Self.base + $0 * 10) * 1000) }
        for index in packets.indices where index + distance < packets.count {
            var moved = packets
            moved.insert(moved.remove(at: index), at: index + distance)
            let result = try read(FileBuilder().pcap(moved, link: 101))
            #expect(result.events == Self.events)
            #expect(times(result.logged) == [0, 30, 40, 50, 60, 70, 80, 90])
            #expect(result.summary.remarks == [])
        }
    }

    /// The client's packets on one interface, the server's on another.
    private func interfaces(_ order: [Int], clock: (Int) -> Int, newSection: Bool = false) -> [UInt8] {
        let builder = FileBuilder()
        var file = builder.section() + builder.interface(link: 101)
        if !newSection { file += builder.interface(link: 101) }
        var isSecond = false
        for index in order {
            let isServer = Self.packets[index][15] == 2
            if newSection, isServer, !isSecond {
                file += builder.section() + builder.interface(link: 101)
                isSecond = true
            }
            file += builder.enhanced(
                Captured(bytes: Self.packets[index], ticks: (Self.base + clock(index)) * 1000),
                interface: isServer && !newSection ? 1 : 0)
        }
        return file
    }

    @Test("Interfaces that are written one after the other are put in order", arguments: [false, true], [10, 10_000])
    func interfaces(newSection: Bool, period: Int) throws {
        let (client, server) = (
            Self.packets.indices.filter { Self.packets[$0][15] == 1 },
            Self.packets.indices.filter { Self.packets[$0][15] == 2 }
        )
        let result = try read(interfaces(client + server, clock: { $0 * period }, newSection: newSection))
        #expect(result.events == Self.events)
        #expect(times(result.logged) == [0, 3, 4, 5, 6, 7, 8, 9].map { $0 * period })
        #expect(result.summary.remarks == [])
    }

    @Test("Captures of both directions, one after the other, are put in order", arguments: [10, 10_000])
    func directions(period: Int) throws {
        for sender: UInt8 in [1, 2] {
            let order =
                Self.packets.indices.filter { Self.packets[$0][15] == sender }
                + Self.packets.indices.filter { Self.packets[$0][15] != sender }
            let file = FileBuilder().pcap(
                order.map { Captured(bytes: Self.packets[$0], ticks: (Self.base + $0 * period) * 1000) }, link: 101)
            let result = try read(file)
            #expect(result.events == Self.events)
            #expect(times(result.logged) == [0, 3, 4, 5, 6, 7, 8, 9].map { $0 * period })
            #expect(result.summary.remarks == [])
        }
    }

    @Test("A packet that was lost before a step tears no connection apart", arguments: [3, 4, 5, 6, 7])
    func lostBeforeStep(lost: Int) throws {
        for step in lost + 1..<10 {
            let packets = Self.packets.enumerated().filter { $0.offset != lost }.map { index, bytes in
                Captured(bytes: bytes, ticks: (Self.base + index * 10 - (index < step ? 0 : 5000)) * 1000)
            }
            let result = try read(FileBuilder().pcap(packets, link: 101), includeAll: true)
            #expect(result.summary.connections == 1)
            #expect(result.summary.clockSteps.map(\.packet) == [step])
            #expect(times(result.logged) == times(result.logged).sorted())
        }
    }

    @Test("A step that several interfaces show is one", arguments: [3, 4, 5, 6, 7])
    func stepOfSeveralInterfaces(first: Int) throws {
        let result = try read(interfaces(Array(Self.packets.indices), clock: { $0 * 10 - ($0 < first ? 0 : 5000) }))
        #expect(result.events == Self.events)
        #expect(result.summary.clockSteps.map(\.packet) == [first + 1])
        #expect(times(result.logged) == times(result.logged).sorted())
        #expect(times(result.logged).last == 80)
    }

    @Test("Several connections go through the same step")
    func severalConnections() throws {
        var second = Script(clientPort: 50_001)
        second.handshake()
        second.upgrade()
        second.add(["c 0 abc", "s 0 xyz", "c 3 d", "c fin 4", "s fin 3"])
        let packets = zip(Self.packets, second.packets).flatMap { [$0, $1] }
        for step in packets.indices {
            let file = FileBuilder().pcap(
                packets.enumerated().map { index, bytes in
                    Captured(bytes: bytes, ticks: (Self.base + index * 10 - (index < step ? 0 : 60_000)) * 1000)
                }, link: 101)
            let words = try read(file).events
            for (number, port) in [(1, 50_000), (2, 50_001)] {
                let own = words.filter { $0.hasPrefix("\(number) ") }.map { String($0.dropFirst(2)) }
                #expect(own == ["open 10.0.0.1:\(port) 10.0.0.2:8080"] + Self.events.dropFirst())
            }
        }
    }

    @Test("The same ports used again after a step are another connection")
    func portReuse() throws {
        var second = Script(initial: (client: 70_000, server: 80_000))
        second.handshake()
        second.upgrade()
        let packets = Self.packets + second.packets
        let file = FileBuilder().pcap(
            packets.enumerated().map { index, bytes in
                Captured(bytes: bytes, ticks: (Self.base + index * 10 - (index < 10 ? 0 : 3_600_000)) * 1000)
            }, link: 101)
        #expect(try read(file).events == Self.events.map { "1 " + $0 } + opening.map { "2 " + $0 })
    }

    @Test("Times count from the first event, not from what is left out")
    func firstEvent() throws {
        let other = ipv4(1, 3, tcp(40_000, 9, seq: 1, flags: 0x02))
        let file = FileBuilder().pcap(
            [Captured(bytes: other, ticks: (Self.base - 7000) * 1000)]
                + Self.packets.enumerated().map { Captured(bytes: $1, ticks: (Self.base + $0 * 10) * 1000) }, link: 101)
        let result = try read(file)
        #expect(times(result.logged) == [0, 30, 40, 50, 60, 70, 80, 90])
        #expect(result.summary.created == "2023-11-14T22:13:20Z")
    }

    @Test("A clock that is constantly set takes no memory")
    func always() throws {
        let file = FileBuilder().pcap(
            (0..<1000).map { Captured(bytes: Self.packets[0], ticks: (Self.base - $0 * 1_000_000) * 1000) }, link: 101)
        let summary = try read(file).summary
        #expect(summary.clockSteps.count == 10)
        #expect(summary.remarks.contains("It was set back 989 more times."))
    }
}
