// The addresses under which others can reach the server.

import NIOCore
import WebSocketProtocol

enum ReachableAddresses {
    /// What to open in a browser. A server on all interfaces (0.0.0.0 or ::) names every address of this machine.
    ///
    /// - Parameter token: what clients must present; the page passes on what stands behind the question mark.
    static func urls(host: String, port: Int, token: String?) -> [String] {
        let query = token.map { "?token=" + PercentEncoding.encode($0) } ?? ""
        return urls(host: host, port: port).map { $0 + query }
    }

    private static func urls(host: String, port: Int) -> [String] {
        switch host {
        case "127.0.0.1", "localhost", "::1": ["http://localhost:\(port)/"]
        case "0.0.0.0": ["http://localhost:\(port)/"] + addresses(.inet).map { "http://\($0):\(port)/" }
        case "::":
            ["http://localhost:\(port)/"] + addresses(.inet).map { "http://\($0):\(port)/" }
                + addresses(.inet6).map { "http://[\($0)]:\(port)/" }
        default: [url(host: host, port: port)]
        }
    }

    /// The address of this machine's own way to the server.
    static func url(host: String, port: Int) -> String {
        let reachable = host == "0.0.0.0" ? "127.0.0.1" : host == "::" ? "::1" : host
        return reachable.contains(":") ? "http://[\(reachable)]:\(port)/" : "http://\(reachable):\(port)/"
    }

    /// The addresses of this machine's interfaces, without those that only it can use.
    private static func addresses(_ family: NIOBSDSocket.ProtocolFamily) -> [String] {
        let devices = (try? System.enumerateDevices()) ?? []
        let all = devices.compactMap(\.address).filter { $0.protocol == family }.compactMap(\.ipAddress)
        return all.filter { !$0.hasPrefix("127.") && $0 != "::1" && !$0.hasPrefix("fe80") }
    }
}
