import CRistrettoKernel

/// An implementation of the kernel; every test runs on all that this machine can run.
enum Implementation: UInt32, CaseIterable, Sendable {
    case portable32 = 1
    case portable64 = 2
    case avx512ifma = 3

    var kernel: rk_impl { rk_impl(rawValue: rawValue) }

    static var available: [Implementation] { allCases.filter { rk_available($0.kernel) == 1 } }
}

/// Aligned memory that a kernel function may use, of exactly the size it asked for.
///
/// Guard bytes after the end must survive: a function that writes past its scratch is caught.
final class Memory {
    let pointer: UnsafeMutableRawPointer
    let count: Int
    private static let guardBytes = 64

    init(_ count: Int) {
        self.count = count
        pointer = .allocate(byteCount: count + Memory.guardBytes, alignment: 64)
        pointer.initializeMemory(as: UInt8.self, repeating: 0xa5, count: count + Memory.guardBytes)
    }

    deinit {
        let bytes = pointer.assumingMemoryBound(to: UInt8.self)
        for i in count..<(count + Memory.guardBytes) {
            precondition(bytes[i] == 0xa5, "the kernel wrote past its memory")
        }
        pointer.deallocate()
    }

    /// Whether every byte is zero or was never written: how constant-time functions leave their scratch.
    var isWiped: Bool {
        let bytes = pointer.assumingMemoryBound(to: UInt8.self)
        return (0..<count).allSatisfy { bytes[$0] == 0 || bytes[$0] == 0xa5 }
    }
}
