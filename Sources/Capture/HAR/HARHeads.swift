// The heads of an opening handshake, rebuilt from a HAR's lists of headers.
//
// The start line and the empty line are needed for a head to be one, and are added. Headers that the browser left out
// stay out, so that what is missing shows as missing.

import WebSocketProtocol

/// The request and the response of an entry.
struct HARHeads {
    /// The server's address as far as it is known: "localhost:1338".
    let server: String
    /// The head of the request.
    let request: [UInt8]
    /// The head of the response; nil where the entry has none.
    let response: [UInt8]?
    /// What is missing or was changed, going on after "Connection 1".
    private(set) var problems: [(what: String, done: String)] = []

    init(_ entry: JSONValue) {
        let url = HARURL(entry["request"]?["url"]?.string ?? "")
        let address = entry["serverIPAddress"]?.string ?? ""
        server = url.server ?? (address.isEmpty ? "unknown" : address)
        if url.server == nil { problems.append(("has no URL with a host.", "Its server is called \"\(server)\".")) }

        let method = entry["request"]?["method"]?.string ?? ""
        let isName = !method.isEmpty && method.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        let version = Self.version(entry["request"])
        var head = "\(isName ? method : "GET") \(url.target) \(version ?? "HTTP/1.1")\r\n"
        if version == nil {
            problems.append(("does not say HTTP/1.1 in its request.", "Its heads are shown as HTTP/1.1."))
        }
        let sent = Self.headers(entry["request"], problems: &problems)
        head += sent.text
        request = Array("\(head)\r\n".utf8)
        if !sent.has("sec-websocket-key") {
            problems.append(("has no Sec-WebSocket-Key.", "Its handshake can't be checked."))
        }

        guard let status = entry["response"]?["status"]?.int, (100...999).contains(status) else {
            response = nil
            problems.append(("has no response.", "None is shown."))
            return
        }
        let reason = Self.printable(entry["response"]?["statusText"]?.string ?? "")
        head = "\(Self.version(entry["response"]) ?? "HTTP/1.1") \(status) \(reason)\r\n"
        let received = Self.headers(entry["response"], problems: &problems)
        head += received.text
        response = Array("\(head)\r\n".utf8)
        if status == 101, !received.has("sec-websocket-accept") {
            problems.append(("has no Sec-WebSocket-Accept.", "Its handshake can't be checked."))
        }
    }

    private struct Headers {
        var text = ""
        var names: Set<String> = []

        func has(_ name: String) -> Bool { names.contains(name) }
    }

    private static func headers(_ side: JSONValue?, problems: inout [(what: String, done: String)]) -> Headers {
        var headers = Headers()
        for header in side?["headers"]?.array ?? [] {
            let name = header["name"]?.string ?? ""
            // HTTP/2 has the parts of the start line as headers whose names begin with a colon.
            if name.hasPrefix(":") { continue }
            guard let value = header["value"]?.string, !name.isEmpty, name.utf8.allSatisfy(isNameByte) else {
                problems.append(("has a header that is none, \(ProblemList.quoted(name)).", "It is left out."))
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

    /// A text that ends no line.
    private static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f || $0 == "\t" }))
    }
}

/// The parts of a URL that a request needs: ws://host:port/path?query
struct HARURL {
    /// Host and port; nil where there is no host.
    let server: String?
    /// What the request line asks for, with a slash first, all of it visible ASCII.
    let target: String

    init(_ url: String) {
        let characters = Array(url.utf8)
        let mark = Array("://".utf8)
        let colon = characters.indices.first { characters[$0...].starts(with: mark) }
        let rest = colon.map { characters[($0 + mark.count)...] } ?? characters[...]
        let authorityEnd = colon == nil ? rest.startIndex : rest.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
        let authority = rest[..<authorityEnd]
        let host = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
        let scheme = String(decoding: characters[..<(colon ?? 0)], as: UTF8.self).lowercased()
        let name = String(decoding: host, as: UTF8.self)
        // A colon inside brackets belongs to an IPv6 address.
        let hasPort = host.last != UInt8(ascii: "]") && host.contains(UInt8(ascii: ":"))
        server = host.isEmpty ? nil : hasPort ? name : "\(name):\(scheme == "wss" || scheme == "https" ? 443 : 80)"
        let path = rest[authorityEnd...].prefix { $0 != UInt8(ascii: "#") }
        let visible = path.map {
            (0x21...0x7e).contains($0) ? "\(Unicode.Scalar($0))" : "%\(Hex.byte($0).uppercased())"
        }
        target = (path.first == UInt8(ascii: "/") ? "" : "/") + visible.joined()
    }
}
