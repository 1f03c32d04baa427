"""What must hold after any number of kills, read from the database and from the provider."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import func, select

from backend_client.escalations import RECEIPT_TIMER, TIMER
from backend_client.models import (
    Contact,
    Conversation,
    Effect,
    Escalation,
    Exchange,
    IncidentReport,
    Page,
    Request,
    Timer,
)
from backend_client.outbox import UNCONFIRMED
from tests.faults.far_end import Told
from tests.faults.world import World

# What one message may have set off: one of these groups of effects, whole, and nothing of another.
DANGER = frozenset({"card", "notice"})
# The card left straight from the webhook, while the database took nothing.
CARDED = frozenset({"notice"})
SINGLE = (frozenset({"reply"}), frozenset({"engine-down"}), DANGER, CARDED)
TAKEN = ("sent", "delivered")
PAGING = (TIMER, RECEIPT_TIMER)


@dataclass
class Figures:
    """What a sweep did and found."""

    runs: int = 0
    kills: int = 0
    engine_kills: int = 0
    messages: int = 0
    retried: int = 0
    sent: int = 0
    lost: int = 0
    doubled: int = 0
    adopted: int = 0
    over_a_kill: int = 0
    troubles: list[str] = field(default_factory=list)

    def add(self, other: "Figures") -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def __str__(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in vars(self).items() if name != "troubles")


def at_work(world: World) -> str:
    """What is still to be done, in words; empty when everything was answered and sent."""
    with world.db.reading() as s:
        open_ = s.execute(
            select(Exchange.status, func.count())
            .where(Exchange.status.in_(("received", "queued", "sending")))
            .group_by(Exchange.status)
        ).all()
        due = s.scalar(
            select(func.count()).where(
                Timer.done_at.is_(None), Timer.kind.in_(PAGING), Timer.due_at <= datetime.now(UTC)
            )
        )
        spooled = sum(1 for _ in (world.folder / "spool").glob("[!.]*.json"))
    left = [(count, status) for status, count in open_] + [(due, "pages due"), (spooled, "in the spool")]
    return ", ".join(f"{count} {what}" for count, what in left if count)


def half_recorded(world: World, taken: dict[int, list[str]]) -> set[int]:
    """Exchanges that the provider took and that the service died before it could write down."""
    with world.db.reading() as s:
        sending = s.scalars(select(Exchange.id).where(Exchange.status == "sending", Exchange.provider_id.is_(None)))
        return {exchange_id for exchange_id in sending if exchange_id in taken}


def check(world: World, told: list[Told], taken: dict[int, list[str]], figures: Figures) -> None:
    """Count what is wrong into ``figures``."""
    _answered_once(world, told, figures)
    _carded_once(world, figures)
    _sent_once(world, taken, figures)
    _one_request_each(world, figures)


def _answered_once(world: World, told: list[Told], figures: Figures) -> None:
    trouble = figures.troubles.append
    with world.db.reading() as s:
        rows = list(s.scalars(select(Exchange).where(Exchange.direction == "in")))
        effects: dict[int, list[str]] = defaultdict(list)
        for cause, effect in s.execute(
            select(Exchange.cause_id, Exchange.effect).where(Exchange.cause_id.is_not(None))
        ):
            effects[cause].append(effect)
    stored = Counter(row.provider_id for row in rows)
    for message in told:
        if stored[message.sid] != 1:
            figures.lost += not stored[message.sid]
            trouble(f"a message is {stored[message.sid]} rows")
    if len(rows) != len(told):
        trouble(f"{len(rows)} inbound rows for {len(told)} messages")
    for row in rows:
        if row.status != "handled":
            trouble(f"exchange {row.id} is {row.status}")
        if not _whole(effects[row.id]):
            figures.lost += not effects[row.id]
            figures.doubled += len(effects[row.id]) > 1
            trouble(f"exchange {row.id} set off {sorted(effects[row.id])}")


def _carded_once(world: World, figures: Figures) -> None:
    """Each danger has one card, from the outbox or straight from the webhook."""
    cards = world.far_end.without_row()
    with world.db.reading() as s:
        card = select(Exchange.cause_id).where(Exchange.effect == "card")
        cards.update(s.scalars(select(Contact.address).join(Conversation).join(Exchange).where(Exchange.id.in_(card))))
        dangers = s.scalars(
            select(Contact.address).join(Request, Request.contact_id == Contact.id).where(Request.danger.is_not(None))
        )
        expected = Counter(dangers)
    for number in expected | cards:
        figures.lost += cards[number] < expected[number]
        figures.doubled += cards[number] > expected[number]
        if cards[number] != expected[number]:
            figures.troubles.append(f"{cards[number]} cards for {expected[number]} dangers")


def _whole(effects: list[str]) -> bool:
    numbered = [f"reply-{n}" for n in range(len(effects))]
    return bool(effects) and (frozenset(effects) in SINGLE or sorted(effects) == numbered) and _unique(effects)


def _current(page: Page) -> bool:
    """Whether its search is still at its step: a page whose receipt was lost stays "sent" when its time is over."""
    return (page.round, page.step) == (page.escalation.round, page.escalation.step)


def _unique(names: list[str]) -> bool:
    return len(set(names)) == len(names)


def _sent_once(world: World, taken: dict[int, list[str]], figures: Figures) -> None:
    trouble = figures.troubles.append
    with world.db.reading() as s:
        rows = {row.id: row for row in s.scalars(select(Exchange).where(Exchange.direction == "out"))}
    for row in rows.values():
        sids = taken.get(row.id, [])
        if not sids and row.error == UNCONFIRMED:
            # A page that nobody could vouch for: the search took its next step.
            continue
        figures.sent += 1
        figures.lost += not sids
        figures.doubled += len(sids) > 1
        if len(sids) != 1 or row.status not in TAKEN or row.provider_id != sids[0]:
            trouble(f"exchange {row.id} ({row.effect}) is {row.status}, the provider took it {len(sids)} times")
    for exchange_id in set(taken) - set(rows):
        trouble(f"the provider took {exchange_id}, which is no message of ours")


def _one_request_each(world: World, figures: Figures) -> None:
    """Of each phone that told a danger or a report: one request; for the danger a search that waits for one page."""
    trouble = figures.troubles.append
    with world.db.reading() as s:
        for contact in s.scalars(select(Contact).join(Conversation).where(Contact.technician_id.is_(None))):
            requests = list(s.scalars(select(Request).where(Request.contact_id == contact.id)))
            if len(requests) != 1:
                trouble(f"contact {contact.id} has {len(requests)} requests")
        for request in s.scalars(select(Request).where(Request.danger.is_not(None))):
            reported = select(IncidentReport.incident_id).where(IncidentReport.request_id == request.id)
            searches = list(s.scalars(select(Escalation).where(Escalation.incident_id.in_(reported))))
            pages = [page for each in searches for page in s.scalars(select(Page).where(Page.escalation_id == each.id))]
            waited_for = [page for page in pages if page.status in TAKEN and _current(page)]
            if len(searches) != 1 or len(waited_for) != 1:
                trouble(f"request {request.id}: {len(searches)} searches, pages {[page.status for page in pages]}")
        opened = s.scalar(select(func.count()).select_from(Effect).where(Effect.name.startswith("open_request")))
        qualified = s.scalar(
            select(func.count()).select_from(Request).where(Request.situation.is_not(None), Request.danger.is_(None))
        )
        if (opened or 0) < (qualified or 0):
            trouble(f"{qualified} reports were opened by {opened} effects")
        expired = s.scalar(
            select(func.count()).select_from(Exchange).where(Exchange.data["key"].as_string() == "utter_choice_expired")
        )
        if expired:
            trouble(f"{expired} choices were not understood after a kill")
