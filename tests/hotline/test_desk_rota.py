"""The supervisor's page: the week, what is missing in it, changes by form, live incidents."""

import itertools
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from backend_client import accounts
from backend_client.landlord import Landlord
from backend_client.models import Absence, Incident, Override, Request
from backend_client.rota import OnCallPerson, Rota, Rotation
from hotline.desk import rota_view
from hotline.settings import ROOT
from tests.hotline.conftest import NIGHT, NOON, House
from tests.hotline.desk_visitor import Visitor, signed_in

LANDLORD = Landlord.load(ROOT / "landlord.toml")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = accounts.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(accounts, "_HASHER", cheap)


@pytest.fixture
async def chief(house: House) -> Visitor:
    house.clock.at = NOON
    return await signed_in(house, "supervisor")


def _rows(house: House, table: type) -> list:  # type: ignore[type-arg]
    with house.services.backend.reading() as s:
        return list(s.scalars(select(table)))


STAND_IN = {"seat": "technical:1", "who": "lea", "since": "2026-11-25T08:00", "until": "2026-11-25T20:00"}


async def test_the_week_shows_who_is_on_call_and_a_gap_in_red(chief: Visitor) -> None:
    page = (await chief.get("/desk/rota")).text
    assert "Karim Essai" in page
    assert "span gap" not in page
    with chief.house.services.backend.transaction() as s:
        for number in (1, 2, 3):
            day = NOON + timedelta(days=1)
            s.add(Absence(technician_id=number, starts_at=day, ends_at=day + timedelta(hours=6), reason="congé"))
    page = (await chief.get("/desk/rota")).text
    assert "span gap" in page
    assert "Personne d&#39;astreinte" in page


async def test_only_a_supervisor_changes_the_rota(house: House) -> None:
    house.clock.at = NOON
    adviser = await signed_in(house)
    assert (await adviser.get("/desk/rota")).status_code == 200
    assert "/desk/rota/override" not in (await adviser.get("/desk/rota")).text
    assert (await adviser.post("/desk/rota/override", STAND_IN)).status_code == 403
    assert _rows(house, Override) == []
    assert (await (await signed_in(house, "auditor")).get("/desk/rota")).status_code == 403


async def test_a_stand_in_is_written_shown_and_taken_away_again(chief: Visitor) -> None:
    # Léa is the second level: on both at once is no gap, but worth a word.
    assert (await chief.post("/desk/rota/override", STAND_IN)).status_code == 303
    [override] = _rows(chief.house, Override)
    assert override.starts_at == datetime(2026, 11, 25, 7, tzinfo=NOON.tzinfo)
    page = (await chief.get("/desk/rota")).text
    assert "Remplacements et absences à venir" in page
    assert (await chief.post("/desk/rota/remove", {"entry": f"override:{override.id}"})).status_code == 303
    assert _rows(chief.house, Override) == []
    assert (await chief.post("/desk/rota/remove", {"entry": f"override:{override.id}"})).status_code == 422


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"until": "2026-11-25T07:00"}, "La fin doit venir après le début"),
        ({"since": "2026-11-01T08:00", "until": "2026-11-02T08:00"}, "déjà passé"),
        ({"who": "karim"}, "déjà d&#39;astreinte"),
        ({"who": "lea", "instead_of": "lea"}, "ne peut pas se remplacer"),
        ({"who": "personne"}, "Choisissez une personne"),
        ({"since": "demain"}, "Donnez le jour et l&#39;heure"),
        ({"seat": "technical:x"}, "Choisissez une astreinte"),
        ({"seat": "inconnue:1"}, "n&#39;existe pas"),
    ],
)
async def test_a_wrong_change_is_refused_in_french_and_what_was_typed_stays(
    chief: Visitor, change: dict[str, str], told: str
) -> None:
    refused = await chief.post("/desk/rota/override", {**STAND_IN, **change})
    assert refused.status_code == 422
    assert told in refused.text
    assert _rows(chief.house, Override) == []


async def test_what_leaves_a_gap_needs_a_second_word(chief: Visitor) -> None:
    # Karim alone takes turns at the first level: while he is away nobody has it.
    away = {"who": "karim", "since": "2026-11-25T08:00", "until": "2026-11-26T08:00"}
    refused = await chief.post("/desk/rota/absence", away)
    assert refused.status_code == 409
    assert "Rien n'a été changé" in refused.text
    assert "Personne d&#39;astreinte" in refused.text
    assert _rows(chief.house, Absence) == []
    assert (await chief.post("/desk/rota/absence", {**away, "force": "1"})).status_code == 303
    assert len(_rows(chief.house, Absence)) == 1


async def test_a_swap_changes_both_halves_and_goes_as_one(chief: Visitor) -> None:
    halves = {"who": "karim", "day": "2026-11-25", "other": "lea", "other_day": "2026-11-25"}
    assert (await chief.post("/desk/rota/swap", halves)).status_code == 303
    both = _rows(chief.house, Override)
    assert len(both) == 2
    assert len({half.swap for half in both}) == 1
    await chief.post("/desk/rota/remove", {"entry": f"swap:{both[0].swap}"})
    assert _rows(chief.house, Override) == []


async def test_live_incidents_show_who_was_called_and_a_confidential_one_only_that_it_is(house: House) -> None:
    house.clock.at = NIGHT
    await house.write("ça sent très fort le gaz dans la cuisine")
    chief, adviser = await signed_in(house, "supervisor"), await signed_in(house)
    page = (await adviser.get("/desk/rota")).text
    assert "4 rue des Essais" in page
    assert "Karim Essai, SMS : remis" in page
    with house.services.backend.transaction() as s:
        s.scalars(select(Request)).one().private = True
    assert "4 rue des Essais" in (await chief.get("/desk/rota")).text
    page = (await adviser.get("/desk/rota")).text
    assert "Signalement confidentiel" in page
    assert "4 rue des Essais" not in page
    assert len(_rows(house, Incident)) == 1


def _rota(headcount: int = 1, members: int = 2) -> Rota:
    people = tuple(OnCallPerson(n, f"p{n}", f"Personne {n}", "+33639989001") for n in range(members))
    first = date(2026, 1, 5)
    return Rota(rotations=(Rotation("technical", 1, first, datetime(2026, 1, 5, 8).time(), people, 7, headcount),))


def test_a_bar_lies_where_the_clocks_of_paris_say() -> None:
    week = rota_view.week(_rota(), LANDLORD, date(2026, 11, 25), NOON)
    before, after = week.lanes[0].bars
    assert (before.left, before.width) == (0, pytest.approx(100 * 8 / 168, abs=0.01))
    assert after.left == pytest.approx(100 * 8 / 168, abs=0.01)
    assert after.left + after.width == pytest.approx(100, abs=0.01)


def test_the_week_of_a_change_of_the_clocks_has_seven_equal_days() -> None:
    # 25 October 2026 has 25 hours: the handover on Monday at 8 is still a third of the way through its day.
    week = rota_view.week(_rota(), LANDLORD, date(2026, 10, 25), NOON)
    assert len(week.days) == 7
    assert sum(bar.width for bar in week.lanes[0].bars) == pytest.approx(100, abs=0.01)


def test_people_on_call_at_the_same_time_stand_below_each_other() -> None:
    week = rota_view.week(_rota(headcount=2), LANDLORD, date(2026, 11, 25), NOON)
    lane = week.lanes[0]
    assert lane.rows == 2
    for row in range(2):
        bars = [bar for bar in lane.bars if bar.row == row]
        assert all(one.ends_at <= other.starts_at for one, other in itertools.pairwise(bars))
