public import BigNumbers
public import Bulletproofs
public import CircuitCompiler
public import Sodium
public import Solvency

/// Why a margin proof was not made.
public enum MarginProvingFailure: Error, Sendable {
    /// What a verifier would refuse: context, prices, sources, the map from entries to inputs.
    case refused(MarginRefusal)
    /// Circuits, parameters and prices make no statement.
    case compilation(CompilationFailure)
    /// The statement is false. For the prover's eyes: which requirement fails and by how much.
    case falseStatement(name: String, short: BigRational)
    /// An amount is outside of what the statement admits.
    case inputOutOfBounds(kind: String, id: String)
    /// The openings of a source do not belong to it.
    case openings(source: Int)
    /// The key is not the one that the lists name as the holder's.
    case holderKey
    /// The prover's values could not be computed.
    case witness(WitnessFailure)
    /// The circuit proof could not be made.
    case proving(CircuitProvingFailure)
    /// Memory or randomness could not be had.
    case memory(SodiumFailure)
    /// The finished proof does not verify: the machine or the program is broken, and nothing was written.
    case ownProof(MarginRefusal)
}

extension MarginProvingFailure: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .refused(let refusal): "\(refusal)"
        case .compilation(let failure): "\(failure)"
        case .falseStatement(let name, let short): "the statement is false: '\(name)' is short by \(short)"
        case .inputOutOfBounds(let kind, let id): "the amount of \(kind) \(id) is outside of what the statement admits"
        case .openings(let source): "the openings do not belong to source \(source + 1)"
        case .holderKey: "the key is not the one that the lists name as the holder's"
        case .witness(let failure): "\(failure)"
        case .proving(let failure): "\(failure)"
        case .memory(let failure): "\(failure)"
        case .ownProof(let refusal): "the finished proof does not verify: \(refusal)"
        }
    }
}
