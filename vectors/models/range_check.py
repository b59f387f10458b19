"""What the model says about a case of suite `bulletproofs-range`: None when it accepts, else the reason's name.

The order of the checks is that of docs/spec/range-proof.md: shape, lengths, scalars, points, equation.
"""

from dalek_bp import Transcript, verify
from rist import ID, L, valid

WIDTHS = (8, 16, 32, 64)


def point_reason(encoding, identity_allowed):
    """libsodium accepts some encodings with bit 255 set; RFC 9496 does not."""
    if len(encoding) != 32:
        return "length"
    if encoding == ID:
        return None if identity_allowed else "identity"
    return None if encoding[31] < 128 and valid(encoding) else "nonCanonicalPoint"


def refusal(label, bits, commitments, proof):
    count = len(commitments)
    if bits not in WIDTHS or not 1 <= count <= 1024 or count & (count - 1):
        return "parameters"
    if len(proof) % 32:
        return "length"
    words = [proof[i : i + 32] for i in range(0, len(proof), 32)]
    rounds = (bits * count).bit_length() - 1
    if len(words) != 9 + 2 * rounds:
        return "wordCount"
    if any(int.from_bytes(words[i], "little") >= L for i in (4, 5, 6, -2, -1)):
        return "nonCanonicalScalar"
    for word in words[:4] + words[7:-2]:
        reason = point_reason(word, identity_allowed=False)
        if reason:
            return reason
    for commitment in commitments:
        reason = point_reason(commitment, identity_allowed=True)
        if reason:
            return reason
    return None if verify(Transcript(label), commitments, bits, proof) else "equation"


def case_label(case):
    return bytes.fromhex(case["labelHex"]) if "labelHex" in case else case["label"].encode()


def case_refusal(case):
    commitments = [bytes.fromhex(c) for c in case["commitments"]]
    return refusal(case_label(case), case["bits"], commitments, bytes.fromhex(case["proof"]))
