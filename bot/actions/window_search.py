"""Looking for arrival windows that suit a request and what its tenant said of when to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from backend_client import appointments, windows, work_orders
from backend_client.calendar import paris_day
from backend_client.models import Request
from backend_client.windows import Window, is_off_day
from bot.actions.context import Turn, backend, catalogue, settings
from bot.actions.moments import NO_WISH, Point, Wish

OFFERED = 3
HOLDING = frozenset({"webchat", "telegram"})
"""Channels that are answered within minutes: what is offered there is kept for the tenant meanwhile."""

_SATURDAY = 5


@dataclass(frozen=True)
class Search:
    """What windows are looked for: as the tenant's words say, later than ``after``, or the nearest ones to ``near``.

    ``asks_off_days``: the tenant has to say first whether somebody may come on a Saturday, Sunday or holiday.
    """

    wish: Wish = NO_WISH
    after: datetime | None = None
    near: datetime | None = None
    asks_off_days: bool = False

    @classmethod
    def of(cls, slot: Mapping[str, Any] | None) -> "Search":
        stored = slot or {}
        after, near = (datetime.fromisoformat(stored[n]) if stored.get(n) else None for n in ("after", "near"))
        return cls(Wish.of(stored), after, near, bool(stored.get("asks_off_days")))

    def slot(self) -> dict[str, Any]:
        moments = {"after": self.after, "near": self.near}
        told = {name: moment.isoformat() for name, moment in moments.items() if moment}
        return {**self.wish.stored(), **told, **({"asks_off_days": True} if self.asks_off_days else {})}

    def without_days(self) -> "Search":
        """The same for a tenant who does not want the days that they named."""
        return Search(replace(self.wish, weekdays=(), first=None, last=None))


ANY = Search()


@dataclass(frozen=True)
class Found:
    """``windows``: at most three; ``suit``: they are what was asked for; ``ask_off_days``: the agreement is needed."""

    windows: Sequence[Window] = field(default=())
    suit: bool = True
    ask_off_days: bool = False


def trade_of(request: Request) -> str:
    """The trade that a request needs."""
    return catalogue().situation(request.situation).trade if request.situation else settings().other["trade"]


def look(s: Session, request: Request, search: Search, turn: Turn, tolerant: bool) -> Found:
    """The windows to offer, kept for the tenant on channels that hold.

    :param tolerant: where nothing suits, what comes nearest to the wish
    """
    answer = appointments.agreement_of(s, request.id)
    if answer != "yes" and _means_off_days(search.wish) and _find(s, request, search, turn, off_days=True):
        return Found(ask_off_days=True)
    found = _find(s, request, search, turn, answer == "yes")
    if not found and answer is None and _find(s, request, search, turn, off_days=True):
        return Found(ask_off_days=True)
    suit = bool(found)
    if not found and tolerant and search.wish:
        found = _nearest(s, request, search.wish.search(), turn, answer == "yes")
    if turn.channel in HOLDING:
        found = appointments.hold(s, backend().landlord, request, found, turn.now)
    return Found(found, suit)


def offered_first(s: Session, request: Request, turn: Turn) -> Sequence[Window]:
    """What a message that offers windows by itself offers: the first ones."""
    return _find(s, request, ANY, turn, appointments.agreement_of(s, request.id) == "yes")


def _find(s: Session, request: Request, search: Search, turn: Turn, off_days: bool) -> list[Window]:
    return _windows(s, request, search.wish.search(search.after), turn, off_days, search.near)


def _nearest(s: Session, request: Request, wish: windows.Wish, turn: Turn, off_days: bool) -> list[Window]:
    for each in wish.relaxed():
        found = _windows(s, request, each, turn, off_days)
        if found:
            return found
    return []


def _windows(
    s: Session, request: Request, wish: windows.Wish, turn: Turn, off_days: bool, near: datetime | None = None
) -> list[Window]:
    return appointments.find_windows(
        s,
        trade=trade_of(request),
        sector=request.building.residence.sector if request.building else "",
        now=turn.now,
        landlord=backend().landlord,
        count=OFFERED,
        wish=wish,
        off_days=off_days,
        near=near,
        but=request.id,
        only=work_orders.contractor_of(s, request.id),
    )


def _means_off_days(wish: Wish) -> bool:
    """Whether the words name a Saturday, a Sunday or a holiday."""
    day = date.fromisoformat(wish.first) if wish.first and wish.first == wish.last else None
    named = day is not None and is_off_day(backend().landlord, day)
    return named or any(weekday >= _SATURDAY for weekday in wish.weekdays)


def misdated(text: str, now: datetime) -> str | None:
    """The key of what is wrong with a date in a text: there is no such day ("le 31 février"), or it is over."""
    today = paris_day(now)
    for each in settings().phrases:
        for match in each.time.when.finditer(each.fold(text)):
            wrong = _wrong(Point.of(each.time, match), today)
            if wrong:
                return wrong
    return None


def _wrong(point: Point, today: date) -> str | None:
    in_calendar = {"mm", "month", "month_first"} & set(point.groups)
    if not in_calendar and "days" not in point.groups:
        return None
    day = point.day(today, past=False)
    if day is None:
        return "day_impossible"
    return "day_past" if day < today else None
