"""Deterministic CBOR as docs/spec/wire.md has it: an encoder, and a decoder that names the fault.

Integers are int, byte strings bytes, text str, arrays list, maps dict with int or str keys; bool and None.
"""


class Refused(Exception):
    """The argument is the reason's name."""


def head(major, argument):
    if argument < 24:
        return bytes([major << 5 | argument])
    for bits, count in enumerate((1, 2, 4, 8)):
        if argument < 1 << 8 * count:
            return bytes([major << 5 | 24 + bits]) + argument.to_bytes(count, "big")
    raise ValueError("more than 64 bits")


def encode(value):
    if value is None or isinstance(value, bool):
        return {False: b"\xf4", True: b"\xf5", None: b"\xf6"}[value]
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(encode, value))
    entries = sorted((encode(key), encode(item)) for key, item in value.items())
    return head(5, len(entries)) + b"".join(key + item for key, item in entries)


class Decoder:
    def __init__(self, data, depth=16):
        self.data, self.at, self.depth = data, 0, depth

    def head(self):
        if self.at >= len(self.data):
            raise Refused("truncated")
        first = self.data[self.at]
        major, information = first >> 5, first & 31
        if information == 31:
            raise Refused("indefiniteLength")
        if information >= 28:
            raise Refused("reserved")
        self.at += 1
        if major == 7:
            if information in (25, 26, 27):
                raise Refused("float")
            if information not in (20, 21, 22):
                raise Refused("simpleValue")
            return major, information
        if information < 24:
            return major, information
        count = 1 << information - 24
        if self.at + count > len(self.data):
            raise Refused("truncated")
        argument = int.from_bytes(self.data[self.at:self.at + count], "big")
        self.at += count
        if len(head(major, argument)) != 1 + count:
            raise Refused("notShortest")
        return major, argument

    def string(self, major, count):
        if self.at + count > len(self.data):
            raise Refused("truncated")
        content = self.data[self.at:self.at + count]
        self.at += count
        if major == 2:
            return content
        try:
            return content.decode("utf-8", "strict")
        except UnicodeDecodeError:
            raise Refused("malformedText") from None

    def item(self, level=0):
        major, argument = self.head()
        if major == 0:
            return argument
        if major == 1:
            return -1 - argument
        if major in (2, 3):
            return self.string(major, argument)
        if major == 6:
            raise Refused("tag")
        if major == 7:
            return {20: False, 21: True, 22: None}[argument]
        if level >= self.depth:
            raise Refused("tooDeep")
        if argument * (major - 3) > len(self.data) - self.at:
            raise Refused("truncated")
        if major == 4:
            return [self.item(level + 1) for _ in range(argument)]
        result, previous = {}, b""
        for _ in range(argument):
            start = self.at
            kind, number = self.head()
            if kind == 6:
                raise Refused("tag")
            if kind not in (0, 3):
                raise Refused("keyKind")
            key = number if kind == 0 else self.string(3, number)
            encoded = self.data[start:self.at]
            if encoded == previous:
                raise Refused("duplicateKey")
            if encoded < previous:
                raise Refused("keyOrder")
            previous = encoded
            result[key] = self.item(level + 1)
        return result


def decode(data, depth=16):
    decoder = Decoder(data, depth)
    value = decoder.item()
    if decoder.at != len(data):
        raise Refused("trailingBytes")
    return value
