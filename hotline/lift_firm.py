"""Somebody is trapped in a lift: the firm that looks after it is called."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import conversations, outbox, requests
from backend_client.models import Exchange, Request, Residence
from channels.base import SMS, VOICE
from common.phones import e164
from hotline import page_words
from hotline.services import Services


def call(s: Session, services: Services, request: Request, residence: Residence, now: datetime) -> None:
    """Call the firm's emergency line, once per request. Its words must not be taken for the tenant's: its
    conversation is about a request of its own."""
    effect = f"lift-firm-{request.id}"
    already = select(Exchange.id).where(Exchange.request_id == request.id, Exchange.effect == effect)
    if s.scalar(already) is not None:
        return
    contact = conversations.contact_for(s, SMS, e164(residence.lift_phone) or residence.lift_phone, now)
    outbox.queue(
        s,
        conversations.conversation_for(s, contact, now),
        key="lift-firm-call",
        facts={"where": page_words.where(request), "hotline": services.backend.landlord.hotline_phone},
        effect=effect,
        now=now,
        language="fr",
        urgent=True,
        request_id=request.id,
        author="hotline",
        channel=VOICE if VOICE in services.channels else None,
    )
    requests.record(s, request, "lift_firm_called", "hotline", now)
