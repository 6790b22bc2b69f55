// What the parameters of permessage-deflate break, in an offer and in an answer, RFC 7692 §7 and §7.1.
//
//   offer    an offer that breaks a rule must be declined; the connection may open without compression
//   answer   an answer that breaks a rule fails the connection

/// Judges offers and answers of permessage-deflate.
enum DeflateRules {
    /// What an offer breaks.
    static func violations(ofOffer offer: ExtensionOffer) -> [Violation] {
        guard offer.isDeflate else { return [] }
        return offer.parameters.indices.compactMap { index in
            let parameter = offer.parameters[index]
            let problem =
                DeflateParameter(name: parameter.name) == nil
                ? "\(parameter.words), which is not a parameter of it" : offer.malformation(at: index, isOffer: true)
            return problem.map { Violation(.deflateOfferMalformed, at: parameter.range, detail: $0) }
        }
    }

    /// What the answers of a server break.
    ///
    /// - Parameter offers: The extensions that the client offered.
    static func violations(ofAnswer answers: [ExtensionOffer], to offers: [ExtensionOffer]) -> [Violation] {
        let answers = answers.filter(\.isDeflate)
        guard let answer = answers.first else { return [] }
        var found = answers.dropFirst().map { Violation(.deflateAnswerRepeated, at: $0.range) }
        for index in answer.parameters.indices {
            let parameter = answer.parameters[index]
            if DeflateParameter(name: parameter.name) == nil {
                found.append(
                    Violation(.deflateAnswerParameterUnknown, at: parameter.range, detail: parameter.words))
            } else if let problem = answer.malformation(at: index, isOffer: false) {
                found.append(
                    Violation(.deflateAnswerParameterMalformed, at: parameter.range, detail: problem))
            }
        }
        let offers = offers.filter(\.isDeflate)
        let allowed = offers.filter { violations(ofOffer: $0).isEmpty }
        if allowed.isEmpty, !offers.isEmpty {
            let detail = "each offer of \(ExtensionOffer.deflate) breaks a rule, and must be declined"
            return found + [Violation(.deflateAnswerNotOffered, at: answer.range, detail: detail)]
        }
        let mismatches = allowed.map { Self.mismatches(answer, to: $0) }
        // A client may offer several sets of parameters; the answer is to one of them.
        guard let first = mismatches.first, mismatches.allSatisfy({ !$0.isEmpty }) else { return found }
        return found + first
    }

    /// What makes an answer none to an offer (§7.1.1, §7.1.2).
    private static func mismatches(_ answer: ExtensionOffer, to offer: ExtensionOffer) -> [Violation] {
        var found: [Violation] = []
        if let bits = answer.first(.clientMaxWindowBits), !offer.has(.clientMaxWindowBits) {
            found.append(Violation(.deflateAnswerNotOffered, at: bits.range, detail: bits.words))
        }
        if offer.has(.serverNoContextTakeover), !answer.has(.serverNoContextTakeover) {
            let name = DeflateParameter.serverNoContextTakeover.rawValue
            found.append(
                Violation(.deflateAnswerExceedsOffer, at: answer.range, detail: "\(name) was offered, and is missing"))
        }
        guard let offered = offer.windowBits(.serverMaxWindowBits) else { return found }
        let name = DeflateParameter.serverMaxWindowBits.rawValue
        guard let answered = answer.first(.serverMaxWindowBits) else {
            let detail = "\(name)=\(offered) was offered, and is missing"
            return found + [Violation(.deflateAnswerExceedsOffer, at: answer.range, detail: detail)]
        }
        if let bits = answered.windowBits, bits > offered {
            let detail = "\(answered.words), where \(offered) was offered"
            found.append(Violation(.deflateAnswerExceedsOffer, at: answered.range, detail: detail))
        }
        return found
    }
}

extension ExtensionOffer {
    /// What is wrong with a known parameter by its value or by its place; nil where nothing is.
    fileprivate func malformation(at index: Int, isOffer: Bool) -> String? {
        let parameter = parameters[index]
        guard let kind = DeflateParameter(name: parameter.name) else { return nil }
        if parameters[..<index].contains(where: { kind.rawValue.matchesIgnoringCase($0.name) }) {
            return "\(kind.rawValue) for the second time"
        }
        switch kind {
        case .serverNoContextTakeover, .clientNoContextTakeover:
            return parameter.value == nil ? nil : "\(parameter.words), which takes no value"
        case .clientMaxWindowBits where isOffer && parameter.value == nil: return nil
        case .serverMaxWindowBits, .clientMaxWindowBits:
            guard parameter.value != nil else { return "\(parameter.words) without a value" }
            guard parameter.windowBits == nil else { return nil }
            let isPadded = parameter.value.flatMap { Int($0) }.map(DeflateParameters.windowBits.contains) == true
            return
                "\(parameter.words), where 8 to 15 is allowed\(isPadded ? ", in digits alone, without zeros in front" : "")"
        }
    }
}

extension ExtensionOffer.Parameter {
    /// The parameter as it is written.
    var words: String { value.map { "\(name)=\($0)" } ?? name }
}
