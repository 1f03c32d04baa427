""" "I do not agree": an adviser looks at an answer of who pays again, with all that it rests on."""

from typing import Any

from sqlalchemy.orm import Session

from backend_client import alerts, calendar, effects, requests
from backend_client.models import Request
from bot.actions.context import Turn, backend, catalogue
from bot.actions.noted import OPEN
from bot.actions.who_pays_case import Case
from common.who_pays import Outcome

KIND, REASON, TEAM, URGENCY = "review", "who_pays_review", "advisers", "3_days"


def open_review(s: Session, turn: Turn, case: Case, outcome: Outcome) -> dict[str, Any]:
    """Open the review, or add to the one that is open for the same thing; once per message."""
    return effects.once(s, turn.exchange_id, REASON, lambda: _open(s, turn, case, outcome), turn.now)


def _open(s: Session, turn: Turn, case: Case, outcome: Outcome) -> dict[str, Any]:
    contact = turn.contact(s)
    known = next((each for each in requests.latest_of(s, contact, limit=10) if _same(each, case)), None)
    if known is not None:
        if turn.words:
            requests.add_detail(s, known, "tenant", turn.now, text=turn.words)
        return _told(known)
    request = requests.open_request(
        s,
        kind=KIND,
        channel=turn.channel,
        contact_id=contact.id,
        now=turn.now,
        person_id=contact.person_id,
        dwelling_id=turn.dwelling_id,
        building_id=turn.building_id,
        language=turn.language,
    )
    requests.qualify(
        s,
        request,
        now=turn.now,
        by="assistant",
        kind=KIND,
        situation=case.subject if case.subject in catalogue().situations else None,
        urgency=URGENCY,
        due_at=calendar.due_at(backend().landlord, URGENCY, turn.now),
        summary=turn.words or turn.summary,
        team=TEAM,
        details={"who_pays": _context(s, turn, case, outcome)},
    )
    alerts.raise_alert(s, request, REASON, turn.now, None)
    return _told(request)


def _same(request: Request, case: Case) -> bool:
    about = request.details.get("who_pays", {}).get("subject")
    return request.kind == KIND and request.status in OPEN and about == case.subject


def _context(s: Session, turn: Turn, case: Case, outcome: Outcome) -> dict[str, Any]:
    """What the adviser needs: the answer on file, what it rests on, and the request that it was about."""
    about = s.get(Request, turn.request_id) if turn.request_id else None
    return {
        "answer_id": case.answer_id,
        "subject": case.subject,
        "facts": dict(case.facts),
        "who": outcome.who,
        "rule": outcome.rule,
        "source": outcome.source.cite,
        "basis": outcome.basis,
        "would_change": list(outcome.would_change),
        "request": about.reference if about is not None and about.kind != "contact" else None,
    }


def _told(request: Request) -> dict[str, Any]:
    return {"reference": request.reference, "due_at": request.due_at.isoformat() if request.due_at else None}
