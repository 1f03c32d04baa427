"""The content of files that lie with a provider: fetched by a timer, so that a crash delays a photo and loses none.

The timer sets itself anew before it fetches; what was fetched drops it. A file that is there already is not fetched
again.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import attachments, conversations, outbox, timers
from backend_client.attachments import Origin
from backend_client.file_store import StoredFile
from backend_client.models import Attachment, Exchange
from channels.base import FetchError, FileSource
from hotline.arrivals import Arrivals
from hotline.file_checks import FileRefused
from hotline.services import Services
from hotline.turn_context import Reply
from hotline.upload_inbox import TIMER, link_facts, refusal, request_of, sender_of, thanks

log = logging.getLogger(__name__)

# How long after each try the next one comes; after the last one the sender is asked to use a link.
TRIES_AGAIN = tuple(timedelta(minutes=minutes) for minutes in (2, 5, 15, 60, 180, 720))
_TRIES = "fetch_tries"


def fetch(s: Session, services: Services, exchange_id: int, now: datetime) -> None:
    """Begin to fetch the file of an exchange, unless it is there or was tried in vain too often."""
    exchange = s.get(Exchange, exchange_id)
    if exchange is None or _is_erased(exchange) or _is_there(s, exchange_id):
        return
    tries = int(exchange.data.get(_TRIES, 0))
    if tries == len(TRIES_AGAIN):
        _give_up(s, services, exchange, now)
        return
    exchange.data = {**exchange.data, _TRIES: tries + 1}
    timers.set_timer(s, TIMER, exchange_id, now + TRIES_AGAIN[tries])
    file_id = next(each["file_id"] for each in exchange.data["attachments"] if "file_id" in each)
    channel = exchange.channel
    services.spawn(lambda: bring(services, exchange_id, channel, file_id))


async def bring(services: Services, exchange_id: int, channel: str, file_id: str) -> None:
    """Fetch one file, check it, and write its row; or say why it is not kept."""
    most = services.backend.landlord.attachments.max_bytes
    source = cast(FileSource, services.channels[channel])
    with Arrivals(services.files.store, most, 1) as arrived:
        try:
            await arrived.body(source.content(file_id, most))
            kept = await services.files.keep_all(arrived.files)
        except FileRefused as refused:
            reply = refusal(refused.reason, **refused.facts)
            await asyncio.to_thread(_settled, services, exchange_id, reply)
            return
        except FetchError as error:
            await asyncio.to_thread(_failed, services, exchange_id, error)
            return
    try:
        written = await asyncio.to_thread(_write, services, exchange_id, kept)
    except BaseException:
        services.files.discard(kept)
        raise
    if not written:
        services.files.discard(kept)


def _write(services: Services, exchange_id: int, kept: Sequence[StoredFile]) -> bool:
    """One transaction: rows, no more waiting, and the word to the sender. Returns whether the files got their rows."""
    now = services.clock()
    with services.backend.transaction() as s:
        exchange = s.get_one(Exchange, exchange_id, with_for_update=True)
        timers.drop(s, TIMER, exchange_id)
        request = request_of(s, exchange)
        if request is None or _is_erased(exchange) or _is_there(s, exchange_id):
            return False
        try:
            for file in kept:
                attachments.add(s, request, file, Origin(sender_of(exchange), file.kind, exchange_id), now)
        except attachments.TooMany:
            _say(s, exchange, [refusal("full")], now)
            return False
        if not exchange.text.strip() and not conversations.is_taken(exchange.conversation, now):
            _say(s, exchange, thanks(s, exchange, request), now)
        return True


def _failed(services: Services, exchange_id: int, error: FetchError) -> None:
    """What may succeed later stays as it is: its timer is set."""
    log.warning("exchange %s: its file could not be fetched: %s", exchange_id, error)
    if error.too_large:
        reply = refusal("size", most=services.backend.landlord.attachments.max_megabytes)
        _settled(services, exchange_id, reply)
    elif not error.retryable:
        with services.backend.transaction() as s:
            timers.drop(s, TIMER, exchange_id)
            _give_up(s, services, s.get_one(Exchange, exchange_id), services.clock())


def _settled(services: Services, exchange_id: int, reply: Reply) -> None:
    with services.backend.transaction() as s:
        timers.drop(s, TIMER, exchange_id)
        _say(s, s.get_one(Exchange, exchange_id), [reply], services.clock())


def _give_up(s: Session, services: Services, exchange: Exchange, now: datetime) -> None:
    facts = link_facts(services, exchange.request_id)
    _say(s, exchange, [Reply("upload-failed", {"link": facts["link"]})], now)


def _say(s: Session, exchange: Exchange, replies: Sequence[Reply], now: datetime) -> None:
    """To the sender, once; a technician was told when they sent it."""
    if exchange.conversation.contact.technician_id is not None or _is_erased(exchange):
        return
    for reply in replies:
        outbox.queue(
            s,
            exchange.conversation,
            key=reply.key,
            facts=reply.facts,
            effect="attachment",
            cause_id=exchange.id,
            now=now,
            request_id=exchange.request_id,
        )


def _is_erased(exchange: Exchange) -> bool:
    """Its sender was erased, or its time was over, before the file was here: there is nobody to keep it for."""
    return not exchange.data.get("attachments")


def _is_there(s: Session, exchange_id: int) -> bool:
    return s.scalar(select(Attachment.id).where(Attachment.exchange_id == exchange_id).limit(1)) is not None
