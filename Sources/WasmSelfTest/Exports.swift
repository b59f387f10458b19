#if arch(wasm32)
    /// Runs every compiled-in vector.
    ///
    /// - Returns: 0, or the number of the first case that fails, counted from 1 over all files.
    @_expose(wasm, "run") @_cdecl("run")
    public func run() -> Int32 { Int32(truncatingIfNeeded: selfTest().firstFailure) }

    /// Runs every compiled-in vector, and says how many there are.
    ///
    /// - Returns: The number of cases in the upper 32 bits; in the lower ones what `run` returns.
    @_expose(wasm, "outcome") @_cdecl("outcome")
    public func outcome() -> Int64 {
        let total = selfTest()
        return Int64(total.cases) << 32 | Int64(total.firstFailure)
    }

    /// Returns eight bytes of the name of the first failing case, so that no memory need be shared to read it.
    ///
    /// - Parameter word: Which eight bytes, from 0.
    /// - Returns: The bytes, the first one lowest; zeros after the end.
    @_expose(wasm, "failing_case_name") @_cdecl("failing_case_name")
    public func failingCaseName(_ word: Int32) -> Int64 {
        let name = selfTest().firstFailureName
        var bits: UInt64 = 0
        for index in 0..<8 {
            let position = Int(word) * 8 + index
            if name.indices.contains(position) { bits |= UInt64(name[position]) << UInt64(8 * index) }
        }
        return Int64(bitPattern: bits)
    }

    /// Counts the vectors with one wrong digit.
    ///
    /// - Returns: Their number, at least 1.
    @_expose(wasm, "planted_fault_count") @_cdecl("planted_fault_count")
    public func plantedFaultCount() -> Int32 { Int32(truncatingIfNeeded: PlantedFault.all.count) }

    /// Runs a vector with one wrong digit, which shows that a fault is noticed here too.
    ///
    /// - Parameter index: Which one, from 0.
    /// - Returns: 1 when the vector passes without the fault and fails with it.
    @_expose(wasm, "planted_fault") @_cdecl("planted_fault")
    public func plantedFault(_ index: Int32) -> Int32 {
        guard PlantedFault.all.indices.contains(Int(index)) else { return 0 }
        return PlantedFault.all[Int(index)].isNoticed(in: embeddedFiles) ? 1 : 0
    }

    private var embeddedFiles: [[UInt8]] { embeddedVectors.map { $0.withUTF8Buffer { Array($0) } } }

    private func selfTest() -> VectorOutcome {
        var total = VectorOutcome()
        for file in embeddedFiles {
            let outcome = VectorSuite.run(file)
            if outcome.failures > 0 && total.failures == 0 {
                total.firstFailure = total.cases + outcome.firstFailure
                total.firstFailureName = outcome.firstFailureName
            }
            total.cases += outcome.cases
            total.failures += outcome.failures
        }
        return total
    }
#endif
