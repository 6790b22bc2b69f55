// The sender in lines, where no pane shows what will go: to whom a line goes, what it comes to, and what is wrong with it. The language, its
// errors and what is said of frames are those of the screen.

public import Capture
public import Lessons
import WebSocketProtocol

/// What is sent by hand while a live exercise is done line by line.
public struct LineSender: Sendable {
    /// The address of the newest client of wslens's own.
    private var client: String?
    /// From which the masking keys of the next line are drawn.
    private var seed: UInt64

    /// How many bytes of a frame are said, and how many frames of a line.
    private static let (shownBytes, shownFrames) = (64, 8)

    /// - Parameter seed: a number from which masking keys are drawn.
    public init(seed: UInt64) { self.seed = seed }

    /// A client of wslens's own has connected from an address. Returns what to say.
    public mutating func opened(_ address: String, among conversations: [Conversation]) -> String {
        client = address
        let label = conversations.last { $0.dissection.client == address }?.label
        return "wslens's own client is connected" + (label.map { " as \($0)" } ?? "")
            + ". What you send goes out as that client until it closes."
    }

    /// Takes a line. Returns what to say, and what is to be done.
    public mutating func take(_ line: SendLine, among conversations: [Conversation]) -> (
        lines: [String], command: Command?
    ) {
        switch line {
        case .client: return ([], .openClient)
        case .send(let words) where words.isEmpty: return (Self.words, nil)
        case .send(let words):
            return send(among: conversations) { target, conversation, seed in
                let preview = SendPreview(words, from: target.sender, on: conversation, seed: seed)
                return preview.order(to: target).map { (Self.lines(preview, target), $0) } ?? ([preview.refusal], nil)
            }
        case .close(let words):
            return send(among: conversations) { target, _, seed in
                guard let order = TypedClose.order(words, to: target, seed: seed) else {
                    return (["\(words): \(TypedClose.words(for: words)). Nothing was sent."], nil)
                }
                return ([Spoken.sentence("Close: \(TypedClose.words(for: words))")], order)
            }
        }
    }

    /// Finds whom something goes to, and says where it cannot be sent.
    private mutating func send(
        among conversations: [Conversation],
        _ order: (SendTarget, Conversation, UInt64) -> (lines: [String], order: SendOrder?)
    ) -> (lines: [String], command: Command?) {
        guard let conversation = conversation(among: conversations) else {
            return (["Nothing is connected yet. Open the page in a browser, or type client."], nil)
        }
        switch conversation.sendTarget(clients: client.map { [$0] } ?? []) {
        case .failure(let why): return ([why.words], nil)
        case .success(let target):
            seed &+= 1
            let result = order(target, conversation, seed)
            return (result.lines, result.order.map { .send($0) })
        }
    }

    /// The connection that is meant: that of wslens's own client while it is open, else the newest that is open, else the newest.
    private func conversation(among conversations: [Conversation]) -> Conversation? {
        let all = conversations.filter { $0.webSocket != nil && !$0.isDemonstration }
        let open = all.filter(\.isOpenWebSocket)
        return open.last { $0.dissection.client == client } ?? open.last ?? all.last
    }

    // MARK: Words

    /// Each frame with its bytes, and the rules that it breaks.
    private static func lines(_ preview: SendPreview, _ target: SendTarget) -> [String] {
        let frames = preview.frames.prefix(shownFrames).flatMap { frame in
            let rest = frame.bytes.count - shownBytes
            let bytes = Hex.string(frame.bytes.prefix(shownBytes), groupsOf: 1)
            let broken = frame.record.violations.map(\.rule.sentence)
            return [
                "\(frame.spokenLabel): \(bytes)" + (rest > 0 ? " and \(Count.words(rest, "more byte"))." : "."),
                frame.record.isComplete ? "" : Spoken.sentence(frame.explanation.state.words),
            ]
                + broken.map { sentence in
                    [sentence.text, sentence.citation?.text ?? ""].map { Spoken.sentence($0) }.joined(separator: " ")
                }
        }
        let rest = preview.frames.count - shownFrames
        return ["Sending \(target.words)."] + frames.filter { !$0.isEmpty }
            + (rest > 0 ? ["Then \(Count.words(rest, "more frame"))."] : [])
            + (preview.writesWords.map { [Spoken.sentence($0)] } ?? [])
    }

    /// All words of the language, one per line.
    private static var words: [String] {
        ["Type send and one or more of these:"]
            + ScriptPart.allCases.map { "\($0.example): \(Spoken.sentence($0.summary, capital: false))" }
            + ["Behind a frame:"]
            + ScriptModifier.allCases.map { "\($0.example): \(Spoken.sentence($0.summary, capital: false))" }
    }
}

extension UpcomingFrame {
    /// What it is, for the ear: "Text, 5 bytes, FIN masked, "Hello"".
    fileprivate var spokenLabel: String {
        let words = label(room: 60).split(separator: "  ").map { part in
            if part.hasPrefix("FIN=0") { return "FIN 0" + part.dropFirst("FIN=0".count) }
            guard part.hasSuffix(" B"), let header = record.header else { return String(part) }
            return Count.words(Int(clamping: header.payloadLength), "byte")
        }
        let label = words.joined(separator: ", ")
        return label.prefix(1).uppercased() + label.dropFirst()
    }
}
