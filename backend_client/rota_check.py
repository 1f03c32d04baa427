"""What is wrong with a rota in the coming days: found by day, before a page goes nowhere at night. Pure."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import phonenumbers

from backend_client import rota as rotas
from backend_client.duty_hours import Interval
from backend_client.landlord import Landlord
from backend_client.rota import OnCallPerson, Rota, Shift
from backend_client.wall_clock import write
from common.phones import e164

DAYS = 14
# What `veilleur rota check` refuses; the other findings are warnings.
REFUSED = ("gap", "contact", "policy")
# Prefixes of French mobile numbers, the only ones that an SMS reaches (plan national de numérotation, Arcep).
_FRENCH, _FRENCH_MOBILE = "+33", ("+336", "+337")
_LANDLINES = (phonenumbers.PhoneNumberType.FIXED_LINE,)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, from ``starts_at`` to ``ends_at`` where it lasts.

    ``kind``: ``gap`` (``missing`` people inside the duty's hours), ``contact`` (somebody on call whom a page cannot
    reach, ``person``), ``policy`` (an escalation names a level that nobody has), ``inactive`` (a member of a rotation
    who never comes), ``twice`` (the same person at a level and at the next one), ``stand_in`` (an override by
    somebody who is away or inactive, which therefore changes nothing).
    """

    kind: str
    duty: str
    sentence: str
    level: int | None = None
    person: OnCallPerson | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    missing: int = 0

    @property
    def refused(self) -> bool:
        """Whether a rota with this is refused."""
        return self.kind in REFUSED


def check(
    rota: Rota, landlord: Landlord, now: datetime, days: int = DAYS, unreachable: Mapping[int, str] | None = None
) -> tuple[Finding, ...]:
    """Everything that is wrong from ``now`` on for so many days, the worst first.

    ``unreachable``: why messages do not reach somebody, by the technician's id
    (:func:`backend_client.rota_store.unreachable`).
    """
    until = now + timedelta(days=days)
    duties = sorted({landlord.default_duty, landlord.supervisor_duty, *rota.duty_codes()})
    by_level = {
        (duty, level): rotas.shifts(rota, duty, level, now, until)
        for duty in duties
        for level in rotas.levels(rota, duty)
    }
    found = [
        *(gap for duty in duties for gap in _gaps(rota, duty, by_level, now, until)),
        *_contacts(by_level, unreachable or {}),
        *_policies(rota, landlord, duties),
        *_inactive(rota),
        *_twice(by_level, now, until),
        *_stand_ins(rota, now, until),
    ]
    return tuple(sorted(found, key=lambda finding: not finding.refused))


def _gaps(
    rota: Rota, duty: str, by_level: Mapping[tuple[str, int], list[Shift]], now: datetime, until: datetime
) -> Iterator[Finding]:
    with_rotation = [r.level for r in rota.rotations if r.duty == duty]
    open_hours = rota.duty(duty).hours.between(now, until)
    # A level that exists only because somebody stands in there is not one that has to be kept at all hours.
    for level in sorted(with_rotation) or rotas.levels(rota, duty) or (1,):
        rotation = rota.rotation(duty, level)
        wanted = rotation.headcount if rotation else 1
        for (starts_at, ends_at), missing in _missing(open_hours, by_level.get((duty, level), []), wanted):
            who = "nobody is on call" if missing == wanted else f"{missing} of {wanted} people are missing"
            sentence = f"{duty} level {level}: {who} from {write(starts_at)} to {write(ends_at)}"
            yield Finding("gap", duty, sentence, level, None, starts_at, ends_at, missing)


def _missing(open_hours: Iterable[Interval], shifts: list[Shift], wanted: int) -> Iterator[tuple[Interval, int]]:
    """The stretches of hours that have too few people, and how many too few; stretches that touch are one."""
    edges = sorted({edge for shift in shifts for edge in (shift.starts_at, shift.ends_at)})
    for opens, closes in open_hours:
        moments = [opens, *(edge for edge in edges if opens < edge < closes), closes]
        pending: tuple[Interval, int] | None = None
        for starts, ends in itertools.pairwise(moments):
            missing = wanted - sum(shift.starts_at <= starts < shift.ends_at for shift in shifts)
            if pending and pending[1] == missing:
                pending = (pending[0][0], ends), missing
                continue
            if pending:
                yield pending
            pending = ((starts, ends), missing) if missing > 0 else None
        if pending:
            yield pending


def _contacts(by_level: Mapping[tuple[str, int], list[Shift]], unreachable: Mapping[int, str]) -> Iterator[Finding]:
    first = {shift.person.id: shift for shifts in by_level.values() for shift in reversed(shifts)}
    for shift in sorted(first.values(), key=lambda shift: shift.starts_at):
        if reason := phone_problem(shift.person.phone) or unreachable.get(shift.person.id):
            what = f"{shift.person.name} ({shift.person.code}) is on call from {write(shift.starts_at)}, but {reason}"
            found = shift.level, shift.person, shift.starts_at, shift.ends_at
            yield Finding("contact", shift.duty, f"{shift.duty} level {shift.level}: {what}", *found)


def phone_problem(phone: str) -> str:
    """Why a page by SMS cannot reach a number; empty: it can. The reason names no number."""
    if e164(phone) != phone:
        return "has no valid phone number"
    if phone.startswith(_FRENCH):
        return "" if phone.startswith(_FRENCH_MOBILE) else "has a landline number, which no SMS reaches"
    landline = phonenumbers.number_type(phonenumbers.parse(phone)) in _LANDLINES
    return "has a landline number, which no SMS reaches" if landline else ""


def _policies(rota: Rota, landlord: Landlord, duties: list[str]) -> Iterator[Finding]:
    for duty in duties:
        named = {
            int(step.page.removeprefix("level:"))
            for step in landlord.policy_for(duty).steps
            if step.page.startswith("level:")
        }
        known = set(rotas.levels(rota, duty))
        own = duty in landlord.escalation or duty == landlord.default_duty
        # The default policy is written for all duties: it may name more levels than one of them has.
        nobody = named - known if own or not named & known else set()
        for level in sorted(nobody):
            which = duty if duty in landlord.escalation else "default"
            sentence = f"{duty} level {level}: nobody takes turns there, but escalation.{which} pages it"
            yield Finding("policy", duty, sentence, level)


def _inactive(rota: Rota) -> Iterator[Finding]:
    for rotation in rota.rotations:
        for person in rotation.members:
            if not person.active:
                what = f"{person.name} ({person.code}) is not active: others take the turns"
                sentence = f"{rotation.duty} level {rotation.level}: {what}"
                yield Finding("inactive", rotation.duty, sentence, rotation.level, person)


def _twice(by_level: Mapping[tuple[str, int], list[Shift]], now: datetime, until: datetime) -> Iterator[Finding]:
    for (duty, level), shifts in by_level.items():
        following = min((other for code, other in by_level if code == duty and other > level), default=None)
        for shift in shifts if following else ():
            for other in by_level[(duty, following or 0)]:
                starts_at, ends_at = (
                    max(shift.starts_at, other.starts_at, now),
                    min(shift.ends_at, other.ends_at, until),
                )
                if shift.person.id == other.person.id and starts_at < ends_at:
                    span = f"from {write(starts_at)} to {write(ends_at)}"
                    sentence = f"{duty}: {shift.person.name} is on call at level {level} and at {following} {span}"
                    yield Finding("twice", duty, sentence, level, shift.person, starts_at, ends_at)


def _stand_ins(rota: Rota, now: datetime, until: datetime) -> Iterator[Finding]:
    for override in rota.overrides:
        starts_at, ends_at = max(override.starts_at, now), min(override.ends_at, until)
        if starts_at >= ends_at:
            continue
        person = override.person
        away = [
            absence
            for absence in rota.absences
            if absence.person.id == person.id and absence.starts_at < ends_at and absence.ends_at > starts_at
        ]
        span = f"from {write(override.starts_at)} to {write(override.ends_at)}"
        reason = "is away then" if away else "" if person.active else "is not active"
        if reason:
            sentence = f"{override.duty} level {override.level}: {person.name} stands in {span}, but {reason}"
            where = override.level, person, starts_at, ends_at
            yield Finding("stand_in", override.duty, sentence, *where)
