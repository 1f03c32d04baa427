"""Who is told what of a notice: a row for each tenant and round, written once, counted at the end.

The rows wait until they are sent (:mod:`hotline.works_news`), so that a crash loses nobody and doubles nobody.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from backend_client import requests, timers
from backend_client.alerts import raise_alert
from backend_client.models import Contact, Dwelling, Exchange, RequestEvent, Tenancy, WorksNotice, WorksTelling

SEND_TIMER, SUBJECT = "works_send", 0
"""There is one timer for the sending of all notices: their pace is one."""
SENT_EVENT, UNREACHED = "notice_sent", "notice_unreached"
# Where to write to somebody, the first that there is: the phone on file, then a chat.
_CHANNELS = ("sms", "telegram", "webchat")
_LEFT = ("sent", "delivered", "read")
_ON_THE_WAY = ("queued", "sending")


def tenants_of(s: Session, buildings: Iterable[int], day: date) -> list[int]:
    """Everybody who rents in one of the buildings on a day, as ids of persons."""
    at_home = (
        or_(Tenancy.starts_on.is_(None), Tenancy.starts_on <= day),
        or_(Tenancy.ends_on.is_(None), Tenancy.ends_on >= day),
    )
    rented = select(Tenancy.person_id).join(Dwelling).where(Dwelling.building_id.in_(list(buildings)), *at_home)
    return list(s.scalars(rented.distinct().order_by(Tenancy.person_id)))


def tell(s: Session, notice: WorksNotice, news: str, people: Sequence[int], now: datetime) -> int:
    """Have these people told, once each in this round. Returns how many."""
    last = s.scalar(select(func.max(WorksTelling.round)).where(WorksTelling.notice_id == notice.id))
    if news == "announced" or people:
        notice.round = 0 if last is None else last + 1
        s.add_all(
            WorksTelling(notice_id=notice.id, round=notice.round, news=news, person_id=person) for person in people
        )
        s.flush()
        timers.set_timer(s, SEND_TIMER, SUBJECT, now)
    return len(people)


def told_of(s: Session, notice: WorksNotice) -> list[int]:
    """Who knows of a notice, or could not be reached: those who are still to be told get its newest words anyhow."""
    rows = select(WorksTelling.person_id).where(WorksTelling.notice_id == notice.id)
    waiting = rows.where(WorksTelling.status == "waiting")
    return list(s.scalars(rows.where(WorksTelling.person_id.not_in(waiting)).distinct().order_by("person_id")))


def is_told(s: Session, notice: WorksNotice, person_id: int | None, news: Sequence[str]) -> bool:
    """Whether somebody is told one of these news of a notice, or was."""
    mine = (WorksTelling.notice_id == notice.id, WorksTelling.person_id == person_id)
    heard = (WorksTelling.news.in_(news), WorksTelling.status != "skipped")
    return bool(s.scalar(select(exists().where(*mine, *heard))))


def drop_waiting(s: Session, notice: WorksNotice, why: str, now: datetime) -> list[int]:
    """Nobody is told any more what was to be told; returns those who had been written to before."""
    mine = WorksTelling.notice_id == notice.id
    for telling in s.scalars(select(WorksTelling).where(mine, WorksTelling.status == "waiting")):
        telling.status, telling.why, telling.at = "skipped", why, now
    s.flush()
    written = select(WorksTelling.person_id).where(mine, WorksTelling.status == "written")
    return list(s.scalars(written.distinct().order_by(WorksTelling.person_id)))


def waiting(s: Session, limit: int, outages_only: bool) -> list[WorksTelling]:
    """Who is next, outages first, then in the order in which it was decided; each row held until the commit."""
    rows = (
        select(WorksTelling)
        .join(WorksNotice)
        .where(WorksTelling.status == "waiting")
        .order_by(WorksNotice.kind != "current_outage", WorksTelling.id)
        .limit(limit)
        .with_for_update(of=WorksTelling)
    )
    return list(s.scalars(rows.where(WorksNotice.kind == "current_outage") if outages_only else rows))


def is_waiting(s: Session, outages_only: bool = False) -> bool:
    """Whether anybody is still to be told."""
    rows = select(WorksTelling.id).join(WorksNotice).where(WorksTelling.status == "waiting")
    return s.scalar((rows.where(WorksNotice.kind == "current_outage") if outages_only else rows).limit(1)) is not None


def backlog(s: Session) -> int:
    """How many are still to be told, of all notices."""
    rows = select(func.count()).select_from(WorksTelling).where(WorksTelling.status == "waiting")
    return s.scalar(rows) or 0


def on_the_way(s: Session) -> int:
    """Messages about works that wait for their provider."""
    rows = select(func.count()).select_from(WorksTelling).join(Exchange, WorksTelling.exchange_id == Exchange.id)
    return s.scalar(rows.where(Exchange.status.in_(_ON_THE_WAY))) or 0


def contact_of(s: Session, person_id: int) -> tuple[Contact | None, str]:
    """Where to write to somebody, the newest there is of the best channel; None, and why nowhere.

    Who asked not to be written to is not written to on another channel either.
    """
    known = list(s.scalars(select(Contact).where(Contact.person_id == person_id).order_by(Contact.id.desc())))
    if any(contact.opted_out_at for contact in known):
        return None, "opted_out"
    writable = [contact for contact in known if contact.unreachable_at is None and contact.channel in _CHANNELS]
    best = min(writable, key=lambda contact: _CHANNELS.index(contact.channel), default=None)
    return best, "" if best else "unreachable" if known else "no_contact"


@dataclass(frozen=True)
class Counts:
    """The people of one round of a notice, by what became of them. ``skipped``: why, and how many."""

    people: int
    waiting: int
    on_the_way: int
    sent: int
    failed: int
    skipped: dict[str, int]

    @property
    def unreached(self) -> int:
        return self.failed + sum(self.skipped.values())


def counts(s: Session, notice: WorksNotice, round_: int) -> Counts:
    """What became of a round."""
    alike = (WorksTelling.status, WorksTelling.why, Exchange.status)
    rows = s.execute(
        select(*alike, func.count())
        .select_from(WorksTelling)
        .outerjoin(Exchange, WorksTelling.exchange_id == Exchange.id)
        .where(WorksTelling.notice_id == notice.id, WorksTelling.round == round_)
        .group_by(*alike)
    )
    told: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    for status, why, sending, people in rows:
        if status == "skipped":
            skipped[why] += people
        elif status == "waiting":
            told["waiting"] += people
        else:
            told["on_the_way" if sending in _ON_THE_WAY else "sent" if sending in _LEFT else "failed"] += people
    everybody = told.total() + skipped.total()
    return Counts(everybody, told["waiting"], told["on_the_way"], told["sent"], told["failed"], dict(skipped))


def goes_on(s: Session, notice: WorksNotice, round_: int) -> bool:
    """Whether anybody of a round waits to be told, or for their provider."""
    mine = (WorksTelling.notice_id == notice.id, WorksTelling.round == round_)
    unsent = exists().where(Exchange.id == WorksTelling.exchange_id, Exchange.status.in_(_ON_THE_WAY))
    return bool(s.scalar(select(exists().where(*mine, or_(WorksTelling.status == "waiting", unsent)))))


def unsettled(s: Session) -> list[WorksNotice]:
    """Notices with a round that is not over and counted."""
    return list(s.scalars(select(WorksNotice).where(WorksNotice.settled_round < WorksNotice.round)))


def settle(s: Session, notice: WorksNotice, now: datetime) -> bool:
    """Count the rounds whose last message has left. Of the announcement, promise 6.1 is kept by that; who could not be
    written to is shown to an adviser, who puts it up in the hall. Returns whether all rounds are over.

    Where nobody at all could be written to, nothing was sent: the promise waits for the adviser.
    """
    for round_ in range(notice.settled_round + 1, notice.round + 1):
        # Asked every few seconds of what may be thousands: they are counted once, at the end.
        if goes_on(s, notice, round_):
            return False
        told = counts(s, notice, round_)
        notice.settled_round = round_
        if notice.cancelled_at is not None or notice.ended_at is not None:
            continue
        if told.sent:
            event = SENT_EVENT if round_ == 0 else "notice_change_sent"
            requests.record(
                s, notice.request, event, "hotline", now, round=round_, sent=told.sent, unreached=told.unreached
            )
        if told.unreached:
            raise_alert(s, notice.request, UNREACHED, now, None)
    return True


def is_announced(s: Session, notice: WorksNotice) -> bool:
    """Whether the announcement was sent to everybody it could be sent to."""
    sent = (RequestEvent.request_id == notice.request_id, RequestEvent.kind == SENT_EVENT)
    return bool(s.scalar(select(exists().where(*sent))))
