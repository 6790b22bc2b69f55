// The report for programs: JSON lines, and CSV for spreadsheets (RFC 4180).
//
//   {"report":"file","file":"anna.jsonl","exercises":7,"done":6,"clean":4}
//   {"report":"lesson","id":"first-frame","title":"The first frame","exercises":8,"finished":3}
//   {"report":"exercise","id":"first-frame/echo-first-byte","tried":9,"done":8,"clean":5,"medianAttempts":1.0, …}
//   {"report":"wrong-answer","id":"first-frame/echo-first-byte","answer":"01","files":4,"times":5}
//   {"report":"explanation","file":"anna.jsonl","id":"masking/why","answer":"…","time":"2026-11-22T10:00:00Z"}
//
// CSV has one row per file and exercise, which is what a spreadsheet counts best.

public import Capture

extension ProgressReport {
    /// The report as JSON, one object per line. README.md documents the keys.
    public var json: [JSONLine] {
        files.map(Self.json)
            + lessons.flatMap { lesson in [Self.json(lesson)] + lesson.exercises.map(Self.json) }
            + wrongAnswers.map { answer in
                var line = Self.begin("wrong-answer", id: answer.id)
                line.add("answer", answer.text)
                line.add("files", answer.files)
                line.add("times", answer.times)
                return line
            }
            + explanations.map { explanation in
                var line = Self.begin("explanation", id: explanation.id)
                line.add("file", explanation.file)
                line.add("answer", explanation.text)
                line.add("time", explanation.time)
                return line
            }
    }

    private static func begin(_ report: String, id: String?) -> JSONLine {
        var line = JSONLine()
        line.add("report", report)
        if let id { line.add("id", id) }
        return line
    }

    private static func json(_ file: File) -> JSONLine {
        var line = begin("file", id: nil)
        let entries = file.progress.entries
        line.add("file", file.name)
        line.add("exercises", entries.count)
        line.add("done", entries.count(where: \.isDone))
        line.add("clean", entries.count(where: \.isClean))
        return line
    }

    private static func json(_ lesson: Lesson) -> JSONLine {
        var line = begin("lesson", id: lesson.id)
        line.add("title", lesson.title)
        line.add("exercises", lesson.exercises.count)
        line.add("finished", lesson.finished)
        return line
    }

    private static func json(_ exercise: Exercise) -> JSONLine {
        var line = begin("exercise", id: exercise.id)
        line.add("tried", exercise.tried)
        line.add("done", exercise.done)
        line.add("clean", exercise.clean)
        line.add("medianAttempts", seconds: Double(exercise.twiceMedianAttempts) / 2)
        line.add("mostAttempts", exercise.mostAttempts)
        line.add("extraAttempts", exercise.extraAttempts)
        line.add("stuck", exercise.stuck)
        return line
    }

    /// The report as CSV, one row per file and exercise, without line breaks.
    public var csv: [String] {
        let rows = files.flatMap { file in
            lessons.flatMap(\.exercises).compactMap { file.progress[$0.id] }.map { entry in
                [
                    file.name, entry.lesson, entry.id, entry.hasVerdict ? entry.verdict.rawValue : "",
                    entry.isDone ? "yes" : "no", entry.isClean ? "yes" : "no", String(entry.attempts),
                    String(entry.hints), entry.time, entry.answers.last?.text ?? "",
                ]
            }
        }
        let names = [
            "file", "lesson", "exercise", "verdict", "done", "clean", "attempts", "hints", "time", "last answer",
        ]
        return ([names] + rows).map { $0.map(Self.cell).joined(separator: ",") }
    }

    /// A text as a cell: on one line, and in quotes where it has to be. A spreadsheet would compute what begins with = + - or @, and
    /// a student's answer is not to compute on a teacher's machine: an apostrophe makes it text.
    static func cell(_ text: String) -> String {
        var cell = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        if let first = cell.first(where: { $0 != " " }), "=+-@".contains(first) { cell = "'" + cell }
        guard cell.contains(where: { $0 == "," || $0 == "\"" || $0 == "'" || $0 == " " }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }
}
