"""Whether one message tells of several problems, and whether of one at all that is ours."""

from collections.abc import Sequence
from typing import Any

SURE = 0.9
"""How likely a clause's situation must be to count as a problem of its own."""
SURE_OF_SIBLING = 0.97
"""The same where another problem of its family is told: one leak is often told twice in other words."""

OUT_OF_SCOPE = "out_of_scope"
NAMED = 0.5
"""Above it a situation is likelier than all others and none together."""


def in_scope(ranking: list[dict[str, Any]], situation: float) -> list[dict[str, Any]]:
    """The ranking of the intents without "out of scope" where the message surely names a situation: whoever has one is
    in scope by definition, and is told "I cannot help with that" otherwise.

    :param ranking: ``name`` and ``confidence``, the likeliest first
    :param situation: how likely the likeliest situation is, from 0 to 1
    """
    others = [intent for intent in ranking if intent["name"] != OUT_OF_SCOPE]
    left = sum(intent["confidence"] for intent in others)
    if situation <= NAMED or len(others) == len(ranking) or not left:
        return ranking
    return [{**intent, "confidence": round(intent["confidence"] / left, 4)} for intent in others]


def problems_in(clauses: Sequence[str], codes: Sequence[tuple[str, float]]) -> list[dict[str, Any]]:
    """The distinct problems that the clauses name, in their order; nothing where there are not at least two.

    :param clauses: the clauses of the message
    :param codes: the likeliest situation of each clause ("" for none) and how likely it is, from 0 to 1
    """
    best: dict[str, dict[str, Any]] = {}
    for text, (code, confidence) in zip(clauses, codes, strict=True):
        if code and confidence >= SURE and confidence > best.get(code, {"confidence": 0.0})["confidence"]:
            best[code] = {"code": code, "confidence": round(confidence, 4), "text": text}
    families = [code.partition(".")[0] for code in best]
    told = [
        problem
        for code, problem in best.items()
        if families.count(code.partition(".")[0]) == 1 or problem["confidence"] >= SURE_OF_SIBLING
    ]
    return told if len(told) > 1 else []
