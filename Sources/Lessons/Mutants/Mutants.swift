// All mutants, and how they are run.

import WebSocketProtocol

/// The mutants that there are.
public enum Mutants {
    /// All of them.
    public static let all =
        [
            reader("M1") { M1($0) },
            reader("M2") { M2($0) },
            reader("M3") { M3($0) },
            reader("M6") { M6($0) },
            reader("M7") { M7($0) },
            reader("X1") { X1($0) },
            reader("X2") { X2($0) },
            reader("X14") { X14($0) },
            reader("X15") { X15($0) },
            reader("X18", [.reads], words: [.end]) { X18($0) },
            reader("X19") { X19($0) },
            Mutant("X20", .connections, [.reads], words: [.connection]) {
                $0.traffic.map { .connections(ConnectionsDesk.run($0) { X20($0) }) }
            },
        ] + assemblers + answerers + values

    /// Their names, in the order in which people look for them.
    private static let ids = all.map(\.id).sorted {
        ($0.prefix(1), $0.utf8.count, $0) < ($1.prefix(1), $1.utf8.count, $1)
    }

    private static let assemblers = [
        assembler("M9") { M9($0) },
        assembler("X3") { X3($0) },
        assembler("X4") { X4($0) },
        assembler("X5") { X5($0) },
        assembler("X13") { X13($0) },
        assembler("X21") { X21($0) },
    ]

    private static let answerers = [
        answerer("M4") { M4($0) },
        answerer("M5") { M5($0) },
        answerer("M8") { M8($0) },
        answerer("X8") { X8($0) },
        answerer("X9") { X9($0) },
        answerer("X10") { X10($0) },
        answerer("X17") { X17($0) },
        answerer("X23") { X23($0) },
        Mutant("X7", .opener, [.reads], words: [.response]) {
            $0.traffic.map { .opened(OpenerDesk.run($0) { X7($0) }) }
        },
    ]

    private static let values = [
        builder("X16", [.number]) { X16($0) },
        builder("X22", [.text]) { X22($0) },
        builder("X31", [.text], .compressor) { X31($0) },
        builder("X32", [.text], .compressor) { X32($0) },
        builder("X33", [.text], .compressor) { X33($0) },
        Mutant("X6", .handshake, [.text]) { input in
            guard case .text(let text) = input else { return nil }
            return .value(HandshakeDesk.run(connection: text) { X6($0) })
        },
        accept("X24", X24()),
        accept("X25", X25()),
        accept("X26", X26()),
        accept("X27", X27()),
        accept("X28", X28()),
        accept("X29", X29()),
        accept("X30", X30()),
    ]

    /// The mutant of that name; nil if there is none.
    public static func named(_ id: String) -> Mutant? { all.first { $0.id == id } }

    /// What is said about a name that no mutant has. A mutant is only suggested where no other is as near.
    static func unknownWords(_ name: String) -> String {
        let near = [0, 1].lazy.map { limit in
            ids.filter { NearestWord.mistakes(name, $0, limit: 1) == limit }
        }.first { !$0.isEmpty }
        let hint = near?.count == 1 ? near?.first.map { "did you mean \($0)? The" } : nil
        return "there is no mutant \(name.inQuotes); \(hint ?? "the") mutants are \(ids.joined(separator: ", "))"
    }

    // MARK: One of each family

    private static func reader(
        _ id: String, _ inputs: Set<MutantInput> = [.bytes, .reads, .cuts], words: Set<Mutant.Word> = [],
        _ reader: @escaping @Sendable (ReaderSocket) -> any FrameReader
    ) -> Mutant {
        Mutant(id, .reader, inputs, words: words) { input in
            input.traffic.map { traffic in
                let socket = ReaderSocket(traffic)
                return .frames(socket.run(reader(socket)))
            }
        }
    }

    private static func assembler(
        _ id: String, _ assembler: @escaping @Sendable (AssemblerDesk) -> any MessageAssembler
    ) -> Mutant {
        Mutant(id, .assembler, [.bytes, .reads, .cuts]) { $0.traffic.map { .frames(AssemblerDesk.run($0, assembler)) } }
    }

    private static func answerer(
        _ id: String, _ answerer: @escaping @Sendable (AnswererDesk) -> any FrameAnswerer
    ) -> Mutant {
        Mutant(id, .answerer, [.bytes, .reads, .cuts]) { $0.traffic.map { .frames(AnswererDesk.run($0, answerer)) } }
    }

    private static func builder(
        _ id: String, _ inputs: Set<MutantInput>, _ family: Mutant.Family = .builder,
        _ builder: @escaping @Sendable (BuilderDesk) -> any FrameBuilder
    ) -> Mutant {
        Mutant(id, family, inputs) { input in
            guard case .payload(let payload) = input else { return nil }
            let desk = BuilderDesk(payload)
            builder(desk).build()
            return .bytes(desk.bytes)
        }
    }

    private static func accept(_ id: String, _ computer: some AcceptComputer & Sendable) -> Mutant {
        Mutant(id, .accept, [.text]) { input in
            if case .text(let key) = input { .value(computer.accept(key)) } else { nil }
        }
    }
}
