"""What contractors are written: an SMS to the firm's mobile phone, with the page of the day where it helps."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend_client import alerts, conversations, job_days, outbox
from backend_client.models import Appointment, Contractor, Request
from channels.base import SMS
from common.phones import e164, is_mobile
from common.wording import window
from hotline import page_words
from hotline.services import Services
from hotline.settings import Settings
from hotline.signed_links import JOB, link_to


def link_of(settings: Settings, appointment: Appointment) -> str:
    """The page of an appointment's day, for its contractor."""
    return link_to(settings, JOB, appointment.id)


def mobile_of(contractor: Contractor) -> str | None:
    """The number in E.164 at which a contractor takes SMS; None: there is none."""
    number = e164(contractor.phone)
    return number if number is not None and is_mobile(number) else None


def facts_of(services: Services, appointment: Appointment, request: Request) -> dict[str, Any]:
    """What a contractor is told of an appointment: when, where, what; never whose home it is."""
    return {
        "reference": request.reference,
        "window": window(appointment.starts_at, appointment.ends_at),
        "where": page_words.where(request),
        "problem": page_words.what(services, request),
        "link": link_of(services.settings, appointment),
        "hotline": services.backend.landlord.hotline_phone,
    }


def write(s: Session, services: Services, appointment: Appointment, key: str, effect: str, now: datetime) -> bool:
    """Queue one SMS about an appointment. Returns whether the firm has a phone that takes it."""
    number = mobile_of(appointment.contractor)
    if number is None:
        return False
    request = s.get_one(Request, appointment.request_id)
    contact = conversations.contact_for(s, SMS, number, now)
    outbox.queue(
        s,
        conversations.conversation_for(s, contact, now),
        key=key,
        facts=facts_of(services, appointment, request),
        effect=effect,
        now=now,
        language="fr",
        author="hotline",
        request_id=request.id,
    )
    return True


def send_link(s: Session, services: Services, appointment_id: int, now: datetime) -> None:
    """The page of the day to the firm's phone, once; not for what is over or given up."""
    appointment = s.get(Appointment, appointment_id)
    if appointment is None or appointment.status != "booked" or now >= appointment.ends_at:
        return
    day = job_days.day_of(s, appointment)
    if day.link_sent_at is None and write(s, services, appointment, "firm-link", f"job-link-{appointment.id}", now):
        day.link_sent_at = now


def ask_where(s: Session, services: Services, appointment_id: int, now: datetime) -> None:
    """The tenant waits: the firm is asked where its technician is; without a mobile phone, an adviser calls."""
    appointment = s.get(Appointment, appointment_id)
    if appointment is None or appointment.status != "booked":
        return
    if not write(s, services, appointment, "firm-where", f"firm-where-{appointment.id}-{now.isoformat()}", now):
        alerts.raise_alert(s, s.get_one(Request, appointment.request_id), "firm_to_call", now, None)
