import CValgrind

/// What memcheck is told about memory.
enum Secrecy {
    /// Marks the values secret: from here on no branch and no address may depend on them.
    static func hide<Element: BitwiseCopyable>(_ values: inout [Element]) {
        values.withUnsafeMutableBytes { cv_mark_secret($0.baseAddress, $0.count) }
    }

    /// Marks memory secret.
    static func hide(_ memory: UnsafeMutableRawBufferPointer) { cv_mark_secret(memory.baseAddress, memory.count) }

    /// Marks memory public.
    static func reveal(_ memory: UnsafeRawBufferPointer) {
        cv_mark_public(UnsafeMutableRawPointer(mutating: memory.baseAddress), memory.count)
    }

    /// Marks a result public, as publishing it does.
    static func reveal<Element: BitwiseCopyable>(_ values: inout [Element]) {
        values.withUnsafeMutableBytes { cv_mark_public($0.baseAddress, $0.count) }
    }

    /// A copy of a result, public.
    static func revealed<Element: BitwiseCopyable>(_ value: Element) -> Element {
        var copy = [value]
        reveal(&copy)
        return copy[0]
    }

    /// How many errors memcheck reports for `body`.
    static func errors(_ body: () throws -> Void) rethrows -> Int {
        let before = cv_error_count()
        try body()
        return Int(cv_error_count() - before)
    }
}
