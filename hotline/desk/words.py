"""The words of the desk's pages: labels of codes, times of Paris, who did something."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from babel.dates import format_date

from backend_client.accounts import ROLES
from backend_client.calendar import PARIS

_LABELS: Mapping[str, Mapping[str, str]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
_ACTORS = {
    "tenant": "Locataire",
    "assistant": "Assistant",
    "hotline": "Veilleur",
    "landlord": "Bailleur",
    "technician": "Technicien",
    "firm": "Prestataire",
    "contractor": "Prestataire",
    "adviser": "Conseiller",
}
_MEANS = {"sms": "SMS", "voice": "appel", "telegram": "Telegram"}


def label(code: str | None, table: str) -> str:
    """What a code is called; one without a line in the table is written in words."""
    return known(code, table) or (code or "").replace("_", " ")


def known(code: str | None, table: str) -> str:
    """What a code is called; empty where the table has no line for it."""
    return _LABELS[table].get(code or "", "")


def clock(at: datetime) -> str:
    return f"{at.astimezone(PARIS):%H:%M}"


def day(at: datetime) -> str:
    """A day of Paris: "lun. 23 nov."."""
    return format_date(at.astimezone(PARIS), "EEE d MMM", locale="fr")


def when(at: datetime | None, now: datetime) -> str:
    """An instant, as short as it is still plain: today's without its day, another year's with its year."""
    if at is None:
        return ""
    local, today = at.astimezone(PARIS), now.astimezone(PARIS).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    if local.date() == today + timedelta(days=1):
        return f"demain {local:%H:%M}"
    if local.date() == today - timedelta(days=1):
        return f"hier {local:%H:%M}"
    pattern = "EEE d MMM" if local.year == today.year else "d MMM y"
    return f"{format_date(local, pattern, locale='fr')} {local:%H:%M}"


def until(at: datetime | None, now: datetime) -> str:
    """How long there is until a due date, or how late it is: "dans 3 h", "retard 2 j"."""
    if at is None:
        return ""
    length = lasted(abs(at - now))
    return f"retard {length}" if at < now else f"dans {length}"


def lasted(length: timedelta) -> str:
    """A length of time in its largest unit: "5 min", "3 h", "2 j"."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} j"


def machine(at: datetime) -> str:
    """An instant for the ``datetime`` attribute of a ``time`` element."""
    return at.astimezone(PARIS).isoformat(timespec="minutes")


def role(code: str) -> str:
    return ROLES[code].label


def actor(by: str, names: Mapping[str, str]) -> str:
    """Who did something, by the word of a request's history; ``names`` of those that have one by that word."""
    kind, _, which = by.partition(":")
    return names.get(by) or (f"{_ACTORS.get(kind, kind)} {which}".strip() if which else _ACTORS.get(kind, by))


def means(code: str) -> str:
    return _MEANS.get(code, code)


FILTERS: dict[str, Callable[..., Any]] = {
    "label": label,
    "clock": clock,
    "day": day,
    "when": when,
    "until": until,
    "lasted": lasted,
    "machine": machine,
    "role": role,
    "means": means,
}
GLOBALS: dict[str, Any] = {"labels": _LABELS}
