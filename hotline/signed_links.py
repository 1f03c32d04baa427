"""Addresses that only we can make: of a page, of a test page, of an appointment's calendar and day, of a report."""

from datetime import date, datetime

from itsdangerous import BadSignature, URLSafeSerializer

from hotline.settings import Settings

PAGE, CHECK, CALENDAR, REPORT, JOB = "/a/", "/e/", "/rdv/", "/reports/night/", "/v/"
# What keeps the signature of one kind from opening another.
_SALT = {
    PAGE: "page-link",
    CHECK: "check-link",
    CALENDAR: "appointment-calendar",
    REPORT: "night-report",
    JOB: "job-page",
}


def link_to(settings: Settings, path: str, number: int) -> str:
    """The address under a path that stands for a row."""
    return f"{settings.base_url}{path}{_signer(settings, path).dumps(number)}"


def number_of(settings: Settings, path: str, signed: str) -> int | None:
    """The row that an address under a path was signed for; None: nobody signed it."""
    try:
        return int(_signer(settings, path).loads(signed))
    except (BadSignature, ValueError, TypeError):
        return None


def check_link(settings: Settings, check_id: int) -> str:
    """Where a test page is shown and answered."""
    return link_to(settings, CHECK, check_id)


def check_of(settings: Settings, signed: str) -> int | None:
    """The test page that an address was signed for; None: nobody signed it."""
    return number_of(settings, CHECK, signed)


def report_link(settings: Settings, day: date, expires_at: datetime) -> str:
    """Where the report of a night is read until ``expires_at``."""
    signed = _signer(settings, REPORT).dumps([day.isoformat(), int(expires_at.timestamp())])
    return f"{settings.base_url}{REPORT}{signed}"


def report_of(settings: Settings, signed: str, now: datetime) -> date | None:
    """The day whose report an address opens; None: nobody signed it, or it has expired."""
    try:
        day, expires_at = _signer(settings, REPORT).loads(signed)
        return date.fromisoformat(day) if now.timestamp() < expires_at else None
    except (BadSignature, ValueError, TypeError):
        return None


def _signer(settings: Settings, path: str) -> URLSafeSerializer:
    return URLSafeSerializer(settings.signing_key, salt=_SALT[path])
