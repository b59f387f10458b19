import CircuitCompiler
import CommandLineKit
import KeyFiles
import Solvency
import SolvencyProver
import StrictJSON

extension CommandFailure {
    /// The failure of a verb that could not read a table.
    init(_ failure: TableFailure) {
        switch failure {
        case .unreadable(let file, let code):
            let name = file == "-" ? "standard input" : DisplayText.quoted(file)
            self.init(.cannotCheck(reason: nil), "cannot read \(name): \(FileFailure.text(errno: code))")
        case .issues(let issues, let count):
            var list = InputIssues()
            for issue in issues { list.add(issue) }
            list.countFurther(count - issues.count)
            self = list.failure()
        }
    }

    /// The failure of a verb that could not sign a list.
    init(_ failure: AttestationFailure) {
        switch failure {
        case .memory: self.init(.internalFailure, "\(failure)")
        case .list: self.init(.refused(reason: "parameters"), "\(failure)")
        }
    }

    /// The failure of a verb that could not read openings.
    init(openings path: String, _ failure: OpeningsFailure) {
        switch failure {
        case .file(let file): self.init(file)
        case .malformed:
            self.init(.cannotCheck(reason: "malformed"), "\(DisplayText.quoted(path)) is no file of openings")
        case .memory(let failure): self.init(.internalFailure, "\(failure)")
        }
    }

    /// The failure of a verb whose circuits and parameters make no statement.
    init(compiling failure: CompilationFailure) {
        self.init(
            .cannotCheck(reason: "parameters"), DisplayText.escaped(failure.description),
            excerpt: failure.rendered.split(separator: "\n").dropFirst().map { String($0.dropFirst(4)) })
    }

    /// The failure of a verb that checked a margin proof and refuses it.
    init(_ refusal: MarginRefusal, hints: [String] = []) {
        self.init(.refused(reason: "\(refusal.reason)"), "\(refusal)", hints: hints)
    }
}
