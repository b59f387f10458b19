#if FUZZING
    import Foundation
    import FuzzTargets

    /// libFuzzer's loop; the archive without a `main` is linked by `Tools/fuzz-decoders.sh`.
    @_silgen_name("LLVMFuzzerRunDriver")
    private func runDriver(
        _ count: UnsafeMutablePointer<CInt>,
        _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
        _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
    ) -> CInt

    /// What the C callback reaches: it is set once before the loop.
    nonisolated(unsafe) private var current: (any FuzzTarget)?

    /// Runs libFuzzer; a broken rule stops it like a crash.
    ///
    /// - Parameters:
    ///   - target: What to feed.
    ///   - arguments: libFuzzer's arguments: flags and folders.
    func fuzz(_ target: any FuzzTarget, _ arguments: [String]) -> Never {
        current = target
        var pointers: [UnsafeMutablePointer<CChar>?] = (["solvency-fuzz"] + arguments).map { strdup($0) } + [nil]
        let code = pointers.withUnsafeMutableBufferPointer { buffer in
            var count = CInt(buffer.count - 1)
            var start = buffer.baseAddress
            return runDriver(&count, &start) { bytes, count in
                do throws(FuzzFinding) {
                    _ = try current?.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
                } catch {
                    fatalError("\(error)")
                }
                return 0
            }
        }
        exit(code)
    }
#endif
