// A length in a file is a promise, and a promise costs nothing: memory is used for bytes that the file has.

import TestSupport
import Testing
import WebSocketProtocol

@testable import Capture

@Suite(.enabled(if: AddressSpace.isKnown, "the size of the address space is not known"))
struct PromiseTests {
    /// A file that promises far more than it has, and how it is read.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let read: @Sendable () -> any Sendable

        init(_ name: String, _ read: @escaping @Sendable () -> any Sendable) {
            (testDescription, self.read) = (name, read)
        }

        static func packets(_ name: String, _ file: [UInt8]) -> Case {
            Case(name) { (try? PacketFile.read(file) { _ in }).map(\.packets) }
        }

        static func recording(_ line: String) -> Case { Case(line) { try? Recording(line.utf8Bytes) } }
    }

    private static let builder = FileBuilder()
    private static let packet = Script.upgraded([]).packets[3]
    /// The four bytes of the largest length.
    private static let most = builder.number(0x7fff_fffc, 4)
    private static let pcap = builder.pcap([], link: 101)
    private static let pcapng = builder.section() + builder.interface(link: 101)
    private static let longFrame = FrameHeader(
        opcode: .binary, maskingKey: Wire.maskingKey, payloadLength: 1 << 40
    ).encoded

    private static let cases: [Case] = [
        .packets("a pcap record", pcap + builder.number(0, 8) + most + most + packet),
        .packets(
            "a pcap record of which little was kept",
            pcap + builder.number(0, 8) + builder.number(packet.count, 4) + most + packet),
        .packets("a pcapng block", pcapng + builder.number(6, 4) + most + packet),
        .packets(
            "a packet in a pcapng block",
            pcapng + builder.block(6, builder.number(0, 12) + most + most + packet)),
        .packets("a simple packet", pcapng + builder.block(3, most + packet)),
        .packets(
            "a snap length",
            builder.section() + builder.interface(link: 101, snapLength: 0x7fff_fffc) + builder.block(3, most + packet)),
        .recording(#"{"t":0.0,"c":1,"from":"client","missing":4294967296,"frames":4294967296}"#),
        .recording(#"{"t":0.0,"c":1,"from":"client","unread":4294967296,"after":"failure"}"#),
        .recording(#"{"t":0.0,"c":9223372036854775807,"from":"client","hex":"81"}"#),
        Case("a HAR message's size") {
            let file =
                #"{"log":{"version":"1.2","entries":[{"request":{"url":"ws://a/","headersSize":1099511627776,"#
                + #""bodySize":1099511627776,"headers":[]},"response":{"status":101,"content":{"size":1099511627776},"#
                + #""headers":[]},"_webSocketMessages":[{"type":"send","time":1,"opcode":1,"data":"x"}]}]}}"#
            var events: [LoggedEvent] = []
            _ = try? HARFile.read(file.utf8Bytes) { events.append($0) }
            return events
        },
        Case("a frame in a conversation") {
            let conversation = Session.upgraded.client(longFrame + [1]).conversation
            let frame = conversation.dissection.unfinishedFrame(from: .client)
            let payload = frame.flatMap { conversation.payload(of: $0, maximum: 1 << 40) }
            return (conversation, payload)
        },
        Case("bytes of a conversation that have not arrived") {
            Session.upgraded.conversation.bytes(from: .client, in: 0..<1 << 40)
        },
    ]

    /// What each of them promises is 2 GB or more.
    @Test(arguments: cases) func aPromiseReservesNothing(promise: Case) {
        #expect(AddressSpace.growth(of: 2000) { _ in promise.read() } < 1 << 30)
    }
}
