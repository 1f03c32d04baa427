"""One-time codes: six digits to the number on file prove that whoever writes has that phone.

What is said never depends on whether somebody was found: without a match the same steps are gone, nothing is sent, and
no code is right. The code itself is in no table; it is derived from a nonce and the service's key.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from backend_client import identity
from backend_client.identity_rules import rules
from backend_client.models import Contact, IdentityCheck, Person

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
DIGITS = 6


def code_of(key: str, check: IdentityCheck) -> str:
    """The code of a check (six digits), from the service's key for codes."""
    said = f"{check.id}:{check.nonce}".encode()
    number = int.from_bytes(hmac.new(key.encode(), said, hashlib.sha256).digest()[:8])
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def open_check(s: Session, contact: Contact, now: datetime) -> IdentityCheck | None:
    """The proof under way at a contact; one whose time is over is ended."""
    running = select(IdentityCheck).where(IdentityCheck.contact_id == contact.id, IdentityCheck.ended_at.is_(None))
    check = s.scalar(running.with_for_update())
    if check is not None and check.expires_at <= now:
        end(s, check, "expired", now)
        return None
    return check


def end(s: Session, check: IdentityCheck, outcome: str, now: datetime) -> None:
    """Nothing is asked any more; what was typed for it is not kept."""
    check.ended_at, check.outcome, check.typed_name = now, outcome, ""
    s.flush()


def begin(s: Session, contact: Contact, goes_on: str, now: datetime) -> IdentityCheck | None:
    """Begin a proof, in place of one under way. None: this contact has begun too many."""
    running = open_check(s, contact, now)
    if running is not None:
        end(s, running, "left", now)
    limits = rules().code
    mine = IdentityCheck.contact_id == contact.id
    if _reached(s, mine, now, limits.per_contact_hour, limits.per_contact_day):
        return None
    lasts = timedelta(minutes=limits.minutes)
    check = IdentityCheck(contact_id=contact.id, state="name", goes_on=goes_on, created_at=now, expires_at=now + lasts)
    s.add(check)
    s.flush()
    return check


def _reached(s: Session, whose: ColumnElement[bool], now: datetime, hourly: int, daily: int) -> bool:
    def count(since: timedelta) -> int:
        counted = select(func.count()).select_from(IdentityCheck).where(whose, IdentityCheck.created_at > now - since)
        return s.scalar(counted) or 0

    return count(_HOUR) >= hourly or count(_DAY) >= daily


def send_to(s: Session, check: IdentityCheck, person: Person | None, now: datetime) -> Contact | None:
    """A code is awaited from now on. Returns the number on file that it goes to; None: it goes nowhere, since nobody
    was found, no number is on file, or too many were sent to that person."""
    limits = rules().code
    check.state, check.nonce = "code", secrets.token_hex(16)
    check.expires_at = now + timedelta(minutes=limits.minutes)
    number = next(iter(identity.numbers_of(s, person.id)), None) if person is not None else None
    if person is None or number is None:
        return None
    sent = (IdentityCheck.person_id == person.id) & IdentityCheck.sent
    if _reached(s, sent, now, limits.per_person_hour, limits.per_person_day):
        return None
    check.person_id, check.sent = person.id, True
    s.flush()
    return number


def try_code(s: Session, check: IdentityCheck, code: str, key: str, now: datetime) -> bool:
    """Whether this is the code; the last try that fails ends the check."""
    check.tries += 1
    alike = hmac.compare_digest(code_of(key, check).encode(), code.encode())
    if alike and check.person_id is not None:
        end(s, check, "proven", now)
        return True
    if check.tries >= rules().code.tries:
        end(s, check, "wrong", now)
    s.flush()
    return False
