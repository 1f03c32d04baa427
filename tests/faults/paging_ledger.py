"""What must hold of pages after any number of kills, read from the database and from the provider."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import func, select, text

from backend_client.database import Database
from backend_client.models import Escalation, Exchange, Incident, IncidentReport, Page, Request, Timer
from backend_client.outbox import UNCONFIRMED
from tests.faults.far_end import FarEnd

# What each claim of a page saw of its search, noted by the database itself as the row changes.
_NOTED = (
    "INSERT INTO claim_noted SELECT NEW.id, e.status FROM page p JOIN escalation e ON e.id = p.escalation_id "
    "WHERE p.exchange_id = NEW.id"
)
_WATCH = {
    "sqlite": (
        "CREATE TABLE claim_noted (exchange_id INTEGER, search TEXT)",
        "CREATE TRIGGER note_claim AFTER UPDATE OF status ON exchange "
        f"WHEN NEW.status = 'sending' AND OLD.status = 'queued' BEGIN {_NOTED}; END",
    ),
    "postgresql": (
        "CREATE TABLE claim_noted (exchange_id INTEGER, search TEXT)",
        f"CREATE FUNCTION note_claim() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_NOTED}; RETURN NEW; END $$",
        "CREATE TRIGGER note_claim AFTER UPDATE OF status ON exchange FOR EACH ROW "
        "WHEN (NEW.status = 'sending' AND OLD.status = 'queued') EXECUTE FUNCTION note_claim()",
    ),
}


@dataclass
class PagingFigures:
    """What a sweep did and found. ``silent``: doubled because the provider's list kept silent about the first.
    ``mistaken``: taken for another message of the same words."""

    kills: int = 0
    incidents: int = 0
    joined: int = 0
    pages: int = 0
    given_to_provider: int = 0
    answered: int = 0
    refused: int = 0
    ignored: int = 0
    in_doubt: int = 0
    lost: int = 0
    after_answer: int = 0
    doubled: int = 0
    silent: int = 0
    mistaken: int = 0
    troubles: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in vars(self).items() if name != "troubles")


def watch_claims(db: Database) -> None:
    with db.engine.begin() as connection:
        for statement in _WATCH[db.url.get_backend_name()]:
            connection.execute(text(statement))


def unfinished(db: Database) -> str:
    """What is still to be done, in words; empty when somebody has every incident and what is urgent was sent."""
    now = datetime.now(UTC)
    with db.reading() as s:
        nobody = s.scalar(select(func.count()).select_from(Incident).where(Incident.status == "open"))
        open_ = s.execute(
            select(Exchange.status, func.count())
            .where(Exchange.status.in_(("received", "queued", "sending")))
            # An answer of no urgency may wait minutes for a provider that had no time.
            .where((Exchange.direction == "in") | Exchange.data["urgent"].as_boolean())
            .group_by(Exchange.status)
        ).all()
        due = s.scalar(select(func.count()).select_from(Timer).where(Timer.done_at.is_(None), Timer.due_at <= now))
    left = [(nobody, "incidents nobody has"), *((count, status) for status, count in open_), (due, "timers due")]
    return ", ".join(f"{count} {what}" for count, what in left if count)


def check(db: Database, far_end: FarEnd, figures: PagingFigures) -> None:
    """Count what is wrong into ``figures``."""
    _every_danger_has_somebody(db, figures)
    _pages_left_once(db, far_end, figures)
    _none_after_the_answer(db, figures)


def _every_danger_has_somebody(db: Database, figures: PagingFigures) -> None:
    with db.reading() as s:
        dangers = s.scalars(select(Request.id).where(Request.danger.is_not(None))).all()
        for request_id in dangers:
            of_request = select(Incident).join(IncidentReport, IncidentReport.incident_id == Incident.id)
            found = s.scalars(of_request.where(IncidentReport.request_id == request_id)).all()
            if [incident.status for incident in found] not in (["taken"], ["arrived"], ["done"]):
                figures.lost += 1
                figures.troubles.append(f"request {request_id}: incidents {[each.status for each in found]}")
        figures.incidents = s.scalar(select(func.count()).select_from(Incident)) or 0
        figures.joined = len(dangers) - figures.incidents
        for incident_id, searches in s.execute(
            select(Escalation.incident_id, func.count())
            .where(Escalation.purpose == "take")
            .group_by(Escalation.incident_id)
        ):
            if searches != 1:
                figures.troubles.append(f"incident {incident_id} was searched {searches} times")


def _pages_left_once(db: Database, far_end: FarEnd, figures: PagingFigures) -> None:
    taken, trouble = far_end.taken(), figures.troubles.append
    with db.reading() as s:
        pages = {page.exchange_id: page for page in s.scalars(select(Page))}
        rows = list(s.scalars(select(Exchange).where(Exchange.direction == "out")))
    figures.pages, theirs = len(pages), {sid for found in taken.values() for sid in found}
    noted_by = {row.provider_id: row.id for row in rows}
    for row in rows:
        sids = taken.get(row.id, [])
        figures.given_to_provider += bool(sids) and row.id in pages
        figures.in_doubt += row.error == UNCONFIRMED
        if not sids and row.provider_id in theirs and not (row.id in pages and row.channel == "sms"):
            # The provider does not tell two messages of the same words apart, nor two calls: this one was found
            # where another one, not yet noted, had been taken; that one was then sent again.
            figures.mistaken += 1
        elif not sids and row.status in ("sent", "delivered", "undelivered"):
            trouble(f"exchange {row.id} ({row.effect}) is {row.status} and the provider never had it")
        if row.id in pages and not sids and row.status not in ("failed", "cancelled"):
            trouble(f"the page of exchange {row.id} is {row.status} and never left")
        if len(sids) > 1 and any(noted_by.get(sid, row.id) != row.id for sid in sids):
            continue
        if len(sids) > 1 and set(sids[:-1]) <= far_end.twilio.unseen:
            figures.silent += 1
        elif len(sids) > 1:
            figures.doubled += 1
            trouble(f"exchange {row.id} ({row.effect}) left {len(sids)} times")
    for exchange_id in set(taken) - {row.id for row in rows}:
        trouble(f"the provider took {exchange_id}, which is no message of ours")


def _none_after_the_answer(db: Database, figures: PagingFigures) -> None:
    with db.engine.begin() as connection:
        noted = connection.execute(text("SELECT exchange_id, search FROM claim_noted")).all()
    late = [exchange_id for exchange_id, search in noted if search != "open"]
    figures.after_answer = len(late)
    figures.troubles += [
        f"the page of exchange {exchange_id} was claimed after its search had ended" for exchange_id in late
    ]
