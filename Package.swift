// swift-tools-version: 6.2
//
// wslens: a WebSocket microscope for the terminal. The map of the targets is in ARCHITECTURE.md; Scripts/check-imports
// holds them to it.

import PackageDescription

/// CI takes no warning of ours. What a newer release of a dependency calls deprecated stays a warning, since the day of
/// that release is not ours to choose. Dependencies have settings of their own.
let warnings: [SwiftSetting] =
    Context.environment["CI"] == "true"
    ? [.treatAllWarnings(as: .error), .treatWarning("DeprecatedDeclaration", as: .warning)] : []

/// Every target says which imports its public declarations show, names existential types as such, and builds as Swift 6.
let strict: [SwiftSetting] =
    warnings + [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]

let package = Package(
    name: "wslens",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "wslens", targets: ["wslens"]),
        .library(name: "WebSocketProtocol", targets: ["WebSocketProtocol"]),
        // For Benchmarks/.
        .library(name: "Capture", targets: ["Capture"]),
    ],
    dependencies: [
        // Sockets and the event loop of the echo server.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        // The commands: options, help, completions, exit statuses.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Deque for the event log, which drops from its front when it is full.
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        // File descriptors and paths as values: opening, reading and writing files, with the words of the system's errors.
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        // RFC 6455 as values and pure state machines. Imports nothing.
        .target(name: "WebSocketProtocol", swiftSettings: strict),
        // The event log that a live connection and a recording have in common.
        .target(
            name: "Capture",
            dependencies: ["WebSocketProtocol", .product(name: "DequeModule", package: "swift-collections")],
            swiftSettings: strict),
        // The real server: feeds bytes to the core, executes its actions, appends to the log.
        .target(
            name: "EchoServer",
            dependencies: [
                "Capture", "Compression", "WebSocketProtocol",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            resources: [.embedInCode("Page/page.html")],
            swiftSettings: strict),
        // The cell grid, layout, key events and widgets. Imports nothing.
        .target(name: "TerminalUI", swiftSettings: strict),
        // ncurses, with functions in place of the macros that Swift cannot import.
        .systemLibrary(
            name: "CNCurses", providers: [.apt(["libncurses-dev"]), .brew(["ncurses"])]),
        // What has to happen in signal handlers, where Swift cannot go.
        .target(name: "CSignals"),
        // The one place that talks to ncurses.
        .target(
            name: "NCursesTerminal", dependencies: ["CNCurses", "CSignals", "TerminalUI"], swiftSettings: strict),
        // libyaml, for the blocks of lesson files. (Yams would import all of Foundation.)
        .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        // zlib, for compressed messages. (The core's own inflater explains; zlib is what everybody else speaks.)
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        // Streams of DEFLATE data over zlib, for the server's side of a connection.
        .target(name: "Compression", dependencies: ["CZlib"], swiftSettings: strict),
        // Lessons: their files, exercises, graders and mutants, and a student's way through them. Pure.
        .target(
            name: "Lessons", dependencies: ["CYAML", "Capture", "WebSocketProtocol"], swiftSettings: strict),
        // The lessons, fixtures and mutants' source, put into the program as text.
        .target(name: "BuiltInFiles", swiftSettings: strict, plugins: ["EmbedFiles"]),
        .plugin(name: "EmbedFiles", capability: .buildTool(), dependencies: ["EmbedTool"]),
        .executableTarget(name: "EmbedTool", path: "Plugins/EmbedTool"),
        // Model, update and views of the inspector: pure.
        .target(
            name: "Inspector", dependencies: ["Capture", "Lessons", "TerminalUI", "WebSocketProtocol"],
            swiftSettings: strict),
        // The commands and the run loop.
        .executableTarget(
            name: "wslens",
            dependencies: [
                "BuiltInFiles", "CSignals", "Capture", "EchoServer", "Inspector", "Lessons", "NCursesTerminal",
                "TerminalUI",
                "WebSocketProtocol",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),

        // What the tests of several targets share.
        .target(
            name: "TestSupport", dependencies: ["Capture", "WebSocketProtocol"], path: "Tests/TestSupport",
            swiftSettings: strict),
        .testTarget(
            name: "WebSocketProtocolTests", dependencies: ["TestSupport", "WebSocketProtocol"], swiftSettings: strict),
        .testTarget(name: "CaptureTests", dependencies: ["Capture", "TestSupport"], swiftSettings: strict),
        // What the allocator says of itself, for the soak.
        .systemLibrary(name: "CMalloc", path: "Tests/CMalloc"),
        .testTarget(
            name: "EchoServerTests",
            dependencies: [
                "CMalloc", "Compression", "EchoServer", "TestSupport",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CompressionTests", dependencies: ["CZlib", "Compression", "TestSupport", "WebSocketProtocol"],
            swiftSettings: strict),
        .testTarget(name: "TerminalUITests", dependencies: ["TerminalUI"], swiftSettings: strict),
        .testTarget(
            name: "LessonsTests", dependencies: ["BuiltInFiles", "Capture", "Lessons", "TestSupport"],
            exclude: ["Transcripts"], swiftSettings: strict),
        .testTarget(
            name: "InspectorTests", dependencies: ["BuiltInFiles", "Inspector", "Lessons", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "CommandTests", dependencies: ["Capture", "wslens"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
