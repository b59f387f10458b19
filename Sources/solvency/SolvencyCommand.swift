import CommandLineKit

/// The command `solvency`: one row here and one file beside this for each verb.
enum SolvencyCommand {
    static let version = "0.1.0"

    static let application = Application(
        name: "solvency", version: version,
        summary: "prove and verify solvency in zero knowledge",
        commands: [VectorsCheck.command])
}
