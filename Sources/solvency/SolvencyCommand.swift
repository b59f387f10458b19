import CommandLineKit
import Ristretto
import Sodium

/// The command `solvency`: one row here and one file beside this for each verb.
enum SolvencyCommand {
    static let version = "0.1.0"

    static let application = Application(
        name: "solvency", version: version,
        summary: "prove and verify solvency in zero knowledge",
        commands: [
            KeyGen.command, EpochBuild.command, EpochVerify.command, EpochRecompute.command, EpochDiff.command,
            EpochSecret.export, EpochSecret.check, EpochSecret.restore, ReceiptExport.command, ReceiptVerify.command,
            HoldingsAttest.command, PricesSign.command, ParamsImportTiers.command, ChallengeVerb.command, Prove.command,
            Verify.command, CircuitCheck.command, CircuitExplain.command, CircuitDigestVerb.command, Inspect.command,
            VectorsCheck.command, SelfTestVerb.command,
        ],
        variables: [
            VariableSpec(
                KernelImplementation.environmentVariable,
                "the kernel implementation to use: portable32, portable64 or avx512ifma; else the fastest is used")
        ],
        prepare: prepare)

    /// Starts what every verb relies on, where a failure can still be reported.
    private static func prepare() throws(CommandFailure) {
        do throws(SodiumFailure) { try Sodium.start() } catch {
            throw CommandFailure(.internalFailure, "libsodium: \(error)")
        }
        do throws(KernelFailure) { _ = try KernelImplementation.chosen() } catch {
            throw CommandFailure(.usage, "\(KernelImplementation.environmentVariable): \(error)")
        }
    }
}
