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
}

/// The names of protocols, which a transcript starts with or absorbs under `dom-sep`.
enum TranscriptProtocol {
    /// Merlin itself, the first thing that every STROBE state of this package absorbs.
    static let merlin: StaticString = "Merlin v1.0"
}
