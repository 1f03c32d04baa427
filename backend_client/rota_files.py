"""A whole rota in one TOML file: read with every mistake named by its line, written so that it reads back the same."""

import difflib
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from backend_client.cells import CellError, span_text, spans
from backend_client.duty_hours import DutyHours
from backend_client.rota import Absence, Duty, OnCallPerson, Override, Rota, Rotation
from backend_client.rota_edits import clash
from backend_client.wall_clock import WallClockError
from backend_client.wall_clock import read as read_moment
from backend_client.wall_clock import write as write_moment

_SCHEMA = json.loads(Path(__file__).with_name("rota_file.schema.json").read_text(encoding="utf-8"))
_KINDS = ("duty", "rotation", "absence", "override")
_HEADER = re.compile(r"\s*\[\[\s*(\w+)\s*\]\]")


@dataclass(frozen=True)
class Problem:
    """One mistake in a file. ``line`` is None where it belongs to none, ``entry`` reads "override 2"."""

    sentence: str
    entry: str = ""
    line: int | None = None

    def __str__(self) -> str:
        where = [f"line {self.line}" if self.line else "", self.entry]
        return ": ".join(filter(None, (", ".join(filter(None, where)), self.sentence)))


class RotaFileError(ValueError):
    """A file cannot be used. ``problems`` are all of its mistakes, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class RotaFile:
    """What a file says, and ``notes`` on what could be read in two ways."""

    rota: Rota
    notes: tuple[str, ...] = ()


def read(text: str, people: Iterable[OnCallPerson], region: str = "") -> RotaFile:
    """Read a rota file. ``people`` are the technicians that it may name, by their code.

    :raises RotaFileError: with all mistakes that can be told apart: first those of form, then those of sense
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RotaFileError([Problem(f"this is not valid TOML: {error}")]) from error
    lines = _Lines(text)
    content = {key: _plain(value) for key, value in content.items()}
    if problems := _badly_formed(content, lines):
        raise RotaFileError(problems)
    return _Reader(lines, {person.code: person for person in people}, region).read(content)


def write(rota: Rota, people: Iterable[OnCallPerson], since: datetime | None = None) -> str:
    """The file of a rota; absences and overrides that were over at ``since`` are left out."""
    codes = {person.id: person.code for person in people}
    parts = ["# Rota. Times are wall-clock times of Europe/Paris. See docs/rota.md.\n"]
    parts += [_toml("duty", _duty_row(rota.duty(code))) for code in rota.duty_codes()]
    parts += [_toml("rotation", _rotation_row(rotation)) for rotation in rota.rotations]
    lasting = [a for a in rota.absences if since is None or a.ends_at > since]
    parts += [_toml("absence", {"technician": a.person.code, **_stretch(a), "reason": a.reason}) for a in lasting]
    for override in rota.overrides:
        if since is None or override.ends_at > since:
            parts.append(_toml("override", _override_row(override, codes)))
    return "\n".join(parts)


def _duty_row(duty: Duty) -> dict[str, Any]:
    return {
        "code": duty.code,
        "label": duty.label,
        "hours": [span_text(span) for span in duty.hours.spans],
        "holidays": duty.hours.holidays,
        "trades": sorted(duty.trades),
        "sectors": sorted(duty.sectors),
    }


def _rotation_row(rotation: Rotation) -> dict[str, Any]:
    return {
        "duty": rotation.duty,
        "level": rotation.level,
        "starts_on": rotation.starts_on.isoformat(),
        "handover": f"{rotation.handover:%H:%M}",
        "days_per_turn": rotation.days_per_turn,
        "headcount": rotation.headcount,
        "members": [member.code for member in rotation.members],
    }


def _override_row(override: Override, codes: Mapping[int, str]) -> dict[str, Any]:
    return {
        "duty": override.duty,
        "level": override.level,
        "technician": override.person.code,
        "instead_of": codes[override.instead_of] if override.instead_of is not None else "",
        **_stretch(override),
        "swap": override.swap,
        "reason": override.reason,
    }


def _stretch(entry: Absence | Override) -> dict[str, str]:
    return {"from": write_moment(entry.starts_at), "to": write_moment(entry.ends_at)}


def _toml(kind: str, row: Mapping[str, Any]) -> str:
    # JSON's strings, numbers and lists are TOML's too, but for one control character.
    lines = (
        f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row.items() if value not in ("", None)
    )
    return "\n".join((f"[[{kind}]]", *lines, "")).replace("\x7f", "\\u007f")


def _plain(value: Any) -> Any:
    """Dates and times of TOML as the strings that the schema describes."""
    match value:
        case list():
            return [_plain(part) for part in value]
        case dict():
            return {key: _plain(part) for key, part in value.items()}
        case datetime():
            return value.isoformat(" ")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes" if not value.second else "auto")
    return value


class _Lines:
    """Where the entries of a file and their keys stand."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._headers: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines):
            if found := _HEADER.match(line):
                self._headers.setdefault(found[1], []).append(number)

    def of(self, kind: str, index: int, key: str | None = None) -> int | None:
        """The line of a key of an entry, or of the entry; None for an entry that has no header of its own."""
        headers = self._headers.get(kind, [])
        if index >= len(headers):
            return None
        first = headers[index]
        for number in range(first + 1, len(self._lines) if key else 0):
            if _HEADER.match(self._lines[number]):
                break
            if re.match(rf"\s*{re.escape(str(key))}\s*=", self._lines[number]):
                return number + 1
        return first + 1


def _badly_formed(content: Mapping[str, Any], lines: _Lines) -> list[Problem]:
    problems = []
    errors = Draft202012Validator(_SCHEMA).iter_errors(content)
    for error in sorted(errors, key=lambda e: [str(part).zfill(6) for part in e.absolute_path]):
        path = list(error.absolute_path)
        hint = error.schema.get("description") if isinstance(error.schema, dict) and len(path) > 2 else None
        sentence = f"{error.message}. {hint}" if hint else error.message
        if len(path) < 2:
            problems.append(Problem(": ".join([*map(str, path), sentence])))
            continue
        kind, index, key = path[0], path[1], path[2] if len(path) > 2 else None
        where = f"{kind} {index + 1}", lines.of(kind, index, key)
        problems.append(Problem(f"{key}: {sentence}" if key else sentence, *where))
    return sorted(problems, key=lambda problem: problem.line or 0)


class _Reader:
    """Makes entries of rows and collects what is wrong with them."""

    def __init__(self, lines: _Lines, people: Mapping[str, OnCallPerson], region: str) -> None:
        self._lines, self._people, self._region = lines, people, region
        self._problems: list[Problem] = []
        self._notes: list[str] = []
        self._where: tuple[str, int] = ("", 0)

    def read(self, content: Mapping[str, Any]) -> RotaFile:
        readers: Mapping[str, Callable[[Rota, Any], Rota]] = {
            "duty": self._duty,
            "rotation": self._rotation,
            "absence": self._absence,
            "override": self._override,
        }
        rota = Rota()
        for kind in _KINDS:
            for index, row in enumerate(content.get(kind, ())):
                self._where = kind, index
                rota = readers[kind](rota, row)
        if self._problems:
            raise RotaFileError(sorted(self._problems, key=lambda problem: problem.line or 0))
        return RotaFile(rota, tuple(self._notes))

    def _wrong(self, sentence: str, key: str | None = None) -> None:
        kind, index = self._where
        self._problems.append(Problem(sentence, f"{kind} {index + 1}", self._lines.of(kind, index, key)))

    def _duty(self, rota: Rota, row: Mapping[str, Any]) -> Rota:
        code = row["code"]
        if any(duty.code == code for duty in rota.duties):
            self._wrong(f'the duty "{code}" is described twice', "code")
        written = []
        for text in row.get("hours", ()):
            try:
                written += spans(text)
            except CellError as error:
                self._wrong(str(error), "hours")
        hours = DutyHours(tuple(written), row.get("holidays", "same"), self._region)
        limits = {name: frozenset(row.get(name, ())) for name in ("trades", "sectors")}
        return replace(rota, duties=(*rota.duties, Duty(code, row.get("label", ""), hours, **limits)))

    def _rotation(self, rota: Rota, row: Mapping[str, Any]) -> Rota:
        self._known_duty(rota, row["duty"])
        members = [self._person(code, "members") for code in row["members"]]
        headcount, different = row.get("headcount", 1), len(set(row["members"]))
        if headcount > different:
            self._wrong(f"headcount is {headcount}, but there are {different} different members", "headcount")
        if rota.rotation(row["duty"], row["level"]):
            self._wrong(f"there is a rotation for {row['duty']} level {row['level']} already", "level")
        try:
            starts_on = date.fromisoformat(row["starts_on"])
        except ValueError:
            self._wrong(f"{row['starts_on']} is not a day of the calendar", "starts_on")
            return rota
        rotation = Rotation(
            duty=row["duty"],
            level=row["level"],
            starts_on=starts_on,
            handover=time.fromisoformat(row["handover"]),
            members=tuple(member for member in members if member),
            days_per_turn=row.get("days_per_turn", 7),
            headcount=headcount,
        )
        return replace(rota, rotations=(*rota.rotations, rotation))

    def _absence(self, rota: Rota, row: Mapping[str, Any]) -> Rota:
        person, stretch = self._person(row["technician"], "technician"), self._stretch_of(row)
        if person is None or stretch is None:
            return rota
        new = Absence(person, *stretch, row.get("reason", ""), self._where[1] + 1)
        for other in rota.absences:
            if other.person.id == person.id and other.starts_at < new.ends_at and other.ends_at > new.starts_at:
                self._wrong(f"{person.code} is away then already: it overlaps absence {other.id}", "from")
        return replace(rota, absences=(*rota.absences, new))

    def _override(self, rota: Rota, row: Mapping[str, Any]) -> Rota:
        self._known_duty(rota, row["duty"])
        person, stretch = self._person(row["technician"], "technician"), self._stretch_of(row)
        replaced = self._person(row["instead_of"], "instead_of") if "instead_of" in row else None
        if person is None or stretch is None or ("instead_of" in row and replaced is None):
            return rota
        if replaced and replaced.id == person.id:
            self._wrong(f"{person.code} cannot stand in for themselves", "instead_of")
        new = Override(
            row["duty"],
            row["level"],
            person,
            *stretch,
            instead_of=replaced.id if replaced else None,
            swap=row.get("swap"),
            reason=row.get("reason"),
            id=self._where[1] + 1,
        )
        if other := clash(rota, new):
            self._wrong(f"it overlaps override {other.id}, in which {other.person.code} stands in there", "from")
        return replace(rota, overrides=(*rota.overrides, new))

    def _person(self, code: str, key: str) -> OnCallPerson | None:
        if code not in self._people:
            self._wrong(f'the technician "{code}" is unknown{_perhaps(code, self._people)}', key)
        return self._people.get(code)

    def _known_duty(self, rota: Rota, code: str) -> None:
        known = [duty.code for duty in rota.duties]
        if code not in known:
            self._wrong(f'the duty "{code}" is unknown: describe it in a [[duty]]{_perhaps(code, known)}', "duty")

    def _stretch_of(self, row: Mapping[str, Any]) -> tuple[datetime, datetime] | None:
        instants = []
        for key in ("from", "to"):
            try:
                reading = read_moment(row[key])
            except WallClockError as error:
                self._wrong(f"{key}: {error}", key)
                continue
            if reading.note:
                kind, index = self._where
                self._notes.append(str(Problem(reading.note, f"{kind} {index + 1}", self._lines.of(kind, index, key))))
            instants.append(reading.instant)
        if len(instants) < 2:
            return None
        if instants[1] <= instants[0]:
            self._wrong(f"to ({row['to']}) is not after from ({row['from']})", "to")
            return None
        return instants[0], instants[1]


def _perhaps(code: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(code, list(known), n=1)
    return f'; perhaps "{near[0]}"' if near else ""
