// A section in full and in a few columns, and where it stands in a sentence.

import Testing
import WebSocketProtocol

struct CitationTests {
    @Test(
        arguments: [
            ("5.2", "RFC 6455 §5.2", "§5.2"),
            (Citation(.rfc7692, "7.2.1"), "RFC 7692 §7.2.1", "RFC 7692 §7.2.1"),
            (Citation(.fips180, "6.1.2"), "FIPS 180-4 §6.1.2", "FIPS 180-4 §6.1.2"),
        ] as [(Citation, String, String)])
    func text(citation: Citation, full: String, brief: String) {
        #expect(citation.text == full)
        #expect(citation.brief == brief)
    }

    @Test(arguments: [
        (Sentence("It is so.", section: "5.2"), "It is so (RFC 6455 §5.2).", "It is so. (RFC 6455 §5.2)"),
        (
            Sentence("It is so.", section: Citation(.rfc9110, "15.2")), "It is so (RFC 9110 §15.2).",
            "It is so. (RFC 9110 §15.2)"
        ),
        (Sentence("It is so."), "It is so.", "It is so."),
        (Sentence("Is it?", section: "5.2"), "Is it?", "Is it? (RFC 6455 §5.2)"),
        (Sentence(""), "", ""),
    ])
    func placeInASentence(sentence: Sentence, inside: String, behind: String) {
        #expect(sentence.cited == inside)
        #expect(sentence.citedBehind == behind)
    }
}
