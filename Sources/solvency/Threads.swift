import CommandLineKit
import Glibc

/// The option `--threads`.
enum Threads {
    static let option = OptionSpec.value("threads", "N", "how many threads to use; all processors otherwise")

    /// As many as the user wants, or as there are processors.
    static func count(_ arguments: ParsedArguments) throws(CommandFailure) -> Int {
        guard let text = arguments.value(option) else { return max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
        guard let count = Int(text), String(count) == text, 1...1024 ~= count else {
            throw CommandFailure(.other("'--threads' takes a number from 1 to 1024", hint: nil))
        }
        return count
    }
}
