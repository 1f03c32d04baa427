"""Shifts as calendars, and calendars as stand-ins: what a phone subscribes to, and what a team keeps elsewhere."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar, Component
from icalendar.prop import vBroken, vDDDTypes

from backend_client import rota as rotas
from backend_client.rota import OnCallPerson, Override, Rota, Shift
from backend_client.rota_edits import clash
from backend_client.wall_clock import WallClockError
from backend_client.wall_clock import read as read_moment
from common.icalendar_text import Event
from common.phones import e164
from common.text import fold as fold_text

_DUTY, _LEVEL, _TECHNICIAN = "X-VEILLEUR-DUTY", "X-VEILLEUR-LEVEL", "X-VEILLEUR-TECHNICIAN"
# Zones with the clock of Paris, two of them as Outlook names them; what a calendar says of these is not needed.
_PARIS = ("europe/paris", "romance standard time", "w. europe standard time")
_LEVEL_WORDS = re.compile(r"\b(?:level|niveau|niv|n)\s*\.?\s*(\d{1,2})\b", re.IGNORECASE)
_NUMBERS = re.compile(r"\+?\d[\d .\-]{7,16}\d")
_BEGUN, _ENDED = (re.compile(rf"^{word}:", re.IGNORECASE | re.MULTILINE) for word in ("BEGIN", "END"))
FROM_CALENDAR = "calendar "
_REASON = 120


class CalendarImportError(ValueError):
    """A calendar cannot be used. ``problems`` are sentences that name the event by its SUMMARY and UID."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class CalendarFile:
    """The rota with what a calendar adds, and notes on what could be read in two ways."""

    rota: Rota
    notes: tuple[str, ...] = ()


def event_of(shift: Shift, label: str, named: bool = True) -> Event:
    """A shift as an event. Its UID stays the same while the shift begins when it does. No phone number in it."""
    key = f"{shift.duty}|{shift.level}|{shift.person.code}|{shift.starts_at.astimezone(UTC).isoformat()}"
    what = f"{label or shift.duty}, niveau {shift.level}"
    return Event(
        uid=f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@veilleur",
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        summary=f"{what} : {shift.person.name}" if named else what,
        categories=(shift.duty,),
        extra={_DUTY: shift.duty, _LEVEL: str(shift.level), _TECHNICIAN: shift.person.code},
    )


def events(
    rota: Rota, since: datetime, until: datetime, duty: str | None = None, technician: int | None = None
) -> list[Event]:
    """The shifts of a duty, of a technician, or all, that overlap a stretch of time."""
    return [
        event_of(shift, rota.duty(code).label, named=technician is None)
        for code in ([duty] if duty else rota.duty_codes())
        for level in rotas.levels(rota, code)
        for shift in rotas.shifts(rota, code, level, since, until)
        if technician in (None, shift.person.id)
    ]


def read(text: str, rota: Rota, people: Sequence[OnCallPerson], duty: str | None = None) -> CalendarFile:
    """Let the people of a calendar stand in when its events say so.

    An event names the technician (code, name, phone, or as the one ATTENDEE) and the duty (CATEGORIES or SUMMARY, or
    ``duty`` for a calendar of one duty); "niveau 2" is level 2. One whose people are on call anyway changes nothing.
    What was read from an event before, by its UID, is replaced.

    :raises CalendarImportError: with everything that is wrong
    """
    found = _events(text)
    reader = _Reader(rota, people, duty, found)
    wanted = [override for number, event in enumerate(found, start=1) if (override := reader.override(event, number))]
    reader.stop_if_wrong()
    uids = {_reason_of(event) for event in found}
    before = replace(rota, overrides=tuple(o for o in rota.overrides if o.reason is None or o.reason not in uids))
    result = before
    for override in wanted:
        if _already_so(before, override, wanted):
            continue
        if other := clash(result, override):
            reader.wrong_at(override.id, f"it overlaps another one, in which {other.person.code} stands in there")
        result = replace(result, overrides=(*result.overrides, replace(override, id=0)))
    reader.stop_if_wrong()
    return CalendarFile(result, tuple(reader.notes))


def _events(text: str) -> list[Component]:
    """The events of all calendars of a file, in order. Raises :class:`CalendarImportError`."""
    if not text.strip("\ufeff \t\r\n"):
        raise CalendarImportError(["the file is empty"])
    text = text.removeprefix("\ufeff")
    try:
        # Bytes, because the library takes a text of one line for the name of a file.
        calendars = Calendar.from_ical(text.encode(), multiple=True)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise CalendarImportError([f"the file cannot be read as a calendar: {error}"]) from error
    # The library leaves out what has begun and does not end: half of the shifts, of a file that was cut off.
    if len(_BEGUN.findall(text)) != len(_ENDED.findall(text)):
        raise CalendarImportError(["the calendar ends in the middle"])
    if any(calendar.name != "VCALENDAR" for calendar in calendars):
        raise CalendarImportError(["the file is not a calendar: it does not begin with BEGIN:VCALENDAR"])
    return [event for calendar in calendars for event in calendar.events]


def _all(event: Component, name: str) -> list[Any]:
    """The values of a property, in order, in the types of the library; what it cannot read is a text."""
    found = event.get(name, [])
    return found if isinstance(found, list) else [found]


def _text(event: Component, name: str) -> str:
    """The first value of a property; empty when there is none."""
    return next((str(value).strip() for value in _all(event, name)), "")


def _categories(event: Component) -> list[str]:
    return [str(category).strip() for found in _all(event, "CATEGORIES") for category in getattr(found, "cats", [])]


def _reason_of(event: Component) -> str | None:
    """By what an override is known to come from an event, as long as its column is."""
    uid = _text(event, "UID")
    return (FROM_CALENDAR + uid)[:_REASON] if uid else None


def _already_so(rota: Rota, override: Override, wanted: Sequence[Override]) -> bool:
    """Whether the people of the calendar, and nobody else, are on call all the time that an event lasts."""
    beside = [
        other
        for other in wanted
        if (other.duty, other.level) == (override.duty, override.level)
        and other.starts_at < override.ends_at
        and other.ends_at > override.starts_at
    ]
    shifts = rotas.shifts(rota, override.duty, override.level, override.starts_at, override.ends_at)
    edges = {edge for shift in shifts for edge in (shift.starts_at, shift.ends_at)}
    edges |= {override.starts_at, *(edge for other in beside for edge in (other.starts_at, other.ends_at))}
    hours = rota.duty(override.duty).hours
    for moment in (edge for edge in edges if override.starts_at <= edge < override.ends_at and hours.hold(edge)):
        on_call = {person.id for person in rotas.on_duty(rota, override.duty, override.level, moment)}
        if on_call != {other.person.id for other in beside if other.starts_at <= moment < other.ends_at}:
            return False
    return True


class _Reader:
    """Makes overrides of events and collects what is wrong with them."""

    def __init__(
        self, rota: Rota, people: Sequence[OnCallPerson], duty: str | None, events: Sequence[Component]
    ) -> None:
        self._rota, self._people, self._default, self._events = rota, people, duty, events
        self._problems: list[str] = []
        self.notes: list[str] = []

    def wrong_at(self, number: int, sentence: str) -> None:
        """Note a mistake of an event, by its place among the events of the file, from 1."""
        self._problems.append(f"{self._name(number)}: {sentence}")

    def _name(self, number: int) -> str:
        """What somebody finds an event by in the calendar it comes from."""
        event = self._events[number - 1]
        summary, uid = _text(event, "SUMMARY"), _text(event, "UID")
        return f"event {number}" + (f' "{summary}"' if summary else "") + (f" (UID {uid})" if uid else "")

    def stop_if_wrong(self) -> None:
        """:raises CalendarImportError: when anything is wrong"""
        if self._problems:
            raise CalendarImportError(self._problems)

    def override(self, event: Component, number: int) -> Override | None:
        """What an event asks for; None for a cancelled one, and for one that cannot be read."""
        if _text(event, "STATUS").upper() == "CANCELLED":
            return None
        if unreadable := [message for name, message in event.errors if name is None]:
            self.wrong_at(number, unreadable[0])
            return None
        if "RRULE" in event or "RDATE" in event:
            self.wrong_at(number, "the event is repeated: write each shift as an event of its own")
            return None
        person, duty = self._person(event, number), self._duty(event, number)
        stretch = self._stretch(event, number)
        if person is None or duty is None or stretch is None:
            return None
        if not self._rota.duty(duty).hours.between(*stretch):
            self.wrong_at(number, f"{duty} has no hours then: nobody is on call")
            return None
        # Its place in the file stands for an id until it is stored.
        return Override(duty, self._level(event), person, *stretch, reason=_reason_of(event), id=number)

    def _person(self, event: Component, number: int) -> OnCallPerson | None:
        named = _text(event, _TECHNICIAN)
        attendees = [who for a in _all(event, "ATTENDEE") for who in (str(a), str(a.params.get("CN", "")))]
        for places in ([named], attendees, [_text(event, "SUMMARY")], [_text(event, "DESCRIPTION")]):
            found = [person for person in self._people if any(_names(person, place) for place in places)]
            if len(found) == 1 and not found[0].active:
                self.wrong_at(number, f"{found[0].name} is not active and cannot be on call")
                return None
            if len(found) == 1:
                return found[0]
            if found:
                codes = ", ".join(person.code for person in found)
                self.wrong_at(number, f"the event names several technicians ({codes}): write one event for each")
                return None
            if any(places) and places == [named]:
                break
        self.wrong_at(number, f'no technician is named by "{named or _text(event, "SUMMARY")}": write a code or a name')
        return None

    def _duty(self, event: Component, number: int) -> str | None:
        codes = self._rota.duty_codes()
        written = [_text(event, _DUTY), *_categories(event)]
        for code in codes:
            if any(_fold(word) in (_fold(code), _fold(self._rota.duty(code).label)) for word in written if word):
                return code
        summary = _fold(_text(event, "SUMMARY"))
        found = [c for c in codes if any(_holds(summary, word) for word in (c, self._rota.duty(c).label))]
        if len(found) == 1 or (not found and self._default):
            return found[0] if found else self._default
        known = ", ".join(codes)
        what = f"names several duties ({', '.join(found)})" if found else "names no duty"
        self.wrong_at(number, f'the event "{_text(event, "SUMMARY")}" {what}: write one of {known} as its category')
        return None

    def _level(self, event: Component) -> int:
        if _text(event, _LEVEL).isdigit():
            return int(_text(event, _LEVEL))
        found = _LEVEL_WORDS.search(" ".join((_text(event, "SUMMARY"), *_categories(event))))
        return int(found[1]) if found else 1

    def _stretch(self, event: Component, number: int) -> tuple[datetime, datetime] | None:
        try:
            starts_at = self._instant(event, number, "DTSTART")
            ends_at = starts_at + _length(event) if "DURATION" in event else self._instant(event, number, "DTEND")
        except (ValueError, OverflowError) as error:
            self.wrong_at(number, str(error))
            return None
        if ends_at <= starts_at:
            self.wrong_at(number, "the event does not end after its start")
            return None
        return starts_at, ends_at

    def _instant(self, event: Component, number: int, name: str) -> datetime:
        written = _only(event, name)
        moment = written.dt if isinstance(written, vDDDTypes) else None
        # With a time zone the library makes midnight of a day.
        if not isinstance(moment, datetime) or str(written.params.get("VALUE")).upper() == "DATE":
            raise ValueError(f"{name} {_as_written(written)} is not a day with a time: give the event hours")
        zone = str(written.params.get("TZID", "Europe/Paris" if moment.tzinfo is None else "UTC"))
        if zone.casefold() not in _PARIS and moment.tzinfo is None:
            raise ValueError(f'the time zone "{zone}" is unknown: write the times in UTC or in Europe/Paris')
        if zone.casefold() not in _PARIS:
            return moment.astimezone(UTC)
        try:
            reading = read_moment(moment.replace(tzinfo=None).isoformat(" "))
        except WallClockError as error:
            raise ValueError(f"{name}: {error}") from error
        if reading.note:
            self.notes.append(f"{self._name(number)}: {reading.note}")
        return reading.instant


def _only(event: Component, name: str) -> vDDDTypes | vBroken:
    """The one value of a property. Raises ``ValueError``."""
    found: list[vDDDTypes | vBroken] = _all(event, name)
    if len(found) != 1:
        raise ValueError(f"the event has {len(found) or 'no'} {name}")
    return found[0]


def _length(event: Component) -> timedelta:
    """How long an event lasts, "PT12H". Raises ``ValueError``."""
    written = _only(event, "DURATION")
    if isinstance(written, vDDDTypes) and isinstance(written.dt, timedelta):
        return written.dt
    raise ValueError(f'"{_as_written(written)}" is not a length of time')


def _as_written(value: vDDDTypes | vBroken) -> str:
    return str(value) if isinstance(value, vBroken) else str(value.to_ical(), "utf-8")


def _names(person: OnCallPerson, place: str) -> bool:
    """Whether a text names somebody: by code, by name, or by phone number."""
    if not place:
        return False
    phones = {e164(number) for number in _NUMBERS.findall(place.removeprefix("tel:"))}
    folded = _fold(re.sub(r"^mailto:([^@]*).*", r"\1", place, flags=re.IGNORECASE))
    return person.phone in phones or _holds(folded, person.code) or _holds(folded, person.name)


def _holds(folded: str, words: str) -> bool:
    wanted = _fold(words).strip()
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", folded) is not None


def _fold(text: str) -> str:
    """Lower case without accents; names are not read as the abbreviations of text messages."""
    return fold_text(text, language="")
