/// One row of the table: a piece of work, what it is compared with, and the bar that it has to meet.
struct Benchmark {
    /// What the work is compared with.
    enum Baseline {
        /// Another way to do the same, timed in the same run; `items` is how many items one call handles.
        case measured(name: String, items: Int, run: () throws -> Void)
        /// A published or agreed figure, in the row's unit.
        case reference(name: String, value: Double)
        /// Nothing comparable exists.
        case none
    }

    /// What the figure has to meet.
    enum Bar {
        /// At least this many times as fast as the baseline of the same run.
        case ratio(Double)
        /// At most this value in the row's unit.
        case atMost(Double)
        /// No bar.
        case none
    }

    /// How the figure is counted.
    enum Unit: String {
        case microsecondsPerItem = "us"
        case milliseconds = "ms"
        case mebibytes = "MiB"

        var perSecond: Double { self == .microsecondsPerItem ? 1e6 : 1e3 }
    }

    let name: String
    let unit: Unit
    /// How many items one call of `run` handles.
    let items: Int
    let bar: Bar
    let baseline: Baseline
    /// Does the work once.
    let run: () throws -> Void
    /// Whether the answer of the last call is right; asked before anything is printed.
    let check: () throws -> Bool
    /// What gives the figure of a row that is not a time, in place of `run`.
    var amount: (() throws -> Double)?
    /// Most rounds of work that takes seconds.
    var mostRounds = Int.max
}

/// What a benchmark gave.
struct Figure {
    let name: String
    let unit: String
    let value: Double
    let baseline: String?
    let baselineValue: Double?
    let bar: String
    let met: Bool?

    var ratio: Double? { baselineValue.map { $0 / value } }
}

/// A benchmark whose answer was wrong: no figure is printed for it.
struct WrongAnswer: Error {
    let name: String
}

extension Benchmark {
    /// Times the work and its baseline in turn and takes medians.
    ///
    /// - Parameters:
    ///   - rounds: How many rounds, 1 or more.
    ///   - minimumSeconds: How long one round lasts at least; short work is repeated within it.
    /// - Returns: The medians.
    /// - Throws: ``WrongAnswer`` before or after timing, and whatever the work throws.
    func measure(rounds: Int, minimumSeconds: Double) throws -> Figure {
        if let amount { return figure(value: try amount(), measuredBaseline: nil) }
        try run()
        guard try check() else { throw WrongAnswer(name: name) }
        let repetitions = try Self.repetitions(for: minimumSeconds, run)
        var ours: [Double] = []
        var theirs: [Double] = []
        for _ in 0..<min(rounds, mostRounds) {
            ours.append(try Self.time(repetitions, run) / Double(items) * unit.perSecond)
            if case .measured(_, let items, let run) = baseline {
                theirs.append(try Self.time(1, run) / Double(items) * unit.perSecond)
            }
        }
        guard try check() else { throw WrongAnswer(name: name) }
        return figure(value: median(ours), measuredBaseline: theirs.isEmpty ? nil : median(theirs))
    }

    private func figure(value: Double, measuredBaseline: Double?) -> Figure {
        let (baselineName, baselineValue): (String?, Double?) =
            switch baseline {
            case .measured(let name, _, _): (name, measuredBaseline)
            case .reference(let name, let value): (name, value)
            case .none: (nil, nil)
            }
        let (text, met): (String, Bool?) =
            switch bar {
            case .ratio(let wanted): (">= \(decimal(wanted, 0))x", baselineValue.map { $0 / value >= wanted })
            case .atMost(let wanted): ("<= \(decimal(wanted, 2)) \(unit.rawValue)", value <= wanted)
            case .none: ("", nil)
            }
        return Figure(
            name: name, unit: unit.rawValue, value: value, baseline: baselineName, baselineValue: baselineValue,
            bar: text, met: met)
    }

    private static func time(_ repetitions: Int, _ run: () throws -> Void) rethrows -> Double {
        let start = seconds()
        for _ in 0..<repetitions { try run() }
        return (seconds() - start) / Double(repetitions)
    }

    private static func repetitions(for minimum: Double, _ run: () throws -> Void) rethrows -> Int {
        let once = try time(1, run)
        return max(1, Int(minimum / max(once, 1e-7)))
    }
}
