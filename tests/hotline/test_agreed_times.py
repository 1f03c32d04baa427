"""The call of the first month is offered by the hotline itself; agreed times are reminded and asked after; a number
that was asked for is noted before anything else reads it."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from backend_client import agreed_times, requests
from backend_client.calendar import PARIS
from backend_client.models import AgreedTime, Alert, Commitment, Contact, Request, Tenancy
from bot.actions import context
from hotline import check_ins, cli, times_cli
from tests.hotline.conftest import NOON, TENANT, House

# NOON is Tuesday 24 November 2026; the landlord offers the call ten days after moving in.
MOVED_IN = date(2026, 11, 14)


@pytest.fixture
def office(house: House) -> House:
    house.clock.at = NOON - timedelta(hours=2)
    context.use(house.services.backend, house.services.catalogue)
    return house


def _moved_in(house: House, day: date | None) -> None:
    with house.services.backend.transaction() as s:
        s.scalars(select(Tenancy)).one().starts_on = day


async def _next_morning(house: House) -> None:
    """From 09:00 to 11:00 in Paris: the daily look is at 10:00."""
    house.schedule.begin()
    await house.settle()
    await house.wait(hours=2)


def _check_ins(house: House) -> list[Request]:
    with house.services.backend.reading() as s:
        return list(s.scalars(select(Request).where(Request.kind == "check_in")))


async def test_a_new_tenant_is_offered_the_call_and_only_the_call_keeps_the_promise(office: House) -> None:
    _moved_in(office, MOVED_IN)
    await _next_morning(office)
    [request] = _check_ins(office)
    assert request.due_at.astimezone(PARIS) == datetime(2026, 12, 14, 18, 0, tzinfo=PARIS)
    [text] = office.texts()
    assert "Habitat Démo" in text or "Habitat Demo" in text
    await office.write("1")
    picked = office.engine.asked[-1]["payload"]["entities"]["choice"]
    assert picked.startswith(f"time:{request.id}|2026-11-")
    with office.services.backend.transaction() as s:
        owed = s.scalars(select(Commitment).where(Commitment.promise == "2.4")).one()
        assert owed.kept_at is None, "an agreed hour is no call"
        requests.record(s, s.get_one(Request, request.id), "call_made", "adviser:marie", office.clock.at)
        assert owed.kept_at == office.clock.at


async def test_nobody_is_asked_twice_nor_too_early_nor_too_late(office: House) -> None:
    for day, expected in ((None, 0), (date(2026, 11, 15), 0), (date(2026, 10, 24), 0), (MOVED_IN, 1)):
        _moved_in(office, day)
        with office.services.backend.transaction() as s:
            check_ins.look(s, office.services, 0, office.clock.at)
        assert len(_check_ins(office)) == expected, day
    for _ in range(3):
        await office.wait(days=1)
    assert len(_check_ins(office)) == 1


async def test_days_on_which_nothing_ran_are_made_up_for(office: House) -> None:
    _moved_in(office, date(2026, 11, 3))
    await _next_morning(office)
    assert len(_check_ins(office)) == 1


async def test_an_opt_out_is_respected_and_the_request_is_there_all_the_same(office: House) -> None:
    _moved_in(office, MOVED_IN)
    with office.services.backend.transaction() as s:
        s.scalars(select(Contact).where(Contact.address == TENANT)).one().opted_out_at = office.clock.at
    await _next_morning(office)
    assert len(_check_ins(office)) == 1
    assert office.texts() == []


async def test_whoever_cannot_be_written_to_is_for_an_adviser(office: House) -> None:
    _moved_in(office, MOVED_IN)
    with office.services.backend.transaction() as s:
        s.scalars(select(Contact).where(Contact.address == TENANT)).one().person_id = None
    await _next_morning(office)
    with office.services.backend.reading() as s:
        assert "tenant_to_tell" in set(s.scalars(select(Alert.reason)))


def test_the_daily_look_keeps_to_working_days(office: House) -> None:
    landlord = office.services.backend.landlord
    friday = datetime(2026, 11, 27, 10, 0, tzinfo=PARIS)
    assert check_ins.next_at(landlord, friday).astimezone(PARIS) == datetime(2026, 11, 30, 10, 0, tzinfo=PARIS)
    eve = datetime(2026, 12, 23, 11, 0, tzinfo=PARIS)
    assert check_ins.next_at(landlord, eve).astimezone(PARIS) == datetime(2026, 12, 28, 10, 0, tzinfo=PARIS)


def _agreed(house: House, **fields: object) -> int:
    """A private request of the tenant's with its first agreed call. Returns the agreed time's id."""
    with house.services.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        request = requests.open_request(
            s,
            kind="financial_difficulty",
            channel="sms",
            contact_id=contact.id,
            now=house.clock.at,
            private=True,
            **fields,
        )
        landlord = house.services.backend.landlord
        free = next(agreed_times.free_times(s, landlord, "social", house.clock.at))
        return agreed_times.agree(s, landlord, request, "social", "call", free.starts_at, house.clock.at).id


async def test_a_call_is_reminded_in_neutral_words_and_asked_after_where_nothing_is_on_record(office: House) -> None:
    _agreed(office)
    await office.wait(hours=1, minutes=31)
    [text] = office.texts()
    assert "Rappel" in text
    assert "loyer" not in text.lower()
    await office.wait(days=1)
    with office.services.backend.reading() as s:
        assert s.scalars(select(Alert.reason)).all() == ["time_to_record"]
        assert s.scalars(select(AgreedTime.status)).all() == ["agreed"]


async def test_a_call_that_is_on_record_is_done_without_a_word(office: House) -> None:
    number = _agreed(office)
    with office.services.backend.transaction() as s:
        request = s.get_one(Request, s.get_one(AgreedTime, number).request_id)
        requests.record(s, request, "call_made", "adviser:marie", office.clock.at)
    await office.wait(days=1)
    with office.services.backend.reading() as s:
        assert s.get_one(AgreedTime, number).status == "done"
        assert s.scalars(select(Alert.reason)).all() == []


def test_the_command(office: House, monkeypatch: pytest.MonkeyPatch) -> None:
    number = _agreed(office)
    monkeypatch.setattr(times_cli, "backend_of", lambda _: office.services.backend)
    monkeypatch.setattr(times_cli, "the_settings", lambda: office.services.settings)

    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli.app, ["times", *words])
        return result.exit_code, result.output

    code, listed = run("list", "--team", "social")
    assert code == 0 and "R-2026-000001" in listed
    assert "Nothing is agreed" in run("list", "--team", "rental")[1]
    assert run("list", "--team", "nobody")[0] == 1
    assert run("missed", "R-2026-000001", "--by", "marie")[0] == 1, "it has not begun"
    office.clock.at += timedelta(days=1)
    assert run("missed", "R-2026-000001", "--by", "marie")[0] == 0
    with office.services.backend.reading() as s:
        assert s.get_one(AgreedTime, number).status == "missed"


async def test_the_number_that_was_asked_for_is_noted(office: House) -> None:
    _agreed(office, details={"call_number_asked": office.clock.at.isoformat()})
    await office.write("plutôt ce soir")
    assert len(office.engine.asked) == 1, "a message without a number is for the assistant"
    await office.write("au 06 39 98 00 77 svp")
    assert len(office.engine.asked) == 1
    with office.services.backend.reading() as s:
        request = s.scalars(select(Request).where(Request.kind == "financial_difficulty")).one()
        assert request.details == {"call_on": "+33639980077"}
    assert "06" not in office.texts()[-1], "a number is not written back to a shared phone"
