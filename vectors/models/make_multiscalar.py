"""multi-scalar.json: sums of products by the model rfc9496.py, which shares no code with libsodium or with the kernel."""

import hashlib

import vectorfile
from rfc9496 import GENERATOR, IDENTITY, L, add, encode, from_uniform, multiply, negate, scalar

# RFC 9496, appendix A: what shows that the model is right.
assert encode(multiply(2, GENERATOR)).hex() == "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919"
assert encode(from_uniform(hashlib.sha512(b"by using a finer grind.").digest())).hex() == \
    "f8f0c87cf237953c5890aec3998169005dae3eca1fbb04548c635953c817f92a"


def sample(n):
    """A scalar and a point."""
    digest = hashlib.sha512(b"solvency vectors %d" % n).digest()
    return int.from_bytes(digest, "little") % L, from_uniform(digest)


def case(name, pairs):
    total = IDENTITY
    for k, point in pairs:
        total = add(total, multiply(k, point))
    return {"name": name, "scalars": [scalar(k).hex() for k, _ in pairs],
            "points": [encode(point).hex() for _, point in pairs], "output": encode(total).hex()}


def cases():
    k, p = sample(0)
    for count in (0, 1, 2, 3, 8, 33, 100, 150):
        yield case("%d points" % count, [sample(100 + i) for i in range(count)])
    for name, factor in (("0", 0), ("1", 1), ("l - 1", L - 1), ("(l + 1) / 2", (L + 1) // 2), ("2^252", 2**252)):
        yield case("one point times " + name, [(factor, p)])
    yield case("a point and its opposite", [(k, p), (k, negate(p))])
    yield case("one point five times", [(k + i, p) for i in range(5)])
    yield case("identities among points", [(k, IDENTITY), sample(1), (L - 1, IDENTITY), sample(2)])
    yield case("scalars 0 and l - 1 among others", [(0, p), sample(1), (L - 1, p), sample(2)])


vectorfile.write("multi-scalar.json", "multi-scalar", "The model rfc9496.py, checked against RFC 9496, appendix A",
                 list(cases()))
