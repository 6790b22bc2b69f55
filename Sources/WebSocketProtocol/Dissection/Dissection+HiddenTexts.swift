// Requests without what the client's user may have typed: the target, and the address of the page in Referer, as many asterisks as they
// have bytes.
//
//    GET /?name=Ada HTTP/1.1    is    GET /********* HTTP/1.1

extension Dissection {
    /// Replaces the targets of the requests that are kept and what Referer says, and has the names of rooms left out. Frames are not changed.
    public mutating func hideRequestTexts() {
        hidesRooms = true
        for number in exchanges.numbers where exchanges[number]?.requestBytes.isEmpty == false {
            exchanges[at: number].hideRequestTexts()
        }
    }

    /// The words about an event, without the name of a room where texts are hidden. It is left out only here: there may be a million findings,
    /// and to change one is to copy all.
    public func words(about event: ConnectionEvent.Kind) -> EventWords? {
        guard hidesRooms, case .serverAction(let name, _) = event, name.hasPrefix("room-") else { return event.words }
        return ConnectionEvent.Kind.serverAction(name: name, sentence: "(hidden)").words
    }
}

extension HandshakeRecord {
    fileprivate mutating func hideRequestTexts() {
        for line in HTTPHead.lines(of: requestBytes) {
            if let range = Self.typedPart(of: requestBytes[line]) {
                requestBytes.replaceSubrange(range, with: repeatElement(UInt8(ascii: "*"), count: range.count))
            }
        }
        guard case .complete = requestParse, case .complete(let head) = HTTPHead.parse(requestBytes, as: .request)
        else {
            return
        }
        requestParse = .complete(head)
        request = HandshakeRequest(head: head)
    }

    /// The part of a line that was typed: the target without its first slash, or the value of Referer.
    private static func typedPart(of line: ArraySlice<UInt8>) -> Range<Int>? {
        let end = line.endIndex
        if line.startIndex == 0 {
            guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { return nil }
            let start = min(space + 2, end)
            let target = line[start...]
            return start..<(target.lastIndex(of: UInt8(ascii: " ")) ?? end)
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
            String(decoding: line[..<colon], as: UTF8.self).matchesIgnoringCase("Referer")
        else { return nil }
        let value = line[(colon + 1)...]
        return (value.firstIndex { $0 != UInt8(ascii: " ") } ?? end)..<end
    }
}
