"""Writes random.json: initial weights and shuffled orders, worked out apart from percept in Python's whole numbers.

    python3 random.py            from anywhere; the file lands beside this script

Philox4x32-10 is written down from Salmon et al. (2011), doi:10.1145/2063384.2063405, and checked against their
published vectors. Everything else follows the words of percept's documentation: the key is the seed, the counter is
[block, unit, step, stream]; a uniform number takes 27 and 26 bits of two words; a whole number below a bound is
floor(word * bound / 2^32), words with (word * bound) mod 2^32 < 2^32 mod bound left out (Lemire 2019).
"""

import json
import struct
from pathlib import Path

MASK = 0xFFFFFFFF
STREAM_WEIGHTS, STREAM_ORDER = 0, 1


def philox(counter, key):
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        first, second = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (second >> 32) ^ c1 ^ k0, second & MASK, (first >> 32) ^ c3 ^ k1, first & MASK
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return c0, c1, c2, c3


assert philox((0, 0, 0, 0), (0, 0)) == (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)
assert philox((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0)) == (
    0xD16CFE09,
    0x94FDCCEB,
    0x5001E420,
    0x24126EA1,
)


def words(seed, stream, step, unit):
    block = 0
    while True:
        yield from philox((block, unit, step, stream), (seed & MASK, seed >> 32))
        block += 1


def weights(seed, layer, unit, count):
    """[units, 1 + inputs]: the first `count` values of a unit's row, uniform in [-0.5, 0.5)."""
    source = words(seed, STREAM_WEIGHTS, layer, unit)
    row = []
    for _ in range(count):
        high, low = next(source) >> 5, next(source) >> 6
        row.append(((high << 26) + low) / 2**53 - 0.5)
    return row


def shuffled(count, seed, epoch):
    source = words(seed, STREAM_ORDER, epoch, 0)
    order = list(range(count))
    for last in range(count - 1, 0, -1):
        bound = last + 1
        word = next(source)
        while (word * bound) % 2**32 < 2**32 % bound:
            word = next(source)
        other = (word * bound) >> 32
        order[last], order[other] = order[other], order[last]
    return order


def float32(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


seeds = [0, 2**40 + 7]
cases = {
    "initialWeights": [
        {"seed": seed, "layer": layer, "unit": unit, "float64": row, "float32": [float32(value) for value in row]}
        for seed, layer, unit in [(seed, layer, unit) for seed in seeds for layer in (0, 1) for unit in (0, 9)]
        for row in [weights(seed, layer, unit, 5)]
    ],
    "order": [
        {"seed": seed, "epoch": epoch, "count": count, "first": shuffled(count, seed, epoch)[:8]}
        for seed, epoch, count in [(0, 1, 60000), (0, 2, 60000), (1, 1, 60000), (seeds[1], 4, 60000), (0, 1, 10)]
    ],
}
text = json.dumps(cases, indent=1)
(Path(__file__).parent / "random.json").write_text(text + "\n")
