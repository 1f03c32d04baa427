"""French SMS spelling and typing slips laid over a clean message, to measure what they cost.

Independent of the slips that training adds (``bot/nlu/variants.py``): other transformations, other code.
"""

import random
import re
import unicodedata

_PHRASES = (
    (r"\bje suis\b", ("jsuis", "chui")), (r"\bj'ai\b", ("jai", "g", "jé")), (r"\bc'est\b", ("c", "cest", "sé")),
    (r"\bil y a\b", ("ya", "y a")), (r"\bje peux\b", ("jpeu", "jpe")), (r"\bje veux\b", ("jveu",)),
    (r"\bs'il vous pla[iî]t\b", ("svp", "siouplé")), (r"\brendez-vous\b", ("rdv",)),
    (r"\bquelqu'un\b", ("qqn", "kelkun")),
    (r"\btoujours\b", ("tjrs", "tjr")), (r"\bbeaucoup\b", ("bcp",)), (r"\bmaintenant\b", ("mtn", "mnt")),
    (r"\baujourd'hui\b", ("auj", "ojd")), (r"\bdemain\b", ("2m1", "dem1")), (r"\bpourquoi\b", ("pk", "pkoi")),
    (r"\bdepuis\b", ("dp", "depui")), (r"\bsalle de bains?\b", ("sdb",)), (r"\bappartement\b", ("appart", "apart")),
    (r"\bimmeuble\b", ("imeuble", "imm")), (r"\bchambre\b", ("chbre", "chambr")), (r"\bproblème\b", ("pb", "problem")),
    (r"\bdans\b", ("ds", "dan")), (r"\bpour\b", ("pr",)), (r"\bvous\b", ("vs", "vou")), (r"\bnous\b", ("ns", "nou")),
    (r"\bne\s+|\bn'", ("",)), (r"\bparce que\b", ("pcq", "pske")), (r"\bquand\b", ("qd", "kan")),
)  # fmt: skip
_SOUNDS = (
    (r"eaux?\b", "o"), (r"(?<=\w)(?:er|ez|ée|és)\b", "é"), (r"qu(?=[eiéè])", "k"), (r"ç", "s"), (r"ph", "f"),
    (r"(?<=\w)s\b", ""), (r"(?<=\w\w)e\b", ""), (r"(?<=\w\w)t\b", ""), (r"au(?=\w)", "o"), (r"ss", "s"),
)  # fmt: skip
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")


def _sometimes(draw: random.Random, pattern: str, to: tuple[str, ...], text: str, share: float) -> str:
    return re.sub(pattern, lambda found: draw.choice(to) if draw.random() < share else found[0], text)


def _bare(text: str) -> str:
    kept = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in kept if not unicodedata.combining(letter))


def _mistype(draw: random.Random, text: str, share: float) -> str:
    letters = list(text)
    for at in range(len(letters) - 1):
        if not letters[at].isalpha() or draw.random() >= share:
            continue
        kind = draw.randrange(4)
        row = next((row for row in _ROWS if letters[at] in row), letters[at])
        near = row[max(0, row.index(letters[at]) - 1) : row.index(letters[at]) + 2]
        letters[at] = {0: "", 1: letters[at] * 2, 2: draw.choice(near), 3: letters[at + 1]}[kind]
        if kind == 3:
            letters[at + 1] = text[at]
    return "".join(letters)


def noisy(text: str, seed: int) -> str:
    """The message in SMS spelling with about one slip in thirty letters; the same seed gives the same text."""
    draw = random.Random(seed)
    text = text.lower().replace("’", "'")
    for pattern, to in _PHRASES:
        text = _sometimes(draw, pattern, to, text, 0.7)
    for pattern, heard in _SOUNDS:
        text = _sometimes(draw, pattern, (heard,), text, 0.35)
    text = _bare(text) if draw.random() < 0.8 else text
    text = re.sub(r"[.!?;,:]+\s*", lambda found: " " if draw.random() < 0.7 else found[0], text)
    text = _sometimes(draw, r"'", ("", " "), text, 0.7)
    return " ".join(_mistype(draw, text, 1 / 30).split())
