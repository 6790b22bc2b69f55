// Rewriting an expected screen changes its literal and nothing else.

import Testing

@Suite struct ScreenLiteralTests {
    /// Two screens: the first begins after line 1, the second after line 8.
    private static let tests = ###"""
        expectScreen(
            first,
            is: """
             title

            keys
            """)
        expectScreen(second, is: #"""
            a \ b
            """#)
        """###

    @Test func theLiteralAfterTheLineIsReplaced() {
        #expect(
            ScreenLiteral.replacing(" title\n\nkeys", by: "new title\n\n\n  keys", in: Self.tests, fromLine: 1)
                == ###"""
                expectScreen(
                    first,
                    is: """
                    new title


                      keys
                    """)
                expectScreen(second, is: #"""
                    a \ b
                    """#)
                """###)
        #expect(
            ScreenLiteral.replacing(#"a \ b"#, by: #"\n "c""#, in: Self.tests, fromLine: 8) == ###"""
                expectScreen(
                    first,
                    is: """
                     title

                    keys
                    """)
                expectScreen(second, is: #"""
                    \n "c"
                    """#)
                """###)
    }

    /// From the last line up, each is found at the line that the compiler saw.
    @Test func severalOfOneFile() {
        let second = ScreenLiteral.replacing(#"a \ b"#, by: "a\nb", in: Self.tests, fromLine: 8)
        #expect(
            second.flatMap { ScreenLiteral.replacing(" title\n\nkeys", by: "1", in: $0, fromLine: 1) } == ###"""
                expectScreen(
                    first,
                    is: """
                    1
                    """)
                expectScreen(second, is: #"""
                    a
                    b
                    """#)
                """###)
    }

    /// Without hashes a backslash is written twice.
    @Test func aBackslash() {
        let test = ###"""
            expectScreen(x, is: """
                \\ zoom
                """)
            """###
        #expect(
            ScreenLiteral.replacing(#"\ zoom"#, by: #"\ \ "#, in: test, fromLine: 1)
                == test.split(separator: "zoom").joined(separator: #"\\ "#))
    }

    @Test func aTestMayBeginWithNothing() {
        #expect(
            ScreenLiteral.replacing("", by: "title\n\nkeys", in: "expectScreen(x, is: \"\"\"\n  \"\"\")", fromLine: 1)
                == "expectScreen(x, is: \"\"\"\n  title\n\n  keys\n  \"\"\")")
    }

    /// Other text than the compiler saw, other lines, and what a literal cannot hold as it is.
    @Test(arguments: [
        ("keys", "new", 1), (" title\n\nkeys", "new", 8), (" title\n\nkeys", "new", 0), ("x", "new", 99),
        (#"a \ b"#, ##"x """#"##, 8), (#"a \ b"#, ##"\#(x)"##, 8), (" title\n\nkeys", #"x """"#, 1),
    ])
    func anythingElseIsLeftAlone(old: String, new: String, line: Int) {
        #expect(ScreenLiteral.replacing(old, by: new, in: Self.tests, fromLine: line) == nil)
    }
}
