// A length on the wire is a promise, and a promise costs nothing: memory is used for bytes that have arrived.

import TestSupport
import Testing

@testable import WebSocketProtocol

@Suite(.enabled(if: AddressSpace.isKnown, "the size of the address space is not known"))
struct PromiseTests {
    /// What promises 16 MiB or more, and what reads it.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let read: @Sendable () -> any Sendable

        init(_ name: String, _ read: @escaping @Sendable () -> any Sendable) {
            (testDescription, self.read) = (name, read)
        }

        /// The findings about a connection so far.
        static func dissection(_ name: String, _ session: Session) -> Case { Case(name) { session.dissectionSoFar } }
    }

    private static func header(_ opcode: Opcode, _ length: UInt64, from sender: Endpoint) -> [UInt8] {
        FrameHeader(
            opcode: opcode, maskingKey: sender == .client ? Wire.maskingKey : nil, payloadLength: length
        ).encoded
    }

    private static func receiver(_ role: Endpoint, limit: Int, _ length: UInt64, opcode: Opcode) -> Case {
        Case("\(length) bytes of \(opcode.name) to a \(role.rawValue)") {
            var driver = ConnectionDriver(role: role, limit: limit)
            driver.feed(header(opcode, length, from: role.peer) + [1, 2, 3])
            return driver
        }
    }

    private static let longPost = Wire.http("POST / HTTP/1.1", "Host: a", "Content-Length: 16777216")
    private static let post = Wire.http("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked")
    private static let get = Wire.http("GET / HTTP/1.1", "Host: a")

    private static let cases = [
        receiver(.server, limit: 16 << 20, 16 << 20, opcode: .binary),
        receiver(.server, limit: .max, 1 << 40, opcode: .text),
        receiver(.client, limit: 16 << 20, 16 << 20, opcode: .text),
        receiver(.client, limit: .max, .max >> 1, opcode: .binary),
        .dissection("a frame of 16 MiB", .upgraded.client(header(.text, 16 << 20, from: .client) + [1])),
        .dissection("a frame of 1 TiB", .upgraded.server(header(.binary, 1 << 40, from: .server) + [1])),
        .dissection("a Ping of 16 MiB", .upgraded.client(header(.ping, 16 << 20, from: .client) + [1])),
        .dissection("a Close of 1 TiB", .upgraded.client(header(.close, 1 << 40, from: .client) + [1])),
        .dissection("a request of 16 MiB", .blank.client(longPost + [1])),
        .dissection(
            "a response of 1 TiB",
            .blank.client(get).server(Wire.http("HTTP/1.1 200 OK", "Content-Length: 1099511627776"))),
        .dissection("a chunk of 16 MiB", .blank.client(post + Array("1000000\r\nx".utf8))),
        .dissection(
            "a chunk of 1 TiB",
            .blank.client(get).server(
                Wire.http("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + Array("10000000000\r\nx".utf8))),
        .dissection(
            "a gap of 1 TiB",
            .upgraded.then(.missing(from: .client, count: 1 << 40, frames: 1 << 40)).client(frame(.ping))),
        Case("the rest of a failed frame") {
            var stream = UnreadStream(from: .client, after: .failure, frameRest: 1 << 40)
            _ = stream.read([1, 2, 3])
            return stream
        },
    ]

    /// 2,000 of them would be 32 GB.
    @Test(arguments: cases) func aPromiseReservesNothing(promise: Case) {
        #expect(AddressSpace.growth(of: 2000) { _ in promise.read() } < 1 << 30)
    }
}
