"""keccak-f1600.json, sha3.json, shake.json: the model against hashlib and against published values."""

import hashlib

import vectorfile
from keccak import keccak_f, sponge

pattern = vectorfile.pattern


def permutation_cases():
    cases = []

    def case(name, state, published=None):
        output = bytes(keccak_f(bytearray(state)))
        assert published is None or output.startswith(bytes.fromhex(published)), name
        cases.append({"name": name, "input": bytes(state).hex(), "output": output.hex()})
        return output

    # The first lanes as the Keccak team prints them, most significant byte first.
    first = case("all zero", bytes(200), "e7dde140798f25f18a47c033f9ccd584")
    case("all zero, applied twice", first, "3ccb6ef94d955c2d6db55770d02c336a")
    case("all ones", b"\xff" * 200)
    case("counting bytes", bytes(range(200)))
    for lane in range(25):
        state = bytearray(200)
        state[8 * lane + lane % 8] = 0x80 >> (lane % 8)
        case("one bit in lane %d" % lane, state)
    for seed in range(4):
        case("pattern %d" % seed, pattern(200, seed))
    return cases


PUBLISHED_SHA3 = {
    ("sha3-256", b""): "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a",
    ("sha3-256", b"abc"): "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
    ("sha3-512", b""): "a69f73cca23a9ac5c8b567dc185a756e97c982164fe25859e0d1dcc1475c80a615b2123af1f5f94c11e3e9402c3ac558"
    "f500199d95b6d3e301758586281dcd26",
    ("sha3-512", b"abc"): "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e39"
    "34057340b4cf408d5a56592f8274eec53f0",
}
PUBLISHED_SHAKE = {
    ("shake128", b""): "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26",
    ("shake256", b""): "46b9dd2b0ba88d13233b3feb743eeb243fcd52ea62b81b82b50c27646ed5762fd75dc4ddd8c0f200cb05019d67b592f6"
    "fc821c49479ab48640292eacb3b7c4be",
}


def sha3_cases():
    cases = []
    for function, length in (("sha3-256", 32), ("sha3-512", 64)):
        rate = 200 - 2 * length
        messages = [("empty", b""), ("abc", b"abc"), ("200 bytes of a3", b"\xa3" * 200)]
        for count in (1, rate - 2, rate - 1, rate, rate + 1, 2 * rate - 1, 2 * rate, 2 * rate + 1, 1000):
            messages.append(("%d bytes" % count, pattern(count)))
        for name, message in messages:
            digest = sponge(2 * length, 0x06, message, length)
            assert digest == hashlib.new(function.replace("-", "_"), message).digest()
            published = PUBLISHED_SHA3.get((function, message))
            assert published is None or published == digest.hex(), (function, name)
            cases.append({"name": "%s, %s" % (function, name), "function": function, "message": message.hex(),
                          "digest": digest.hex()})
    return cases


def shake_cases():
    cases = []
    for function, capacity, reference in (("shake128", 32, hashlib.shake_128), ("shake256", 64, hashlib.shake_256)):
        rate = 200 - capacity
        inputs = [("empty", b"", 512), ("200 bytes of a3", b"\xa3" * 200, 512),
                  ("generator chain G 0", b"GeneratorsChainG" + bytes(4), 64 * 8)]
        for count in (1, rate - 1, rate, rate + 1, 2 * rate):
            inputs.append(("%d bytes" % count, pattern(count), 64))
        for count in (0, 1, rate - 1, rate, rate + 1, 3 * rate):
            inputs.append(("%d bytes of output" % count, b"out", count))
        for name, message, length in inputs:
            output = sponge(capacity, 0x1F, message, length)
            assert output == reference(message).digest(length)
            published = PUBLISHED_SHAKE.get((function, message))
            assert published is None or output.hex().startswith(published), (function, name)
            cases.append({"name": "%s, %s" % (function, name), "function": function, "message": message.hex(),
                          "output": output.hex()})
    return cases


vectorfile.write(
    "keccak-f1600.json", "keccak-f1600",
    "FIPS 202 through the model keccak.py; the zero state agrees with the Keccak team's KeccakF-1600-IntermediateValues",
    permutation_cases())
vectorfile.write(
    "sha3.json", "sha3",
    "FIPS 202 through the model keccak.py, equal to hashlib; empty and abc are NIST's example values",
    sha3_cases())
vectorfile.write(
    "shake.json", "shake",
    "FIPS 202 through the model keccak.py, equal to hashlib; the empty input is NIST's example value",
    shake_cases())
