// `wslens encode`: builds a frame and prints its hex.

import ArgumentParser
import WebSocketProtocol

struct Encode: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Build a frame and print its bytes as hexadecimal digits.",
        discussion: """
            A client's frame is masked with a random key unless --key or --no-mask says otherwise. Frames that break rules can \
            be built too; the rules they break are reported on standard error.

            EXAMPLES
              wslens encode --text Hello --key 37fa213d
              wslens encode --from server --close 1000 --reason bye
              wslens encode --text Hel --no-fin; wslens encode --continuation lo
              wslens encode --opcode 3 --payload 'ff fe' --rsv1
              wslens encode --text Hi --length-bits 64 | wslens decode -
            """)

    @Option(help: ArgumentHelp("A text frame with this text.", valueName: "text"))
    var text: String?
    @Option(help: ArgumentHelp("A binary frame with these bytes.", valueName: "hex"))
    var binary: String?
    @Option(help: ArgumentHelp("A continuation with this text.", valueName: "text"))
    var continuation: String?
    @Option(help: ArgumentHelp("A Ping with this text.", valueName: "text"))
    var ping: String?
    @Option(help: ArgumentHelp("A Pong with this text.", valueName: "text"))
    var pong: String?
    @Option(help: ArgumentHelp("A Close with this code.", valueName: "code"))
    var close: UInt16?
    @Option(help: ArgumentHelp("The reason in the Close.", valueName: "text"))
    var reason: String?
    @Option(help: ArgumentHelp("A frame with this opcode, 0 to 15.", valueName: "number"))
    var opcode: UInt8?
    @Option(help: ArgumentHelp("The payload for --opcode.", valueName: "hex"))
    var payload: String?

    @Option(help: ArgumentHelp("The sender: client or server.", valueName: "side"))
    var from = Endpoint.client
    @Option(help: ArgumentHelp("The masking key, 4 bytes.", valueName: "hex"))
    var key: String?
    @Flag(help: "Do not mask.")
    var noMask = false
    @Flag(help: "FIN is 0: more fragments follow.")
    var noFin = false
    @Flag(help: "Set RSV1.")
    var rsv1 = false
    @Flag(help: "Set RSV2.")
    var rsv2 = false
    @Flag(help: "Set RSV3.")
    var rsv3 = false
    @Option(
        help: ArgumentHelp(
            "Write the length in 7, 16 or 64 bits, even if fewer would do.", valueName: "bits"))
    var lengthBits: UInt8?
    @Option(help: ArgumentHelp("Declare this length, whatever the payload's real length.", valueName: "bytes"))
    var length: UInt64?

    func validate() throws {
        let chosen = [text, binary, continuation, ping, pong, close.map(String.init), opcode.map(String.init)]
        guard chosen.count(where: { $0 != nil }) == 1 else {
            throw ValidationError(
                "Give exactly one of --text, --binary, --continuation, --ping, --pong, --close and --opcode.")
        }
        if reason != nil, close == nil { throw ValidationError("--reason needs --close.") }
        if payload != nil, opcode == nil {
            throw ValidationError("--payload needs --opcode; the other options include the payload.")
        }
        if key != nil, noMask { throw ValidationError("--key and --no-mask cannot be used together.") }
        if let opcode, opcode > 15 { throw ValidationError("An opcode is a number from 0 to 15; \(opcode) is not.") }
        if let lengthBits, FrameHeader.LengthForm(rawValue: lengthBits) == nil {
            throw ValidationError("--length-bits must be 7, 16 or 64; \(lengthBits) is not.")
        }
    }

    func run() throws {
        let made = try frame()
        if let length = made.lengthThatDoesNotFit, let lengthBits {
            throw fail("A length of \(length) does not fit in \(lengthBits) bits. Choose a wider --length-bits.")
        }
        var random = SystemRandomNumberGenerator()
        let bytes = made.frames(from: from, keys: &random).flatMap(\.encoded)
        Streams.print(Hex.string(bytes))
        // A continuation needs a message before it, which this command can't know.
        var frames = UpcomingFrames(sender: from)
        let broken = frames.read(bytes).first?.record.violations.map(\.rule) ?? []
        for rule in broken where rule != .continuationWithoutMessage {
            Streams.complain("this frame breaks \(rule.rawValue): \(rule.sentence.citedBehind)")
        }
    }

    private func frame() throws -> HandmadeFrame {
        let (opcode, payload) = try content()
        var frame = HandmadeFrame(opcode, payload: payload)
        frame.fin = !noFin
        (frame.rsv1, frame.rsv2, frame.rsv3) = (rsv1, rsv2, rsv3)
        frame.mask = try mask()
        frame.lengthForm = lengthBits.flatMap(FrameHeader.LengthForm.init)
        frame.length = length
        return frame
    }

    private func content() throws -> (Opcode, [UInt8]) {
        if let text { return (.text, Array(text.utf8)) }
        if let continuation { return (.continuation, Array(continuation.utf8)) }
        if let ping { return (.ping, Array(ping.utf8)) }
        if let pong { return (.pong, Array(pong.utf8)) }
        if let binary { return (.binary, try bytes(binary, of: "--binary")) }
        if let close {
            // Not cut to the length that a control frame may have: a frame that is too long can be built too.
            return (.close, ClosePayload.encode(CloseCode(rawValue: close)) + Array((reason ?? "").utf8))
        }
        let chosen = opcode.flatMap(Opcode.init) ?? .text
        return (chosen, try bytes(payload ?? "", of: "--payload"))
    }

    private func mask() throws -> HandmadeFrame.Mask {
        if noMask { return .none }
        guard let key else { return .asItMust }
        let bytes = try bytes(key, of: "--key")
        guard bytes.count == 4 else {
            throw fail("--key has \(bytes.count) bytes; a masking key has 4, for example --key 37fa213d.")
        }
        return .key(MaskingKey(bytes[0], bytes[1], bytes[2], bytes[3]))
    }

    private func bytes(_ text: String, of option: String) throws -> [UInt8] {
        do {
            return try Hex.parse(text)
        } catch {
            throw fail("\(option): \(error)")
        }
    }
}
