// The heads of an opening handshake, rebuilt from a HAR's lists of headers.
//
// The start line and the empty line are needed for a head to be one, and are added. Headers that the browser left out
// stay out, so that what is missing shows as missing.

import WebSocketProtocol

/// The request and the response of an entry.
struct HARHeads {
    /// The server's address as far as it is known: "localhost:1338".
    let server: String
    /// What the request line asks for: "/chat?room=1".
    let target: String
    /// The status of the response; nil where the entry has none.
    let status: Int?
    /// The head of the request.
    let request: [UInt8]
    /// The head of the response; nil where the entry has none.
    let response: [UInt8]?
    /// The version of HTTP that the entry states, in lower case: "h2".
    let version: String
    /// What is unclear about the server, and about each head, continuing after "Connection 1".
    private(set) var serverProblems: [Problem] = [], headProblems: [Problem] = []

    private let sent: Headers, received: Headers

    typealias Problem = (what: String, done: String)

    init(_ entry: JSONValue) {
        let url = HARURL(entry["request"]?["url"]?.string ?? "")
        let address = entry["serverIPAddress"]?.string ?? ""
        target = url.target
        server = url.server ?? (address.isEmpty ? "unknown" : address)
        if url.server == nil {
            serverProblems = [("has no URL with a host.", "Its server is shown as \(ProblemList.quoted(server)).")]
        }

        let method = entry["request"]?["method"]?.string ?? ""
        let isName = !method.isEmpty && method.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        version = (entry["request"]?["httpVersion"]?.string ?? "").lowercased()
        let known = Self.version(entry["request"])
        if known == nil {
            headProblems.append(("does not say HTTP/1.1 in its request.", "Its heads are shown as HTTP/1.1."))
        }
        sent = Self.headers(entry["request"], problems: &headProblems)
        request = Array("\(isName ? method : "GET") \(target) \(known ?? "HTTP/1.1")\r\n\(sent.text)\r\n".utf8)
        if !sent.has("sec-websocket-key") {
            headProblems.append(("has no Sec-WebSocket-Key.", "Its handshake can't be checked."))
        }

        status = Self.status(entry["response"])
        guard let status else {
            (response, received) = (nil, Headers())
            headProblems.append(("has no response.", "None is shown."))
            return
        }
        let reason = Self.printable(entry["response"]?["statusText"]?.string ?? "")
        received = Self.headers(entry["response"], problems: &headProblems)
        let line = "\(Self.version(entry["response"]) ?? "HTTP/1.1") \(status) \(reason)"
        response = Array("\(line)\r\n\(received.text)\r\n".utf8)
        if status == 101, !received.has("sec-websocket-accept") {
            headProblems.append(("has no Sec-WebSocket-Accept.", "Its handshake can't be checked."))
        }
    }

    /// Whether the request has a header of this name, in lower case.
    func sends(_ name: String) -> Bool { sent.has(name) }

    /// Whether the response has a header of this name, in lower case.
    func receives(_ name: String) -> Bool { received.has(name) }

    /// Whether the response has any headers.
    var receivesHeaders: Bool { !received.text.isEmpty }

    /// A status, which some programs write as text; nil where it is not one, such as the 0 that browsers write where there
    /// was no response.
    private static func status(_ response: JSONValue?) -> Int? {
        let value = response?["status"]
        guard let status = value?.int ?? value?.string.flatMap({ Int($0) }), (100...999).contains(status) else {
            return nil
        }
        return status
    }

    private struct Headers {
        var text = ""
        var names: Set<String> = []

        func has(_ name: String) -> Bool { names.contains(name) }
    }

    private static func headers(_ side: JSONValue?, problems: inout [Problem]) -> Headers {
        var headers = Headers()
        for header in side?["headers"]?.array ?? [] {
            let name = header["name"]?.string ?? ""
            // HTTP/2 has the parts of the start line as headers whose names begin with a colon.
            if name.hasPrefix(":") { continue }
            guard let value = header["value"]?.string, !name.isEmpty, name.utf8.allSatisfy(isNameByte) else {
                problems.append(("has a header whose name is not one, \(ProblemList.quoted(name)).", "It is left out."))
                continue
            }
            headers.names.insert(name.lowercased())
            // Chrome joins the values of headers of the same name by line breaks.
            for part in value.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
                headers.text += "\(name): \(printable(String(part)))\r\n"
            }
        }
        return headers
    }

    private static func version(_ side: JSONValue?) -> String? {
        switch (side?["httpVersion"]?.string ?? "").lowercased() {
        case "http/1.1": "HTTP/1.1"
        case "http/1.0": "HTTP/1.0"
        default: nil
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool { (0x21...0x7e).contains(byte) && byte != UInt8(ascii: ":") }

    /// A text without line breaks.
    private static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f || $0 == "\t" }))
    }
}
