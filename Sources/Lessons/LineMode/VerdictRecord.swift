// A verdict for programs: one JSON object per line, its keys always in this order.
//
//     {"exercise":"first-frame/good-morning","step":"main","verdict":"not yet","answer":"11","reading":null,"about":null,
//      "gap":[{"label":"yours","text":"11"}],"say":"Four bytes too many. …","section":"RFC 6455 §5.2","attempts":1,"hints":0,
//      "clean":false}

public import Capture
import WebSocketProtocol

/// What became of an answer, for programs.
public struct VerdictRecord: Sendable, Hashable {
    /// The exercise: "first-frame/good-morning".
    public let exercise: String
    /// What was answered.
    public let step: Step
    /// The verdict and what was said.
    public let feedback: Feedback
    /// What was typed.
    public let answer: String
    /// How many answers to this step were graded, this one included.
    public let attempts: Int
    /// How many hints had been shown.
    public let hints: Int
    /// Whether it was right at once, without the last hint.
    public let isClean: Bool

    /// The object.
    public var line: JSONLine {
        var line = JSONLine()
        line.add("exercise", exercise)
        line.add("step", step.rawValue)
        line.add("verdict", feedback.verdict.rawValue)
        line.add("answer", answer)
        line.add("reading", feedback.reading.map { Spoken.plain($0) })
        line.add("about", feedback.about)
        line.add(
            "gap",
            feedback.gap.map { part in
                var gap = JSONLine()
                gap.add("label", part.label)
                gap.add("text", Spoken.plain(part.text))
                return gap
            })
        line.add("say", feedback.say)
        line.add("section", feedback.citation?.text)
        line.add("attempts", attempts)
        line.add("hints", hints)
        line.add("clean", isClean)
        return line
    }
}
