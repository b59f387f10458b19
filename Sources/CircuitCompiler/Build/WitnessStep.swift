internal import CircuitModel

/// How a prover computes a witness from what was computed before.
enum WitnessStep: Sendable {
    /// The smallest of the forms.
    case minimum(UInt32, [IntegerDraft])
    /// The largest of the forms.
    case maximum(UInt32, [IntegerDraft])
    /// Whether the form is at least 0.
    case sign(UInt32, IntegerDraft)
    /// A product.
    case product(UInt32, IntegerDraft, IntegerDraft)
    /// The k-th largest form, by how much each form exceeds it, and the sum of the k largest.
    case worst(k: Int, forms: [IntegerDraft], excesses: [UInt32], threshold: UInt32, total: UInt32)
    /// The largest total T of `bits` bits with sum of min(form, share * T) >= scale * T, and those minima.
    case capped(forms: [IntegerDraft], shares: [Int256], scale: Int256, parts: [UInt32], total: UInt32, bits: Int)
}
