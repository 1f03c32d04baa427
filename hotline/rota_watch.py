"""Every day at 08:00 (Paris): what is wrong with the rota of the next 14 days, to the supervisor and the advisers."""

import hashlib
import json
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend_client import alerts, notices, timers
from backend_client.calendar import local_instant, paris_day
from backend_client.models import Request
from backend_client.requests import change_status
from backend_client.rota import Rota
from backend_client.rota_check import DAYS, Finding, check
from backend_client.rota_store import load_rota, unreachable
from common.wording import day, moment, text_of
from hotline.services import Services

TIMER = "rota_check"
AT = time(8)
TOPIC = "rota_check"
# What a duty is called in a finding, in characters.
MOST_LABEL, MOST_NAME = 24, 35


def next_at(now: datetime) -> datetime:
    """The next 08:00 of Paris after an instant."""
    today = local_instant(paris_day(now), AT)
    return today if today > now else local_instant(paris_day(now) + timedelta(days=1), AT)


def look(s: Session, services: Services, subject: int, now: datetime) -> None:
    """Check the rota, tell what is wrong, and do so again tomorrow."""
    landlord = services.backend.landlord
    rota = load_rota(s, landlord)
    found = check(rota, landlord, now, unreachable=unreachable(s))
    matter = notices.open_matter(s, TOPIC)
    if found:
        _tell(s, services, rota, found, matter, now)
    elif matter is not None:
        change_status(s, matter, "closed", "hotline", now)
    timers.set_timer(s, TIMER, subject, next_at(now))


def _tell(
    s: Session, services: Services, rota: Rota, found: tuple[Finding, ...], matter: Request | None, now: datetime
) -> None:
    """All of it once; unchanged, one line a day that reminds of it."""
    marks = _marks(found, now)
    count = {"count": len(found)}
    if matter is not None and matter.details["marks"] == marks:
        key, facts = "rota-findings-same", count | {"since": day(date.fromisoformat(matter.details["since"]))}
        alerts.raise_alert(s, matter, TOPIC, now, None)
    else:
        known = set(matter.details["marks"]) if matter is not None else set()
        news = [each for each, mark in zip(found, marks, strict=True) if mark not in known]
        key, facts = "rota-findings", count | {"finding": _worded(rota, (news or list(found))[0])}
        # Dates are kept as the reader's calendar has them.
        details = {"marks": marks, "since": paris_day(now).isoformat()}
        summary = f"Planning d'astreinte : {len(found)} à revoir. {found[0].sentence}"
        if matter is None:
            notices.for_advisers(s, TOPIC, summary, now, details)
        else:
            matter.details, matter.summary = {**matter.details, **details}, summary
            alerts.raise_alert(s, matter, TOPIC, now, None)
    for technician in notices.supervisors(s, rota, services.backend.landlord, now):
        notices.write(s, technician, key, facts, f"{TOPIC}-{paris_day(now)}-{technician.id}", now)


def _marks(found: tuple[Finding, ...], now: datetime) -> list[str]:
    """What tells a finding from yesterday's: a gap that goes on begins now, and ends with what is looked at, each
    day anew."""
    horizon = now + timedelta(days=DAYS)

    def mark(each: Finding) -> str:
        starts = each.starts_at if each.starts_at and each.starts_at > now else None
        ends = each.ends_at if each.ends_at and each.ends_at < horizon else None
        facts = (each.kind, each.duty, each.level, each.person and each.person.code, str(starts), str(ends))
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:12]

    return [mark(each) for each in found]


def _worded(rota: Rota, finding: Finding) -> dict[str, Any]:
    """A finding in French, as a fact of a text."""
    label = (rota.duty(finding.duty).label or finding.duty)[:MOST_LABEL].strip()
    everybody = finding.kind == "gap" and finding.missing == _headcount(rota, finding)
    key = "gap-some" if finding.kind == "gap" and not everybody else finding.kind.replace("_", "-")
    return text_of(
        f"rota-{key}",
        seat=text_of("duty-name", duty=label, level=finding.level or 1),
        name=finding.person.name[:MOST_NAME] if finding.person else "",
        missing=finding.missing,
        starts=moment(finding.starts_at) if finding.starts_at else "",
        ends=moment(finding.ends_at) if finding.ends_at else "",
    )


def _headcount(rota: Rota, finding: Finding) -> int:
    rotation = rota.rotation(finding.duty, finding.level or 1)
    return rotation.headcount if rotation else 1
