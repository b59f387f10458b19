import Glibc
import Synchronization

/// Reports how far a long step has come: one line redrawn on a terminal, a line at each tenth elsewhere.
///
/// It is safe to call from several threads and prints at most ten times a second.
public final class ProgressMeter: Sendable {
    private struct State {
        var completed = 0
        var lastDrawn: UInt64 = 0
        var lastTenth = 0
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
    public func advance(by count: Int = 1) {
        guard console.showsProgress, total > 0 else { return }
        state.withLock { state in
            state.completed = min(total, state.completed + count)
            if console.diagnostics.isTerminal { redraw(&state) } else { printTenth(&state) }
        }
    }

    /// Ends the line on a terminal, so that what follows begins on a fresh one.
    public func finish() {
        guard console.showsProgress, total > 0, console.diagnostics.isTerminal else { return }
        state.withLock { _ in console.diagnostics.write("\r\u{1b}[K") }
    }

    private func redraw(_ state: inout State) {
        let now = Self.milliseconds
        guard now >= state.lastDrawn + 100 || state.completed == total else { return }
        state.lastDrawn = now
        console.diagnostics.write("\r\u{1b}[K\(label): \(state.completed)/\(total) (\(percent(state))%)")
    }

    private func printTenth(_ state: inout State) {
        let tenth = percent(state) / 10
        guard tenth > state.lastTenth else { return }
        state.lastTenth = tenth
        console.diagnostics.write("\(label): \(state.completed)/\(total) (\(percent(state))%)\n")
    }

    private func percent(_ state: State) -> Int { Int(Double(state.completed) / Double(total) * 100) }

    private static var milliseconds: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
    }
}
