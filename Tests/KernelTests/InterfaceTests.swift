import CRistrettoKernel
import Testing

/// The rules of the interface: names, availability, scratch sizes, limits.
@Suite struct InterfaceTests {
    @Test func namesAndAvailability() {
        #expect(
            Implementation.allCases.map { String(cString: rk_name($0.kernel)) }
                == Implementation.allCases.map { "\($0)" })
        #expect(String(cString: rk_name(rk_impl(rawValue: 9))) == "unknown")
        #expect(rk_available(rk_impl(rawValue: 0)) == 0 && rk_available(rk_impl(rawValue: 9)) == 0)
        #expect(rk_available(RK_PORTABLE32) == 1 && rk_available(RK_PORTABLE64) == 1)
        #expect(rk_available(rk_best()) == 1)
        print("kernel implementations tested here:", Implementation.available)
    }

    @Test func anUnavailableImplementationIsRefused() {
        let none = rk_impl(rawValue: 9)
        #expect(rk_msm_vartime_scratch(none, 5) == 0 && rk_ct_table_bytes(none, 5) == 0)
        #expect(rk_fixed_layout_best(none, 5, 1 << 20).sets == 0)
        var r = Kernel.generator
        #expect(rk_msm_vartime(none, &r, [], [], 0, nil, 0) == RK_UNAVAILABLE)
        #expect(rk_msm_ct(none, &r, [], [], 0, nil, 0) == RK_UNAVAILABLE)
        // Functions without a status fall back.
        var (p, q) = (Kernel.generator, Kernel.generator)
        rk_point_add(none, &r, &p, &q)
        #expect(Kernel(.portable32).equal(r, Kernel(.portable32).double(p)))
    }

    @Test(arguments: Implementation.available)
    func countsAboveTheLimitAreRefused(_ implementation: Implementation) {
        let impl = implementation.kernel
        let limit = 1 << 22
        var r = Kernel.generator
        #expect(rk_msm_vartime_scratch(impl, limit) > 0)
        for n in [limit + 1, 1 << 40, Int.max] {
            #expect(rk_msm_vartime_scratch(impl, n) == 0)
            #expect(rk_msm_vartime(impl, &r, [], [], n, nil, 0) == RK_SIZE)
            #expect(rk_msm_ct(impl, &r, [], [], n, nil, 0) == RK_SIZE)
        }
        for (window, sets) in [(0, 1), (1, 1), (40, 1), (8, 0), (8, 33), (UInt32.max, UInt32.max)] as [(UInt32, UInt32)]
        {
            let layout = rk_fixed_layout(generators: 1, window: window, sets: sets)
            #expect(rk_fixed_table_bytes(impl, layout) == 0)
            #expect(rk_msm_fixed_vartime(impl, &r, nil, layout, [], nil, 0, [], [], 0, nil, 0) == RK_SIZE)
        }
    }

    @Test(arguments: Implementation.available)
    func sharesThatDoNotExistAreRefused(_ implementation: Implementation) {
        let impl = implementation.kernel
        let points = Kernel(implementation).normalize([Kernel.generator, Kernel.generator])
        let scalars = [UInt8](repeating: 0, count: 64)
        let scratch = Memory(rk_msm_part_vartime_scratch(impl, 2, 1))
        var r = Kernel.generator
        for (part, parts) in [(0, 0), (1, 1), (2, 2), (3, 2), (64, 64), (0, 65), (UInt32.max, 2)] as [(UInt32, UInt32)]
        {
            let status = rk_msm_part_vartime(impl, &r, part, parts, scalars, points, 2, scratch.pointer, scratch.count)
            #expect(status == RK_SIZE, "share \(part) of \(parts)")
        }
        for parts: UInt32 in [0, 65, .max] { #expect(rk_msm_part_vartime_scratch(impl, 2, parts) == 0) }
        #expect(rk_msm_part_vartime_scratch(impl, (1 << 22) + 1, 2) == 0)
    }

    /// A call of the kernel that needs scratch memory.
    struct ScratchCall: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: @Sendable (rk_impl) -> Int
        let run: @Sendable (rk_impl, UnsafeMutableRawPointer?, Int) -> Int32
    }

    static let scratchCalls: [ScratchCall] = {
        @Sendable func generators(_ impl: rk_impl, _ n: Int) -> [rk_affine] {
            Kernel(Implementation(rawValue: impl.rawValue) ?? .portable32)
                .normalize([rk_point](repeating: Kernel.generator, count: n))
        }
        @Sendable func zeros(_ n: Int) -> [UInt8] { [UInt8](repeating: 0, count: 32 * n) }
        var calls = [1, 20, 200].map { n in
            ScratchCall(testDescription: "msm_vartime \(n)", bytes: { rk_msm_vartime_scratch($0, n) }) {
                var r = rk_point()
                return rk_msm_vartime($0, &r, zeros(n), generators($0, n), n, $1, $2)
            }
        }
        calls.append(
            ScratchCall(testDescription: "msm_ct", bytes: { rk_msm_ct_scratch($0, 3) }) {
                var r = rk_point()
                return rk_msm_ct($0, &r, zeros(3), generators($0, 3), 3, $1, $2)
            })
        calls.append(
            ScratchCall(testDescription: "double_encode", bytes: { rk_double_encode_batch_scratch($0, 3) }) {
                var out = zeros(3)
                return rk_double_encode_batch($0, &out, (0..<3).map { _ in Kernel.generator }, 3, $1, $2)
            })
        calls.append(
            ScratchCall(testDescription: "normalize", bytes: { rk_normalize_batch_scratch($0, 3) }) {
                var out = [rk_affine](repeating: rk_affine(), count: 3)
                return rk_normalize_batch($0, &out, (0..<3).map { _ in Kernel.generator }, 3, $1, $2)
            })
        calls.append(
            ScratchCall(testDescription: "fold", bytes: { rk_fold_vartime_scratch($0, 3, 2) }) {
                var out = [rk_affine](repeating: rk_affine(), count: 3)
                return rk_fold_vartime($0, &out, generators($0, 6), 3, 2, zeros(2), $1, $2)
            })
        calls.append(
            ScratchCall(
                testDescription: "fixed table", bytes: { rk_fixed_table_scratch($0, rk_fixed_layout_best($0, 3, 4096)) }
            ) {
                let layout = rk_fixed_layout_best($0, 3, 4096)
                let table = Memory(rk_fixed_table_bytes($0, layout))
                return rk_fixed_table_build($0, table.pointer, layout, generators($0, 3), $1, $2)
            })
        calls.append(
            ScratchCall(
                testDescription: "fold over a table",
                bytes: { rk_fold_fixed_vartime_scratch($0, rk_fixed_layout_best($0, 6, 4096), 3, 2) }
            ) {
                let layout = rk_fixed_layout_best($0, 6, 4096)
                let table = Memory(rk_fixed_table_bytes($0, layout))
                let room = Memory(rk_fixed_table_scratch($0, layout))
                _ = rk_fixed_table_build($0, table.pointer, layout, generators($0, 6), room.pointer, room.count)
                var out = [rk_affine](repeating: rk_affine(), count: 3)
                return rk_fold_fixed_vartime($0, &out, table.pointer, layout, nil, 3, 2, zeros(2), $1, $2)
            })
        calls.append(
            ScratchCall(testDescription: "ct table", bytes: { rk_ct_table_scratch($0, 3) }) {
                let table = Memory(rk_ct_table_bytes($0, 3))
                return rk_ct_table_build($0, table.pointer, generators($0, 3), 3, $1, $2)
            })
        calls.append(
            ScratchCall(testDescription: "commit table", bytes: { rk_commit_table_scratch($0) }) {
                let table = Memory(rk_commit_table_bytes($0))
                var (v, w) = (Kernel.generator, Kernel.generator)
                return rk_commit_table_build($0, table.pointer, &v, &w, $1, $2)
            })
        return calls
    }()

    @Test(arguments: Implementation.available, scratchCalls)
    func scratchIsChecked(_ implementation: Implementation, _ call: ScratchCall) {
        let impl = implementation.kernel
        let bytes = call.bytes(impl)
        let memory = Memory(bytes)
        #expect(call.run(impl, memory.pointer, bytes) == RK_OK)
        guard bytes > 0 else { return }
        #expect(call.run(impl, memory.pointer, bytes - 1) == RK_SCRATCH)
        #expect(call.run(impl, memory.pointer, 0) == RK_SCRATCH)
        #expect(call.run(impl, nil, bytes) == RK_SCRATCH)
        #expect(call.run(impl, memory.pointer + 8, bytes) == RK_SCRATCH)
    }
}
