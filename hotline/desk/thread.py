"""The thread of a request: what was said by whom, when, in which language, and what became of each message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from backend_client.models import Appointment, Contact, Contractor, Conversation, Exchange, RequestNote, Technician
from backend_client.models import Request as Case
from common.wording import FALLBACK, MissingText
from hotline import firm_replies, rendering
from hotline.desk.words import label
from hotline.services import Services

# The newest messages of a request that a page shows.
MOST = 300
_MACHINES = {"assistant": "Assistant", "hotline": "Veilleur"}
_LOST = ("failed", "undelivered")
# What a message without words was.
_WORDLESS = {
    "photo": "Photo",
    "document": "Document",
    "voice_note": "Message vocal",
    "sticker": "Autocollant",
    "location": "Position partagée",
    "contact": "Contact partagé",
    "start": "Début de conversation",
    "blocked": "Le locataire a bloqué nos messages",
    "call": "Appel",
}


@dataclass(frozen=True)
class Said:
    """One message, or a note to colleagues. ``side``: ``tenant``, ``other`` (a firm, a technician), ``machine``,
    ``adviser`` or ``note``.

    ``french``: a text of ours in French, where the tenant was written to in another language; ``state``: what became
    of it, ``lost``: it did not arrive.
    """

    key: str
    side: str
    author: str
    at: datetime
    text: str
    language: str | None = None
    french: str = ""
    choices: tuple[str, ...] = ()
    channel: str = ""
    state: str = ""
    lost: bool = False


def thread(s: Session, services: Services, case: Case) -> list[Said]:
    """Messages with the tenant and the firm, and notes to colleagues, in the order of their times."""
    found = exchanges(s, case)
    others = _others(s, case, {each.conversation.contact for each in found})
    said = [_of_exchange(services, each, case, others.get(each.conversation.contact_id)) for each in found]
    notes = select(RequestNote).where(RequestNote.request_id == case.id).options(joinedload(RequestNote.account))
    said += [Said(f"n{note.id}", "note", note.account.name, note.at, note.text) for note in s.scalars(notes)]
    return sorted(said, key=lambda each: each.at)


def exchanges(s: Session, case: Case) -> Sequence[Exchange]:
    """The newest messages about a request with its tenant and its firm; pages to technicians are no part of it."""
    newest = (
        select(Exchange)
        .join(Conversation, Conversation.id == Exchange.conversation_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        .where(Exchange.request_id == case.id, or_(Contact.technician_id.is_(None), Contact.id == case.contact_id))
        .options(joinedload(Exchange.conversation).joinedload(Conversation.contact))
        .order_by(Exchange.id.desc())
        .limit(MOST)
    )
    return sorted(s.scalars(newest), key=lambda exchange: exchange.id)


def _others(s: Session, case: Case, contacts: set[Contact]) -> dict[int, str]:
    """Who else than the tenant has a phone that was written from or to: their name, by contact."""
    names = {contact.id: _technician(s, contact) or _firm(s, case, contact) for contact in contacts}
    return {number: name for number, name in names.items() if name}


def _technician(s: Session, contact: Contact) -> str | None:
    technician = s.get(Technician, contact.technician_id) if contact.technician_id else None
    return f"Technicien d'astreinte {technician.name}" if technician else None


def _firm(s: Session, case: Case, contact: Contact) -> str | None:
    """The firm whose phone it is: of several with the same phone, those that come for this request.

    Whoever works for a firm may live with the landlord: their own request is a tenant's.
    """
    if contact.person_id is not None and (contact.id == case.contact_id or contact.person_id == case.person_id):
        return None
    firms = set(firm_replies.contractors_of(s, contact))
    coming = set(s.scalars(select(Appointment.contractor_id).where(Appointment.request_id == case.id)))
    names = select(Contractor.name).where(Contractor.id.in_(firms & coming or firms)).order_by(Contractor.name)
    return ", ".join(s.scalars(names)) or None


def _of_exchange(services: Services, exchange: Exchange, case: Case, other: str | None) -> Said:
    """``other``: whose phone it is where it is not the tenant's."""
    if exchange.direction == "in":
        spoken = exchange.conversation.contact.language or case.language
        text = exchange.text.strip() or _WORDLESS.get(exchange.kind, label(exchange.kind, "kind"))
        return Said(
            f"m{exchange.id}",
            "other" if other else "tenant",
            other or "Locataire",
            exchange.created_at,
            text,
            "fr" if other else spoken,
            channel=exchange.channel,
        )
    text, choices, french = _words(services, exchange)
    machine = _MACHINES.get(exchange.author)
    author = machine or exchange.author
    return Said(
        f"m{exchange.id}",
        "machine" if machine else "adviser",
        f"{author}, à {other}" if other else author,
        exchange.created_at,
        text,
        exchange.language if exchange.data.get("key") else None,
        french,
        choices,
        exchange.channel,
        label(exchange.status, "delivery"),
        exchange.status in _LOST,
    )


def _words(services: Services, exchange: Exchange) -> tuple[str, tuple[str, ...], str]:
    """The text as it was sent, its choices, and in French where it was sent in another language."""
    wording, key = services.wording, exchange.data.get("key")
    try:
        message = rendering.outbound(wording, exchange, "")
        french = ""
        if key and (exchange.language or FALLBACK) != FALLBACK:
            french = wording.render(key, exchange.data.get("facts", {}), FALLBACK, exchange.channel)
    except MissingText:
        return exchange.text or f"({key})", (), ""
    choices = tuple(f"{choice.number} {choice.title}" for choice in message.choices)
    return message.text, choices, "" if french == message.text else french
