#if arch(wasm32)
    /// Runs every compiled-in vector.
    ///
    /// - Returns: 0, or the number of the first case that fails, counted from 1 over all files.
    @_expose(wasm, "run") @_cdecl("run")
    public func run() -> Int32 { Int32(truncatingIfNeeded: selfTest().firstFailure) }

    /// Counts the compiled-in cases, by running them.
    ///
    /// - Returns: Their number.
    @_expose(wasm, "case_count") @_cdecl("case_count")
    public func caseCount() -> Int32 { Int32(truncatingIfNeeded: selfTest().cases) }

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

    /// Runs a vector with one wrong digit, which shows that a fault is noticed here too.
    ///
    /// - Returns: 1, the number of the failing case.
    @_expose(wasm, "planted_fault") @_cdecl("planted_fault")
    public func plantedFault() -> Int32 {
        let file: StaticString = """
            {"suite": "sha3", "source": "FIPS 202, last digit changed", "cases": [{"name": "planted", "function": "sha3-256",
            "message": "", "digest": "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434b"}]}
            """
        return Int32(truncatingIfNeeded: VectorSuite.run(file.withUTF8Buffer { Array($0) }).firstFailure)
    }

    private func selfTest() -> VectorOutcome {
        var total = VectorOutcome()
        for file in embeddedVectors {
            let outcome = VectorSuite.run(file.withUTF8Buffer { Array($0) })
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
