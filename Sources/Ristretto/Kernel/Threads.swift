internal import CRistrettoKernel

#if !hasFeature(Embedded)
    internal import Dispatch
#endif

/// Work in pieces on several threads, where the platform has them.
internal enum Threads {
    /// Least points of a piece: below that, starting a thread and the longer total cost more than is gained.
    static let leastPiece = 1024

    /// Most threads of one sum, which is also the most shares that the kernel makes.
    static let mostThreads = 64

    /// Most points of one kernel call.
    static let mostPiece = 1 << 22

    /// Into how many pieces `count` points go.
    static func pieces(_ count: Int, threads: Int) -> Int {
        max(1, min(threads, mostThreads, count / leastPiece), (count + mostPiece - 1) / mostPiece)
    }

    /// The part of `count` items that belongs to a piece.
    static func range(_ piece: Int, of pieces: Int, count: Int) -> Range<Int> {
        // Quotient and remainder apart, so that nothing overflows where Int has 32 bits.
        let (quotient, remainder) = count.quotientAndRemainder(dividingBy: pieces)
        let start = piece * quotient + min(piece, remainder)
        return start..<start + quotient + (piece < remainder ? 1 : 0)
    }

    /// The sum of what each piece gives; the pieces run side by side.
    static func sum(
        pieces: Int, workspace: MultiScalarWorkspace, on implementation: KernelImplementation,
        _ body: (Int, MultiScalarWorkspace) -> RistrettoPoint
    ) -> RistrettoPoint {
        guard pieces > 1 else { return body(0, workspace) }
        let workspaces = [workspace] + (1..<pieces).map { workspace.helper($0) }
        var partial = [RistrettoPoint](repeating: .identity, count: pieces)
        #if hasFeature(Embedded)
            for piece in 0..<pieces { partial[piece] = body(piece, workspaces[piece]) }
        #else
            partial.withUnsafeMutableBufferPointer { results in
                withoutActuallyEscaping(body) { body in
                    // Each iteration uses its own workspace and writes its own element; all end before this call does.
                    nonisolated(unsafe) let (body, workspaces, results) = (body, workspaces, results)
                    DispatchQueue.concurrentPerform(iterations: pieces) { results[$0] = body($0, workspaces[$0]) }
                }
            }
        #endif
        return partial[1...].reduce(partial[0]) { $0.adding($1, on: implementation) }
    }
}
