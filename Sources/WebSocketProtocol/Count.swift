// Numbers of things, in words.

/// Numbers with what they count.
public enum Count {
    /// "1 byte", "3 bytes".
    ///
    /// - Parameter plural: where it is not the noun with an s.
    public static func words(_ count: some BinaryInteger, _ noun: String, plural: String? = nil) -> String {
        "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
    }
}
