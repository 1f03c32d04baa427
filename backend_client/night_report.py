"""What happened while the office was shut: a pure function from rows to a report.

Of a private incident the report holds its reference, its times and its duty, and no word more.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from backend_client.models import Alert, DutyCheck, Incident, IncidentReport, Page, Request, RequestEvent

# What is told of an incident's history beside its pages.
EVENTS = (
    "incident_raised",
    "round_in_vain",
    "given_back",
    "help_asked",
    "hand_over_asked",
    "handed_over",
    "incident_cancelled",
)


@dataclass(frozen=True)
class Rows:
    """What is read: incidents of the time with their reports, pages and histories; tests; alerts that wait.

    ``what``: what each request is about, in the office's words, by its id; ``duties``: what duties are called, by code.
    """

    incidents: Sequence[Incident] = ()
    reports: Sequence[IncidentReport] = ()
    pages: Sequence[Page] = ()
    events: Sequence[RequestEvent] = ()
    checks: Sequence[DutyCheck] = ()
    alerts: Sequence[tuple[Alert, Request]] = ()
    what: Mapping[int, str] = field(default_factory=dict)
    duties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PageLine:
    """One call to duty. ``who`` is empty for a private incident."""

    at: datetime
    who: str
    means: str
    step: int
    round: int
    status: str
    reason: str
    via: str
    answered_at: datetime | None
    purpose: str

    @property
    def lost(self) -> bool:
        """Whether it cannot have reached anybody, as far as is known."""
        return self.status != "acknowledged" and bool(self.reason)


@dataclass(frozen=True)
class EventLine:
    """Something else that was done about an incident, and by whom (a code)."""

    at: datetime
    kind: str
    by: str


@dataclass(frozen=True)
class IncidentLine:
    """One incident. ``answered_after``: from the first page to the yes; None: nobody said yes, or nobody was paged.

    ``before``: it was opened before the time of the report.
    """

    reference: str
    duty: str
    private: bool
    status: str
    opened_at: datetime
    before: bool
    tenants: int
    what: str = ""
    where: str = ""
    vulnerable: bool = False
    who: str = ""
    paged_at: datetime | None = None
    answered_after: timedelta | None = None
    taken_at: datetime | None = None
    eta_at: datetime | None = None
    arrived_at: datetime | None = None
    ended_at: datetime | None = None
    agreement: str = ""
    report: str = ""
    pages: tuple[PageLine, ...] = ()
    events: tuple[EventLine, ...] = ()

    @property
    def open(self) -> bool:
        """Whether somebody still has to deal with it."""
        return self.ended_at is None


@dataclass(frozen=True)
class TestLine:
    """A test page at a handover."""

    who: str
    duty: str
    level: int
    shift_starts_at: datetime
    asked_at: datetime
    status: str
    answered_at: datetime | None


@dataclass(frozen=True)
class AlertLine:
    """What waits for an adviser. ``reason`` is empty for a private request."""

    reference: str
    reason: str
    raised_at: datetime


@dataclass(frozen=True)
class Report:
    """From ``since`` to ``until``; ``so_far``: the office is still shut, there may be more to come.

    ``steps``: pages by the number of their step. ``median``, ``longest``: from the first page to the yes.
    """

    since: datetime
    until: datetime
    so_far: bool
    incidents: tuple[IncidentLine, ...] = ()
    tests: tuple[TestLine, ...] = ()
    alerts: tuple[AlertLine, ...] = ()
    pages: int = 0
    steps: tuple[tuple[int, int], ...] = ()
    rounds_in_vain: int = 0
    median: timedelta | None = None
    longest: timedelta | None = None

    @property
    def opened(self) -> tuple[IncidentLine, ...]:
        """Those that began in this time."""
        return tuple(incident for incident in self.incidents if not incident.before)

    @property
    def quiet(self) -> bool:
        """Nothing that anybody in the office has to know."""
        return not (self.opened or self.open or self.unanswered_tests)

    @property
    def open(self) -> tuple[IncidentLine, ...]:
        """Those that are not over."""
        return tuple(incident for incident in self.incidents if incident.open)

    @property
    def failed(self) -> tuple[tuple[str, PageLine], ...]:
        """Pages that reached nobody, with the reference they were about."""
        return tuple((i.reference, page) for i in self.incidents for page in i.pages if page.lost)

    @property
    def unanswered_tests(self) -> tuple[TestLine, ...]:
        """Tests without a yes."""
        return tuple(test for test in self.tests if test.status != "acknowledged")


def build(rows: Rows, since: datetime, until: datetime, now: datetime) -> Report:
    """The report of the time from ``since`` to ``until``, as far as it is known ``now``."""
    end = min(until, now)
    reports, pages, events = defaultdict(list), defaultdict(list), defaultdict(list)
    for report in rows.reports:
        reports[report.incident_id].append(report)
    for page in rows.pages:
        pages[page.escalation.incident_id].append(page)
    for event in rows.events:
        events[event.request_id].append(event)
    incidents = [
        _incident(each, reports[each.id], pages[each.id], events[each.request_id], rows, since)
        for each in rows.incidents
        if each.opened_at < end and (each.ended_at is None or each.ended_at >= since)
    ]
    within = [page for page in rows.pages if since <= page.created_at < end]
    # The median of an even number of times is between two of them: it is taken of plain seconds.
    took = [each.answered_after for each in incidents if each.answered_after is not None and not each.before]
    return Report(
        since=since,
        until=until,
        so_far=now < until,
        incidents=tuple(sorted(incidents, key=lambda each: each.opened_at)),
        tests=tuple(_test(check, rows.duties) for check in rows.checks if since <= check.created_at < end),
        alerts=tuple(
            AlertLine(request.reference, "" if request.private else alert.reason, alert.raised_at)
            for alert, request in rows.alerts
        ),
        pages=len(within),
        steps=tuple(sorted(Counter(page.step for page in within).items())),
        rounds_in_vain=sum(e.kind == "round_in_vain" and since <= e.at < end for e in rows.events),
        median=timedelta(seconds=median(each.total_seconds() for each in took)) if took else None,
        longest=max(took, default=None),
    )


def _incident(
    row: Incident,
    reports: Sequence[IncidentReport],
    pages: Sequence[Page],
    events: Sequence[RequestEvent],
    rows: Rows,
    since: datetime,
) -> IncidentLine:
    private = row.request.private or any(report.request.private for report in reports)
    asked = [page for page in pages if page.escalation.purpose == "take"]
    paged_at = min((page.created_at for page in asked), default=None)
    said_yes = min((p.answered_at for p in asked if p.status == "acknowledged" and p.answered_at), default=None)
    common = IncidentLine(
        reference=row.request.reference,
        duty=rows.duties.get(row.duty) or row.duty,
        private=private,
        status=row.status,
        opened_at=row.opened_at,
        before=row.opened_at < since,
        tenants=len(reports),
        paged_at=paged_at,
        answered_after=said_yes - paged_at if said_yes and paged_at else None,
        taken_at=row.taken_at,
        eta_at=row.eta_at,
        arrived_at=row.arrived_at,
        ended_at=row.ended_at,
        pages=tuple(_page(page, private) for page in sorted(pages, key=lambda page: page.id)),
    )
    if private:
        return common
    return IncidentLine(
        **{
            **vars(common),
            "what": rows.what.get(row.request_id, ""),
            "where": where(row.request),
            "vulnerable": any(report.vulnerable for report in reports),
            "who": row.technician.name if row.technician else "",
            "agreement": row.agreement or "",
            "report": row.report,
            "events": tuple(EventLine(e.at, e.kind, e.by) for e in events if e.kind in EVENTS),
        }
    )


def where(request: Request) -> str:
    """The address and the door: on file, else as typed."""
    if request.building is None:
        return request.typed_address
    door = request.dwelling.door if request.dwelling else ""
    return f"{request.building.address}, porte {door}" if door else request.building.address


def _page(page: Page, private: bool) -> PageLine:
    return PageLine(
        at=page.created_at,
        who="" if private else page.technician.name,
        means=page.means,
        step=page.step,
        round=page.round,
        status=page.status,
        reason=page.reason or "",
        via=page.via or "",
        answered_at=page.answered_at,
        purpose=page.escalation.purpose,
    )


def _test(check: DutyCheck, duties: Mapping[str, str]) -> TestLine:
    return TestLine(
        check.technician.name,
        duties.get(check.duty) or check.duty,
        check.level,
        check.shift_starts_at,
        check.created_at,
        check.status,
        check.answered_at,
    )
