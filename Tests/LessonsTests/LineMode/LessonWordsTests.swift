// lessons/words.yml, and what is wrong with one that cannot be read.

import BuiltInFiles
import Lessons
import Testing

@Suite struct LessonWordsTests {
    @Test func theBuiltInWordsAreRead() throws {
        let text = try #require(BuiltInFiles.text("lessons/words.yml"))
        let words = try LessonWords(Array(text.utf8), file: "lessons/words.yml")
        #expect(words.words.first?.word == "server")
        #expect(words.words.first?.lesson == "bits")
        #expect(words.texts.count > 100)
        #expect(words.texts.allSatisfy { (2...14).contains($0.utf8.count) })
    }

    @Test(arguments: [
        (
            "texts: [Ada, two words]",
            "words.yml:1: texts have the letters A to Z and a to z only, one byte each, not \"two words\""
        ),
        (
            "texts: Ada",
            "words.yml:1: \"texts\" must be a list, not a single text; write it as [a, b], or as lines that begin with \"- \""
        ),
        ("words:\n  - { word: byte, lesson: bits }", "words.yml:2: a word needs \"means\"; add a line \"means: …\""),
        ("text: [Ada]", "words.yml:1: unknown key \"text\"; did you mean \"texts\"?"),
    ])
    func whatIsWrongIsSaidWithItsLine(text: String, words: String) {
        let problem = #expect(throws: LessonProblem.self) { try LessonWords(Array(text.utf8), file: "words.yml") }
        #expect(problem?.description == words)
    }

    @Test func bytesThatAreNotText() {
        let problem = #expect(throws: LessonProblem.self) { try LessonWords([0xff], file: "words.yml") }
        #expect(problem?.description == "words.yml: the file is not UTF-8; save it as UTF-8")
    }
}
