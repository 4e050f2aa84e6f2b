"""Reads and writes the language models of pocketsphinx (its binary trie format), three words deep.

pocketsphinx can read such a file in a twentieth of a second, but offers no way to mix two models, writes
no trie without crashing, and takes half a minute for a large model in text. Hence our own reader and writer.

The file: a title; the order as one byte; the number of n-grams of each order; a 4-byte mark; tables of
65,536 floats (probabilities and weights of bigrams, probabilities of trigrams); one record (probability,
weight, index of its first bigram) a word and one more; bigrams and trigrams as bit fields, the lowest bit
first; the words, each ended by a zero byte. All of it little-endian. N-grams are sorted by their last
word, then by the one before it, and so on. Numbers are logarithms to the base 1.0001.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voice_coach.engines.ngrams import Floats, Indices, Trigrams

_TITLE = b"Trie Language Model"
_ORDER = 3
_BINS = 1 << 16
_CODE_BITS = 16
_UNIT = math.log(1.0001)
_MARK = 1
_SPARE_BYTES = 8
"""Behind each bit array, since both sides read whole 8-byte words."""
_GROUP = 8
"""So many fields of any width end on a whole byte."""

Bits = NDArray[np.uint64]


def read_trigrams(path: Path) -> Trigrams:
    """The model in a file. Raises OSError, or ValueError for anything but a trie of three words' depth."""
    data = path.read_bytes()
    if not data.startswith(_TITLE + bytes([_ORDER])):
        raise ValueError(f"{path.name} is not a language model of the expected kind")
    try:
        return _parsed(data)
    except (struct.error, IndexError) as problem:
        raise ValueError(f"{path.name} is cut short") from problem


def write_trigrams(model: Trigrams, path: Path) -> None:
    """Write a model as a file that pocketsphinx reads. Raises OSError."""
    sizes = len(model.words), len(model.word2), len(model.pair3)
    word_bits, next_bits = sizes[0].bit_length(), sizes[2].bit_length()
    table2, codes2 = _coded(model.logp2)
    table_backoff, codes_backoff = _coded(model.backoff2)
    table3, codes3 = _coded(model.logp3)
    first_pair = np.searchsorted(model.word2, np.arange(sizes[0] + 1))
    first_triple = np.searchsorted(model.pair3, np.arange(sizes[1] + 1))
    pairs = (
        (np.append(model.before2, 0), word_bits),
        (np.append(codes_backoff, 0), _CODE_BITS),
        (np.append(codes2, 0), _CODE_BITS),
        (first_triple, next_bits),
    )
    triples = (np.append(model.before3, 0), word_bits), (np.append(codes3, 0), _CODE_BITS)
    words = b"".join(word.encode() + b"\0" for word in model.words)
    with path.open("wb") as file:
        file.write(_TITLE + bytes([_ORDER]) + struct.pack("<4I", *sizes, _MARK))
        file.writelines(table.astype("<f4").tobytes() for table in (table2, table_backoff, table3))
        file.write(_unigram_records(model, first_pair))
        file.writelines((_packed(pairs), _packed(triples)))
        file.write(struct.pack("<I", len(words)) + words)


def _parsed(data: bytes) -> Trigrams:
    at = len(_TITLE) + 1
    size1, size2, size3, _ = struct.unpack_from("<4I", data, at)
    at += 16
    tables = np.frombuffer(data, "<f4", 3 * _BINS, at).reshape(3, _BINS) * np.float32(_UNIT)
    at += 3 * _BINS * 4
    records = np.frombuffer(data, _RECORD, size1 + 1, at)
    at += records.nbytes
    word_bits, next_bits = size1.bit_length(), size3.bit_length()
    widths2, widths3 = (word_bits, _CODE_BITS, _CODE_BITS, next_bits), (word_bits, _CODE_BITS)
    before2, codes_backoff, codes2, first_triple = _unpacked(data, at, size2 + 1, widths2)
    at += _length(size2 + 1, sum(widths2))
    before3, codes3 = _unpacked(data, at, size3, widths3)
    at += _length(size3 + 1, sum(widths3))
    first_pair: Indices = records["first"].astype(np.int64)
    pairs = int(first_pair[-1])  # the wheel's model announces six more than it holds
    triples = int(first_triple[pairs])
    (length,) = struct.unpack_from("<I", data, at)
    words = data[at + 4 : at + 4 + length].decode().split("\0")[:-1]
    if len(words) != size1:
        raise ValueError("the words of the language model do not match their number")
    return Trigrams(
        tuple(words),
        records["logp"][:-1] * np.float32(_UNIT),
        records["backoff"][:-1] * np.float32(_UNIT),
        np.repeat(np.arange(size1), np.diff(first_pair)),
        before2[:pairs],
        tables[0][codes2[:pairs]],
        tables[1][codes_backoff[:pairs]],
        np.repeat(np.arange(pairs), np.diff(first_triple[: pairs + 1])),
        before3[:triples],
        tables[2][codes3[:triples]],
    )


_RECORD = np.dtype([("logp", "<f4"), ("backoff", "<f4"), ("first", "<u4")])


def _unigram_records(model: Trigrams, first_pair: Indices) -> bytes:
    records = np.zeros(len(model.words) + 1, _RECORD)
    records["logp"][:-1] = model.logp1 / _UNIT
    records["backoff"][:-1] = model.backoff1 / _UNIT
    records["first"] = first_pair
    return records.tobytes()


def _coded(values: Floats) -> tuple[Floats, Indices]:
    """Evenly spaced values, and for each value the number of the nearest: within 0.002 of it."""
    lowest, highest = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    step = max(highest - lowest, 1e-6) / (_BINS - 1)
    table = (lowest + step * np.arange(_BINS)) / _UNIT
    return table.astype(np.float32), np.rint((values - lowest) / step).astype(np.int64)


def _length(count: int, width: int) -> int:
    return (count * width + 7) // 8 + _SPARE_BYTES


def _unpacked(data: bytes, at: int, count: int, widths: Sequence[int]) -> list[Indices]:
    total = sum(widths)
    window: Bits = np.ndarray((len(data) - at - 7,), "<u8", data, at, (1,))
    fields = []
    offset = np.arange(count, dtype=np.int64) * total
    for width in widths:
        value = (window[offset >> 3] >> (offset & 7).astype(np.uint64)) & np.uint64((1 << width) - 1)
        fields.append(value.astype(np.int64))
        offset = offset + width
    return fields


def _packed(fields: Sequence[tuple[Indices, int]]) -> bytes:
    """Rows of bit fields, one row after the other."""
    count, total = len(fields[0][0]), sum(width for _, width in fields)
    groups = np.zeros((-(-count // _GROUP), total + _SPARE_BYTES), np.uint8)
    for member in range(_GROUP):
        offset = member * total
        for values, width in fields:
            column = values[member::_GROUP].astype(np.uint64) << np.uint64(offset & 7)
            start = offset >> 3
            groups[: len(column), start : start + 8] |= column[:, None].view(np.uint8)
            offset += width
    packed = groups[:, :total].copy().reshape(-1)
    return packed.tobytes()[: (count * total + 7) // 8] + bytes(_SPARE_BYTES)
