"""Calendars as files (RFC 5545), written by the library ``icalendar``: what all of ours have in common."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import icalendar

_PRODUCT = "-//Veilleur//Rota//FR"
# How often a phone that subscribes should ask again.
_REFRESH = timedelta(hours=1)


@dataclass(frozen=True)
class Event:
    """An event to be written. ``extra``: further properties of text, by their names (``STATUS``, ``X-…``)."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    categories: Sequence[str] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


def write(name: str, events: Iterable[Event], stamp: datetime) -> str:
    """A calendar of events, all times in UTC so that no reader needs rules of time zones. ``stamp``: made when."""
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", _PRODUCT)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("X-WR-CALNAME", icalendar.vText(name))
    calendar.add("REFRESH-INTERVAL", _REFRESH, {"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", icalendar.vDuration(_REFRESH))
    for event in events:
        calendar.add_component(_component(event, stamp))
    return str(calendar.to_ical(), "utf-8")


def _component(event: Event, stamp: datetime) -> icalendar.Event:
    written = icalendar.Event()
    written.add("UID", event.uid)
    written.add("DTSTAMP", stamp.astimezone(UTC))
    written.add("DTSTART", event.starts_at.astimezone(UTC))
    written.add("DTEND", event.ends_at.astimezone(UTC))
    written.add("SUMMARY", event.summary)
    if event.categories:
        written.add("CATEGORIES", list(event.categories))
    for name, value in event.extra.items():
        # Escapes in a property of our own are undone only by readers that are told that it is text (RFC 7265, 5.1).
        written.add(name, icalendar.vText(value), {"VALUE": "TEXT"} if name.startswith("X-") else {})
    return written
