// The built-in client: connects to the server in this process over real TCP, so that there is something to see without a browser.
//
//   handshake ▸ text "Hello" ▸ ping ▸ text in three fragments with a ping between ▸ binary ▸ close 1000
//
// Each step waits a moment, so that a class can follow.

import Capture
import WebSocketProtocol

extension EchoServer {
    /// Connects the demonstration client. It closes its connection after a few seconds.
    public func startDemonstration() {
        Task { [configuration = ownClient(Demonstration.name)] in
            // What goes wrong on the way, such as a server that stops, is for the inspector to show.
            try? await DemonstrationScript.play(configuration)
        }
    }

    /// Connects a client for what a user sends by hand. It offers compression where the server takes it, and stays until somebody closes it.
    public func openClient() async throws(ClientProblem) -> WebSocketClient {
        var configuration = ownClient("wslens")
        configuration.offersDeflate = compression != .off
        return try await WebSocketClient.connect(configuration)
    }

    /// A client of this process to this server, with its token.
    private func ownClient(_ program: String) -> ClientConfiguration {
        var configuration = ClientConfiguration(
            host: host == "0.0.0.0" ? "127.0.0.1" : host == "::" ? "::1" : host, port: port)
        if let token { configuration.headers.append(("Authorization", "Bearer \(token)")) }
        configuration.headers.append(("User-Agent", "\(program)/\(ProgramVersion.current)"))
        return configuration
    }
}

/// What the demonstration client sends.
enum DemonstrationScript {
    /// Between two frames.
    private static let pause = Duration.milliseconds(400)

    /// The frames; a Close follows them.
    private static let frames = [
        Frame(.text, payload: Array("Hello".utf8)),
        Frame(.ping, payload: Array("are you there?".utf8)),
        Frame(.text, payload: Array("A message ".utf8), fin: false),
        Frame(.continuation, payload: Array("in three ".utf8), fin: false),
        Frame(.ping),
        Frame(.continuation, payload: Array("fragments: é€😀".utf8)),
        Frame(.binary, payload: [0x00, 0x01, 0x7f, 0x80, 0xff]),
        Frame(.binary, payload: Array(repeating: 0x2a, count: 126)),
    ]

    static func play(_ configuration: ClientConfiguration) async throws {
        let client = try await WebSocketClient.connect(configuration)
        for frame in frames {
            try await client.send(frame)
            try await Task.sleep(for: pause)
        }
        try await client.close(.normal, reason: "done")
    }
}
