"""Messages that never reached anybody: what must not be lost with them."""

from datetime import datetime

from sqlalchemy.orm import Session

from backend_client import alerts, outbox
from backend_client.models import Exchange, Request
from channels.base import SMS, VOICE, Delivery
from hotline import handovers, paging
from hotline.services import Services


def lost(
    s: Session,
    services: Services,
    exchange: Exchange,
    delivery: Delivery,
    code: str | None,
    now: datetime,
    gone: bool = False,
) -> None:
    """A page or a test moves on at once to the next means or person; an answer that mattered is shown to an adviser.

    :param gone: the address cannot be reached this way
    """
    page = paging.page_of(s, exchange)
    if page is not None:
        paging.undelivered(s, page, delivery, code, now)
        return
    if gone:
        exchange.conversation.contact.unreachable_at = now
    if handovers.lost(s, services, exchange, now):
        return
    if exchange.data.get("urgent"):
        request = s.get_one(Request, exchange.request_id)
        alerts.raise_alert(s, request, "undelivered", now, None)
        if exchange.channel == SMS and VOICE in services.channels:
            _read_out(s, exchange, now)


def _read_out(s: Session, exchange: Exchange, now: datetime) -> None:
    """An urgent SMS that cannot reach the phone is read out in a call to it."""
    outbox.queue(
        s,
        exchange.conversation,
        key=exchange.data["key"],
        facts=exchange.data["facts"],
        text=exchange.text,
        effect="voice",
        cause_id=exchange.id,
        now=now,
        language=exchange.language,
        urgent=True,
        request_id=exchange.request_id,
        data={"companion": exchange.data["companion"]} if exchange.data.get("companion") else None,
        channel=VOICE,
    )
