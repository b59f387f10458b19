import StrictJSON

/// The answer to a case that asks whether something is accepted, and if not, why.
enum Verdict: Equatable {
    case accepted
    case refused(reason: String)

    /// Takes the file's answer: `valid`, and `reason` exactly when it is false.
    init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
        let valid = try reader.required("valid")
        let reason = reader.optional("reason")
        switch (try valid.bool(), reason) {
        case (true, nil): self = .accepted
        case (false, let reason?): self = .refused(reason: try reason.string())
        case (true, let reason?): throw reason.failure(.refused("a valid case has no reason"))
        case (false, nil): throw valid.failure(.refused("an invalid case needs a reason"))
        }
    }

    /// The verdict as it is shown.
    var text: String {
        switch self {
        case .accepted: "valid"
        case .refused(let reason): "refused: " + reason
        }
    }
}
