extension LanguageFault {
    /// The fault in a sentence without a full stop.
    public var message: String {
        switch self {
        case .tooLong(let limit): "the file is longer than \(limit) bytes"
        case .notUTF8: "the file is not UTF-8"
        case .unexpectedCharacter(let scalar): "unexpected character \(Self.name(scalar))"
        case .controlCharacter(let scalar): "control character \(Self.name(scalar))"
        case .unterminatedSentence: "the sentence does not end on its line"
        case .unknownEscape: "a backslash stands only before a quote or a backslash"
        case .malformedNumber(let text): "'\(text)' is not a number"
        case .nameTooLong(let limit): "a name has at most \(limit) characters"

        case .expected(let wanted, let found): "\(wanted) expected, \(found) found"
        case .unknownDeclaration(let word, _): "no declaration begins with \(word)"
        case .reservedWord(let word): "'\(word)' is a word of the language and cannot be a name"
        case .tooDeep(let limit): "expressions are nested more than \(limit) deep"
        case .tooMany(let what, let limit): "more than \(limit) \(what)"
        case .numberOutOfRange(let text, let lower, let upper):
            "\(text) is not a whole number from \(lower) to \(upper)"
        case .tableRounding(.concave): "slopes of a concave tier table may only be exact or round down"
        case .tableRounding(.convex): "slopes of a convex tier table may only be exact or round up"
        case .zeroStep: "a rounding step is greater than zero"

        case .missingSentence(let isNot):
            "the circuit does not say what a verified proof \(isNot ? "does not mean" : "means")"
        case .missingClaim: "the circuit neither requires nor exports anything"
        case .duplicateName(let name, let line): "'\(name)' is already declared in line \(line)"
        case .boundTwice(let name): "'\(name)' is already bound here"
        case .interfaceTwice(let name): "'\(name)' is imported or exported a second time"
        case .importsAndExports: "a circuit that imports a value cannot export one"
        case .unknownName(let name, _): "nothing is called '\(name)'"
        case .unknownIndexSet(let name, _): "there is no index set '\(name)'"
        case .unknownIndex(let name, _): "'\(name)' is not bound here by 'in'"
        case .indexCount(let name, let expected, let found):
            "'\(name)' takes \(Self.count(expected, "index", "indices")), \(found) given"
        case .indexMismatch(let name, let expected, let variable, let found):
            "'\(name)' is indexed by \(expected) here, but '\(variable)' runs through \(found)"
        case .unused(let kind, let name): "\(kind) '\(name)' is never used"
        case .notANumber(let name, let kind): "'\(name)' is \(kind) and not a number"
        case .notATable(let name): "'\(name)' is not a tier table"
        case .notAGrouping(let name): "'\(name)' is not declared as an element of an index set"
        case .badDecimals(let name): "'\(name)' is not an integer parameter within 0 .. 18"
        case .privateIndexSets(let name, let found):
            "private '\(name)' needs exactly one index set, \(found) given"
        case .priceIndexSets(let name): "'\(name)' comes from prices, so it needs exactly one index set"
        case .emptyRange(let text): "nothing lies in \(text)"
        case .boundTooLarge(let limit): "a committed integer lies between -\(limit) and \(limit)"
        case .badPlaceholder(let text): "'{\(text)}' names nothing that a sentence can show"

        case .unitMismatch(let left, let right): "\(left) and \(right) do not go together"
        case .unitIndexSet(let name):
            "the unit names '\(name)', which is not exactly once among the index sets of this declaration"
        case .unitDependsOnIndex(let unit, let variable):
            "values in \(unit) differ in unit from one '\(variable)' to the next"
        case .notPlain(let what, let unit): "\(what) is a number without a unit, not \(unit)"
        case .wrongUnit(let what, let expected, let found): "\(what) is in \(expected), not \(found)"

        case .divisionByPrivate: "division by a private value"
        case .divisorNotPositive: "division by something that is not declared greater than zero"
        case .productOfOneSided: "\(Self.oneSided) is multiplied by a private value"
        case .numberTooLarge(let bits): "a number here may have more than \(bits) bits"
        case .signOfFactor: "\(Self.oneSided) is multiplied by something that may be negative"
        case .holdsOfOneSided: "holds compares \(Self.oneSided)"
        case .badCount: "the count of mean_of_worst is not a public integer of at least 1"
        case .negativeTierValue: "the value sent through the tier table may be negative"
        case .badShare: "the share of capped is not a public number of at least zero"
        case .publicRequirement: "nothing in this requirement is private"
        case .negativeRequirement: "the exported requirement may be negative"

        case .direction(let function, let isUnderstated, let user):
            "\(function) is proven only as 'at \(isUnderstated ? "most" : "least")' its true value, and "
                + "\(user.words) is helped by a \(isUnderstated ? "lower" : "higher") one"
        case .roundingDirection(let name, let isUp, let user):
            "rounding '\(name)' \(isUp ? "up" : "down") helps the prover in \(user.words)"
        case .priceEdge(let name, let isHigh, let user):
            "'\(name)' is the price \(isHigh ? "plus" : "minus") its confidence, which helps the prover in \(user.words)"
        case .roundingOfSigned(let name, let user):
            "'\(name)' is rounded, but in \(user.words) it multiplies something of either sign"
        }
    }

    private static let oneSided = "a value of min, max, abs, pos, tiered, mean_of_worst, capped or an import"

    private static func count(_ number: Int, _ one: String, _ many: String) -> String {
        number == 0 ? "no \(one)" : "\(number) \(number == 1 ? one : many)"
    }

    private static func name(_ scalar: Unicode.Scalar) -> String {
        if scalar.isASCII, scalar.value > 0x20, scalar.value != 0x7f { return "'\(scalar)'" }
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}

extension DirectionUser {
    /// The user in words.
    var words: String {
        switch self {
        case .requirement(let name, let line): "requirement '\(name)' (line \(line))"
        case .export(let name, let line): "the export of \(name) (line \(line))"
        }
    }
}
