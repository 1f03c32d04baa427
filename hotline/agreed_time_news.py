"""An agreed time comes: the tenant is reminded. It is over: staff are asked where nothing is on record."""

from datetime import datetime

from sqlalchemy.orm import Session

from backend_client import agreed_times, alerts
from backend_client.models import AgreedTime, Request
from common.wording import moment
from hotline import paging
from hotline.life_news import put_off
from hotline.services import Services


def remind(s: Session, services: Services, agreed_id: int, now: datetime) -> None:
    """Remind the tenant, in words that say nothing of the matter: somebody else may read the phone.

    After a downtime, in the morning, where that is before it.
    """
    agreed = s.get(AgreedTime, agreed_id)
    if agreed is None or agreed.status != "agreed" or agreed.starts_at <= now:
        return
    request = s.get_one(Request, agreed.request_id)
    if request.closed_at is not None or put_off(s, agreed_times.REMINDER, agreed.id, now):
        return
    key = "time-reminder-visit" if agreed.kind in agreed_times.VISITS else "time-reminder-call"
    facts = {"when": moment(agreed.starts_at), "reference": request.reference}
    paging.tell_tenant(s, request, key, facts, f"time-reminder-{agreed.id}", None, now, urgent=False)


def over(s: Session, services: Services, agreed_id: int, now: datetime) -> None:
    """Whatever was agreed on is done where its event is on record; else the desk is asked what became of it."""
    agreed = s.get(AgreedTime, agreed_id)
    if agreed is None or agreed.status != "agreed" or agreed_times.took_place(s, agreed):
        return
    alerts.raise_alert(s, s.get_one(Request, agreed.request_id), "time_to_record", now, None)


WORK = {agreed_times.REMINDER: remind, agreed_times.OVER: over}
