// All close codes, for a page to look them up (RFC 6455 §7.4.1, §7.4.2; §11.7 founds the registry that has those of later).

extension CloseCode {
    /// A line of the table: one code, or a range of codes that mean the same.
    public struct Row: Sendable, Hashable {
        /// The codes.
        public let codes: ClosedRange<UInt16>
        /// One of them that stands for all.
        public let example: CloseCode

        fileprivate init(_ codes: ClosedRange<UInt16>, like example: UInt16? = nil) {
            self.codes = codes
            self.example = CloseCode(rawValue: example ?? codes.lowerBound)
        }

        /// The number, or the first and the last: "1000", "3000-3999".
        public var numbers: String {
            codes.count == 1 ? "\(codes.lowerBound)" : "\(codes.lowerBound)-\(codes.upperBound)"
        }

        /// Its name, what it means, and where that is said.
        public var sentence: Sentence {
            let section: Citation =
                switch example.rawValue {
                case 1000...1011, 1015: "7.4.1"
                case 1012...1014: "11.7"
                default: "7.4.2"
                }
            let (name, meaning) = (example.name, example.meaning)
            return Sentence(meaning.hasPrefix(name) ? meaning : "\(name). \(meaning)", section: section)
        }
    }

    /// 1000 to 1015 one by one, and the ranges around them. 3001 stands for its range, since 3000 is registered.
    public static let table: [Row] =
        [Row(0...999)] + (1000...1015).map { Row($0...$0) }
        + [Row(1016...2999), Row(3000...3999, like: 3001), Row(4000...4999)]
}
