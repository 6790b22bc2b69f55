// Puts the lessons, their words, the fixtures and the source of the mutants into the program, as string literals. So a lesson is found from
// any folder, and there is no bundle beside the program.

import Foundation
import PackagePlugin

@main
struct EmbedFiles: BuildToolPlugin {
    /// What is put in: folders of the package, and the endings of the names.
    private static let content: [(folder: String, endings: [String])] = [
        ("lessons", ["md", "yml", "ids"]), ("fixtures", ["jsonl"]), ("Sources/Lessons/Mutants", ["swift"]),
    ]

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL
        let files = try Self.content.flatMap { try Self.files(in: root.appending(path: $0.folder), $0.endings) }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        let tool = try context.tool(named: "EmbedTool")
        return [
            .buildCommand(
                displayName: "Embedding \(files.count) files", executable: tool.url,
                arguments: [output.path(percentEncoded: false), root.path(percentEncoded: false)]
                    + files.map { $0.path(percentEncoded: false) },
                inputFiles: files, outputFiles: [output])
        ]
    }

    /// The files below a folder, in the order of their names; none if there is no such folder. What is expected of fixtures is for tests.
    private static func files(in folder: URL, _ endings: [String]) throws -> [URL] {
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) ?? .init()
        return all.compactMap { $0 as? URL }
            .filter { url in
                endings.contains { url.lastPathComponent.hasSuffix(".\($0)") }
                    && !url.path(percentEncoded: false).contains("/fixtures/expected/")
            }
            .sorted { $0.path < $1.path }
    }
}
