"""``veilleur rota`` and the calendars it makes, as an operator and a phone see them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import httpx
import icalendar
import pytest
from fastapi import FastAPI
from typer.testing import CliRunner, Result

from backend_client.backend import Backend
from backend_client.rota import on_duty
from backend_client.rota_store import load_rota
from common import icalendar_text
from hotline import calendar_feeds
from hotline.cli import app
from hotline.clock import SimulatedClock
from hotline.settings import ROOT
from hotline.terminal import backend_of, the_settings
from tests.backend.builders import PARIS

SAMPLE = ROOT / "deploy" / "sample"
# A Sunday noon. Malik has level 1 until Monday, then Sandrine, then Joël; Nora is the supervisor.
NOW = datetime(2026, 11, 22, 11, tzinfo=UTC)
LANDLORD_FILE = ROOT / "landlord.toml"


def veilleur(*words: str) -> Result:
    return CliRunner().invoke(app, [*words], catch_exceptions=False, env={"COLUMNS": "200"})


def said(*words: str, code: int = 0) -> str:
    result = veilleur("rota", *words)
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture(autouse=True)
def backend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Backend]:
    monkeypatch.setenv("VEILLEUR_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("VEILLEUR_DATABASE_URL", f"sqlite:///{tmp_path / 'veilleur.db'}")
    monkeypatch.setenv("VEILLEUR_LANDLORD_FILE", str(LANDLORD_FILE))
    monkeypatch.setenv("VEILLEUR_SIMULATOR", "on")
    SimulatedClock(tmp_path / "var" / "clock.json").set(NOW)
    for kind in ("residences", "buildings", "technicians", "duties", "rotations", "absences"):
        assert veilleur("import", kind, str(SAMPLE / f"{kind}.csv")).exit_code == 0
    backend = backend_of(the_settings())
    yield backend
    backend.db.dispose()


def on_call(backend: Backend, at: datetime, duty: str = "technical", level: int = 1) -> list[str]:
    with backend.reading() as s:
        return [person.code for person in on_duty(load_rota(s, backend.landlord), duty, level, at)]


def test_show_says_who_is_on_call_now_and_in_the_coming_days() -> None:
    shown = said("show")
    now, shifts = shown.split("Shifts")
    assert "On call at Sun 2026-11-22 12:00" in now and "Malik Arnaud" in now and "tranquillity" not in now
    assert "Mon 2026-11-23 08:00" in shifts and "Bakary Keita" in shifts
    assert "tranquillity" not in said("show", "--duty", "technical")
    assert "there are supervisor, technical" in said("show", "--duty", "lifts", code=1)


def test_show_at_a_time_for_a_building_and_a_trade() -> None:
    shown = said("show", "--at", "2026-12-24 03:00", "--building", "TIL-A", "--trade", "plumbing")
    assert "On call at Thu 2026-12-24 03:00" in shown and "Joël Rivière" in shown and "Malik Arnaud" in shown
    assert "Nora" in said("show", "--at", "2026-12-24 03:00", "--trade", "tenancy")
    assert "does not exist" in said("show", "--at", "2026-03-29 02:30", code=1)
    assert "the first is taken" in said("show", "--at", "2026-10-25 02:30")
    assert 'The building "X" is unknown' in said("show", "--building", "X", code=1)


def test_check_refuses_a_gap(backend: Backend) -> None:
    assert "Nothing is wrong" in said("check")
    said("absence", "nora", "2026-11-24 08:00", "2026-11-25 08:00", "--force")
    assert "supervisor level 1: nobody is on call from 2026-11-24 08:00" in said("check", code=1)
    assert on_call(backend, NOW + timedelta(days=2), "supervisor") == []


def test_a_change_that_the_check_refuses_is_not_written(backend: Backend) -> None:
    shown = said("absence", "nora", "2026-11-24 08:00", "2026-11-25 08:00", code=1)
    assert "nobody is on call" in shown and "add --force" in shown
    assert on_call(backend, NOW + timedelta(days=2), "supervisor") == ["nora"]


def test_export_and_import_change_nothing(tmp_path: Path) -> None:
    said("override", "technical", "hugo", "2026-11-24 08:00", "2026-11-25 08:00", "--reason", "formation")
    said("swap", "bakary", "2026-11-25", "samia", "2026-11-26")
    for name, more in (("rota.toml", ()), ("rota.ics", ("--ics",))):
        said("export", str(tmp_path / name), *more)
        assert f"{name}: 0 changes" in said("import", str(tmp_path / name))


def test_a_file_with_mistakes_changes_nothing_and_names_them(tmp_path: Path) -> None:
    before = said("export")
    file = tmp_path / "rota.toml"
    file.write_text(before.replace('"hugo"', '"hugoo"').replace('"08:00"', '"25:00"', 1), encoding="utf-8")
    told = said("import", str(file), code=1)
    assert "rota.toml, line 31, rotation 1: handover: '25:00' does not match" in told
    file.write_text(before.replace('"hugo"', '"hugoo"'), encoding="utf-8")
    told = said("import", str(file), code=1)
    assert 'the technician "hugoo" is unknown; perhaps "hugo"' in told and "Nothing was changed." in told
    file.write_bytes(b"\xff\xfe")
    assert "cannot be read as UTF-8" in said("import", str(file), code=1)
    assert said("export") == before


def test_import_shows_what_changes_and_writes_all_or_nothing(tmp_path: Path) -> None:
    before = said("export")
    file = tmp_path / "rota.toml"
    file.write_text(before.replace('["nora"]', '["nora", "hugo"]'), encoding="utf-8")
    told = said("import", str(file), "--dry-run")
    assert "~ rotation supervisor level 1: 1 of nora for 7 days" in told and "-> rotation supervisor" in told
    assert "1 changes, none written" in told and said("export") == before
    said("import", str(file))
    assert '["nora", "hugo"]' in said("export")
    file.write_text(before[: before.index("[[rotation]]")], encoding="utf-8")
    assert "Nothing was changed" in said("import", str(file), code=1)
    assert '["nora", "hugo"]' in said("export")


def test_a_calendar_is_imported_as_stand_ins(tmp_path: Path, backend: Backend) -> None:
    at = datetime(2026, 11, 24, 8, tzinfo=PARIS)
    event = icalendar_text.Event("u1", at, at + timedelta(hours=12), "Astreinte technique : Hugo Blanchet")
    file = tmp_path / "team.ics"
    file.write_text(icalendar_text.write("team", [event], NOW), encoding="utf-8", newline="")
    assert "+ override technical level 1: hugo" in said("import", str(file))
    assert on_call(backend, at + timedelta(hours=1)) == ["hugo"]
    assert "0 changes" in said("import", str(file))
    file.write_text(file.read_text().replace("Hugo", "Hugues"), encoding="utf-8", newline="")
    told = said("import", str(file), code=1)
    assert 'team.ics, event 1 "Astreinte technique : Hugues Blanchet" (UID u1): no technician is named' in told


def test_an_override_and_a_swap_are_shown_and_take_effect(backend: Backend) -> None:
    told = said("override", "technical", "hugo", "2026-11-24 08:00", "2026-11-25 08:00", "--instead-of", "sandrine")
    assert told.startswith("+ override technical level 1: hugo instead of sandrine, 2026-11-24 08:00 to")
    assert on_call(backend, datetime(2026, 11, 24, 12, tzinfo=UTC)) == ["hugo"]
    said("swap", "joel", "2026-12-01", "malik", "2026-12-07", "--duty", "technical", "--level", "1", "--force")
    assert on_call(backend, datetime(2026, 12, 2, tzinfo=UTC)) == ["malik"]
    assert on_call(backend, datetime(2026, 12, 9, tzinfo=UTC)) == ["joel"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("override", "technical", "who", "2026-11-24 08:00", "2026-11-25 08:00"), 'technician "who" is unknown'),
        (("override", "lifts", "hugo", "2026-11-24 08:00", "2026-11-25 08:00"), 'duty "lifts" is unknown'),
        (("override", "technical", "hugo", "2026-11-24", "2026-11-25 08:00"), '"2026-11-24" has no time of day'),
        (("override", "technical", "hugo", "2026-11-25 08:00", "2026-11-24 08:00"), "is not after its start"),
        (("swap", "hugo", "2026-11-24", "nora", "24/11"), '"24/11" is not a day'),
        (("swap", "malik", "2026-11-24", "nora", "2026-11-24"), "Malik Arnaud has"),
        (("absence", "hugo", "2026-11-01 08:00", "2026-11-02 08:00"), "what is over cannot be changed"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(words: tuple[str, ...], told: str) -> None:
    before = said("export", "--history")
    assert told in said(*words, code=1)
    assert said("export", "--history") == before


def client(backend: Backend) -> httpx.AsyncClient:
    web = FastAPI()
    web.include_router(calendar_feeds.router(SimpleNamespace(clock=backend.clock, backend=backend)))  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url="http://127.0.0.1:8080")


def made(*words: str) -> str:
    return said("feed", "create", *words).split("address is not shown again:")[1].strip()


async def test_a_technician_subscribes_and_the_address_can_be_revoked(backend: Backend) -> None:
    address = made("--technician", "malik")
    assert address.startswith("http://127.0.0.1:8080/calendars/") and address.endswith(".ics")
    async with client(backend) as http:
        answer = await http.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        assert answer.headers["cache-control"] == "private, max-age=900"
        found = icalendar.Calendar.from_ical(answer.content).events
        levels = {(event["X-VEILLEUR-DUTY"], event["X-VEILLEUR-LEVEL"]) for event in found}
        assert levels == {("technical", "1"), ("technical", "2")}
        assert all(event["X-VEILLEUR-TECHNICIAN"] == "malik" for event in found)
        starts, ends = [event.start for event in found], [event.end for event in found]
        assert NOW - timedelta(days=15) < min(ends) and NOW + timedelta(days=160) < max(starts)
        assert "+336" not in answer.text and "6 39 98" not in answer.text
        again = await http.get(address, headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304
        assert "malik" in said("feed", "list") and address.split("/")[-1][:-4] not in said("feed", "list")
        assert "is revoked" in said("feed", "revoke", "1")
        assert (await http.get(address)).status_code == 404
        assert "was revoked before" in said("feed", "revoke", "1", code=1)


async def test_a_duty_is_subscribed_to_and_guessed_addresses_are_not_there(backend: Backend) -> None:
    async with client(backend) as http:
        answer = await http.get(made("--duty", "tranquillity"))
        events = icalendar.Calendar.from_ical(answer.content).events
        assert {event["X-VEILLEUR-DUTY"] for event in events} == {"tranquillity"}
        assert len({event.uid for event in events}) == len(events) > 100
        for key in ("x", "A" * 43, "é"):
            assert (await http.get(f"/calendars/{key}.ics")).status_code == 404


def test_a_calendar_belongs_to_one_technician_or_one_duty() -> None:
    assert "either --technician or --duty" in said("feed", "create", code=1)
    assert "either" in said("feed", "create", "--technician", "malik", "--duty", "technical", code=1)
    assert 'technician "x" is unknown' in said("feed", "create", "--technician", "x", code=1)
    assert 'duty "x" is unknown' in said("feed", "create", "--duty", "x", code=1)
