"""When the engine gives no answer: the message is recorded all the same, and one question tells urgent from not."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend_client import alerts, conversations, effects, requests, routing, timers
from backend_client.calendar import due_at, is_open
from backend_client.models import Exchange, Request
from common.answers import NO, YES
from common.wording import text_of
from hotline.services import Services
from hotline.turn_context import Context, Reply

QUESTION = "engine-down"
IS_URGENT = "is_urgent"
"""The same as a yes/no question of ``bot/data/answers``."""
MOST_SUMMARY = 2000
ROUTED = ("paged", "alerted")
"""Routes after which somebody is on it now, each with its own confirmation; any other is ``recorded``."""


def choices() -> list[dict[str, Any]]:
    return [
        {
            "value": answer,
            "title": text_of(f"engine-down-{answer}"),
            "question": IS_URGENT,
            "says": said,
            "payload": {"intent": "hotline:fallback", "entities": {"answer": answer}},
        }
        for answer, said in (("urgent", YES), ("wait", NO))
    ]


def ask(s: Session, services: Services, exchange: Exchange) -> None:
    """Remember that the question is open: outside office hours no answer counts as urgent."""
    now = services.clock()
    own_request(s, exchange, now)
    if not is_open(services.backend.landlord, now):
        wait = timedelta(seconds=services.backend.landlord.fallback_seconds)
        timers.start_timer(s, "fallback", exchange.request_id, now + wait)


def asked(s: Session, services: Services, exchange: Exchange) -> Reply:
    """The question whether it is urgent; its answer needs no engine."""
    ask(s, services, exchange)
    return Reply(QUESTION, choices=choices(), effect=QUESTION, urgent=True)


def confirmed(s: Session, exchange: Exchange, now: datetime) -> Reply | None:
    """The confirmation of the request that this very message has opened or moved on, where only the engine's answer was
    lost.

    What the lost answer would have said or asked (a window, another problem) an adviser does: they are told.
    """
    told = effects.told(s, exchange.id)
    request = requests.request_by_reference(s, told["reference"]) if told else None
    if told is None or request is None:
        return None
    exchange.request_id = request.id
    exchange.conversation.dialogue, exchange.conversation.offer = [], None
    route = told.get("outcome")
    if route not in ROUTED:
        route = "recorded"
        alerts.raise_alert(s, request, "tenant_to_tell", now, None)
    return Reply(f"{QUESTION}-{route}", {"reference": request.reference}, effect=QUESTION, urgent=route in ROUTED)


def own_request(s: Session, exchange: Exchange, now: datetime) -> None:
    """What was said belongs to a request that nobody has understood yet, never to an earlier one that happens to be
    the conversation's."""
    conversation = exchange.conversation
    if s.get_one(Request, conversation.request_id).kind != "contact":
        conversation.request_id = conversations.new_contact_request(s, conversation.contact, now).id
    exchange.request_id = conversation.request_id


def undecided(request: Request) -> bool:
    """Whether nobody has said yet how urgent it is: not understood, or in a language that is not spoken here."""
    return request.kind == "contact" or (request.kind == "callback" and bool(request.details.get("language")))


def answered(turn: Context, answer: str) -> Reply:
    """1: treated as urgent and routed; 2: recorded for the office."""
    timers.drop(turn.s, "fallback", turn.conversation.request_id)
    request = turn.s.get_one(Request, turn.conversation.request_id)
    route = record(turn.s, turn.services, request, "on_call" if answer == "urgent" else "3_days")
    return Reply(
        f"engine-down-{route}",
        {"reference": request.reference},
        urgent=answer == "urgent",
    )


def record(s: Session, services: Services, request: Request, urgency: str) -> str:
    """Qualify a request nobody has understood yet and route it. Returns ``paged``, ``alerted`` or ``recorded``."""
    now = services.clock()
    landlord = services.backend.landlord
    requests.qualify(
        s,
        request,
        now=now,
        by="fallback",
        kind="unqualified",
        situation=None,
        urgency=urgency,
        due_at=due_at(landlord, urgency, now),
        summary=first_words(s, request),
        scope=None,
        person_id=request.person_id,
        dwelling_id=request.dwelling_id,
        building_id=request.building_id,
        typed_name=request.typed_name,
        typed_address=request.typed_address,
        team="technical",
        details={} if request.details.get("language") else {"engine": "down"},
    )
    route = routing.route(s, request, "none", landlord, now)
    if route == "recorded":
        alerts.raise_alert(s, request, "unqualified", now, None)
    return route if route in ROUTED else "recorded"


def first_words(s: Session, request: Request) -> str:
    """The tenant's own first words in a request (at most ``MOST_SUMMARY`` characters)."""
    text = (
        s.query(Exchange.text)
        .filter(
            Exchange.request_id == request.id,
            Exchange.direction == "in",
            Exchange.text != "",
        )
        .order_by(Exchange.id)
        .limit(1)
        .scalar()
    )
    return (text or "")[:MOST_SUMMARY]
