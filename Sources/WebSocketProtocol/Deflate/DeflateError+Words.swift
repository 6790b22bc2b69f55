// What is wrong with DEFLATE data, in words (RFC 1951 §3.2).

extension DeflateError {
    /// What was found, as a part of a sentence: "a block of type 11, which is reserved".
    public var words: String {
        switch self {
        case .reservedBlock: "a block of type 11, which is reserved"
        case .storedLengthMismatch: "a stored block whose length is not followed by its inverse"
        case .tooManyCodeLengths: "more code lengths than there are symbols"
        case .lengthsNotACode(let alphabet): "code lengths of the \(alphabet.words) that do not make a code"
        case .nothingToRepeat: "a first code length that repeats the one before it"
        case .repeatsTooOften: "a code length that is repeated beyond the last symbol"
        case .noEndOfBlock: "a block without a code for its end"
        case .noSuchCode(let alphabet): "bits that are not a code of the \(alphabet.words)"
        case .distanceTooFar(let distance, let available):
            "a copy from \(Count.words(distance, "byte")) back, where only \(available.grouped) can be copied"
        case .endsInsideBlock: "the message ends before its block does"
        }
    }

    /// The section that says so.
    public var citation: Citation {
        switch self {
        case .reservedBlock: Citation(.rfc1951, "3.2.3")
        case .storedLengthMismatch: Citation(.rfc1951, "3.2.4")
        case .distanceTooFar: Citation(.rfc1951, "3.2.5")
        case .tooManyCodeLengths, .nothingToRepeat, .repeatsTooOften, .noEndOfBlock: Citation(.rfc1951, "3.2.7")
        case .lengthsNotACode, .noSuchCode: Citation(.rfc1951, "3.2.2")
        case .endsInsideBlock: Citation(.rfc7692, "7.2.2")
        }
    }
}

extension DeflateAlphabet {
    /// What its symbols are.
    public var words: String {
        switch self {
        case .codeLengths: "code lengths"
        case .literals: "literals and lengths"
        case .distances: "distances"
        }
    }
}
