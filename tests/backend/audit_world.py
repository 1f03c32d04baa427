"""A generated year of a landlord, by one seed: requests, commitments, pauses, visits, surveys, messages.

Everything lies on whole seconds, two years long, with the cases that reports must not get wrong: late and open, kept
within a pause, broken and withdrawn, small private counts, buildings without a dwelling, visits that nobody reported.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from backend_client.database import Base
from backend_client.models import (
    Appointment,
    Building,
    Commitment,
    Contact,
    Contractor,
    Conversation,
    Dwelling,
    Exchange,
    FeedbackScore,
    FeedbackSet,
    Incident,
    JobStatusUpdate,
    Pause,
    Request,
    RequestEvent,
    Residence,
    WorkOrder,
)

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
BEGUN = datetime(2024, 11, 1, tzinfo=UTC)
FIRMS = ("Plomberie du Val", "Chauffage Démo", "=Serrures & Cie", "Élec Ouest")
_SITUATIONS = (
    *("plumbing.tap_drip", "plumbing.leak_visible_pipe", "heating.boiler_breakdown", "heating.radiator_leak"),
    *("lift.breakdown", "common.bulky_waste", "common.cleaning", "damp.mould", "electricity.breaker_trips"),
    *("lock.forced_entry", "neighbourhood.noise_or_conflict"),
)
_KINDS = ("nuisance", "financial_difficulty", "appeal", "adaptation", "rent", "question", "contact", "call", "on_call")
_PROMISES = {"nuisance": "3.4", "financial_difficulty": "8.1", "appeal": "3.8", "adaptation": "7.2"}
_REASONS = ("nobody_acted", "late_action", "waiting_for_firm", None)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class World:
    """Collects rows, then writes them all at once. ``scale`` 1 is the small world of the tests."""

    def __init__(self, seed: int, requests: int, residences: int = 5, buildings: int = 3, dwellings: int = 8) -> None:
        self.pick = random.Random(seed)
        self.rows: dict[type[Base], list[dict[str, Any]]] = {}
        self.residences, self.buildings, self.dwellings = residences, buildings, dwellings
        self._places()
        self._firms()
        for _ in range(requests):
            self._request()
        self._windows()

    def write(self, s: Session) -> None:
        """Insert every row, in an order that the foreign keys allow."""
        order = (Residence, Building, Dwelling, Contractor, Contact, Request, RequestEvent, Commitment, Pause)
        for model in (*order, Conversation, Exchange, Appointment, JobStatusUpdate, FeedbackSet, FeedbackScore):
            self._insert(s, model)
        for model in (WorkOrder, Incident):
            self._insert(s, model)

    def _insert(self, s: Session, model: type[Base]) -> None:
        rows = self.rows.get(model, [])
        names: list[str] = sorted({name for row in rows for name in row})
        full = [{name: row.get(name) for name in names} for row in rows]
        for start in range(0, len(full), 5000):
            s.execute(insert(model), full[start : start + 5000])

    def add(self, model: type[Base], **values: Any) -> int:
        """One row; its id."""
        rows = self.rows.setdefault(model, [])
        rows.append({"id": len(rows) + 1, **values})
        return len(rows)

    def _places(self) -> None:
        for r in range(1, self.residences + 1):
            residence = self.add(Residence, code=f"res{r}", name=f"Résidence {r:03d}", **_BLANK[Residence])
            for b in range(self.buildings):
                code = f"res{r}b{b}"
                building = self.add(
                    Building, residence_id=residence, code=code, name=f"Bâtiment {b}", address=f"{b} rue {r}"
                )
                # Some buildings are too small for a hot spot, one has no dwelling at all.
                count = self.dwellings if b else 3 * (r % 2)
                for d in range(count):
                    self.add(Dwelling, building_id=building, code=f"{code}d{d}")

    def _firms(self) -> None:
        for number, name in enumerate(FIRMS):
            self.add(Contractor, code=f"firm{number}", name=name, trades=[], sectors=[])

    def moment(self, since: datetime = BEGUN, until: datetime = NOW) -> datetime:
        return since + timedelta(seconds=self.pick.randrange(int((until - since).total_seconds())))

    def _request(self) -> None:
        pick, at = self.pick, self.moment()
        kind = pick.choice(_KINDS) if pick.random() < 0.4 else "repair"
        number = len(self.rows.get(Request, ())) + 1
        dwelling = pick.randrange(1, len(self.rows[Dwelling]) + 1) if pick.random() < 0.9 else None
        building = self.rows[Dwelling][dwelling - 1]["building_id"] if dwelling and pick.random() < 0.8 else None
        if dwelling is None and pick.random() < 0.5:
            building = pick.randrange(1, len(self.rows[Building]) + 1)
        contact = self.add(Contact, channel="sms", address=f"+3363998{number:06d}", created_at=at)
        self.add(
            Request,
            reference=f"R-{at.year}-{number:06d}",
            kind=kind,
            situation=pick.choice(_SITUATIONS) if kind == "repair" and pick.random() < 0.95 else None,
            danger=pick.choice(("violence", "gas")) if kind == "repair" and pick.random() < 0.02 else None,
            private=kind in _PROMISES,
            contact_id=contact,
            dwelling_id=dwelling,
            building_id=building,
            channel="sms",
            created_at=at,
            updated_at=at,
            details={},
        )
        self._messages(number, contact, at)
        if kind in ("contact", "call", "on_call"):
            return
        self._commitment(number, "3.2", at, pick.choice((1, 3, 10)))
        if kind in _PROMISES and pick.random() < 0.9:
            self._commitment(number, _PROMISES[kind], at, 7)
        if kind == "repair" and pick.random() < 0.6:
            self._visits(number, at)
        if kind == "repair" and pick.random() < 0.1:
            taken = at + timedelta(minutes=pick.randrange(1, 90)) if pick.random() < 0.9 else None
            status = pick.choice(("done", "open", "cancelled"))
            self.add(Incident, request_id=number, duty="technical", opened_at=at, taken_at=taken, status=status)

    def _commitment(self, request: int, promise: str, at: datetime, days: int, again: int = 0) -> None:
        pick, due = self.pick, at + days * _DAY
        row: dict[str, Any] = {"request_id": request, "promise": promise, "round": again, "opened_at": at}
        fate = pick.random()
        acted = at + timedelta(seconds=pick.randrange(600, int(days * 86400 * 1.4)))
        if fate < 0.05:
            # The clock stands still: kept within the pause, after the date, is in time.
            starts = at + days * _DAY * pick.uniform(0.1, 0.9)
            starts = starts.replace(microsecond=0)
            ends = starts + pick.choice((1, 5, 20)) * _DAY if pick.random() < 0.6 else None
            if request not in {each["request_id"] for each in self.rows.get(Pause, ())[-3:]}:
                self.add(Pause, request_id=request, reason="tenant", by="hotline", starts_at=starts, ends_at=ends)
        if fate < 0.08:
            row["withdrawn_at"] = acted
        elif fate < 0.93 and acted < NOW:
            event = self.add(RequestEvent, request_id=request, at=acted, kind="answered", by="adviser:a", data={})
            row |= {"kept_at": acted, "kept_by_id": event}
        if (row.get("kept_at") or NOW) > due and pick.random() < 0.7:
            row |= {"breached_at": due, "breach_reason": pick.choice(_REASONS)}
        self.add(Commitment, first_due_at=due, due_at=due, **row)
        if again == 0 and pick.random() < 0.03 and acted + _DAY < NOW:
            self._commitment(request, promise, acted + _DAY, days, 1)

    def _messages(self, request: int, contact: int, at: datetime) -> None:
        pick = self.pick
        conversation = self.add(
            Conversation, contact_id=contact, request_id=request, created_at=at, last_at=at, dialogue=[]
        )
        common = {"conversation_id": conversation, "request_id": request, "channel": "sms", "data": {}}
        for n in range(pick.randrange(1, 4)):
            asked = at + n * timedelta(minutes=3)
            status = "recorded" if pick.random() < 0.1 else "handled"
            known = f"SM{request}-{n}"
            question = self.add(
                Exchange, direction="in", author="tenant", provider_id=known, status=status, created_at=asked, **common
            )
            for answer in range(pick.choice((0, 1, 2)) if status == "handled" else 0):
                sent = asked + timedelta(seconds=pick.randrange(1, 30) + answer * 40)
                name = f"reply-{answer}"
                self.add(
                    Exchange,
                    direction="out",
                    author="assistant",
                    status="delivered",
                    cause_id=question,
                    effect=name,
                    created_at=sent,
                    **common,
                )

    def _visits(self, request: int, at: datetime) -> None:
        pick = self.pick
        firm = pick.randrange(1, len(FIRMS) + 1)
        if pick.random() < 0.5:
            told = at + timedelta(minutes=pick.randrange(1, 600)) if pick.random() < 0.9 else None
            self.add(
                WorkOrder,
                reference=f"BT{request}",
                contractor_id=firm,
                request_id=request,
                source="api",
                sent_at=at,
                received_at=at,
                told_at=told,
            )
        starts = (at + pick.randrange(2, 20) * _DAY).replace(minute=0, second=0, microsecond=0)
        for _ in range(pick.choice((1, 1, 1, 2, 3))):
            self._visit(request, firm, starts)
            starts += pick.randrange(2, 50) * _DAY

    def _visit(self, request: int, firm: int, starts: datetime) -> None:
        pick, ends = self.pick, starts + 2 * _HOUR
        status = pick.choices(
            ("done", "incomplete", "no_access", "missed", "cancelled", "cancelled"), (60, 8, 6, 6, 10, 2)
        )[0]
        status = status if ends < NOW else "cancelled"
        number = self.add(
            Appointment,
            request_id=request,
            contractor_id=firm,
            starts_at=starts,
            ends_at=ends,
            seat=1,
            status=status,
            created_at=starts - 2 * _DAY,
        )
        for kind, when, by in self._story(status, starts, ends):
            self.add(JobStatusUpdate, appointment_id=number, kind=kind, event_time=when, by=by)
        if status == "done" and pick.random() < 0.9:
            self._survey(number, ends + 2 * _HOUR)

    def _windows(self) -> None:
        """Promise 3.7, a case for each window: kept, missed for good, given up, or nobody said yet."""
        rounds: Counter[int] = Counter()
        for visit in self.rows[Appointment]:
            request, due, status = visit["request_id"], visit["ends_at"], visit["status"]
            row: dict[str, Any] = {"request_id": request, "promise": "3.7", "round": rounds[request]}
            rounds[request] += 1
            if status == "missed":
                row |= {"breached_at": due, "breach_reason": "firm_absent", "withdrawn_at": due + _HOUR}
            elif status == "cancelled":
                row["withdrawn_at"] = visit["starts_at"] - _DAY
            elif status != "incomplete":
                at = visit["starts_at"] + (3 if visit["contractor_id"] % 2 else 1) * _HOUR
                event = self.add(RequestEvent, request_id=request, at=at, kind="arrived", by="contractor", data={})
                row |= {"kept_at": at, "kept_by_id": event}
            self.add(Commitment, opened_at=visit["created_at"], first_due_at=due, due_at=due, **row)

    def _story(self, status: str, starts: datetime, ends: datetime) -> Iterator[tuple[str, datetime, str]]:
        pick = self.pick
        minutes = timedelta(minutes=pick.randrange(0, 160))
        if status == "cancelled":
            yield "cancelled", starts - _DAY, pick.choice(("tenant", "contractor"))
            return
        if pick.random() < 0.25:
            yield "late", starts + timedelta(minutes=pick.randrange(150)), pick.choice(("tenant", "contractor"))
        if status == "missed":
            yield "no_show", ends + _HOUR, "hotline"
            return
        if pick.random() < 0.85:
            yield "arrived", starts + minutes, "tenant" if pick.random() < 0.2 else "contractor"
        ended = {"done": "done", "incomplete": "parts_needed", "no_access": "no_access"}[status]
        yield ended, starts + minutes + timedelta(minutes=pick.randrange(5, 60)), "contractor"

    def _survey(self, appointment: int, at: datetime) -> None:
        pick = self.pick
        given = pick.choice((0, 0, 1, 2, 2, 2))
        answered = at + _HOUR if given == 2 else None
        follow_up = 1 if pick.random() < 0.05 else None
        survey = self.add(
            FeedbackSet, appointment_id=appointment, asked_at=at, date_time=answered, follow_up_id=follow_up
        )
        for name, least, best in (("satisfaction", 1, 5), ("on_time", 0, 1))[:given]:
            self.add(
                FeedbackScore,
                feedback_set_id=survey,
                name=name,
                minimum=least,
                maximum=best,
                current_score=min(max(pick.choice((0, 1, 2, 3, 4, 4, 5, 5, 5)), least), best),
            )


_BLANK: dict[type[Base], dict[str, Any]] = {Residence: {"contracts": {}}}


def fill(s: Session, seed: int = 7, requests: int = 500, **size: int) -> World:
    """Write a small world; larger ones are for measuring."""
    world = World(seed, requests, **size)
    world.write(s)
    return world


def sizes(world: World) -> Sequence[tuple[str, int]]:
    """How many rows there are, by table."""
    return [(model.__tablename__, len(rows)) for model, rows in world.rows.items()]
