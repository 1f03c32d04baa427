"""Data rights in conversation and by command: see, receive once, correct, erase now or after what is under way."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select
from typer.testing import CliRunner

from backend_client import identity, incidents, requests
from backend_client.database import Base
from backend_client.models import AccessLog, Alert, Contact, Dwelling, Erasure, Exchange, Person, Request
from channels.base import Inbound
from hotline import cli, privacy_page
from hotline.engine_client import Turn
from hotline.privacy_rights import LAST_WORD
from tests.hotline.conftest import NIGHT, TENANT, UNKNOWN, House

WORDS = "Zqxvfuite secrète dans ma salle de bain"


def menu() -> Turn:
    """What the assistant answers to somebody who asks about their data."""
    lines = [
        {
            "value": act,
            "title": {"t": "text", "v": f"choice-privacy-{act}", "facts": {}},
            "payload": {"intent": "hotline:privacy", "entities": {"act": act}},
        }
        for act in ("see", "correct", "erase", "dpo")
    ]
    reply = {"key": "privacy-menu", "facts": {}, "choices": lines}
    return Turn([], [reply], {"intent": "ask_privacy", "confidence": 1.0})


def everything(house: House) -> str:
    """Every row of every table."""
    with house.services.backend.reading() as s:
        return "\n".join(str(tuple(row)) for t in Base.metadata.sorted_tables for row in s.execute(select(t)))


async def ask(house: House, *said: str) -> str:
    """Ask about one's data, then pick lines by their words. Returns what is said last."""
    house.engine.turns = [menu()]
    await house.write("mes données personnelles")
    for each in said:
        await house.write(each)
    return house.texts()[-1]


async def prove(house: House) -> str:
    """Type the code that the phone was just sent. Returns what is said next."""
    [code] = re.findall(r"\b\d{6}\b", " ".join(house.texts()[-2:]))[-1:]
    await house.write(code)
    return house.texts()[-1]


async def test_see_says_how_much_and_nothing_that_a_screen_should_not_show(house: House) -> None:
    await house.write(WORDS)
    said = await ask(house, "voir ce que vous gardez")
    assert "12 mois" in said
    assert "Zqxv" not in said


async def test_everything_is_received_once_by_whoever_has_the_phone(house: House) -> None:
    await house.write(WORDS)
    await ask(house, "voir ce que vous gardez", "tout recevoir")
    said = await prove(house)
    address = re.search(r"https?://\S+?(/mes-donnees/\S+)", said)
    assert address is not None
    assert address[1][-20:] not in everything(house)
    app = FastAPI()
    app.include_router(privacy_page.router(house.services))
    browser = TestClient(app)
    # A preview fetches it: nothing is opened by that.
    assert browser.get(address[1]).status_code == browser.get(address[1]).status_code == 200
    assert "Zqxv" not in browser.get(address[1]).text
    page = browser.post(address[1])
    assert "Zqxvfuite secrète" in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    file = browser.post(f"{address[1]}/fichier")
    assert file.json()["person"][0]["last_name"] == "Essai"
    assert browser.post(address[1]).status_code == 404
    house.clock.at += timedelta(minutes=11)
    assert browser.post(f"{address[1]}/fichier").status_code == 404
    assert browser.get(address[1][:-1] + "x").status_code == 404
    with house.services.backend.reading() as s:
        assert {row.what for row in s.scalars(select(AccessLog))} == {"export"}


async def test_a_stranger_gets_nothing_of_a_file(house: House) -> None:
    house.engine.turns = [menu()]
    await house.write("mes données", UNKNOWN)
    await house.write("voir ce que vous gardez", UNKNOWN)
    assert "nom et prénom" in house.texts(UNKNOWN)[-1]
    assert len(house.texts(TENANT)) == 0


async def test_a_correction_is_made_by_people_within_a_month(house: House) -> None:
    said = await ask(house, "corriger", "mon numéro")
    with house.services.backend.reading() as s:
        request = s.scalars(select(Request).where(Request.kind == "privacy")).one()
        assert request.details["correct"] == "number"
        assert request.reference in said
        assert request.due_at is not None
        assert (request.due_at - NIGHT).days in (29, 30)


async def test_erasing_takes_a_code_and_a_confirmation_and_is_done_within_the_hour(house: House) -> None:
    await house.write(WORDS)
    house.services.spool.put(Inbound("sms", "SM-later", TENANT, WORDS), NIGHT.isoformat(), False)
    await ask(house, "effacer")
    await prove(house)
    await house.write("oui, tout effacer")
    assert "dernier message" in house.texts()[-1]
    await house.wait(seconds=LAST_WORD.total_seconds() + 1)
    with house.services.backend.reading() as s:
        left = "\n".join(str(tuple(row)) for t in Base.metadata.sorted_tables for row in s.execute(select(t)))
        assert not any(word in left for word in ("Zqxv", TENANT, "Nora", "Essai,"))
        assert s.scalar(select(func.count()).select_from(Request)) > 0
    database = Path(str(house.services.backend.db.url.database))
    for file in [*database.parent.glob("**/*")]:
        assert not file.is_file() or b"Zqxv" not in file.read_bytes(), file
    # Who writes again is somebody new.
    await house.write("bonjour")
    assert house.engine.asked[-1]["metadata"]["known"] is False


async def test_nothing_is_erased_without_the_confirmation(house: House) -> None:
    await ask(house, "effacer")
    await prove(house)
    await house.write("non, garder")
    await house.wait(hours=2)
    with house.services.backend.reading() as s:
        assert s.scalars(select(Person).where(Person.code == "T1")).one()
        assert not s.scalars(select(Erasure)).all()


async def test_an_erasure_waits_for_an_emergency_and_then_a_human_being_decides(house: House) -> None:
    with house.services.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        home = s.scalars(select(Dwelling)).first()
        assert home is not None
        request = requests.open_request(
            s, kind="emergency", channel="sms", contact_id=contact.id, now=NIGHT, person_id=contact.person_id,
            building_id=home.building_id, urgency="emergency", due_at=NIGHT + timedelta(hours=2), summary=WORDS,
        )  # fmt: skip
        request_id = request.id
    await ask(house, "effacer")
    await prove(house)
    await house.write("oui, tout effacer")
    said = house.texts()[-1]
    assert "urgence est en cours" in said
    assert "novembre" in said
    await house.wait(days=1, hours=1)
    with house.services.backend.transaction() as s:
        assert s.scalars(select(Erasure)).one().state == "deferred"
        requests.change_status(s, s.get_one(Request, request_id), "qualified", "x", house.clock.at)
        requests.change_status(s, s.get_one(Request, request_id), "closed", "x", house.clock.at)
    await house.wait(days=1, hours=1)
    with house.services.backend.reading() as s:
        # Nothing went by itself.
        assert s.scalars(select(Person).where(Person.code == "T1")).one()
        assert [alert.reason for alert in s.scalars(select(Alert))] == ["erasure"]
        assert s.get_one(Request, request_id).summary == WORDS


@pytest.fixture
def command(house: House, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("COLUMNS", "200")
    for module in ("hotline.privacy_cli",):
        monkeypatch.setattr(f"{module}.the_settings", lambda: house.services.settings)
        monkeypatch.setattr(f"{module}.backend_of", lambda settings: house.services.backend)
    return CliRunner()


async def test_by_command(house: House, command: CliRunner, tmp_path: Path) -> None:
    await house.write(WORDS)
    file = tmp_path / "export.json"
    run = command.invoke(cli.app, ["privacy", "export", "T1", "--to", str(file)])
    assert run.exit_code == 0, run.output
    assert "Zqxvfuite" in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    assert command.invoke(cli.app, ["privacy", "export", "T1", "--to", str(file)]).exit_code == 1
    assert command.invoke(cli.app, ["privacy", "export", "nobody", "--to", str(file)]).exit_code == 1
    shown = command.invoke(cli.app, ["privacy", "accesses", "T1"])
    assert "command:privacy export" in shown.output
    dry = command.invoke(cli.app, ["privacy", "erase", "T1"])
    assert "Nothing was erased" in dry.output
    with house.services.backend.reading() as s:
        assert s.scalars(select(Exchange).where(Exchange.text == WORDS)).one()
    done = command.invoke(cli.app, ["privacy", "erase", "T1", "--yes"])
    assert done.exit_code == 0, done.output
    file.unlink()
    with house.services.backend.reading() as s:
        assert not s.scalars(select(Person).where(Person.code == "T1")).all()
        assert not s.scalars(select(Exchange).where(Exchange.text == WORDS)).all()
    kept = command.invoke(cli.app, ["privacy", "retention"])
    assert "7-1" in kept.output
    assert "dry run" in kept.output


async def test_by_command_what_is_under_way_is_decided_by_a_human_being(house: House, command: CliRunner) -> None:
    await house.write("bonjour")
    with house.services.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        request = requests.open_request(
            s, kind="repair", channel="sms", contact_id=contact.id, now=NIGHT, person_id=contact.person_id
        )
        incidents.report(s, request, "technical", NIGHT)
    refused = command.invoke(cli.app, ["privacy", "erase", "T1", "--yes"])
    assert refused.exit_code == 1
    assert "--anyway" in refused.output
    with house.services.backend.reading() as s:
        assert s.scalars(select(Person).where(Person.code == "T1")).one()
        assert not s.scalars(select(Erasure)).all()
    assert command.invoke(cli.app, ["privacy", "erase", "T1", "--yes", "--anyway"]).exit_code == 0


async def test_a_web_session_is_recognised_for_its_time_only(house: House) -> None:
    with house.services.backend.transaction() as s:
        person = s.scalars(select(Person).where(Person.code == "T1")).one()
        web = Contact(channel="webchat", address="session", created_at=NIGHT)
        s.add(web)
        s.flush()
        identity.tie(s, web, person, identity.CODE, NIGHT)
        assert identity.may(s, web, "export", NIGHT)
        identity.settle(s, web, NIGHT + timedelta(hours=25))
        assert web.person_id is None
        assert not identity.may(s, web, "status", NIGHT + timedelta(hours=25))
