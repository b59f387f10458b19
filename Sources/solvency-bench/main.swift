// `make bench`: times the work that proofs are made of, each beside its baseline in the same run, on one core, and
// checks every answer. usage: solvency-bench [--rounds N] [--quick] [--out FILE] [NAME-PREFIX ...]
import Glibc
import Ristretto
import Sodium

struct Options {
    var rounds = 7
    var minimumSeconds = 0.05
    var out = ".build/bench.json"
    var prefixes: [String] = []
    /// The ledger whose tree is built once.
    var treeOf: String?
    /// The one row to run once, for its peak memory.
    var memoryRow: String?

    init?(_ arguments: [String]) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--rounds":
                guard let text = rest.popFirst(), let number = Int(text), number > 0 else { return nil }
                rounds = number
            case "--quick": (rounds, minimumSeconds) = (3, 0.01)
            case "--out":
                guard let path = rest.popFirst() else { return nil }
                out = path
            case TreeRun.option:
                guard let path = rest.popFirst() else { return nil }
                treeOf = path
            case PeakMemory.option:
                guard let row = rest.popFirst() else { return nil }
                memoryRow = row
            case _ where argument.hasPrefix("-"): return nil
            default: prefixes.append(argument)
            }
        }
    }
}

func fail(_ message: String, code: Int32) -> Never {
    let line = Array("solvency-bench: error: \(message)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    exit(code)
}

guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
    fail("usage: solvency-bench [--rounds N] [--quick] [--out FILE] [NAME-PREFIX ...]", code: 64)
}

do {
    try Sodium.start()
    if let path = options.treeOf {
        let (read, tree) = try TreeRun.measure(path: path)
        print("\(decimal(read, 3)) \(decimal(tree, 3))")
        exit(0)
    }
    let implementation = try KernelImplementation.chosen()
    let suite = try allBenchmarks(on: implementation)
    if let name = options.memoryRow {
        guard let row = suite.first(where: { $0.name == name }) else { fail("no benchmark has such a name", code: 64) }
        let benchmark = try row.make()
        try benchmark.run()
        guard try benchmark.check() else { throw WrongAnswer(name: name) }
        guard let peak = PeakMemory.ownKibibytes() else { fail("no figure of memory", code: 70) }
        print(peak)
        exit(0)
    }
    let wanted = suite.filter { row in
        options.prefixes.isEmpty || options.prefixes.contains { row.name.hasPrefix($0) }
    }
    if wanted.isEmpty { fail("no benchmark has such a name", code: 64) }
    print("kernel implementation: \(implementation); one core; medians of \(options.rounds) rounds")
    print(Report.heading())
    var figures: [Figure] = []
    for row in wanted {
        let figure = try row.make().measure(rounds: options.rounds, minimumSeconds: options.minimumSeconds)
        print(Report.row(figure))
        fflush(nil)
        figures.append(figure)
    }
    let text = Report.json(figures)
    guard let file = fopen(options.out, "w") else { fail("cannot write \(options.out)", code: 73) }
    let written = fputs(text, file)
    guard fclose(file) == 0, written >= 0 else { fail("cannot write \(options.out)", code: 73) }
} catch let error as WrongAnswer {
    fail("\(error.name): wrong answer", code: 70)
} catch {
    fail("\(error)", code: 70)
}
