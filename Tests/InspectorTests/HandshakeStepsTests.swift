// The steps of a handshake and its stages.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct HandshakeStepsTests {
    static func steps(_ request: [UInt8], _ response: [UInt8]) -> ExchangeSteps {
        ExchangeSteps(dissection(request, response).handshake)
    }

    static func dissection(_ request: [UInt8], _ response: [UInt8]) -> Dissection {
        var dissection = Dissection()
        dissection.add(ConnectionEvent(time: 0, .bytes(from: .client, request)))
        dissection.add(ConnectionEvent(time: 0, .bytes(from: .server, response)))
        return dissection
    }

    @Test func `The steps follow the bytes and then the computation`() {
        let steps = Self.steps(Wire.request, Wire.response)
        // 7 lines of the request, 5 of the response; key, GUID, padding; twice schedule, 80 rounds, addition; 20 bytes;
        // 7 groups.
        #expect(steps.count == 7 + 5 + 3 + 2 * 82 + 1 + 7 + 1)
        #expect(steps.start(of: .response) == 7)
        #expect(steps[0] == .line(.request, 0))
        #expect(steps[11] == .line(.response, 4))
        #expect(steps[12] == .key)
        #expect(steps[16 + 17] == .round(block: 0, 17))
        #expect(steps[96] == .addition(block: 0))
        #expect(steps[steps.count - 1] == .verdict)
        #expect(steps[steps.count + 5] == .verdict)
        #expect(steps[-1] == .line(.request, 0))
    }

    @Test func `Stages are the stops of the brackets, in both directions`() {
        let steps = HandshakeSteps(Self.dissection(Wire.request, Wire.response))
        let stops = [
            0, 7, 12, 14, 15, 16, 36, 56, 76, 96, 97, 98, 118, 138, 158, 178, 179, 180, 187,
        ]
        for (stop, next) in zip(stops, stops.dropFirst()) {
            #expect(steps.stop(from: stop, direction: 1, \.startsStage) == next)
            #expect(steps.stop(from: next, direction: -1, \.startsStage) == stop)
        }
        #expect(steps.stop(from: 20, direction: -1, \.startsStage) == 16)
        #expect(steps.stop(from: 187, direction: 1, \.startsStage) == 187)
        #expect(steps.stop(from: 0, direction: -1, \.startsStage) == 0)
    }

    @Test func `Parts are the stops of the braces: eight from the request to the verdict`() {
        let steps = HandshakeSteps(Self.dissection(Wire.request, Wire.response))
        // Request, response, key, padding, both blocks, digest, Base64, verdict.
        let stops = [0, 7, 12, 14, 15, 97, 179, 180, 187]
        for (stop, next) in zip(stops, stops.dropFirst()) {
            #expect(steps.stop(from: stop, direction: 1, \.startsPart) == next)
            #expect(steps.stop(from: next, direction: -1, \.startsPart) == stop)
        }
        #expect(steps.stop(from: 187, direction: 1, \.startsPart) == 187)
    }

    @Test func `The number of blocks is that of the trace`() {
        #expect(AcceptTrace(key: Wire.key).sha1.blocks.count == 2)
        #expect(AcceptTrace(key: Wire.key).groups.count == 7)
    }

    @Test func `There is a step even before there are bytes`() {
        let steps = Self.steps([], [])
        #expect(steps.count == 1)
        #expect(steps[0] == .waiting)
        #expect(steps.start(of: .response) == 0)
        #expect(HandshakeSteps(Self.dissection([], [])).stop(from: 0, direction: 1, \.startsStage) == 0)
    }
}
