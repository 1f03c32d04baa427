"""What tenants are told of a notice, as facts: the four of promise 6.1 and what they are called."""

from datetime import datetime, time, timedelta
from typing import Any

from backend_client.models import WorksNotice
from common.wording import PARIS, day, moment, text_of


def what(notice: WorksNotice) -> dict[str, Any]:
    """The nature, in the reader's language, and the landlord's own words where there are any."""
    nature = text_of(f"works_nature_{notice.nature}")
    return text_of("works_what", nature=nature, title=notice.title) if notice.title else nature


def facts_of(notice: WorksNotice) -> dict[str, Any]:
    """Every fact of a notice; what was not given is an empty text."""
    return {
        "what": what(notice),
        "starts": start_of(notice.starts_at),
        "ends": end_of(notice.ends_at) if notice.ends_at else "",
        "duration": text_of("works_in_brackets", said=notice.duration) if notice.duration else "",
        "until": text_of("works_until", ends=end_of(notice.ends_at)) if notice.ends_at else "",
        "place": notice.place,
        "where": text_of("works_in_brackets", said=notice.place) if notice.place else "",
        "manager": notice.manager,
        "firms": notice.firms,
    }


def start_of(at: datetime) -> dict[str, Any]:
    """A start: the day alone where it begins with the day."""
    local = at.astimezone(PARIS)
    return day(local.date()) if local.time() == time() else moment(at)


def end_of(at: datetime) -> dict[str, Any]:
    """An end: the day before, where it is the end of that day."""
    local = at.astimezone(PARIS)
    return day(local.date() - timedelta(days=1)) if local.time() == time() else moment(at)
