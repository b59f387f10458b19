/// What is wrong with the text of a circuit.
public enum LanguageFault: Equatable, Sendable {
    // MARK: Characters

    /// The text is longer than the limit in bytes.
    case tooLong(limit: Int)
    /// The text is not UTF-8.
    case notUTF8
    /// A character that no token begins with.
    case unexpectedCharacter(Unicode.Scalar)
    /// A control character, or one that changes how text is shown.
    case controlCharacter(Unicode.Scalar)
    /// A sentence without a closing quote on its line.
    case unterminatedSentence
    /// A backslash before something other than a quote or a backslash.
    case unknownEscape
    /// A number in another spelling than its one.
    case malformedNumber(String)
    /// A name longer than the limit in bytes.
    case nameTooLong(limit: Int)

    // MARK: Grammar

    /// Something else is wanted here.
    case expected(String, found: String)
    /// A declaration begins with an unknown word.
    case unknownDeclaration(String, suggestion: String?)
    /// A word of the language cannot be a name.
    case reservedWord(String)
    /// Expressions are nested deeper than the limit.
    case tooDeep(limit: Int)
    /// More of something than the limit.
    case tooMany(String, limit: Int)
    /// A whole number outside of its range.
    case numberOutOfRange(String, lower: Int, upper: Int)
    /// A tier table whose slopes are rounded the wrong way.
    case tableRounding(TierShape)
    /// A step of rounding that is zero.
    case zeroStep

    // MARK: Names

    /// The circuit does not say what it proves, or what not.
    case missingSentence(not: Bool)
    /// The circuit neither requires nor exports anything.
    case missingClaim
    /// A name is declared twice.
    case duplicateName(String, firstLine: Int)
    /// An index variable is bound inside of where it is bound already.
    case boundTwice(String)
    /// A value is imported or exported twice, or both.
    case interfaceTwice(String)
    /// A circuit that imports also exports, so that it could depend on itself.
    case importsAndExports
    /// A name that nothing declares.
    case unknownName(String, suggestion: String?)
    /// An index set that nothing declares.
    case unknownIndexSet(String, suggestion: String?)
    /// An index that no `in` binds.
    case unknownIndex(String, suggestion: String?)
    /// A value with another number of indices than declared.
    case indexCount(name: String, expected: Int, found: Int)
    /// An index that runs through another set than the declared one.
    case indexMismatch(name: String, expected: String, variable: String, found: String)
    /// A declaration that nothing uses.
    case unused(kind: String, name: String)
    /// The name of a table or grouping where a number is wanted.
    case notANumber(String, kind: String)
    /// The name of something else where a tier table is wanted.
    case notATable(String)
    /// The name of something else where a grouping is wanted.
    case notAGrouping(String)
    /// The decimals of a private value are not an integer parameter from 0 to 18.
    case badDecimals(String)
    /// A private value without its one index set.
    case privateIndexSets(String, found: Int)
    /// A price that is not indexed by one set.
    case priceIndexSets(String)
    /// A range or bounds without a value.
    case emptyRange(String)
    /// Bounds beyond what can be committed.
    case boundTooLarge(limit: String)
    /// Braces in a sentence that name nothing that can be shown.
    case badPlaceholder(String)

    // MARK: Units

    /// Two values with different units are added or compared.
    case unitMismatch(left: String, right: String)
    /// A unit of a declaration names an index set that is not exactly once among the declaration's own.
    case unitIndexSet(String)
    /// Values in units of different ids are joined.
    case unitDependsOnIndex(unit: String, variable: String)
    /// A value with a unit where a plain number is wanted.
    case notPlain(what: String, unit: String)
    /// A value in another unit than wanted.
    case wrongUnit(what: String, expected: String, found: String)

    // MARK: Values

    /// A product or sum of numbers with more bits than the limit.
    case numberTooLarge(bits: Int)
    /// A division by a private value.
    case divisionByPrivate
    /// A division by something that may be zero or negative.
    case divisorNotPositive
    /// A one-sided value is multiplied by a private one.
    case productOfOneSided
    /// A one-sided value is multiplied by a parameter that may be negative.
    case signOfFactor
    /// `holds` compares one-sided values.
    case holdsOfOneSided
    /// The count of the worst values is not a public integer of at least 1.
    case badCount
    /// A value that may be negative goes through a tier table.
    case negativeTierValue
    /// The share of `capped` is not a public number of at least 0.
    case badShare
    /// A requirement in which nothing is private.
    case publicRequirement
    /// An exported requirement that may be negative.
    case negativeRequirement

    // MARK: Directions

    /// A one-sided value stands where a worse one would help the prover.
    case direction(function: String, isUnderstated: Bool, user: DirectionUser)
    /// A parameter is rounded in the prover's favour.
    case roundingDirection(name: String, isUp: Bool, user: DirectionUser)
    /// A price at the edge of its confidence that favours the prover.
    case priceEdge(name: String, isHigh: Bool, user: DirectionUser)
    /// A rounded parameter where the sign of what it multiplies is not known.
    case roundingOfSigned(name: String, user: DirectionUser)
}

/// What an expression is a part of when its direction is judged.
public enum DirectionUser: Equatable, Sendable {
    /// A requirement.
    case requirement(String, line: Int)
    /// The export of a value.
    case export(String, line: Int)
}

/// A fault and the place where it is.
struct LanguageFailure: Error, Equatable, Sendable {
    let fault: LanguageFault
    let place: SourcePlace

    init(_ fault: LanguageFault, at place: SourcePlace) {
        self.fault = fault
        self.place = place
    }
}
