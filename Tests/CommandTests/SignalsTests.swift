// The requests to end the program, as values.

import Foundation
import Testing

@testable import wslens

@Suite struct SignalsTests {
    #if os(Linux)
        /// Opening a terminal saves how signals are handled and restores it. What it saves must not be that they are ignored, as they are
        /// until somebody watches them, or no signal would ever arrive. (On macOS ignored signals are seen too.)
        @Test @MainActor func signalsAreWatchedAtOnce() {
            let signals = Signals()
            defer { signals.endAtOnceNextTime() }
            for number in [SIGINT, SIGTERM, SIGHUP] {
                var action = sigaction()
                sigaction(number, nil, &action)
                #expect(unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) != 1)
            }
        }
    #endif
}
