// What a peer sent, made safe to repeat: in a response, in the log.

extension StringProtocol {
    /// The first 80 of its characters that are printable ASCII. Nothing in it can end a header line or steer a terminal.
    var visible: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { (0x20..<0x7f).contains($0.value) }.prefix(80)))
    }
}
