import Glibc
import Sodium
import SolvencyProver
import SumTree

/// Builds the tree of a ledger once, without range proofs, and says how long that took: what `make bench-scale` calls in
/// a process of its own to know the memory too.
enum TreeRun {
    /// The option with which a process does this and nothing else.
    static let option = "--tree-of"

    /// Reads a ledger in the layout `wide` with the column `btc` and builds its tree on all processors.
    ///
    /// - Parameter path: The ledger.
    /// - Returns: The seconds of reading and of building.
    /// - Throws: Whatever either throws.
    static func measure(path: String) throws -> (read: Double, tree: Double) {
        let start = wall()
        let asset = LedgerAsset(id: "btc", decimals: 8, columns: [.balance])
        var reader = LedgerReader(assets: [asset])
        try reader.read(ByteSource(path: path, name: path), layout: .wide, assets: [0])
        let ledger = try reader.finish()
        let read = wall()
        var random = try SystemRandom()
        let build = random.publicBytes(count: EpochKeys.byteCount)
        let capacity = try TreeShape.defaultCapacity(accounts: UInt64(ledger.accounts.count), arity: 16)
        let key = try SigningKey.generate().verificationKey.bytes
        let context = try TreeContext(
            issuerKey: key, epoch: 1, buildDigest: TreeContext.buildDigest(buildID: build), kind: .balances,
            asset: AssetLabel(id: Array("btc".utf8), unit: Array("BTC".utf8), decimals: 8),
            shape: TreeShape(arity: 16, capacity: capacity), columns: [.balance])
        let secret = try SecretBytes(randomCount: EpochKeys.byteCount, from: &random)
        let keys = try EpochKeys(secret: secret, issuerKey: key, epoch: 1, buildID: build)
        let processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let tree = try TreeBuilder(context, ledger: ledger, book: 0, keys: keys, threads: processors)
        let end = wall()
        withExtendedLifetime(tree) {}
        return (read - start, end - read)
    }

    private static func wall() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
