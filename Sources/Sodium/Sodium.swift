internal import CSodium

/// The start-up of libsodium.
///
/// libsodium chooses its implementations and opens its random source in `sodium_init`; memory and randomness taken
/// before it abort the process. Every type of this module that touches them starts the library by itself, so callers
/// call ``start()`` only to learn about a failure early.
public enum Sodium {
    // 0 on its first run, 1 when someone had called it before, -1 on failure. Swift runs the initialiser of a static
    // property once, whatever number of threads asks.
    private static let status: Int32 = sodium_init()

    /// Starts libsodium once; later calls cost one load.
    ///
    /// - Throws: ``SodiumFailure/unavailable`` when the library could not be started.
    public static func start() throws(SodiumFailure) {
        guard status >= 0 else { throw .unavailable }
    }

    /// The version of the libsodium that is loaded, for instance `1.0.18`.
    public static var libraryVersion: String { String(cString: sodium_version_string()) }
}
