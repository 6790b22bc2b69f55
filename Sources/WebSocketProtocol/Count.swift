// Numbers of things in words, and the verb that goes with them.

/// Numbers with what they count.
public enum Count {
    /// "1 byte", "3 bytes", "1,204 bytes".
    ///
    /// - Parameter plural: where it is not the noun with an s.
    public static func words(_ count: some BinaryInteger, _ noun: String, plural: String? = nil) -> String {
        "\(count.grouped) \(name(count, noun, plural))"
    }

    /// "is" for one, "are" for any other number.
    public static func be(_ count: some BinaryInteger) -> String { count == 1 ? "is" : "are" }

    private static func name(_ count: some BinaryInteger, _ noun: String, _ plural: String?) -> String {
        count == 1 ? noun : plural ?? noun + "s"
    }
}
