"""What an alarm of the danger guard sets off: the card first, then the notice, then the right one is told.

Everything here happens in the transaction that stores the message, so that a crash leaves all of it or nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import alerts, conversations, incidents, outbox, requests, timers
from backend_client.calendar import due_at
from backend_client.conversations import Stored
from backend_client.landlord import Landlord
from backend_client.models import Exchange, Request, Residence
from bot.actions.noted import UNKNOWN_KINDS
from bot.actions.open_request import held
from common.wording import text_of
from hotline import lift_firm, portal_identity
from hotline.danger_table import Danger
from hotline.guard import Alarm
from hotline.rendering import offer
from hotline.services import Services

# An unsure alarm whose question nobody answers counts as a yes after this long.
QUESTION_LIFE = timedelta(seconds=120)
# The rule of an alarm that is the assistant's: its report has established a danger.
REPORT = "report"
# A second alarm of the same danger within this time belongs to the same request.
SAME_DANGER = timedelta(hours=2)


def numbers(landlord: Landlord, residence: Residence | None) -> dict[str, str]:
    """The gas and power emergency numbers of the residence, else the landlord's defaults."""
    return {
        "gas_number": (residence.gas_number if residence else "") or landlord.gas_number,
        "power_number": (residence.power_number if residence else "") or landlord.power_number,
    }


def raise_alarm(
    s: Session,
    services: Services,
    stored: Stored,
    alarm: Alarm,
    now: datetime,
    carded: bool = False,
    words: str = "",
) -> list[Exchange]:
    """Open (or find) the emergency request, queue the card and the notice, tell whom the danger's row names.

    :param words: what tells of the danger, where it is not the message itself but an earlier one
    :param carded: the card already left, straight from the webhook, while the database was down
    :returns: the messages to send now, in order (queued ones are sent by whoever claims them)
    """
    exchange, conversation = stored.exchange, stored.conversation
    portal_identity.vouched(s, exchange, now)
    danger, landlord = services.dangers[alarm.danger], services.backend.landlord
    request = _request(s, stored, alarm, danger, landlord, now, words or exchange.text)
    exchange.request_id = conversation.request_id = request.id
    request.language = request.language or stored.contact.language
    exchange.data = {
        **exchange.data,
        "alarm": {"danger": alarm.danger, "certain": alarm.certain, "rule": alarm.rule},
    }
    exchange.status, exchange.settled_at = "handled", now
    conversation.dialogue, conversation.offer = [], None
    asks = danger.ask_question and not alarm.certain
    hyphened = alarm.danger.replace("_", "-")
    messages: list[tuple[str, dict[str, Any]]] = []
    if not carded:
        facts = numbers(landlord, request.building.residence if request.building else None)
        messages.append(("card", {"key": f"card-{hyphened}", "facts": facts}))
    if asks:
        question = {"key": f"card-question-{hyphened}", "choices": _yes_no(request.id, alarm.danger)}
        messages += [("notice", {"key": "danger-notice-asking"}), ("question", question)]
    else:
        notice = {"key": "card-bot-notice", "facts": {"told": text_of(f"told-{told(danger)}")}}
        messages.append(("notice", notice))
    worker_id = services.worker.claiming(s)
    queued = [
        outbox.queue(
            s,
            conversation,
            effect=effect,
            cause_id=exchange.id,
            now=now,
            urgent=True,
            worker_id=worker_id,
            **parts,
        )
        for effect, parts in messages
    ]
    if asks and queued[-1] is not None:
        conversation.offer = offer(services.wording, queued[-1], now)
        timers.start_timer(s, "danger_question", request.id, now + QUESTION_LIFE)
    else:
        tell(s, services, request, danger, now)
    return [row for row in queued if row is not None]


def told(danger: Danger) -> str:
    return danger.notify.replace("_", "-")


def tell(s: Session, services: Services, request: Request, danger: Danger, now: datetime) -> None:
    """Page whom the danger's row names, at any hour; advisers see it too. Doing it twice pages once."""
    landlord = services.backend.landlord
    timers.drop(s, "danger_question", request.id)
    duty = landlord.supervisor_duty if danger.notify == "supervisor" else landlord.default_duty
    key = incidents.merge_key(request.building_id, danger.code) if danger.merges else None
    incidents.report(s, request, duty, now, key, "vulnerable_person" in held(request))
    alerts.raise_alert(s, request, "danger", now, None)
    residence = request.building.residence if request.building else None
    if danger.notify == "lift_firm" and residence is not None and residence.lift_phone:
        lift_firm.call(s, services, request, residence, now)


def _yes_no(request_id: int, danger: str) -> list[dict[str, Any]]:
    return [
        {
            "value": answer,
            "question": f"card_{danger}",
            "says": answer,
            "title": text_of(f"answer-{answer}"),
            "payload": {
                "intent": "hotline:danger",
                "entities": {"answer": answer, "request_id": request_id},
            },
        }
        for answer in ("yes", "no")
    ]


def _request(
    s: Session,
    stored: Stored,
    alarm: Alarm,
    danger: Danger,
    landlord: Landlord,
    now: datetime,
    words: str,
) -> Request:
    """The open request of the same danger, else the conversation's of which nothing is known, else a new one.

    A report's danger belongs to the request that has kept the report's words, also where that was handed on meanwhile.
    """
    current = s.get(Request, stored.conversation.request_id)
    assert current is not None  # a conversation always has its request (foreign key, not null)
    if current.danger == alarm.danger and current.closed_at is None and now - current.created_at < SAME_DANGER:
        return current
    unknown = current.kind in (UNKNOWN_KINDS if alarm.rule == REPORT else ("contact",))
    if not unknown or current.closed_at is not None:
        contact = stored.contact
        current = conversations.new_contact_request(s, contact, now)
    requests.qualify(
        s,
        current,
        now=now,
        by="danger guard",
        kind="emergency",
        situation=danger.situation,
        urgency="emergency",
        due_at=due_at(landlord, "emergency", now),
        summary=words,
        scope=None,
        person_id=current.person_id,
        dwelling_id=current.dwelling_id,
        building_id=current.building_id,
        typed_name=stored.contact.typed_name,
        typed_address=stored.contact.typed_address,
        team="supervisor" if danger.notify == "supervisor" else "technical",
        details={"rule": alarm.rule, "certain": alarm.certain},
        danger=alarm.danger,
        private=danger.private,
    )
    return current


@dataclass(frozen=True)
class Answered:
    """What is said to the answer of an unsure alarm's question; ``told`` is what the sender had written, where it was
    no danger (``denied``): it still wants an answer."""

    key: str
    told: str = ""
    denied: str | None = None


def answered(s: Session, services: Services, exchange: Exchange, entities: dict[str, Any], now: datetime) -> Answered:
    """Act on the answer to an unsure alarm's question.

    Denied, the request is what it was before the alarm, a message that nobody has understood yet; advisers see it.
    """
    request = s.get(Request, int(entities["request_id"]))
    if request is None or request.danger is None:
        return Answered("card-stay-line")
    waiting = timers.drop(s, "danger_question", request.id)
    if entities["answer"] == "yes":
        if waiting:
            # Else they were told when the time for an answer was over, and may have taken it since.
            tell(s, services, request, services.dangers[request.danger], now)
        return Answered("danger-confirmed")
    requests.record(s, request, "danger_denied", "tenant", now, exchange_id=exchange.id)
    alerts.raise_alert(s, request, "danger_denied", now, None)
    if not waiting:
        return Answered("card-thanks-safe")
    denied, words = request.danger, _alarming_words(s, request)
    request.kind, request.danger, request.situation, request.urgency, request.due_at = "contact", None, None, None, None
    # What the assistant had begun to wait for before the alarm wakes nobody either.
    timers.drop(s, "fallback", request.id)
    return Answered("card-thanks-safe", words, denied)


def _alarming_words(s: Session, request: Request) -> str:
    """What the sender wrote that raised the alarm; a report's may stand on earlier words."""
    written = select(Exchange).where(Exchange.request_id == request.id, Exchange.direction == "in")
    found = (row for row in s.scalars(written.order_by(Exchange.id.desc())) if row.data.get("alarm"))
    last = next(found, None)
    if last is None:
        return ""
    return request.summary if last.data["alarm"]["rule"] == REPORT else last.text
