"""What is told of an appointment, wherever it is told."""

from typing import Any

from sqlalchemy.orm import Session

from backend_client.models import Appointment, Request
from bot.actions.context import calendar_link
from bot.actions.replies import Choice, choice, understood
from bot.actions.window_search import trade_of
from common.wording import text_of, window


def facts_of(s: Session, appointment: Appointment) -> dict[str, Any]:
    """What is told of an appointment."""
    request = s.get_one(Request, appointment.request_id)
    return {
        "reference": request.reference,
        "firm": appointment.contractor.name,
        "window": window(appointment.starts_at, appointment.ends_at),
        "problem": understood(request.situation),
    }


def told_of(s: Session, appointment: Appointment) -> dict[str, Any]:
    """What a confirmation says besides: how to prepare, and where the appointment's calendar file is."""
    trade = trade_of(s.get_one(Request, appointment.request_id))
    link = calendar_link(appointment.id)
    prepare, calendar = text_of(f"prepare_{trade}"), text_of("appointment_calendar", link=link) if link else ""
    return {**facts_of(s, appointment), "prepare": prepare, "calendar": calendar}


def about_appointment() -> list[Choice]:
    """What can be done with an appointment that was told of."""
    return [
        choice("move_appointment", intent="reschedule_appointment"),
        choice("cancel_appointment", intent="cancel_appointment"),
    ]
