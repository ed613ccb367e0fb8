"""Numbers of texts that every program makes alike: FarmHash's and SipHash's, by which Keras puts tokens into bins.

Sources: Pike, FarmHash (Fingerprint64), 2014; Aumasson and Bernstein, SipHash (2 and 4 rounds), 2012; TensorFlow, FingerprintCat64.
"""

import numpy as np

_ALL = (1 << 64) - 1
_K0, _K1, _K2 = 0xC3A5C85C97CB3127, 0xB492B66FBE98F273, 0x9AE16A3B2F90404F
#: Where TensorFlow begins to join the numbers of a crossing.
_CROSSING = 0xDECAFCAFFE


def bins_of(values, bins, salt=None):
    """Bins in 0 ... bins - 1 of texts or whole numbers, which count as their decimal digits; `salt`: two keys, of SipHash. int64."""
    unique, places = np.unique(np.asarray(values), return_inverse=True)
    found = [(fingerprint(str(each).encode()) if salt is None else siphash(str(each).encode(), *salt)) % bins for each in unique.tolist()]
    return np.array(found, np.int64)[places].reshape(np.shape(values))


def crossed_bins(columns, bins):
    """Bins of what stands side by side in arrays of one shape: texts and whole numbers. int64."""
    columns = [np.asarray(each) for each in columns]
    known, found = {}, []
    for row in zip(*(each.ravel().tolist() for each in columns)):
        if row not in known:
            joined = _CROSSING
            for each in row:
                joined = _joined(joined, fingerprint(each.encode()) if isinstance(each, str) else each & _ALL)
            known[row] = joined % bins
        found.append(known[row])
    return np.array(found, np.int64).reshape(columns[0].shape)


def _joined(first, second):
    factor = 0xC6A4A7935BD1E995
    result = first ^ factor ^ (_mixed(second * factor & _ALL) * factor & _ALL)
    result = _mixed(result * factor & _ALL) * factor & _ALL
    return _mixed(result)


def _mixed(value):
    return value ^ value >> 47


def _turned(value, bits):
    """To the right."""
    value &= _ALL
    return (value >> bits | value << 64 - bits) & _ALL


def _word(text, place):
    return int.from_bytes(text[place:place + 8], "little")


def _of_two(first, second, factor):
    a = _mixed((first ^ second) * factor & _ALL)
    b = _mixed((second ^ a) * factor & _ALL)
    return b * factor & _ALL


def fingerprint(text):
    """FarmHash's Fingerprint64 of bytes."""
    size = len(text)
    if size > 64:
        return _of_many(text)
    factor = _K2 + 2 * size
    if size > 32:
        a, b = _word(text, 0) * _K2 & _ALL, _word(text, 8)
        c, d = _word(text, size - 8) * factor & _ALL, _word(text, size - 16) * _K2 & _ALL
        y = _turned(a + b, 43) + _turned(c, 30) + d & _ALL
        z = _of_two(y, a + _turned(b + _K2, 18) + c & _ALL, factor)
        e, f = _word(text, 16) * factor & _ALL, _word(text, 24)
        g, h = (y + _word(text, size - 32)) * factor & _ALL, (z + _word(text, size - 24)) * factor & _ALL
        return _of_two(_turned(e + f, 43) + _turned(g, 30) + h & _ALL, e + _turned(f + a, 18) + g & _ALL, factor)
    if size > 16:
        a, b = _word(text, 0) * _K1 & _ALL, _word(text, 8)
        c, d = _word(text, size - 8) * factor & _ALL, _word(text, size - 16) * _K2 & _ALL
        return _of_two(_turned(a + b, 43) + _turned(c, 30) + d & _ALL, a + _turned(b + _K2, 18) + c & _ALL, factor)
    if size >= 8:
        a, b = _word(text, 0) + _K2 & _ALL, _word(text, size - 8)
        return _of_two(_turned(b, 37) * factor + a & _ALL, (_turned(a, 25) + b) * factor & _ALL, factor)
    if size >= 4:
        first, last = (int.from_bytes(each, "little") for each in (text[:4], text[-4:]))
        return _of_two(size + (first << 3), last, factor)
    if size:
        y, z = text[0] + (text[size >> 1] << 8), size + (text[-1] << 2)
        return _mixed((y * _K2 ^ z * _K0) & _ALL) * _K2 & _ALL
    return _K2


def _of_many(text):
    """Of more than 64 bytes: 64 of them a round, the last 64 once more."""
    size, x, y = len(text), 81, 81 * _K1 + 113 & _ALL
    z = _mixed(y * _K2 + 113 & _ALL) * _K2 & _ALL
    v = w = (0, 0)
    x = x * _K2 + _word(text, 0) & _ALL
    for place in range(0, (size - 1) // 64 * 64, 64):
        x, y, z, v, w = _round(text, place, x, y, z, v, w, _K1, 1)
    factor, rest = _K1 + ((z & 0xFF) << 1), (size - 1) & 63
    w = (w[0] + rest & _ALL, w[1])
    v = (v[0] + w[0] & _ALL, v[1])
    w = (w[0] + v[0] & _ALL, w[1])
    x, y, z, v, w = _round(text, size - 64, x, y, z, v, w, factor, 9)
    return _of_two(_of_two(v[0], w[0], factor) + _mixed(y) * _K0 + z & _ALL, _of_two(v[1], w[1], factor) + x & _ALL, factor)


def _round(text, place, x, y, z, v, w, factor, weight):
    x = _turned(x + y + v[0] + _word(text, place + 8), 37) * factor & _ALL
    y = _turned(y + v[1] + _word(text, place + 48), 42) * factor & _ALL
    x ^= w[1] * weight & _ALL
    y = y + v[0] * weight + _word(text, place + 40) & _ALL
    z = _turned(z + w[0], 33) * factor & _ALL
    v = _of_four(text, place, v[1] * factor & _ALL, x + w[0] & _ALL)
    w = _of_four(text, place + 32, z + w[1] & _ALL, y + _word(text, place + 16) & _ALL)
    return z, y, x, v, w


def _of_four(text, place, a, b):
    first, second, third, fourth = (_word(text, place + step) for step in (0, 8, 16, 24))
    a += first
    b = _turned(b + a + fourth, 21)
    c = a
    a += second + third
    b += _turned(a, 44)
    return a + fourth & _ALL, b + c & _ALL


def siphash(text, first_key, second_key):
    """SipHash-2-4 of bytes."""
    first_key, second_key = first_key & _ALL, second_key & _ALL
    state = [first_key ^ 0x736F6D6570736575, second_key ^ 0x646F72616E646F6D, first_key ^ 0x6C7967656E657261, second_key ^ 0x7465646279746573]
    padded = text + bytes(-(len(text) + 1) % 8) + bytes([len(text) & 0xFF])
    for place in range(0, len(padded), 8):
        word = _word(padded, place)
        state[3] ^= word
        state = _turn(_turn(state))
        state[0] ^= word
    state[2] ^= 0xFF
    for _ in range(4):
        state = _turn(state)
    return state[0] ^ state[1] ^ state[2] ^ state[3]


def _turn(state):
    a, b, c, d = state
    a, c = a + b & _ALL, c + d & _ALL
    b, d = _turned(b, 64 - 13) ^ a, _turned(d, 64 - 16) ^ c
    a = _turned(a, 32)
    c, a = c + b & _ALL, a + d & _ALL
    b, d = _turned(b, 64 - 17) ^ c, _turned(d, 64 - 21) ^ a
    return [a, b, _turned(c, 32), d]
