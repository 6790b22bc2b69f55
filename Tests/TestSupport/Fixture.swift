// The recordings in fixtures/, for tests of what must hold for all of them.

import Capture
import Foundation
public import Testing
public import WebSocketProtocol

/// A recording of the library with the events that are expected of it.
public struct Fixture: CustomTestStringConvertible, Sendable {
    /// Its place in the library, such as "rfc/handshake".
    public let name: String

    /// Its name, in the output of tests.
    public var testDescription: String { name }

    private static let library = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("fixtures")

    /// Every recording in a folder of the library. No list names them: a file in such a folder is a fixture.
    public static let all = names(in: library).filter { $0 != "expected" }.flatMap(named(in:))

    /// Those that a script writes, which have everything that our own fixtures must have.
    public static let generated = all.filter(\.isGenerated)

    /// Whether a script writes it.
    public var isGenerated: Bool { (try? Recording(bytes()))?.header?.generator != nil }

    /// The recordings of a folder of the library.
    public static func named(in folder: String) -> [Fixture] {
        names(in: library.appendingPathComponent(folder)).filter { $0.hasSuffix(".jsonl") }
            .map { Fixture(name: "\(folder)/\($0.dropLast(6))") }
    }

    private static func names(in folder: URL) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }

    /// The rule that the file is named after.
    public var rule: Rule? { Rule.allCases.first { name.hasSuffix("/\($0.rawValue)") } }

    /// The file.
    public func bytes() throws -> [UInt8] {
        try [UInt8](Data(contentsOf: Self.library.appendingPathComponent("\(name).jsonl")))
    }

    /// The events as JSON that are expected of it.
    public func expected() throws -> [String] {
        try String(contentsOf: Self.library.appendingPathComponent("expected/\(name).jsonl"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }
}
