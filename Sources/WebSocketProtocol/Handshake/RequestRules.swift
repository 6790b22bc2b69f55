// The rules of RFC 6455 §4.1 and §4.2.1 for the request, one function for each header with rules.

/// Judges the head of an opening handshake. A missing header is reported at the empty line that ends the head.
enum RequestRules {
    static func violations(of head: HTTPHead) -> [Violation] {
        startLine(head) + host(head) + upgrade(head) + connection(head) + key(head) + version(head) + subprotocols(head)
    }

    private static func startLine(_ head: HTTPHead) -> [Violation] {
        guard case .request(let method, let target, let version) = head.startLine else {
            return [Violation(.requestMalformed, at: head.startLine.range, detail: "this is a response")]
        }
        var found: [Violation] = []
        if !method.text.isSameBytes(as: "GET") {
            found.append(Violation(.requestNotGET, at: method.range, detail: "method \(method.text)"))
        } else if !isResource(target.text) {
            found.append(Violation(.requestTargetNotResource, at: target.range, detail: "target \(target.text)"))
        }
        if let hash = target.text.utf8.firstIndex(of: UInt8(ascii: "#")) {
            let start = target.range.lowerBound + target.text.utf8.distance(from: target.text.utf8.startIndex, to: hash)
            found.append(Violation(.requestTargetHasFragment, at: start..<target.range.upperBound))
        }
        if (head.majorVersion, head.minorVersion) < (1, 1) {
            found.append(Violation(.requestVersionTooLow, at: version.range, detail: version.text))
        }
        return found
    }

    /// A path, or an absolute address as clients send it to a proxy.
    private static func isResource(_ target: String) -> Bool {
        ["/", "http://", "https://"].contains { prefix in
            String(decoding: target.utf8.prefix(prefix.utf8.count), as: UTF8.self).matchesIgnoringCase(prefix)
        }
    }

    private static func host(_ head: HTTPHead) -> [Violation] {
        let headers = head.values(of: "Host")
        guard let first = headers.first else { return [Violation(.hostMissing, at: head.emptyLineRange)] }
        var found = headers.dropFirst().map { Violation(.hostRepeated, at: $0.range) }
        if first.value.isEmpty {
            found.append(Violation(.hostMissing, at: first.place, detail: "the Host header is empty"))
        } else if let fault = HostValue.fault(in: first.value) {
            found.append(Violation(.hostMalformed, at: first.place, detail: fault))
        }
        return found
    }

    private static func upgrade(_ head: HTTPHead) -> [Violation] {
        guard !head.contains("websocket", in: "Upgrade") else { return [] }
        return [Violation(.upgradeMissing, at: head.values(of: "Upgrade").first?.place ?? head.emptyLineRange)]
    }

    private static func connection(_ head: HTTPHead) -> [Violation] {
        guard !head.contains("upgrade", in: "Connection") else { return [] }
        return [Violation(.connectionMissing, at: head.values(of: "Connection").first?.place ?? head.emptyLineRange)]
    }

    private static func key(_ head: HTTPHead) -> [Violation] {
        let headers = head.values(of: "Sec-WebSocket-Key")
        guard let first = headers.first else { return [Violation(.keyMissing, at: head.emptyLineRange)] }
        var found = headers.dropFirst().map { Violation(.keyRepeated, at: $0.range) }
        let bytes = Base64.decode(first.value)
        if bytes?.count != 16 {
            let detail = bytes.map { "the key is the Base64 of \($0.count) bytes" } ?? "the key is not Base64"
            found.append(Violation(.keyNot16Bytes, at: first.place, detail: detail))
        }
        return found
    }

    private static func version(_ head: HTTPHead) -> [Violation] {
        let headers = head.values(of: "Sec-WebSocket-Version")
        guard let first = headers.first else { return [Violation(.versionMissing, at: head.emptyLineRange)] }
        var found = headers.dropFirst().map { Violation(.versionRepeated, at: $0.range) }
        if HandshakeRequest.version(first.value) != 13 {
            found.append(Violation(.versionNot13, at: first.place, detail: "version \(first.value)"))
        }
        return found
    }

    private static func subprotocols(_ head: HTTPHead) -> [Violation] {
        let headers = head.values(of: "Sec-WebSocket-Protocol")
        let names = head.tokens(of: "Sec-WebSocket-Protocol")
        if let first = headers.first, names.isEmpty {
            return [Violation(.subprotocolOfferMalformed, at: first.place, detail: "the list is empty")]
        }
        var seen: Set<[UInt8]> = []
        return names.compactMap { name in
            if let bad = name.text.utf8.first(where: { !$0.isTokenCharacter }) {
                return Violation(.subprotocolOfferMalformed, at: name.range, detail: "\(bad.spoken) in a name")
            }
            if seen.insert(Array(name.text.utf8)).inserted { return nil }
            return Violation(.subprotocolOfferMalformed, at: name.range, detail: "\(name.text) is offered twice")
        }
    }
}
