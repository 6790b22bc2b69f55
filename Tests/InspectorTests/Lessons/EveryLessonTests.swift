// What must hold for every page of the lessons that come with the program.

import Lessons
import Testing
import TerminalUI

@testable import Inspector

@Suite struct EveryLessonTests {
    private static let exercises = LessonScreens.builtIn.lessons.flatMap(\.exercises).map(\.fullID)

    /// Nothing is drawn that a terminal without UTF-8 shows as a question mark, but for what a lesson says itself.
    @Test(arguments: LessonScreens.builtIn.lessons.map(\.id), [60, 80, 140])
    func everyPageIsDrawnInASCII(lesson: String, width: Int) throws {
        let lesson = try #require(LessonScreens.builtIn.lesson(lesson))
        var model = LessonScreens.model(
            LessonScreens.builtIn, at: "\(lesson.id)/\(lesson.exercises[0].id)", width: width,
            height: width == 60 ? 20 : 45,
            hasBlocks: false)
        var said: Set<Character> = ["?", "é", "Я"]
        said.formUnion("Łódź€😀")
        for _ in 0..<lesson.exercises.count {
            for keys in [[], [.character("?")], .typing("81") + [.enter], [.escape, .home], [.tab]] as [[Key]] {
                model.press(keys)
                for line in view(model).lines {
                    let strange = line.filter { AsciiArt.replacement(for: $0) == "?" && !said.contains($0) }
                    #expect(strange.isEmpty, "\(line)")
                    #expect(!line.contains { "←→↑↓".contains($0) } || !line.hasPrefix(" Up"), "\(line)")
                }
            }
            model.press([.control("n")])
        }
    }

    /// An exercise has room for all of its parts, and five rows for what is said about it; three, where a wrong program has its place.
    @Test(arguments: exercises) func everyExerciseFits(id: String) throws {
        var model = LessonScreens.model(LessonScreens.builtIn, at: id)
        let goal = try #require(model.school?.work?.task)
        for line in TextWrap.lines(goal, width: 78) { #expect(view(model).lines.contains(" " + line), "\(line)") }
        guard model.school?.work?.isLive == false else { return }
        // In a form Enter goes on to the next field first.
        for _ in 0..<9 where model.school?.work?.lastFeedback == nil { model.press([.enter]) }
        let feedback = try #require(
            view(model).lines.lastIndex { $0.hasPrefix(" ? unreadable") || $0.hasPrefix(" = ") })
        #expect(feedback <= 24 - 1 - (model.school?.work?.exercise.kind == .mutant ? 3 : 5))
    }
}
