"""Who writes: codes that prove it, phones that are shared, homes that are several, people who moved out."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from backend_client import identity, requests
from backend_client.identity_checks import code_of, try_code
from backend_client.identity_rules import rules
from backend_client.models import Contact, Conversation, Dwelling, Exchange, IdentityCheck, Person, Request, Tenancy
from common.wording import secret
from hotline.engine_client import Turn
from hotline.privacy_secrets import code_key
from tests.hotline.conftest import NIGHT, TENANT, UNKNOWN, House

PARTNER = "+33639980003"
OFFER = Turn(
    [],
    [{"key": "status-none", "facts": {}, "choices": [
        {"value": "prove", "title": {"t": "text", "v": "choice-prove", "facts": {}},
         "payload": {"intent": "hotline:prove", "entities": {"goes_on": "file"}}}]}],
)  # fmt: skip


def code_in(house: House, address: str = TENANT) -> str:
    """The newest code that a phone was sent."""
    codes = [re.search(r"\b(\d{6})\b", said) for said in house.texts(address)]
    return [found[1] for found in codes if found][-1]


def titles(house: House) -> list[str]:
    """The lines of the last message."""
    return [choice.title for choice in house.sms.sent[-1].choices]


async def asks(house: House, name: str, address: str, **more: str) -> str:
    """Somebody on a phone that is on no file asks for a file; what is said after name and address."""
    house.engine.turns = [OFFER]
    await house.write("où en est ma demande ?", UNKNOWN, **more)
    await house.write("1", UNKNOWN)
    await house.write(name, UNKNOWN)
    await house.write(address, UNKNOWN)
    return house.texts(UNKNOWN)[-1]


async def test_a_code_sent_to_the_number_on_file_opens_the_file(house: House) -> None:
    await asks(house, "Nora Essai", "4 rue des Essais")
    await house.write(f"le code est {code_in(house)}", UNKNOWN)
    assert "Nora" in house.texts(UNKNOWN)[-1]
    with house.services.backend.reading() as s:
        contact = s.scalars(select(Contact).where(Contact.address == UNKNOWN)).one()
        assert contact.person is not None
        assert contact.person.code == "T1"
        assert identity.level(s, contact, house.clock.at) == "code"
        assert identity.level(s, contact, house.clock.at + timedelta(hours=1)) == "on_file"
        thread = s.scalars(select(Conversation).where(Conversation.contact_id == contact.id)).one()
        request = s.get_one(Request, thread.request_id)
        assert request.person_id == contact.person_id


async def test_the_answer_does_not_tell_whether_somebody_lives_there(house: House) -> None:
    known = await asks(house, "Nora Essai", "4 rue des Essais")
    sent = len(house.texts(TENANT))
    assert sent == 1
    assert await asks(house, "Pierre Personne", "9 avenue Nulle-Part") == known
    assert len(house.texts(TENANT)) == sent
    assert "42" not in known
    assert "01" not in known


async def test_the_code_is_in_no_table(house: House) -> None:
    await asks(house, "Nora Essai", "4 rue des Essais")
    code = code_in(house)
    with house.services.backend.reading() as s:
        for name in s.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")):
            assert all(code not in str(row) for row in s.execute(text(f"SELECT * FROM {name}")))
        row = s.scalars(select(Exchange).where(Exchange.effect.startswith("identity-code-"))).one()
        assert row.data["facts"]["code"]["t"] == "secret"


async def test_five_tries_and_ten_minutes(house: House) -> None:
    await asks(house, "Nora Essai", "4 rue des Essais")
    right = code_in(house)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    for _ in range(4):
        await house.write(wrong, UNKNOWN)
    assert "Essais restants : 1" in house.texts(UNKNOWN)[-1]
    await house.write(wrong, UNKNOWN)
    await house.write(right, UNKNOWN)
    with house.services.backend.reading() as s:
        assert s.scalars(select(Contact).where(Contact.address == UNKNOWN)).one().person_id is None
    house.clock.at += timedelta(hours=2)
    await asks(house, "Nora Essai", "4 rue des Essais")
    late = code_in(house)
    house.clock.at += timedelta(minutes=11)
    await house.write(late, UNKNOWN)
    with house.services.backend.reading() as s:
        assert s.scalars(select(Contact).where(Contact.address == UNKNOWN)).one().person_id is None


async def test_a_decoy_takes_no_code_at_all(house: House) -> None:
    await asks(house, "Pierre Personne", "9 avenue Nulle-Part")
    with house.services.backend.transaction() as s:
        check = s.scalars(select(IdentityCheck).where(IdentityCheck.ended_at.is_(None))).one()
        key = code_key(house.services.settings)
        assert not try_code(s, check, code_of(key, check), key, house.clock.at)


async def test_codes_are_limited_by_person_and_by_contact(house: House) -> None:
    for _ in range(rules().code.per_contact_hour):
        await asks(house, "Nora Essai", "4 rue des Essais")
    assert len(house.texts(TENANT)) == rules().code.per_person_hour
    house.engine.turns = [OFFER]
    await house.write("où en est ma demande ?", UNKNOWN)
    await house.write("1", UNKNOWN)
    assert "heure" in house.texts(UNKNOWN)[-1]
    # Another phone asks for the same person: the same words, and no SMS more.
    house.engine.turns = [OFFER]
    other = "+33639980998"
    for said in ("ma demande ?", "1", "Nora Essai", "4 rue des Essais"):
        await house.write(said, other)
    assert "6 chiffres" in house.texts(other)[-1]
    assert len(house.texts(TENANT)) == rules().code.per_person_hour


async def test_another_subject_leaves_the_proof(house: House) -> None:
    house.engine.turns = [OFFER]
    await house.write("où en est ma demande ?", UNKNOWN)
    await house.write("1", UNKNOWN)
    asked = len(house.engine.asked)
    await house.write("en fait, est-ce que vous pouvez envoyer quelqu'un pour la chaudière ?", UNKNOWN)
    assert len(house.engine.asked) == asked + 1


async def test_a_report_in_the_place_of_a_name_is_no_name(house: House) -> None:
    house.engine.turns = [OFFER]
    await house.write("où en est ma demande ?", UNKNOWN)
    await house.write("1", UNKNOWN)
    report = "il y a beaucoup de bruit dans ma chaudière depuis hier soir"
    await house.write(report, UNKNOWN)
    assert house.engine.asked[-1]["text"] == report


async def test_danger_goes_before_a_code(house: House) -> None:
    await asks(house, "Nora Essai", "4 rue des Essais")
    await house.write("au secours ça sent le gaz dans tout l'appartement", UNKNOWN)
    with house.services.backend.reading() as s:
        assert s.scalars(select(Request).where(Request.danger == "gas")).one()


def share_phone(house: House) -> tuple[int, int]:
    """A second person has the same number on file, and a request of each."""
    with house.services.backend.transaction() as s:
        nora = s.scalars(select(Person).where(Person.code == "T1")).one()
        home = s.scalars(select(Dwelling)).first()
        assert home is not None
        max_ = Person(code="T9", first_name="Max", last_name="Autre", language="fr")
        s.add(max_)
        s.flush()
        s.add(Tenancy(person_id=max_.id, dwelling_id=home.id))
        identity.put_on_file(s, max_, [TENANT], NIGHT)
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        for person in (nora, max_):
            requests.open_request(
                s, kind="repair", channel="sms", contact_id=contact.id, now=NIGHT, person_id=person.id,
                summary=f"demande de {person.first_name}",
            )  # fmt: skip
        return nora.id, max_.id


async def test_two_people_on_one_phone_are_asked_once_and_see_their_own(house: House) -> None:
    nora, max_ = share_phone(house)
    await house.write("ma chaudière est en panne")
    assert not house.engine.asked
    assert titles(house) == ["Nora", "Max", "quelqu'un d'autre"]
    await house.write("2")
    assert house.engine.asked[0]["text"] == "ma chaudière est en panne"
    assert house.engine.asked[0]["metadata"]["person_id"] == max_
    await house.write("elle fait du bruit")
    assert len(house.engine.asked) == 2
    with house.services.backend.reading() as s:
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        assert {each.person_id for each in requests.latest_of(s, contact, limit=10)} == {max_}
    await house.wait(hours=13)
    with house.services.backend.reading() as s:
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        assert contact.person_id is None
        assert not requests.latest_of(s, contact, limit=10)
    await house.write("bonjour")
    await house.write("Nora")
    assert house.engine.asked[-1]["metadata"]["person_id"] == nora


async def test_nobody_has_to_say_who_writes(house: House) -> None:
    share_phone(house)
    await house.write("plus d'eau chaude")
    await house.write("c'est urgent il fait froid ici")
    assert house.engine.asked[0]["text"] == "plus d'eau chaude c'est urgent il fait froid ici"
    assert house.engine.asked[0]["metadata"]["person_id"] is None


async def test_silence_answers_the_message_that_waited(house: House) -> None:
    share_phone(house)
    await house.write("plus d'eau chaude")
    await house.wait(seconds=house.services.backend.landlord.fallback_seconds + 1)
    await house.hotline.answer_left_over()
    await house.settle()
    assert [asked["text"] for asked in house.engine.asked] == ["plus d'eau chaude"]


async def test_a_sensitive_matter_of_nobody_known_is_not_told_on_a_shared_phone(house: House) -> None:
    share_phone(house)
    with house.services.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        request = requests.open_request(
            s, kind="emergency", channel="sms", contact_id=contact.id, now=NIGHT, private=True
        )
        identity.settle(s, contact, NIGHT)
        assert not requests.may_see(request, contact)
        assert request not in requests.latest_of(s, contact, limit=10)


async def test_two_homes_of_one_tenant_are_asked_about(house: House) -> None:
    with house.services.backend.transaction() as s:
        nora = s.scalars(select(Person).where(Person.code == "T1")).one()
        first = s.scalars(select(Dwelling)).first()
        assert first is not None
        other = Dwelling(building_id=first.building_id, code="LILAS-A-90", door="90")
        s.add(other)
        s.flush()
        s.add(Tenancy(person_id=nora.id, dwelling_id=other.id))
        identity.put_on_file(s, nora, [TENANT], NIGHT)
        other_id = other.id
    await house.write("le robinet fuit un peu")
    assert sorted(titles(house))[:2] == ["4 rue des Essais, 12", "4 rue des Essais, 90"]
    await house.write("4 rue des Essais, 90")
    metadata = house.engine.asked[0]["metadata"]
    assert metadata["dwelling_id"] == other_id
    assert house.engine.asked[0]["text"] == "le robinet fuit un peu"
    await house.write("et le mur aussi")
    assert len(house.engine.asked) == 2


async def test_who_moved_out_opens_neither_the_old_home_nor_the_next_tenants_file(house: House) -> None:
    with house.services.backend.transaction() as s:
        nora = s.scalars(select(Person).where(Person.code == "T1")).one()
        identity.put_on_file(s, nora, [TENANT], NIGHT)
        tenancy = s.scalars(select(Tenancy).where(Tenancy.person_id == nora.id)).one()
        tenancy.ends_on = date(2026, 11, 1)
        next_ = Person(code="T8", first_name="Ines", last_name="Suivante")
        s.add(next_)
        s.flush()
        s.add(Tenancy(person_id=next_.id, dwelling_id=tenancy.dwelling_id, starts_on=date(2026, 11, 2)))
        theirs = requests.open_request(
            s, kind="repair", channel="sms", contact_id=None, now=NIGHT, person_id=next_.id,
            dwelling_id=tenancy.dwelling_id,
        ).id  # fmt: skip
    await house.write("bonjour, et ma caution ?")
    metadata = house.engine.asked[0]["metadata"]
    # Recognised for the final accounts, but at home there no more.
    assert (metadata["known"], metadata["dwelling_id"]) == (True, None)
    with house.services.backend.reading() as s:
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        assert not requests.may_see(s.get_one(Request, theirs), contact)
    house.clock.at += rules().former
    await house.write("encore moi")
    assert house.engine.asked[1]["metadata"]["known"] is False


def test_every_act_has_its_proof_and_a_typed_name_opens_requests_only() -> None:
    table = rules()
    allowed = {act for act in table.acts if table.enough("typed", act)}
    assert allowed == {"danger", "question", "open_request"}
    assert {act for act in table.acts if not table.enough("on_file", act)} == {"export", "erase"}
    with pytest.raises(KeyError):
        table.enough("code", "unheard-of")


def test_a_code_is_for_its_reader_only(house: House) -> None:
    """An adviser who reads the thread sees that there was a code, not which."""
    shown = house.services.wording.render(
        "identity-code", {"landlord": "X", "code": secret("code", 12), "minutes": 10}, "fr", "sms"
    )
    assert "[code 12]" in shown


async def test_telegrams_contact_button_recognises_a_number_on_file(house: House) -> None:
    """One on file for two people asks which of them writes; a forwarded contact proves nothing (channels/telegram)."""
    share_phone(house)
    await house.write("", "4242", kind="contact", verified_phone=TENANT)
    assert titles(house) == ["Nora", "Max", "quelqu'un d'autre"]
    await house.write("Nora", "4242")
    with house.services.backend.reading() as s:
        contact = s.scalars(select(Contact).where(Contact.address == "4242")).one()
        assert contact.person is not None
        assert contact.person.first_name == "Nora"
    await house.write("", "4343", kind="contact", verified_phone="+33639980555")
    with house.services.backend.reading() as s:
        assert s.scalars(select(Contact).where(Contact.address == "4343")).one().person_id is None
