// `wslens replay`: the inspector on a recording.

import ArgumentParser
import Capture
import Inspector
import NCursesTerminal

struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The inspector on a recording or a capture.",
        discussion: """
            The same screens and keys as on a live connection, forwards and backwards. space plays in real time, + and - change \
            the speed, : goes to a place, R reads the file again after an edit, and w writes what is shown to another file.

            EXAMPLES
              wslens replay fixtures/rfc/masked-text.jsonl
              wslens replay capture.pcapng
            """)

    @Argument(
        help: ArgumentHelp(
            "The file: a recording (.jsonl), a packet capture (.pcap, .pcapng) or an HTTP archive (.har); - for "
                + "standard input."))
    var file: String

    @OptionGroup var screen: ScreenOptions

    @MainActor
    func run() async throws {
        // Until the screen is open, a signal ends the program at once.
        let loaded: LoadedCapture
        do {
            loaded = try CaptureLoader.load(file)
            if InputFile.isStandardInput(file) { try InputFile.takeKeysFromTerminal() }
        } catch {
            throw fail(error)
        }
        let signals = Signals()
        let terminal: NCursesTerminal
        do {
            terminal = try NCursesTerminal.open(screen.terminalOptions)
        } catch {
            throw fail("\(error) Without a screen, use: wslens inspect \(file)")
        }
        defer { terminal.close() }
        let desk = Desk.beside()
        var model = Model(
            source: .recording(title: loaded.title), size: terminal.size, theme: screen.resolvedTheme,
            isProjector: screen.projector, hasBlocks: !terminal.isASCII, hasColours: terminal.colours > 0,
            hasMouse: !screen.noMouse, school: desk?.school, progressName: desk?.progressName)
        _ = model.update(.recording(RecordingContent(loaded, path: file)))
        RunLoop(
            terminal: terminal, events: .recording(path: file), signals: signals, keep: { desk?.keep($0) },
            noteHints: { desk?.noteHints($0, of: $1, time: $2) }
        )
        .run(model)
    }
}

extension RecordingContent {
    init(_ loaded: LoadedCapture, path: String) {
        self.init(
            title: loaded.title, about: loaded.description.about ?? "", created: loaded.description.created, path: path,
            conversations: loaded.conversations, problems: loaded.description.problems,
            remarks: loaded.description.remarks, isReconstructed: loaded.description.isReconstructed)
    }
}
