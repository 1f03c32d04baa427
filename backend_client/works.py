"""Planned works and outages: checked, announced, changed, cancelled, ended, and found for a building.

Charter 6.1: planned works are announced at least 8 days before, with four facts: the start date and place, the nature
and duration, the project manager's contact, the firms. A notice that lacks one or comes late is refused. The request
of a notice (kind ``works``) holds the promise, which is kept by ``notice_sent``: see :mod:`backend_client.works_news`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import commitments, requests, timers, works_news
from backend_client.calendar import local_instant, paris_day
from backend_client.landlord import Landlord
from backend_client.models import Request, WorksBuilding, WorksNotice
from backend_client.models.works import NOTICE_KINDS
from backend_client.works_data import works_data
from backend_client.works_hours import last_sent

REQUEST_KIND, TEAM, PROMISE = "works", "works", "6.1"
NOTICE_DAYS = 8
"""Calendar days between the last message and the start (charter 6.1)."""
WORKS, PLANNED_OUTAGE, OUTAGE = NOTICE_KINDS
OVER_TIMER = "works_over"
"""The end that was given for a notice has come."""
STILL_ON = timedelta(hours=24)
"""An outage that is not said to be over is asked after so often: as long as it is open, it explains what tenants
report."""
TEXT_LIMIT, OUTAGE_TEXT_LIMIT = 120, 50
"""Characters of the landlord's own words in a notice, so that no fact is cut off an SMS in any language."""
_OWN_WORDS = ("title", "place", "duration", "manager", "firms")
_LONGEST = {"reference": 40, "title": 40, "place": 60, "duration": 40, "manager": 60, "firms": 60}
# What each fact of promise 6.1 is called in a refusal.
_FACTS = {
    "starts_at": "the start (fact 1)",
    "place": "the place (fact 1)",
    "ends_at": "the end, which gives the duration (fact 2)",
    "manager": "the project manager's contact (fact 3)",
    "firms": "the firms (fact 4)",
}
_OLDEST_OUTAGE = timedelta(days=30)
_LATE = (
    "this is too late: the last of {count} tenants would be told on {told}, {days} days before the start on {start};"
    " the charter promises {promised} (6.1)"
)


class WorksRefused(ValueError):
    """A notice cannot be taken as it is. ``mistakes``: what is wrong, each in one sentence without a full stop."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("; ".join(mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True)
class Draft:
    """A notice as it was written. ``buildings``: ids; times in UTC; an empty text or None: not given."""

    reference: str
    kind: str
    buildings: tuple[int, ...]
    nature: str
    starts_at: datetime | None
    ends_at: datetime | None = None
    title: str = ""
    duration: str = ""
    place: str = ""
    manager: str = ""
    firms: str = ""


def mistakes(draft: Draft, landlord: Landlord, count: int, now: datetime, moved: bool = True) -> list[str]:
    """Everything that stands against a notice.

    :param count: how many tenants are to be told by then, those of other notices among them
    :param moved: the start is new, so that the days before it count
    """
    found = [*_missing(draft), *_wrong(draft)]
    starts = draft.starts_at
    if starts is None:
        return found
    if draft.ends_at is not None and draft.ends_at <= starts:
        found.append("the end is not after the start")
    if draft.kind == OUTAGE:
        if starts > now:
            found.append("an outage that is still to come is a planned_outage")
        elif starts < now - _OLDEST_OUTAGE:
            found.append(f"an outage of now did not begin more than {_OLDEST_OUTAGE.days} days ago")
        if draft.ends_at is not None and draft.ends_at <= now:
            found.append("the outage is over already")
    elif moved:
        found += _late(landlord, count, starts, now)
    return found


def _missing(draft: Draft) -> list[str]:
    needed = {"starts_at": _FACTS["starts_at"]} if draft.kind == OUTAGE else _FACTS
    lacking = [said for name, said in needed.items() if not getattr(draft, name)]
    found = [f"missing: {', '.join(lacking)}"] if lacking else []
    return found if draft.buildings else [*found, "no building is named"]


def _wrong(draft: Draft) -> list[str]:
    natures = works_data().natures
    found = [] if draft.reference else ["missing: the reference"]
    if draft.kind not in NOTICE_KINDS:
        found.append(f'"{draft.kind}" is no kind of notice: write {", ".join(NOTICE_KINDS)}')
    if draft.nature not in natures:
        found.append(f'"{draft.nature}" is no nature of works: write one of {", ".join(natures)}')
    elif draft.kind in (PLANNED_OUTAGE, OUTAGE) and not natures[draft.nature].outage:
        found.append(f'"{draft.nature}" cannot be an outage: write other works, or one of {", ".join(_outages())}')
    found += [
        f"{name} is longer than {most} characters"
        for name, most in _LONGEST.items()
        if len(getattr(draft, name)) > most
    ]
    words = sum(len(getattr(draft, name)) for name in _OWN_WORDS)
    most = OUTAGE_TEXT_LIMIT if draft.kind == OUTAGE else TEXT_LIMIT
    if words > most:
        names = ", ".join(_OWN_WORDS)
        found.append(f"{names} have {words} characters together, an SMS can carry {most}: shorten them")
    return found


def _outages() -> list[str]:
    return [code for code, nature in works_data().natures.items() if nature.outage]


def _late(landlord: Landlord, count: int, starts: datetime, now: datetime) -> list[str]:
    """Planned works whose last tenant would be told less than 8 days before."""
    start, told = paris_day(starts), paris_day(last_sent(landlord, False, now, count))
    days = (start - told).days
    if days >= NOTICE_DAYS:
        return []
    if start < paris_day(now):
        return [f"the start on {start} is in the past"]
    return [_LATE.format(count=count, told=told, days=max(days, 0), start=start, promised=NOTICE_DAYS)]


def announce(s: Session, draft: Draft, source: str, landlord: Landlord, now: datetime) -> WorksNotice:
    """Take a notice and have its tenants told.

    :param source: who or what file it comes from
    :raises WorksRefused: it lacks a fact, comes late, or its reference is taken; nothing was written
    """
    people = works_news.tenants_of(s, draft.buildings, paris_day(now))
    found = mistakes(draft, landlord, len(people) + works_news.backlog(s), now)
    if draft.buildings and not people:
        found.append("nobody rents in these buildings today")
    if by_reference(s, draft.reference) is not None:
        found.append(f"{draft.reference} is known already: veilleur works change {draft.reference}")
    if found:
        raise WorksRefused(found)
    assert draft.starts_at is not None  # else it was refused
    notice = WorksNotice(
        **{name: getattr(draft, name) for name in ("reference", "kind", "nature", *_OWN_WORDS)},
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        source=source,
        request_id=_open_request(s, draft, source, now).id,
        issued_at=now,
    )
    s.add(notice)
    s.flush()
    s.add_all(WorksBuilding(notice_id=notice.id, building_id=number) for number in draft.buildings)
    _promise(s, notice, now)
    works_news.tell(s, notice, "announced", people, now)
    return notice


def _open_request(s: Session, draft: Draft, source: str, now: datetime) -> Request:
    """The request that holds the ledger of a notice. No tenant's: their conversations keep requests of their own."""
    request = requests.open_request(
        s,
        kind=REQUEST_KIND,
        channel="hotline",
        contact_id=None,
        now=now,
        by=source,
        team=TEAM,
        summary=f"{draft.reference}: {draft.nature} {draft.title}".strip(),
        building_id=draft.buildings[0] if len(draft.buildings) == 1 else None,
    )
    requests.change_status(s, request, "qualified", source, now)
    return request


def _promise(s: Session, notice: WorksNotice, now: datetime) -> None:
    """By the end of the 8th day before the start everybody has to be told; a notice ends by itself at its end."""
    if notice.kind != OUTAGE:
        by = local_instant(paris_day(notice.starts_at) - timedelta(days=NOTICE_DAYS - 1), time())
        made = commitments.open_commitment(s, notice.request, PROMISE, by, now)
        commitments.move(s, made, by, now)
    if notice.ends_at is not None or notice.kind == OUTAGE:
        timers.set_timer(s, OVER_TIMER, notice.id, notice.ends_at or now + STILL_ON)


def draft_of(s: Session, notice: WorksNotice) -> Draft:
    """A notice as it stands, to be changed or compared."""
    plain = {name: getattr(notice, name) for name in ("reference", "kind", "nature", *_OWN_WORDS)}
    return Draft(
        buildings=tuple(sorted(buildings_of(s, notice))), starts_at=notice.starts_at, ends_at=notice.ends_at, **plain
    )


def change(s: Session, notice: WorksNotice, draft: Draft, landlord: Landlord, by: str, now: datetime) -> int:
    """Correct or move a notice; whoever was told of it is told of that. Returns how many are.

    A start that is put off, or stays, needs no 8 days: they were given. One that comes earlier does.

    :raises WorksRefused: it is over, nothing changes, or the new notice is refused; nothing was written
    """
    _must_be_open(notice)
    before = draft_of(s, notice)
    if draft == before:
        raise WorksRefused(["nothing changes"])
    if (draft.reference, draft.kind, draft.nature, draft.buildings) != (
        before.reference,
        before.kind,
        before.nature,
        before.buildings,
    ):
        raise WorksRefused(["the reference, the kind, the nature and the buildings stay: cancel it, announce another"])
    people = works_news.told_of(s, notice)
    earlier = draft.starts_at is not None and draft.starts_at < notice.starts_at
    if found := mistakes(draft, landlord, len(people) + works_news.backlog(s), now, moved=earlier):
        raise WorksRefused(found)
    for name in ("starts_at", "ends_at", *_OWN_WORDS):
        setattr(notice, name, getattr(draft, name))
    notice.changed_at = now
    requests.record(s, notice.request, "works_changed", by, now, notice_id=notice.id)
    if not works_news.is_announced(s, notice):
        _promise(s, notice, now)
    elif notice.ends_at is not None:
        timers.set_timer(s, OVER_TIMER, notice.id, notice.ends_at)
    return works_news.tell(s, notice, "changed", people, now)


def cancel(s: Session, notice: WorksNotice, by: str, now: datetime) -> int:
    """It does not take place: whoever was told of it is told. Returns how many are.

    :raises WorksRefused: it is over
    """
    _must_be_open(notice)
    notice.cancelled_at = now
    people = works_news.drop_waiting(s, notice, "cancelled", now)
    commitments.withdraw(s, notice.request, now)
    requests.change_status(s, notice.request, "closed", by, now)
    timers.drop(s, OVER_TIMER, notice.id)
    return works_news.tell(s, notice, "cancelled", people, now)


def end(s: Session, notice: WorksNotice, by: str, now: datetime, tell: bool = True) -> int:
    """It is over. Of an outage those who were told of it are told so. Returns how many are.

    :param tell: false: it ended at its own time, nobody waits for the news
    :raises WorksRefused: it is over already
    """
    _must_be_open(notice)
    notice.ended_at = now
    people = works_news.drop_waiting(s, notice, "over", now)
    requests.change_status(s, notice.request, "done", by, now)
    timers.drop(s, OVER_TIMER, notice.id)
    return works_news.tell(s, notice, "ended", people, now) if tell and notice.kind != WORKS else 0


def _must_be_open(notice: WorksNotice) -> None:
    if notice.cancelled_at is not None:
        raise WorksRefused([f"{notice.reference} is cancelled"])
    if notice.ended_at is not None:
        raise WorksRefused([f"{notice.reference} is over"])


def by_reference(s: Session, reference: str) -> WorksNotice | None:
    """The notice with exactly this reference."""
    return s.scalar(select(WorksNotice).where(WorksNotice.reference == reference))


def buildings_of(s: Session, notice: WorksNotice) -> list[int]:
    """The ids of the buildings that a notice concerns."""
    return list(s.scalars(select(WorksBuilding.building_id).where(WorksBuilding.notice_id == notice.id)))


def of_building(s: Session, building_id: int, now: datetime) -> list[WorksNotice]:
    """What is planned or going on in a building: what is going on first, then the next to come."""
    concerned = (
        select(WorksNotice)
        .join(WorksBuilding)
        .where(
            WorksBuilding.building_id == building_id,
            WorksNotice.cancelled_at.is_(None),
            WorksNotice.ended_at.is_(None),
        )
        .order_by(WorksNotice.starts_at, WorksNotice.id)
    )
    return [notice for notice in s.scalars(concerned) if not _is_past(notice, now)]


def _is_past(notice: WorksNotice, now: datetime) -> bool:
    """An outage is over when somebody says so; anything else at the end that was given."""
    return notice.kind != OUTAGE and notice.ends_at is not None and notice.ends_at <= now


def explaining(s: Session, building_id: int, situation: str, now: datetime) -> WorksNotice | None:
    """The notice, going on in a building, that explains what a tenant reports; of several, an outage first."""
    natures = works_data().explaining(situation)
    going_on = [n for n in of_building(s, building_id, now) if n.starts_at <= now and n.nature in natures]
    return min(going_on, key=lambda notice: notice.kind != OUTAGE, default=None)


def every(s: Session, ended: bool = False) -> list[WorksNotice]:
    """All notices that are not over, the next to start first; with ``ended``, those that are as well."""
    rows = select(WorksNotice).order_by(WorksNotice.starts_at, WorksNotice.id)
    still = (WorksNotice.cancelled_at.is_(None), WorksNotice.ended_at.is_(None))
    return list(s.scalars(rows if ended else rows.where(*still)))
