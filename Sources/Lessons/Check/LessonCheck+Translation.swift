// Translations: what does not fit the English file is a problem, what has changed since or is missing a remark. Their sentences are measured, and
// their placeholders filled, like the English ones.

import WebSocketProtocol

extension LessonCheck {
    func checkTranslation(_ language: String, _ report: inout CheckReport) {
        for other in files.translations[language] ?? [] {
            guard let english = files.lessons.first(where: { $0.fileName == other.fileName }) else {
                report.problem(
                    "there is no \(files.folder)\(other.fileName) that this could translate; give it the name of a lesson",
                    other.file)
                continue
            }
            guard english.problems.isEmpty else { continue }
            let translation = Translation(other, over: english, library)
            report.add(problems: translation.problems, remarks: translation.remarks)
            check(translation.document, &report, file: other.file)
        }
    }

    private func check(_ document: LessonDocument, _ report: inout CheckReport, file: String) {
        var other = CheckReport(seeds: 1)
        if let title = document.frontMatter?["title"], title.file == file, case .scalar(let text) = title.value {
            checkTitle(text, title, &other)
        }
        TextCheck.check([document], &other)
        let (lesson, _) = Lesson.read(document, library)
        for exercise in lesson?.exercises ?? [] {
            let own = document.texts.filter { $0.exercise == exercise.id && $0.text.file == file }.map(\.text)
            var check = ExerciseCheck(exercise, own, library, seeds: min(seeds, 5))
            other.add(problems: check.textProblems())
        }
        // What is English in it was checked already.
        report.add(problems: other.problems.filter { $0.file == file })
    }
}
