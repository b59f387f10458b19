import CRistrettoKernel

extension Kernel {
    /// A fold into n results, encoded.
    func fold(_ points: [rk_affine], _ n: Int, _ scalars: [Bytes]) -> (status: Int32, encodings: [Bytes]) {
        let scratch = Memory(rk_fold_vartime_scratch(impl, n, UInt32(scalars.count)))
        var out = [rk_affine](repeating: rk_affine(), count: n)
        let status = rk_fold_vartime(
            impl, &out, points, n, UInt32(scalars.count), scalars.flatMap(\.self), scratch.pointer, scratch.count)
        return (status, encodeBatch(self.points(out)))
    }
}

extension FixedTable {
    /// A fold of generators into n results, encoded.
    func fold(_ index: [UInt32]?, _ n: Int, _ scalars: [Kernel.Bytes]) -> (status: Int32, encodings: [Kernel.Bytes]) {
        let ways = UInt32(scalars.count)
        let scratch = Memory(rk_fold_fixed_vartime_scratch(kernel.impl, layout, n, ways))
        var out = [rk_affine](repeating: rk_affine(), count: n)
        let bytes = scalars.flatMap(\.self)
        let status =
            if let index {
                rk_fold_fixed_vartime(
                    kernel.impl, &out, table.pointer, layout, index, n, ways, bytes, scratch.pointer, scratch.count)
            } else {
                rk_fold_fixed_vartime(
                    kernel.impl, &out, table.pointer, layout, nil, n, ways, bytes, scratch.pointer, scratch.count)
            }
        return (status, kernel.encodeBatch(kernel.points(out)))
    }
}
