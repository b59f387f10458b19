internal import CGMP

/// A GMP integer with an owner: written once while it is made, then only read.
///
/// This file and ``BigInteger`` are all that meets GMP.
final class LargeInteger: @unchecked Sendable {
    /// Invariant: initialised from `init` to `deinit`; nobody writes after the value was put into a ``BigInteger``.
    var value = __mpz_struct()

    init() { __gmpz_init(&value) }

    init(_ integer: Int64) { __gmpz_init_set_si(&value, Int(integer)) }

    deinit { __gmpz_clear(&value) }

    /// The sign: -1, 0 or 1.
    var signum: Int { value._mp_size < 0 ? -1 : value._mp_size > 0 ? 1 : 0 }
}
