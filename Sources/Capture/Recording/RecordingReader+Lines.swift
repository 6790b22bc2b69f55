// What a line of a recording means: the header, or an event. What makes no sense is reported, and the rest is used.

import WebSocketProtocol

extension RecordingReader {
    /// Interprets a line's value.
    mutating func interpret(
        _ value: JSONValue, _ line: LineSplitter.Line, isFirst: Bool, _ each: (LoggedEvent) -> Void
    ) {
        guard case .object(let members) = value else {
            return report(line, "is \(value.kind), not an object.", done: "It is skipped.")
        }
        if value["format"] != nil { return readHeader(value, members, line) }
        if isFirst, EventRow.row(of: members) != nil {
            report(line, "is an event: the recording has no header.", done: "It is read without one.")
        }
        guard let row = EventRow.row(of: members) else {
            let names = members.prefix(8).map { ProblemList.quoted($0.key) }.joined(separator: ", ")
            let has = names.isEmpty ? "It has no keys." : "Its keys are \(names)."
            return report(line, "has no event that this version knows. \(has)", done: "It is skipped.")
        }
        guard let connection = value["c"]?.int, connection > 0 else {
            let what =
                value["c"] == nil
                ? "does not name the connection, c." : "has a connection c that is not a number from 1 up."
            return report(line, what, done: "It is skipped.")
        }
        var fields = EventFields(value)
        guard let kind = row.read(&fields) else {
            return report(line, fields.remarks.last?.what ?? "", done: "It is skipped.")
        }
        isRecognised = true
        for remark in fields.remarks { report(line, remark.what, done: remark.done) }
        tellKeys(members, line, isKnown: row.has, innerKeys: row.innerKeys)
        each(LoggedEvent(connection: connection, ConnectionEvent(time: time(value["t"], of: connection, line), kind)))
    }

    private mutating func readHeader(_ value: JSONValue, _ members: [JSONValue.Member], _ line: LineSplitter.Line) {
        guard value["format"]?.string == RecordingHeader.format else {
            let name = value["format"]?.string.map(ProblemList.quoted) ?? value["format"]?.kind ?? ""
            return report(line, "names another format, \(name).", done: "It is skipped.")
        }
        isRecognised = true
        guard header == nil else {
            return report(line, "is a second header.", done: "It is skipped.")
        }
        var header = RecordingHeader(
            title: value["title"]?.string, about: value["about"]?.string, created: value["created"]?.string,
            generator: value["generator"]?.string)
        for key in ["title", "about", "created", "generator"] where value[key] != nil && value[key]?.string == nil {
            report(line, "has a \(key) that is not text.", done: "It is left out.")
        }
        if let version = value["version"]?.int, version > 0 {
            header.version = version
        } else {
            report(line, "does not give a version from 1 up.", done: "It is read as version \(header.version).")
        }
        if header.version > RecordingHeader.currentVersion {
            report(
                line,
                "says that the recording has version \(header.version); the latest version known here is "
                    + "\(RecordingHeader.currentVersion).", done: "It is read as far as it makes sense.")
        }
        self.header = header
        tellKeys(members, line, isKnown: RecordingHeader.keys.contains, innerKeys: [])
    }

    /// A time that can be used, and a report about one that can't, or that is before the event above it of the same connection. Those of
    /// other connections may be later: a server may keep a request back until all of it has arrived.
    private mutating func time(
        _ value: JSONValue?, of connection: Int, _ line: LineSplitter.Line
    ) -> Double {
        guard let time = value?.double, time >= 0, time < Self.timeLimit else {
            let what =
                switch value {
                case nil: "does not give the time, t."
                case .some(let value) where value.double == nil: "has \(value.kind) as its time."
                case .some(let value): (value.double ?? 0) < 0 ? "has a negative time." : "has a time beyond 10^12 s."
                }
            report(line, what, done: "The time of the event before it, \(RecordingWriter.decimal(lastTime)), is used.")
            return lastTime
        }
        if let last = lastTimes[connection], time < last {
            report(
                line,
                "has the time \(RecordingWriter.decimal(time)), and the event before it "
                    + "\(RecordingWriter.decimal(last)).", done: "The order of the file is kept.")
        }
        (lastTime, lastTimes[connection]) = (time, time)
        return time
    }

    /// Reports keys that come twice, and once each those without a meaning here.
    private mutating func tellKeys(
        _ members: [JSONValue.Member], _ line: LineSplitter.Line, isKnown: (String) -> Bool, innerKeys: [String]
    ) {
        for (index, member) in members.enumerated() {
            guard isKnown(member.key) else {
                tellUnknown(member.key, line)
                continue
            }
            if members[..<index].contains(where: { $0.key == member.key }) {
                report(line, "has the key \"\(member.key)\" twice.", done: "The last one is used.")
            }
            if case .object(let inner) = member.value {
                for part in inner where !innerKeys.contains(part.key) {
                    tellUnknown("\(member.key).\(part.key)", line)
                }
            }
        }
    }

    private mutating func tellUnknown(_ key: String, _ line: LineSplitter.Line) {
        guard toldKeys.count < ProblemList.limit, toldKeys.insert(key).inserted else { return }
        report(
            line, "has the key \(ProblemList.quoted(key)), which has no meaning in its kind of line.",
            done: "It is ignored here and everywhere else.")
    }
}
