// Whatever a peer sends, nothing traps, every place lies inside the bytes, and splits change nothing.

import TestSupport
import Testing
import WebSocketProtocol

struct RandomHeadTests {
    @Test(arguments: [HeadKind.request, .response]) func nothingTraps(kind: HeadKind) {
        var numbers = SeededNumbers(seed: 6455)
        var completeCount = 0
        for round in 0..<10_000 {
            let bytes = round.isMultiple(of: 4) ? noise(&numbers) : mutated(kind, &numbers)
            let whole = HTTPHead.parse(bytes, as: kind)
            var parser = HeadParser(kind)
            let split = Int.random(in: 0...bytes.count, using: &numbers)
            _ = parser.parse(Array(bytes[..<split]))
            #expect(parser.parse(bytes) == whole, "\(bytes)")
            var ranges = whole.violation.map { [$0.range] } ?? []
            if case .complete(let head) = whole {
                completeCount += 1
                ranges += places(in: head)
            }
            ranges += HTTPHead.lines(of: bytes)
            #expect(ranges.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= bytes.count }, "\(bytes)")
        }
        #expect(completeCount > 1000, "enough of the mutated heads are still heads: \(completeCount)")
    }

    /// Everything that is read from a head.
    private func places(in head: HTTPHead) -> [Range<Int>] {
        let request = HandshakeRequest(head: head)
        let answer = ServerHandshake.answer(request, subprotocols: ["chat"])
        let verdict = ClientHandshake.check(response: head, key: Wire.key)
        #expect((answer == .plainHTTP) == !request.isUpgradeAttempt)
        let extensions = request.extensions.flatMap { [$0.range] + $0.parameters.map(\.range) }
        let elements = head.headers.flatMap { head.tokens(of: $0.name) }.map(\.range)
        #expect(
            (extensions + elements).allSatisfy { range in
                head.headers.contains {
                    $0.valueRange.lowerBound <= range.lowerBound && range.upperBound <= $0.valueRange.upperBound
                }
            })
        let headers = head.headers.flatMap { [$0.nameRange, $0.valueRange] }
        return (request.violations + verdict.violations).map(\.range) + headers
    }

    private func noise(_ numbers: inout SeededNumbers) -> [UInt8] {
        (0..<Int.random(in: 0...80, using: &numbers)).map { _ in UInt8.random(in: .min ... .max, using: &numbers) }
    }

    /// A valid head with up to four of its bytes changed, removed, or doubled; often by a byte that means something.
    private func mutated(_ kind: HeadKind, _ numbers: inout SeededNumbers) -> [UInt8] {
        var bytes = (kind == .request ? Sample.request : Sample.response).bytes
        let special = Array(" \t\r\n:,;=\"\\#/\0é".utf8) + [0xFF]
        for _ in 0..<Int.random(in: 0...4, using: &numbers) {
            let index = Int.random(in: bytes.indices, using: &numbers)
            switch Int.random(in: 0..<4, using: &numbers) {
            case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &numbers)
            case 1: bytes.insert(special.randomElement(using: &numbers) ?? 0, at: index)
            case 2: bytes.remove(at: index)
            default: bytes[index] = special.randomElement(using: &numbers) ?? 0
            }
        }
        return bytes
    }
}
