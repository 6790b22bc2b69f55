// The files of the mutants keep to the shape that the screen and the students need.

import BuiltInFiles
import Lessons
import Testing

@Suite struct ListingTests {
    /// What somebody who knows another language would stumble over.
    private static let forbidden = [
        "guard", "nil", "if let", "??", "?.", "?]", "as?", "as!", "try", "throws", "inout", "mutating", "override",
        "&+",
        "&-", "&*", "$0", " in {", "map", "reduce", "filter", "<T", "some ", "any ", "@", "weak", "defer", "\\(",
        "private", "the bug", "socket.end",
    ]

    @Test(arguments: Mutants.all.map(\.id)) func theCodeFitsTheScreen(_ id: String) throws {
        let listing = try mutant(id).builtInListing()
        #expect((3...14).contains(listing.lines.count))
        #expect((1...listing.lines.count).contains(listing.bugLine))
        for line in listing.lines {
            #expect(line.count <= 44 && !line.isEmpty && line.last != " ", "\(line)")
            #expect(line.utf8.allSatisfy { (0x20...0x7e).contains($0) }, "\(line)")
            for word in Self.forbidden { #expect(!line.contains(word), "\(word) in: \(line)") }
        }
        #expect(listing.lines[0].hasPrefix("func ") && listing.lines.last == "}")
        // The code stands alone: its braces match.
        #expect(
            listing.lines.joined().filter { $0 == "{" }.count == listing.lines.joined().filter { $0 == "}" }.count)
    }

    /// Whoever takes another line for the wrong one hears what it does.
    @Test(arguments: Mutants.all.map(\.id)) func eachLineHasItsSentence(_ id: String) throws {
        let listing = try mutant(id).builtInListing()
        #expect(listing.notes.count == listing.lines.count)
        for (index, line) in listing.lines.enumerated() where index + 1 != listing.bugLine {
            let isBrace = line.allSatisfy { $0 == " " || $0 == "}" }
            #expect(isBrace == (listing.notes[index] == nil), "\(line)")
            #expect(listing.notes[index]?.hasSuffix(".") ?? true)
        }
        #expect(listing.notes[listing.bugLine - 1] == nil)
    }

    @Test(arguments: Mutants.all.map(\.id)) func theHeadSaysWhatThereIsToKnow(_ id: String) throws {
        let listing = try mutant(id).builtInListing()
        #expect(listing.title.hasSuffix("."))
        #expect(listing.shows.contains("RFC 6455 §") || listing.shows.contains("RFC 7692 §"))
        #expect(!listing.field.isEmpty && !listing.agrees.isEmpty)
    }

    @Test func everyFileIsAMutant() {
        let folder = "Sources/Lessons/Mutants/"
        let files = BuiltInFiles.paths.filter { $0.hasPrefix(folder) && $0.dropFirst(folder.count).contains("/") }
        #expect(Set(files) == Set(Mutants.all.map(\.path)))
    }

    @Test func theListingOfX2() throws {
        let listing = try mutant("X2").builtInListing()
        #expect(
            listing.lines.joined(separator: "\n") == """
                func readFrame() {
                    readHeader()
                    let key = keyBytes()
                    for piece in payloadReads() {
                        for i in 0..<piece.count {
                            let mask = key[i % 4]
                            let byte = piece[i] ^ mask
                            frame.payload.append(byte)
                        }
                    }
                }
                """)
        #expect(listing.bugLine == 6)
        #expect(listing.notes[1] == "It reads all that stands before the payload.")
        #expect(listing.notes[5] == nil && listing.notes[10] == nil)
        #expect(listing.title == "It starts with key byte 0 again in each read.")
        #expect(listing.field == "Boost.Beast (issue 1061)")
        #expect(listing.witness == .legal)
    }

    /// A file without one of its parts is not a listing.
    @Test(arguments: [
        "// Mutant X2:", "// Shows:", "// Field:", "// Agrees:", "// Witness:", "// The code begins.",
        "// The code ends.", "// the bug",
    ]) func aFileWithoutAPartIsNone(_ part: String) throws {
        let x2 = try mutant("X2")
        let text = try #require(BuiltInFiles.text(x2.path))
        let lines = text.split(separator: "\n").filter { !$0.contains(part) }
        #expect(lines.count == text.split(separator: "\n").count - 1)
        #expect(x2.listing(lines.joined(separator: "\n")) == nil)
        #expect(try mutant("M1").listing(text) == nil)
    }
}
