"""A window that was given back is offered: to who is first in line, alone and for an hour; then to those who would take
an earlier one, of whom the first to answer gets it.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from backend_client import appointments, freed_windows, timers
from backend_client.calendar import decent
from backend_client.models import Appointment, Request
from backend_client.windows import Window
from bot.actions.appointment_lines import offer_lines
from common.wording import time_of, window
from hotline.appointment_news import facts_of, is_busy, tell_with_choices
from hotline.services import Services

KEPT = timedelta(hours=1)
"""How long a freed window is kept for whoever is first in line."""
AT_ONCE = 3
"""To how many of those who want an earlier window one is offered."""


def offer(s: Session, services: Services, appointment_id: int, now: datetime) -> None:
    """Offer the window that an appointment gave back, if it is still to come, by day."""
    freed = s.get(Appointment, appointment_id)
    if freed is None or freed.starts_at <= now:
        return
    if (morning := decent(now)) > now:
        timers.set_timer(s, freed_windows.TIMER, freed.id, morning)
        return
    while (request := freed_windows.first_waiting(s, freed)) is not None:
        freed_windows.offered(s, freed, request, now)
        # Who answers something else now could not answer this: "yes" would be said to that.
        if not is_busy(s, request, now) and _keep_for(s, services, freed, request, now):
            return
    for request in freed_windows.wanting_earlier(s, freed, AT_ONCE):
        freed_windows.offered(s, freed, request, now)
        if not is_busy(s, request, now) and _is_free(s, services, freed, request, now):
            _tell(s, services, freed, request, "freed-earlier", now)


def _window(freed: Appointment) -> Window:
    return Window(freed.contractor_id, freed.contractor.name, freed.starts_at, freed.ends_at)


def _keep_for(s: Session, services: Services, freed: Appointment, request: Request, now: datetime) -> bool:
    """Hold it for this request and say so; the next one's turn comes when the hold runs out unused."""
    held = appointments.hold(s, services.backend.landlord, request, [_window(freed)], now, KEPT)
    if not held:
        return False
    timers.set_timer(s, freed_windows.TIMER, freed.id, now + KEPT)
    _tell(s, services, freed, request, "freed-first", now)
    return True


def _is_free(s: Session, services: Services, freed: Appointment, request: Request, now: datetime) -> bool:
    found = appointments.find_windows(
        s,
        trade=None,
        sector="",
        only=freed.contractor_id,
        now=now,
        landlord=services.backend.landlord,
        count=1,
        near=freed.starts_at,
        off_days=appointments.agreement_of(s, request.id) == "yes",
    )
    return bool(found) and found[0].starts_at == freed.starts_at


def _tell(s: Session, services: Services, freed: Appointment, request: Request, key: str, now: datetime) -> None:
    facts = {
        **facts_of(services, freed, request),
        "window": window(freed.starts_at, freed.ends_at),
        "until": time_of(now + KEPT),
    }
    lines = offer_lines(request, _window(freed))
    tell_with_choices(s, services, request, key, facts, lines, f"freed-{freed.id}-{request.id}", now)
