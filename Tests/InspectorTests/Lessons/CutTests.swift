// At 80x24 nothing of an exercise is cut while rows stand blank.

import Lessons
import TerminalUI
import Testing

@testable import Inspector

@Suite struct CutTests {
    private static let exercises = LessonScreens.builtIn.lessons.flatMap(\.exercises).map(\.fullID)

    /// A page of an exercise, in a state.
    private struct Page {
        let state: String
        /// The rows at the end that are kept free for what is said about an answer.
        let reserved: Int
        let lines: [String]
    }

    /// Every exercise as it is opened, with wrong answers, and behind each right one.
    @Test(arguments: exercises) func nothingIsCutWithoutNeed(id: String) throws {
        for page in try Self.pages(id) {
            let body = page.lines.dropFirst().dropLast()
            guard let cut = body.first(where: Self.isCut) else { continue }
            // What is reserved for the next verdict is not free, nor are the gaps around an answer.
            let blank = body.dropLast(page.reserved).count { $0.allSatisfy { $0 == " " || $0 == "│" } }
            // Bytes give way before the gaps of an exercise, and a request stands apart from its response.
            let gaps = cut.hasSuffix(" more lines") ? 4 : 2
            #expect(blank <= gaps, "\(page.state): \(cut)\n\(page.lines.joined(separator: "\n"))")
        }
    }

    private static func pages(_ id: String) throws -> [Page] {
        var school = School(LessonScreens.builtIn, progress: Progress(), seed: "test", url: "http://localhost:1338/")
        school.open(try #require(LessonScreens.builtIn.lessons.first { id.hasPrefix("\($0.id)/") }))
        let isThere = school.go(toExercise: String(id.split(separator: "/")[1]))
        try #require(isThere)
        guard var work = school.work else { return [] }
        if work.isLive { work.toggleTwin() }
        var pages: [Page] = []
        func look(_ work: Work, _ state: String) {
            school.work = work
            let model = Model(
                source: .live(urls: ["http://localhost:1338/"]), size: Size(width: 80, height: 24), school: school,
                screen: .lessons)
            pages.append(
                Page(
                    state: "\(id)\(work.step.suffix) \(state)", reserved: work.exercise.kind == .mutant ? 3 : 5,
                    lines: view(model).lines))
        }
        repeat {
            look(work, "open")
            for answer in work.assignment.wrongAnswers(work.step) {
                var wrong = work
                _ = wrong.check(answer, time: "")
                look(wrong, answer)
            }
            guard let right = work.assignment.reference(work.step) else { break }
            _ = work.check(right, time: "")
            look(work, "right")
        } while work.nextStep()
        return pages
    }

    /// Whether a line, or what stands beside another pane, says that more of it is not shown.
    private static func isCut(_ line: String) -> Bool {
        line.split(separator: "│").contains { part in
            let text = part.trimmed
            // A row of a list has as many of its bytes as fit.
            let isRow = text.hasSuffix(" …") && text.dropLast(2).suffix(2).allSatisfy(\.isHexDigit)
            return text.hasSuffix("…") && !isRow || text.hasPrefix("and ") && text.hasSuffix(" more lines")
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = drop { $0 == " " }
        return start.dropLast(start.reversed().prefix { $0 == " " }.count)
    }
}
