"""Which subject words speak of, without a model: for the command line and for searching the table.

Only names of things count; the assistant has its own understanding of messages.
"""

from collections import Counter
from math import log

from common.text import words
from common.who_pays_data import Rules

_TOO_SHORT = 3
_ENOUGH = 0.34


def _stems(text: str) -> set[str]:
    return {word.rstrip("sx")[:7] for word in words(text) if len(word) >= _TOO_SHORT}


def search(text: str, rules: Rules, language: str = "fr") -> list[str]:
    """The subjects whose words the text shares, the best first; none when too little is shared."""
    known = {
        code: _stems(f"{label.get(language, label['fr'])} {rules.questions.get(code, {}).get(language, '')}")
        for code, label in rules.labels.items()
    }
    often = Counter(stem for stems in known.values() for stem in stems)
    weight = {stem: log(1 + len(known) / count) for stem, count in often.items()}
    asked = _stems(text)
    total = sum(weight.get(stem, log(1 + len(known))) for stem in asked) or 1.0
    scores = {code: sum(weight[stem] for stem in asked & stems) / total for code, stems in known.items()}
    kinds = ("situation", "line", "item")
    found = [code for code, score in scores.items() if score >= _ENOUGH]
    return sorted(found, key=lambda code: (-round(scores[code], 6), kinds.index(rules.subjects[code].kind), code))
