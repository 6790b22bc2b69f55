// An open WebSocket, as others see it: by number, from any thread.

import Capture
import NIOCore

/// An open WebSocket of the server.
struct Member: Sendable {
    /// The number of its connection in the log.
    let number: Int
    /// What comes for it, on its event loop.
    let mailbox: Mailbox
    private let place: NIOLoopBound<(handler: ConnectionHandler, context: ChannelHandlerContext)>

    /// The WebSocket of a handler; on its event loop.
    init(number: Int, _ handler: ConnectionHandler, _ context: ChannelHandlerContext) {
        self.number = number
        mailbox = handler.mailbox
        place = NIOLoopBound((handler, context), eventLoop: context.eventLoop)
    }

    /// Sends a message from elsewhere; on its event loop.
    func deliver(_ post: Post, _ copies: inout DeflatedCopies) {
        let (handler, context) = place.value
        handler.deliver(context, post, &copies)
    }

    /// Has the system take what was delivered; on its event loop.
    func flush() {
        let (handler, context) = place.value
        handler.sendOff(context)
    }

    /// Sends what waits for more to come; on its event loop.
    func sendBatch() {
        let (handler, context) = place.value
        handler.writeBatch(context)
        handler.sendOff(context)
    }

    /// "127.0.0.1:51542"; on its event loop.
    var address: String { Journal.words(place.value.context.remoteAddress) }

    /// How it is doing; on its event loop.
    var status: ConnectionStatus {
        let (handler, context) = place.value
        return handler.status(context)
    }
}

/// Members by event loop, and there by their numbers.
struct MemberList: Sendable {
    private(set) var byLoop: [ObjectIdentifier: [Int: Member]] = [:]

    /// In ascending order.
    var numbers: [Int] { byLoop.values.flatMap(\.keys).sorted() }

    var count: Int { byLoop.values.reduce(0) { $0 + $1.count } }

    /// The mailboxes of its event loops, with their members.
    var mailboxes: [(mailbox: Mailbox, members: [Int: Member])] {
        byLoop.values.compactMap { members in members.first.map { ($0.value.mailbox, members) } }
    }

    /// The member of that number; nil if there is none.
    subscript(number: Int) -> Member? { byLoop.values.lazy.compactMap { $0[number] }.first }

    mutating func add(_ member: Member) {
        byLoop[ObjectIdentifier(member.mailbox), default: [:]][member.number] = member
    }

    mutating func remove(_ member: Member) {
        let loop = ObjectIdentifier(member.mailbox)
        byLoop[loop]?[member.number] = nil
        if byLoop[loop]?.isEmpty == true { byLoop[loop] = nil }
    }
}
