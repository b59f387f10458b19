import BigNumbers
import Testing

@testable import CircuitCompiler

/// What the parts of the language compute, in circuits of their own.
@Suite struct ExpressionTests {
    /// A circuit over holdings and positions with whole decimals.
    static func source(_ body: String) throws -> CircuitSource {
        let text = """
            circuit sample version 1
            says "a"
            says not "b"
            index asset, instrument
            private held[asset] : units of asset at 0, 0 ..< 1000, from role collateral
            private position[instrument] : lots of instrument at 0, -1000 ..< 1000, from role positions
            public price[asset] : usd per unit of asset, > 0, exact
            public rate[instrument] : usd per lot of instrument, signed, exact
            \(body)
            """
        do throws(Diagnostic) {
            return try CircuitSource.parse(Array(text.utf8), file: "sample.circuit")
        } catch {
            throw error
        }
    }

    static let base = """
        "version":1,"asset":["a","b"],"instrument":["x","y"],"price":{"a":"1","b":"2"},"rate":{"x":"1","y":"-3"}
        """

    /// The names of the requirements that fail; the rows must agree.
    static func failed(
        _ body: String, _ further: String = "", _ amounts: [String: String],
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws -> [String] {
        let comma = further.isEmpty ? "" : ","
        let trial = try StatementTrial([(try source(body), "{\(base)\(comma)\(further)}")])
        let outcome = try trial.run(amounts)
        #expect((outcome.violations == 0) == outcome.failed.isEmpty, sourceLocation: sourceLocation)
        return outcome.failed
    }

    @Test("Hidden bits count how many losses a limit does not cover")
    func holds() throws {
        let body = """
            public limit : usd, >= 0, exact
            public allowed : integer, 0 .. 2
            let gross = sum(a in asset) price[a] * held[a]
            let exceeding = sum(i in instrument) (1 - holds(limit >= rate[i] * position[i]))
            require few "f": exceeding <= allowed
            require some "s": gross >= 1 * limit
            """
        let parameters = "\"limit\":\"10\",\"allowed\":1"
        let amounts = ["collateral:a": "10"]
        // Losses of 11 and of 30: two exceed. At the limit none does.
        #expect(
            try Self.failed(body, parameters, amounts.merging(["position:x": "11", "position:y": "-10"]) { $1 })
                == ["few"])
        #expect(
            try Self.failed(body, parameters, amounts.merging(["position:x": "10", "position:y": "-10"]) { $1 }) == [])
    }

    @Test("A capped sum counts no part above its share of the sum")
    func capped() throws {
        let body = """
            public share[asset] : percent, 0 .. 100, round down to 1
            public least : usd, >= 0, exact
            let counted = capped(a in asset, share[a]) (price[a] * held[a])
            let idle = sum(i in instrument) rate[i] * position[i]
            require enough "e": counted >= least + 0 * idle
            """
        // 90 and 10, each at most half: T = min(90, T/2) + 10, so 20.
        let amounts = ["collateral:a": "90", "collateral:b": "5"]
        let share = "\"share\":{\"a\":\"50.9\",\"b\":\"50\"},\"least\""
        #expect(try Self.failed(body, "\(share):\"20\"", amounts) == [])
        #expect(try Self.failed(body, "\(share):\"20.01\"", amounts) == ["enough"])
        let trial = try StatementTrial([(try Self.source(body), "{\(Self.base),\(share):\"20\"}")])
        let notes = trial.compilation.circuits[0].roundings
        #expect(notes == [RoundingNote(parameter: "share[a]", given: "50.9", used: "50")])
    }

    @Test("Squares, products, quotients, equalities and pairs of ids")
    func arithmetic() throws {
        let body = """
            public weight[asset, instrument] : ratio, signed, exact
            public divisor : ratio, > 0, exact
            let total = sum(a in asset) price[a] * held[a]
            let swing = sum(i in instrument) rate[i] * position[i]
            let crossed = sum(a in asset) sum(i in instrument) weight[a, i] * (price[a] * held[a]) * (rate[i] * position[i])
            require squared "s": square(total) >= square(swing) + crossed / divisor
            require flat "f": total - 2 * -swing = 0
            require each for i in instrument "e": rate[i] * position[i] <= total
            """
        let parameters = "\"weight\":{\"a\":[\"1\",\"0\"],\"b\":[\"0\",\"0.5\"]},\"divisor\":\"2\""
        // total = 4 + 6 = 10, swing = 1 - 6 = -5, crossed = 4 * 1 + 0.5 * 6 * -6 = -14.
        let amounts = ["collateral:a": "4", "collateral:b": "3", "position:x": "1", "position:y": "2"]
        #expect(try Self.failed(body, parameters, amounts) == [])
        let uneven = amounts.merging(["position:x": "2"]) { $1 }
        #expect(try Self.failed(body, parameters, uneven) == ["flat"])
        let large = amounts.merging(["position:x": "-31", "position:y": "-20"]) { $1 }
        #expect(try Self.failed(body, parameters, large) == ["squared", "flat", "each[y]"])
    }

    @Test("Minima and maxima over part of an index set; nothing to choose from is refused")
    func folds() throws {
        let body = """
            index side
            public side_of[asset] : element of side
            public floor : usd, >= 0, exact
            let least[s in side] = min(a in asset where side_of[a] = s) price[a] * held[a]
            let worst = max(i in instrument) rate[i] * position[i]
            require covered for s in side "c": least[s] >= max(worst, floor)
            """
        let amounts = ["collateral:a": "6", "collateral:b": "3", "position:x": "6"]
        let parameters = "\"side\":[\"l\",\"r\"],\"side_of\":{\"a\":\"l\",\"b\":\"r\"},\"floor\":\"1\""
        #expect(try Self.failed(body, parameters, amounts) == [])
        #expect(
            try Self.failed(body, parameters, amounts.merging(["position:y": "-3"]) { $1 })
                == ["covered[l]", "covered[r]"])
        let lopsided = parameters.replacingOccurrences("\"b\":\"r\"", "\"b\":\"l\"")
        #expect(throws: CompilationFailure.self) { try Self.failed(body, lopsided, amounts) }
    }

    /// Whether a body is refused for a number that grows beyond 4096 bits.
    private static func isTooLarge(_ body: String, _ parameters: String) throws -> Bool {
        do throws(CompilationFailure) {
            let parameters = try? StatementTrial.json(parameters)
            let source = try? Self.source(body)
            guard let parameters, let source else { return false }
            _ = try StatementCompiler.compile(circuits: [source], parameters: ["sample": parameters], prices: [:])
            return false
        } catch {
            guard case .statement(.numberTooLarge, _) = error else {
                Issue.record("\(error)")
                return false
            }
            return true
        }
    }

    @Test(
        "Numbers that double with every step, and common denominators of a hundred numbers, are refused before they grow"
    )
    func largeNumbers() throws {
        let common = """
            let gross = sum(a in asset) price[a] * held[a]
            let swing = sum(i in instrument) rate[i] * position[i]
            require known "k": gross >= swing
            public share[asset] : ratio, > 0, exact
            """
        // 3^(2^60) has more digits than there is memory.
        var squares = common + "\nlet s0 = sum(a in asset) share[a]"
        for step in 1...60 { squares += "\nlet s\(step) = square(s\(step - 1))" }
        squares += "\nrequire covered \"c\": gross * s60 >= 0"
        let two = "{\(Self.base),\"share\":{\"a\":\"1\",\"b\":\"2\"}}"
        #expect(try Self.isTooLarge(squares, two))

        // Denominators of 30 digits without common divisors: 10^29 + odd numbers mostly have none.
        let ids = (0..<100).map { "a\(100 + $0)" }
        let share = ids.enumerated().map { "\"\($1)\":\"1/1000000000000000000000000\(10001 + 2 * $0)\"" }
        let many = """
            {"version":1,"asset":[\(ids.map { "\"\($0)\"" }.joined(separator: ","))],"instrument":["x"],"rate":{"x":"1"},
             "price":{\(ids.map { "\"\($0)\":\"1\"" }.joined(separator: ","))},"share":{\(share.joined(separator: ","))}}
            """
        #expect(try Self.isTooLarge(common + "\nrequire c \"c\": gross * sum(a in asset) share[a] >= 0", many))
        #expect(
            try Self.isTooLarge(common + "\nrequire c \"c\": sum(a in asset) share[a] * price[a] * held[a] >= 0", many))
        #expect(
            try Self.isTooLarge(
                common + "\nrequire c \"c\": sum(a in asset) gross / share[a] + sum(a in asset) gross * share[a] >= 0",
                many))
    }

    @Test("A long chain of definitions is computed, a longer one refused", arguments: [(40, true), (200, false)])
    func chains(_ length: Int, _ isComputed: Bool) throws {
        var body = "let s0 = sum(a in asset) price[a] * held[a] + sum(i in instrument) rate[i] * position[i]"
        for step in 1...length { body += "\nlet s\(step) = sum(a in asset) (s\(step - 1) - 0.5 * s\(step - 1))" }
        body += "\nrequire c \"c\": s\(length) >= 0"
        if isComputed {
            #expect(try Self.failed(body, "", ["collateral:a": "1"]) == [])
        } else {
            #expect(throws: CompilationFailure.tooLarge(circuit: "sample")) {
                try Self.failed(body, "", ["collateral:a": "1"])
            }
        }
    }

    @Test("Text that asks for endless work is refused")
    func budget() throws {
        let body = """
            let gross = sum(a in asset) price[a] * held[a]
            let swing = sum(i in instrument) rate[i] * position[i]
            let many = sum(a in asset) sum(b in asset) sum(c in asset) (gross + swing)
            require covered "c": many >= 0
            """
        let ids = (0..<300).map { "\"a" + String(repeating: "0", count: 3 - String($0).count) + "\($0)\"" }
        let parameters = """
            {"version":1,"asset":[\(ids.joined(separator: ","))],"instrument":["x"],"rate":{"x":"1"},
             "price":{\(ids.map { $0 + ":\"1\"" }.joined(separator: ","))}}
            """
        #expect(throws: CompilationFailure.tooLarge(circuit: "sample")) {
            try StatementTrial([(try Self.source(body), parameters)])
        }
    }
}

extension String {
    fileprivate func replacingOccurrences(_ old: String, _ new: String) -> String { replacing(old, with: new) }
}
