import Ristretto

/// A row that is made when it is wanted: most need points or proofs of their own.
struct SuiteRow {
    let name: String
    let make: () throws -> Benchmark
}

/// All rows, in the order of the table.
///
/// Bars of the vector kernel are ratios to libsodium in the same run, as absolute times drift from machine to machine:
/// 48.4 us is its multiplication plus addition, 3.4 us its decoding, 60 us its commitment, where the bars were set.
func allBenchmarks(on implementation: KernelImplementation) throws -> [SuiteRow] {
    let vector = implementation.kind == .avx512ifma
    func bar(_ ratio: Double) -> Benchmark.Bar { vector ? .ratio(ratio) : .none }
    let kernel = Lazy { try KernelBenchmarks(largest: 65536, on: implementation) }
    var rows: [SuiteRow] = [
        SuiteRow(name: "msm.256") { try kernel.get().variable(256, name: "msm.256", bar: bar(48.4 / 0.65)) },
        SuiteRow(name: "msm.1024") { try kernel.get().variable(1024, name: "msm.1024", bar: bar(48.4 / 0.46)) },
        SuiteRow(name: "msm.4096") { try kernel.get().variable(4096, name: "msm.4096", bar: bar(48.4 / 0.36)) },
        SuiteRow(name: "msm.65536") { try kernel.get().variable(65536, name: "msm.65536", bar: bar(48.4 / 0.30)) },
        SuiteRow(name: "msm-fixed.2048") {
            try kernel.get().fixed(2048, name: "msm-fixed.2048", bar: bar(48.4 / 0.29))
        },
        SuiteRow(name: "msm-ct.2048") {
            try kernel.get().constantTime(2048, name: "msm-ct.2048", bar: bar(48.4 / 0.60))
        },
        SuiteRow(name: "decode.4096") { try kernel.get().decode(4096, name: "decode.4096", bar: bar(3.4 / 0.28)) },
        SuiteRow(name: "encode.4096") {
            try kernel.get().encode(4096, name: "encode.4096", bar: vector ? .atMost(0.06) : .none)
        },
        SuiteRow(name: "commit.4096") { try kernel.get().commit(4096, name: "commit.4096", bar: bar(60 / 0.65)) },
    ]
    let portable = try KernelImplementation(.portable64)
    let portableKernel = Lazy { try KernelBenchmarks(largest: 65536, on: portable) }
    rows += [
        SuiteRow(name: "msm.1024.portable64") {
            try portableKernel.get().variable(1024, name: "msm.1024.portable64", bar: .ratio(11))
        },
        SuiteRow(name: "msm.65536.portable64") {
            try portableKernel.get().variable(65536, name: "msm.65536.portable64", bar: .ratio(20))
        },
        SuiteRow(name: "commit.4096.portable64") {
            try portableKernel.get().commit(4096, name: "commit.4096.portable64", bar: .ratio(5))
        },
    ]
    return rows + rangeBenchmarks(on: implementation) + innerProductBenchmarks(on: implementation)
        + epochBenchmarks()
        + circuitBenchmarks(on: implementation)
}

/// A value that is made at its first use.
final class Lazy<Value> {
    private let make: () throws -> Value
    private var made: Value?

    init(_ make: @escaping () throws -> Value) { self.make = make }

    func get() throws -> Value {
        if let made { return made }
        let value = try make()
        made = value
        return value
    }
}
