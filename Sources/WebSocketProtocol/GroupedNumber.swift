// Numbers as people read them.

extension BinaryInteger {
    /// The number with its thousands apart: "1,204".
    public var grouped: String {
        guard magnitude >= 1000 else { return String(self) }
        var digits = String(magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }
}
