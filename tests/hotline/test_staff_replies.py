"""Technicians answer, arrive, ask for help, hand over and report; the tenants hear of each step."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from backend_client.models import Contact, Escalation, Exchange, Incident, Page, Technician
from channels import sms_text
from channels.base import Keypress
from tests.hotline.conftest import KARIM, LEA, SUPERVISOR, TENANT, UNKNOWN, House
from tests.hotline.staff_night import (
    COLLECTIVE,
    NEIGHBOUR,
    SECOND,
    WEEKDAY,
    code_of,
    history,
    incident_of,
    report,
    request_of,
    rows,
)


@pytest.fixture
def night(house: House) -> House:
    house.clock.at = WEEKDAY
    return house


async def taken(night: House, minutes: str = "") -> str:
    reference = await report(night)
    await night.write(f"OK {code_of(night, KARIM)} {minutes}".strip(), KARIM)
    return reference


async def test_a_yes_with_minutes_is_told_to_the_tenant_in_one_message(night: House) -> None:
    before = len(night.texts())
    reference = await taken(night, "40")
    (_, told) = night.texts()[before:]
    assert told.startswith("Karim")
    assert "environ 40 minutes" in told
    assert incident_of(night, reference).eta_at == night.clock.at + timedelta(minutes=40)


async def test_the_whole_visit(night: House) -> None:
    reference = await taken(night, "40 min")
    await night.wait(minutes=35)
    await night.write("retard 30", KARIM)
    assert "du retard" in night.texts()[-1]
    assert "30 minutes" in night.texts()[-1]
    await night.write("sur place", KARIM)
    assert "est sur place" in night.texts()[-1]
    assert request_of(night, reference).status == "in_progress"
    await night.write("FINI joint du lavabo remplacé", KARIM)
    assert "terminé" in night.texts()[-1]
    done = request_of(night, reference)
    assert done.status == "done"
    assert done.details["on_call_report"] == "joint du lavabo remplacé"
    assert incident_of(night, reference).report == "joint du lavabo remplacé"
    assert ("on_call_done", "technician:karim") in history(night, reference)
    await night.wait(hours=2)
    assert not night.texts(LEA)


async def test_sooner_than_said_is_no_delay(night: House) -> None:
    await taken(night, "60")
    await night.write("ok 30 min", KARIM)
    assert "retard" not in night.texts()[-1]
    assert "30 minutes" in night.texts()[-1]


async def test_a_time_of_day_is_told_as_minutes(night: House) -> None:
    await taken(night)
    await night.write("j'arrive vers 22h45", KARIM)
    assert "environ 45 minutes" in night.texts()[-1]


async def test_a_delay_without_minutes_is_asked_for(night: House) -> None:
    reference = await taken(night, "40")
    await night.write("j'ai du retard", KARIM)
    assert "RETARD 30" in night.texts(KARIM)[-1]
    assert incident_of(night, reference).eta_at == night.clock.at + timedelta(minutes=40)


async def test_on_site_before_any_answer_is_a_yes_as_well(night: House) -> None:
    reference = await report(night)
    await night.write("je suis sur place", KARIM)
    assert incident_of(night, reference).status == "arrived"
    assert "est sur place" in night.texts()[-1]


async def test_the_report_may_follow_the_end_once(night: House) -> None:
    reference = await taken(night)
    await night.write("fini", KARIM)
    assert request_of(night, reference).status == "done"
    assert "FINI" in night.texts(KARIM)[-1]
    await night.write("FINI vanne d'arrêt changée", KARIM)
    assert request_of(night, reference).details["on_call_report"] == "vanne d'arrêt changée"
    await night.write("FINI autre chose", KARIM)
    assert request_of(night, reference).details["on_call_report"] == "vanne d'arrêt changée"
    assert "terminée" in night.texts(KARIM)[-1]


async def test_help_a_second_technician_is_found_and_each_hears_of_the_other(night: House) -> None:
    reference = await taken(night)
    await night.write("sur place", KARIM)
    await night.write("besoin de renfort", KARIM)
    page = night.texts(LEA)[-1]
    assert page.startswith("RENFORT")
    assert "Karim" in page
    told = len(night.texts())
    await night.write(f"OK {code_of(night, LEA)} 25", LEA)
    assert any("Karim" in text and KARIM in text for text in night.texts(LEA))
    assert any("Léa vient vous aider" in text and LEA in text for text in night.texts(KARIM))
    assert "25 min" in night.texts(KARIM)[-1]
    assert len(night.texts()) == told
    assert incident_of(night, reference).technician_id == 1
    await night.write("FINI vanne changée", KARIM)
    assert "Votre aide n'est plus" in night.texts(LEA)[-1]


async def test_help_that_was_accepted_by_key_says_when_it_is_there(night: House) -> None:
    await taken(night)
    await night.write("aide", KARIM)
    await night.wait(minutes=2)
    (call,) = night.calls(LEA)
    assert "Karim" in call.text
    said = await night.hotline.pressed(Keypress("voice", "CA1", call.exchange_id, "1"))
    assert "Karim" in said.text
    assert said.keys
    await night.hotline.pressed(Keypress("voice", "CA1", call.exchange_id, "2", 2))
    await night.settle()
    assert "20 min" in night.texts(KARIM)[-1]


async def test_whoever_helps_does_not_speak_for_the_first_and_may_leave(night: House) -> None:
    reference = await taken(night)
    await night.write("aide", KARIM)
    await night.write(f"OK {code_of(night, LEA)}", LEA)
    await night.write("FINI c'est bon", LEA)
    assert "Karim" in night.texts(LEA)[-1]
    assert incident_of(night, reference).status == "taken"
    await night.write("je ne peux plus venir", LEA)
    assert "ne peut plus venir" in night.texts(KARIM)[-1]
    assert len(night.texts(SUPERVISOR)) == 1


async def test_whoever_helped_and_then_took_over_is_not_told_that_help_is_over(night: House) -> None:
    await taken(night)
    await night.write("aide", KARIM)
    await night.write("ok", LEA)
    await night.write("passe à Léa", KARIM)
    await night.write(f"ok {code_of(night, LEA)}", LEA)
    await night.write("FINI joint", LEA)
    assert "compte rendu" in night.texts(LEA)[-1]


async def test_help_that_is_asked_twice_is_searched_once(night: House) -> None:
    await taken(night)
    await night.write("aide", KARIM)
    await night.write("aide !", KARIM)
    assert "déjà" in night.texts(KARIM)[-1]
    assert len(night.texts(LEA)) == 1


async def test_handed_over_once_the_colleague_accepts(night: House) -> None:
    reference = await taken(night)
    await night.write("passe à Sam", KARIM)
    assert "RELAIS" in night.texts(SUPERVISOR)[-1]
    assert not night.texts(LEA)
    assert incident_of(night, reference).technician_id == 1
    await night.write(f"OK {code_of(night, SUPERVISOR)} 20", SUPERVISOR)
    assert incident_of(night, reference).technician_id == 3
    assert "Sam prend la suite" in night.texts(KARIM)[-1]
    assert "Sam" in night.texts()[-1]
    assert "20 minutes" in night.texts()[-1]


async def test_a_colleague_who_refuses_leaves_it_with_the_first(night: House) -> None:
    reference = await taken(night)
    await night.write("passe à Sam", KARIM)
    await night.write("non", SUPERVISOR)
    assert "reste à vous" in night.texts(KARIM)[-1]
    assert incident_of(night, reference).technician_id == 1
    assert not night.texts(LEA)


async def test_another_name_replaces_the_first(night: House) -> None:
    reference = await taken(night)
    await night.write("passe à Sam", KARIM)
    await night.write("passe à Léa", KARIM)
    await night.write(f"ok {code_of(night, SUPERVISOR)}", SUPERVISOR)
    assert incident_of(night, reference).technician_id == 1
    await night.write("ok", LEA)
    assert incident_of(night, reference).technician_id == 2


@pytest.mark.parametrize("name", ["Sandrine", "Essai", "Karim"])
async def test_a_name_that_is_nobodys_or_several_peoples_is_asked_again(night: House, name: str) -> None:
    reference = await taken(night)
    before = rows(night)
    await night.write(f"passe à {name}", KARIM)
    assert "Léa Essai, Sam Essai" in night.texts(KARIM)[-1]
    assert rows(night) == before
    assert incident_of(night, reference).technician_id == 1


async def test_given_back_the_search_goes_on_and_the_tenant_hears_it(night: House) -> None:
    reference = await taken(night, "30")
    await night.write("je ne peux plus y aller", KARIM)
    assert "ne peut finalement pas venir" in night.texts()[-1]
    assert request_of(night, reference).status == "qualified"
    assert len(night.texts(LEA)) == 1
    await night.write("ok", LEA)
    assert "Léa" in night.texts()[-1]
    assert incident_of(night, reference).technician_id == 2


async def test_given_back_while_a_colleague_was_asked_the_colleague_has_it(night: House) -> None:
    reference = await taken(night)
    await night.write("passe à Sam", KARIM)
    await night.write("je ne peux plus y aller", KARIM)
    await night.write(f"ok {code_of(night, SUPERVISOR)}", SUPERVISOR)
    assert incident_of(night, reference).technician_id == 3
    with night.services.backend.reading() as s:
        assert not s.scalars(select(Escalation).where(Escalation.status == "open")).all()


async def test_two_in_hand_and_the_reference_is_asked_for(night: House) -> None:
    first = await taken(night)
    second = await report(night, NEIGHBOUR)
    await night.write(f"OK {code_of(night, KARIM)}", KARIM)
    before = rows(night)
    await night.write("sur place", KARIM)
    asked = night.texts(KARIM)[-1]
    assert first in asked
    assert second in asked
    assert rows(night) == before
    await night.write(f"sur place {second}", KARIM)
    assert incident_of(night, second).status == "arrived"
    assert incident_of(night, first).status == "taken"
    await night.write(f"FINI R{int(first[-6:])} joint", KARIM)
    assert incident_of(night, first).status == "done"


async def test_the_code_says_which_as_well(night: House) -> None:
    first = await taken(night)
    code = code_of(night, KARIM)
    second = await report(night, NEIGHBOUR)
    await night.write(f"OK {code_of(night, KARIM)}", KARIM)
    await night.write(f"FINI {code} joint changé", KARIM)
    assert incident_of(night, first).report == "joint changé"
    assert incident_of(night, second).status == "taken"


WRONG = [
    ("OK 1000", "code"),
    ("SUR PLACE 1000", "code"),
    ("FINI 1000 joint", "code"),
    ("FINI R-2026-009999 joint", "référence"),
    ("passe 1000 à Léa", "code"),
    ("c'est où déjà ?", "Non compris"),
    ("NON", "est à vous"),
    ("OK", "déjà à vous"),
    ("merci bien", "Non compris"),
]


@pytest.mark.parametrize(("text", "told"), WRONG)
async def test_what_is_wrong_is_answered_and_changes_nothing(night: House, text: str, told: str) -> None:
    await taken(night)
    before = rows(night)
    await night.write(text, KARIM)
    assert told in night.texts(KARIM)[-1]
    assert rows(night) == before


@pytest.mark.parametrize(
    "text",
    ["OK {code}", "SUR PLACE {code}", "FINI {code} joint", "AIDE {code}", "JE NE PEUX PLUS {code}", "NON {code}"],
)
@pytest.mark.parametrize("who", [LEA, SUPERVISOR])
async def test_somebody_elses_code_changes_nothing(night: House, text: str, who: str) -> None:
    await taken(night)
    await night.write("bonjour", who)
    before = rows(night)
    await night.write(text.format(code=code_of(night, KARIM)), who)
    assert "Rien n'a changé" in night.texts(who)[-1]
    assert rows(night) == before


@pytest.mark.parametrize(
    "text",
    ["OK {code}", "NON {code}", "ok", "sur place", "FINI encore", "AIDE {code}", "passe à Léa", "40 min", "retard 20"],
)
async def test_after_the_end_nothing_changes(night: House, text: str) -> None:
    await taken(night)
    await night.write("FINI joint", KARIM)
    code = code_of(night, KARIM)
    before = rows(night)
    await night.write(text.format(code=code), KARIM)
    assert "terminée" in night.texts(KARIM)[-1]
    assert rows(night) == before


@pytest.mark.parametrize("text", ["OK {code} 40", "sur place", "FINI joint", "aide", "passe à Sam"])
async def test_the_same_twice_is_done_once(night: House, text: str) -> None:
    await taken(night)
    said = text.format(code=code_of(night, KARIM))
    await night.write(said, KARIM)
    told, before = len(night.texts()), rows(night)
    await night.write(said, KARIM)
    after = rows(night)
    unchanged = {"incident", "page", "escalation", "request", "alert"}
    assert {name: after[name] for name in unchanged} == {name: before[name] for name in unchanged}
    assert len(night.texts()) == told or "40" in text


async def test_an_unknown_phone_with_a_code_is_a_tenant_like_any_other(night: House) -> None:
    reference = await report(night)
    await night.write(f"OK {code_of(night, KARIM)}", UNKNOWN)
    assert incident_of(night, reference).status == "open"
    assert night.engine.asked[-1]["text"].startswith("OK")


@pytest.mark.parametrize("text", ["FINI joint", "aide", "passe à Sam", "accord oui"])
async def test_what_was_not_accepted_cannot_be_ended(night: House, text: str) -> None:
    await report(night)
    before = rows(night)
    await night.write(text, KARIM)
    assert code_of(night, KARIM, 0) in night.texts(KARIM)[-1]
    assert rows(night) == before


async def test_a_no_may_be_taken_back_while_nobody_has_it(night: House) -> None:
    reference = await report(night)
    await night.write("non", KARIM)
    await night.write(f"finalement ok {code_of(night, KARIM)}", KARIM)
    assert incident_of(night, reference).technician_id == 1
    await night.write("ok", LEA)
    assert incident_of(night, reference).technician_id == 1
    assert "prise en charge" in night.texts(LEA)[-1]


async def test_cannot_any_more_before_a_yes_is_a_no(night: House) -> None:
    await report(night)
    await night.write("je ne peux plus ce soir", KARIM)
    assert len(night.texts(LEA)) == 1


async def test_with_nothing_to_answer_the_list_is_short_and_the_assistant_is_not_asked(night: House) -> None:
    await night.write("mon radiateur fuit, que faire ?", KARIM)
    assert not night.engine.asked
    (told,) = night.texts(KARIM)
    assert "Aucun appel" in told


async def test_a_photo_of_the_visit_belongs_to_the_request(night: House) -> None:
    reference = await taken(night)
    await night.write("", KARIM, kind="photo", attachments=({"kind": "photo", "url": "https://example.invalid/1"},))
    assert reference in night.texts(KARIM)[-1]
    with night.services.backend.reading() as s:
        photo = s.scalars(select(Exchange).where(Exchange.kind == "photo")).one()
        assert photo.request_id == request_of(night, reference).id


async def test_a_technician_in_danger_gets_the_card_and_somebody_else_is_paged(night: House) -> None:
    await taken(night)
    await night.write("j'ai été électrocuté au secours", KARIM)
    assert any("Nous n'avons pas prévenu les secours" in text for text in night.texts(KARIM))
    page = night.texts(LEA)[-1]
    assert "4 rue des Essais" in page
    assert "Karim Essai" in page
    assert not night.engine.asked[1:]


async def test_a_technician_in_danger_who_asks_for_help_has_both(night: House) -> None:
    reference = await taken(night)
    await night.write("au secours aide je suis électrocuté", KARIM)
    assert any("Nous n'avons pas prévenu" in text for text in night.texts(KARIM))
    with night.services.backend.reading() as s:
        purposes = {e.purpose for e in s.scalars(select(Escalation).where(Escalation.status == "open"))}
    assert "help" in purposes
    assert incident_of(night, reference).technician_id == 1


@pytest.mark.parametrize("text", ["FINI fuite de gaz réparée, odeur partie", "sur place, ça sent le gaz dans le hall"])
async def test_a_technicians_report_of_a_danger_is_a_report(night: House, text: str) -> None:
    reference = await taken(night)
    await night.write(text, KARIM)
    assert incident_of(night, reference).status in ("arrived", "done")
    assert not any("DANGER" in told for told in night.texts(KARIM)[1:])


async def test_later_reporters_are_told_at_once_who_has_it(night: House) -> None:
    await report(night, NEIGHBOUR, COLLECTIVE, scope="building", key="1:heating")
    await night.write(f"OK {code_of(night, KARIM)} 40", KARIM)
    await night.wait(minutes=10)
    await report(night, SECOND, COLLECTIVE, scope="building", key="1:heating")
    await night.wait(seconds=2)
    assert "Karim" in night.texts(SECOND)[-1]
    assert "30 minutes" in night.texts(SECOND)[-1]
    assert len([text for text in night.texts(NEIGHBOUR) if "minutes" in text]) == 1
    await night.write("sur place", KARIM)
    assert "sur place" in night.texts(SECOND)[-1]
    assert "sur place" in night.texts(NEIGHBOUR)[-1]


async def test_of_a_private_matter_the_tenant_reads_neither_name_nor_time(night: House) -> None:
    reference = await report(night, private=True)
    await night.write(f"OK {code_of(night, SUPERVISOR)} 20", SUPERVISOR)
    await night.write("sur place", SUPERVISOR)
    await night.write("retard 10", SUPERVISOR)
    await night.write("FINI entretien fait", SUPERVISOR)
    told = night.texts()[1:]
    assert len(told) == 1
    assert "personne responsable" in told[0]
    assert request_of(night, reference).details["on_call_report"] == "entretien fait"
    every = " ".join(night.texts(SUPERVISOR))
    assert "rue des Essais" not in every
    assert TENANT not in every


LANGUAGES = ("fr", "en", "es", "pt", "tr", "ar")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_each_step_is_told_in_the_tenants_language_in_one_sms(night: House, language: str) -> None:
    await report(night, NEIGHBOUR, language=language)
    start = len(night.texts(NEIGHBOUR))
    for text in ("ok 40", "retard 50", "sur place", "FINI joint"):
        await night.write(text, KARIM)
    told = [message for message in night.sms.sent if message.address == NEIGHBOUR][start:]
    assert len(told) == 4
    assert len({message.text for message in told}) == 4
    for message in told:
        assert message.language == language
        assert not sms_text.render(message.text, message.choices, language).shortened
        assert "Karim" in message.text


async def test_a_page_answered_by_key_then_goes_on_by_sms(night: House) -> None:
    reference = await report(night)
    with night.services.backend.transaction() as s:
        page = s.scalars(select(Page)).one()
        page.status, page.via = "acknowledged", "key"
        incident = s.scalars(select(Incident)).one()
        incident.status, incident.technician_id = "taken", page.technician_id
        page.escalation.status = "acknowledged"
    await night.write("sur place", KARIM)
    assert incident_of(night, reference).status == "arrived"


async def test_an_inactive_code_holder_cannot_be_handed_anything(night: House) -> None:
    with night.services.backend.transaction() as s:
        s.scalars(select(Technician).where(Technician.code == "lea")).one().active = False
    await taken(night)
    await night.write("passe à Léa", KARIM)
    assert "Sam Essai" in night.texts(KARIM)[-1]
    assert not night.texts(LEA)


async def test_two_chats_of_one_technician_answer_for_the_same_person(night: House) -> None:
    reference = await report(night)
    with night.services.backend.transaction() as s:
        s.add(Contact(channel="telegram", address="77", technician_id=1, created_at=night.clock.at))
    night.services.channels["telegram"] = replace(night.sms, name="telegram", sent=[])  # type: ignore[assignment]
    await night.write(f"OK {code_of(night, KARIM)} 15", "77", channel="telegram")
    assert incident_of(night, reference).technician_id == 1
    with night.services.backend.reading() as s:
        assert s.scalars(select(Page)).one().via == "telegram"
