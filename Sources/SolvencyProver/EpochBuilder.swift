internal import Glibc
internal import KeyFiles
internal import Ristretto
public import Sodium
public import Solvency
internal import SumTree
internal import Wire

/// Builds an epoch: from a plan and a ledger to a signed header, static files, and what the issuer keeps.
///
/// A build that was interrupted goes on when it is started again with the same input: what was finished is not made
/// again. A folder never gets a second signed header.
///
/// - seealso: `docs/spec/epoch.md`.
public struct EpochBuilder: Sendable {
    let plan: EpochPlan
    let planBytes: [UInt8]
    let ledger: Ledger
    let previous: VerifiedHeader?
    let shapes: [TreeShape]

    /// What a build does, in this order.
    public enum Step: CaseIterable, Sendable {
        /// Leaves are made; all of them, after an interruption too.
        case leaves
        /// Range proofs are made.
        case proofs
        /// Receipts are signed.
        case receipts
    }

    /// How far a build has come since the last report.
    public struct Progress: Equatable, Sendable {
        /// What was done.
        public let step: Step
        /// How much of it.
        public let count: Int
        /// Whether an earlier run had done it.
        public let wasFound: Bool

        init(_ step: Step, _ count: Int, wasFound: Bool = false) {
            (self.step, self.count, self.wasFound) = (step, count, wasFound)
        }
    }

    /// How much of a step there is to do.
    ///
    /// - Parameter step: The step.
    /// - Returns: The number of leaves with padding, range proofs or receipts.
    public func total(of step: Step) -> Int {
        switch step {
        case .leaves: shapes.reduce(0) { $0 + Int($1.capacity) }
        case .proofs: dryRun.assets.reduce(0) { $0 + $1.rangeProofs }
        case .receipts: ledger.accounts.count
        }
    }

    /// Checks that an epoch can be built.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - planBytes: The bytes of its file, which are kept.
    ///   - ledger: The ledger that it names.
    ///   - previous: The header of the epoch before, where the plan names one.
    /// - Throws: ``BuildFailure/capacity(asset:accounts:capacity:)``, ``BuildFailure/context(_:)``,
    ///   ``BuildFailure/chain(_:)``.
    public init(
        plan: EpochPlan, planBytes: [UInt8], ledger: Ledger, previous: VerifiedHeader?
    ) throws(BuildFailure) {
        self.plan = plan
        self.planBytes = planBytes
        self.ledger = ledger
        self.previous = previous
        var shapes: [TreeShape] = []
        for (asset, book) in zip(plan.assets, ledger.books) {
            do throws(TreeContextFault) {
                let usual = try TreeShape.defaultCapacity(accounts: UInt64(book.count), arity: plan.arity)
                shapes.append(try TreeShape(arity: plan.arity, capacity: asset.capacity ?? usual))
            } catch {
                throw .context(error)
            }
            guard let capacity = shapes.last?.capacity, UInt64(book.count) <= capacity else {
                throw .capacity(asset: asset.ledger.id, accounts: book.count, capacity: asset.capacity ?? 0)
            }
        }
        self.shapes = shapes
        if let previous {
            let (next, overflow) = previous.header.epoch.addingReportingOverflow(1)
            guard !overflow, plan.epoch == next else {
                throw .chain(.chainGap(previous: previous.header.epoch, epoch: plan.epoch))
            }
            let isCorrection = plan.corrects != nil && plan.valuationTime == previous.header.valuationTime
            guard plan.valuationTime > previous.header.valuationTime || isCorrection else { throw .chain(.chainTime) }
        }
    }

    /// What a build would make.
    public var dryRun: EpochSummary { summary(header: nil, otherHeaders: [], roots: plan.assets.map { _ in nil }) }

    /// What a build with a key would make, and what the key has signed of the epoch already.
    ///
    /// - Parameters:
    ///   - record: What the key has signed.
    ///   - issuer: The key.
    /// - Returns: The summary.
    /// - Throws: ``BuildFailure/malformed(path:)``, a file.
    public func dryRun(_ record: EpochRecord, issuer: VerificationKey) throws(BuildFailure) -> EpochSummary {
        let others = try record.headers(epoch: plan.epoch, issuerKey: issuer.bytes)
        return summary(header: nil, otherHeaders: others, roots: plan.assets.map { _ in nil })
    }

    /// Whether the plan asks for totals to be printed.
    public var showsTotals: Bool { plan.showsTotals }

    func summary(header: SignedHeader?, otherHeaders: [NodeHash], roots: [NodeHash?]) -> EpochSummary {
        let assets = plan.assets.indices.map { index in
            let (asset, book, shape) = (plan.assets[index], ledger.books[index], shapes[index])
            let nodes = (1...shape.height).reduce(0) { $0 + Int(shape.nodeCount(level: $1)) }
            return EpochSummary.Asset(
                label: asset.label, name: asset.name, kind: asset.kind, columns: asset.ledger.columns,
                accounts: book.count, capacity: shape.capacity, rangeProofs: nodes * asset.ledger.columns.count,
                totals: asset.ledger.columns.indices.map { book.total(column: $0) }, rootHash: roots[index])
        }
        return EpochSummary(
            epoch: plan.epoch, accounts: ledger.accounts.count, assets: assets, header: header,
            otherHeaders: otherHeaders, notices: ledger.notices)
    }

    /// The digest of all that the header depends on: a build is taken up again only for the same.
    func inputDigest(issuerKey: [UInt8]) -> [UInt8] {
        var hash = FieldHash(tag: "input")
        hash.field(issuerKey)
        hash.field(planBytes)
        hash.field(previous?.digest.bytes ?? [])
        hash.field(ledger.digest.bytes)
        return hash.finalize()
    }

    func context(_ index: Int, issuerKey: [UInt8], buildID: [UInt8]) throws(BuildFailure) -> TreeContext {
        do throws(TreeContextFault) {
            return try TreeContext(
                issuerKey: issuerKey, epoch: plan.epoch, buildDigest: TreeContext.buildDigest(buildID: buildID),
                kind: plan.assets[index].kind, asset: plan.assets[index].label, shape: shapes[index],
                columns: plan.assets[index].ledger.columns)
        } catch {
            throw .context(error)
        }
    }
}
