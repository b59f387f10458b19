import CommandLineKit
import Ristretto
import StrictJSON
import VectorSuites

/// The verb `selftest`.
enum SelfTestVerb {
    static let command = Command(
        CommandSpec(
            "selftest", summary: "check this program on this machine",
            discussion: [
                "Computes known answers of every layer, and runs the same group operations on every kernel "
                    + "implementation that this machine can run and on libsodium. The environment variable "
                    + "\(KernelImplementation.environmentVariable) forces an implementation."
            ],
            examples: [.init("solvency selftest", "Print a line for each check.")]),
        body: run)

    private static func run(_ arguments: ParsedArguments, _ console: Console) throws(CommandFailure) -> CommandReport {
        let steps = SelfTest.run()
        let failed = steps.filter { !$0.passed }
        let lines = steps.map { step in
            step.failure.map { "FAILED \(step.name): \($0)" } ?? "ok \(step.name)"
        }
        let fields: [String: JSONOutput] = [
            "kernel": .string("\(KernelImplementation.current)"),
            "kernels": .strings(KernelImplementation.available.map { "\($0)" }),
            "checks": .integer(Int64(steps.count)),
            "failed": .array(
                failed.map { ["name": .string($0.name), "message": .optional($0.failure)] }),
        ]
        let message =
            failed.isEmpty ? "all \(steps.count) checks pass" : "\(failed.count) of \(steps.count) checks failed"
        return CommandReport(
            failed.isEmpty ? .verified : .refused(reason: nil), message,
            lines: lines + ["kernel in use: \(KernelImplementation.current)"] + (failed.isEmpty ? [message] : []),
            fields: fields)
    }
}
