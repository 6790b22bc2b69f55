// The places that can be typed after `:`.
//
//    12.5  12.5s  1:02:33.5   a time, in seconds or with minutes and hours, as the rows show it
//    f7  frame 7              a frame by its number, of the endpoint that sent one with it first
//    c7  client 7             the client's;  s7, server 7: the server's
//    b300  byte 300           a byte of the frame in front
//    #3                       a connection
//    %50  50%                 a position on the bar
//    'a                       a mark

import WebSocketProtocol

/// A place as the reader types it.
enum Destination: Hashable {
    /// Seconds since the start of the log.
    case time(Double)
    /// A frame by its number from 0, of one of these endpoints.
    case frame([Endpoint], Int)
    /// A byte of the frame under the cursor, from 0.
    case byte(Int)
    /// A connection by its number.
    case connection(Int)
    /// A share of the way from the start to the end, 0 to 1.
    case share(Double)
    /// A mark by its letter.
    case mark(Character)

    /// Whether it is a place of the selected connection, which the veil may hide.
    var mayBeAhead: Bool {
        switch self {
        case .time, .frame, .byte, .share: true
        case .connection, .mark: false
        }
    }

    /// Examples of what can be typed, while nothing has been typed.
    static let examples = "12.5 s  frame f7 c7 s7  byte b300  #3  %50  mark 'a"
    /// The same in fewer columns, behind other words.
    static let briefExamples = "12.5 f7 c7 s7 b300 #3 %50 'a"

    /// The place that a text names; nil if it names none.
    init?(_ text: String) {
        let text = String(text.filter { $0 != " " })
        guard let first = text.first else { return nil }
        let rest = String(text.dropFirst())
        if first == "'" {
            guard rest.count == 1, let letter = rest.first else { return nil }
            self = .mark(letter)
        } else if first == "#" {
            guard let number = Self.whole(rest) else { return nil }
            self = .connection(number)
        } else if first == "%" || text.hasSuffix("%") {
            guard let percent = Self.decimal(first == "%" ? rest : String(text.dropLast())), percent <= 100 else {
                return nil
            }
            self = .share(percent / 100)
        } else if let seconds = Self.seconds(text.hasSuffix("s") ? String(text.dropLast()) : text) {
            self = .time(seconds)
        } else {
            let word = String(text.prefix { $0.isLetter }).lowercased()
            if word == "b" || word == "byte" {
                guard let number = Self.whole(String(text.dropFirst(word.count))) else { return nil }
                self = .byte(number)
                return
            }
            guard let senders = Self.senders[word], let number = Self.whole(String(text.dropFirst(word.count))) else {
                return nil
            }
            self = .frame(senders, number)
        }
    }

    private static let senders: [String: [Endpoint]] = [
        "f": Endpoint.allCases, "frame": Endpoint.allCases, "c": [.client], "client": [.client], "s": [.server],
        "server": [.server],
    ]

    private static func whole(_ text: String) -> Int? {
        text.allSatisfy { $0.isASCII && $0.isNumber } ? Int(text) : nil
    }

    /// Seconds, or minutes and seconds, or hours as well, with colons between them.
    private static func seconds(_ text: String) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 3, let last = parts.last.flatMap({ decimal(String($0)) }) else { return nil }
        var seconds = 0.0
        for part in parts.dropLast() {
            guard let number = whole(String(part)) else { return nil }
            seconds = (seconds + Double(number)) * 60
        }
        return seconds + last
    }

    /// Digits with at most one point among them: Double itself takes "nan", "1e9" and "0x10" as well.
    private static func decimal(_ text: String) -> Double? {
        text.allSatisfy { $0 == "." || ($0.isASCII && $0.isNumber) } ? Double(text) : nil
    }
}
