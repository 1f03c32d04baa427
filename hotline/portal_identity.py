"""Who writes in the web chat, as the portal's signed token told: known before anything is answered, a danger too."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import conversations, identity, requests
from backend_client.models import Exchange, Person, Request


def vouched(s: Session, exchange: Exchange, now: datetime) -> bool:
    """Tie the contact of a message to whoever the portal vouches for; that goes before an earlier proof in the same
    browser. Returns whether somebody else used it before: what is said now is about something else."""
    conversation, contact = exchange.conversation, exchange.conversation.contact
    code, known = exchange.data.get("person_code"), contact.person
    if not code or (known is not None and known.code == code):
        return False
    person = s.scalar(select(Person).where(Person.code == code))
    if person is None:
        return False
    somebody_else = identity.only(s, contact, person)
    identity.tie(s, contact, person, identity.PORTAL, now)
    if somebody_else:
        conversation.dialogue, conversation.offer = [], None
        begun = conversations.new_contact_request(s, contact, now)
        conversation.request_id = exchange.request_id = begun.id
    requests.tie_to(s, s.get_one(Request, conversation.request_id), contact)
    return somebody_else
