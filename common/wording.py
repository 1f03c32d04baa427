"""Words for tenants: one Mozilla Fluent catalogue per language, rendered for a channel.

A key is a message of ``bot/data/texts/<language>/*.ftl``. Its value is the web and Telegram text; its attribute
``.sms``, where there is one, the text for SMS. Facts are plain strings and numbers, or typed facts
``{"t": type, "v": value}`` that are worded in the reader's language (see ``_WORDED``).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Junk, Message

from common.reviews import Reviews

PARIS = ZoneInfo("Europe/Paris")
FALLBACK = "fr"


# In a right-to-left line the groups of "0 800 47 33 33" would be shown in reverse order; a no-break space, a "common
# separator" of the Unicode bidirectional algorithm (UAX 9, rule W4), holds them together as one number.
_RIGHT_TO_LEFT = frozenset({"ar"})
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")


class MissingText(KeyError):
    """A key that no language has, or a fact that its text needs and the caller did not give."""


def _paris(value: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(PARIS)


# How a language writes a day (a Babel pattern), a clock time, an arrival window and a day with a time of day.
# Arabic month names differ from country to country (يوليو, جويلية, تموز): their number is read everywhere.
_DAY = {"pt": "EEEE, d 'de' MMMM", "es": "EEEE d 'de' MMMM", "ar": "EEEE d/M", "tr": "d MMMM EEEE"}
_WINDOW = {
    "fr": "{0} entre {1} et {2}",
    "en": "{0} between {1} and {2}",
    "pt": "{0} das {1} às {2}",
    "es": "{0} de {1} a {2}",
    "ar": "{0} بين {1} و{2}",
    "tr": "{0}, {1}-{2} arası",
}
_MOMENT = {
    "fr": "{0} à {1}",
    "en": "{0} at {1}",
    "pt": "{0} às {1}",
    "es": "{0} a las {1}",
    "ar": "{0} الساعة {1}",
    "tr": "{0}, saat {1}",
}


def _day(moment: date, language: str) -> str:
    written = format_date(moment, _DAY.get(language, "EEEE d MMMM"), locale=language)
    return written.replace(" 1 ", " 1er ") if language == "fr" else written


def _clock(moment: datetime, language: str) -> str:
    if language == "fr":
        return f"{moment.hour} h {moment.minute:02d}" if moment.minute else f"{moment.hour} h"
    if language == "pt":
        return f"{moment.hour}h{moment.minute:02d}" if moment.minute else f"{moment.hour}h"
    if language == "ar":
        return f"{moment.hour}:{moment.minute:02d}"
    return format_time(moment, "short", locale="en_GB" if language == "en" else language)


def _agreed(written: str, language: str) -> str:
    """Portuguese and Spanish hours are plural but for one o'clock: "às 2h", "à 1h"; "a las 2:30", "a la 1:30"."""
    if language == "es":
        return written.replace(" a las 1:", " a la 1:")
    return written.replace(" às 1h", " à 1h").replace(" das 1h", " da 1h") if language == "pt" else written


def _window(value: list[str], language: str) -> str:
    start, end = _paris(value[0]), _paris(value[1])
    joined = _WINDOW.get(language, "{0}, {1} - {2}")
    written = joined.format(_day(start, language), _clock(start, language), _clock(end, language))
    return _agreed(written, language)


def _moment(value: str, language: str) -> str:
    moment = _paris(value)
    written = _MOMENT.get(language, "{0}, {1}").format(_day(moment, language), _clock(moment, language))
    return _agreed(written, language)


# Typed facts: how each type is worded in a language.
_WORDED: dict[str, Callable[[Any, str], str]] = {
    "day": lambda v, lang: _day(date.fromisoformat(v), lang),
    "time": lambda v, lang: _clock(_paris(v), lang),
    "moment": _moment,
    "window": _window,
    "translated": lambda v, lang: str(v.get(lang) or v.get(FALLBACK, "")),
    # What stands in a stored message for a code or a link that only its reader may see.
    "secret": lambda v, lang: f"[{v[0]} {v[1]}]",
}


def day(value: date) -> dict[str, Any]:
    return {"t": "day", "v": value.isoformat()}


def moment(value: datetime) -> dict[str, Any]:
    return {"t": "moment", "v": value.isoformat()}


def time_of(value: datetime) -> dict[str, Any]:
    return {"t": "time", "v": value.isoformat()}


def window(start: datetime, end: datetime | None = None) -> dict[str, Any]:
    """An arrival window; without an end, of two hours."""
    return {
        "t": "window",
        "v": [start.isoformat(), (end or start + timedelta(hours=2)).isoformat()],
    }


def translated(by_language: Mapping[str, str]) -> dict[str, Any]:
    """A text that knows its own languages (a situation's label)."""
    return {"t": "translated", "v": dict(by_language)}


def secret(kind: str, number: int) -> dict[str, Any]:
    """A code or a link that is in no stored message: its words are put in on the way to its reader."""
    return {"t": "secret", "v": [kind, number]}


def text_of(key: str, **facts: Any) -> dict[str, Any]:
    """Another message of the catalogue, worded inside this one."""
    return {"t": "text", "v": key, "facts": facts}


def canonical(key: str) -> str:
    """A key as it stands in the catalogue: the dialogue may say ``utter_card_gas`` for ``card-gas``."""
    return key.removeprefix("utter_").replace("_", "-")


# Texts for technicians and contractors, and the telephone's menu: they are in French, no other language has them.
STAFF_FILES = frozenset({"staff.ftl", "staff_page.ftl", "phone.ftl", "firm.ftl"})


class Wording:
    """The catalogues of every language under one folder. ``french_only``: the keys that have no other language."""

    french_only: frozenset[str] = frozenset()

    def __init__(self, bundles: Mapping[str, FluentBundle], keys: Mapping[str, set[str]], reviews: Reviews) -> None:
        self._bundles = bundles
        self.keys = keys
        self.reviews = reviews

    @classmethod
    def load(cls, folder: Path) -> "Wording":
        """:raises ValueError: a text that Fluent cannot parse, a review that breaks its schema (the file is named)"""
        bundles: dict[str, FluentBundle] = {}
        keys: dict[str, set[str]] = {}
        alone: set[str] = set()
        for place in sorted(p for p in folder.iterdir() if p.is_dir()):
            # Isolation marks are invisible on a phone but turn a GSM-7 text into UCS-2.
            bundle = FluentBundle([place.name], use_isolating=False)
            names: set[str] = set()
            for file in sorted(place.glob("*.ftl")):
                resource = FluentResource(file.read_text(encoding="utf-8"))
                for entry in resource.body:
                    if isinstance(entry, Junk):
                        raise ValueError(f"{file}: cannot read: {(entry.content or '').strip()[:80]}")
                    if isinstance(entry, Message):
                        if entry.id.name in names:
                            raise ValueError(f"{file}: {entry.id.name} is there twice")
                        names.add(entry.id.name)
                        alone |= {entry.id.name} if file.name in STAFF_FILES else set()
                bundle.add_resource(resource)
            bundles[place.name], keys[place.name] = bundle, names
        wording = cls(bundles, keys, Reviews.load(folder))
        wording.french_only = frozenset(alone)
        return wording

    @property
    def languages(self) -> list[str]:
        return sorted(self._bundles)

    def has(self, key: str, language: str = FALLBACK) -> bool:
        return key in self.keys.get(language, ())

    def render(self, key: str, facts: Mapping[str, Any], language: str | None, channel: str) -> str:
        """The text of a key for a reader. Underscores in a key count as hyphens, ``utter_`` is dropped.

        :raises MissingText: no such key, or a fact is missing
        """
        key = canonical(key)
        reader = language if language is not None and self.has(key, language) else FALLBACK
        if not self.has(key, reader):
            raise MissingText(key)
        bundle = self._bundles[reader]
        message = bundle.get_message(key)
        pattern = message.attributes.get(channel, message.value)
        if pattern is None:
            raise MissingText(f"{key}: no text, only attributes")
        worded = {name: self.worded(value, reader, channel) for name, value in facts.items()}
        text, errors = bundle.format_pattern(pattern, worded)
        if errors:
            raise MissingText(f"{key}: {errors[0]}")
        return _BETWEEN_DIGITS.sub("\u00a0", str(text)) if reader in _RIGHT_TO_LEFT else str(text)

    def worded(self, value: Any, language: str, channel: str) -> Any:
        """A fact as Fluent takes it: a string or a number."""
        if value is None:
            return ""
        if isinstance(value, dict) and value.get("t") == "text":
            return self.render(value["v"], value.get("facts", {}), language, channel)
        if isinstance(value, dict) and "t" in value:
            return _WORDED[value["t"]](value["v"], language)
        if isinstance(value, list):
            return ", ".join(str(self.worded(item, language, channel)) for item in value)
        return value
