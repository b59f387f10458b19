/// The public ladder of coverage levels: a proof says "at least this rung" and nothing between.
///
/// The ladder is fixed, so that repeated challenges cannot search for the exact headroom.
public enum RungLadder {
    /// The rungs in basis points.
    public static let rungs: [UInt64] = [10000, 10500, 11000, 12000, 15000, 20000, 30000]

    /// Whether a number of basis points is a rung.
    ///
    /// - Parameter rung: The number.
    /// - Returns: Whether it is.
    public static func contains(_ rung: UInt64) -> Bool { rungs.contains(rung) }
}
