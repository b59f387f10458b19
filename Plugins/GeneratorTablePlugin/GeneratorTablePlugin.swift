import PackagePlugin

/// Runs `generator-table` before the module is compiled and adds its output to the module's sources.
@main
struct GeneratorTablePlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let output = context.pluginWorkDirectoryURL.appending(path: "GeneratorTableData.swift")
        return [
            .buildCommand(
                displayName: "Hashing the generator chains",
                executable: try context.tool(named: "generator-table").url,
                arguments: [output.path(percentEncoded: false)],
                outputFiles: [output])
        ]
    }
}
