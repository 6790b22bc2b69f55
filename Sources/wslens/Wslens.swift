// The commands of wslens.

import ArgumentParser

@main
struct Wslens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "A WebSocket microscope for the terminal.")
}
