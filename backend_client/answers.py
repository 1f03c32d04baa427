"""Reading what a technician writes: to a page, on the way, on site, at the end. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from common.text import clean, fold


class Verb(StrEnum):
    """What a technician's words do."""

    TAKE = "take"
    REFUSE = "refuse"
    EXPECT = "expect"
    ON_SITE = "on_site"
    DONE = "done"
    HELP = "help"
    HAND_OVER = "hand_over"
    GIVE_BACK = "give_back"
    AGREED = "agreed"
    NOT_AGREED = "not_agreed"


@dataclass(frozen=True)
class Answer:
    """``verb`` is None when the words say nothing that can be acted on.

    ``codes``: of pages; ``references``: of requests, whole ("R-2026-000123") or as far as they were written ("123").
    ``minutes``: until the technician is there; ``clock``: the hour and minute (Paris) at which they said to be.
    ``name``: whom to hand over to, ``report``: what was done, both as written.
    """

    verb: Verb | None
    codes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    minutes: int | None = None
    clock: tuple[int, int] | None = None
    name: str = ""
    report: str = ""

    @property
    def takes(self) -> bool | None:
        """Yes or no to a page; None: neither."""
        return {Verb.TAKE: True, Verb.REFUSE: False}.get(self.verb) if self.verb else None


# The longest time to be there that is believed, and the least that a number without a unit can be, in minutes.
MOST_MINUTES, LEAST_BARE = 600, 5
MOST_NAME, MOST_REPORT = 40, 1000

_CODE = re.compile(r"(?<!\d)\d{4,8}(?!\d)")
_LEADING = re.compile(
    r"^(?:\d{4,8}(?!\d)|r[\W_]{0,2}20\d\d[\W_]{0,2}\d{1,7}|r[\W_]{0,2}\d{1,7}\b)?[\s:,;.!–—-]*", re.IGNORECASE
)
_REFERENCE = re.compile(r"\br[\W_]{0,2}(20\d\d)[\W_]{0,2}(\d{1,7})\b|\br[\W_]{0,2}(\d{1,7})\b", re.IGNORECASE)

# Said before "fini" without saying anything: a greeting, the code, the reference.
_BEFORE_DONE = (
    r"(?:(?:ok|oui|voil[aà]|bon|bonjour|bonsoir|alors|tout|est|c['’ ]?est|j['’ ]?ai|je l['’ ]?ai|l['’ ]?intervention"
    r"|intervention|travaux|panne|probl[eè]me|\d{4,8}|r[\W_]{0,2}20\d\d[\W_]{0,2}\d{1,7}|r[\W_]{0,2}\d{1,7})\b[\W_]*)*"
)
_AFTER_DONE = r"(?!\s*\?)[\s:,;.!–—-]*"
_DONE = re.compile(
    rf"^\W*{_BEFORE_DONE}(?:(?:fini[es]*|finit|termin(?:[eé]+s?|er)|cl[oô]tur(?:[eé]+s?|er)|done)\b"
    rf"|fait(?:es?)?\b(?=\s*(?:$|[:,;.!–—-]|\d{{4}})))(?! pas\b){_AFTER_DONE}",
    re.IGNORECASE,
)
# These words belong to the report themselves: "réparé le joint".
_REPAIRED = re.compile(
    rf"^\W*{_BEFORE_DONE}(?=(?:r[eé]par[eé]+s?|r[eé]gl[eé]+s?|r[eé]solue?s?|d[eé]pann[eé]+s?|remis(?:e)? en (?:service|"
    r"marche|route))\b)",
    re.IGNORECASE,
)
_HAND_OVER = re.compile(
    r"\b(?:pass(?:e|er|ez)|transf[eè]re?r?|transmet[sz]?|laisse|c[eè]de|donne|refile)\s+"
    r"(?:(?:la main|le relais|le dossier|la suite|l['’]?\s?intervention|[cç]a|tout|la|le)\s+)?"
    r"(?:\d{4,8}\s+|r[\W_]{0,2}20\d\d[\W_]{0,2}\d{1,7}\s+)?[aà]\s+(?P<name>[^\d\W][^\d,.;:!?\n]*)",
    re.IGNORECASE,
)

_OTHERS = r"(?:le |la |les )?(?:locataires?|clients?|cliente|monsieur|madame|mr|mme|occupants?)"
_NOT_AGREED = re.compile(
    rf"\baccord (?:du locataire |locataire )?:? ?non\b|\bpas d'accord\b|\bsans accord\b|\bpas l'accord\b"
    rf"|\b{_OTHERS} (?:ne )?(?:refuse|veut pas)\b|\brefus d[ue] {_OTHERS}"
)
_AGREED = re.compile(
    rf"\baccord (?:du |de la )?{_OTHERS}|\baccord :? ?oui\b"
    rf"|\b{_OTHERS} (?:est |a dit |ok |bien )?(?:d'accord|accepte|oui)"
    r"|\b(?:j'ai|avec) (?:l'|son )accord\b"
)
_NO_HELP = re.compile(r"\b(?:pas|plus|sans|aucun) (?:besoin )?(?:d'|de )?(?:aide|renfort)")
_HELP = re.compile(
    r"\b(?:aide[rz]?|a l'aide|renforts?|coup de main|help|deuxieme (?:technicien|personne|homme)|un collegue"
    r"|(?:il faut|faut|besoin|on doit etre) (?:etre )?a deux)\b|^\W*a deux\W*$"
)
_GIVE_BACK = re.compile(
    r"\bpeux plus\b|\bpourrai (?:plus|pas)\b|\bfinalement (?:non|je (?:ne )?peux pas|pas)\b|\bje (?:la |le |l')?rends\b"
    r"|\brends? (?:l'intervention|la main)\b|\b(?:j'abandonne|je renonce|me desiste)\b|\btrouvez quelqu'un d'autre\b"
)
_NOT_THERE = re.compile(
    r"\b(?:pas|jamais|bientot|presque|serai|arrive bientot) (?:encore )?(?:(?:la|sur|arrivee?)\b)|\bpas arriv"
)
_COMING = re.compile(r"\bj'? ?arriv|\bserai\b|\ben route\b|\bpars\b")
_ON_SITE = re.compile(
    r"\bsur (?:place|site)\b|\bj'? ?y suis\b|\bje suis la\b"
    r"|^\W*(?:(?:ok|bien|enfin|je suis|suis|\d{4,8})\W+)*arrivee?s?\b"
    r"|\bsuis (?:bien )?arrivee?s?\b|\bdevant (?:la porte|l'immeuble)\b"
)
_LATE = re.compile(r"\b(?:retard|en retard|decale|plus tard que prevu)\b")
_NO = re.compile(
    r"\b(non|no|nan|refus\w*|impossible|indispo\w*|pas (dispo\w*|libre|possible)|peux pas"
    r"|(y vais|viens|prends|m'en charge|m'en occupe) pas|can't|cannot)\b"
)
_YES = re.compile(
    r"\b(ok+|okay|oui|yes|d'accord|dac|j'? ?y vai[st]?|j'arrive|je viens|je (le |la )?prends|je pars"
    r"|je m'en (charge|occupe)|en route|on it|on my way|i'm coming)\b|👍"
)

_HOURS = re.compile(
    r"(?<![\d:])(\d{1,2}) ?(?:h|heures?)\b ?(?:et )?(\d{2}|quart|demie?)?(?!\d)|(?<!\d)(\d{1,2})h(\d{2})\b"
)
_MINUTES = re.compile(r"(?<!\d)(\d{1,3}) ?(?:min(?:ute)?s?|mn|m|')(?![a-z])")
_AT = re.compile(r"\b(?:a|vers|pour) (\d{1,2}) ?(?:h|:|heures?) ?([0-5]\d)?(?!\d)")
_BARE_AFTER = re.compile(r"(?:^|\b(?:dans|environ|env|retard|de|d'|ok|oui|j'arrive|vais|code))\W*(\d{1,3})\W*$")
_IN_WORDS = (
    (re.compile(r"\btrois[ -]quarts? d'heure\b|\b3/4 d'? ?h"), 45),
    (re.compile(r"\b(?:une |1 )?heure et demie\b"), 90),
    (re.compile(r"\bdemi[ -]?e?[ -]?heure\b|\b1/2 ?h"), 30),
    (re.compile(r"\bquart d'heure\b|\b1/4 d'? ?h"), 15),
    (re.compile(r"\bune (?:petite )?heure\b"), 60),
    (re.compile(r"\bdeux heures\b"), 120),
)
_PART_OF_HOUR = {"quart": 15, "demi": 30, "demie": 30}


def read(text: str) -> Answer:
    """Read "OK 4821 40", "4821", "NON", "sur place", "FINI joint remplacé", "retard 30", "AIDE", "passe à Léa".

    A bare code is a yes; "ok non" is neither. A number of four digits and more is a code, never a time.
    """
    said = clean(text)
    references = tuple(dict.fromkeys(_reference(found) for found in _REFERENCE.finditer(said)))
    words = fold(_REFERENCE.sub(" ", said))
    codes = tuple(dict.fromkeys(_CODE.findall(words)))
    if (report := _report(said)) is not None:
        # What follows are the technician's own words: a meter's figure in them is no code.
        before = said[: len(said) - len(report)] + (report.split(maxsplit=1) or [""])[0]
        leading = tuple(dict.fromkeys(_CODE.findall(_REFERENCE.sub(" ", before))))
        return Answer(Verb.DONE, leading, references, report=_without_code(report))
    if found := _HAND_OVER.search(said):
        return Answer(Verb.HAND_OVER, codes, references, name=found["name"].strip()[:MOST_NAME])
    minutes, clock = _when(_CODE.sub(" ", words))
    verb = _verb(words, codes, timed=minutes is not None or clock is not None)
    if verb not in (Verb.TAKE, Verb.EXPECT):
        minutes = clock = None
    return Answer(verb, codes, references, minutes, clock)


def _reference(found: "re.Match[str]") -> str:
    return f"R-{found[1]}-{int(found[2]):06d}" if found[1] else str(int(found[3]))


def _report(said: str) -> str | None:
    """What was done, in the technician's words; None: nothing is said to be done."""
    if found := _DONE.match(said):
        return said[found.end() :].strip()[:MOST_REPORT]
    if (found := _REPAIRED.match(said)) and not said.endswith("?"):
        return said[found.end() :].strip()[:MOST_REPORT]
    return None


def _without_code(report: str) -> str:
    """A report without the code or the reference that it begins with."""
    return _LEADING.sub("", report)


def _verb(words: str, codes: tuple[str, ...], timed: bool) -> Verb | None:
    for verb, holds in (
        (Verb.NOT_AGREED, _NOT_AGREED.search(words)),
        (Verb.AGREED, _AGREED.search(words)),
        (Verb.HELP, _HELP.search(words) and not _NO_HELP.search(words)),
        (Verb.GIVE_BACK, _GIVE_BACK.search(words)),
        (Verb.ON_SITE, _is_on_site(words) and not timed),
        (Verb.EXPECT, _LATE.search(words) and not _NO.search(words)),
    ):
        if holds:
            return verb
    return _yes_or_no(words, codes, timed)


def _is_on_site(words: str) -> bool:
    return bool(_ON_SITE.search(words)) and not _NOT_THERE.search(words) and not _COMING.search(words)


def _yes_or_no(words: str, codes: tuple[str, ...], timed: bool) -> Verb | None:
    without_no = _NO.sub(" ", words)
    no, yes = without_no != words, bool(_YES.search(without_no))
    if no and yes:
        return None
    if no or yes:
        return Verb.TAKE if yes else Verb.REFUSE
    if timed:
        return Verb.TAKE if codes else Verb.EXPECT
    bare = codes and not re.search(r"[a-z?]", _CODE.sub("", words))
    return Verb.TAKE if bare else None


def _when(words: str) -> tuple[int | None, tuple[int, int] | None]:
    """How many minutes, or at which time of day, somebody says to be there."""
    if at := _AT.search(words):
        hour, minute = int(at[1]), int(at[2] or 0)
        return (None, (hour, minute)) if hour < 24 else (None, None)
    minutes = _minutes(words)
    return (minutes if minutes is not None and 1 <= minutes <= MOST_MINUTES else None), None


def _minutes(words: str) -> int | None:
    for pattern, minutes in _IN_WORDS:
        if pattern.search(words):
            return minutes
    if hours := _HOURS.search(words):
        part = hours[2] or hours[4] or "0"
        return int(hours[1] or hours[3]) * 60 + (_PART_OF_HOUR.get(part) or int(part))
    if minutes_ := _MINUTES.search(words):
        return int(minutes_[1])
    bare = _BARE_AFTER.search(" ".join(words.split()))
    return int(bare[1]) if bare and int(bare[1]) >= LEAST_BARE else None
