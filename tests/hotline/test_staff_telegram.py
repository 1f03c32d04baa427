"""Technicians on Telegram: tied to their account once, paged with buttons, understood as by SMS."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from backend_client.landlord import Policy, Step
from backend_client.models import Contact, Page, Technician
from channels.base import Inbound
from channels.telegram_updates import _START_LINK
from hotline import cli
from hotline.staff_telegram import LIFE, token_for
from tests.hotline.conftest import KARIM, LEA, FakeChannel, House
from tests.hotline.staff_night import NEIGHBOUR, WEEKDAY, incident_of, report

CHAT, OTHER = "900100", "900200"


@pytest.fixture
def night(house: House) -> House:
    """Whoever is on call first is paged by Telegram, then by SMS."""
    house.clock.at = WEEKDAY
    services = house.services
    services.channels["telegram"] = FakeChannel("telegram", can_be_asked=False)  # type: ignore[assignment]
    steps = (Step("level:1", "telegram", 120), Step("level:2", "sms", 120), Step("last_resort", "sms", 120))
    landlord = replace(services.backend.landlord, escalation={"default": Policy(steps, 30, 300)})
    services.backend = replace(services.backend, landlord=landlord)
    return house


def bot(house: House) -> list[Any]:
    channel: Any = house.services.channels["telegram"]
    return channel.sent  # type: ignore[no-any-return]


def token(house: House, code: str = "karim") -> str:
    with house.services.backend.reading() as s:
        technician = s.scalars(select(Technician).where(Technician.code == code)).one()
        return token_for(house.services.settings, technician, house.clock.at)


async def start(house: House, token_: str, chat: str = CHAT) -> str:
    link = ({"kind": "start_link", "token": token_},)
    message = Inbound("telegram", f"U{next(house.ids)}", chat, kind="start", attachments=link)
    await house.hotline.receive(message)
    await house.settle()
    return str(bot(house)[-1].text)


async def press(house: House, message: Any, number: int, chat: str = CHAT) -> None:
    pressed = Inbound(
        "telegram", f"U{next(house.ids)}", chat, kind="button", button=str(number), offer_id=message.exchange_id
    )
    await house.hotline.receive(pressed)
    await house.settle()


def linked(house: House) -> list[tuple[str, int | None]]:
    with house.services.backend.reading() as s:
        found = s.execute(select(Contact.address, Contact.technician_id).where(Contact.channel == "telegram"))
        return [(address, technician) for address, technician in found.all()]


async def test_a_token_fits_what_telegram_takes(night: House) -> None:
    assert _START_LINK.fullmatch(f"/start {token(night)}")


async def test_linked_paged_with_buttons_and_taken(night: House) -> None:
    assert "Karim" in await start(night, token(night))
    reference = await report(night)
    page = bot(night)[-1]
    assert page.text.startswith("ASTREINTE")
    assert [choice.title for choice in page.choices] == ["J'y vais", "Je ne peux pas"]
    await press(night, page, 1)
    assert incident_of(night, reference).technician_id == 1
    with night.services.backend.reading() as s:
        assert s.scalars(select(Page)).one().via == "telegram"
    await press(night, page, 1)
    assert "déjà à vous" in bot(night)[-1].text
    await night.write("sur place", CHAT, channel="telegram")
    assert incident_of(night, reference).status == "arrived"


async def test_the_second_button_passes_it_on(night: House) -> None:
    await start(night, token(night))
    await report(night)
    await press(night, bot(night)[-1], 2)
    assert len(night.texts(LEA)) == 1


async def test_a_button_of_an_older_page_is_that_pages(night: House) -> None:
    await start(night, token(night))
    first = await report(night)
    older = bot(night)[-1]
    second = await report(night, NEIGHBOUR)
    await press(night, older, 1)
    assert incident_of(night, first).technician_id == 1
    assert incident_of(night, second).technician_id is None


async def test_nobody_elses_buttons_do_anything(night: House) -> None:
    await start(night, token(night))
    reference = await report(night)
    page = bot(night)[-1]
    await start(night, token(night, "lea"), OTHER)
    await press(night, page, 1, OTHER)
    await press(night, page, 1, "900300")
    assert incident_of(night, reference).technician_id is None


async def test_a_link_works_once_and_for_a_day(night: House) -> None:
    given = token(night)
    await start(night, given)
    assert "plus valable" in await start(night, given, OTHER)
    late = token(night)
    night.clock.at += LIFE
    assert "plus valable" in await start(night, late, OTHER)
    assert linked(night) == [(CHAT, 1), (OTHER, None)]


@pytest.mark.parametrize(
    "change", [lambda t: "2" + t[1:], lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"), str.upper]
)
async def test_a_link_that_was_changed_links_nobody(night: House, change: Any) -> None:
    assert "plus valable" in await start(night, change(token(night)))
    assert linked(night) == [(CHAT, None)]


async def test_a_new_phone_replaces_the_old_one(night: House) -> None:
    await start(night, token(night))
    night.clock.at += timedelta(minutes=1)
    await start(night, token(night), OTHER)
    assert linked(night) == [(CHAT, None), (OTHER, 1)]


async def test_a_start_without_a_link_is_a_tenants(night: House) -> None:
    await night.hotline.receive(Inbound("telegram", "U-plain", OTHER, kind="start"))
    await night.settle()
    assert night.engine.asked


async def test_the_office_prints_a_link(night: House, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = night.services.settings
    monkeypatch.setenv("VEILLEUR_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("VEILLEUR_DATABASE_URL", night.services.backend.db.url.render_as_string(False))
    monkeypatch.setattr("hotline.terminal.upgrade", lambda db: None)
    printed = CliRunner().invoke(cli.app, ["staff", "telegram", "karim"])
    assert printed.exit_code == 0, printed.output
    given = printed.stdout.split("/start ")[1].split()[0]
    assert KARIM not in printed.stdout
    night.clock.at = datetime.now(UTC)
    assert "Karim" in await start(night, given)
    assert linked(night) == [(CHAT, 1)]
    unknown = CliRunner().invoke(cli.app, ["staff", "telegram", "nobody"])
    assert unknown.exit_code == 1
    assert "karim" in unknown.stderr
