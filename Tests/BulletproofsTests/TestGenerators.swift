import Bulletproofs
import Pedersen
import Ristretto
import Synchronization

/// Generators for tests: 32 values of 64 bits, made once for each implementation.
enum TestGenerators {
    private static let made = Mutex<[KernelImplementation.Kind: BulletproofGenerators]>([:])

    static func of(_ implementation: KernelImplementation) -> BulletproofGenerators {
        made.withLock { made in
            if let generators = made[implementation.kind] { return generators }
            let generators = BulletproofGenerators(
                perParty: 64, parties: 32, policy: .never, on: implementation)
            made[implementation.kind] = generators
            return generators
        }
    }

    /// On the implementation that the process uses.
    static var best: BulletproofGenerators { of(.current) }
}
