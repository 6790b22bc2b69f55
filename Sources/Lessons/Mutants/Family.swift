// The kinds of programs that there are wrong ones of, each behind the interface of the real thing.

import WebSocketProtocol

extension Mutant {
    /// A kind of program.
    public enum Family: Sendable, Hashable {
        /// Bytes in, frames out.
        case reader
        /// The same for several connections at once.
        case connections
        /// Frames in, messages out.
        case assembler
        /// Frames of a client in, a server's frames out.
        case answerer
        /// A text in, the frame that carries it out.
        case builder
        /// The same where compression was agreed on.
        case compressor
        /// The request of an upgrade in, the answer out.
        case handshake
        /// The response to an upgrade and what follows it in, a server's frames out.
        case opener
        /// A key in, the accept value out.
        case accept

        /// Whether it is given the payload of a frame.
        var takesPayload: Bool { self == .builder || self == .compressor }

        /// The folder of its mutants in `Sources/Lessons/Mutants`.
        var folder: String {
            switch self {
            case .reader: "Readers"
            case .connections: "Connections"
            case .assembler: "Assemblers"
            case .answerer: "Answerers"
            case .builder: "Builders"
            case .compressor: "Compressors"
            case .handshake, .opener: "Handshakes"
            case .accept: "Accepts"
            }
        }

        /// Whose bytes it gets, where those of the other side are not for it.
        var sender: Endpoint? {
            switch self {
            case .answerer, .handshake: .client
            case .opener, .builder, .compressor: .server
            case .reader, .connections, .assembler, .accept: nil
            }
        }

        /// What such a program does with what it gets, in a word: "reads", and behind "would".
        public var verb: (does: String, would: String) {
            switch self {
            case .reader, .connections, .opener: ("reads", "read")
            case .assembler: ("hands on", "hand on")
            case .answerer: ("sends", "send")
            case .builder, .compressor: ("builds", "build")
            case .handshake: ("answers", "answer")
            case .accept: ("computes", "compute")
            }
        }

        /// What the server's own codec makes of it. It knows all rules and no limits.
        public func real(_ input: ProgramInput) -> ProgramOutput? {
            switch (self, input) {
            case (.reader, .traffic(let traffic)): .frames(Mutants.realOutput(of: traffic))
            case (.connections, .traffic(let traffic)): .connections(traffic.apart.map { Mutants.realOutput(of: $0) })
            case (.assembler, .traffic(let traffic)): .frames(Mutants.realMessages(of: traffic))
            case (.answerer, .traffic(let traffic)): .frames(Mutants.realAnswers(to: traffic))
            case (.opener, .traffic(let traffic)): .opened(Mutants.realOutput(of: traffic))
            case (.builder, .payload(let payload)): .bytes(Frame(.text, payload: payload).encoded)
            case (.compressor, .payload(let payload)): .bytes(RealCompressor.frame(of: payload))
            case (.handshake, .text(let connection)): .value(Mutants.realStatus(connection: connection))
            case (.accept, .text(let key)): .value(AcceptTrace.accept(for: key))
            default: nil
            }
        }

        /// What a program without a bug makes of it that asks for as few rules as the mutants do.
        func careless(_ input: ProgramInput) -> ProgramOutput? {
            switch (self, input) {
            case (.reader, .traffic(let traffic)): .frames(ReaderSocket.careless(traffic))
            case (.connections, .traffic(let traffic)): .connections(traffic.apart.map { ReaderSocket.careless($0) })
            case (.assembler, .traffic(let traffic)): .frames(AssemblerDesk.run(traffic) { CarelessAssembler($0) })
            case (.answerer, .traffic(let traffic)): .frames(AnswererDesk.run(traffic) { CarelessAnswerer($0) })
            case (.opener, .traffic(let traffic)): .opened(ReaderSocket.careless(traffic))
            case (.builder, _), (.compressor, _), (.handshake, _), (.accept, _): real(input)
            default: nil
            }
        }
    }
}

extension Traffic {
    /// Each connection on its own.
    var apart: [Traffic] {
        (1...connections).map { number in
            var own = self
            own.reads = reads.filter { $0.connection == number }
            return own
        }
    }
}
