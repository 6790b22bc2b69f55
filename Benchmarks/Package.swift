// swift-tools-version: 6.2
//
// What wslens costs: micro-benchmarks of the core, and the load generator of Benchmarks/servers. A package of its own,
// so that building wslens neither fetches nor builds any of it. README.md has the commands.

import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "wslens-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "wslens", path: ".."),
        // Runs a piece of code until the figures are steady, and compares them with an earlier run. Without its traits
        // it needs no jemalloc, and counts no allocations.
        .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
        // The options of the load generator.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        // The core's hot paths, one by one. The plugin takes a target in a folder named Benchmarks: this one.
        .executableTarget(
            name: "Micro",
            dependencies: [
                .product(name: "Benchmark", package: "benchmark"),
                .product(name: "Capture", package: "wslens"),
                .product(name: "WebSocketProtocol", package: "wslens"),
            ],
            path: "Micro",
            swiftSettings: strict,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
        // A client that sends messages as fast as their echoes come.
        .executableTarget(
            name: "EchoLoad",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "WebSocketProtocol", package: "wslens"),
            ],
            path: "EchoLoad",
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
