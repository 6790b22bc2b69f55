// `wslens decode`: explains bytes given as hexadecimal digits.

public import ArgumentParser
import Capture
import Inspector
import SystemPackage
public import WebSocketProtocol

extension Endpoint: ExpressibleByArgument {}

struct Decode: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain the bytes of frames.",
        discussion: """
            Takes any number of frames as hexadecimal digits, with or without spaces, colons, commas or 0x between them. \
            They are read as the first bytes that one side sends after the handshake. Broken frames are decoded too, and \
            every broken rule is named.

            EXAMPLES
              wslens decode 81 85 37 fa 21 3d 7f 9f 4d 51 58
              wslens decode --from server 0x88 0x02 0x03 0xe8
              xxd -p frames.bin | wslens decode -

            EXIT STATUS
              0   success
              1   a rule is broken
              2   the input is not hexadecimal or ends inside a frame
              64  usage error
            """)

    @Argument(help: "The bytes, or - to read them from standard input.")
    var hex: [String] = []

    @Option(help: ArgumentHelp("The sender: client or server.", valueName: "side"))
    var from = Endpoint.client

    @Flag(help: "Print one JSON object per line.")
    var json = false

    @Option(help: ArgumentHelp("How many bytes of each payload to show.", valueName: "bytes"))
    var payloadLimit: Int?

    /// What standard input may hold, in bytes: enough for a message of 16 MiB with spaces.
    private static let inputLimit = 64 << 20

    func validate() throws {
        if let payloadLimit, payloadLimit < 0 { throw ValidationError("--payload-limit must be 0 or more bytes.") }
    }

    func run() throws {
        let bytes = try parse(try input())
        guard !bytes.isEmpty else {
            throw fail("There are no bytes to decode. Example: wslens decode 81 85 37 fa 21 3d 7f 9f 4d 51 58")
        }
        var conversation = Conversation(number: 1, start: .frames)
        if json {
            printJSON(bytes, &conversation)
        } else {
            conversation.add(ConnectionEvent(time: 0, .bytes(from: from, bytes)))
            printText(conversation)
        }
        let dissection = conversation.dissection
        let unfinished = dissection.unfinishedFrame(from: from)
        if dissection.hasViolations { throw ExitCode.broken }
        if let unfinished { throw fail(Self.incompleteWords(unfinished, conversation)) }
    }

    private func input() throws -> String {
        guard hex == ["-"] || hex.isEmpty else { return hex.joined(separator: " ") }
        guard !hex.isEmpty || !FileDescriptor.standardInput.isTerminal else {
            throw fail("There are no bytes to decode. Example: wslens decode 81 85 37 fa 21 3d 7f 9f 4d 51 58")
        }
        let bytes: [UInt8]?
        do {
            bytes = try FileDescriptor.standardInput.readToEnd(limit: Self.inputLimit)
        } catch {
            throw fail("Standard input could not be read: \(error).")
        }
        guard let bytes else {
            throw fail("Standard input has more than \(Self.inputLimit.grouped) bytes. Decode it in parts.")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func parse(_ text: String) throws -> [UInt8] {
        do {
            return try Hex.parse(text)
        } catch {
            throw fail(error)
        }
    }

    /// Decodes and prints a piece at a time: the lines of all of them would take many times the memory of the bytes.
    private func printJSON(_ bytes: [UInt8], _ conversation: inout Conversation) {
        var lines = EventLines(payloadLimit: payloadLimit)
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: Streams.chunkSize) {
            let piece = Array(bytes[start...].prefix(Streams.chunkSize))
            conversation.add(ConnectionEvent(time: 0, .bytes(from: from, piece)))
            lines.write(conversation, to: &output)
            Streams.flush(&output, as: .json, over: Streams.chunkSize)
        }
        Streams.flush(&output, as: .json)
        guard let unfinished = conversation.dissection.unfinishedFrame(from: from) else { return }
        Streams.print(EventLines.incomplete(unfinished, conversation, time: unfinished.startTime))
    }

    private func printText(_ conversation: Conversation) {
        let dissection = conversation.dissection
        var output: [UInt8] = []
        for item in dissection.items {
            write(item, conversation, to: &output)
            Streams.flush(&output, as: .text, over: Streams.chunkSize)
        }
        if let unfinished = dissection.unfinishedFrame(from: from) { write(unfinished, conversation, to: &output) }
        Streams.flush(&output, as: .text)
    }

    private func write(_ item: Item, _ conversation: Conversation, to output: inout [UInt8]) {
        switch item.kind {
        case .frame(let from, let index):
            write(conversation.dissection.frames(from: from)[index], conversation, to: &output)
        case .message(let from, let index):
            let message = conversation.dissection.messages(from: from)[index]
            let frames = Count.words(message.frameCount, "frame")
            let bytes = Count.words(message.length, "byte")
            output += "message \(index)  \(message.kind.name)  \(bytes) in \(frames)\n\n".utf8
        default: break
        }
    }

    private func write(_ frame: FrameRecord, _ conversation: Conversation, to output: inout [UInt8]) {
        FrameReport(frame, in: conversation, limit: payloadLimit ?? 64, width: Streams.outputWidth).write(to: &output)
    }

    private static func incompleteWords(_ frame: FrameRecord, _ conversation: Conversation) -> String {
        let state = conversation.explanation(of: frame).state
        return
            "The bytes end inside frame \(frame.number), which starts at byte \(frame.offset): \(state.words) Add the rest."
    }
}
