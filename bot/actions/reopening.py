"""Settled requests that are opened again because the trouble is still there."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import request_steps, requests, routing
from backend_client.models import Conversation, Request, RequestEvent
from backend_client.request_life import life
from bot.actions.again import says_again
from bot.actions.context import Turn, backend, catalogue
from bot.actions.replies import answer
from bot.actions.request_facts import next_step


def reopen(s: Session, turn: Turn, request: Request, words: str) -> Request:
    """Open a settled request again and hand it on as urgent as it was; the conversation is about it. Returns the one
    that is open now."""
    landlord = backend().landlord
    current = request_steps.reopen(s, landlord, request, "tenant", turn.now)
    s.get_one(Conversation, turn.conversation_id).request_id = current.id
    if words:
        requests.add_detail(s, current, "tenant", turn.now, text=words)
    if current.urgency in routing.URGENT:
        trade = catalogue().situation(current.situation).trade if current.situation else "none"
        routing.route(s, current, trade, landlord, turn.now)
    return current


def open_again(s: Session, turn: Turn, request: Request) -> dict[str, Any]:
    """Open a settled request again, and what is answered to that."""
    current = reopen(s, turn, request, turn.words)
    facts: dict[str, Any] = {"reference": current.reference, "next": next_step(s, current)}
    if current is not request:
        return answer("request_renewed", old=request.reference, **facts)
    return answer("request_reopened", **facts)


def settled_lately(s: Session, turn: Turn) -> list[Request]:
    """The tenant's requests that were dealt with not long ago, newest first; not what only joined another one."""
    since = turn.now - timedelta(days=life().reopen_days)
    return [
        each
        for each in requests.latest_of(s, turn.contact(s), limit=10)
        if each.status in ("done", "closed") and request_steps.settled_at(s, each) >= since and dealt_with(s, each)
    ]


def dealt_with(s: Session, request: Request) -> bool:
    """Whether a settled request ended by work or by somebody's word, not because another request has its place."""
    ends = select(RequestEvent).where(RequestEvent.request_id == request.id, RequestEvent.kind.in_(("done", "closed")))
    last = s.scalar(ends.order_by(RequestEvent.id.desc()).limit(1))
    return last is not None and last.by != "assistant" and last.data.get("reason") != "duplicate"


def reported_again(s: Session, turn: Turn, situation: str | None, words: str) -> Request | None:
    """A report that says clearly that it is the same trouble, still there: its settled request, opened again."""
    if situation is None or not says_again(words, turn.language):
        return None
    same = next((each for each in settled_lately(s, turn) if each.situation == situation), None)
    return reopen(s, turn, same, words) if same is not None else None
