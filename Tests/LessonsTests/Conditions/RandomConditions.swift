// Conditions that nobody would write, with everything that the language has.

import TestSupport
import WebSocketProtocol

@testable import Lessons

extension Condition {
    static func random(_ numbers: inout SeededNumbers) -> Condition {
        var terms: [Term] = []
        for _ in 0...numbers.below(3) { terms.append(.random(&numbers)) }
        return Condition(terms: terms)
    }
}

extension SeededNumbers {
    mutating func flag() -> Bool { below(2) == 0 }
    mutating func small() -> UInt64 { one(of: [0, 1, 2, 3, 5, 6, 7, 8, 125, 126, 1000, 3001, .max]) }
    mutating func list<Element>(_ one: (inout SeededNumbers) -> Element) -> [Element] {
        var all: [Element] = []
        for _ in 0...below(3) { all.append(one(&self)) }
        return all
    }
    mutating func wantedText() -> [UInt8] {
        Array(one(of: ["", "Hi", "Hel", "Hello", "a \"b\" \\", "é\n\u{301} and )"]).utf8)
    }
    mutating func comparison() -> Comparison { one(of: Comparison.allCases) }
    mutating func byte() -> UInt8 { one(of: [0, 0x37, 0x81, 0x82, 0x89, 0xff]) }
}

extension Term {
    fileprivate static func random(_ numbers: inout SeededNumbers) -> Term {
        let isNegated = numbers.flag()
        switch numbers.below(14) {
        case 0: return Term(isNegated: isNegated, kind: .valid)
        case 1: return Term(isNegated: isNegated, kind: .broken)
        case 2: return Term(isNegated: isNegated, kind: .incomplete)
        case 3: return Term(isNegated: isNegated, kind: .clean)
        case 4: return Term(isNegated: isNegated, kind: .violates(numbers.one(of: Rule.allCases)))
        case 5: return Term(kind: .received(numbers.comparison(), numbers.small()))
        case 6: return Term(kind: .remaining(numbers.comparison(), numbers.small()))
        case 7:
            return Term(
                kind: .state(numbers.endpoint(), isEqual: numbers.flag(), numbers.one(of: ConnectionState.names)))
        case 8: return Term(kind: .close(numbers.comparison(), numbers.small()))
        case 9:
            let other: Amount = numbers.flag() ? .number(numbers.small()) : .tally(.random(&numbers))
            return Term(kind: .count(.random(&numbers), numbers.comparison(), other))
        case 10: return Term(isNegated: isNegated, kind: .byte(numbers.list(ByteTest.random)))
        case 11: return Term(isNegated: isNegated, kind: .row(numbers.one(of: Row.allCases)))
        default: return Term(isNegated: isNegated, kind: .chain(ChainStep.random(&numbers)))
        }
    }
}

extension Tally {
    fileprivate static func random(_ numbers: inout SeededNumbers) -> Tally {
        let unit = numbers.one(of: Unit.allCases)
        return Tally(unit: unit, sender: unit == .connections || numbers.flag() ? nil : numbers.endpoint())
    }
}

extension ChainStep {
    fileprivate static func random(_ numbers: inout SeededNumbers) -> [ChainStep] {
        var steps: [ChainStep] = []
        for number in 0...numbers.below(3) {
            let isFrame = numbers.flag()
            // A key is compared only with that of a frame.
            var traits = Relation.Trait.allCases
            if !isFrame { traits.removeLast() }
            if case .message? = steps.last { traits = [.text, .payload] }
            if numbers.below(4) == 0 {
                steps.append(.action(numbers.one(of: ["reading-held", "room-joined", "slow-reader-drop"])))
                continue
            }
            if case .action? = steps.last { traits = [] }
            let relations =
                number == 0 || traits.isEmpty || numbers.flag()
                ? [] : [Relation(isSame: numbers.flag(), trait: numbers.one(of: traits))]
            steps.append(
                isFrame
                    ? .frame(numbers.list(FrameTest.random) + relations.map { .relation($0) })
                    : .message(numbers.list(MessageTest.random) + relations.map { .relation($0) }))
        }
        return steps
    }
}

extension FrameTest {
    fileprivate static func random(_ numbers: inout SeededNumbers) -> FrameTest {
        switch numbers.below(10) {
        case 0: return .from(numbers.endpoint())
        case 1:
            return .opcode(isEqual: numbers.flag(), numbers.one(of: (UInt8(0)...15).compactMap(Opcode.init(rawValue:))))
        case 2...4: return .flag(numbers.one(of: Flag.allCases), numbers.flag())
        case 5:
            let name = numbers.one(of: Number.allCases)
            guard name == .lengthForm else { return .number(name, numbers.comparison(), numbers.small()) }
            return .number(name, numbers.flag() ? .equal : .unequal, numbers.one(of: [7, 16, 64]))
        case 6:
            let key = MaskingKey(numbers.flag() ? 0x37fa_213d : UInt32(truncatingIfNeeded: numbers.next()))
            return .maskingKey(isEqual: numbers.flag(), key)
        case 7: return .byte(numbers.below(9), isEqual: numbers.flag(), numbers.byte())
        case 8: return .text(isEqual: numbers.flag(), numbers.wantedText())
        default:
            return numbers.flag()
                ? .payload(isEqual: numbers.flag(), numbers.one(of: [[0x48, 0x69], [0], [0x61, 0x6e, 0x64]]))
                : .violates(numbers.one(of: Rule.allCases), numbers.flag())
        }
    }
}

extension MessageTest {
    fileprivate static func random(_ numbers: inout SeededNumbers) -> MessageTest {
        switch numbers.below(5) {
        case 0: .from(numbers.endpoint())
        case 1: .kind(numbers.flag() ? .text : .binary)
        case 2: .compressed(numbers.flag())
        case 3: .number(numbers.one(of: Number.allCases), numbers.comparison(), numbers.small())
        default: .text(isEqual: numbers.flag(), numbers.wantedText())
        }
    }
}

extension ByteTest {
    fileprivate static func random(_ numbers: inout SeededNumbers) -> ByteTest {
        switch numbers.below(4) {
        case 0: .from(numbers.endpoint())
        case 1: .field(isEqual: numbers.flag(), numbers.one(of: Field.allCases))
        case 2: .index(numbers.comparison(), numbers.small())
        default: .value(isEqual: numbers.flag(), numbers.byte())
        }
    }
}
