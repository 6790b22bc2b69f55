// Mutants: small WebSocket programs with one bug each. A student has to find what exposes it: bytes, a way to cut them into reads, a length, a text.

import WebSocketProtocol

/// A program with a bug. Each has a file of its own in the folder of its family, whose code is shown, and whose head says what there is to know.
public struct Mutant: Sendable {
    /// Its name in lessons, such as "X2". It never changes.
    public let id: String
    /// What kind of program it is.
    public let family: Family
    /// How what it gets may be typed.
    let inputs: Set<MutantInput>
    /// The words that may stand among its reads.
    let words: Set<Word>
    private let run: @Sendable (ProgramInput) -> ProgramOutput?

    init(
        _ id: String, _ family: Family, _ inputs: Set<MutantInput>, words: Set<Word> = [],
        run: @escaping @Sendable (ProgramInput) -> ProgramOutput?
    ) {
        (self.id, self.family, self.inputs, self.words, self.run) = (id, family, inputs, words, run)
    }

    /// The path of its file, for `BuiltInFiles`.
    public var path: String { "Sources/Lessons/Mutants/\(family.folder)/\(id).swift" }

    /// What it makes of what it gets; nil where that is not for a program of its family. It takes every frame as it is, whatever rules it
    /// breaks.
    public func output(of input: ProgramInput) -> ProgramOutput? { run(input) }

    /// Whether its bug shows: it differs from the real one, and also from a program without the bug that asks for rules as little as this one.
    /// Where only the real one differs, the input breaks a rule that this program does not know.
    public func isExposed(by input: ProgramInput) -> Bool {
        let output = output(of: input)
        return output != family.careless(input) && output != family.real(input)
    }
}
