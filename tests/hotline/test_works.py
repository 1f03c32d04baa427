"""Notices sent: decent hours, a pace, once each through a crash, opt-outs, urgent first; and the commands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from backend_client import followers, requests, works, works_news
from backend_client.models import (
    Alert,
    Building,
    Commitment,
    Contact,
    Conversation,
    Dwelling,
    Exchange,
    Follower,
    Person,
    Request,
    RequestEvent,
    Tenancy,
    WorksNotice,
    WorksTelling,
)
from backend_client.works import Draft
from channels.base import Inbound, SendError
from common.wording import PARIS
from hotline import cli, works_cli
from hotline import works_news as sending
from tests.hotline.conftest import NIGHT, NOON, TENANT, UNKNOWN, House

RUN = CliRunner()
STARTS, ENDS = datetime(2026, 12, 14, 8, tzinfo=PARIS), datetime(2026, 12, 24, tzinfo=PARIS)
FACTS = {"place": "façade sud", "manager": "M. Essai 01 99 00 30 00", "firms": "Façades Démo"}


def tenants(house: House, count: int) -> list[str]:
    """So many more tenants of the building, each with a phone on file."""
    addresses = []
    with house.services.backend.transaction() as s:
        home = s.scalars(select(Dwelling)).first()
        assert home is not None
        for number in range(count):
            person = Person(code=f"N{number}", first_name="Voisin", last_name=str(number), language="fr")
            s.add(person)
            s.flush()
            s.add(Tenancy(person_id=person.id, dwelling_id=home.id))
            addresses.append(f"+3363998{1000 + number}")
            s.add(Contact(channel="sms", address=addresses[-1], person_id=person.id, created_at=NIGHT))
    return addresses


def announce(house: House, **facts: Any) -> int:
    given: dict[str, Any] = {
        "reference": "T-1",
        "kind": works.WORKS,
        "nature": "facade",
        "starts_at": STARTS.astimezone(UTC),
        "ends_at": ENDS.astimezone(UTC),
        **FACTS,
    }
    services = house.services
    with services.backend.transaction() as s:
        building = s.scalars(select(Building.id)).first()
        draft = Draft(**{"buildings": (building,), **given, **facts})
        return works.announce(s, draft, "test", services.backend.landlord, services.clock()).id


def outage(house: House, **facts: Any) -> int:
    bare = dict.fromkeys(FACTS, "") | {"ends_at": None}
    began = house.clock.at - timedelta(minutes=5)
    return announce(
        house, **{"reference": "P-1", "kind": works.OUTAGE, "nature": "water", "starts_at": began, **bare, **facts}
    )


def rows(house: House, model: Any) -> list[Any]:
    with house.services.backend.reading() as s:
        return list(s.scalars(select(model)))


async def test_the_notice_leaves_at_a_decent_hour_with_its_four_facts_and_keeps_the_promise(house: House) -> None:
    announce(house)
    await house.settle()
    assert house.texts() == [], "a Saturday night"
    await house.wait(hours=24)
    assert house.texts() == [], "a Sunday"
    house.clock.at = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    await house.settle()
    [text] = house.texts()
    assert "Début : lundi 14 décembre à 8 h. Fin : mercredi 23 décembre. Lieu : façade sud." in text
    assert "Chef de projet : M. Essai 01 99 00 30 00. Entreprise : Façades Démo." in text
    await house.wait(seconds=10)
    [owed] = rows(house, Commitment)
    assert (owed.promise, owed.kept_at, owed.breached_at) == ("6.1", house.clock.at, None)
    await house.wait(hours=1)
    assert len(house.texts()) == 1
    assert len([event for event in rows(house, RequestEvent) if event.kind == "notice_sent"]) == 1


async def test_the_thread_stays_the_tenants_own_and_the_ledger_the_notices(house: House) -> None:
    house.clock.at = NOON
    notice = announce(house)
    await house.settle()
    [row] = rows(house, Exchange)
    [conversation] = rows(house, Conversation)
    ledger = next(request for request in rows(house, Request) if request.kind == "works")
    assert row.request_id == ledger.id
    assert conversation.request_id != ledger.id
    assert rows(house, WorksTelling)[0].notice_id == notice


async def test_a_pace_that_leaves_room(house: House) -> None:
    house.clock.at = NOON
    tenants(house, 29)
    announce(house)
    await house.settle()
    assert len(house.sms.sent) == 10
    await house.wait(seconds=5)
    assert len(house.sms.sent) == 10
    await house.wait(seconds=5)
    assert len(house.sms.sent) == 20
    await house.wait(seconds=10)
    await house.wait(seconds=10)
    assert len({message.address for message in house.sms.sent}) == len(house.sms.sent) == 30


async def test_what_is_urgent_leaves_before_a_notice(house: House) -> None:
    house.clock.at = NOON
    tenants(house, 9)
    announce(house)
    await house.hotline.receive(_gas())
    await house.settle()
    assert house.sms.sent[0].urgent
    assert [message.urgent for message in house.sms.sent].index(False) >= 1
    assert len([message for message in house.sms.sent if not message.urgent]) >= 10


def _gas() -> Inbound:
    return Inbound("sms", "SM-gas", UNKNOWN, "ça sent le gaz dans le hall")


async def test_a_provider_that_is_away_is_not_given_more_and_nothing_is_lost(house: House) -> None:
    house.clock.at = NOON
    tenants(house, 59)
    announce(house)
    house.sms.fail_with = [SendError("away", retryable=True, uncertain=False) for _ in range(200)]
    for _ in range(12):
        await house.wait(seconds=10)
    waiting = [telling for telling in rows(house, WorksTelling) if telling.status == "waiting"]
    assert len(waiting) == 30, "three hand-overs are on the way, the rest waits"
    house.sms.fail_with = []
    for _ in range(60):
        await house.wait(seconds=30)
    assert len({message.address for message in house.sms.sent}) == len(house.sms.sent) == 60
    assert rows(house, Commitment)[0].kept_at is not None


async def test_a_crash_in_the_middle_doubles_nobody_and_forgets_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.clock.at = NOON
    tenants(house, 29)
    announce(house)
    written = sending.write
    calls = 0

    def dies(*given: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 15:
            raise RuntimeError("the process dies here")
        written(*given)

    monkeypatch.setattr(sending, "write", dies)
    await house.settle()
    await house.wait(seconds=10)
    told = len(house.sms.sent)
    assert told == 10, "what the dying transaction had begun is not there"
    monkeypatch.setattr(sending, "write", written)
    for _ in range(6):
        await house.wait(seconds=10)
    addresses = [message.address for message in house.sms.sent]
    assert len(addresses) == len(set(addresses)) == 30


async def test_opt_out_and_unreachable_are_respected_counted_and_shown(house: House) -> None:
    house.clock.at = NOON
    stopped, gone, fine = tenants(house, 3)
    with house.services.backend.transaction() as s:
        s.scalars(select(Contact).where(Contact.address == stopped)).one().opted_out_at = NIGHT
        s.scalars(select(Contact).where(Contact.address == gone)).one().unreachable_at = NIGHT
        person = Person(code="N9", first_name="Sans", last_name="Contact")
        s.add(person)
        s.flush()
        s.add(Tenancy(person_id=person.id, dwelling_id=s.scalars(select(Dwelling.id)).first()))
    announce(house)
    await house.settle()
    await house.wait(seconds=10)
    assert sorted(message.address for message in house.sms.sent) == sorted([TENANT, fine])
    with house.services.backend.reading() as s:
        counts = works_news.counts(s, s.scalars(select(WorksNotice)).one(), 0)
    assert (counts.sent, counts.skipped) == (2, {"opted_out": 1, "unreachable": 1, "no_contact": 1})
    assert [alert.reason for alert in rows(house, Alert)] == ["notice_unreached"]
    [event] = [event for event in rows(house, RequestEvent) if event.kind == "notice_sent"]
    assert (event.data["sent"], event.data["unreached"]) == (2, 3)


async def test_who_opts_out_between_the_row_and_the_sending_gets_nothing(house: House) -> None:
    house.clock.at = NOON
    announce(house)
    with house.services.backend.transaction() as s:
        sending.write(s, s.scalars(select(WorksTelling)).one(), NOON)
        s.scalars(select(Contact).where(Contact.address == TENANT)).one().opted_out_at = NOON
    await house.settle()
    assert house.sms.sent == []
    await house.wait(seconds=10)
    assert rows(house, Commitment)[0].kept_at is None


async def test_each_in_their_language(house: House) -> None:
    house.clock.at = NOON
    [neighbour] = tenants(house, 1)
    with house.services.backend.transaction() as s:
        s.scalars(select(Contact).where(Contact.address == neighbour)).one().language = "en"
    announce(house)
    await house.settle()
    assert "Project manager: M. Essai" in house.texts(neighbour)[0]
    assert "Chef de projet : M. Essai" in house.texts()[0]


async def test_a_change_and_a_cancelling_go_to_the_same_people(house: House) -> None:
    house.clock.at = NOON
    announce(house)
    await house.settle()
    await house.wait(days=1)
    landlord = house.services.backend.landlord
    with house.services.backend.transaction() as s:
        notice = s.scalars(select(WorksNotice)).one()
        draft = replace(works.draft_of(s, notice), place="façade nord")
        assert works.change(s, notice, draft, landlord, "test", house.clock.at) == 1
    await house.settle()
    assert house.texts()[-1].startswith("Changement : façade")
    assert "façade nord" in house.texts()[-1]
    await house.wait(seconds=10)
    with house.services.backend.transaction() as s:
        assert works.cancel(s, s.scalars(select(WorksNotice)).one(), "test", house.clock.at) == 1
    await house.settle()
    await house.wait(seconds=20)
    assert house.texts()[-1] == (
        "Annulé dans votre immeuble : façade, prévu le lundi 14 décembre à 8 h. Vous n'avez rien à faire."
    )
    assert len(house.texts()) == 3
    kinds = [event.kind for event in rows(house, RequestEvent)]
    assert (kinds.count("notice_sent"), kinds.count("notice_change_sent")) == (1, 1)


async def test_an_outage_on_a_sunday_is_told_that_day_and_its_end_too(house: House) -> None:
    house.clock.at = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
    announce(house)
    outage(house)
    await house.settle()
    assert len(house.texts()) == 1
    assert house.texts()[0].startswith("En ce moment, panne ou coupure : eau, depuis le dimanche 22 novembre")
    await house.wait(hours=2)
    with house.services.backend.transaction() as s:
        notice = works.by_reference(s, "P-1")
        assert notice is not None
        works.end(s, notice, "test", house.clock.at)
    await house.settle()
    assert house.texts()[1].startswith("C'est rétabli dans votre immeuble : eau.")
    house.clock.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    await house.settle()
    assert len(house.texts()) == 3, "the works are told on Monday"


async def test_planned_works_are_over_by_themselves_and_an_outage_is_not(house: House) -> None:
    house.clock.at = NOON
    announce(house)
    outage(house, ends_at=NOON + timedelta(hours=2))
    await house.settle()
    await house.wait(hours=2, minutes=1)
    assert "outage_overdue" in [alert.reason for alert in rows(house, Alert)]
    house.clock.at = ENDS.astimezone(UTC) + timedelta(minutes=1)
    await house.settle()
    ended = {notice.reference: notice.ended_at for notice in rows(house, WorksNotice)}
    assert ended["T-1"] is not None
    assert ended["P-1"] is None
    assert len(house.texts()) == 2, "nobody waits for the news that planned works are over"


async def test_an_outage_that_nobody_ends_is_asked_after_each_day(house: House) -> None:
    house.clock.at = NOON
    outage(house)
    await house.wait(hours=23)
    assert "outage_overdue" not in [alert.reason for alert in rows(house, Alert)]
    for _ in range(2):
        await house.wait(hours=25)
        with house.services.backend.transaction() as s:
            alert = s.scalars(select(Alert).where(Alert.reason == "outage_overdue").order_by(Alert.id.desc())).first()
            assert alert is not None and alert.acknowledged_at is None
            alert.acknowledged_at = house.clock.at


async def test_a_follower_is_told_once_of_the_end(house: House) -> None:
    house.clock.at = NOON
    [neighbour] = tenants(house, 1)
    with house.services.backend.transaction() as s:
        building = s.scalars(select(Building.id)).first()
        known = {"building_id": building, "situation": "common.lighting", "channel": "sms", "now": NOON}
        contacts = {each.address: each for each in s.scalars(select(Contact))}
        first = requests.open_request(s, kind="repair", contact_id=contacts[TENANT].id, **known)
        mine = requests.open_request(s, kind="repair", contact_id=contacts[neighbour].id, **known)
        requests.change_status(s, first, "qualified", "assistant", NOON)
        requests.change_status(s, mine, "qualified", "assistant", NOON)
        trouble = followers.again(s, f"request:{first.id}")
        assert trouble is not None
        followers.follow(s, mine, trouble, False, NOON)
    await house.wait(minutes=5)
    assert house.texts(neighbour) == []
    with house.services.backend.transaction() as s:
        requests.change_status(s, s.get_one(Request, first.id), "done", "staff:a", house.clock.at)
    await house.wait(minutes=5)
    await house.wait(minutes=30)
    [text] = [text for text in house.texts(neighbour) if "réglé dans votre immeuble" in text]
    assert text.startswith(f"Demande {mine.reference} : la lumière du hall ou de l'escalier")
    assert rows(house, Follower)[0].told_at is not None
    assert next(request for request in rows(house, Request) if request.id == mine.id).status == "done"


@pytest.fixture
def command(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    house.clock.at = NOON
    monkeypatch.setattr(works_cli, "the_settings", lambda: house.services.settings)
    monkeypatch.setattr(works_cli, "backend_of", lambda _: house.services.backend)
    return house


ANNOUNCE = [
    *("works", "announce", "T-9", "--nature", "facade", "--starts", "2026-12-14 08:00", "--ends", "2026-12-23"),
    *("--buildings", "LILAS-A", "--place", "façade", "--manager", "M. Essai", "--firms", "Façades"),
]


async def test_the_commands_from_the_announcement_to_the_end(command: House) -> None:
    said = RUN.invoke(cli.app, ANNOUNCE)
    assert said.exit_code == 0, said.output
    assert "1 tenants are told from 2026-11-24 11:00 to 2026-11-24 11:00 (Paris)" in said.output
    await command.settle()
    await command.wait(seconds=10)
    assert "1 of 1 told" in RUN.invoke(cli.app, ["works", "watch", "T-9"]).output
    assert "T-9" in RUN.invoke(cli.app, ["works", "list"]).output
    changed = RUN.invoke(cli.app, ["works", "change", "T-9", "--starts", "2026-12-16 08:00"])
    assert "T-9 is changed: 1 tenants are told." in changed.output
    assert "T-9 is cancelled: 1 tenants are told." in RUN.invoke(cli.app, ["works", "cancel", "T-9"]).output
    refused = RUN.invoke(cli.app, ["works", "end", "T-9"])
    assert (refused.exit_code, "T-9 is cancelled" in refused.output) == (1, True)
    now = RUN.invoke(cli.app, ["works", "outage", "P-9", "--nature", "water", "--residences", "LILAS"])
    assert now.exit_code == 0, now.output
    assert "P-9 is over" in RUN.invoke(cli.app, ["works", "end", "P-9"]).output
    assert [notice.reference for notice in rows(command, WorksNotice)] == ["T-9", "P-9"]


async def test_a_refusal_names_what_is_missing_and_writes_nothing(command: House, tmp_path: Path) -> None:
    without = [*ANNOUNCE[:13], *ANNOUNCE[15:]]
    said = RUN.invoke(cli.app, [*without, "--by", "Awa"])
    assert said.exit_code == 1
    assert "fact 3" in said.output
    late = ["2026-12-01 08:00" if cell == "2026-12-14 08:00" else cell for cell in ANNOUNCE]
    assert "7 days before the start" in RUN.invoke(cli.app, late).output
    unknown = ["NOWHERE" if cell == "LILAS-A" else cell for cell in ANNOUNCE]
    assert 'the building "NOWHERE" is unknown' in RUN.invoke(cli.app, unknown).output
    file = tmp_path / "works.csv"
    file.write_text(
        "reference;kind;buildings;nature;starts;ends;place;manager;firms\nT-1;planned_works;LILAS-A;roof;;;;;\n"
    )
    said = RUN.invoke(cli.app, ["works", "import", str(file)])
    assert (said.exit_code, "works.csv, line 2: missing:" in said.output) == (1, True)
    assert "Nothing was announced" in said.output
    assert "is unknown" in RUN.invoke(cli.app, ["works", "end", "X"]).output
    with command.services.backend.reading() as s:
        assert s.scalar(select(func.count()).select_from(WorksNotice)) == 0
