/// Refuses a build in which two commitments share a blinding.
struct BlindingCheck {
    private var fingerprints: [UInt128] = []

    mutating func add(_ images: [UInt128]) {
        if fingerprints.isEmpty { fingerprints = images } else { fingerprints += images }
    }

    consuming func finish() throws(BuildFailure) {
        fingerprints.sort()
        for (one, other) in zip(fingerprints, fingerprints.dropFirst()) where one == other { throw .blindingReuse }
    }
}
