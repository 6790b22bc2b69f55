public import WebSocketProtocol
public struct Mutant: Sendable {
    public let id: String
    public func output(of reads: [[UInt8]], from sender: Endpoint) -> ReaderOutput { ReaderOutput() }
    public func listing(_ source: String) -> MutantListing? { nil }
}
public struct MutantListing: Sendable, Hashable {
    public let lines: [String]; public let bug: Int; public let mistake: String
}
public struct ReaderOutput: Sendable, Hashable {
    public var words: [String] = []; public func firstDifference(_ other: ReaderOutput) -> String? { nil }
}
public enum Mutants {
    public static func named(_ id: String) -> Mutant? { Mutant(id: id) }
    public static func realOutput(of reads: [[UInt8]], from sender: Endpoint) -> ReaderOutput { ReaderOutput() }
}
