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
    private func run(_ option: String, _ value: Int) throws -> Run {
        try Program.run(["serve", "--host", "203.0.113.1", "\(option)=\(value)"])
    }

    @Test(arguments: options)
    func `From the least value to the greatest, and no other`(option: (name: String, least: Int, most: Int?)) throws {
        for value in [option.least, option.most].compactMap(\.self) {
            let run = try run(option.name, value)
            #expect(run.status == 2 && run.errors.contains("is not an address of this machine"), "\(run.errors)")
        }
        for value in [option.least - 1, option.most.map { $0 + 1 }].compactMap(\.self) {
            let run = try run(option.name, value)
            #expect(run.status == 64 && run.errors.contains("\(option.name) must be"), "\(value): \(run.errors)")
        }
    }

    @Test func `More connections than the system has descriptors for are wrong usage`() throws {
        let run = try run("--connection-limit", 1_000_000_000)
        #expect(run.status == 64 && run.errors.contains("--connection-limit"))
    }
}
