// Requests without what the client's user may have typed: the target, and the address of the page in Referer, as many asterisks as they
// have bytes.
//
//    GET /?name=Ada HTTP/1.1    is    GET /********* HTTP/1.1

extension Dissection {
    /// Replaces the targets of the requests that are kept, what Referer says, and the names of rooms. Frames are not changed.
    public mutating func hideRequestTexts() {
        for number in exchanges.numbers where exchanges[number]?.requestBytes.isEmpty == false {
            exchanges[at: number].hideRequestTexts()
        }
        // A room is joined right behind the handshake, and left at the end; in between there may be a million findings.
        for position in Set(items.indices.prefix(Self.rimOfItems)).union(items.indices.suffix(Self.rimOfItems)) {
            guard case .event(.serverAction(let name, _)) = items[position].kind, name.hasPrefix("room-") else {
                continue
            }
            let hidden = Item.Kind.event(.serverAction(name: name, sentence: "(hidden)"))
            items[position] = Item(time: items[position].time, kind: hidden)
        }
    }

    private static let rimOfItems = 40
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
