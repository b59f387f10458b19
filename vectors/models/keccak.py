"""Keccak-f[1600] and the sponges of FIPS 202, written from the standard; slow, for vectors only."""

MASK = (1 << 64) - 1


def _round_constants():
    constants, register = [], 1
    for _ in range(24):
        value = 0
        for j in range(7):
            if register & 1:
                value ^= 1 << ((1 << j) - 1)
            register = (register << 1) ^ (0x171 if register & 0x80 else 0)
        constants.append(value)
    return constants


def _rotations():
    table, x, y = [[0] * 5 for _ in range(5)], 1, 0
    for t in range(24):
        table[x][y] = ((t + 1) * (t + 2) // 2) % 64
        x, y = y, (2 * x + 3 * y) % 5
    return table


ROUND_CONSTANTS, ROTATIONS = _round_constants(), _rotations()


def _rotate(value, bits):
    return ((value << bits) | (value >> (64 - bits))) & MASK if bits else value


def keccak_f(state):
    """The permutation of 200 bytes."""
    a = [[int.from_bytes(state[8 * (x + 5 * y):8 * (x + 5 * y) + 8], "little") for y in range(5)] for x in range(5)]
    for constant in ROUND_CONSTANTS:
        c = [a[x][0] ^ a[x][1] ^ a[x][2] ^ a[x][3] ^ a[x][4] for x in range(5)]
        d = [c[(x - 1) % 5] ^ _rotate(c[(x + 1) % 5], 1) for x in range(5)]
        b = [[0] * 5 for _ in range(5)]
        for x in range(5):
            for y in range(5):
                b[y][(2 * x + 3 * y) % 5] = _rotate(a[x][y] ^ d[x], ROTATIONS[x][y])
        a = [[b[x][y] ^ (~b[(x + 1) % 5][y] & b[(x + 2) % 5][y] & MASK) for y in range(5)] for x in range(5)]
        a[0][0] ^= constant
    return bytearray(b"".join(a[i % 5][i // 5].to_bytes(8, "little") for i in range(25)))


def sponge(capacity, suffix, message, length):
    """SHA-3 (suffix 0x06) and SHAKE (0x1f); capacity and length in bytes."""
    rate, state, out = 200 - capacity, bytearray(200), b""
    padded = bytearray(message) + bytearray([suffix]) + bytearray(-(len(message) + 1) % rate)
    padded[-1] ^= 0x80
    for start in range(0, len(padded), rate):
        for i in range(rate):
            state[i] ^= padded[start + i]
        state = keccak_f(state)
    while len(out) < length:
        out += bytes(state[:rate])
        state = keccak_f(state)
    return out[:length]
