internal import CircuitModel
internal import SumTree

/// The checks of a margin proof that need neither a signature nor the circuit proof: context, times, roles, locks.
///
/// - seealso: `docs/spec/margin.md`, section "Checking".
struct MarginChecks {
    let proof: MarginProof
    /// The verifier's own challenge.
    let challenge: Challenge
    let trust: TrustedKeys
    /// The header that receipts belong to, verified by the caller with the key that it brought.
    let header: EpochHeader?
    let headerDigest: NodeHash?

    /// What a source says about itself, list or receipt.
    struct Profile {
        let signerKey: [UInt8]
        let account: [UInt8]
        let time: Timestamp
        let entries: [HoldingsList.Entry]
        let isComplete: Bool
        let lock: HoldingsList.Lock?
        /// `nil` for a receipt, which names no key of its holder.
        let holder: (name: [UInt8], key: [UInt8])?

        func has(_ role: SignerRole) -> Bool { entries.contains { SignerRole($0.name.kind) == role } }
    }

    /// That the proof answers this challenge, with this much, in time.
    ///
    /// - Parameters:
    ///   - parameters: The digest of the parameters that the verifier uses.
    ///   - now: The verifier's time.
    /// - Throws: ``MarginRefusal``.
    func checkContext(parameters: NodeHash, now: Timestamp) throws(MarginRefusal) {
        guard parameters == challenge.parameters || MarginSeam.omits(.parameters) else { throw .tableDigest }
        let claimed = proof.claimedChallenge
        if !MarginSeam.omits(.context) {
            guard claimed.verifier == challenge.verifier else { throw .contextMismatch(.verifier) }
            guard claimed.holder == challenge.holder else { throw .contextMismatch(.holder) }
            guard claimed.accounts == challenge.accounts else { throw .contextMismatch(.accounts) }
        }
        if !MarginSeam.omits(.statement) {
            guard claimed.circuits == challenge.circuits else { throw .statementMismatch }
        }
        guard claimed.parameters == challenge.parameters || MarginSeam.omits(.parameters) else { throw .tableDigest }
        if !MarginSeam.omits(.rung) {
            guard RungLadder.contains(proof.rung) else { throw .rungOffLadder(proof.rung) }
            guard proof.rung >= challenge.minimumRung else {
                throw .rungTooLow(proven: proof.rung, wanted: challenge.minimumRung)
            }
        }
        guard challenge.suites.contains(proof.suite) || MarginSeam.omits(.suite) else { throw .suite }
        if !MarginSeam.omits(.context) {
            guard claimed.nonce == challenge.nonce else { throw .contextMismatch(.nonce) }
            guard claimed == challenge else { throw .contextMismatch(.other) }
        }
        guard now <= challenge.notAfter || MarginSeam.omits(.expiry) else { throw .expired }
    }

    /// That the prices are of the wanted signer and not too old.
    func checkPrices() throws(MarginRefusal) {
        let snapshot = proof.prices.unverified
        if !MarginSeam.omits(.priceSigner) {
            let isTrusted = trust.institution(snapshot.signerKey)?.signsPrices ?? false
            guard isTrusted, snapshot.signerKey == challenge.priceSigner else { throw .priceSigner }
        }
        guard !MarginSeam.omits(.priceAge) else { return }
        for (index, price) in snapshot.prices.enumerated() {
            let (age, isAfter) = challenge.valuationTime.seconds.subtractingReportingOverflow(price.publishTime.seconds)
            guard isAfter || age <= challenge.maximumAge else { throw .priceAge(index) }
        }
    }

    /// What each source says about itself.
    func profiles() throws(MarginRefusal) -> [Profile] {
        var profiles: [Profile] = []
        for (index, source) in proof.sources.enumerated() {
            switch source {
            case .holdings(let list):
                let list = list.unverified
                profiles.append(
                    Profile(
                        signerKey: list.signerKey, account: list.account, time: list.valuationTime,
                        entries: list.entries, isComplete: list.isComplete, lock: list.lock,
                        holder: (list.holder, list.holderKey)))
            case .receipt(let half):
                guard let header, half.unverified.headerDigest == headerDigest else {
                    throw .receiptHeader(source: index)
                }
                guard let entries = half.entries(header: header) else {
                    throw .sourceEntries(.receipt(source: index))
                }
                profiles.append(
                    Profile(
                        signerKey: header.issuerKey, account: half.unverified.account.utf8,
                        time: header.valuationTime, entries: entries, isComplete: false, lock: nil, holder: nil))
            }
        }
        return profiles
    }

    /// That somebody whom the verifier trusts for it vouches for every entry, about the right holder, once.
    func check(_ profiles: [Profile]) throws(MarginRefusal) {
        for (index, profile) in profiles.enumerated() {
            try checkTrust(profile, index)
            guard !MarginSeam.omits(.sourceHolder) else { continue }
            if let holder = profile.holder {
                guard holder.name == challenge.holder, holder.key == proof.holderKey else {
                    throw .sourceHolder(source: index)
                }
            }
            guard challenge.accounts.contains(profile.account) else { throw .sourceHolder(source: index) }
        }
        try checkPresence(profiles)
        try checkTimes(profiles)
        for (index, profile) in profiles.enumerated() {
            try checkCompleteness(profile, index)
            try checkLock(profile, index)
        }
    }

    /// Whether a list is the holder's own word.
    func isSelfDeclared(_ profile: Profile) -> Bool {
        profile.signerKey == profile.holder?.key && trust.institution(profile.signerKey) == nil
    }

    private func checkTrust(_ profile: Profile, _ index: Int) throws(MarginRefusal) {
        guard !MarginSeam.omits(.sourceTrust) else { return }
        let roles = trust.institution(profile.signerKey)?.roles ?? []
        for role in SignerRole.allCases where profile.has(role) {
            if roles.contains(role) { continue }
            let isOwnWord = role == .positions && trust.allowsSelfDeclaredPositions && isSelfDeclared(profile)
            guard isOwnWord else { throw .sourceUntrusted(source: index, role) }
        }
    }

    private func checkPresence(_ profiles: [Profile]) throws(MarginRefusal) {
        if !MarginSeam.omits(.sourceOnce) {
            for second in profiles.indices {
                for first in 0..<second where isSame(profiles[first], profiles[second]) {
                    throw .sourceDuplicate(first, second)
                }
            }
        }
        guard !MarginSeam.omits(.allAccounts) else { return }
        for account in challenge.accounts where !profiles.contains(where: { $0.account == account }) {
            throw .sourceEntries(.sourceMissing)
        }
        if let count = challenge.sourceCount, count != UInt64(profiles.count) {
            throw .sourceEntries(.sourceMissing)
        }
    }

    /// Whether two sources are of one institution and account; a key that nobody named is an institution of its own.
    private func isSame(_ first: Profile, _ second: Profile) -> Bool {
        guard first.account == second.account else { return false }
        if first.signerKey == second.signerKey { return true }
        guard let one = trust.institution(first.signerKey), let other = trust.institution(second.signerKey) else {
            return false
        }
        return one.name == other.name
    }

    private func checkTimes(_ profiles: [Profile]) throws(MarginRefusal) {
        guard !MarginSeam.omits(.skew) else { return }
        let prices = proof.prices.unverified.valuationTime
        guard distance(prices, challenge.valuationTime) <= challenge.maximumSkew else { throw .sourceSkew(source: nil) }
        var (first, last) = (prices, prices)
        for (index, profile) in profiles.enumerated() {
            guard distance(profile.time, challenge.valuationTime) <= challenge.maximumSkew else {
                throw .sourceSkew(source: index)
            }
            first = min(first, profile.time)
            last = max(last, profile.time)
        }
        guard distance(first, last) <= challenge.maximumSkew else { throw .sourceSkew(source: nil) }
    }

    private func distance(_ one: Timestamp, _ other: Timestamp) -> UInt64 {
        one < other ? other.seconds - one.seconds : one.seconds - other.seconds
    }

    private func checkCompleteness(_ profile: Profile, _ index: Int) throws(MarginRefusal) {
        guard !MarginSeam.omits(.completeness) else { return }
        guard !profile.isComplete else { return }
        // Also a signer that could vouch for the role and lists nothing of it: an account that is left out is no complete one.
        let roles = trust.institution(profile.signerKey)?.roles ?? []
        for role in challenge.completeRoles where profile.has(role) || roles.contains(role) {
            throw .sourceIncomplete(source: index, role)
        }
    }

    private func checkLock(_ profile: Profile, _ index: Int) throws(MarginRefusal) {
        guard !MarginSeam.omits(.lock), profile.entries.contains(where: { $0.name.kind == .collateral }) else { return }
        // What is locked for somebody else is not there for this verifier, asked for or not.
        if let lock = profile.lock, lock.verifier != challenge.verifier { throw .sourceLock(source: index) }
        guard isLocked(profile) || !challenge.requiresLock else { throw .sourceLock(source: index) }
    }

    /// Whether the signer promises to keep the collateral for this verifier until the challenge expires.
    func isLocked(_ profile: Profile) -> Bool {
        guard let lock = profile.lock else { return false }
        return lock.verifier == challenge.verifier && lock.until >= challenge.notAfter
    }
}
