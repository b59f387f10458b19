"""ristretto255*.json, scalar*.json, generators.json.

RFC 9496's published values are compared with libsodium and, for decoding, with a reading of section 4.3.1 in plain
integers, which also says why an encoding is refused.
"""

import hashlib

import rist
import vectorfile

P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
ORDER = rist.L


def little(value, count=32):
    return value.to_bytes(count, "little")


def square_root_ratio(u, v):
    r = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    check = v * r * r % P
    square = check in (u % P, -u % P)
    if check in (-u % P, -u * ROOT % P):
        r = r * ROOT % P
    return square, P - r if r & 1 else r


def fault(encoding):
    """Why RFC 9496 section 4.3.1 refuses 32 bytes; None when it takes them."""
    s = int.from_bytes(encoding, "little")
    if s >= P:
        return "field element not canonical"
    if s & 1:
        return "field element negative"
    u1, u2 = (1 - s * s) % P, (1 + s * s) % P
    v = (-(D * u1 * u1) - u2 * u2) % P
    square, inverse = square_root_ratio(1, v * u2 * u2)
    if not square:
        return "no square root"
    x_den = inverse * u2 % P
    y = u1 * inverse * x_den * v % P
    x = 2 * s * x_den % P
    x = P - x if x & 1 else x
    if x * y % P & 1:
        return "xy negative"
    return "y is zero" if y == 0 else None


MULTIPLES = """
0000000000000000000000000000000000000000000000000000000000000000
e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76
6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919
94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259
da80862773358b466ffadfe0b3293ab3d9fd53c5ea6c955358f568322daf6a57
e882b131016b52c1d3337080187cf768423efccbb517bb495ab812c4160ff44e
f64746d3c92b13050ed8d80236a7f0007c3b3f962f5ba793d19a601ebb1df403
44f53520926ec81fbd5a387845beb7df85a96a24ece18738bdcfa6a7822a176d
903293d8f2287ebe10e2374dc1a53e0bc887e592699f02d077d5263cdd55601c
02622ace8f7303a31cafc63f8fc48fdc16e1c8c8d234b2f0d6685282a9076031
20706fd788b2720a1ed2a5dad4952b01f413bcf0e7564de8cdc816689e2db95f
bce83f8ba5dd2fa572864c24ba1810f9522bc6004afe95877ac73241cafdab42
e4549ee16b9aa03099ca208c67adafcafa4c3f3e4e5303de6026e3ca8ff84460
aa52e000df2e16f55fb1032fc33bc42742dad6bd5a8fc0be0167436c5948501f
46376b80f409b29dc2b5f6f0c52591990896e5716f41477cd30085ab7f10301e
e0c418f7c8d9c4cdd7395b93ea124f3ad99021bb681dfc3302a9d99a2e53e64e
""".split()

INVALID = {
    "field element not canonical": """
00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
""",
    "field element negative": """
0100000000000000000000000000000000000000000000000000000000000000
01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20
c34c4e1826e5d403b78e246e88aa051c36ccf0aafebffe137d148a2bf9104562
c940e5a4404157cfb1628b108db051a8d439e1a421394ec4ebccb9ec92a8ac78
47cfc5497c53dc8e61c91d17fd626ffb1c49e2bca94eed052281b510b1117a24
f1c6165d33367351b0da8f6e4511010c68174a03b6581212c71c0e1d026c3c72
87260f7a2f12495118360f02c26a470f450dadf34a413d21042b43b9d93e1309
""",
    "no square root": """
26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371
4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f
de6a7b00deadc788eb6b6c8d20c0ae96c2f2019078fa604fee5b87d6e989ad7b
bcab477be20861e01e4a0e295284146a510150d9817763caf1a6f4b422d67042
2a292df7e32cababbd9de088d1d1abec9fc0440f637ed2fba145094dc14bea08
f4a9e534fc0d216c44b218fa0c42d99635a0127ee2e53c712f70609649fdff22
8268436f8c4126196cf64b3c7ddbda90746a378625f9813dd9b8457077256731
2810e5cbc2cc4d4eece54f61c6f69758e289aa7ab440b3cbeaa21995c2f4232b
""",
    "xy negative": """
3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e
a45fdc55c76448c049a1ab33f17023edfb2be3581e9c7aade8a6125215e04220
d483fe813c6ba647ebbfd3ec41adca1c6130c2beeee9d9bf065c8d151c5f396e
8a2e1d30050198c65a54483123960ccc38aef6848e1ec8f5f780e8523769ba32
32888462f8b486c68ad7dd9610be5192bbeaf3b443951ac1a8118419d9fa097b
227142501b9d4355ccba290404bde41575b037693cef1f438c47f8fbf35d1165
5c37cc491da847cfeb9281d407efc41e15144c876e0170b499a96a22ed31e01e
445425117cb8c90edcbc7c1cc0e74f747f2c1efa5630a967c64f287792a48a4b
""",
    "y is zero": "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
}

# Input texts, hashed with SHA-512, and results.
MAPPED = [
    ("Ristretto is traditionally a short shot of espresso coffee",
     "3066f82a1a747d45120d1740f14358531a8f04bbffe6a819f86dfe50f44a0a46"),
    ("made with the normal amount of ground coffee but extracted with",
     "f26e5b6f7d362d2d2a94c5d0e7602cb4773c95a2e5c31a64f133189fa76ed61b"),
    ("about half the amount of water in the same amount of time",
     "006ccd2a9e6867e6a2c5cea83d3302cc9de128dd2a9a57dd8ee7b9d7ffe02826"),
    ("by using a finer grind.", "f8f0c87cf237953c5890aec3998169005dae3eca1fbb04548c635953c817f92a"),
    ("This produces a concentrated shot of coffee per volume.",
     "ae81e7dedf20a497e10c304a765c1767a42d6e06029758d2d7e8ef7cc4c41179"),
    ("Just pulling a normal shot short will produce a weaker shot",
     "e2705652ff9f5e44d3e841bf1c251cf7dddb77d140870d1ab2ed64f1a9ce8628"),
    ("and is not a Ristretto as some believe.",
     "80bd07262511cdde4863f8a7434cef696750681cb9510eea557088f76d9e5065"),
]

# Four inputs whose halves differ in bit 255 or by the field's order and must map to one point.
SAME = "304282791023b73128d277bdcb5c7746ef2eac08dde9f2983379cb8e5ef0517f"
SAME_INPUTS = [
    "ed" + "ff" * 31 + "ff" * 32,
    "ed" + "ff" * 30 + "7f" + "ff" * 32,
    "00" * 31 + "80" + "ff" * 31 + "7f",
    "00" * 32 + "12" + "00" * 30 + "80",
]


def group_cases():
    for k, published in enumerate(MULTIPLES):
        assert rist.mulB(k).hex() == published, k
        yield {"name": "RFC 9496 A.1, %d B" % k, "operation": "multiple", "scalar": little(k).hex(), "output": published}
    for name, k in (("l - 1", ORDER - 1), ("2^252", 2**252), ("2^252 - 1", 2**252 - 1), ("2^128", 2**128),
                    ("(l + 1) / 2", (ORDER + 1) // 2)):
        yield {"name": name + " times B", "operation": "multiple", "scalar": little(k).hex(), "output": rist.mulB(k).hex()}
    for index in range(6):
        k = int.from_bytes(vectorfile.pattern(64, index), "little") % ORDER
        yield {"name": "multiple, pattern %d" % index, "operation": "multiple", "scalar": little(k).hex(),
               "output": rist.mulB(k).hex()}
    for text, published in MAPPED:
        uniform = hashlib.sha512(text.encode()).digest()
        assert rist.from_hash(uniform).hex() == published, text
        yield {"name": "RFC 9496 A.3, " + text, "operation": "map", "uniform": uniform.hex(), "output": published}
    for index, uniform in enumerate(SAME_INPUTS):
        assert rist.from_hash(bytes.fromhex(uniform)).hex() == SAME, index
        yield {"name": "RFC 9496 A.3, one point of four inputs, %d" % index, "operation": "map", "uniform": uniform,
               "output": SAME}
    for name, uniform in (("zeros", bytes(64)), ("ones", b"\xff" * 64)):
        yield {"name": "map of " + name, "operation": "map", "uniform": uniform.hex(), "output": rist.from_hash(uniform).hex()}
    for index in range(4):
        p, q = rist.from_hash(vectorfile.pattern(64, index)), rist.from_hash(vectorfile.pattern(64, index + 10))
        yield {"name": "sum %d" % index, "operation": "add", "left": p.hex(), "right": q.hex(), "output": rist.add(p, q).hex()}
    p = rist.from_hash(vectorfile.pattern(64))
    yield {"name": "opposites", "operation": "add", "left": p.hex(), "right": rist.sub(rist.ID, p).hex(),
           "output": rist.ID.hex()}
    yield {"name": "a double", "operation": "add", "left": p.hex(), "right": p.hex(), "output": rist.mul(2, p).hex()}


def decoding_cases():
    def valid(name, encoding):
        assert rist.valid(encoding) and fault(encoding) is None, name
        return {"name": name, "encoding": encoding.hex(), "valid": True}

    def refused(name, encoding, reason="nonCanonicalPoint"):
        return {"name": name, "encoding": encoding.hex(), "valid": False, "reason": reason}

    for k, published in enumerate(MULTIPLES):
        yield valid("%d B" % k, bytes.fromhex(published))
    for why, encodings in INVALID.items():
        for index, encoding in enumerate(encodings.split()):
            encoding = bytes.fromhex(encoding)
            assert fault(encoding) == why, encoding.hex()
            # libsodium 1.0.18 does not look at bit 255, so its word counts only for strings without it.
            assert encoding[31] >= 0x80 or not rist.valid(encoding), encoding.hex()
            yield refused("RFC 9496 A.2, %s, %d" % (why, index), encoding)
    for k in (1, 2, 15):
        encoding = bytearray.fromhex(MULTIPLES[k])
        encoding[31] |= 0x80
        assert fault(bytes(encoding)) == "field element not canonical"
        yield refused("%d B with bit 255 set" % k, bytes(encoding))
    yield refused("zero with bit 255 set", bytes(31) + b"\x80")
    yield refused("the field's order, another zero", little(P))
    # The negative of a valid field element stands for the same curve point and must not be a second encoding.
    for k in (1, 3):
        s = int.from_bytes(bytes.fromhex(MULTIPLES[k]), "little")
        assert fault(little(P - s)) == "field element negative"
        yield refused("%d B, the field element negated" % k, little(P - s))
    base = bytes.fromhex(MULTIPLES[1])
    for count in (0, 1, 31, 33, 64):
        yield refused("%d bytes" % count, (base + base + base)[:count], "length")


EDGES = [("0", 0), ("1", 1), ("2", 2), ("2^64 - 1", 2**64 - 1), ("2^64", 2**64), ("2^128 - 1", 2**128 - 1),
         ("2^192 + 2^64", 2**192 + 2**64), ("2^252 - 1", 2**252 - 1), ("2^252", 2**252), ("(l + 1) / 2", (ORDER + 1) // 2),
         ("l - 2", ORDER - 2), ("l - 1", ORDER - 1)]


def scalar_cases():
    operands = EDGES + [("pattern %d" % i, int.from_bytes(vectorfile.pattern(64, i), "little") % ORDER) for i in range(3)]
    for operation, compute in (("add", lambda a, b: a + b), ("subtract", lambda a, b: a - b), ("multiply", lambda a, b: a * b)):
        for i, (left_name, left) in enumerate(operands):
            for right_name, right in operands[i % 5::5]:
                # A product with 0 says nothing about the other factor: one of them is enough.
                if operation == "multiply" and left * right == 0 and left_name != right_name:
                    continue
                yield {"name": "%s %s and %s" % (operation, left_name, right_name), "operation": operation,
                       "left": little(left).hex(), "right": little(right).hex(),
                       "output": little(compute(left, right) % ORDER).hex()}
    for name, value in operands:
        if value:
            yield {"name": "invert " + name, "operation": "invert", "input": little(value).hex(),
                   "output": little(pow(value, -1, ORDER)).hex()}
    wide = [("0", 0), ("l", ORDER), ("l^2", ORDER**2), ("l^2 - 1", ORDER**2 - 1), ("2^256", 2**256), ("2^512 - 1", 2**512 - 1),
            ("the largest multiple of l", 2**512 // ORDER * ORDER), ("one less", 2**512 // ORDER * ORDER - 1),
            ("2^256 - 1", 2**256 - 1), ("2^512 - 2^256", 2**512 - 2**256)]
    wide += [("pattern %d" % i, int.from_bytes(vectorfile.pattern(64, i), "little")) for i in range(6)]
    for name, value in wide:
        yield {"name": "reduce " + name, "operation": "reduce", "input": little(value, 64).hex(),
               "output": little(value % ORDER).hex()}


def scalar_decoding_cases():
    for name, value in EDGES:
        yield {"name": name, "encoding": little(value).hex(), "valid": True}
    for name, value in (("l", ORDER), ("l + 1", ORDER + 1), ("2 l", 2 * ORDER), ("2 l - 1", 2 * ORDER - 1),
                        ("l + 2^64", ORDER + 2**64), ("2^252 + 2^125", 2**252 + 2**125), ("2^253", 2**253), ("2^254", 2**254),
                        ("2^255", 2**255), ("15 l", 15 * ORDER), ("2^256 - 1", 2**256 - 1)):
        yield {"name": name, "encoding": little(value).hex(), "valid": False, "reason": "nonCanonicalScalar"}
    for count in (0, 1, 31, 33, 64):
        yield {"name": "%d bytes" % count, "encoding": bytes(count).hex(), "valid": False, "reason": "length"}


def generator_cases():
    def chain(side, party, start, count):
        points = rist.chain(side.encode() + party.to_bytes(4, "little"), start + count)[start:]
        return {"name": "%s, party %d, from %d" % (side, party, start), "chain": side, "party": party, "start": start,
                "count": count, "encodings": b"".join(points).hex()}

    yield {"name": "B and the base of blindings", "chain": "pedersen", "party": 0, "start": 0, "count": 2,
           "encodings": (rist.B + rist.BB).hex()}
    for party in (0, 1, 15, 16, 255, 256):
        for side in "GH":
            yield chain(side, party, 0, 3)
    for side in "GH":
        yield chain(side, 0, 62, 4)
        yield chain(side, 15, 63, 2)
        yield chain(side, 0, 1023, 2)


def main():
    vectorfile.write("ristretto255.json", "ristretto255",
                     "RFC 9496 appendices A.1 and A.3, equal to libsodium; further multiples, maps and sums by libsodium",
                     list(group_cases()))
    vectorfile.write("ristretto255-decoding.json", "ristretto255-decoding",
                     "RFC 9496 appendix A.2, confirmed by section 4.3.1 in plain integers; bit 255, negations and lengths added",
                     list(decoding_cases()))
    vectorfile.write("scalar.json", "scalar", "Python integers modulo l", list(scalar_cases()))
    vectorfile.write("scalar-decoding.json", "scalar-decoding", "the comparison with l in Python integers",
                     list(scalar_decoding_cases()))
    vectorfile.write("generators.json", "generators", "SHAKE256 of hashlib and the one-way map of libsodium",
                     list(generator_cases()))


if __name__ == "__main__":
    main()
