/// Every transcript label and domain separator of the package, and nothing else.
///
/// A protocol's separator ends in its version. A change to what a protocol absorbs, or to the order, changes its version.
/// `docs/spec/transcript.md` lists them with their use.
extension TranscriptLabel {
    // MARK: Merlin itself

    /// Labels the name of a protocol, outer (the transcript's creation) or inner (a proof inside it).
    public static let domainSeparator = TranscriptLabel("dom-sep")
    /// Labels the external entropy of a hedged generator.
    static let rng = TranscriptLabel("rng")
    /// Labels what a generator hands on to its successor.
    static let rngChain = TranscriptLabel("rng-chain")

    // MARK: Range proofs and the inner-product argument, with the names that their wire format gives the fields

    /// A number: the bits of a value, or the length of the vectors of an inner-product argument.
    public static let n = TranscriptLabel("n")
    /// The number of values.
    public static let m = TranscriptLabel("m")
    /// A commitment to a value.
    public static let V = TranscriptLabel("V")
    /// The commitment to the bits.
    public static let A = TranscriptLabel("A")
    /// The commitment to the masks of the bits.
    public static let S = TranscriptLabel("S")
    /// The challenge that joins the constraints on the bits.
    public static let y = TranscriptLabel("y")
    /// The challenge that joins bits and values.
    public static let z = TranscriptLabel("z")
    /// The commitment to the linear coefficient of t(X).
    public static let T1 = TranscriptLabel("T_1")
    /// The commitment to the quadratic coefficient of t(X).
    public static let T2 = TranscriptLabel("T_2")
    /// The challenge at which the polynomials are evaluated.
    public static let x = TranscriptLabel("x")
    /// The inner product t(x).
    public static let tx = TranscriptLabel("t_x")
    /// The blinding of t(x).
    public static let txBlinding = TranscriptLabel("t_x_blinding")
    /// The blinding of A + x S.
    public static let eBlinding = TranscriptLabel("e_blinding")
    /// The challenge that scales the base of the inner product.
    public static let w = TranscriptLabel("w")
    /// The first point of a round.
    public static let L = TranscriptLabel("L")
    /// The second point of a round.
    public static let R = TranscriptLabel("R")
    /// The challenge of a round.
    public static let u = TranscriptLabel("u")

    // MARK: Circuit proofs

    /// The suite of a circuit proof.
    public static let suite = TranscriptLabel("suite")
    /// The bits of a digit.
    public static let digitBits = TranscriptLabel("b")
    /// A vector commitment.
    public static let C = TranscriptLabel("C")
    /// The challenge of the lookup table.
    public static let alpha = TranscriptLabel("alpha")
    /// The commitment to the inputs of the gates.
    public static let AI = TranscriptLabel("A_I")
    /// The commitment to the outputs of the gates.
    public static let AO = TranscriptLabel("A_O")
    /// The commitment to a coefficient of t(X).
    public static let T = TranscriptLabel("T")
    /// t(x).
    public static let t = TranscriptLabel("t")
    /// The blinding of t(x).
    public static let tauX = TranscriptLabel("taux")
    /// The blinding of the vectors at x.
    public static let mu = TranscriptLabel("mu")

    // MARK: Margin statements

    /// How many circuits a statement has.
    public static let circuits = TranscriptLabel("circuits")
    /// The digest of a circuit.
    public static let circuit = TranscriptLabel("circuit")
    /// The digest of a statement: its circuits and rung.
    public static let statement = TranscriptLabel("statement")
    /// The digest of a compiled statement.
    public static let system = TranscriptLabel("system")
    /// The digest of the parameters.
    public static let parameters = TranscriptLabel("params")
    /// The digest of the prices.
    public static let prices = TranscriptLabel("prices")
    /// The digest of what the generators are.
    public static let generators = TranscriptLabel("generators")
    /// The verifier's challenge.
    public static let context = TranscriptLabel("context")
    /// The proven rung.
    public static let rung = TranscriptLabel("rung")
    /// The holder's key.
    public static let holder = TranscriptLabel("holder")
    /// How many sources there are.
    public static let sources = TranscriptLabel("sources")
    /// The digest of a source.
    public static let source = TranscriptLabel("source")
    /// What the holder signs.
    public static let holderChallenge = TranscriptLabel("holder-challenge")

    // MARK: What a prover's hedged generator is keyed with

    /// The values.
    public static let values = TranscriptLabel("values")
    /// The blindings of the commitments.
    public static let blindings = TranscriptLabel("blindings")
    /// A digest of the relation that is proven, for nonces.
    public static let relation = TranscriptLabel("relation")
    /// The free witnesses of a circuit proof.
    public static let witnesses = TranscriptLabel("witnesses")

    // MARK: Weights of batch verification

    /// The last scalars of an inner-product argument, which no challenge of the proof itself depends on.
    public static let lastScalars = TranscriptLabel("a b")
    /// 32 bytes that stand for everything that one proof's transcript has absorbed.
    public static let proofState = TranscriptLabel("proof")
    /// 32 random bytes of the verifier.
    public static let seed = TranscriptLabel("seed")
    /// A weight.
    public static let weight = TranscriptLabel("weight")
}

/// The names of protocols, which a transcript starts with or absorbs under `dom-sep`.
public enum TranscriptProtocol {
    /// Merlin itself, the first thing that every STROBE state of this package absorbs.
    static let merlin: StaticString = "Merlin v1.0"
    /// An aggregated range proof; the string is the wire format's.
    public static let rangeProof: StaticString = "rangeproof v1"
    /// An inner-product argument; the string is the wire format's.
    public static let innerProduct: StaticString = "ipp v1"
    /// A circuit proof.
    public static let circuitProof: StaticString = "solvency/circuit/v1"
    /// A margin proof.
    public static let margin: StaticString = "solvency/margin/v1"
    /// The weights of a batch of range proofs.
    public static let rangeBatch: StaticString = "solvency/range-batch/v1"
    /// The range proof of a sum tree's node; its label goes on with the node's place.
    public static let treeNode: StaticString = "solvency/node/v1"
}
