#!/usr/bin/env python3
"""Makes vectors/ed25519-strict.json: Ed25519 inputs with one fault each, all of which a strict verifier refuses.

Affine formulas of RFC 8032, section 5.1.4, on the key of TEST 1 of section 7.1. Slow and obvious on purpose.
"""
import hashlib
import json
import os

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    k = D * x1 * x2 * y1 * y2 % P
    return (x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P


def mul(n, a):
    r = (0, 1)
    while n:
        if n & 1:
            r = add(r, a)
        a, n = add(a, a), n >> 1
    return r


def le(n):
    return n.to_bytes(32, "little")


def encode(a):
    return le(a[1] | (a[0] & 1) << 255)


def decode(b):
    n = int.from_bytes(b, "little")
    sign, y = n >> 255, n & (2**255 - 1)
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if x * x % P != x2:
        x = x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != x2:
        return None
    return (P - x) % P if x & 1 != sign else x, y


def h(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
BASE = decode(bytes.fromhex("58" + "66" * 31))
DIGEST = hashlib.sha512(SEED).digest()
SCALAR = int.from_bytes(DIGEST[:32], "little") & (1 << 254) - 8 | 1 << 254
KEY = encode(mul(SCALAR, BASE))


def sign(message, key=KEY):
    r = h(DIGEST[32:], message) % L
    big_r = encode(mul(r, BASE))
    return big_r + le((r + h(big_r, key, message) % L * SCALAR) % L)


def torsion():
    """The eight points whose order divides 8, as (order, point), sorted."""
    y = next(y for y in range(3, 99) if (t := decode(le(y))) and mul(4 * L, t) != (0, 1))
    generator = mul(L, decode(le(y)))
    points = [mul(k, generator) for k in range(8)]
    return sorted((next(o for o in (1, 2, 4, 8) if mul(o, t) == (0, 1)), encode(t), t) for t in points)


def cases():
    def case(name, key, signature, reason, message=b""):
        return {"name": name, "publicKey": key.hex(), "message": message.hex(), "signature": signature.hex(),
                "valid": False, "reason": reason}

    # Under a key of small order, R = [r]B and S = r satisfy the cofactored equation for every message.
    r = 1234567
    forged = encode(mul(r, BASE)) + le(r)
    for number, (order, encoding, _) in enumerate(torsion()):
        yield case(f"key of order {order} (torsion point {number})", encoding, forged, "nonCanonicalPoint")
    for name, n in [("y = p", P), ("y = p + 1, the identity a second time", P + 1), ("y = p + 3", P + 3),
                    ("y = 2^255 - 1", 2**255 - 1), ("y = 1 with the sign bit, x = 0", 1 | 1 << 255),
                    ("y = p - 1 with the sign bit, x = 0", P - 1 | 1 << 255), ("y = p with the sign bit", P | 1 << 255),
                    ("all bits of the key set", 2**256 - 1), ("y = 2 is off the curve", 2)]:
        yield case(name, le(n), forged, "nonCanonicalPoint")
    for number, (order, _, point) in enumerate(torsion()):
        if order == 1:
            continue
        key = encode(add(decode(KEY), point))
        # A message whose challenge is 0 modulo 8, so that the equation holds even without the cofactor.
        for message in (i.to_bytes(4, "little") for i in range(10_000)):
            signature = sign(message, key)
            if h(signature[:32], key, message) % L % 8 == 0:
                break
        yield case(f"key with a part of order {order} (torsion point {number}), equation holds", key, signature,
                   "nonCanonicalPoint", message)
    good = sign(b"")
    s = int.from_bytes(good[32:], "little")
    for name, n, reason in [("S + l", s + L, "nonCanonicalScalar"), ("S = l", L, "nonCanonicalScalar"),
                            ("S = 2^256 - 1", 2**256 - 1, "nonCanonicalScalar"), ("S = l - 1", L - 1, "equation"),
                            ("S + 1", s + 1, "equation")]:
        yield case(name, KEY, good[:32] + le(n), reason)
    yield case("another message", KEY, good, "equation", b"r")
    yield case("another key", encode(mul(SCALAR + 1, BASE)), good, "equation")
    identity = encode((0, 1))
    yield case("R is the identity, equation holds", KEY, identity + le(h(identity, KEY) % L * SCALAR % L), "equation")
    yield case("a bit of R flipped", KEY, bytes([good[0] ^ 1]) + good[1:], "equation")
    yield case("key of 31 bytes", KEY[:31], good, "length")
    yield case("key of 33 bytes", KEY + b"\0", good, "length")
    yield case("signature of 63 bytes", KEY, good[:63], "length")
    yield case("signature of 65 bytes", KEY, good + b"\0", "length")


if __name__ == "__main__":
    source = "own: one fault each, made by vectors/models/make_ed25519.py on the key of RFC 8032's TEST 1"
    folder = os.environ.get("VECTORS_OUT", os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    with open(os.path.join(folder, "ed25519-strict.json"), "w") as out:
        json.dump({"suite": "ed25519", "source": source, "cases": list(cases())}, out, indent=1)
        out.write("\n")
