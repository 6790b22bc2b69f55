// Reports of progress for people, 80 columns wide.
//
//   first-frame  The first frame                                  finished by 3 of 9
//     exercise                             tried  done  clean  attempts
//     echo-first-byte                          9     8      5  2, at most 7

import Lessons
import TerminalUI
import WebSocketProtocol

enum ProgressTable {
    static let width = 80
    private static let nameWidth = 36
    /// How many files with the same explanation are named.
    private static let namesShown = 3

    /// A student's own progress.
    static func own(_ report: ProgressReport) -> [String] {
        guard let file = report.files.first, !file.progress.entries.isEmpty else { return [] }
        var lines: [String] = []
        for lesson in report.lessons {
            let entries = lesson.exercises.compactMap { file.progress[$0.id] }
            let (done, clean) = (entries.count(where: \.isDone), entries.count(where: \.isClean))
            guard !entries.isEmpty else {
                lines += [title(lesson, "\(lesson.exercises.count) exercises, not begun"), ""]
                continue
            }
            lines += [title(lesson, "\(done) of \(lesson.exercises.count) done, \(clean) clean")]
            lines += [row("exercise", [("verdict", -10), ("attempts", 8), ("hints", 7)], "  last")]
            for exercise in lesson.exercises {
                let name = name(exercise.id, in: lesson)
                guard let entry = file.progress[exercise.id] else {
                    lines.append(row(name, [("-", -10)], ""))
                    continue
                }
                let verdict = entry.isClean ? "ok, clean" : entry.hasVerdict ? entry.verdict.rawValue : "-"
                let columns = [(verdict, -10), (String(entry.attempts), 8), (String(entry.hints), 7)]
                lines.append(row(name, columns, "  \(entry.time.prefix(10))"))
            }
            lines.append("")
        }
        return lines + ["saved in \(file.name)"]
    }

    /// The progress of a class.
    static func ofClass(_ report: ProgressReport) -> [String] {
        let count = report.files.count
        var lines = [Count.words(count, "progress file"), ""]
        for lesson in report.lessons {
            // A class that is at its third lesson need not page through ten tables of zeros.
            guard lesson.exercises.contains(where: { $0.tried > 0 }) else {
                lines += [title(lesson, "begun by nobody"), ""]
                continue
            }
            lines.append(title(lesson, "finished by \(lesson.finished) of \(count)"))
            lines.append(row("exercise", [("tried", 6), ("done", 6), ("clean", 7)], "  attempts"))
            for exercise in lesson.exercises {
                let attempts =
                    exercise.mostAttempts == 0
                    ? "-"
                    : exercise.mostAttempts == 1 ? "1" : "\(exercise.medianAttempts), at most \(exercise.mostAttempts)"
                let columns = [(exercise.tried, 6), (exercise.done, 6), (exercise.clean, 7)].map { (String($0), $1) }
                lines.append(row(name(exercise.id, in: lesson), columns, "  \(attempts)"))
            }
            lines.append("")
        }
        lines += section(
            "Attempts pile up",
            report.pileUps.map { exercise in
                "\(exercise.id): \(exercise.medianAttempts) attempts (median), \(exercise.stuck) stuck"
            })
        lines += section(
            "Frequent wrong answers without a sentence",
            report.wrongAnswers.map { answer in
                "\(answer.id): \(answer.text) (\(Count.words(answer.files, "file")), \(Count.words(answer.times, "time")))"
            })
        lines += section("Explanations that wait for you", explanations(report))
        if !report.explanations.isEmpty {
            lines += ["when you have read one: wslens lessons record ID ok --progress FILE", ""]
        }
        return lines.dropLast(lines.last == "" ? 1 : 0)
    }

    /// The explanations, each with the files that have it: those in the same words are read once, and who copied stands in one line.
    private static func explanations(_ report: ProgressReport) -> [String] {
        let names = shortNames(report.files.map(\.name))
        var texts: [String] = []
        var files: [String: [String]] = [:]
        for explanation in report.explanations {
            let text = "\(explanation.id): \(explanation.text)"
            if files[text] == nil { texts.append(text) }
            files[text, default: []].append(names[explanation.file] ?? explanation.file)
        }
        return texts.map { text in
            let all = files[text] ?? []
            let more = all.count > namesShown ? " and \(Count.words(all.count - namesShown, "more file"))" : ""
            return all.prefix(namesShown).joined(separator: ", ") + more + ", " + text
        }
    }

    /// Files without their folders, where their names differ without them.
    private static func shortNames(_ paths: [String]) -> [String: String] {
        let names = paths.map { String($0.split(separator: "/").last ?? Substring($0)) }
        guard Set(names).count == Set(paths).count else { return [:] }
        return Dictionary(zip(paths, names)) { first, _ in first }
    }

    /// A list under a heading; nothing where it is empty.
    private static func section(_ heading: String, _ items: [String]) -> [String] {
        guard !items.isEmpty else { return [] }
        let lines = items.flatMap { item in
            let words = item.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return TextWrap.lines(words, width: width - 4).enumerated().map { ($0 == 0 ? "  " : "    ") + $1 }
        }
        return [heading] + lines + [""]
    }

    private static func title(_ lesson: ProgressReport.Lesson, _ right: String) -> String {
        let id = lesson.id.isEmpty ? "(no lesson)" : lesson.id
        let left = lesson.title.isEmpty ? id : "\(id)  \(lesson.title)"
        return padded(left, width - right.count - 2) + "  " + right
    }

    private static func name(_ id: String, in lesson: ProgressReport.Lesson) -> String {
        id.hasPrefix(lesson.id + "/") ? String(id.dropFirst(lesson.id.count + 1)) : id
    }

    /// A row; columns with a negative width begin at their left.
    private static func row(_ name: String, _ columns: [(String, Int)], _ end: String) -> String {
        var line = "  " + padded(name, nameWidth) + "  "
        for (text, width) in columns {
            line += width < 0 ? padded(text, -width) : String(repeating: " ", count: max(0, width - text.count)) + text
        }
        return String((line + end).reversed().drop { $0 == " " }.reversed())
    }

    /// A text in so many columns. What is too long is cut.
    private static func padded(_ text: String, _ width: Int) -> String {
        var text = text
        if CharacterWidth.columns(of: text) > width {
            while !text.isEmpty, CharacterWidth.columns(of: text) > width - 1 { text.removeLast() }
            text += "…"
        }
        return text + String(repeating: " ", count: max(0, width - CharacterWidth.columns(of: text)))
    }
}
