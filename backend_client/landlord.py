"""The landlord's own facts: opening hours, numbers, duties and delays, read from one TOML file."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from backend_client.retention_rules import Period, periods
from common.phones import e164

_SCHEMA = json.loads(Path(__file__).with_name("landlord.schema.json").read_text(encoding="utf-8"))
LAST_RESORT, SUPERVISOR = "last_resort", "supervisor"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class LandlordError(ValueError):
    """The landlord's file cannot be used. The message names the file and the key in one sentence."""


@dataclass(frozen=True)
class Hours:
    """Open from ``starts`` (included) to ``ends`` (excluded), Europe/Paris; ``ends`` None is midnight."""

    starts: time
    ends: time | None


@dataclass(frozen=True)
class Step:
    """One step of an escalation: whom to page (``level:1``, ``supervisor``, ``last_resort``), by what (``sms``,
    ``voice``, ``telegram``), and how many seconds to wait for an answer where the page can have reached them."""

    page: str
    by: str
    wait: int


@dataclass(frozen=True)
class Policy:
    """How a duty is searched: its steps, one after the other, round after round, until somebody acknowledges.

    ``receipt_seconds``: an SMS without a receipt after this long counts as lost. ``repeat_seconds``: from the end of
    a round in vain to the next one.
    """

    steps: tuple[Step, ...]
    receipt_seconds: int = 30
    repeat_seconds: int = 300


@dataclass(frozen=True)
class Paging:
    """How long advisers have to answer, in seconds, and whom to call when nobody on call does.

    ``check_seconds``: how long whoever comes on duty has to answer a test page; ``check_at_night``: whether one goes
    out at a handover between 22:00 and 07:00 (Paris), else at 20:00 before it.
    """

    last_resort_phone: str
    alert_seconds: int = 900
    check_seconds: int = 900
    check_at_night: bool = False


@dataclass(frozen=True)
class Team:
    """A team that tenants can agree a time with. ``hours[0]`` is Monday; ``capacity``: how many at the same time.

    ``minutes``: how long one takes; ``notice_hours``: the least time from agreeing to the start; ``horizon_days``: how
    far ahead times are offered. None on public holidays, nor on days on which the landlord is shut.
    """

    hours: tuple[tuple[Hours, ...], ...]
    capacity: int = 1
    minutes: int = 30
    notice_hours: int = 2
    horizon_days: int = 21


@dataclass(frozen=True)
class Attachments:
    """What tenants may send, and how long it is kept.

    ``max_megabytes`` per file (1 MB = 1,000,000 bytes), ``max_files`` at a time, ``link_hours``: how long a one-time
    address works; months count from the day on which the request is closed.
    """

    max_megabytes: int = 15
    max_files: int = 10
    link_hours: int = 72
    keep_months: int = 12
    keep_sensitive_months: int = 6

    @property
    def max_bytes(self) -> int:
        return self.max_megabytes * 1_000_000


@dataclass(frozen=True)
class Works:
    """How tenants are told of works and outages: messages a minute, and between which hours (Paris).

    ``hours`` hold from Monday to Saturday but on holidays; ``outage_hours``, for what is out of order now, every day.
    """

    per_minute: int = 60
    hours: tuple[time, time] = (time(9), time(19))
    outage_hours: tuple[time, time] = (time(8), time(21))


@dataclass(frozen=True)
class FirmThresholds:
    """Below which figures of a year a corrective plan is asked of a firm (charter 4.2), in percent; ``score`` of 5.

    ``no_show_percent`` is the most, the others the least that is accepted; a firm with fewer than ``least_visits``
    visits is not judged.
    """

    punctual_percent: float = 90
    no_show_percent: float = 2
    first_time_percent: float = 75
    score: float = 3.5
    least_visits: int = 20


@dataclass(frozen=True)
class Landlord:
    """What the hotline has to know of its landlord. ``opening[0]`` is Monday.

    ``heating_season`` is (first day, last day), both included, as (month, day) pairs. ``check_in_days``: how many days
    after moving in a tenant is offered the call of charter 2.4. ``tense_cities``: where the notice to leave is one
    month because housing is short (loi 89-462 art. 15 I). ``take_over_minutes``: after so long a silence a conversation
    that an adviser took over goes back to the assistant.
    """

    name: str
    hotline_phone: str
    opening: tuple[tuple[Hours, ...], ...]
    delay_hours: Mapping[str, float]
    gas_number: str
    power_number: str
    heating_season: tuple[tuple[int, int], tuple[int, int]]
    paging: Paging
    escalation: Mapping[str, Policy]
    holiday_region: str = ""
    extra_closed: frozenset[date] = frozenset()
    working_days: bool = True
    fallback_seconds: int = 600
    default_duty: str = "technical"
    supervisor_duty: str = "supervisor"
    duties: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    mediator: Mapping[str, str] = field(default_factory=dict)
    works: Works = Works()
    attachments: Attachments = field(default_factory=Attachments)
    dpo: str = ""
    retention: Mapping[str, Period] = field(default_factory=lambda: periods({}))
    firms: FirmThresholds = field(default_factory=FirmThresholds)
    teams: Mapping[str, Team] = field(default_factory=dict)
    check_in_days: int = 10
    tense_cities: frozenset[str] = frozenset()
    take_over_minutes: int = 30

    def duty_for(self, trade: str) -> str:
        """The duty that is paged for a trade."""
        return self.duties.get(trade, self.default_duty)

    @property
    def last_resort_e164(self) -> str:
        """The last-resort number as contacts have it; as it was written where it is no number of the numbering plan."""
        return e164(self.paging.last_resort_phone) or self.paging.last_resort_phone

    def policy_for(self, duty: str) -> Policy:
        """How a duty is searched."""
        return self.escalation.get(duty, self.escalation["default"])

    @classmethod
    def load(cls, path: Path | str) -> "Landlord":
        """Read and check the file. Raises :class:`LandlordError` naming the file and the key."""
        path = Path(path)
        content = _read(path)
        _check(path, content)
        try:
            return cls(**_fields(content))
        except ValueError as error:
            raise LandlordError(f"{path.name}: {error}.") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LandlordError(f"{path.name}: the file cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LandlordError(f"{path.name}: this is not valid TOML ({error}).") from error


def _check(path: Path, content: dict[str, Any]) -> None:
    found = Draft202012Validator(_SCHEMA).iter_errors(content)
    problems = sorted(found, key=lambda error: [str(part) for part in error.absolute_path])
    if problems:
        key = ".".join(str(part) for part in problems[0].absolute_path) or "the top level"
        raise LandlordError(f"{path.name}: {key}: {problems[0].message}.")


def _fields(content: Mapping[str, Any]) -> dict[str, Any]:
    season, duties = content["heating_season"], content["duties"]
    optional = ("holiday_region", "working_days", "fallback_seconds", "links", "mediator")
    named = {"default_duty": "default", "supervisor_duty": "supervisor", "duties": "by_trade"}
    return {
        "name": content["name"],
        "hotline_phone": content["hotline_phone"],
        "opening": _opening(content["opening"]),
        "delay_hours": content["delay_hours"],
        "gas_number": content["numbers"]["gas"],
        "power_number": content["numbers"]["power"],
        "heating_season": (_month_day("starts", season), _month_day("ends", season)),
        "paging": Paging(**content["paging"]),
        "escalation": {duty: _policy(duty, given) for duty, given in content["escalation"].items()},
        "teams": {code: _team(code, given) for code, given in content.get("teams", {}).items()},
        "check_in_days": content.get("check_in", {}).get("after_days", 10),
        "tense_cities": frozenset(content.get("notice_to_leave", {}).get("tense_cities", ())),
        "take_over_minutes": content.get("desk", {}).get("take_over_minutes", 30),
        "attachments": Attachments(**content.get("attachments", {})),
        "dpo": content.get("privacy", {}).get("dpo", ""),
        "retention": periods(content.get("retention", {})),
        "firms": FirmThresholds(**content.get("firms", {})),
        "works": _works(content.get("works", {})),
        "extra_closed": frozenset(_day("extra_closed", day) for day in content.get("extra_closed", ())),
        **{key: content[key] for key in optional if key in content},
        **{ours: duties[theirs] for ours, theirs in named.items() if theirs in duties},
    }


def _policy(duty: str, given: Mapping[str, Any]) -> Policy:
    steps = tuple(Step(**step) for step in given["steps"])
    if steps[-1].page != LAST_RESORT:
        raise ValueError(
            f"escalation.{duty}.steps: the last step has to page last_resort, so that nobody is left alone"
        )
    return Policy(steps, **{name: value for name, value in given.items() if name != "steps"})


def _works(given: Mapping[str, Any]) -> Works:
    hours = {name: _span(f"works.{name}", given[name]) for name in ("hours", "outage_hours") if name in given}
    return Works(**{**given, **hours})


def _span(key: str, written: str) -> tuple[time, time]:
    starts, ends = (time.fromisoformat(clock) for clock in written.split("-"))
    if ends <= starts:
        raise ValueError(f"{key}: {written} ends before it starts")
    return starts, ends


def _opening(by_weekday: Mapping[str, list[str]]) -> tuple[tuple[Hours, ...], ...]:
    opening = tuple(tuple(_hours(day, written) for written in by_weekday[day]) for day in _WEEKDAYS)
    if not any(opening):
        raise ValueError("opening: the office has to be open on one day of the week at least")
    return opening


def _team(code: str, given: Mapping[str, Any]) -> Team:
    hours = given["hours"]
    weekly = tuple(tuple(_hours(f"teams.{code}.{day}", each) for each in hours.get(day, ())) for day in _WEEKDAYS)
    if not any(weekly):
        raise ValueError(f"teams.{code}.hours: a team that times are agreed with needs hours on one day at least")
    return Team(weekly, **{name: value for name, value in given.items() if name != "hours"})


def _hours(day: str, written: str) -> Hours:
    starts, ends = written.split("-")
    hours = Hours(time.fromisoformat(starts), None if ends == "24:00" else time.fromisoformat(ends))
    if hours.ends is not None and hours.ends <= hours.starts:
        raise ValueError(f"opening.{day}: {written} ends before it starts")
    return hours


def _day(key: str, written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise ValueError(f"{key}: {written} is not a day of the calendar") from error


def _month_day(key: str, season: Mapping[str, str]) -> tuple[int, int]:
    # 2028 is a leap year: 02-29 is a day of some year, 02-30 of none.
    day = _day(f"heating_season.{key}", f"2028-{season[key]}")
    return day.month, day.day
