import BigNumbers
import CircuitModel
import Glibc
import Testing

@testable import CircuitCompiler

/// A portfolio of the size that the product is made for: how many rows it takes, and how long compiling takes.
@Suite struct CostTests {
    /// Positions, assets with tiered haircuts, a worst scenario; with `shortfall` the mean of the worst 2.5 % instead.
    static func portfolio(
        positions: Int, assets: Int, tiers: Int, scenarios: Int, shortfall: Bool = false
    ) throws -> StatementBuilder {
        var builder = StatementBuilder()
        var random = Linear(state: 42)
        var value = Form.zero
        let amount = BigInteger(0)...(BigInteger.powerOfTwo(62) - 1)
        for asset in 0..<assets {
            let units = try builder.input(.collateral, id: "a\(asset)", decimals: 8, range: amount, at: Sample.here)
            let price = BigRational(BigInteger(random.next(10_000_000) + 1)) * BigRational.powerOfTen(-2)
            var (slope, base) = (BigRational(1), BigRational.zero)
            var pieces: [Form] = []
            for tier in 0..<tiers {
                pieces.append(units * (price * slope) + Form(base))
                let lower = slope - BigRational.powerOfTen(-2) * BigRational(5)
                base += (slope - lower) * BigRational(1_000_000 * (tier + 1))
                slope = lower
            }
            value += try builder.minimum(of: pieces, at: Sample.here)
        }
        let signed = -BigInteger.powerOfTwo(62)...BigInteger.powerOfTwo(62)
        var held: [Form] = []
        for position in 0..<positions {
            held.append(try builder.input(.position, id: "p\(position)", decimals: 8, range: signed, at: Sample.here))
        }
        var losses: [Form] = []
        for _ in 0..<scenarios {
            var loss = Form.zero
            loss.reserveTerms(positions)
            for position in held {
                loss.add(position, times: BigRational(BigInteger(random.next(200_001) - 100_000)) * .powerOfTen(-2))
            }
            losses.append(loss)
        }
        let requirement: Form
        if shortfall {
            let k = max(1, scenarios / 40)
            requirement = try builder.worst(k, of: losses, at: Sample.here) * BigRational(1, over: BigInteger(k))
        } else {
            requirement = try builder.maximum(of: [.zero] + losses, at: Sample.here)
        }
        try builder.require(value * 10000 - requirement * 12000, isAtLeastZero: "covered", circuit: 0, at: Sample.here)
        return builder
    }

    /// Numbers that are the same in every run.
    struct Linear {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    /// Processor time of the fastest of three runs, in milliseconds.
    static func time(_ body: () throws -> Void) rethrows -> Double {
        var best = Double.infinity
        for _ in 0..<3 {
            let start = clock()
            try body()
            best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1000)
        }
        return best
    }

    @Test(arguments: [(64, false, 4096), (250, true, 8192)])
    func aLargePortfolio(_ scenarios: Int, _ shortfall: Bool, _ slots: Int) throws {
        var compilation: StatementCompilation?
        let milliseconds = try Self.time {
            compilation = try Sample.compile(
                Self.portfolio(positions: 200, assets: 20, tiers: 5, scenarios: scenarios, shortfall: shortfall))
        }
        let made = try #require(compilation)
        print("\(scenarios) scenarios: \(milliseconds) ms, \(made.cost)")
        #expect(made.cost.lookups.slots == slots)
        #expect(made.cost.inputs == 220)
        let inputs = try SecretIntegers((0..<220).map { $0 < 20 ? 1 << 50 : Int64(($0 * 7919) % 200_001) - 100_000 })
        let evaluationTime = try Self.time { _ = try made.evaluator.evaluate(inputs) }
        let encodingTime = Self.time { _ = made.statement.systemDigest }
        print("evaluate \(evaluationTime) ms, digest \(encodingTime) ms, \(made.statement.encoded().count) bytes")
        let evaluation = try made.evaluator.evaluate(inputs)
        #expect(evaluation.failedRequirements().isEmpty)
        let decodeTime = try Self.time { _ = try CompiledStatement(decoding: made.statement.encoded()) }
        print("encode and decode \(decodeTime) ms")
        #expect(try CompiledStatement(decoding: made.statement.encoded()) == made.statement)
    }
}
