// A service for which messages come from elsewhere, and that may have its connection wait.

import Capture
import TestSupport
import WebSocketProtocol

@testable import EchoServer

/// Echoes, and sends to its own connection what a room would.
final class Listener: Service {
    private var member: Member?
    /// Why nothing is to be read; nil where something is.
    var wait: WaitReason?
    /// Has reading go on, where it was put off.
    private(set) var resume: (@Sendable () -> Void)?

    var isAmongOthers: Bool { true }
    func opened(_ member: Member) { self.member = member }
    func received(_ kind: Opcode, _ payload: RawSpan) -> Reply { .echoInPlace }

    func whyWait(_ resumption: () -> @Sendable () -> Void) -> WaitReason? {
        if wait != nil { resume = resumption() }
        return wait
    }

    /// A message from elsewhere.
    func send(_ bytes: [UInt8], _ kind: Opcode = .binary) {
        var copies = DeflatedCopies()
        member?.deliver(Post(kind, bytes.span.bytes), &copies)
        member?.flush()
    }
}
