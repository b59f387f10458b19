import CRistrettoKernel

/// The kernel with arrays in place of pointers; scratch memory has exactly the size the kernel asks for.
struct Kernel {
    typealias Bytes = [UInt8]

    let implementation: Implementation
    var impl: rk_impl { implementation.kernel }

    init(_ implementation: Implementation) { self.implementation = implementation }

    // MARK: Points

    static var identity: rk_point {
        var p = rk_point()
        rk_point_identity(&p)
        return p
    }

    static var generator: rk_point {
        var p = rk_point()
        rk_point_generator(&p)
        return p
    }

    /// nil when refused; then the kernel must have given the identity.
    func decode(_ encoding: Bytes) -> rk_point? {
        var p = Kernel.generator
        let ok = rk_decode(impl, &p, encoding)
        if ok == 0 { precondition(p.X.0 == 0 && p.Y.0 == 1 && encode(p) == Oracle.identity) }
        return ok == 1 ? p : nil
    }

    func encode(_ p: rk_point) -> Bytes {
        var (out, p) = (Bytes(repeating: 1, count: 32), p)
        rk_encode(impl, &out, &p)
        return out
    }

    func add(_ p: rk_point, _ q: rk_point) -> rk_point {
        var (r, p, q) = (rk_point(), p, q)
        rk_point_add(impl, &r, &p, &q)
        return r
    }

    func subtract(_ p: rk_point, _ q: rk_point) -> rk_point {
        var (r, p, q) = (rk_point(), p, q)
        rk_point_sub(impl, &r, &p, &q)
        return r
    }

    func double(_ p: rk_point) -> rk_point {
        var (r, p) = (rk_point(), p)
        rk_point_double(impl, &r, &p)
        return r
    }

    func negate(_ p: rk_point) -> rk_point {
        var (r, p) = (rk_point(), p)
        rk_point_neg(impl, &r, &p)
        return r
    }

    func multiply(_ scalar: Bytes, _ p: rk_point) -> rk_point {
        var (r, p) = (rk_point(), p)
        rk_point_mul_ct(impl, &r, scalar, &p)
        return r
    }

    func equal(_ p: rk_point, _ q: rk_point) -> Bool {
        var (p, q) = (p, q)
        return rk_point_equal(impl, &p, &q) == 1
    }

    // MARK: Batches

    func decodeBatch(_ encodings: [Bytes]) -> (points: [rk_affine], ok: [Bool], bad: Int) {
        let n = encodings.count
        var (points, ok) = ([rk_affine](repeating: rk_affine(), count: n), Bytes(repeating: 9, count: n))
        let bad = rk_decode_batch(impl, &points, &ok, encodings.flatMap(\.self), n)
        return (points, ok.map { $0 == 1 }, bad)
    }

    /// Decodes what is known to be valid.
    func affine(_ encodings: [Bytes]) -> [rk_affine] {
        let batch = decodeBatch(encodings)
        precondition(batch.bad == 0 && batch.ok.allSatisfy(\.self))
        return batch.points
    }

    func points(_ affine: [rk_affine]) -> [rk_point] {
        var points = [rk_point](repeating: rk_point(), count: affine.count)
        rk_affine_to_point(impl, &points, affine, affine.count)
        return points
    }

    func normalize(_ points: [rk_point]) -> [rk_affine] {
        var out = [rk_affine](repeating: rk_affine(), count: points.count)
        let scratch = Memory(rk_normalize_batch_scratch(impl, points.count))
        precondition(
            rk_normalize_batch(impl, &out, points, points.count, scratch.pointer, scratch.count) == 0)
        return out
    }

    func encodeBatch(_ points: [rk_point]) -> [Bytes] {
        var out = Bytes(repeating: 1, count: 32 * points.count)
        rk_encode_batch(impl, &out, points, points.count)
        return split(out)
    }

    func doubleEncode(_ points: [rk_point]) -> [Bytes] {
        var out = Bytes(repeating: 1, count: 32 * points.count)
        let scratch = Memory(rk_double_encode_batch_scratch(impl, points.count))
        precondition(
            rk_double_encode_batch(impl, &out, points, points.count, scratch.pointer, scratch.count) == 0)
        return split(out)
    }

    func split(_ bytes: Bytes) -> [Bytes] {
        stride(from: 0, to: bytes.count, by: 32).map { Bytes(bytes[$0..<($0 + 32)]) }
    }

    // MARK: Sums

    func sumVartime(_ scalars: [Bytes], _ points: [rk_affine]) -> (status: Int32, encoding: Bytes) {
        let scratch = Memory(rk_msm_vartime_scratch(impl, points.count))
        var r = Kernel.generator
        let status = rk_msm_vartime(
            impl, &r, scalars.flatMap(\.self), points, points.count, scratch.pointer, scratch.count)
        return (status, encode(r))
    }

    func sumConstantTime(_ scalars: [Bytes], _ points: [rk_affine]) -> Bytes {
        let scratch = Memory(rk_msm_ct_scratch(impl, points.count))
        var r = Kernel.generator
        precondition(
            rk_msm_ct(impl, &r, scalars.flatMap(\.self), points, points.count, scratch.pointer, scratch.count) == 0)
        precondition(scratch.isWiped, "scratch keeps secrets")
        return encode(r)
    }
}

/// Tables over fixed generators.
struct FixedTable {
    let kernel: Kernel
    let layout: rk_fixed_layout
    let table: Memory

    init(_ kernel: Kernel, _ generators: [rk_affine], _ layout: rk_fixed_layout) {
        (self.kernel, self.layout) = (kernel, layout)
        table = Memory(rk_fixed_table_bytes(kernel.impl, layout))
        let scratch = Memory(rk_fixed_table_scratch(kernel.impl, layout))
        precondition(
            rk_fixed_table_build(kernel.impl, table.pointer, layout, generators, scratch.pointer, scratch.count) == 0)
    }

    func sum(
        _ fixed: [[UInt8]], index: [UInt32]? = nil, _ scalars: [[UInt8]] = [], _ points: [rk_affine] = []
    ) -> (status: Int32, encoding: [UInt8]) {
        let scratch = Memory(rk_msm_fixed_vartime_scratch(kernel.impl, layout, fixed.count, points.count))
        var r = Kernel.generator
        let status = rk_msm_fixed_vartime(
            kernel.impl, &r, table.pointer, layout, fixed.flatMap(\.self), index, fixed.count,
            scalars.flatMap(\.self), points, points.count, scratch.pointer, scratch.count)
        return (status, kernel.encode(r))
    }
}

/// Tables for constant-time sums over fixed generators.
struct SecretTable {
    let kernel: Kernel
    let count: Int
    let table: Memory

    init(_ kernel: Kernel, _ generators: [rk_affine]) {
        (self.kernel, count) = (kernel, generators.count)
        table = Memory(rk_ct_table_bytes(kernel.impl, count))
        let scratch = Memory(rk_ct_table_scratch(kernel.impl, count))
        precondition(
            rk_ct_table_build(kernel.impl, table.pointer, generators, count, scratch.pointer, scratch.count) == 0)
    }

    func sum(_ scalars: [[UInt8]], index: [UInt32]? = nil) -> (status: Int32, encoding: [UInt8]) {
        let scratch = Memory(rk_msm_ct_fixed_scratch(kernel.impl, scalars.count))
        var r = Kernel.generator
        let status = rk_msm_ct_fixed(
            kernel.impl, &r, table.pointer, count, scalars.flatMap(\.self), index, scalars.count, scratch.pointer,
            scratch.count)
        if status == RK_OK { precondition(scratch.isWiped, "scratch keeps secrets") }
        return (status, kernel.encode(r))
    }
}
