"""Shifts as calendars, and calendars as stand-ins: what a phone subscribes to, and what a team keeps elsewhere."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backend_client import rota as rotas
from backend_client.rota import OnCallPerson, Override, Rota, Shift
from backend_client.rota_edits import clash
from backend_client.wall_clock import PARIS, WallClockError
from backend_client.wall_clock import read as read_moment
from common.icalendar_text import CalendarError, Component, Event, Property, duration, parts, plain
from common.icalendar_text import read as read_calendar
from common.phones import e164
from common.text import fold as fold_text

_DUTY, _LEVEL, _TECHNICIAN = "X-VEILLEUR-DUTY", "X-VEILLEUR-LEVEL", "X-VEILLEUR-TECHNICIAN"
# How Outlook names the zone of Paris.
_ZONES = {"romance standard time": "Europe/Paris", "w. europe standard time": "Europe/Paris"}
_LEVEL_WORDS = re.compile(r"\b(?:level|niveau|niv|n)\s*\.?\s*(\d{1,2})\b", re.IGNORECASE)
_NUMBERS = re.compile(r"\+?\d[\d .\-]{7,16}\d")
FROM_CALENDAR = "calendar "
_REASON = 120


class CalendarImportError(ValueError):
    """A calendar cannot be used. ``problems`` are sentences that name the event and its line."""

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
    try:
        components = read_calendar(text)
    except CalendarError as error:
        raise CalendarImportError([str(error)]) from error
    reader = _Reader(rota, people, duty)
    wanted = [override for component in components if (override := reader.override(component))]
    reader.stop_if_wrong()
    uids = {_reason_of(component) for component in components}
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


def _reason_of(event: Component) -> str | None:
    """By what an override is known to come from an event, as long as its column is."""
    uid = event.text("UID")
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

    def __init__(self, rota: Rota, people: Sequence[OnCallPerson], duty: str | None) -> None:
        self._rota, self._people, self._default = rota, people, duty
        self._problems: list[str] = []
        self.notes: list[str] = []

    def wrong_at(self, line: int, sentence: str) -> None:
        """Note a mistake of the event that begins on a line."""
        self._problems.append(f"line {line}: {sentence}")

    def stop_if_wrong(self) -> None:
        """:raises CalendarImportError: when anything is wrong"""
        if self._problems:
            raise CalendarImportError(self._problems)

    def override(self, event: Component) -> Override | None:
        """What an event asks for; None for a cancelled one, and for one that cannot be read."""
        if event.text("STATUS").upper() == "CANCELLED":
            return None
        if event.first("RRULE") or event.first("RDATE"):
            self.wrong_at(event.line, "the event is repeated: write each shift as an event of its own")
            return None
        person, duty, stretch = self._person(event), self._duty(event), self._stretch(event)
        if person is None or duty is None or stretch is None:
            return None
        if not self._rota.duty(duty).hours.between(*stretch):
            self.wrong_at(event.line, f"{duty} has no hours then: nobody is on call")
            return None
        # Its line stands for an id until it is stored.
        return Override(duty, self._level(event), person, *stretch, reason=_reason_of(event), id=event.line)

    def _person(self, event: Component) -> OnCallPerson | None:
        named = event.text(_TECHNICIAN)
        attendees = [plain(who) for a in event.all("ATTENDEE") for who in (a.value, a.parameters.get("CN", ""))]
        for places in ([named], attendees, [event.text("SUMMARY")], [event.text("DESCRIPTION")]):
            found = [person for person in self._people if any(_names(person, place) for place in places)]
            if len(found) == 1 and not found[0].active:
                self.wrong_at(event.line, f"{found[0].name} is not active and cannot be on call")
                return None
            if len(found) == 1:
                return found[0]
            if found:
                codes = ", ".join(person.code for person in found)
                self.wrong_at(event.line, f"the event names several technicians ({codes}): write one event for each")
                return None
            if any(places) and places == [named]:
                break
        self.wrong_at(
            event.line, f'no technician is named by "{named or event.text("SUMMARY")}": write a code or a name'
        )
        return None

    def _duty(self, event: Component) -> str | None:
        codes = self._rota.duty_codes()
        written = [event.text(_DUTY), *(part for found in event.all("CATEGORIES") for part in parts(found.value))]
        for code in codes:
            if any(_fold(word) in (_fold(code), _fold(self._rota.duty(code).label)) for word in written if word):
                return code
        summary = _fold(event.text("SUMMARY"))
        found = [c for c in codes if any(_holds(summary, word) for word in (c, self._rota.duty(c).label))]
        if len(found) == 1 or (not found and self._default):
            return found[0] if found else self._default
        known = ", ".join(codes)
        what = f"names several duties ({', '.join(found)})" if found else "names no duty"
        self.wrong_at(event.line, f'the event "{event.text("SUMMARY")}" {what}: write one of {known} as its category')
        return None

    def _level(self, event: Component) -> int:
        categories = " ".join(plain(found.value) for found in event.all("CATEGORIES"))
        if event.text(_LEVEL).isdigit():
            return int(event.text(_LEVEL))
        found = _LEVEL_WORDS.search(f"{event.text('SUMMARY')} {categories}")
        return int(found[1]) if found else 1

    def _stretch(self, event: Component) -> tuple[datetime, datetime] | None:
        try:
            starts_at = self._instant(event, "DTSTART")
            length = event.first("DURATION")
            ends_at = starts_at + duration(length.value) if length else self._instant(event, "DTEND")
        except ValueError as error:
            self.wrong_at(event.line, str(error))
            return None
        if ends_at <= starts_at:
            self.wrong_at(event.line, "the event does not end after its start")
            return None
        return starts_at, ends_at

    def _instant(self, event: Component, name: str) -> datetime:
        written = event.first(name)
        if written is None:
            raise ValueError(f"the event has no {name}")
        if not re.fullmatch(r"\d{8}T\d{6}Z?", written.value):
            raise ValueError(f"{name} {written.value} is not a day with a time: give the event hours")
        moment = datetime.strptime(written.value.rstrip("Z"), "%Y%m%dT%H%M%S")
        zone = UTC if written.value.endswith("Z") else _zone(written)
        if zone is not PARIS:
            return moment.replace(tzinfo=zone).astimezone(UTC)
        try:
            reading = read_moment(moment.isoformat(" "))
        except WallClockError as error:
            raise ValueError(f"{name}: {error}") from error
        if reading.note:
            self.notes.append(f"line {written.line}: {reading.note}")
        return reading.instant


def _zone(written: Property) -> tzinfo:
    name = written.parameters.get("TZID", "Europe/Paris")
    name = _ZONES.get(name.casefold(), name)
    if name == "Europe/Paris":
        return PARIS
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f'the time zone "{name}" is unknown: write the times in UTC or in Europe/Paris') from error


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
