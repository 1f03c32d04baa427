"""Reading what a technician answers to a page. Pure."""

import re
from dataclasses import dataclass

from common.text import fold

_CODE = re.compile(r"(?<!\d)\d{4,8}(?!\d)")
_NO = re.compile(
    r"\b(non|no|nan|refus\w*|impossible|indispo\w*|pas (dispo\w*|libre|possible)|peux pas"
    r"|(y vais|viens|prends|m'en charge|m'en occupe) pas|can't|cannot)\b"
)
_YES = re.compile(
    r"\b(ok+|okay|oui|yes|d'accord|dac|j'? ?y vai[st]?|j'arrive|je viens|je (le |la )?prends|je pars"
    r"|je m'en (charge|occupe)|on it|on my way|i'm coming)\b"
)


@dataclass(frozen=True)
class Answer:
    """``takes`` is None when the words say neither yes nor no. ``codes`` are those the text holds."""

    takes: bool | None
    codes: tuple[str, ...]


def read(text: str) -> Answer:
    """Read "OK 4821", "ok", "4821", "j'y vais", "NON". A bare code is a yes; "ok non" is neither."""
    words = fold(text, language="")
    codes = tuple(dict.fromkeys(_CODE.findall(words)))
    without_no = _NO.sub(" ", words)
    no, yes = without_no != words, bool(_YES.search(without_no))
    if no == yes:
        bare = not no and bool(codes) and not re.search(r"[a-z?]", _CODE.sub("", words))
        return Answer(True if bare else None, codes)
    return Answer(yes, codes)
