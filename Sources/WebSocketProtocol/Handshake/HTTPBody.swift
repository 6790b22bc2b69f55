// Where the body of an HTTP/1.1 message ends, RFC 9112 §6: only then is it known where the next message begins.
//
//    answer to HEAD, 1xx, 204, 304    no body
//    Transfer-Encoding: chunked       chunks, up to the one of 0 bytes and the empty line after its trailer
//    Content-Length: 5                5 bytes
//    neither, in a response           all bytes until the end of TCP
//    neither, in a request            no body

/// The body of a message while its bytes arrive. None of them are kept.
public enum HTTPBody: Sendable, Hashable {
    /// So many bytes are still to come.
    case counted(Int)
    /// Chunks, each after its size.
    case chunked(ChunkedBody)
    /// Everything that follows; also where a head or a chunk does not say where its body ends.
    case untilEnd

    /// The body of a response to a request with that method; nil where the request is not known.
    public init(ofResponse head: HTTPHead, to method: String?) {
        let status = head.statusCode ?? 0
        if method == "HEAD" || status / 100 == 1 || status == 204 || status == 304 {
            self = .counted(0)
        } else {
            self = HTTPBody.announced(by: head) ?? .untilEnd
        }
    }

    /// The body of a request.
    init(ofRequest head: HTTPHead) { self = HTTPBody.announced(by: head) ?? .counted(0) }

    /// Whether all of it has arrived.
    public var isDone: Bool {
        switch self {
        case .counted(let left): left == 0
        case .chunked(let chunks): chunks.isDone
        case .untilEnd: false
        }
    }

    /// Continues, and returns how many of the bytes are the body's.
    public mutating func read(_ bytes: ArraySlice<UInt8>) -> Int {
        switch self {
        case .counted(let left):
            let count = min(left, bytes.count)
            self = .counted(left - count)
            return count
        case .chunked(var chunks):
            guard let count = chunks.read(bytes) else {
                self = .untilEnd
                return bytes.count
            }
            self = .chunked(chunks)
            return count
        case .untilEnd: return bytes.count
        }
    }

    /// What the headers say; nil where they say nothing. Transfer-Encoding comes before Content-Length (§6.3).
    private static func announced(by head: HTTPHead) -> HTTPBody? {
        if let coding = head.tokens(of: "Transfer-Encoding").last {
            return coding.text.matchesIgnoringCase("chunked") ? .chunked(ChunkedBody()) : .untilEnd
        }
        let lengths = head.tokens(of: "Content-Length").map(\.text)
        guard let first = lengths.first else { return nil }
        guard lengths.allSatisfy({ $0.isSameBytes(as: first) }), first.utf8.allSatisfy(\.isDigit),
            let length = Int(first)
        else { return .untilEnd }
        return .counted(length)
    }
}

/// A body in chunks (RFC 9112 §7.1): "5", CR LF, 5 bytes, CR LF; at the end "0", CR LF, a trailer, an empty line.
public struct ChunkedBody: Sendable, Hashable {
    private enum State: Sendable, Hashable {
        /// In the digits of a size: their value so far, and how many there were.
        case size(Int, digits: Int)
        /// After them, up to the end of the line.
        case sizeLine(Int)
        /// So many bytes of a chunk are still to come.
        case data(Int)
        /// At the line break after a chunk.
        case dataEnd
        /// In a line of the trailer.
        case trailer(isEmpty: Bool)
        case done
    }

    private var state = State.size(0, digits: 0)

    /// No real size has more digits than this.
    private static let maximumDigits = 15

    /// Whether the last chunk and its trailer have arrived.
    var isDone: Bool { state == .done }

    /// Continues, and returns how many of the bytes are the body's; nil where they are not chunks.
    mutating func read(_ bytes: ArraySlice<UInt8>) -> Int? {
        var position = bytes.startIndex
        while position < bytes.endIndex, state != .done {
            if case .data(let left) = state {
                let count = min(left, bytes.endIndex - position)
                state = left == count ? .dataEnd : .data(left - count)
                position += count
            } else {
                guard let next = after(bytes[position]) else { return nil }
                state = next
                position += 1
            }
        }
        return position - bytes.startIndex
    }

    /// The state after a byte that is not a chunk's data; nil where the byte cannot be there.
    private func after(_ byte: UInt8) -> State? {
        switch state {
        case .size(let size, let digits):
            if let digit = Hex.value(of: byte) {
                return digits < Self.maximumDigits ? .size(size * 16 + Int(digit), digits: digits + 1) : nil
            }
            guard digits > 0 else { return nil }
            return byte == .lineFeed ? behindSize(size) : .sizeLine(size)
        case .sizeLine(let size): return byte == .lineFeed ? behindSize(size) : .sizeLine(size)
        case .dataEnd:
            if byte == .lineFeed { return .size(0, digits: 0) }
            return byte == .carriageReturn ? .dataEnd : nil
        case .trailer(let isEmpty):
            if byte == .lineFeed { return isEmpty ? .done : .trailer(isEmpty: true) }
            return .trailer(isEmpty: isEmpty && byte == .carriageReturn)
        case .data, .done: return state
        }
    }

    private func behindSize(_ size: Int) -> State { size == 0 ? .trailer(isEmpty: true) : .data(size) }
}
