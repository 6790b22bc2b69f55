// Runs the built program as a script would.

import Foundation
import Testing

/// The outcome of a run of the program.
struct Run {
    let status: Int32
    let output: String
    let errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
}

enum Program {
    /// The program next to the test bundle.
    private static var url: URL {
        let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return [folder, folder.deletingLastPathComponent()].map { $0.appendingPathComponent("wslens") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? folder.appendingPathComponent("wslens")
    }

    /// Runs `wslens arguments…` with `input` on standard input.
    static func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws -> Run {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        write(input, to: standardInput.fileHandleForWriting)
        try standardInput.fileHandleForWriting.close()
        let outputData = output.fileHandleForReading.readDataToEndOfFile()
        let errorData = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus, output: String(decoding: outputData, as: UTF8.self),
            errors: String(decoding: errorData, as: UTF8.self))
    }

    /// Writes, as far as the program reads. Where it has ended, the signal that would end the tests is taken here.
    private static func write(_ input: String, to pipe: FileHandle) {
        var (signals, before, pending) = (sigset_t(), sigset_t(), sigset_t())
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        guard (try? pipe.write(contentsOf: Data(input.utf8))) == nil else { return }
        var signal: Int32 = 0
        if sigpending(&pending) == 0, sigismember(&pending, SIGPIPE) == 1 { sigwait(&signals, &signal) }
    }

    /// Runs a command line that is written as in a shell, without quoting.
    static func run(_ line: String, input: String = "") throws -> Run {
        try run(line.split(separator: " ").map(String.init), input: input)
    }
}
