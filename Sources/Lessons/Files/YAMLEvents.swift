// libyaml, event by event: the one place that calls it.
//
//   document  ( scalar | list … end | map key value key value … end )  end of document
//
// libyaml reads ahead no further than a key may be long, and holds no more than the brackets that are open, which
// `NodeReader` bounds.

import CYAML

/// The events of a YAML text.
final class YAMLEvents {
    /// What comes next in the text.
    struct Event {
        enum Kind: Equatable {
            /// A document begins; marked if a line says so.
            case document(isMarked: Bool)
            case endOfDocument
            case endOfText
            /// A text; missing if the file has nothing there.
            case scalar(String, isMissing: Bool)
            case list
            case endOfList
            case map(isInBraces: Bool)
            case endOfMap
        }

        let kind: Kind
        /// The line of the file, from 1.
        let line: Int
        /// Where it stands in `source`.
        let place: Range<Int>
    }

    /// The text's characters.
    let source: [Unicode.Scalar]
    private let file: String
    private let firstLine: Int
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let isReady: Bool

    /// The events of a text that begins in line `firstLine` of its file.
    init(_ text: String, file: String, firstLine: Int) {
        (self.file, self.firstLine) = (file, firstLine)
        source = Array(text.unicodeScalars)
        let bytes = Array(text.utf8)
        input = .allocate(capacity: bytes.count)
        _ = input.initialize(from: bytes)
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        isReady = yaml_parser_initialize(parser) == 1
        guard isReady else { return }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        if isReady { yaml_parser_delete(parser) }
        parser.deallocate()
        input.deallocate()
    }

    /// The next event. After an error or the end of the text there are no more.
    func next() throws(LessonProblem) -> Event {
        var event = yaml_event_t()
        guard isReady, yaml_parser_parse(parser, &event) == 1 else { throw trouble() }
        defer { yaml_event_delete(&event) }
        let line = firstLine + event.start_mark.line
        if let sign = sign(event) {
            let words = "what begins with \"\(sign)\" has a meaning in YAML that lessons do not use"
            throw LessonProblem("\(words); put the text into quotes", file: file, line: line)
        }
        let place = event.start_mark.index..<max(event.start_mark.index, event.end_mark.index)
        return Event(kind: kind(event), line: line, place: place)
    }

    private func kind(_ event: yaml_event_t) -> Event.Kind {
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: .document(isMarked: event.data.document_start.implicit == 0)
        case YAML_DOCUMENT_END_EVENT: .endOfDocument
        case YAML_SCALAR_EVENT: scalar(event)
        case YAML_SEQUENCE_START_EVENT: .list
        case YAML_SEQUENCE_END_EVENT: .endOfList
        case YAML_MAPPING_START_EVENT:
            .map(isInBraces: event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE)
        case YAML_MAPPING_END_EVENT: .endOfMap
        default: .endOfText
        }
    }

    private func scalar(_ event: yaml_event_t) -> Event.Kind {
        let scalar = event.data.scalar
        let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        let isMissing = scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.length == 0
        return .scalar(String(decoding: bytes, as: UTF8.self), isMissing: isMissing)
    }

    /// The sign of an alias, an anchor or a tag.
    private func sign(_ event: yaml_event_t) -> Character? {
        let (anchor, tag): (UnsafeMutablePointer<yaml_char_t>?, UnsafeMutablePointer<yaml_char_t>?)
        switch event.type {
        case YAML_ALIAS_EVENT: return "*"
        case YAML_SCALAR_EVENT: (anchor, tag) = (event.data.scalar.anchor, event.data.scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            (anchor, tag) = (event.data.sequence_start.anchor, event.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT: (anchor, tag) = (event.data.mapping_start.anchor, event.data.mapping_start.tag)
        default: return nil
        }
        return anchor != nil ? "&" : tag != nil ? "!" : nil
    }

    private func trouble() -> LessonProblem {
        guard isReady, parser.pointee.error != YAML_MEMORY_ERROR else {
            return LessonProblem("there is not enough memory to read this", file: file, line: firstLine)
        }
        let error = parser.pointee
        let trouble = YAMLTrouble(
            problem: error.problem.map { String(cString: $0) } ?? "",
            context: error.context.map { String(cString: $0) } ?? "",
            line: error.problem_mark.line, column: error.problem_mark.column,
            contextLine: error.context_mark.line, source: source)
        let found = trouble.inWords()
        return LessonProblem(found.words, file: file, line: firstLine + found.line)
    }
}
