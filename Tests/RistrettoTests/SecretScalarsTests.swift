import Ristretto
import Sodium
import Testing

@Suite("Secret scalars", .serialized)
struct SecretScalarsTests {
    @Test("canonical bytes in, the same bytes out")
    func coding() throws {
        let scalars = try Samples.scalars(5)
        let bytes = scalars.flatMap { $0.encoded() }
        let secret = try SecretScalars(canonical: SecretBytes(copying: bytes))
        #expect(secret.count == 5)
        for index in 0..<5 { #expect(secret[index] == scalars[index]) }
        let encoded = try secret.encoded()
        #expect(encoded.withUnsafeBytes { Array($0) } == bytes)
        let copy = try secret.copy()
        let isEqual = copy.constantTimeEquals(secret)
        #expect(isEqual)
        let empty = try SecretScalars(zeros: 0)
        let isEqualToEmpty = empty.constantTimeEquals(secret)
        #expect(!isEqualToEmpty)
    }

    @Test("a number that is not below l and a wrong length are refused by position")
    func refusals() throws {
        let bad = try SecretBytes(copying: Scalar.one.encoded() + Samples.order)
        #expect(throws: SecretScalarFailure.scalar(.notCanonical(field: FieldName("r", at: 1)))) {
            _ = try SecretScalars(canonical: bad, field: "r")
        }
        let short = try SecretBytes(copying: [UInt8](repeating: 0, count: 33))
        #expect(throws: SecretScalarFailure.scalar(.length(field: "r", expected: 64, actual: 33))) {
            _ = try SecretScalars(canonical: short, field: "r")
        }
        #expect(throws: SodiumFailure.self) { _ = try SecretScalars(zeros: -1) }
    }

    @Test("random lists differ in every item, and a source gives the wide reduction of its bytes")
    func random() throws {
        var source = try SystemRandom()
        let secret = try SecretScalars(randomCount: 40, from: &source)
        var seen: [Scalar] = [.zero]
        for index in 0..<secret.count {
            let scalar = secret[index]
            #expect(!seen.contains(scalar))
            seen.append(scalar)
        }
        var filled = try SecretScalars(zeros: 2)
        var call: UInt8 = 0
        filled.fillRandom { (span: inout MutableSpan<UInt8>) in
            call += 1
            for index in span.indices { span[index] = call }
        }
        #expect(try filled[0] == Scalar(wideReducing: [UInt8](repeating: 1, count: 64)))
        #expect(try filled[1] == Scalar(wideReducing: [UInt8](repeating: 2, count: 64)))
    }

    @Test("inner products and list operations in guarded memory")
    func operations() throws {
        let (a, b) = (try Samples.scalars(20), try Samples.scalars(20))
        var left = try SecretScalars(count: 20) { a[$0] }
        let right = try SecretScalars(count: 20) { b[$0] }
        let products = [left.innerProduct(right), left.innerProduct(b.span)]
        #expect(products == [Scalar.innerProduct(a, b), Scalar.innerProduct(a, b)])
        left.withMutableSpan { Scalar.scale(&$0, by: b[0]) }
        #expect(left[7] == a[7] * b[0])
        let isEqual = left.constantTimeEquals(right)
        #expect(!isEqual)
        left[3] = .one
        #expect(left.withSpan { $0[3] } == .one)
    }

    @Test("one secret scalar")
    func single() throws {
        var source = try SystemRandom()
        let value = Scalar.random(from: &source)
        let one = try SecretScalar(value)
        let same = try SecretScalar(value)
        let other = try SecretScalar(randomFrom: &source)
        #expect(one.exposed == value)
        let isEqual = one.constantTimeEquals(same)
        #expect(isEqual)
        let same5 = one.constantTimeEquals(other)
        #expect(!same5)
    }
}
