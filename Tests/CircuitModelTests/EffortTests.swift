import Bulletproofs
import CircuitModel
import Glibc
import Testing

/// What a stranger's statement costs: checking takes time in proportion to its size.
@Suite struct EffortTests {
    /// A product of all witnesses waits until the last of them is bounded, and must not be looked through for each one.
    private static func seconds(witnesses: Int) throws -> Double {
        var parts = try EncodingRuleTests.parts()
        parts.witnesses = witnesses
        parts.ranges.removeLast()
        parts.definitions.removeLast()
        for index in 0..<witnesses {
            parts.definitions.append(.range(parts.ranges.count))
            parts.ranges.append(EncodingRuleTests.range(try EncodingRuleTests.form([(UInt32(2 + index), 1)]), 8))
        }
        let sum = try EncodingRuleTests.form((0..<witnesses).map { (UInt32(2 + $0), 1) })
        parts.products = [CompiledStatement.Product(left: sum, right: sum)]
        let start = processorTime()
        let statement = try CompiledStatement(checking: parts)
        let end = processorTime()
        #expect(statement.bounds.last?.upper == Int256(Int64(255 * witnesses) * Int64(255 * witnesses)))
        return end - start
    }

    /// The time of this thread alone, whatever else runs.
    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    @Test func aWaitingProductIsNotLookedThroughAgain() throws {
        let few = try Self.seconds(witnesses: 6000)
        let many = try Self.seconds(witnesses: 48000)
        // Eight times the size; 64 times the work if every witness meant a look at the product.
        #expect(many < 24 * few, "\(few) s, then \(many) s")
    }
}
