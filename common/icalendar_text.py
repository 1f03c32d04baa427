"""iCalendar text (RFC 5545): the part of it that calendars of shifts need. Pure; knows no rota."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

_PRODUCT = "-//Veilleur//Rota//FR"
# Octets in a line before it is folded (section 3.1).
_FOLD = 75
_UTC = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"([A-Za-z0-9-]+)")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)((?:,(?:"[^"]*"|[^";:,]*))*)')
_ESCAPED = re.compile(r"\\([\\;,nN])")
_DURATION = re.compile(r"\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


class CalendarError(ValueError):
    """A text is not a calendar. The message names the line."""


@dataclass(frozen=True)
class Property:
    """A content line: ``name`` and parameter names in capitals, ``value`` as written (see :func:`plain`)."""

    name: str
    value: str
    parameters: Mapping[str, str]
    line: int


@dataclass(frozen=True)
class Component:
    """An event as it was read. ``line`` is where it begins."""

    line: int
    properties: tuple[Property, ...]

    def all(self, name: str) -> list[Property]:
        """The properties of a name, in order."""
        return [found for found in self.properties if found.name == name]

    def first(self, name: str) -> Property | None:
        """The first property of a name."""
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str:
        """The plain text of the first property of a name; empty when there is none."""
        found = self.first(name)
        return plain(found.value).strip() if found else ""


@dataclass(frozen=True)
class Event:
    """An event to be written. ``extra``: further properties, by their names (``X-…``)."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    categories: Sequence[str] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


def plain(value: str) -> str:
    """A text value without its escapes."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def parts(value: str) -> list[str]:
    """The plain texts of a list of values separated by commas."""
    return [plain(part).strip() for part in re.split(r"(?<!\\),", value) if part.strip()]


def duration(value: str) -> timedelta:
    """A length of time, "PT12H". Raises ``ValueError``."""
    found = _DURATION.fullmatch(value.strip())
    if not found or not any(found.groups()):
        raise ValueError(f'"{value}" is not a length of time')
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def write(name: str, events: Iterable[Event], stamp: datetime) -> str:
    """A calendar of events, all times in UTC so that no reader needs rules of time zones. ``stamp``: made when."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escape(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escape(event.uid)}",
            f"DTSTAMP:{_utc(stamp)}",
            f"DTSTART:{_utc(event.starts_at)}",
            f"DTEND:{_utc(event.ends_at)}",
            f"SUMMARY:{_escape(event.summary)}",
            *([f"CATEGORIES:{','.join(map(_escape, event.categories))}"] if event.categories else ()),
            *(f"{key}:{_escape(value)}" for key, value in event.extra.items()),
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def read(text: str) -> list[Component]:
    """The events of a calendar, in order; what is nested in them (alarms) is left out.

    :raises CalendarError: it is not a calendar, or a line of it cannot be read
    """
    found: list[Component] = []
    nested: list[str] = []
    begun, properties = 0, list[Property]()
    for number, line in _unfolded(text):
        content = _property(line, number)
        if not nested and (content.name, content.value.upper()) != ("BEGIN", "VCALENDAR"):
            raise CalendarError(f"line {number}: a calendar begins with BEGIN:VCALENDAR")
        if content.name == "BEGIN":
            nested.append(content.value.upper())
            begun, properties = (number, []) if nested[-1] == "VEVENT" else (begun, properties)
        elif content.name == "END":
            if nested.pop() != content.value.upper():
                raise CalendarError(f"line {number}: END:{content.value} ends nothing that has begun")
            if content.value.upper() == "VEVENT":
                found.append(Component(begun, tuple(properties)))
        elif nested[-1] == "VEVENT":
            properties.append(content)
    if nested or not text.strip():
        raise CalendarError("the calendar ends in the middle" if nested else "the file is empty")
    return found


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    pending: tuple[int, str] | None = None
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), start=1):
        if line[:1] in (" ", "\t") and pending:
            pending = pending[0], pending[1] + line[1:]
            continue
        if pending and pending[1].strip():
            yield pending
        pending = number, line
    if pending and pending[1].strip():
        yield pending


def _property(line: str, number: int) -> Property:
    found = _NAME.match(line)
    end = found.end() if found else 0
    parameters = {}
    while found and (parameter := _PARAMETER.match(line, end)):
        parameters[parameter[1].upper()] = parameter[2].strip('"')
        end = parameter.end()
    if not found or line[end : end + 1] != ":":
        raise CalendarError(f"line {number}: this is not a line of a calendar (NAME:VALUE)")
    return Property(found[1].upper(), line[end + 1 :], parameters, number)


def _escape(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime(_UTC)


def _folded(line: str) -> str:
    """No line longer than 75 octets, no character cut in two."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _FOLD:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + width
    return "\r\n".join([*pieces, piece])
