// The options that bound what peers can make grow: which values they take, and what is said of others.

import Testing

@Suite struct LimitOptionsTests {
    /// An option, and its least and greatest value; nil where there is none, or the machine decides it.
    static let options: [(name: String, least: Int, most: Int?)] = [
        ("--connection-limit", 1, nil), ("--address-limit", 1, 1_000_000), ("--buffer-limit", 1 << 20, 1 << 40),
        ("--fragment-limit", 1, 1 << 30), ("--head-limit", 256, 16 << 10), ("--handshake-limit", 1, 3600),
        ("--closing-limit", 1, 3600), ("--unread-limit", 0, 1 << 30), ("--message-limit", 125, 1 << 30),
        ("--queue-limit", 1024, 1 << 30), ("--idle-limit", 0, nil), ("--ping", 1, 3600),
        ("--compress-from", 0, nil),
    ]

    /// No server starts: where nothing is wrong with the options, the address is.
    private func run(_ options: [String]) throws -> Run {
        try Program.run(["serve", "--host", "203.0.113.1"] + options)
    }

    @Test func `The least and the greatest values are taken`() throws {
        for values in [Self.options.map { ($0.name, $0.least) }, Self.options.map { ($0.name, $0.most ?? $0.least) }] {
            let run = try run(values.map { "\($0)=\($1)" })
            #expect(run.status == 2 && run.errors.contains("is not an address of this machine"), "\(run.errors)")
        }
    }

    @Test(arguments: options)
    func `Those beyond are wrong usage`(option: (name: String, least: Int, most: Int?)) throws {
        for value in [option.least - 1, option.most.map { $0 + 1 }].compactMap(\.self) {
            let run = try run(["\(option.name)=\(value)"])
            #expect(run.status == 64 && run.errors.contains("\(option.name) must be"), "\(value): \(run.errors)")
        }
    }
}
