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

    /// "1 byte", "1,000 bytes", "64 KiB", "16 MiB": in the largest unit of which it is a whole number.
    public static func bytes(_ count: Int) -> String {
        for (unit, shift) in [("GiB", 30), ("MiB", 20), ("KiB", 10)] where count > 0 && count % (1 << shift) == 0 {
            return "\((count >> shift).grouped) \(unit)"
        }
        return words(count, "byte")
    }

    private static func name(_ count: some BinaryInteger, _ noun: String, _ plural: String?) -> String {
        count == 1 ? noun : plural ?? noun + "s"
    }
}
