// Compares a whole screen with the text that a test expects. If many screens change on purpose, for example by a new
// hint,
//
//     RECORD=1 swift test --filter InspectorTests
//
// writes the new screens into the tests. Then read what it wrote, line by line, in `git diff`.

import Foundation
import Synchronization
import Testing

/// Expects that `screen` is `expected`, which has to be a multi-line literal.
func expectScreen(
    _ screen: String, is expected: String, fileID: String = #fileID, filePath: String = #filePath, line: Int = #line,
    column: Int = #column
) {
    let place = SourceLocation(fileID: fileID, filePath: filePath, line: line, column: column)
    let environment = ProcessInfo.processInfo.environment
    guard screen != expected, environment["RECORD"] == "1" else {
        #expect(screen == expected, "RECORD=1 writes the screen as it is into the test.", sourceLocation: place)
        return
    }
    guard environment["CI"] != "true" else {
        Issue.record("Screens are not recorded in CI, which is there to compare them.", sourceLocation: place)
        return
    }
    Issue.record("\(recorder.record(screen, insteadOf: expected, filePath, line))", sourceLocation: place)
}

private let recorder = ScreenRecorder()

/// The screens that this run of the tests has written into their files.
private final class ScreenRecorder: Sendable {
    private struct File {
        /// As it was compiled, so that the lines are those that the compiler saw.
        let source: String
        var screens: [Int: (old: String, new: String)] = [:]
    }

    private let files = Mutex<[String: File]>([:])

    /// Writes a screen into its file; returns the outcome.
    func record(_ screen: String, insteadOf old: String, _ path: String, _ line: Int) -> String {
        files.withLock { files in
            do {
                var file = try files[path] ?? File(source: String(contentsOfFile: path, encoding: .utf8))
                if let other = file.screens[line] {
                    return other.new == screen
                        ? "Recorded." : "Not recorded: this test expects one text of several screens."
                }
                file.screens[line] = (old, screen)
                // From the last line up, so that the lines of those before stay what they were.
                let changed = file.screens.sorted { $0.key > $1.key }.reduce(Optional(file.source)) { source, screen in
                    source.flatMap {
                        ScreenLiteral.replacing(screen.value.old, by: screen.value.new, in: $0, fromLine: screen.key)
                    }
                }
                guard let changed else {
                    return
                        "Not recorded: the literal is not there any more, or cannot hold the screen. Build and run again."
                }
                try changed.write(toFile: path, atomically: true, encoding: .utf8)
                files[path] = file
                return "Recorded. Run the tests again, and read what `git diff` shows."
            } catch {
                return "Not recorded: \(error)"
            }
        }
    }
}
