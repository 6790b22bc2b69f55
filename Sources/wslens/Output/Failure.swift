// The exit statuses that scripts rely on.

import ArgumentParser

extension ExitCode {
    /// The bytes break the protocol.
    static let broken = ExitCode(1)
    /// The input or the port cannot be used.
    static let unusable = ExitCode(2)
}

/// Says what is wrong in one line and ends with status 2.
func fail(_ message: some CustomStringConvertible) -> ExitCode {
    Streams.complain(message.description)
    return .unusable
}
