// What every entry of the catalogue has in common.

import Testing
import WebSocketProtocol

struct CatalogueTests {
    @Test(arguments: Rule.allCases) func entry(rule: Rule) {
        #expect(rule.sentence.text.hasSuffix("."))
        #expect(rule.citation.section.allSatisfy { $0.isNumber || $0 == "." } && !rule.citation.section.isEmpty)
        #expect(rule.rawValue.allSatisfy { $0 == "-" || $0.isNumber || $0.isLowercase })
        #expect(rule.level == .must)
        if let code = rule.closeCode { #expect(CloseCode(rawValue: code).mayBeSent) }
        if let status = rule.status { #expect((400...505).contains(status)) }
        #expect(
            rule.closeCode == nil || rule.status == nil, "a breach is answered before the connection is open or after")
    }
}
