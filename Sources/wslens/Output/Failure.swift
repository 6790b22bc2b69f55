// The exit statuses that scripts rely on.

import ArgumentParser

extension ExitCode {
    /// The bytes break the protocol.
    static let broken = ExitCode(1)
    /// The input or the port cannot be used.
    static let unusable = ExitCode(2)
}

/// Reports an error in one line and returns status 2.
func fail(_ message: some CustomStringConvertible) -> ExitCode {
    Streams.complain(message.description)
    return .unusable
}
