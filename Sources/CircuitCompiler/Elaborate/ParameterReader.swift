internal import BigNumbers
internal import StrictJSON

/// Reads the object of one circuit in a parameter file.
///
/// - seealso: `docs/circuits.md`, section "Parameters".
struct ParameterReader {
    /// The most ids of an index set.
    static let maximumIDs = 4096
    /// The most bytes of an id.
    static let maximumIDLength = 128
    /// The most numbers of one parameter.
    static let maximumNumbers = 1 << 20
    /// The most tiers of one table.
    static let maximumTiers = 64

    let circuit: CircuitSyntax
    let prices: [String: PriceQuote]
    var values = ParameterValues()

    /// Reads all parameters of a circuit.
    ///
    /// - Parameters:
    ///   - circuit: The circuit.
    ///   - object: Its object.
    ///   - prices: The price snapshot by id.
    /// - Returns: The parameters.
    /// - Throws: ``ParameterFailure``.
    static func values(
        of circuit: CircuitSyntax, from object: JSONValue, prices: [String: PriceQuote]
    ) throws(ParameterFailure) -> ParameterValues {
        var reader = ParameterReader(circuit: circuit, prices: prices)
        do throws(JSONFailure) {
            var members = try object.object()
            try reader.read(&members)
            try members.finish()
        } catch {
            throw .json(error)
        }
        try reader.readPrices()
        return reader.values
    }

    private init(circuit: CircuitSyntax, prices: [String: PriceQuote]) {
        self.circuit = circuit
        self.prices = prices
    }

    private mutating func read(_ members: inout JSONObjectReader) throws(JSONFailure) {
        let version = try members.required("version")
        guard try version.integer(in: 1...1_000_000) == Int(circuit.version) else {
            throw version.failure(.refused("the circuit has version \(circuit.version)"))
        }
        for set in circuit.indexSets { values.ids[set.name] = try ids(members.required(set.name)) }
        if circuit.privates.contains(where: { $0.role == .positions }), let join = members.optional("join_netting_sets")
        {
            values.joinsNettingSets = try join.bool()
        }
        for parameter in circuit.publics {
            switch parameter.content {
            case .number(let unit, let range, let rounding, .parameters):
                let reading = NumberReading(unit: unit, range: range, rounding: rounding)
                values.numbers[parameter.name] = try each(parameter, in: members.required(parameter.name)) {
                    reader, value, path throws(JSONFailure) in try reader.number(value, reading, path)
                }
            case .number(_, _, _, .prices): break
            case .integer(let range):
                values.numbers[parameter.name] = try each(parameter, in: members.required(parameter.name)) {
                    _, value, _ throws(JSONFailure) in
                    let number = BigRational(BigInteger(try value.integer() as Int64))
                    guard Self.contains(range, number) else { throw value.failure(.integerOutOfRange) }
                    return number
                }
            case .tierTable(let shape, let rounding):
                values.tables[parameter.name] = try each(parameter, in: members.required(parameter.name)) {
                    reader, value, path throws(JSONFailure) in try reader.table(value, shape, rounding, path)
                }
            case .element(let set):
                let groups = values.ids[set.name] ?? []
                values.elements[parameter.name] = try each(parameter, in: members.required(parameter.name)) {
                    _, value, _ throws(JSONFailure) in
                    guard let position = groups.firstIndex(of: try value.string()) else {
                        throw value.failure(.refused("not in the index set \(set.name)"))
                    }
                    return position
                }
            }
        }
    }

    // MARK: - Index sets and vectors

    private func ids(_ value: JSONValue) throws(JSONFailure) -> [String] {
        var ids: [String] = []
        for element in try value.array() {
            let id = try element.string()
            guard (1...Self.maximumIDLength).contains(id.utf8.count), id.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
            else { throw element.failure(.refused("an id has 1 to 128 printable ASCII characters without spaces")) }
            if let last = ids.last, !last.utf8.lexicographicallyPrecedes(id.utf8) {
                throw element.failure(.refused("ids stand in ascending order of their bytes, each once"))
            }
            ids.append(id)
        }
        guard (1...Self.maximumIDs).contains(ids.count) else {
            throw value.failure(.refused("an index set has 1 to \(Self.maximumIDs) ids"))
        }
        return ids
    }

    /// Reads a parameter for each of its ids: a value, an object by id, or an object of arrays.
    private mutating func each<Element>(
        _ parameter: PublicDeclaration, in value: JSONValue,
        _ read: (inout ParameterReader, JSONValue, ParameterPath) throws(JSONFailure) -> Element
    ) throws(JSONFailure) -> [Element] {
        let sets = parameter.indexSets.map { values.ids[$0.name] ?? [] }
        guard sets.reduce(1, { $0 * $1.count }) <= Self.maximumNumbers else {
            throw value.failure(.refused("more than \(Self.maximumNumbers) numbers"))
        }
        switch sets.count {
        case 0: return [try read(&self, value, ParameterPath(name: parameter.name, ids: []))]
        case 1:
            var elements: [Element] = []
            for (id, member) in try members(of: value, sets[0]) {
                elements.append(try read(&self, member, ParameterPath(name: parameter.name, ids: [id])))
            }
            return elements
        default:
            var elements: [Element] = []
            elements.reserveCapacity(sets[0].count * sets[1].count)
            for (id, row) in try members(of: value, sets[0]) {
                for (column, element) in zip(sets[1], try row.array(count: sets[1].count)) {
                    elements.append(try read(&self, element, ParameterPath(name: parameter.name, ids: [id, column])))
                }
            }
            return elements
        }
    }

    /// The members of an object that has exactly the wanted keys, in their order.
    private func members(of value: JSONValue, _ keys: [String]) throws(JSONFailure) -> [(String, JSONValue)] {
        var reader = try value.object()
        var members: [(String, JSONValue)] = []
        members.reserveCapacity(keys.count)
        for key in keys { members.append((key, try reader.required(key))) }
        try reader.finish()
        return members
    }

    // MARK: - Numbers

    /// What a declaration says about its numbers.
    struct NumberReading {
        let unit: UnitSyntax
        let range: ValueRange
        let rounding: Rounding
    }

    private mutating func number(
        _ value: JSONValue, _ reading: NumberReading, _ path: ParameterPath
    ) throws(JSONFailure) -> BigRational {
        let given = try Self.number(value)
        guard let used = use(given, reading, path) else { throw value.failure(.refused(Self.outside(reading.range))) }
        return used
    }

    /// Rounds a number as declared and brings it into whole units; nil when it is out of range, rounded or not.
    private mutating func use(_ given: BigRational, _ reading: NumberReading, _ path: ParameterPath) -> BigRational? {
        guard Self.contains(reading.range, given) else { return nil }
        let used = rounded(given, reading.rounding, path)
        guard Self.contains(reading.range, used) else { return nil }
        return used * .powerOfTen(-reading.unit.scale)
    }

    /// A decimal, or a fraction of two integers where no decimal is exact.
    static func number(_ value: JSONValue) throws(JSONFailure) -> BigRational {
        guard let number = number(try value.string()) else {
            throw value.failure(.refused("not a decimal number like \"-1.25\" or a fraction like \"1/3\""))
        }
        return number
    }

    private static func number(_ text: String) -> BigRational? {
        guard text.utf8.count <= 128 else { return nil }
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return try? BigRational(decimal: text) }
        guard let numerator = try? BigInteger(decimal: parts[0]), let denominator = try? BigInteger(decimal: parts[1]),
            denominator > .one, let fraction = try? BigRational(numerator, over: denominator),
            // One spelling: in lowest terms.
            fraction.denominator == denominator
        else { return nil }
        return fraction
    }

    mutating func rounded(_ given: BigRational, _ rounding: Rounding, _ path: ParameterPath) -> BigRational {
        let (step, isUp): (BigRational, Bool)
        switch rounding {
        case .exact: return given
        case .up(let literal): (step, isUp) = (literal.value, true)
        case .down(let literal): (step, isUp) = (literal.value, false)
        }
        // The parser refused a step of zero.
        guard let used = try? given.rounded(toMultipleOf: step, upwards: isUp) else { return given }
        if used != given {
            values.roundings.append(
                RoundingNote(parameter: path.description, given: given.description, used: used.description))
        }
        return used
    }

    static func contains(_ range: ValueRange, _ number: BigRational) -> Bool {
        switch range {
        case .signed: true
        case .atLeast(let bound): number >= bound.value
        case .above(let bound): number > bound.value
        case .between(let lower, let upper): lower.value <= number && number <= upper.value
        case .oneOf(let numbers): numbers.contains { $0.value == number }
        }
    }

    private static func outside(_ range: ValueRange) -> String {
        switch range {
        case .signed: "not a number"
        case .atLeast(let bound): "the circuit declares it >= \(bound.text)"
        case .above(let bound): "the circuit declares it > \(bound.text)"
        case .between(let lower, let upper): "the circuit declares it within \(lower.text) .. \(upper.text)"
        case .oneOf(let numbers): "the circuit declares it one of " + numbers.map(\.text).joined(separator: ", ")
        }
    }

    // MARK: - Tier tables

    private mutating func table(
        _ value: JSONValue, _ shape: TierShape, _ rounding: Rounding, _ path: ParameterPath
    ) throws(JSONFailure) -> TierTable {
        let elements = try value.array()
        guard elements.count <= Self.maximumTiers else {
            throw value.failure(.refused("a table has at most \(Self.maximumTiers) tiers"))
        }
        var tiers: [TierTable.Tier] = []
        for (number, element) in elements.enumerated() {
            var reader = try element.object()
            let to = try reader.required("to")
            let bound = to.isNull ? nil : try Self.number(to)
            let rate = try Self.number(reader.required("percent")) * .powerOfTen(-2)
            try reader.finish()
            tiers.append(
                TierTable.Tier(bound: bound, rate: rounded(rate, rounding, path.tier(number + 1))))
        }
        do throws(TierTable.Fault) {
            return try TierTable(tiers, shape)
        } catch {
            throw (error.tier.map { elements[$0] } ?? value).failure(.refused(error.words))
        }
    }

    // MARK: - Prices

    private mutating func readPrices() throws(ParameterFailure) {
        for parameter in circuit.publics {
            guard case .number(let unit, let range, let rounding, .prices(let edge)) = parameter.content,
                let set = parameter.indexSets.first
            else { continue }
            let reading = NumberReading(unit: unit, range: range, rounding: rounding)
            var numbers: [BigRational] = []
            for id in values.ids[set.name] ?? [] {
                guard let quote = prices[id] else { throw .missingPrice(parameter: parameter.name, id: id) }
                // It would swap the edges.
                guard !quote.confidence.isNegative else {
                    throw .badPrice(parameter: parameter.name, id: id, reason: "its confidence is negative")
                }
                let path = ParameterPath(name: parameter.name, ids: [id])
                guard let number = use(quote.price(at: edge), reading, path) else {
                    throw .badPrice(parameter: parameter.name, id: id, reason: Self.outside(range))
                }
                numbers.append(number)
            }
            values.numbers[parameter.name] = numbers
        }
    }
}
