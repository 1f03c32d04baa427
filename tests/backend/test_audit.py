"""The yearly reports' figures against a second count of the same rows, on both databases."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import pytest

from backend_client.audit import AuditError, Hidden, Period, Places
from backend_client.audit_facts import audit_facts
from backend_client.audit_firms import FirmLine, firms
from backend_client.audit_promises import Line, Promised, promised, read_cases
from backend_client.audit_residences import Picture, picture
from backend_client.audit_satisfaction import satisfaction
from backend_client.audit_service import on_call, orders, reach
from backend_client.database import Base, Database
from backend_client.landlord import FirmThresholds
from backend_client.models import Incident, WorkOrder
from tests.backend import audit_recount as recount
from tests.backend.audit_world import FIRMS, NOW, World
from tests.databases import sqlite_with_tables

SINCE, UNTIL = date(2025, 12, 1), date(2026, 11, 20)
BEFORE = date(2024, 12, 1), date(2025, 11, 20)
YEAR = Period(SINCE, UNTIL)
PRIVATE = {"3.4", "3.5", "3.8", "7.2", "8.1"}
THRESHOLDS = FirmThresholds(least_visits=10)


@lru_cache(maxsize=1)
def world() -> World:
    return World(seed=7, requests=700)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The world in a database of each kind, written once: these tests only read."""
    if request.param == "sqlite":
        db = Database(sqlite_with_tables(tmp_path_factory.mktemp("audit") / "year.db"))
    else:
        db = Database(request.getfixturevalue("postgres").create())
        Base.metadata.create_all(db.engine)
    with db.transaction() as s:
        world().write(s)
    yield db
    db.dispose()


def of_promises(db: Database, residence: str = "") -> tuple[Promised, Places]:
    with db.reading() as s:
        places = Places.read(s, residence)
        return promised(read_cases(s, YEAR, places, NOW), places), places


def of_residences(db: Database, residence: str = "") -> Picture:
    with db.reading() as s:
        return picture(s, YEAR, Places.read(s, residence))


def same(line: Line, counted: dict[str, Any]) -> bool:
    """Whether a line says what was counted."""
    return {name: asdict(line)[name] for name in counted} == pytest.approx(counted, nan_ok=False, abs=1e-6)


def test_each_promise_is_counted_as_its_rows_say(year: Database) -> None:
    found, _ = of_promises(year)
    cases = recount.promises(world(), SINCE, UNTIL)
    assert set(found.of) == {case["promise"] for case in cases}
    for promise, line in found.of.items():
        assert same(line, recount.summed(case for case in cases if case["promise"] == promise)), promise
    public = [case for case in cases if case["promise"] not in PRIVATE]
    assert same(found.total, recount.summed(public))
    assert {case["fate"] for case in cases} == {"in_time", "late", "open_late", "open", "withdrawn"}
    late = [case["reason"] for case in public if case["fate"] in ("late", "open_late")]
    assert dict(found.reasons) == {reason: late.count(reason) for reason in set(late)}


def test_months_and_residences_are_counted_as_their_rows_say(year: Database) -> None:
    found, places = of_promises(year)
    cases = [case for case in recount.promises(world(), SINCE, UNTIL) if case["promise"] not in PRIVATE]
    assert [f"{month:%Y-%m}" for month in YEAR.months] == ["2025-12", *(f"2026-{n:02d}" for n in range(1, 12))]
    for month, line in found.months.items():
        assert same(line, recount.summed(case for case in cases if case["month"] == f"{month:%Y-%m}"))
    assert set(found.residences) == {None, *places.residences}
    for residence, line in found.residences.items():
        here = [case for case in cases if case["residence"] == residence]
        assert same(line, recount.summed(here))
        for promise in {case["promise"] for case in here}:
            own = recount.summed(case for case in here if case["promise"] == promise)
            assert same(found.by_residence[promise, residence], own)


def test_private_cases_are_shown_from_five_on_and_cannot_be_worked_out(year: Database) -> None:
    found, _ = of_promises(year)
    cases = [case for case in recount.promises(world(), SINCE, UNTIL) if case["promise"] in PRIVATE]
    hidden_once = 0
    for promise in {case["promise"] for case in cases}:
        cells = {where: line for (number, where), line in found.by_residence.items() if number == promise}
        counts = {where: sum(c["promise"] == promise and c["residence"] == where for c in cases) for where in cells}
        hidden = [where for where, line in cells.items() if isinstance(line.cases, Hidden)]
        hidden_once += bool(hidden)
        assert all(line.cases == counts[where] >= 5 for where, line in cells.items() if where not in hidden)
        assert not hidden or (len(hidden) > 1 and sum(counts[where] for where in hidden) >= 5)
        for line in cells.values():
            states = (line.in_time, line.late, line.open_late, line.open, line.withdrawn)
            assert all(isinstance(state, Hidden) for state in states) or all(not 0 < state < 5 for state in states)
    assert hidden_once


def test_the_report_of_one_residence_tells_no_more_than_that_of_all(year: Database) -> None:
    everywhere, places = of_promises(year)
    for place in places.residences.values():
        one, _ = of_promises(year, place.code)
        for promise in PRIVATE & set(one.of):
            assert one.of[promise] == everywhere.by_residence[promise, place.id]
            months = [line for (number, _), line in one.by_month.items() if number == promise]
            shown = [line.cases for line in months if not isinstance(line.cases, Hidden)]
            assert not shown or (min(shown) >= 5 and not isinstance(one.of[promise].cases, Hidden))
        sites = {site.place.id: site for site in of_residences(year).sites}
        themes = of_residences(year, place.code).themes
        for theme in audit_facts().themes:
            assert themes[theme.code].now == sites[place.id].themes[theme.code]


def test_residences_are_counted_as_their_rows_say(year: Database) -> None:
    found = of_residences(year)
    now, before = recount.requests(world(), SINCE, UNTIL), recount.requests(world(), *BEFORE)
    assert (found.total.now, found.total.before) == (len(now), len(before))
    assert found.total.change == pytest.approx((len(now) / len(before) - 1) * 100)
    assert found.repeats == sum(each["repeat"] for each in now) > 0
    assert found.elsewhere == sum(each["residence"] is None for each in now) > 0
    for category, volume in found.categories.items():
        counts = [sum(each["about"] == category for each in part) for part in (now, before)]
        assert [volume.now, volume.before] == counts
    assert set(found.categories) == {each["about"] for each in (*now, *before)}
    for theme in ("tranquillity", "bulky_waste", "arrears"):
        assert found.themes[theme].now == sum(each[theme] for each in now) > 0
    for month, count, earlier in found.months:
        assert count == sum(each["month"] == f"{month:%Y-%m}" for each in now)
        assert earlier == sum(each["month"] == f"{month.year - 1}-{month.month:02d}" for each in before)


def test_each_site_and_hot_spot_is_counted_as_its_rows_say(year: Database) -> None:
    found = of_residences(year)
    now = recount.requests(world(), SINCE, UNTIL)
    assert len(found.sites) == world().residences
    for site in found.sites:
        mine = [each for each in now if each["residence"] == site.place.id]
        homes = 2 * world().dwellings + 3 * (site.place.id % 2)
        assert (site.requests.now, site.place.dwellings) == (len(mine), homes)
        assert site.per_100 == pytest.approx(len(mine) / homes * 100)
        assert site.repeats == sum(each["repeat"] for each in mine)
        assert site.themes["bulky_waste"] == sum(each["bulky_waste"] for each in mine)
        for private in ("tranquillity", "arrears"):
            count = sum(each[private] for each in mine)
            assert isinstance(site.themes[private], Hidden) or site.themes[private] == count >= 5 or count == 0
    discreet = {"neighbourhood", "appeal", "adaptation", "financial_difficulty", "privacy"}
    counted: dict[int, int] = {}
    for each in now:
        if each["building"] and each["about"] not in discreet and not each["tranquillity"]:
            counted[each["building"]] = counted.get(each["building"], 0) + 1
    large = {number: count for number, count in counted.items() if (number - 1) % world().buildings}
    assert [spot.requests for spot in found.hot_spots] == sorted(large.values(), reverse=True)[:10]
    assert all(spot.requests == large[spot.building.id] for spot in found.hot_spots)


def firm_counts(line: FirmLine) -> dict[str, int]:
    names = ("in_time", "late_told", "late_untold", "unknown")
    return {name: getattr(line, name) for name in names} | {"no_show": line.no_shows}


def test_firms_are_counted_as_their_rows_say(year: Database) -> None:
    with year.reading() as s:
        found, total, _ = firms(s, YEAR, Places.read(s), THRESHOLDS, NOW)
    assert [firm.name for firm in found] == ["Chauffage Démo", "Élec Ouest", "Plomberie du Val", "=Serrures & Cie"]
    for firm in found:
        number = FIRMS.index(firm.name) + 1
        for line, days in ((firm.now, (SINCE, UNTIL)), (firm.before, BEFORE)):
            mine = [each for each in recount.visits(world(), *days) if each["firm"] == number]
            kept = [each["kept"] for each in mine]
            assert firm_counts(line) == {name: kept.count(name) for name in firm_counts(line)}
            assert line.no_access == sum(each["status"] == "no_access" for each in mine)
            cancelled = [each["by"] for each in mine if each["status"] == "cancelled"]
            assert (line.cancelled_by_tenant, line.cancelled_by_firm) == (
                cancelled.count({"tenant"}),
                cancelled.count({"contractor"}),
            )
            enough = [each["enough"] for each in mine if each["enough"] is not None]
            assert (line.first_visits, line.fixed) == (len(enough), sum(enough))
            known = len(kept) - kept.count("unknown") - kept.count("ahead") - kept.count("cancelled")
            assert line.punctual == pytest.approx(recount.share(kept.count("in_time"), known))
            asked = [each for each in recount.surveys(world(), *days, by_visit=True) if each["firm"] == number]
            scores = [value for each in asked for name, value in each["scores"] if name == "satisfaction"]
            assert line.score == pytest.approx(sum(scores) / len(scores))
            assert line.answers == sum(bool(each["scores"]) for each in asked)
    assert min(total.late_told, total.late_untold, total.no_shows, total.unknown, total.no_access) > 0


def test_a_plan_is_asked_for_below_the_landlords_thresholds(year: Database) -> None:
    with year.reading() as s:
        strict, _, _ = firms(s, YEAR, Places.read(s), FirmThresholds(100.1, -0.1, 100.1, 5.1, 1), NOW)
        mild, _, _ = firms(s, YEAR, Places.read(s), FirmThresholds(0, 100, 0, 1, 1), NOW)
        few, _, _ = firms(s, YEAR, Places.read(s), FirmThresholds(100, 0, 100, 5, 10_000), NOW)
    assert all(firm.below == ("punctual", "missed", "first_time", "score") for firm in strict)
    assert not any(firm.below for firm in (*mild, *few))


def test_satisfaction_is_counted_as_its_rows_say(year: Database) -> None:
    with year.reading() as s:
        found = satisfaction(s, YEAR, Places.read(s))
    asked = recount.surveys(world(), SINCE, UNTIL)
    parts = [(found.total, asked), (found.before, recount.surveys(world(), *BEFORE))]
    parts += [(line, [e for e in asked if e["month"] == f"{month:%Y-%m}"]) for month, line in found.by_month.items()]
    parts += [(line, [e for e in asked if FIRMS[e["firm"] - 1] == name]) for name, line in found.by_firm.items()]
    parts += [(line, [e for e in asked if e["residence"] == place]) for place, line in found.by_residence.items()]
    for line, mine in parts:
        scores = [value for each in mine for name, value in each["scores"] if name == "satisfaction"]
        given, full = sum(bool(each["scores"]) for each in mine), sum(each["answered"] for each in mine)
        assert (line.asked, line.answered, line.partly) == (len(mine), full, given - full)
        assert line.followed == sum(each["followed"] for each in mine)
        assert line.rate == pytest.approx(recount.share(full, len(mine)))
        if 0 < given < 5:
            assert line.score is line.satisfied is Hidden.SMALL
        elif given:
            assert line.score == pytest.approx(sum(scores) / len(scores))
            assert line.satisfied == pytest.approx(recount.share(sum(v >= 4 for v in scores), len(scores)))
    for question in found.questions:
        values = [value for each in asked for name, value in each["scores"] if name == question.name]
        assert question.mean == pytest.approx(sum(values) / len(values))
        scale = range(1, 6) if question.name == "satisfaction" else range(2)
        assert dict(question.counts) == {value: values.count(value) for value in scale}
    assert {question.name for question in found.questions} == {"satisfaction", "on_time"}


def test_the_service_is_counted_as_its_rows_say(year: Database) -> None:
    with year.reading() as s:
        answers, duty, told = reach(s, YEAR), on_call(s, YEAR, Places.read(s)), orders(s, YEAR, Places.read(s))
    messages, left, seconds = recount.waits(world(), SINCE, UNTIL)
    assert (answers.messages, answers.for_staff, answers.answered) == (messages, left, len(seconds))
    assert answers.share == pytest.approx(recount.share(len(seconds), messages - left))
    assert answers.median == pytest.approx(recount.middle(seconds))
    assert answers.p90 == pytest.approx(recount.nine_tenths(seconds))
    hours = [
        (row["told_at"] - row["sent_at"]).total_seconds() / 3600
        for row in world().rows[WorkOrder]
        if recount.within(row["sent_at"], SINCE, UNTIL) and row["told_at"]
    ]
    sent = sum(recount.within(row["sent_at"], SINCE, UNTIL) for row in world().rows[WorkOrder])
    assert (told.orders, told.told) == (sent, len(hours))
    assert (told.median, told.p90) == pytest.approx((recount.middle(hours), recount.nine_tenths(hours)))
    opened = [
        row
        for row in world().rows[Incident]
        if recount.within(row["opened_at"], SINCE, UNTIL) and (row["taken_at"] or row["status"] != "cancelled")
    ]
    minutes = [(row["taken_at"] - row["opened_at"]).total_seconds() / 60 for row in opened if row["taken_at"]]
    assert (duty.incidents, duty.taken) == (len(opened), len(minutes))
    assert duty.median == pytest.approx(recount.middle(minutes))


def test_an_empty_year_says_nothing_rather_than_nought(db: Database) -> None:
    with db.reading() as s:
        places = Places.read(s)
        found = promised(read_cases(s, YEAR, places, NOW), places)
        seen, answers = picture(s, YEAR, places), reach(s, YEAR)
        firms_found, total, _ = firms(s, YEAR, places, THRESHOLDS, NOW)
        rated = satisfaction(s, YEAR, places)
    assert (found.of, found.total.cases, found.total.share, found.total.median) == ({}, 0, None, None)
    assert (seen.total.now, seen.total.change, seen.repeat_share, list(seen.hot_spots)) == (0, None, None, [])
    assert (answers.messages, answers.share, answers.median) == (0, None, None)
    assert (firms_found, total.punctual, total.score, rated.total.rate) == ([], None, None, None)


@pytest.mark.parametrize(
    ("at", "month"),
    [
        (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 31, 22, 0, tzinfo=UTC), date(2026, 4, 1)),
        (datetime(2026, 10, 31, 22, 59, tzinfo=UTC), date(2026, 10, 1)),
        (datetime(2026, 10, 31, 23, 0, tzinfo=UTC), date(2026, 11, 1)),
    ],
)
def test_a_case_counts_in_its_month_in_paris(at: datetime, month: date) -> None:
    assert YEAR.month_of(at) == month


def test_the_year_before_has_the_same_days() -> None:
    assert Period(date(2028, 2, 1), date(2028, 2, 29)).a_year_before() == Period(date(2027, 2, 1), date(2027, 2, 28))
    assert Period.read("", "", NOW) == YEAR
    assert Period.read("", "2026-01-31", NOW) == Period(date(2025, 2, 1), date(2026, 1, 31))


_WRONG: list[Callable[[], Period]] = [
    lambda: Period.read("2026-02-30", "", NOW),
    lambda: Period.read("01/02/2026", "", NOW),
    lambda: Period.read("2026-12-01", "2026-11-01", NOW),
    lambda: Period.read("1990-01-01", "2026-11-01", NOW),
]


@pytest.mark.parametrize("wrong", _WRONG)
def test_a_period_that_is_none_is_refused(wrong: Callable[[], Period]) -> None:
    with pytest.raises(AuditError):
        wrong()


def test_a_residence_that_is_none_is_refused(sqlite_db: Database) -> None:
    with sqlite_db.reading() as s, pytest.raises(AuditError, match="nowhere"):
        Places.read(s, "nowhere")
