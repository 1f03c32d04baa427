"""Works notices: four facts, 8 days, all or nothing, the right tenants once each; what is followed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import followers, incidents, works, works_news
from backend_client.conversations import conversation_for
from backend_client.database import Database
from backend_client.migrate import upgrade
from backend_client.models import (
    Alert,
    Commitment,
    Contact,
    Exchange,
    Request,
    RequestEvent,
    WorksNotice,
    WorksTelling,
)
from backend_client.works import Draft, WorksRefused
from backend_client.works_data import works_data
from backend_client.works_hours import last_sent, next_decent
from backend_client.works_import import import_works
from common.catalogue import Catalogue
from tests.backend.builders import LANDLORD, PARIS, a_contact, a_home, a_request, a_tenant

# A Monday, 10 o'clock in Paris.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CATALOGUE = Path(__file__).parents[2] / "bot" / "data" / "catalogue"


def paris(day: int, hour: int = 0, month: int = 12, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS).astimezone(UTC)


@pytest.fixture
def s(sqlite_db: Database) -> Iterator[Session]:
    with sqlite_db.transaction() as session:
        yield session


def a_house(s: Session, tenants: int = 2) -> int:
    """A building with so many tenants; returns its id."""
    home = a_home(s)
    for number in range(tenants):
        a_contact(s, number, a_tenant(s, f"T{number}", "Essai", home))
    return home.building_id


def a_draft(building: int, **facts: Any) -> Draft:
    given: dict[str, Any] = {
        "reference": "T-1",
        "kind": works.WORKS,
        "buildings": (building,),
        "nature": "facade",
        "starts_at": paris(7, 8),
        "ends_at": paris(19),
        "place": "façade sud",
        "manager": "M. Essai, 01 99 00 30 00",
        "firms": "Façades Démo",
    }
    return Draft(**{**given, **facts})


def refusal(s: Session, draft: Draft, now: datetime = NOW) -> tuple[str, ...]:
    with pytest.raises(WorksRefused) as refused:
        works.announce(s, draft, "test", LANDLORD, now)
    assert s.scalars(select(WorksNotice)).all() == []
    assert s.scalars(select(WorksTelling)).all() == []
    return refused.value.mistakes


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("starts_at", "the start (fact 1)"),
        ("place", "the place (fact 1)"),
        ("ends_at", "the end, which gives the duration (fact 2)"),
        ("manager", "the project manager's contact (fact 3)"),
        ("firms", "the firms (fact 4)"),
    ],
)
def test_a_notice_that_lacks_a_fact_is_refused_with_its_name(s: Session, fact: str, said: str) -> None:
    lacking: Any = replace(a_draft(a_house(s)), **{fact: None if fact.endswith("_at") else ""})
    assert refusal(s, lacking) == (f"missing: {said}",)


def test_everything_that_is_wrong_is_said_at_once(s: Session) -> None:
    a_house(s)
    found = refusal(s, Draft("", "party", (), "singing", None, title="x" * 200))
    assert found[0].startswith("missing: the start (fact 1), the place (fact 1), the end")
    assert "no building is named" in found
    assert "missing: the reference" in found
    assert any('"party" is no kind' in each for each in found)
    assert any('"singing" is no nature' in each for each in found)
    assert any("an SMS can carry 120" in each for each in found)


def test_seven_days_before_is_refused_and_eight_are_not(s: Session) -> None:
    building = a_house(s)
    [said] = refusal(s, a_draft(building, starts_at=paris(30, 8, month=11)))
    assert "7 days before the start on 2026-11-30" in said
    works.announce(s, a_draft(building, starts_at=paris(1, 7)), "test", LANDLORD, NOW)


def test_the_days_count_from_when_the_last_tenant_can_be_told(s: Session) -> None:
    """On Saturday evening the next decent hour is Monday's; and what takes more than a day counts from its end."""
    building = a_house(s)
    saturday = paris(28, 19, month=11, minute=30)
    [said] = refusal(s, a_draft(building, starts_at=paris(7, 8)), saturday)
    assert "told on 2026-11-30, 7 days before" in said
    slow = replace(LANDLORD, works=replace(LANDLORD.works, per_minute=6))
    told = last_sent(slow, False, NOW, 6 * 60 * 9 + 1)
    assert told.astimezone(PARIS).date() == date(2026, 11, 24)
    assert works.mistakes(a_draft(building, starts_at=paris(1, 8)), slow, 6 * 60 * 9 + 1, NOW)
    assert works.mistakes(a_draft(building, starts_at=paris(2, 8)), slow, 6 * 60 * 9 + 1, NOW) == []


def test_nature_and_length_and_past(s: Session) -> None:
    building = a_house(s)
    assert any("cannot be an outage" in each for each in refusal(s, a_draft(building, kind=works.PLANNED_OUTAGE)))
    assert refusal(s, a_draft(building, starts_at=paris(1, 8, month=11))) == ("the start on 2026-11-01 is in the past",)
    assert "the end is not after the start" in refusal(s, a_draft(building, ends_at=paris(6)))
    later = a_draft(building, kind=works.OUTAGE, nature="water", starts_at=NOW + timedelta(hours=1))
    assert refusal(s, later) == ("an outage that is still to come is a planned_outage",)


def test_an_outage_of_now_needs_no_days_and_few_facts(s: Session) -> None:
    building = a_house(s)
    notice = works.announce(s, Draft("P-1", works.OUTAGE, (building,), "water", NOW), "test", LANDLORD, NOW)
    assert s.scalars(select(Commitment)).all() == [], "promise 6.1 is about planned works"
    assert works_news.counts(s, notice, 0).waiting == 2


def test_the_promise_is_due_eight_days_before_and_kept_by_the_sending(s: Session) -> None:
    notice = works.announce(s, a_draft(a_house(s)), "test", LANDLORD, NOW)
    [owed] = s.scalars(select(Commitment)).all()
    assert (owed.promise, owed.due_at) == ("6.1", paris(30, month=11))
    assert (notice.request.kind, notice.request.contact_id) == ("works", None)
    for telling in s.scalars(select(WorksTelling)):
        telling.status, telling.why = "skipped", "no_contact"
    assert works_news.settle(s, notice, NOW)
    s.refresh(owed)
    assert owed.kept_at is None, "nobody was written to"
    assert [alert.reason for alert in s.scalars(select(Alert))] == ["notice_unreached"]


def test_who_lives_there_today_is_told_and_nobody_else(s: Session) -> None:
    home = a_home(s)
    here = a_tenant(s, "Ici", "Essai", home)
    a_tenant(s, "Parti", "Essai", home, ends_on=date(2026, 11, 22))
    a_tenant(s, "Futur", "Essai", home, starts_on=date(2026, 11, 24))
    a_tenant(s, "Ailleurs", "Essai", a_home(s, "2"))
    works.announce(s, a_draft(home.building_id), "test", LANDLORD, NOW)
    assert [telling.person_id for telling in s.scalars(select(WorksTelling))] == [here.id]


def test_where_somebody_is_written_to(s: Session) -> None:
    person = a_tenant(s, "Awa", "Essai", a_home(s))
    assert works_news.contact_of(s, person.id) == (None, "no_contact")
    for channel, address in (("webchat", "w1"), ("telegram", "t1"), ("sms", "+33639980001"), ("sms", "+33639980002")):
        s.add(Contact(channel=channel, address=address, person_id=person.id, created_at=NOW))
        s.flush()
    by = {contact.address: contact for contact in s.scalars(select(Contact))}
    assert works_news.contact_of(s, person.id) == (by["+33639980002"], "")
    by["+33639980002"].unreachable_at = NOW
    assert works_news.contact_of(s, person.id) == (by["+33639980001"], "")
    by["+33639980001"].unreachable_at = NOW
    assert works_news.contact_of(s, person.id) == (by["t1"], "")
    by["t1"].opted_out_at = NOW
    assert works_news.contact_of(s, person.id) == (None, "opted_out"), "nor on another channel"


def _written(s: Session, telling: WorksTelling) -> None:
    """As if the message had left."""
    request = s.scalars(select(Request)).first()
    contact = s.scalars(select(Contact).where(Contact.person_id == telling.person_id)).one()
    conversation = conversation_for(s, contact, NOW).id
    assert request is not None
    row = Exchange(
        conversation_id=conversation,
        request_id=request.id,
        direction="out",
        channel="sms",
        author="hotline",
        status="sent",
        created_at=NOW,
    )
    s.add(row)
    s.flush()
    telling.status, telling.exchange_id = "written", row.id


def test_a_round_is_counted_once_when_its_last_message_has_left(s: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []
    counts = works_news.counts
    monkeypatch.setattr(works_news, "counts", lambda s, notice, r: counted.append(r) or counts(s, notice, r))
    notice = works.announce(s, a_draft(a_house(s, 3)), "test", LANDLORD, NOW)
    first, second, third = s.scalars(select(WorksTelling).order_by(WorksTelling.id))
    first.status, first.why = "skipped", "opted_out"
    _written(s, second)
    s.flush()
    assert not works_news.settle(s, notice, NOW), "one waits to be told"
    _written(s, third)
    third.exchange.status = "sending"
    s.flush()
    assert not works_news.settle(s, notice, NOW), "one is on the way"
    assert counted == []
    third.exchange.status = "failed"
    s.flush()
    assert works_news.settle(s, notice, NOW)
    assert counted == [0]
    told = counts(s, notice, 0)
    assert (told.people, told.sent, told.failed, told.skipped) == (3, 1, 1, {"opted_out": 1})


def test_a_change_is_told_to_those_who_were_told_and_a_later_start_needs_no_days(s: Session) -> None:
    notice = works.announce(s, a_draft(a_house(s)), "test", LANDLORD, NOW)
    first, second = s.scalars(select(WorksTelling).order_by(WorksTelling.id)).all()
    _written(s, first)
    later = paris(4, 9)
    draft = works.draft_of(s, notice)
    assert works.change(s, notice, replace(draft, starts_at=paris(9, 8)), LANDLORD, "test", later) == 1
    rounds = [
        (t.person_id, t.round, t.news, t.status) for t in s.scalars(select(WorksTelling).order_by(WorksTelling.id))
    ]
    assert rounds == [
        (first.person_id, 0, "announced", "written"),
        (second.person_id, 0, "announced", "waiting"),
        (first.person_id, 1, "changed", "waiting"),
    ]
    with pytest.raises(WorksRefused, match="too late"):
        works.change(s, notice, replace(draft, starts_at=paris(8, 8)), LANDLORD, "test", later)
    with pytest.raises(WorksRefused, match="nothing changes"):
        works.change(s, notice, works.draft_of(s, notice), LANDLORD, "test", later)
    with pytest.raises(WorksRefused, match="stay"):
        works.change(s, notice, replace(draft, nature="roof"), LANDLORD, "test", later)


def test_a_cancelling_goes_to_those_who_know_and_ends_the_promise(s: Session) -> None:
    notice = works.announce(s, a_draft(a_house(s)), "test", LANDLORD, NOW)
    first, second = s.scalars(select(WorksTelling).order_by(WorksTelling.id)).all()
    _written(s, first)
    assert works.cancel(s, notice, "test", NOW) == 1
    assert (second.status, second.why) == ("skipped", "cancelled")
    assert notice.request.status == "closed"
    assert s.scalars(select(Commitment)).one().withdrawn_at is not None
    with pytest.raises(WorksRefused, match="is cancelled"):
        works.end(s, notice, "test", NOW)


def test_what_is_known_of_a_building(s: Session) -> None:
    building = a_house(s)
    works.announce(s, a_draft(building), "test", LANDLORD, NOW)
    outage = Draft("P-1", works.OUTAGE, (building,), "lift", NOW)
    notice = works.announce(s, outage, "test", LANDLORD, NOW)
    assert [each.reference for each in works.of_building(s, building, NOW)] == ["P-1", "T-1"]
    assert [each.reference for each in works.of_building(s, building, paris(20))] == ["P-1"], "an outage ends when told"
    found = works.explaining(s, building, "lift.breakdown", NOW)
    assert found is notice
    assert works.explaining(s, building, "plumbing.no_water", NOW) is None
    s.add(Contact(channel="sms", address="+33639980777", created_at=NOW))
    s.flush()
    anybody = s.scalars(select(Contact).where(Contact.address == "+33639980777")).one()
    trouble = followers.known(s, building, "lift.breakdown", "building", anybody, NOW)
    assert trouble is not None
    assert trouble.code == f"notice:{notice.id}"
    works.end(s, notice, "test", NOW)
    assert works.explaining(s, building, "lift.breakdown", NOW) is None


def test_natures_explain_situations_of_the_catalogue() -> None:
    known = Catalogue.load(CATALOGUE).situations
    data = works_data()
    named = {code for nature in data.natures.values() for code in nature.situations} | data.redo
    assert named <= set(known)


@pytest.mark.parametrize(
    ("at", "outage", "expected"),
    [
        (paris(23, 8, month=11), False, paris(23, 9, month=11)),
        (paris(23, 12, month=11), False, paris(23, 12, month=11)),
        (paris(28, 19, month=11), False, paris(30, 9, month=11)),
        (paris(29, 12, month=11), True, paris(29, 12, month=11)),
        (paris(29, 22, month=11), True, paris(30, 8, month=11)),
        (paris(25, 10), False, paris(26, 9)),
        (paris(25, 10), True, paris(25, 10)),
    ],
)
def test_decent_hours(at: datetime, outage: bool, expected: datetime) -> None:
    assert next_decent(LANDLORD, outage, at) == expected


HEADER = "reference;kind;buildings;nature;starts;ends;place;manager;firms\n"
GOOD = "T-1;planned_works;bat1;facade;2026-12-07 08:00;2026-12-18;façade sud;M. Essai 01 99 00 30 00;Façades Démo\n"


def test_a_file_is_taken_whole_or_not_at_all(sqlite_db: Database, tmp_path: Path) -> None:
    with sqlite_db.transaction() as s:
        a_house(s)
    file = tmp_path / "works.csv"
    file.write_text(
        HEADER
        + GOOD
        + GOOD.replace("T-1", "T-2").replace("Façades Démo", "")
        + GOOD.replace("T-1", "T-3").replace("bat1", "bat9")
        + GOOD.replace("T-1", "T-4").replace("2026-12-07 08:00", "2026-11-30 08:00")
    )
    report = import_works(sqlite_db, file, LANDLORD, NOW)
    assert report.announced == []
    assert [line for line, _ in report.errors] == [3, 4, 5]
    assert report.errors[0][1] == "missing: the firms (fact 4)"
    assert report.errors[1][1] == 'the building "bat9" is unknown'
    assert "too late" in report.errors[2][1]
    with sqlite_db.reading() as s:
        assert s.scalars(select(WorksNotice)).all() == []
        assert s.scalars(select(Request)).all() == []
    file.write_text(HEADER + GOOD)
    assert import_works(sqlite_db, file, LANDLORD, NOW).announced == ["T-1"]
    again = import_works(sqlite_db, file, LANDLORD, NOW)
    assert (again.announced, again.unchanged, again.errors) == ([], 1, [])
    file.write_text(HEADER + GOOD.replace("façade sud", "façade nord"))
    assert "veilleur works change T-1" in import_works(sqlite_db, file, LANDLORD, NOW).errors[0][1]


def test_works_rows_on_both_databases(empty_db: Database) -> None:
    upgrade(empty_db)
    with empty_db.transaction() as s:
        notice = works.announce(s, a_draft(a_house(s)), "test", LANDLORD, NOW)
        assert len(works_news.waiting(s, 10, outages_only=False)) == 2
        assert works_news.waiting(s, 10, outages_only=True) == []
        assert works_news.told_of(s, notice) == []
        works.cancel(s, notice, "test", NOW)
        assert works_news.settle(s, notice, NOW)


def test_an_incident_is_known_and_followed_and_raised(s: Session) -> None:
    building = a_house(s)
    reporter, neighbour = s.scalars(select(Contact).order_by(Contact.id)).all()
    first = a_request(s, NOW, reporter, situation="lift.breakdown", building_id=building, person_id=reporter.person_id)
    incidents.report(s, first, "technical", NOW, f"{building}:lift.breakdown", search=False)
    assert followers.known(s, building, "lift.breakdown", "building", reporter, NOW) is None, "it is their own"
    trouble = followers.known(s, building, "lift.breakdown", "building", neighbour, NOW)
    assert trouble is not None
    assert (trouble.what, trouble.since, trouble.state) == ("incident", NOW, "open")
    mine = a_request(s, NOW, neighbour, situation="lift.breakdown", building_id=building, person_id=neighbour.person_id)
    row = followers.follow(s, mine, trouble, True, NOW)
    assert followers.follow(s, mine, trouble, True, NOW) is row
    incident = incidents.of_request(s, mine)
    assert incident is not None
    assert incident.raised_at == NOW
    assert followers.ended(s, row) is None
    incidents.cancel(s, incident, "test", NOW)
    assert followers.ended(s, row) == "closed"
    assert followers.again(s, trouble.code) is None


def test_a_danger_and_a_private_matter_are_never_told(s: Session) -> None:
    building = a_house(s)
    reporter, neighbour = s.scalars(select(Contact).order_by(Contact.id)).all()
    for fields in ({"danger": "gas"}, {"private": True}):
        first = a_request(s, NOW, reporter, situation="lift.breakdown", building_id=building, **fields)
        reported = incidents.report(s, first, "technical", NOW, f"{building}:lift.breakdown", search=False)
        assert followers.known(s, building, "lift.breakdown", "building", neighbour, NOW) is None
        incidents.cancel(s, reported.incident, "test", NOW)
        first.status = "closed"


def test_a_neighbours_request_is_known_for_some_days_where_it_is_the_buildings(s: Session) -> None:
    building = a_house(s)
    reporter, neighbour = s.scalars(select(Contact).order_by(Contact.id)).all()
    code = "plumbing.no_water"
    first = a_request(s, NOW, reporter, situation=code, building_id=building, status="qualified", scope="dwelling")
    assert followers.known(s, building, code, "either", neighbour, NOW) is None
    first.scope = "building"
    trouble = followers.known(s, building, code, "either", neighbour, NOW)
    assert trouble is not None
    assert trouble.what == "request"
    old = NOW + timedelta(days=works_data().follow_days, minutes=1)
    assert followers.known(s, building, code, "either", neighbour, old) is None


def test_the_event_of_the_sending_says_how_many(s: Session) -> None:
    notice = works.announce(s, a_draft(a_house(s)), "test", LANDLORD, NOW)
    for telling in s.scalars(select(WorksTelling)).all():
        _written(s, telling)
    assert works_news.settle(s, notice, NOW)
    [event] = s.scalars(select(RequestEvent).where(RequestEvent.kind == "notice_sent")).all()
    assert (event.data["sent"], event.data["unreached"]) == (2, 0)
    assert s.scalars(select(Commitment)).one().kept_at == NOW
