"""The four yearly reports, made for a period and a residence."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from backend_client.audit import AuditError, Period, Places
from backend_client.calendar import PARIS
from backend_client.landlord import Landlord
from hotline import audit_job_tables, audit_promise_tables, audit_residence_tables
from hotline.audit_document import Report, Section, long_day

TITLES: Mapping[str, str] = {
    "promises": "Promesses",
    "residence": "Résidences",
    "satisfaction": "Satisfaction",
    "firms": "Entreprises",
}
"""The reports by their name in commands and addresses."""

_LONG: Mapping[str, str] = {
    "promises": "Promesses du référentiel qualité",
    "residence": "Portrait des résidences",
    "satisfaction": "Satisfaction après intervention",
    "firms": "Évaluation des entreprises",
}


def make(
    s: Session,
    landlord: Landlord,
    name: str,
    now: datetime,
    since: str = "",
    until: str = "",
    residence: str = "",
    promise: str = "",
) -> Report:
    """A report.

    :param since, until: days as 2026-01-31, both included; left out: the twelve months that end today
    :param residence: a residence's code; left out: all
    :param promise: of the report of promises, one of the charter's numbers; left out: all
    :raises AuditError: no such report, day, residence or promise
    """
    if name not in TITLES:
        raise AuditError(f'There is no report "{name}": it is one of {", ".join(TITLES)}.')
    period, places = Period.read(since, until, now), Places.read(s, residence)
    figures, sections = _made(s, landlord, name, period, places, now, promise)
    where = places.residences[places.wanted].name if places.wanted else "Toutes les résidences"
    local = now.astimezone(PARIS)
    made_at = f"{long_day(local.date())} à {local.hour} h {local.minute:02d}"
    lead = [f"Promesse {promise} seulement."] if promise else []
    if now < period.ends_at:
        lead.append("La période n'est pas finie : les chiffres vont encore changer.")
    return Report(name, _LONG[name], period, where, made_at, figures, sections, lead)


def _made(
    s: Session, landlord: Landlord, name: str, period: Period, places: Places, now: datetime, promise: str
) -> tuple[list[tuple[str, str]], list[Section]]:
    if name == "promises":
        return audit_promise_tables.sections(s, period, places, now, promise)
    if name == "residence":
        return audit_residence_tables.sections(s, period, places, now)
    if name == "satisfaction":
        return audit_job_tables.satisfaction_sections(s, period, places)
    return audit_job_tables.firm_sections(s, period, places, now, landlord.firms)
