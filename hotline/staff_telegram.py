"""Tying a technician's Telegram account to them: a link made by the office, good once, for a day.

A link's token is what Telegram takes after ``?start=``: at most 64 characters of A-Z, a-z, 0-9, _ and -
(https://core.telegram.org/bots/features#deep-linking).
"""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client.models import Contact, Effect, Technician
from channels.base import TELEGRAM
from hotline.settings import Settings
from hotline.tenant_news import first_name
from hotline.turn_context import Context, Reply

LIFE = timedelta(hours=24)
_FORM = re.compile(r"(\d{1,9})-(\d{1,11})-([0-9a-f]{8})-([A-Za-z0-9_-]{22})")


def token_for(settings: Settings, technician: Technician, now: datetime) -> str:
    """A new token for a technician."""
    until = int((now + LIFE).timestamp())
    said = f"{technician.id}-{until}-{secrets.token_hex(4)}"
    return f"{said}-{_signature(settings, said)}"


def _signature(settings: Settings, said: str) -> str:
    """128 bits of it: nobody guesses more in a day."""
    key = settings.derived("telegram-link").encode()
    return urlsafe_b64encode(hmac.new(key, said.encode(), hashlib.sha256).digest()[:16]).decode().rstrip("=")


def technician_of(s: Session, settings: Settings, token: str, now: datetime) -> Technician | None:
    """Whose token this is; None: nobody made it, its day is over, it was used, or they left."""
    parts = _FORM.fullmatch(token)
    if parts is None:
        return None
    said = token.rpartition("-" + parts[4])[0]
    if not hmac.compare_digest(_signature(settings, said), parts[4]):
        return None
    if datetime.fromtimestamp(int(parts[2]), UTC) <= now:
        return None
    # Held: the same token in two chats at once links one of them.
    technician = s.get(Technician, int(parts[1]), with_for_update=True)
    used = select(Effect.exchange_id).where(Effect.name == _effect(parts[3]))
    if technician is None or not technician.active or s.scalar(used.limit(1)) is not None:
        return None
    return technician


def _effect(nonce: str) -> str:
    return f"telegram-link-{nonce}"


def answer(turn: Context) -> list[Reply] | None:
    """Of a start with a token: the contact is the technician's from now on, and no other chat is any more."""
    links = [each["token"] for each in turn.exchange.data.get("attachments", []) if each.get("kind") == "start_link"]
    if turn.exchange.kind != "start" or turn.exchange.channel != TELEGRAM or not links:
        return None
    technician = technician_of(turn.s, turn.services.settings, links[0], turn.now)
    if technician is None:
        return [Reply("staff-telegram-expired", language="fr")]
    nonce = links[0].split("-")[2]
    turn.s.add(Effect(exchange_id=turn.exchange.id, name=_effect(nonce), result={}, at=turn.now))
    others = select(Contact).where(Contact.channel == TELEGRAM, Contact.technician_id == technician.id)
    for contact in turn.s.scalars(others):
        contact.technician_id = None
    turn.contact.technician_id, turn.exchange.author = technician.id, "technician"
    # What the account asked as a tenant is over.
    turn.conversation.dialogue, turn.conversation.offer = [], None
    return [Reply("staff-telegram-linked", {"name": first_name(technician)})]
