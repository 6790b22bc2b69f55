// Stepping through a frame from field to field, and through a compressed payload from symbol to symbol.
//
//   header    F R R R opcode M length key     each field is a stop, at its first bit
//   payload   H e l l o                       one stop
//             block H e ello end              compressed: each symbol of DEFLATE is a stop

import Capture
import WebSocketProtocol

extension FrameScreen {
    func fieldByHand(_ direction: Int, _ context: inout Context) {
        context.takeOver()
        guard let conversation = context.conversation,
            let frame = context.ladder.frame(context.cursor.row, in: conversation)
        else { return }
        let stops = Stops(of: frame, context)
        if let next = stops.next(direction, from: context.cursor) {
            (context.cursor.byte, context.cursor.bit) = next
        } else if !context.goToFrame(direction) {
            context.notice = context.endWords(direction)
        } else if direction < 0, let previous = context.ladder.frame(context.cursor.row, in: conversation),
            let last = Stops(of: previous, context).last
        {
            (context.cursor.byte, context.cursor.bit) = last
        }
    }

    /// In compressed data the fields are symbols.
    func wordsNow(_ context: Context) -> [UserAction: String] {
        guard let conversation = context.conversation, let frame = FrameScene.frame(context), let header = frame.header,
            context.cursor.byte >= header.headerLength,
            let deflate = DeflateScene(conversation, frame, reusing: context.lastTrace), !deflate.starts.isEmpty
        else { return scrollWords(context) }
        return scrollWords(context).merging([.nextField: "symbol"]) { first, _ in first }
    }

    /// Where steps from field to field stop in a frame. Places are counted in bits: in a header from the highest of each byte, as its
    /// fields are, and in compressed data from the lowest.
    private struct Stops {
        private let header: [Int]
        private let symbols: [Int]

        init(of frame: FrameRecord, _ context: Context) {
            let conversation = context.behindKey
            let fields = conversation?.explanation(of: frame).fields ?? []
            let symbols = conversation.flatMap { DeflateScene($0, frame, reusing: context.lastTrace)?.starts } ?? []
            self.symbols = symbols
            // Where symbols are known, the payload as a whole is not a stop.
            header = fields.filter { symbols.isEmpty || $0.field != .payload }.map(\.bits.lowerBound)
        }

        typealias Stop = (byte: Int, bit: Int?)

        /// The next stop, or the one before.
        func next(_ direction: Int, from cursor: Cursor) -> Stop? {
            let isSymbol = symbols.first.map { cursor.byte >= $0 / 8 } ?? false
            let bit = cursor.bit.map { isSymbol ? DeflateTrace.mirrored($0) : $0 } ?? 0
            let here = cursor.byte * 8 + bit
            // From a byte as a whole, its own first field is the next stop.
            let isWhole = cursor.bit == nil && (isSymbol || header.contains(here + 1))
            let all = header + symbols
            let next = direction > 0 ? all.first { $0 > here || (isWhole && $0 == here) } : all.last { $0 < here }
            return next.map(stop)
        }

        var last: Stop? { (header + symbols).last.map(stop) }

        /// In a field of whole bytes the cursor is on a byte, in a part of a byte or a symbol on its first bit.
        private func stop(at start: Int) -> Stop {
            if let first = symbols.first, start >= first { return (start / 8, DeflateTrace.mirrored(start % 8)) }
            let isPart = start % 8 != 0 || header.contains(start + 1)
            return (start / 8, isPart ? start % 8 : nil)
        }
    }
}

extension Context {
    /// The selected connection, without texts where a key hides them: where symbols begin says what they are.
    fileprivate var behindKey: Conversation? { withoutTexts.conversation }
}
