"""What must not get from one person to another: by a shared browser, a shared number, an export, a search, a page."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from backend_client import accounts, alerts, conversations, erasures, identity, personal_data, requests
from backend_client.models import (
    Account,
    Appointment,
    Contact,
    Conversation,
    Erasure,
    Exchange,
    Identity,
    Person,
    Request,
    Tenancy,
)
from channels.base import WEBCHAT
from hotline import cli, firm_news, upload_fetch
from hotline.desk.sso import Identity as Vouched
from hotline.desk.sso_pages import _let_in
from hotline.privacy_export import document
from tests.hotline.conftest import NIGHT, NOON, TENANT, UNKNOWN, FakeChannel, House
from tests.hotline.desk_visitor import Visitor, signed_in
from tests.hotline.job_day import MOBILE, a_firm, a_repair
from tests.hotline.test_privacy_identity import asks, code_in, share_phone
from tests.hotline.test_privacy_rights import ask, prove


def person(house: House, code: str = "T1") -> int:
    with house.services.backend.reading() as s:
        return s.scalars(select(Person.id).where(Person.code == code)).one()


def a_person(house: House, code: str, first_name: str) -> int:
    with house.services.backend.transaction() as s:
        home = s.scalars(select(Tenancy.dwelling_id)).first()
        added = Person(code=code, first_name=first_name, last_name="Autre", language="fr")
        s.add(added)
        s.flush()
        s.add(Tenancy(person_id=added.id, dwelling_id=home))
        return added.id


def contact_of(house: House, address: str) -> Contact:
    with house.services.backend.reading() as s:
        return s.scalars(select(Contact).where(Contact.address == address)).one()


# Who somebody is


async def test_the_portals_word_goes_before_what_the_one_before_proved_in_this_browser(house: House) -> None:
    """A browser that somebody proved theirs by a code, and in which somebody else signs in to the portal."""
    house.services.channels[WEBCHAT] = FakeChannel(WEBCHAT)  # type: ignore[assignment]
    other = a_person(house, "T7", "Ines")
    web = {"channel": WEBCHAT, "person_code": "T7"}
    await house.write("bonjour", "browser", channel=WEBCHAT)
    with house.services.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == "browser")).one()
        nora = s.get_one(Person, person(house))
        identity.tie(s, contact, nora, identity.CODE, NIGHT)
        before = s.scalars(select(Conversation).where(Conversation.contact_id == contact.id)).one().request_id
        requests.tie_to(s, s.get_one(Request, before), contact)
    await house.write("où en est ma demande ?", "browser", **web)
    asked = house.engine.asked[-1]
    assert asked["text"] == "où en est ma demande ?"
    assert asked["metadata"]["person_id"] == other
    assert asked["metadata"]["request_id"] != before
    with house.services.backend.reading() as s:
        proven = s.scalars(select(Identity.person_id).where(Identity.contact_id == contact.id))
        assert list(proven) == [other]


async def test_a_code_in_arabic_figures_is_the_same_code(house: House) -> None:
    await asks(house, "Nora Essai", "4 rue des Essais")
    await house.write(code_in(house).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")), UNKNOWN)
    assert contact_of(house, UNKNOWN).person_id == person(house)


# Rights over one's data


@pytest.mark.parametrize("lines", [("corriger", "mon numéro"), ("écrire au délégué (DPO)",)])
async def test_an_export_does_not_end_what_people_still_have_to_do(house: House, lines: tuple[str, ...]) -> None:
    await ask(house, *lines)
    await ask(house, "voir ce que vous gardez", "tout recevoir")
    assert "/mes-donnees/" in await prove(house)
    with house.services.backend.reading() as s:
        request = s.scalars(select(Request).where(Request.kind == "privacy")).one()
        assert request.status == "qualified"


async def test_an_export_does_not_end_an_erasure_that_waits(house: House) -> None:
    with house.services.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        request = erasures.privacy_request(s, house.services.backend.landlord, contact, NIGHT)
        erasures.ask(s, contact, request, "tenant", NIGHT)
        number = request.id
    await ask(house, "voir ce que vous gardez", "tout recevoir")
    await prove(house)
    with house.services.backend.reading() as s:
        assert s.get_one(Request, number).status == "qualified"


async def test_an_export_names_no_colleague_and_holds_nothing_that_a_firm_was_written(house: House) -> None:
    house.clock.at = NOON
    with house.services.backend.transaction() as s:
        firm, request = a_firm(s), a_repair(s)
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        thread = conversations.conversation_for(s, contact, NOON, request.id)
        thread.taken_by = "Marie Essai"
        requests.record(s, request, "note_added", "adviser:marie", NOON)
        alert = alerts.raise_alert(s, request, "urgent", NOON, None)
        alerts.acknowledge_alert(s, alert.id, "adviser:marie", NOON)
        visit = Appointment(
            request_id=request.id, contractor_id=firm.id, starts_at=NOON + timedelta(days=1),
            ends_at=NOON + timedelta(days=1, hours=2), status="booked", seat=1, created_at=NOON,
        )  # fmt: skip
        s.add(visit)
        s.flush()
        assert firm_news.write(s, house.services, visit, "firm-link", "job-link", NOON)
    await house.settle()
    assert "/v/" in house.texts(MOBILE)[0]
    await house.write("merci")
    with house.services.backend.reading() as s:
        found = document(s, house.services.wording, personal_data.scope_of_person(s, person(house)))
    told = json.dumps(found, ensure_ascii=False)
    assert "marie" not in told.lower()
    assert "/v/" not in told
    assert "merci" in told


@pytest.fixture
def command(house: House, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("hotline.privacy_cli.the_settings", lambda: house.services.settings)
    monkeypatch.setattr("hotline.privacy_cli.backend_of", lambda settings: house.services.backend)
    return CliRunner()


async def test_a_number_of_two_people_is_nobodys_to_export_or_erase(
    house: House, command: CliRunner, tmp_path: Path
) -> None:
    share_phone(house)
    with house.services.backend.transaction() as s:
        identity.settle(s, s.scalars(select(Contact).where(Contact.address == TENANT)).one(), NIGHT)
    for given in (["erase", TENANT, "--yes"], ["export", TENANT, "--to", str(tmp_path / "all.json")]):
        refused = command.invoke(cli.app, ["privacy", *given])
        assert refused.exit_code == 1, refused.output
        assert "T1" in refused.output
        assert "T9" in refused.output
    contact_of(house, TENANT)
    with house.services.backend.reading() as s:
        assert not s.scalars(select(Erasure)).all()


# The desk


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = accounts.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(accounts, "_HASHER", cheap)


@pytest.fixture
async def two(house: House, quick: None) -> AsyncIterator[tuple[str, int]]:
    """A tenant with an ordinary request who now writes about a confidential one. The reference of the first, the id of
    the second."""
    house.clock.at = NOON
    with house.services.backend.transaction() as s:
        ordinary = a_repair(s)
        secret = a_repair(s)
        secret.private, secret.team = True, "social"
        ordinary.team = "technical"
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        conversations.conversation_for(s, contact, NOON, secret.id)
        found = ordinary.reference, secret.id
    yield found


async def _write(visitor: Visitor, reference: str, deed: str = "write") -> Any:
    return await visitor.post(f"/desk/requests/{reference}/{deed}", {"text": "Bonjour"})


@pytest.mark.parametrize("deed", ["write", "take"])
async def test_a_confidential_conversation_is_not_drawn_into_another_request(
    house: House, two: tuple[str, int], deed: str
) -> None:
    """What the tenant wrote next would be read by everybody."""
    reference, secret = two
    other = await signed_in(house, "adviser", "technical")
    refused = await _write(other, reference, deed)
    assert refused.status_code == 409
    assert "une autre équipe" in refused.text
    with house.services.backend.reading() as s:
        assert s.scalars(select(Conversation)).one().request_id == secret
    house.clock.at += timedelta(hours=13)
    other = await signed_in(house, "adviser", "technical", login="later")
    assert (await _write(other, reference, deed)).status_code == 303


async def test_who_may_see_the_confidential_request_may_write_about_the_other(
    house: House, two: tuple[str, int]
) -> None:
    social = await signed_in(house, "adviser", "social")
    assert (await _write(social, two[0])).status_code == 303


async def test_who_has_the_conversation_keeps_it_when_it_becomes_confidential(
    house: House, two: tuple[str, int]
) -> None:
    other = await signed_in(house, "adviser", "technical", name="Luc Essai")
    with house.services.backend.transaction() as s:
        thread = s.scalars(select(Conversation)).one()
        thread.taken_by, thread.taken_until = "Luc Essai", NOON + timedelta(minutes=20)
    assert (await _write(other, two[0])).status_code == 303


@pytest.mark.parametrize("name", ["Assistant", "VEILLEUR", "hotline"])
def test_nobody_comes_from_the_provider_under_the_hotlines_own_name(house: House, name: str) -> None:
    _let_in(house.services, Vouched("subject", "marie", name, "adviser", "/desk"))
    with house.services.backend.reading() as s:
        assert s.scalars(select(Account.name)).one() == f"{name} 2"


# What an erasure leaves waiting


async def test_a_file_that_was_to_be_fetched_is_not_after_an_erasure(house: House) -> None:
    attachment = {"kind": "photo", "file_id": "a", "size": 1000}
    house.services.channels["telegram"] = FakeChannel("telegram")  # type: ignore[assignment]
    await house.write("", "501", channel="telegram", kind="photo", attachments=(attachment,))
    with house.services.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == "501")).one()
        erasure = erasures.ask(s, contact, None, "tenant", NIGHT)
        erasures.carry_out(s, house.services.settings.data_dir, erasure, "hotline", NIGHT)
    with house.services.backend.transaction() as s:
        exchange = s.scalars(select(Exchange).where(Exchange.kind == "photo")).one()
        upload_fetch.fetch(s, house.services, exchange.id, NIGHT)
