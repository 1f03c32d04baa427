"""A contractor's SMS about today's appointments: noted as a button of the page would be, never for the assistant."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from backend_client import firm_answers, job_reports
from backend_client.calendar import local_instant, paris_day
from backend_client.job_reports import Said
from backend_client.models import Appointment, Contact, Contractor, Request
from channels.base import SMS
from common.phones import e164
from common.wording import text_of, time_of, window
from hotline.turn_context import Context, Reply

INTENT = "firm:which"
"""A line of the question which of today's appointments was meant. Only this module reads it."""
MOST_LINES = 5
_DIGITS = 9
# Of an address in a line.
_SHORT = 30
# What is no longer booked may still be what a second message speaks of.
_OF_TODAY = ("booked", "done", "no_access", "incomplete", "missed")


def answer(turn: Context) -> list[Reply] | None:
    """The answer to a contractor's message; None: the sender is none, or is a tenant too and says nothing of a job."""
    firms = contractors_of(turn.s, turn.contact)
    if not firms:
        return None
    if turn.picked is not None and turn.picked.payload["intent"] == INTENT:
        return [_picked(turn, firms, turn.picked.payload["entities"])]
    read = firm_answers.read(turn.exchange.text, paris_day(turn.now))
    today = _today(turn.s, firms, turn.now)
    if turn.contact.person_id is not None and (read.said is None or not today):
        return None
    turn.conversation.offer = None
    if read.said is None:
        return [_reply("firm-unread", turn)]
    if read.said.kind == "late" and read.said.minutes is None:
        return [_reply("firm-minutes", turn)]
    return [_about_one(turn, _meant(turn.s, today, read), read.said)]


def contractors_of(s: Session, contact: Contact) -> list[int]:
    """The contractors whose mobile phone writes."""
    if contact.channel != SMS or contact.technician_id is not None:
        return []
    bare: ColumnElement[str] = func.replace(Contractor.phone, "+", "")
    for sign in (" ", ".", "-", "(", ")"):
        bare = func.replace(bare, sign, "")
    alike = select(Contractor.id, Contractor.phone).where(bare.endswith(contact.address[-_DIGITS:], autoescape=True))
    return [number for number, phone in s.execute(alike) if e164(phone) == contact.address]


def _today(s: Session, firms: list[int], now: datetime) -> list[Appointment]:
    """Today's appointments, in order."""
    first, last = (local_instant(paris_day(now) + timedelta(days=n), datetime.min.time()) for n in (0, 1))
    found = select(Appointment).where(
        Appointment.contractor_id.in_(firms),
        Appointment.starts_at >= first,
        Appointment.starts_at < last,
        Appointment.status.in_(_OF_TODAY),
    )
    return list(s.scalars(found.order_by(Appointment.starts_at, Appointment.id)))


def _meant(s: Session, today: list[Appointment], read: firm_answers.FirmAnswer) -> list[Appointment]:
    """Those that a message may speak of: the named ones, else those that are open, of which only one may be under way;
    else the last one that ended, for a message that is sent twice."""
    if read.references:
        named = select(Request.id).where(Request.reference.in_(read.references))
        ids = set(s.scalars(named))
        return [each for each in today if each.request_id in ids]
    open_ = [each for each in today if each.status == "booked"]
    return open_ or today[-1:]


def _about_one(turn: Context, meant: list[Appointment], said: Said) -> Reply:
    if not meant:
        return _reply("firm-none-today", turn)
    if len(meant) == 1:
        return _noted(turn, meant[0], said)
    return Reply("firm-which", choices=[_line(turn.s, each, said) for each in meant[:MOST_LINES]], language="fr")


def _line(s: Session, appointment: Appointment, said: Said) -> dict[str, Any]:
    request = s.get_one(Request, appointment.request_id)
    told = {**vars(said), "parts_on": said.parts_on.isoformat() if said.parts_on else None}
    building = request.building
    address = building.address if building else request.typed_address
    return {
        "value": f"firm:{appointment.id}",
        "title": text_of("firm-line", start=time_of(appointment.starts_at), where=address[:_SHORT]),
        "payload": {"intent": INTENT, "entities": {"appointment_id": appointment.id, "said": told}},
    }


def _picked(turn: Context, firms: list[int], entities: dict[str, Any]) -> Reply:
    turn.conversation.offer = None
    appointment, told = turn.s.get(Appointment, int(entities["appointment_id"])), entities["said"]
    if appointment is None or appointment.contractor_id not in firms:
        return _reply("firm-none-today", turn)
    day = datetime.fromisoformat(told["parts_on"]).date() if told["parts_on"] else None
    return _noted(turn, appointment, Said(**{**told, "parts_on": day}))


def _noted(turn: Context, appointment: Appointment, said: Said) -> Reply:
    """Note it, and say what came of it."""
    outcome = job_reports.contractor_says(turn.s, appointment, said, turn.now)
    request = turn.s.get_one(Request, appointment.request_id)
    turn.exchange.request_id = request.id
    facts = {
        "reference": request.reference,
        "window": window(appointment.starts_at, appointment.ends_at),
        "said": text_of(f"firm-said-{said.kind.replace('_', '-')}"),
    }
    return _reply(f"firm-{outcome}", turn, **facts)


def _reply(key: str, turn: Context, **facts: Any) -> Reply:
    return Reply(key, {**facts, "hotline": turn.services.backend.landlord.hotline_phone}, language="fr")
