// Where a lesson points to in a connection. Places have names that stay true when rows are added:
//
//    request   101            the request, and its answer
//    c0   s3                  frame 0 of the client, frame 3 of the server
//    c2 byte 5                a byte of a frame, from 0
//    a1                       the second thing that the server did on its own, such as closing at a time limit
//    client-fin               the end of the client's side of TCP

public import WebSocketProtocol

/// A place in a connection.
public enum Place: Sendable, Hashable {
    /// The request that opens the WebSocket.
    case request
    /// The answer to it.
    case answer
    /// A frame by its number in its direction, from 0.
    case frame(Endpoint, Int)
    /// A byte of a frame, from 0.
    case byte(Endpoint, Int, Int)
    /// A server action by its number, from 0.
    case action(Int)
    /// Where one side of TCP ends.
    case end(Endpoint)

    /// The place that a text names; nil if it names none. "C2 byte 5" and "c2byte5" are read too.
    public init?(_ text: String) {
        let text = text.lowercased().filter { $0 != " " }
        switch text {
        case "request": self = .request
        case "101", "answer", "response": self = .answer
        case "client-fin": self = .end(.client)
        case "server-fin": self = .end(.server)
        default:
            let letter = text.prefix { $0.isLetter }
            let rest = text.dropFirst(letter.count)
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits) else { return nil }
            let more = rest.dropFirst(digits.count)
            if letter == "a" || letter == "action" {
                guard more.isEmpty else { return nil }
                self = .action(number)
                return
            }
            guard let from = ["c": Endpoint.client, "client": .client, "s": .server, "server": .server][String(letter)]
            else {
                return nil
            }
            if more.isEmpty {
                self = .frame(from, number)
            } else if more.hasPrefix("byte"), let byte = Int(more.dropFirst(4)), byte >= 0 {
                self = .byte(from, number, byte)
            } else {
                return nil
            }
        }
    }

    /// Its name, as it is typed.
    public var name: String {
        switch self {
        case .request: "request"
        case .answer: "101"
        case .frame(let from, let number): "\(from.letter)\(number)"
        case .byte(let from, let number, let byte): "\(from.letter)\(number) byte \(byte)"
        case .action(let number): "a\(number)"
        case .end(let from): "\(from.rawValue)-fin"
        }
    }

    /// What it is, in words: "frame 2 of the client".
    public var words: String {
        switch self {
        case .request: "the request"
        case .answer: "the server's reply to the request"
        case .frame(let from, let number): "frame \(number) of the \(from.rawValue)"
        case .byte(let from, let number, let byte): "byte \(byte) of frame \(number) of the \(from.rawValue)"
        case .action(let number): "action \(number) of the server"
        case .end(let from): "the end of what the \(from.rawValue) sends"
        }
    }
}

extension Place {
    /// The frame that it is, or is in; nil for one outside of frames.
    var frame: (from: Endpoint, number: Int)? {
        switch self {
        case .frame(let from, let number), .byte(let from, let number, _): (from, number)
        case .request, .answer, .action, .end: nil
        }
    }

    /// Whether it is a byte of a frame.
    var isByte: Bool { if case .byte = self { true } else { false } }

    /// Whether it is a frame where a byte is to be found: no answer yet.
    func isTooWide(for condition: Condition) -> Bool {
        if case .frame = self { condition.isOneByte } else { false }
    }
}

extension Endpoint {
    /// The letter that names of places begin with.
    var letter: String { String(rawValue.prefix(1)) }
}
