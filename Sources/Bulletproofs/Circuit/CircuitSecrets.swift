#if !hasFeature(Embedded)
    internal import Ristretto
    internal import Sodium
    internal import Transcript

    /// Everything secret that one circuit proof computes with, in guarded memory.
    ///
    /// Vectors and blindings that one commitment takes together follow each other.
    struct CircuitSecrets: ~Copyable {
        /// The numbers of the proof.
        let shape: CircuitShape

        /// a_L, a_R, alpha, then a_O, beta, then s_L, s_R, rho, then each c_k with its blinding, then t and
        /// tau, then room for the coefficients of l and r at one slot.
        var scalars: SecretBuffer<Scalar>

        /// A seed and room to expand it.
        private var bytes: SecretBuffer<UInt8>

        /// How many bytes of random numbers are made at a time: 64 scalars.
        private static let stretch = 4096

        init(_ shape: CircuitShape) throws(SodiumFailure) {
            let singles = 2 * shape.polynomialCommitments + 2 * (3 + shape.vectorCommitments)
            let count = (5 + shape.vectorCommitments) * shape.slots + 3 + shape.vectorCommitments + singles
            let scalars = try SecretBuffer<Scalar>(count: count, repeating: .zero)
            let bytes = try SecretBuffer<UInt8>(count: Sodium.seedByteCount + Self.stretch, repeating: 0)
            self.init(shape: shape, scalars: scalars, bytes: bytes)
        }

        private init(
            shape: CircuitShape, scalars: consuming SecretBuffer<Scalar>, bytes: consuming SecretBuffer<UInt8>
        ) {
            self.shape = shape
            self.scalars = scalars
            self.bytes = bytes
        }

        /// Where a vector of n items starts.
        enum Vector {
            /// a_L: the left inputs of the gates.
            case left
            /// a_R: the right inputs of the gates.
            case right
            /// a_O: their products.
            case output
            /// s_L: masks l.
            case maskLeft
            /// s_R: masks r.
            case maskRight
            /// c_k, counted from 0.
            case vector(Int)
        }

        borrowing func start(_ vector: Vector) -> Int {
            let n = shape.slots
            return switch vector {
            case .left: 0
            case .right: n
            case .output: 2 * n + 1
            case .maskLeft: 3 * n + 2
            case .maskRight: 4 * n + 2
            case .vector(let k): 5 * n + 3 + k * (n + 1)
            }
        }

        /// Where alpha stands, which blinds A_I.
        var inputBlinding: Int { 2 * shape.slots }
        /// Where beta stands, which blinds A_O.
        var outputBlinding: Int { 3 * shape.slots + 1 }
        /// Where rho stands, which blinds S.
        var maskBlinding: Int { 5 * shape.slots + 2 }
        /// Where the blinding of C_k stands.
        borrowing func vectorBlinding(_ k: Int) -> Int { start(.vector(k)) + shape.slots }
        /// Where the coefficients of t(X) stand that are committed to, in ascending order.
        var coefficients: Int { start(.vector(shape.vectorCommitments)) }
        /// Where their blindings stand.
        var coefficientBlindings: Int { coefficients + shape.polynomialCommitments }

        /// Where the coefficients of l and r at one slot have room.
        var scratch: Int { coefficientBlindings + shape.polynomialCommitments }

        /// Lends some scalars that follow each other.
        borrowing func withSpan<Result, Failure: Error>(
            _ range: Range<Int>, _ body: (Span<Scalar>) throws(Failure) -> Result
        ) throws(Failure) -> Result {
            try scalars.withUnsafeBufferPointer { (scalars) throws(Failure) in
                try body(Span(_unsafeElements: UnsafeBufferPointer(rebasing: scalars[range])))
            }
        }

        /// Lends a vector.
        borrowing func withVector<Result, Failure: Error>(
            _ vector: Vector, _ body: (Span<Scalar>) throws(Failure) -> Result
        ) throws(Failure) -> Result {
            let first = start(vector)
            return try withSpan(first..<first + shape.slots, body)
        }

        /// a_O = a_L o a_R.
        mutating func multiplyGates() {
            let (left, right, output) = (start(.left), start(.right), start(.output))
            let slots = shape.slots
            scalars.withUnsafeMutableBufferPointer { scalars in
                for slot in 0..<slots { scalars[output + slot] = scalars[left + slot] * scalars[right + slot] }
            }
        }

        /// Draws the blindings of the vector commitments.
        mutating func drawVectorBlindings(from random: inout TranscriptRNG) {
            for k in 0..<shape.vectorCommitments { scalars[vectorBlinding(k)] = Scalar.random(from: &random) }
        }

        /// Draws alpha and beta, and s_L, s_R and rho, which expand one seed of the hedged generator.
        mutating func drawMasks(from random: inout TranscriptRNG) {
            scalars[inputBlinding] = Scalar.random(from: &random)
            scalars[outputBlinding] = Scalar.random(from: &random)
            let (first, wanted) = (start(.maskLeft), 2 * shape.slots + 1)
            bytes.withUnsafeMutableBytes { raw in
                let seed = UnsafeMutableRawBufferPointer(rebasing: raw[..<Sodium.seedByteCount])
                let stretch = UnsafeMutableRawBufferPointer(rebasing: raw[Sodium.seedByteCount...])
                random.fill(seed)
                for start in stride(from: 0, to: wanted, by: Self.stretch / 64) {
                    Sodium.expand(seed: UnsafeRawBufferPointer(seed), number: UInt64(start), into: stretch)
                    for index in start..<min(wanted, start + Self.stretch / 64) {
                        scalars[first + index] = Scalar.random { target in
                            target.withUnsafeMutableBytes { target in
                                let from = 64 * (index - start)
                                target.copyMemory(from: UnsafeRawBufferPointer(rebasing: stretch[from..<from + 64]))
                            }
                        }
                    }
                }
            }
        }

        /// Draws the blindings of all T.
        mutating func drawPolynomialBlindings(from random: inout TranscriptRNG) {
            for index in 0..<shape.polynomialCommitments {
                scalars[coefficientBlindings + index] = Scalar.random(from: &random)
            }
        }
    }
#endif
