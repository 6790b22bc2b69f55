// Text that was cut: what is left of a character at the end is left out, and what is not UTF-8 is still not text.

import Testing
import WebSocketProtocol

struct CutTextTests {
    @Test(
        arguments: [
            ("48 69", "Hi", "Hi"),
            ("48 c3", nil, "H"),
            ("48 e2 82", nil, "H"),
            ("48 f0 9f 98", nil, "H"),
            ("48 f0 9f 98 80", "H😀", "H😀"),
            ("c3", nil, ""),
            ("", "", ""),
            ("48 ff 69 69 69", nil, nil),
            ("48 80 80 80 80", nil, nil),
        ] as [(String, String?, String?)])
    func text(bytes: String, whole: String?, cut: String?) {
        #expect(String(utf8: hex(bytes), isCut: false) == whole)
        #expect(String(utf8: hex(bytes), isCut: true) == cut)
    }
}
