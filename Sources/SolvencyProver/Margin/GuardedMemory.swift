/// Runs something that needs guarded memory or randomness, and translates its failure.
func translating<Result: ~Copyable, From: Error, To: Error>(
    _ failure: (From) -> To, _ body: () throws(From) -> Result
) throws(To) -> Result {
    do throws(From) { return try body() } catch { throw failure(error) }
}
