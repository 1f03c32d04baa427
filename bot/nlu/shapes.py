"""What a message's shape alone tells: request references in it, and messages that are a number or a sign only."""

import re
from typing import Any

from rasa.shared.nlu.constants import (
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
)

REFERENCE = "reference"

# R-2026-000123 as printed, and as typed or dictated: "r 2026 123", "R2026-123", "ref 2026 000123".
_REFERENCE = re.compile(
    r"\b(?:r|ref|référence|reference|demande|dossier|num[ée]ro|no|n°)[\s.:_/-]{0,3}(20\d\d)[\s._/-]{0,2}(\d{1,6})\b",
    re.IGNORECASE,
)

# A message that is nothing else. A lone reference asks how the request stands; a lone number, hour or
# phone number answers something. The first that fits decides.
_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\W*" + _REFERENCE.pattern + r"\W*", re.IGNORECASE), "follow_up_request"),
    (re.compile(r"\W*\+?\d[\d\s.()/-]*\W*"), "add_information"),
    (re.compile(r"\W*\d{1,2}\s*(?:h|:|heures?)\s*(?:\d{2})?\W*", re.IGNORECASE), "add_information"),
    (re.compile(r"[👍👌✅✔🆗☑💯\U0001f3fb-\U0001f3ff\ufe0f\s!.]+"), "affirm"),
    (re.compile(r"[👎❌✖🚫\U0001f3fb-\U0001f3ff\ufe0f\s!.]+"), "deny"),
    (re.compile(r"[🙏❤😊🙂😀💐🥰\U0001f3fb-\U0001f3ff\ufe0f\s!.]+"), "thank"),
)


def references_in(text: str) -> list[dict[str, Any]]:
    """The entities ``reference`` of a text, written the one way: ``R-2026-000123``."""
    return [
        {
            ENTITY_ATTRIBUTE_TYPE: REFERENCE,
            ENTITY_ATTRIBUTE_VALUE: f"R-{found[1]}-{int(found[2]):06d}",
            ENTITY_ATTRIBUTE_START: found.start(),
            ENTITY_ATTRIBUTE_END: found.end(),
            "extractor": "shapes",
        }
        for found in _REFERENCE.finditer(text)
    ]


def intent_of_shape(text: str) -> str | None:
    """The intent of a message that is nothing but a reference, a number, an hour, a phone number or an emoji."""
    if not any(not c.isspace() and c not in "!." for c in text):
        return None
    return next((intent for shape, intent in _SHAPES if shape.fullmatch(text)), None)
