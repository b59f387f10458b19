import Glibc
import StrictJSON
import Synchronization

/// Reports how far a long step has come: what, how much, at which rate, and how long it will still take.
///
/// On a terminal one line is redrawn, elsewhere there is a line at each tenth; as JSON a line each second, and one at the
/// end. It is safe to call from several threads and prints at most ten times a second.
public final class ProgressMeter: Sendable {
    private struct State {
        var completed = 0
        var lastDrawn: UInt64 = 0
        var lastTenth = 0
        /// When the step began, and how much of it was found done; the rate counts from there.
        var start: UInt64?
        var found = 0
        var isFinished = false
    }

    private let console: Console
    private let label: String
    private let total: Int
    private let state = Mutex(State())

    /// A meter for a step.
    ///
    /// - Parameters:
    ///   - label: what is being done, such as `range proofs`.
    ///   - total: the number of units of work, at least 0.
    ///   - console: the console; the meter is silent unless it shows progress.
    public init(_ label: String, total: Int, console: Console) {
        self.label = label
        self.total = total
        self.console = console
    }

    /// Counts units of work as completed.
    ///
    /// - Parameter count: how many.
    public func advance(by count: Int = 1) { add(count, isFound: false) }

    /// Counts units of work that an earlier run completed: they do not enter the rate.
    ///
    /// - Parameter count: how many.
    public func skip(_ count: Int) { add(count, isFound: true) }

    private func add(_ count: Int, isFound: Bool) {
        guard let form = console.progressForm, total > 0, count > 0 else { return }
        state.withLock { state in
            state.completed = min(total, state.completed + count)
            if isFound { state.found += count }
            if state.start == nil { state.start = Self.milliseconds }
            switch form {
            case .json: printJSON(&state)
            case .text where console.diagnostics.isTerminal: redraw(&state)
            case .text: printTenth(&state)
            }
        }
    }

    /// Says that the step begins, so that the rate counts from now; may be said again until anything is counted.
    public func begin() {
        guard console.progressForm != nil else { return }
        state.withLock { if $0.completed == 0 { $0.start = Self.milliseconds } }
    }

    /// Ends the line on a terminal, so that what follows begins on a fresh one.
    public func finish() {
        guard let form = console.progressForm, total > 0 else { return }
        state.withLock { state in
            if form == .text, console.diagnostics.isTerminal, !state.isFinished {
                console.diagnostics.write("\r\u{1b}[K")
            }
            state.isFinished = true
        }
    }

    // MARK: - Printing

    private func redraw(_ state: inout State) {
        let now = Self.milliseconds
        guard !state.isFinished, now >= state.lastDrawn + 100 || state.completed == total else { return }
        state.lastDrawn = now
        console.diagnostics.write("\r\u{1b}[K\(line(state, now))")
    }

    private func printTenth(_ state: inout State) {
        let tenth = percent(state) / 10
        guard tenth > state.lastTenth else { return }
        state.lastTenth = tenth
        console.diagnostics.write(line(state, Self.milliseconds) + "\n")
    }

    private func printJSON(_ state: inout State) {
        let now = Self.milliseconds
        guard now >= state.lastDrawn + 1000 || state.completed == total, !state.isFinished else { return }
        state.lastDrawn = now
        if state.completed == total { state.isFinished = true }
        let (rate, left) = estimate(state, now)
        let object: JSONOutput = [
            "schema": .string("solvency-progress/1"), "step": .string(label), "done": .integer(Int64(state.completed)),
            "total": .integer(Int64(total)), "perSecond": rate.map { .integer(Int64($0)) } ?? .null,
            "secondsLeft": left.map { .integer(Int64($0)) } ?? .null,
        ]
        console.diagnostics.write(object.compact + "\n")
    }

    private func line(_ state: State, _ now: UInt64) -> String {
        var line = "\(label): \(state.completed)/\(total) (\(percent(state))%)"
        let (rate, left) = estimate(state, now)
        if let rate { line += ", \(rate) a second" }
        if let left, state.completed < total { line += ", \(Self.duration(left)) left" }
        return line
    }

    /// Units a second and seconds left; nil until there is half a second to judge by.
    private func estimate(_ state: State, _ now: UInt64) -> (rate: Int?, left: Int?) {
        let made = state.completed - state.found
        guard let start = state.start, now >= start + 500, made > 0 else { return (nil, nil) }
        let rate = Double(made) / Double(now - start) * 1000
        return (Int(rate.rounded()), Int((Double(total - state.completed) / rate).rounded(.up)))
    }

    /// A time in seconds, in words.
    static func duration(_ seconds: Int) -> String {
        switch seconds {
        case ..<100: "\(seconds) s"
        case ..<6000: "\((seconds + 30) / 60) min"
        default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
        }
    }

    private func percent(_ state: State) -> Int { Int(Double(state.completed) / Double(total) * 100) }

    private static var milliseconds: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
    }
}
