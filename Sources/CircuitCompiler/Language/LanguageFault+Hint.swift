extension LanguageFault {
    /// What the author could do, if there is more to say than the message.
    public var hint: String? {
        switch self {
        case .unexpectedCharacter(let scalar) where ("A"..."Z").contains(scalar): "names are lower-case"
        case .unexpectedCharacter("'"): "sentences stand in double quotes"
        case .unexpectedCharacter("."): "a number needs a digit before the point; a range is written 'a .. b'"
        case .unexpectedCharacter: nil
        case .controlCharacter("\t"): "use spaces"
        case .controlCharacter("\r"): "lines end with a line feed alone"
        case .controlCharacter: "a reader could not see it"
        case .unterminatedSentence: "write a long sentence on one line, or several sentences"
        case .malformedNumber: "no leading zeros, no exponent, a digit on both sides of the point"
        case .unknownDeclaration(_, let word?), .unknownName(_, let word?), .unknownIndexSet(_, let word?),
            .unknownIndex(_, let word?):
            "did you mean '\(word)'?"
        case .unknownDeclaration: "says, index, public, private, imports, let, require and exports begin a declaration"
        case .tooDeep: "name a part of it with 'let'"
        case .tableRounding: "rounded the other way the table would favour the prover"
        case .missingSentence(let isNot):
            isNot
                ? "add: says not \"...\" with what a reader might assume"
                : "add: says \"...\" with the claim in plain words"
        case .missingClaim: "add 'require' or 'exports'"
        case .unknownName: "declare it with 'public', 'private' or 'let' before its use"
        case .unknownIndexSet: "declare it with 'index'"
        case .unknownIndex: "an index is a variable of sum, min, max, mean_of_worst, capped, let or 'for'"
        case .unused: "remove it, or use it: a reader takes it for a part of the statement"
        case .notATable: "declare it as 'tier table'"
        case .notAGrouping: "declare it as 'element of' an index set"
        case .badDecimals: "declare it 'public NAME[set] : integer, 0 .. 18'"
        case .badPlaceholder: "a placeholder is a public number without index, or count(set)"
        case .unitMismatch: "multiply by a price or a rate that has both units"
        case .unitDependsOnIndex: "multiply by a price before adding"
        case .divisorNotPositive: "declare the parameter '> 0'"
        case .divisionByPrivate: "multiply the other side of the comparison instead"
        case .holdsOfOneSided: "only sums of private values may be compared"
        case .productOfOneSided: "only sums of private values may be multiplied with each other"
        case .signOfFactor: "declare the parameter '>= 0'"
        case .badCount: "declare it 'public NAME : integer, >= 1'"
        case .negativeTierValue: "a debt is a private value of its own, with its own rate"
        case .badShare: "declare it '>= 0'"
        case .publicRequirement: "a comparison of parameters is for whoever agrees to them"
        case .negativeRequirement: "it would pay for another circuit's requirement; export max(0, ...)"
        case .direction(_, let isUnderstated, _):
            isUnderstated
                ? "use it on the side of what the prover has, never on the side of what he needs, and never in an equality"
                : "use it on the side of what the prover needs, never on the side of what he has, and never in an equality"
        case .roundingDirection(_, let isUp, _): "round \(isUp ? "down" : "up"), or take it exactly"
        case .priceEdge(_, let isHigh, _):
            "take it \(isHigh ? "minus" : "plus") confidence: what the prover has counts low, what he needs counts high"
        case .roundingOfSigned: "declare it 'exact'"
        default: nil
        }
    }
}
