// The letters of `BigText` that have a mark above or below: those of German, French, Spanish and the Scandinavian languages, and
// others of Latin-1. The mark takes the two upper rows of points, so that the letter below has three instead of five:
//
//   #.#   the mark
//   ...
//   .##   the letter
//   #.#
//   .##
//   ...   below the line

extension BigText {
    static let lettersWithMarks: [Character: String] = marked.merging(drawn) { $1 }

    /// A mark, and the letters that carry it with their forms under it.
    private static let marks: [(mark: String, letters: String, forms: String)] = [
        ("..# ...", "áéíóúýÁÉÍÓÚÝ", "aeiouyAEIOUY"),
        ("#.. ...", "àèìòùÀÈÌÒÙ", "aeiouAEIOU"),
        (".#. #.#", "âêîôûÂÊÎÔÛ", "aeiouAEIOU"),
        ("#.# ...", "äëïöüÿÄËÏÖÜ", "aeiouyAEIOU"),
        (".#.# #.#.", "ñãõÑÃÕ", "naoNAO"),
        (".#. ...", "åÅ", "aA"),
    ]

    /// The letters in three rows, and what hangs below the line.
    private static let forms: [Character: String] = [
        "a": ".## #.# .## ...",
        "e": ".## ##. .## ...",
        "i": ".#. .#. .#. ...",
        "n": "##. #.# #.# ...",
        "o": ".#. #.# .#. ...",
        "u": "#.# #.# .## ...",
        "y": "#.# .## ..# ##.",
        "A": ".#. ### #.# ...",
        "E": "### ##. ### ...",
        "I": "### .#. ### ...",
        "N": "#..# ##.# #.## ....",
        "O": "### #.# ### ...",
        "U": "#.# #.# ### ...",
        "Y": "#.# .#. .#. ...",
    ]

    private static let marked: [Character: String] = {
        var letters: [Character: String] = [:]
        for row in marks {
            for (letter, base) in zip(row.letters, row.forms) {
                guard let form = forms[base] else { continue }
                let lines = (row.mark + " " + form).split(separator: " ")
                let width = lines.map(\.count).max() ?? 0
                letters[letter] = lines.map { $0 + String(repeating: ".", count: width - $0.count) }
                    .joined(separator: " ")
            }
        }
        return letters
    }()

    /// Those that are drawn as a whole.
    private static let drawn: [Character: String] = [
        "ß": ".#. #.# ##. #.# ##. #..",
        "ç": "... .## #.. #.. .## .#.",
        "Ç": ".## #.. #.. #.. .## .#.",
        "æ": "##.#. ..#.# .#### #.#.. .#.## .....",
        "Æ": ".#### #.#.. ##### #.#.. #.### .....",
        "ø": ".... .#.# #.## ##.# #.#. ....",
        "Ø": ".### #.## #.## ##.# ###. ....",
        "¡": ". # . # # #",
        "¿": ".#. ... .#. #.. ### ...",
    ]
}
