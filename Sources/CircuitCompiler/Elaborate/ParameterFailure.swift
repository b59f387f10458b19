public import StrictJSON

/// Why the parameters of a circuit were refused.
public enum ParameterFailure: Error, Equatable, Sendable {
    /// The object of the circuit is not as the circuit declares it.
    case json(JSONFailure)
    /// The price snapshot has no price for an id.
    case missingPrice(parameter: String, id: String)
    /// A price is outside of the range that the circuit declares.
    case badPrice(parameter: String, id: String, reason: String)
}

extension ParameterFailure: CustomStringConvertible {
    /// The failure in one line.
    public var description: String {
        switch self {
        case .json(let failure): "\(failure)"
        case .missingPrice(let parameter, let id): "no price of '\(id)' for parameter '\(parameter)'"
        case .badPrice(let parameter, let id, let reason):
            "the price of '\(id)' for parameter '\(parameter)': \(reason)"
        }
    }
}
