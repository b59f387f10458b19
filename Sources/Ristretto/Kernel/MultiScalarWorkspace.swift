internal import CRistrettoKernel

/// Memory that multi-scalar multiplications of public values compute in, kept from call to call.
///
/// A loop makes one and passes it on, and then allocates nothing. It grows to what the largest call needs. One workspace
/// serves one thread at a time; it never holds secrets.
public final class MultiScalarWorkspace {
    private var scratchMemory: AlignedMemory
    private var fixedScalars: AlignedMemory
    private var variableScalars: AlignedMemory

    /// Points that are gathered from several places.
    internal var gathered: AffinePoints

    /// Workspaces of the further threads, made when they are first needed.
    private var helpers: [MultiScalarWorkspace]

    /// An empty workspace.
    public init() {
        scratchMemory = AlignedMemory(byteCount: 0)
        fixedScalars = AlignedMemory(byteCount: 0)
        variableScalars = AlignedMemory(byteCount: 0)
        gathered = AffinePoints()
        helpers = []
    }

    /// Which of the two lists of scalars of one call.
    internal enum ScalarList {
        case fixed
        case variable
    }

    /// Scratch of at least that many bytes.
    internal func scratch(_ byteCount: Int) -> AlignedMemory {
        Self.grow(&scratchMemory, to: byteCount)
        return scratchMemory
    }

    /// Writes scalars as the kernel reads them.
    internal func encode(_ scalars: Span<Scalar>, in list: ScalarList) -> UnsafePointer<UInt8> {
        let memory = scalarMemory(scalars.count, list)
        Scalar.encode(
            scalars, into: UnsafeMutableRawBufferPointer(start: memory.base, count: memory.byteCount))
        return UnsafePointer(memory.base.assumingMemoryBound(to: UInt8.self))
    }

    /// Room for the encodings of that many scalars.
    internal func scalarMemory(_ count: Int, _ list: ScalarList) -> AlignedMemory {
        switch list {
        case .fixed:
            Self.grow(&fixedScalars, to: 32 * count)
            return fixedScalars
        case .variable:
            Self.grow(&variableScalars, to: 32 * count)
            return variableScalars
        }
    }

    /// The workspace of a further thread, from 1.
    internal func helper(_ thread: Int) -> MultiScalarWorkspace {
        while helpers.count < thread { helpers.append(MultiScalarWorkspace()) }
        return helpers[thread - 1]
    }

    private static func grow(_ memory: inout AlignedMemory, to byteCount: Int) {
        if memory.byteCount < byteCount { memory = AlignedMemory(byteCount: max(byteCount, 2 * memory.byteCount)) }
    }
}
