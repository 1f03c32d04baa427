"""What needs a human being, by due date: alerts, what is owed, contested decisions, tenants who wait for an answer.

One line is one request. First the alerts, dangers before the others and the oldest before the newest; then everything
by the date at which it is due; a tenant who waits for an answer counts from their message on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session, aliased, joinedload

from backend_client import commitments
from backend_client.models import (
    Account,
    Alert,
    Assignment,
    Building,
    Commitment,
    Contact,
    Conversation,
    Exchange,
    Pause,
    Person,
    Request,
)

# What is due within this time is "due soon".
SOON = timedelta(hours=24)
# A conversation in which nothing was said for so long waits for nobody any more.
WAITED = timedelta(days=30)
CONTESTED = ("review", "appeal")
SETTLED = ("done", "closed", "refused")
# Until somebody has a request in hand it is for its team to look at.
_TO_TAKE = ("received", "qualified")
# Authors of outgoing messages that are no human being's.
_MACHINES = ("assistant", "hotline")
# How the outbox calls the word that an adviser gave the conversation back: nothing is waited for any more.
_SETTLING = "given-back-%"

# What is owed is in the list by its date; the alerts that say so too would all stand before it.
_OPEN_ALERT = (Alert.acknowledged_at.is_(None), Alert.reason.not_in(commitments.ALERTS))

VIEWS = ("todo", "alerts", "late", "soon", "waiting", "contested", "mine", "all")
"""Everything to do; parts of it; what somebody has in hand; every open request."""


@dataclass(frozen=True)
class Reader:
    """Who looks: ``private``: ``all``, ``teams`` or ``none`` of the confidential requests, as in ``roles.toml``."""

    account_id: int | None = None
    name: str = ""
    private: str = "none"
    teams: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """Which lines: a view, a team (None: all), words of a name, a reference or an address."""

    view: str = "todo"
    team: str | None = None
    words: str = ""


@dataclass(frozen=True)
class Line:
    """One request that needs somebody. ``why``: codes, the strongest first; ``due_at``: what it is sorted by.

    ``hidden``: the reader may only know that there is a confidential alert, not of whom nor what.
    """

    request: Request
    why: tuple[str, ...]
    due_at: datetime | None
    late: bool
    waiting_since: datetime | None = None
    alert_ids: tuple[int, ...] = ()
    paused: str | None = None
    language: str | None = None
    taken_by: str | None = None
    assignee: str | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Inbox:
    """A page of lines, how many there are in all, and how many in each view."""

    lines: tuple[Line, ...]
    total: int
    counts: dict[str, int]


@dataclass(frozen=True)
class _Query:
    """The parts of the query that views are conditions of."""

    rows: Select[Any]
    views: dict[str, ColumnElement[bool]]
    danger_first: ColumnElement[Any]
    sort: ColumnElement[Any]
    columns: dict[str, Any]


def inbox(s: Session, reader: Reader, wanted: Wanted, now: datetime, first: int = 0, most: int = 40) -> Inbox:
    """One page of what the reader wants to see."""
    query = _query(reader, wanted, now)
    counted = query.rows.with_only_columns(
        *(func.coalesce(func.sum(case((query.views[view], 1), else_=0)), 0) for view in VIEWS)
    )
    counts = dict(zip(VIEWS, s.execute(counted).one(), strict=True))
    order = (query.danger_first, query.sort.is_(None), query.sort, Request.id)
    page = query.rows.with_only_columns(Request, *query.columns.values())
    page = page.where(query.views[wanted.view]).order_by(*order).offset(first).limit(most)
    page = page.options(joinedload(Request.person), joinedload(Request.building), joinedload(Request.dwelling))
    found = [(row[0], dict(zip(query.columns, row[1:], strict=True))) for row in s.execute(page)]
    alerts = _alerts(s, [request.id for request, _ in found])
    lines = tuple(_line(request, row, alerts.get(request.id, []), reader, now) for request, row in found)
    return Inbox(lines, counts[wanted.view], counts)


def visible(reader: Reader) -> ColumnElement[bool]:
    """The requests that a reader may see; confidential ones only where they need it."""
    if reader.private == "all":
        return true()
    open_ = Request.private.is_(False)
    return or_(open_, Request.team.in_(reader.teams)) if reader.private == "teams" else open_


def _query(reader: Reader, wanted: Wanted, now: datetime) -> _Query:
    alert, owed, waiting, pause = _open_alerts(), _owed(now), _waiting(now), aliased(Pause)
    conversation, holder, contact = aliased(Conversation), aliased(Account), aliased(Contact)
    promised = exists().where(Commitment.request_id == Request.id)
    by_request = case((~promised, Request.due_at))
    due = case((Request.status.not_in(SETTLED), func.coalesce(owed.c.due_at, by_request)))
    # A tenant who waits makes a request due no later than their message.
    sort = case((waiting.c.since < func.coalesce(due, now), waiting.c.since), else_=due)
    urgent, narrowed = alert.c.raised_at.is_not(None), _narrowed(wanted)
    taken = and_(conversation.taken_by.is_not(None), conversation.taken_until > now)
    rows = (
        select(Request)
        .outerjoin(alert, alert.c.request_id == Request.id)
        .outerjoin(owed, owed.c.request_id == Request.id)
        .outerjoin(waiting, waiting.c.request_id == Request.id)
        .outerjoin(pause, and_(pause.request_id == Request.id, pause.ends_at.is_(None)))
        .outerjoin(Assignment, Assignment.request_id == Request.id)
        .outerjoin(holder, holder.id == Assignment.account_id)
        .outerjoin(contact, contact.id == Request.contact_id)
        .outerjoin(
            conversation,
            and_(
                conversation.request_id == Request.id,
                conversation.contact_id == Request.contact_id,
                conversation.closed_at.is_(None),
            ),
        )
        # A search for a name, an address or a team must not tell whose the confidential alert is.
        .where(visible(reader) if narrowed else or_(visible(reader), urgent), *narrowed)
    )
    running = and_(due.is_not(None), pause.id.is_(None))
    live = and_(Request.status.not_in(SETTLED), Request.kind != "contact")
    contested = and_(live, Request.kind.in_(CONTESTED))
    waits = waiting.c.since.is_not(None)
    owes = and_(live, owed.c.due_at.is_not(None))
    mine = or_(
        and_(Assignment.account_id == reader.account_id, Request.status.not_in(SETTLED)),
        and_(taken, conversation.taken_by == reader.name),
    )
    todo = or_(urgent, waits, owes, contested, and_(live, Request.status.in_(_TO_TAKE)))
    views: dict[str, ColumnElement[bool]] = {
        "todo": todo,
        "alerts": urgent,
        "late": and_(live, running, due < now),
        "soon": and_(live, running, due >= now, due < now + SOON),
        "waiting": waits,
        "contested": contested,
        "mine": mine,
        "all": or_(live, todo),
    }
    first = case((and_(urgent, Request.danger.is_not(None)), 0), (urgent, 1), else_=2)
    columns = {
        "raised_at": alert.c.raised_at,
        "due_at": due,
        "since": waiting.c.since,
        "pause": pause.reason,
        "assignee": holder.name,
        "taken_by": case((taken, conversation.taken_by)),
        "language": contact.language,
    }
    return _Query(rows, views, first, case((urgent, alert.c.raised_at), else_=sort), columns)


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    narrowed: list[ColumnElement[bool]] = []
    if wanted.team is not None:
        narrowed.append(Request.team == wanted.team)
    for word in wanted.words.split()[:5]:
        like = f"%{word.replace('%', '').replace('_', '')}%"
        of_person = select(Person.id).where(or_(Person.last_name.ilike(like), Person.first_name.ilike(like)))
        of_building = select(Building.id).where(or_(Building.address.ilike(like), Building.name.ilike(like)))
        narrowed.append(
            or_(
                Request.reference.ilike(like),
                Request.typed_name.ilike(like),
                Request.typed_address.ilike(like),
                Request.person_id.in_(of_person),
                Request.building_id.in_(of_building),
            )
        )
    return narrowed


def _open_alerts() -> Subquery:
    alerts = select(Alert.request_id, func.min(Alert.raised_at).label("raised_at"))
    return alerts.where(*_OPEN_ALERT).group_by(Alert.request_id).subquery()


def _owed(now: datetime) -> Subquery:
    """What staff have to do; what others keep only once it is late."""
    others = [promise.number for promise in commitments.promises().by_number.values() if promise.by_others]
    ours = or_(Commitment.promise.not_in(others), Commitment.due_at < now)
    owed = select(Commitment.request_id, func.min(Commitment.due_at).label("due_at"))
    return (
        owed.where(Commitment.kept_at.is_(None), Commitment.withdrawn_at.is_(None), ours)
        .group_by(Commitment.request_id)
        .subquery()
    )


def _waiting(now: datetime) -> Subquery:
    """Messages that were left to an adviser, and that no human being has answered or settled since."""
    answer = aliased(Exchange)
    answered = exists().where(
        answer.conversation_id == Exchange.conversation_id,
        answer.id > Exchange.id,
        answer.direction == "out",
        or_(answer.author.not_in(_MACHINES), answer.effect.like(_SETTLING)),
    )
    return (
        select(Exchange.request_id, func.min(Exchange.created_at).label("since"))
        .join(Conversation, Conversation.id == Exchange.conversation_id)
        .where(
            Conversation.closed_at.is_(None),
            Conversation.last_at > now - WAITED,
            Exchange.direction == "in",
            Exchange.status == "recorded",
            Exchange.author == "tenant",
            Exchange.kind != "blocked",
            ~answered,
        )
        .group_by(Exchange.request_id)
        .subquery()
    )


def _alerts(s: Session, request_ids: Sequence[int]) -> dict[int, list[Alert]]:
    found: dict[int, list[Alert]] = {}
    rows = select(Alert).where(Alert.request_id.in_(request_ids), *_OPEN_ALERT)
    for alert in s.scalars(rows.order_by(Alert.id)):
        found.setdefault(alert.request_id, []).append(alert)
    return found


def _line(request: Request, row: dict[str, Any], alerts: list[Alert], reader: Reader, now: datetime) -> Line:
    due, since, paused = row["due_at"], row["since"], row["pause"]
    late = due is not None and due < now and paused is None
    if request.private and not _sees(reader, request):
        alone = ("private",)
        return Line(request, alone, row["raised_at"], late=False, alert_ids=(), hidden=True)
    reasons = [alert.reason for alert in alerts]
    reasons += ["waiting"] * (since is not None) + ["overdue"] * late
    reasons += ["due_soon"] * (not late and due is not None and paused is None and due < now + SOON)
    # An alert of a contested decision says so itself.
    reasons += ["contested"] * (request.kind in CONTESTED and not alerts)
    return Line(
        request,
        tuple(dict.fromkeys(reasons or ["team"])),
        due,
        late,
        waiting_since=since,
        alert_ids=tuple(alert.id for alert in alerts),
        paused=paused,
        language=row["language"] or request.language,
        taken_by=row["taken_by"],
        assignee=row["assignee"],
    )


def _sees(reader: Reader, request: Request) -> bool:
    return reader.private == "all" or (reader.private == "teams" and request.team in reader.teams)


def teams(s: Session) -> list[str]:
    """The teams that open requests name."""
    named = select(Request.team).where(Request.status.not_in(SETTLED), Request.kind != "contact").distinct()
    return sorted(team for team in s.scalars(named) if team)
