"""The morning report: what happened while the office was shut, for whom it is written, and for nobody else."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select
from typer.testing import CliRunner

from backend_client.calendar import closure
from backend_client.landlord import Landlord
from backend_client.models import Alert, Incident, Request
from backend_client.night_report import Report
from hotline import cli, night_html, night_notice, night_text
from hotline.settings import ROOT
from hotline.signed_links import report_link
from tests.hotline.conftest import KARIM, SUPERVISOR, TENANT, UNKNOWN, House

PARIS = ZoneInfo("Europe/Paris")
SATURDAY, MONDAY = date(2026, 11, 21), date(2026, 11, 23)


def paris(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=PARIS).astimezone(UTC)


def made(house: House, day: date = SATURDAY) -> Report:
    services = house.services
    with services.backend.reading() as s:
        return night_notice.make(
            s, services.backend.landlord, services.catalogue, services.wording, day, house.clock.at
        )


async def gas_taken_after_a_call(house: House) -> str:
    """A gas danger: Karim does not answer his SMS, takes it at the call, comes and is done."""
    await house.write("ça sent le gaz chez moi, c'est Nora au 4 rue des Essais")
    await house.wait(seconds=120)
    await house.wait(seconds=30)
    await house.write("ok", KARIM)
    await house.wait(minutes=25)
    await house.write("sur place", KARIM)
    await house.wait(minutes=20)
    await house.write("fini robinet <remplacé> & étanche", KARIM)
    with house.services.backend.reading() as s:
        return s.scalars(select(Incident)).one().request.reference


async def test_an_incident_is_told_from_its_report_to_its_end(house: House) -> None:
    reference = await gas_taken_after_a_call(house)
    report = made(house)
    (incident,) = report.incidents
    assert (incident.reference, incident.status, incident.who) == (reference, "done", "Karim Essai")
    assert incident.where == "4 rue des Essais, porte 12"
    assert incident.answered_after == timedelta(seconds=150) == report.median == report.longest
    assert [page.means for page in incident.pages] == ["sms", "voice"]
    assert "étanche" in incident.report
    assert not incident.before and not report.open
    text = night_text.render(report, "Habitat Démo")
    for told in (reference, "Karim Essai", "accepté en 2 min", "sur place", "robinet <remplacé> & étanche"):
        assert told in text
    page = night_html.document(report, "Habitat Démo")
    assert "robinet &lt;remplacé&gt; &amp; étanche" in page and "<remplacé>" not in page


async def test_the_tenants_words_and_number_are_not_in_it(house: House) -> None:
    await gas_taken_after_a_call(house)
    report = made(house)
    for rendered in (night_text.render(report, "H"), night_html.document(report, "H")):
        assert "sent le gaz" not in rendered and TENANT not in rendered and "12B4" not in rendered


async def test_of_a_private_incident_reference_times_and_duty_only(house: House) -> None:
    await house.write("je vais me suicider ce soir, 4 rue des Essais")
    await house.wait(minutes=20)
    await house.write("ok", SUPERVISOR)
    report = made(house)
    (incident,) = report.incidents
    assert incident.private and incident.duty == "supervisor"
    for rendered in (night_text.render(report, "H"), night_html.document(report, "H")):
        assert incident.reference in rendered and "confidentiel" in rendered
        for word in ("Sam", "Nora", "frappe", "danger", "violence", "rue des Essais"):
            assert word not in rendered


async def test_what_nobody_took_is_open_with_its_rounds_and_failed_pages(house: House) -> None:
    house.receipts = False
    await house.write("ça sent le gaz chez moi", UNKNOWN)
    for _ in range(60):
        await house.wait(seconds=30)
    report = made(house)
    assert [incident.status for incident in report.open] == ["open"]
    assert report.rounds_in_vain >= 1 and report.failed and report.median is None
    text = night_text.render(report, "H")
    assert "À REPRENDRE" in text and "pas d'accusé de réception" in text and "tour complet sans réponse" in text
    assert sum(count for _, count in report.steps) == report.pages


async def test_open_from_before_is_carried_over_and_ended_before_is_not(house: House) -> None:
    await gas_taken_after_a_call(house)
    house.clock.at = paris("2026-11-23 18:00")
    await house.write("ça sent le gaz chez moi", UNKNOWN)
    house.clock.at = paris("2026-11-25 08:00")
    tuesday = made(house, date(2026, 11, 25))
    assert [incident.before for incident in tuesday.incidents] == [True]
    assert not tuesday.opened and len(tuesday.open) == 1


async def test_a_quiet_night_says_so(house: House) -> None:
    report = made(house)
    assert report.so_far and not report.incidents
    assert "Aucun incident" in night_text.render(report, "H")


async def test_at_each_opening_the_desk_gets_one_line(house: House) -> None:
    house.schedule.begin()
    await house.settle()
    await gas_taken_after_a_call(house)
    await house.wait(seconds=(paris("2026-11-23 09:00") - house.clock.at).total_seconds())
    with house.services.backend.reading() as s:
        alert = s.scalars(select(Alert).where(Alert.reason == "night_report")).one()
        assert "1 incident" in s.get_one(Request, alert.request_id).summary
    await house.wait(hours=24)
    await house.wait(hours=5)
    with house.services.backend.reading() as s:
        waiting = select(Alert).where(Alert.reason == "night_report", Alert.acknowledged_at.is_(None))
        assert s.scalars(waiting).all() == []  # a quiet night is no alert, and yesterday's line is over


async def test_the_page_is_read_at_a_signed_address_that_expires(house: House) -> None:
    reference = await gas_taken_after_a_call(house)
    services = house.services
    app = FastAPI()
    app.include_router(night_notice.router(services))
    browser = TestClient(app)
    address = report_link(services.settings, SATURDAY, house.clock.at + timedelta(days=4))
    path = address.removeprefix(services.settings.base_url)
    answer = browser.get(path)
    assert answer.status_code == 200 and reference in answer.text
    assert answer.headers["cache-control"] == "no-store" and "noindex" in answer.headers["x-robots-tag"]
    assert browser.get(path.replace("/night/W", "/night/X")).status_code == 404
    house.clock.at += timedelta(days=4)
    assert browser.get(path).status_code == 404


def test_the_command_prints_it_writes_the_page_and_names_its_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEILLEUR_DATA_DIR", str(tmp_path))
    run = CliRunner()
    done = run.invoke(cli.app, ["report", "night", "--date", "2026-11-21", "--html", str(tmp_path / "night.html")])
    assert done.exit_code == 0, done.output
    assert "du vendredi 20 novembre 16:30 au lundi 23 novembre 09:00" in done.output
    assert "/reports/night/" in done.output
    assert (tmp_path / "night.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run.invoke(cli.app, ["report", "night", "--date", "21/11"]).exit_code == 1


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        ("2026-11-24", "2026-11-23 17:30", "2026-11-24 09:00"),
        ("2026-11-21", "2026-11-20 16:30", "2026-11-23 09:00"),
        ("2026-11-23", "2026-11-20 16:30", "2026-11-23 09:00"),
        # The night on which the clocks go back, and the first of May, a Friday.
        ("2026-10-25", "2026-10-23 16:30", "2026-10-26 09:00"),
        ("2026-05-01", "2026-04-30 17:30", "2026-05-04 09:00"),
    ],
)
def test_a_night_is_from_the_last_closing_to_the_next_opening(day: str, since: str, until: str) -> None:
    landlord = Landlord.load(ROOT / "landlord.toml")
    assert closure(landlord, date.fromisoformat(day)) == (paris(since), paris(until))
