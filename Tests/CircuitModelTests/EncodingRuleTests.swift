import Bulletproofs
import CircuitModel
import Testing

/// The rules that make rows modulo l mean what they say over the integers: each with the forgery that it prevents.
///
/// A statement is handed over in parts; whoever checks it relies on nothing that its maker claims.
@Suite struct EncodingRuleTests {
    static func form(_ terms: [(UInt32, Int64)], _ constant: Int64 = 0) throws -> IntegerForm {
        try wide(terms.map { ($0.0, Int256($0.1)) }, Int256(constant))
    }

    static func wide(_ terms: [(UInt32, Int256)], _ constant: Int256 = .zero) throws -> IntegerForm {
        try #require(
            IntegerForm(
                terms: terms.map { IntegerForm.Term(variable: $0.0, coefficient: $0.1) }, constant: constant))
    }

    static func input(_ id: String, _ lower: Int64 = 0, _ upper: Int64 = 255) -> InputDescriptor {
        InputDescriptor(
            kind: .collateral, id: [UInt8](id.utf8), nettingSet: 0, decimals: 0, lower: Int256(lower),
            upper: Int256(upper))
    }

    static func range(_ form: IntegerForm, _ width: Int) -> CompiledStatement.RangeRow {
        CompiledStatement.RangeRow(form: form, width: width)
    }

    /// x in [0, 256), y in [0, 256), and a witness h with x + 2 y - h in [0, 2^16).
    static func parts() throws -> CompiledStatement.Parts {
        var parts = CompiledStatement.Parts()
        parts.digitBits = 8
        parts.circuits = [
            CircuitReference(name: [UInt8]("test".utf8), version: 1, digest: CircuitDigest(tag: "circuit", fields: []))
        ]
        parts.inputs = [input("x"), input("y")]
        parts.witnesses = 1
        parts.ranges = [
            range(try form([(0, 1)]), 8), range(try form([(1, 1)]), 8),
            range(try form([(0, 1), (1, 2), (2, -1)]), 16),
        ]
        parts.definitions = [.range(0), .range(1), .range(2)]
        parts.labels = [RequirementLabel(row: 2, isEquality: false, circuit: 0, name: [])]
        return parts
    }

    static func fault(_ change: (inout CompiledStatement.Parts) throws -> Void) throws -> StatementFault? {
        var parts = try parts()
        try change(&parts)
        do {
            _ = try CompiledStatement(checking: parts)
            return nil
        } catch {
            return error
        }
    }

    @Test func boundsAreDerivedFromRows() throws {
        let statement = try CompiledStatement(checking: try Self.parts())
        #expect(statement.bounds[0] == Interval(.zero, Int256(255)))
        #expect(statement.bounds[2] == Interval(Int256(-65535), Int256(765)))
        #expect(statement.relation.ranges.count == 3)
    }

    /// Rule (i): Without a range of its own a committed value may be -1 mod l, and a sum of two may hide it.
    @Test func everyInputHasARangeOfItsOwn() throws {
        #expect(try Self.fault { $0.definitions[0] = .range(2) } == .unbounded(0))
        #expect(try Self.fault { $0.definitions[0] = .range(7) } == .unbounded(0))
        #expect(try Self.fault { $0.definitions[0] = .product(0) } == .unbounded(0))
        #expect(try Self.fault { $0.ranges[0] = Self.range(try Self.form([(0, 2)]), 8) } == .unbounded(0))
        #expect(try Self.fault { $0.definitions.removeLast() } == .size)
    }

    /// Rule (i): The lower bound is what the row proves, and the upper one must be reachable.
    @Test func anInputsRowMatchesItsBounds() throws {
        #expect(try Self.fault { $0.inputs[0] = Self.input("x", 0, 256) } == .inputRange(0))
        #expect(try Self.fault { $0.inputs[0] = Self.input("x", 1, 255) } == .inputRange(0))
        #expect(try Self.fault { $0.inputs[0] = Self.input("x", -1, 5) } == .inputRange(0))
        #expect(try Self.fault { $0.inputs[0] = Self.input("x", 9, 8) } == .input(0))
        // A gate bounds a bit and nothing else, an equality no input at all.
        func gated(_ lower: Int64, _ upper: Int64, _ constant: Int64) throws -> StatementFault? {
            try Self.fault {
                $0.inputs[0] = Self.input("x", lower, upper)
                $0.booleans = [try Self.form([(0, 1)], constant)]
                $0.definitions[0] = .boolean(0)
            }
        }
        #expect(try gated(0, 1, 0) == nil)
        #expect(try gated(5, 6, -5) == .inputRange(0))
        #expect(try gated(0, 0, 0) == .inputRange(0))
        let fixed = try Self.fault {
            $0.inputs[0] = Self.input("x", 5, 5)
            $0.equalities = [try Self.form([(0, 1)], -5)]
            $0.definitions[0] = .equality(0)
        }
        #expect(fixed == .unbounded(0))
    }

    /// Rule (ii): A witness that a row bounds only times 2 may be a half mod l: 2 h = 1 fits any small range, and h is
    /// about l / 2 wherever else it stands.
    @Test func aWitnessIsBoundedByARowWhereItsCoefficientIsOne() throws {
        #expect(
            try Self.fault { $0.ranges[2] = Self.range(try Self.form([(0, 1), (2, -2)]), 16) } == .unbounded(2))
        #expect(try Self.fault { $0.ranges[2] = Self.range(try Self.form([(0, 1), (2, 1)]), 16) } == nil)
    }

    /// Rule (ii): Two witnesses that bound only each other are both free: u - v is small for any u.
    @Test func witnessesAreBoundedInAWellFoundedOrder() throws {
        let circular = try Self.fault {
            $0.witnesses = 2
            $0.ranges[2] = Self.range(try Self.form([(2, 1), (3, -1)]), 8)
            $0.ranges.append(Self.range(try Self.form([(2, -1), (3, 1)]), 8))
            $0.definitions = [.range(0), .range(1), .range(2), .range(3)]
        }
        #expect(circular == .unbounded(2))
        // In the right order, each bounded by something that is bounded before.
        let chain = try Self.fault {
            $0.witnesses = 2
            $0.ranges.append(Self.range(try Self.form([(2, -1), (3, 1)]), 8))
            $0.definitions.append(.range(3))
        }
        #expect(chain == nil)
    }

    /// Rule (iii): A row whose form can reach l holds modulo l for values that are hugely negative.
    @Test func noRowCanWrapAround() throws {
        // 2^244 x: x up to 255 reaches just below l, so a width beside it goes beyond.
        let coefficient = Int256.powerOfTwo(244)
        for (width, expected) in [(192, nil), (248, StatementFault.wraps(.range(3)))] {
            let found = try Self.fault {
                $0.ranges.append(Self.range(try Self.wide([(0, coefficient)]), width))
            }
            #expect(found == expected, "width \(width)")
        }
        #expect(
            try Self.fault { $0.ranges.append(Self.range(try Self.wide([(0, Int256.powerOfTwo(250))]), 8)) }
                == .wraps(.range(3)))
        #expect(
            try Self.fault { $0.ranges.append(Self.range(try Self.wide([(0, .groupOrder)]), 8)) } == .wraps(.range(3)))
        #expect(
            try Self.fault { $0.ranges.append(Self.range(try Self.wide([(0, .one)], .groupOrder), 8)) }
                == .wraps(.range(3)))
        #expect(
            try Self.fault { $0.equalities.append(try Self.wide([(0, coefficient), (1, coefficient)])) }
                == .wraps(.equality(0)))
        #expect(
            try Self.fault { $0.booleans.append(try Self.wide([(0, coefficient), (1, coefficient)])) }
                == .wraps(.boolean(0)))
    }

    /// Rule (iii), to the unit: largest value + 2^width must stay below l.
    @Test func theMarginToTheOrderIsExact() throws {
        // A constant c and x in 0...255: c + 255 + 2^8 < l is the rule.
        let most = Int256.groupOrder &- Int256(255 + 256 + 1)
        #expect(try Self.fault { $0.ranges.append(Self.range(try Self.wide([(0, .one)], most), 8)) } == nil)
        #expect(
            try Self.fault { $0.ranges.append(Self.range(try Self.wide([(0, .one)], most &+ .one), 8)) }
                == .wraps(.range(3)))
        let least = Int256.zero &- most &- Int256(255)
        #expect(try Self.fault { $0.ranges.append(Self.range(try Self.wide([(0, .one)], least), 8)) } == nil)
        #expect(
            try Self.fault { $0.ranges.append(Self.range(try Self.wide([(0, .one)], least &- .one), 8)) }
                == .wraps(.range(3)))
    }

    /// Rule (iii) where a sum is exactly -2^255, whose magnitude no signed integer of 256 bits has: -2^251 times the sum of
    /// sixteen bits is at least 0 only if all are 0, but two of them give l - 2^252, which has 125 bits.
    @Test func aSumThatHasNoMagnitudeIsRefused() throws {
        func fault(bits count: Int) throws -> StatementFault? {
            try Self.fault {
                $0.inputs = (0..<count).map { Self.input("bit \($0)", 0, 1) }
                $0.witnesses = 0
                $0.booleans = try (0..<count).map { try Self.form([(UInt32($0), 1)]) }
                $0.definitions = (0..<count).map { .boolean($0) }
                let coefficient = Int256.zero &- Int256.powerOfTwo(251)
                $0.ranges = [Self.range(try Self.wide((0..<count).map { (UInt32($0), coefficient) }), 128)]
                $0.labels = []
            }
        }
        #expect(try fault(bits: 1) == nil)
        for count in [2, 4, 8, 9, 15, 16, 17, 32] {
            #expect(try fault(bits: count) == .wraps(.range(0)), "\(count) bits")
        }
    }

    /// Rule (iii): A product beyond l is another number modulo l.
    @Test func productsStayBelowTheOrder() throws {
        func product(_ exponent: Int) throws -> StatementFault? {
            try Self.fault {
                let side = try Self.wide([(0, Int256.powerOfTwo(exponent))])
                $0.products = [CompiledStatement.Product(left: side, right: side)]
            }
        }
        #expect(try product(118) == nil)
        #expect(try product(119) == .wraps(.product(0)))
    }

    /// Products are bounded by their factors, so a factor must be bounded first.
    @Test func aProductOfALaterOneIsRefused() throws {
        let later = try Self.fault {
            let own = try Self.form([(3, 1)])
            $0.products = [CompiledStatement.Product(left: own, right: own)]
        }
        #expect(later == .variable(.product(0), 3))
        // A witness defined through a product whose factor is that witness.
        let circular = try Self.fault {
            $0.products = [CompiledStatement.Product(left: try Self.form([(2, 1)]), right: try Self.form([(0, 1)]))]
            $0.ranges[2] = Self.range(try Self.form([(2, -1), (3, 1)]), 16)
        }
        #expect(circular == .unbounded(2))
    }

    /// Rule (iv): A bit is a gate; as one digit of a table it could be 255.
    @Test func aBitIsABooleanGate() throws {
        let bit = try Self.fault {
            $0.inputs[0] = Self.input("x", 0, 1)
            $0.booleans = [try Self.form([(0, 1)])]
            $0.definitions[0] = .boolean(0)
        }
        #expect(bit == nil)
        var parts = try Self.parts()
        parts.inputs[0] = Self.input("x", 0, 1)
        parts.booleans = [try Self.form([(0, 1)])]
        parts.definitions[0] = .boolean(0)
        #expect(try CompiledStatement(checking: parts).bounds[0] == Interval(.zero, .one))
        // As a digit it is not refused, but its bound is the digit's.
        parts.definitions[0] = .range(0)
        #expect(try CompiledStatement(checking: parts).bounds[0] == Interval(.zero, Int256(255)))
    }

    /// Rule (v): Inputs that only occur as a sum would let one stand in for the other.
    @Test func inputsAreTiedDownOneByOne() throws {
        let sum = try Self.fault {
            $0.ranges[0] = Self.range(try Self.form([(0, 1), (1, 1)]), 8)
        }
        #expect(sum == .unbounded(0))
    }

    /// Widths lie on the grid of digits, and below 250 bits.
    @Test(arguments: [0, 4, 12, 250, 256, -8]) func widthsOffTheGridAreRefused(_ width: Int) throws {
        let found = try Self.fault { $0.ranges[2] = Self.range($0.ranges[2].form, width) }
        #expect(found == .width(.range(2), bits: width))
    }

    @Test func descriptionsAreChecked() throws {
        #expect(try Self.fault { $0.inputs[1] = Self.input("x") } == .duplicateInput(0, 1))
        #expect(try Self.fault { $0.inputs[1] = Self.input("") } == .input(1))
        #expect(try Self.fault { $0.inputs[1] = Self.input(String(repeating: "x", count: 129)) } == .input(1))
        #expect(try Self.fault { $0.rung = 9999 } == .rung(9999))
        #expect(try Self.fault { $0.rung = 1_000_001 } == .rung(1_000_001))
        func described(
            _ set: UInt32, _ decimals: UInt8, _ lower: Int256, kind: InputKind = .collateral
        ) throws -> StatementFault? {
            try Self.fault {
                $0.inputs[0] = InputDescriptor(
                    kind: kind, id: [0x78], nettingSet: set, decimals: decimals, lower: lower, upper: Int256(255))
                $0.ranges[0] = Self.range(try Self.wide([(0, .one)], .zero &- lower), 8)
            }
        }
        #expect(try described(0, 77, .zero) == nil)
        #expect(try described(1, 77, .zero, kind: .position) == nil)
        // Only positions have netting sets: the same collateral in two of them would count twice.
        #expect(try described(1, 77, .zero) == .input(0))
        #expect(try described(1, 77, .zero, kind: .debt) == .input(0))
        #expect(try described(0, 78, .zero) == .input(0))
        #expect(try described(0, 77, .zero &- Int256.powerOfTwo(249)) == .input(0))
        func named(_ name: String, _ version: UInt32) throws -> StatementFault? {
            try Self.fault {
                $0.circuits = [
                    CircuitReference(
                        name: [UInt8](name.utf8), version: version, digest: CircuitDigest(tag: "circuit", fields: []))
                ]
            }
        }
        #expect(try named("a", 1) == nil)
        #expect(try named("", 1) == .circuit(0))
        #expect(try named("a b", 1) == .circuit(0))
        #expect(try named(String(repeating: "a", count: 65), 1) == .circuit(0))
        #expect(try named("a", 0) == .circuit(0))
        #expect(try Self.fault { $0.digitBits = 17 } == .width(.range(0), bits: 17))
        #expect(try Self.fault { $0.witnesses = -1 } == .size)
        #expect(
            try Self.fault { $0.labels = [RequirementLabel(row: 3, isEquality: false, circuit: 0, name: [])] }
                == .label(0))
        #expect(
            try Self.fault { $0.labels = [RequirementLabel(row: 0, isEquality: true, circuit: 0, name: [])] }
                == .label(0))
        #expect(
            try Self.fault { $0.labels = [RequirementLabel(row: 0, isEquality: false, circuit: 1, name: [])] }
                == .label(0))
        #expect(try Self.fault { $0.ranges[2] = Self.range(try Self.form([(3, 1)]), 8) } == .variable(.range(2), 3))
        #expect(IntegerForm(terms: [.init(variable: 0, coefficient: .zero)], constant: .zero) == nil)
        #expect(
            IntegerForm(
                terms: [.init(variable: 1, coefficient: .one), .init(variable: 0, coefficient: .one)], constant: .zero)
                == nil)
    }
}
