"""cbor.json: every example of RFC 8949, appendix A, and one fault a case, with the verdict of the profile in docs/spec/wire.md."""

import vectorfile
from cbor import Refused, decode, encode

# RFC 8949, appendix A, table 6, in its order: diagnostic notation and encoding.
APPENDIX_A = """
0|00
1|01
10|0a
23|17
24|1818
25|1819
100|1864
1000|1903e8
1000000|1a000f4240
1000000000000|1b000000e8d4a51000
18446744073709551615|1bffffffffffffffff
18446744073709551616|c249010000000000000000
-18446744073709551616|3bffffffffffffffff
-18446744073709551617|c349010000000000000000
-1|20
-10|29
-100|3863
-1000|3903e7
0.0|f90000
-0.0|f98000
1.0|f93c00
1.1|fb3ff199999999999a
1.5|f93e00
65504.0|f97bff
100000.0|fa47c35000
3.4028234663852886e+38|fa7f7fffff
1.0e+300|fb7e37e43c8800759c
5.960464477539063e-8|f90001
0.00006103515625|f90400
-4.0|f9c400
-4.1|fbc010666666666666
Infinity|f97c00
NaN|f97e00
-Infinity|f9fc00
Infinity, single|fa7f800000
NaN, single|fa7fc00000
-Infinity, single|faff800000
Infinity, double|fb7ff0000000000000
NaN, double|fb7ff8000000000000
-Infinity, double|fbfff0000000000000
false|f4
true|f5
null|f6
undefined|f7
simple(16)|f0
simple(255)|f8ff
0("2013-03-21T20:04:00Z")|c074323031332d30332d32315432303a30343a30305a
1(1363896240)|c11a514b67b0
1(1363896240.5)|c1fb41d452d9e200000000
23(h'01020304')|d74401020304
24(h'6449455446')|d818456449455446
32("http://www.example.com")|d82076687474703a2f2f7777772e6578616d706c652e636f6d
h''|40
h'01020304'|4401020304
""|60
"a"|6161
"IETF"|6449455446
quote and backslash|62225c
U+00FC|62c3bc
U+6C34|63e6b0b4
U+10151|64f0908591
[]|80
[1, 2, 3]|83010203
[1, [2, 3], [4, 5]]|8301820203820405
25 elements|98190102030405060708090a0b0c0d0e0f101112131415161718181819
{}|a0
{1: 2, 3: 4}|a201020304
{"a": 1, "b": [2, 3]}|a26161016162820203
["a", {"b": "c"}]|826161a161626163
five text keys|a56161614161626142616361436164614461656145
(_ h'0102', h'030405')|5f42010243030405ff
(_ "strea", "ming")|7f657374726561646d696e67ff
[_ ]|9fff
[_ 1, [2, 3], [_ 4, 5]]|9f018202039f0405ffff
[_ 1, [2, 3], [4, 5]]|9f01820203820405ff
[1, [2, 3], [_ 4, 5]]|83018202039f0405ff
[1, [_ 2, 3], [4, 5]]|83019f0203ff820405
25 elements, indefinite|9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff
{_ "a": 1, "b": [_ 2, 3]}|bf61610161629f0203ffff
["a", {_ "b": "c"}]|826161bf61626163ff
{_ "Fun": true, "Amt": -2}|bf6346756ef563416d7421ff
"""

# One fault each.
FAULTS = """
nothing at all||truncated
0 in two bytes|1800|notShortest
23 in two bytes|1817|notShortest
255 in three bytes|1900ff|notShortest
65535 in five bytes|1a0000ffff|notShortest
4294967295 in nine bytes|1b00000000ffffffff|notShortest
-1 in two bytes|3800|notShortest
length of a byte string in two bytes|580101|notShortest
length of text in two bytes|780161|notShortest
length of an array in two bytes|980101|notShortest
length of a map in two bytes|b8010101|notShortest
key in two bytes|a1180102|notShortest
text key with a long length|a178016102|notShortest
first byte without its number|18|truncated
two bytes of an integer of three|1900|truncated
byte string that ends early|420a|truncated
text that ends early|6261|truncated
array of one|8101|
array that ends early|8201|truncated
map without a value|a101|truncated
map that ends early|a2010203|truncated
byte string of 2^64 - 1 bytes|5bffffffffffffffff|truncated
array of 2^64 - 1 elements|9bffffffffffffffff|truncated
map of 2^63 entries|bb8000000000000000|truncated
text of 2^31 bytes|7a80000000|truncated
a byte after an integer|0000|trailingBytes
a byte after an array|8000|trailingBytes
a byte after a map|a000|trailingBytes
additional information 28|1c|reserved
additional information 29|3d|reserved
additional information 30|5e|reserved
additional information 30, simple|fe|reserved
integer of indefinite length|1f|indefiniteLength
negative integer of indefinite length|3f|indefiniteLength
break alone|ff|indefiniteLength
break in an array|81ff|indefiniteLength
tag of indefinite length|df|indefiniteLength
key twice|a201020102|duplicateKey
text key twice|a2616101616102|duplicateKey
keys in falling order|a202000100|keyOrder
text key before an integer key|a26161010102|keyOrder
longer text key first|a262616101616202|keyOrder
keys in order of their bytes|a3182000616100626162f4|
integer 24 after 23|a217001818f5|
negative key|a12001|keyKind
byte string as key|a1416101|keyKind
array as key|a18001|keyKind
boolean as key|a1f501|keyKind
tagged key|a1c10101|tag
float as key|a1f93c0001|float
overlong UTF-8|62c080|malformedText
surrogate|63eda080|malformedText
beyond U+10FFFF|64f4908080|malformedText
lone continuation byte|6180|malformedText
UTF-8 cut short|62e6b0|malformedText
UTF-8 cut short in a key|a161c301|malformedText
overlong three bytes|63e09fbf|malformedText
overlong four bytes|64f08fbfbf|malformedText
byte F5|64f5808080|malformedText
U+10FFFF|64f48fbfbf|
U+D7FF|63ed9fbf|
U+0000|6100|
not normalised|6365cc81|
simple(0)|e0|simpleValue
simple(19)|f3|simpleValue
simple(23), undefined|f7|simpleValue
simple(32)|f820|simpleValue
false in two bytes|f814|simpleValue
half float|f93c00|float
single float|fa47c35000|float
double float|fb3ff199999999999a|float
tag 55799 in front|d9d9f700|tag
tag inside an array|81c100|tag
"""


def verdict(data):
    try:
        value = decode(data)
    except Refused as refusal:
        return str(refusal)
    assert encode(value) == data
    return None


def build():
    cases = []

    def case(name, data, expected):
        reason = verdict(data)
        assert expected is False or reason == (expected or None), (name, reason, expected)
        entry = {"name": name, "encoding": data.hex(), "valid": reason is None}
        if reason:
            entry["reason"] = reason
        cases.append(entry)

    for line in APPENDIX_A.strip().split("\n"):
        name, text = line.rsplit("|", 1)
        case("appendix A: " + name, bytes.fromhex(text), False)
    for line in FAULTS.strip().split("\n"):
        name, text, expected = line.split("|")
        case(name, bytes.fromhex(text), expected)
    for depth in (15, 16, 17, 10000):
        case("arrays nested %d deep" % (depth), b"\x81" * (depth - 1) + b"\x80", "" if depth <= 16 else "tooDeep")
    case("maps nested 17 deep", b"\xa1\x00" * 16 + b"\xa0", "tooDeep")
    return cases


vectorfile.write(
    "cbor.json", "cbor",
    "The examples of RFC 8949, appendix A, and cases of this project, with the verdict of the profile of docs/spec/wire.md",
    build())
