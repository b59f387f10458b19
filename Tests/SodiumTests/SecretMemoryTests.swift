import Testing

@testable import Sodium

@Suite struct SecretMemoryTests {
    @Test func startsOnManyThreadsAtOnce() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    try Sodium.start()
                    let bytes = try SecretBytes(count: 32)
                    #expect(bytes.count == 32)
                }
            }
            try await group.waitForAll()
        }
        #expect(!Sodium.libraryVersion.isEmpty)
    }

    @Test(arguments: [0, 1, 31, 32, 4095, 4096, 4097, 100_000])
    func anySizeStartsAsZeros(count: Int) throws {
        var secret = try SecretBytes(count: count)
        #expect(secret.count == count)
        let zeros = secret.withUnsafeBytes { bytes in bytes.allSatisfy { $0 == 0 } }
        #expect(zeros)
        secret.withUnsafeMutableBytes { bytes in
            for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: index) }
        }
        let copy = try secret.copy()
        let same1 = secret.constantTimeEquals(copy)
        #expect(same1)
        secret.wipe()
        let wiped = secret.withUnsafeBytes { bytes in bytes.allSatisfy { $0 == 0 } }
        #expect(wiped)
    }

    @Test func equalityLooksAtEveryByte() throws {
        let reference = (0..<40).map { UInt8($0) }
        let secret = try SecretBytes(copying: reference)
        for index in reference.indices {
            var other = reference
            other[index] ^= 0x80
            let changed = try SecretBytes(copying: other)
            let same2 = secret.constantTimeEquals(changed)
            #expect(!same2)
        }
        let shorter = try SecretBytes(copying: Array(reference.dropLast()))
        let same3 = secret.constantTimeEquals(shorter)
        #expect(!same3)
        let empty = try SecretBytes(count: 0)
        let anotherEmpty = try SecretBytes(count: 0)
        let same4 = empty.constantTimeEquals(anotherEmpty)
        #expect(same4)
    }

    @Test func impossibleSizesAreRefused() {
        #expect(throws: SodiumFailure.invalidCount(-1)) { _ = try SecretBytes(count: -1).count }
        #expect(throws: SodiumFailure.invalidCount(.max)) {
            _ = try SecretBuffer<UInt64>(count: .max, repeating: 0).count
        }
        #expect(throws: SodiumFailure.self) { _ = try SecretBytes(count: .max / 4).count }
    }

    @Test func oneBufferServesManyScalars() throws {
        typealias Words = SIMD4<UInt64>
        var scalars = try SecretBuffer<Words>(count: 5000, repeating: .zero, alignment: 64)
        let aligned = scalars.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) % 64 == 0 }
        #expect(aligned)
        for index in 0..<scalars.count { scalars[index] = Words(repeating: UInt64(index)) }
        let copy = try scalars.copy()
        for index in 0..<scalars.count { #expect(copy[index] == Words(repeating: UInt64(index))) }
        scalars.wipe()
        #expect(scalars[4999] == .zero)
        #expect(copy[4999] == Words(repeating: 4999))
    }

    @Test(arguments: [1, 2, 8, 16, 64, 4096])
    func alignmentHoldsForOddSizes(alignment: Int) throws {
        for count in [1, 3, 100] {
            let buffer = try SecretBuffer<UInt8>(count: count, repeating: 9, alignment: alignment)
            let address = buffer.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
            #expect(address % UInt(alignment) == 0)
            #expect(buffer[count - 1] == 9)
        }
    }

    @Test func secretsSayNothing() throws {
        let secret = try SecretBytes(copying: Array("correct horse".utf8))
        // A type that cannot be copied cannot be passed to `String(describing:)`; the failure text is all there is.
        #expect(secret.count == 13)
        #expect(!"\(SodiumFailure.outOfMemory(bytes: 13, errno: 12))".contains("horse"))
    }

    @Test func wipeOverwritesArrays() {
        var bytes: [UInt8] = [1, 2, 3]
        secureWipe(&bytes)
        #expect(bytes == [0, 0, 0])
    }
}
