"""A visit on a Saturday, Sunday or public holiday: the tenant's agreement is asked, recorded and told."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from backend_client.models import Alert, RequestEvent
from channels import sms_text
from tests.hotline.conftest import KARIM, NIGHT, SUPERVISOR, House
from tests.hotline.staff_night import (
    COLLECTIVE,
    NEIGHBOUR,
    SUNDAY,
    WEEKDAY,
    code_of,
    history,
    incident_of,
    report,
)

# Easter Monday, 2027.
HOLIDAY = datetime(2027, 3, 29, 9, 0, tzinfo=UTC)
# On a Paris calendar it is still Sunday, and already Monday.
SUNDAY_LATE, MONDAY_EARLY = datetime(2026, 11, 22, 22, 59, tzinfo=UTC), datetime(2026, 11, 22, 23, 1, tzinfo=UTC)


async def accepted(house: House, text: str = "OK {code} 40", **more: object) -> str:
    reference = await report(house, **more)  # type: ignore[arg-type]
    await house.write(text.format(code=code_of(house, KARIM)), KARIM)
    return reference


def asked(house: House) -> bool:
    return "accord" in house.texts()[-1] and house.sms.sent != []


@pytest.mark.parametrize("at", [SUNDAY, HOLIDAY, SUNDAY_LATE, NIGHT])
async def test_on_such_a_day_the_tenant_is_asked_and_the_technician_knows(house: House, at: datetime) -> None:
    house.clock.at = at
    reference = await accepted(house)
    assert "Karim" in house.texts()[-1]
    assert asked(house)
    assert any("7 e" in text for text in house.texts(KARIM))
    assert ("agreement_asked", "hotline") in history(house, reference)


@pytest.mark.parametrize("at", [WEEKDAY, MONDAY_EARLY])
async def test_on_any_other_nobody_is_asked(house: House, at: datetime) -> None:
    house.clock.at = at
    await accepted(house)
    assert not asked(house)
    assert not any("7 e" in text for text in house.texts(KARIM))


@pytest.mark.parametrize(
    "more",
    [
        {"urgency": "emergency"},
        {"danger": "gas"},
        {"scope": "building", "situation": COLLECTIVE, "key": "1:heating"},
    ],
)
async def test_nobody_is_asked_in_an_emergency_nor_for_what_is_the_buildings(
    house: House, more: dict[str, str]
) -> None:
    house.clock.at = SUNDAY
    await accepted(house, **more)
    assert not asked(house)


async def test_of_a_private_matter_nobody_is_asked(house: House) -> None:
    house.clock.at = SUNDAY
    await report(house, private=True)
    await house.write(f"OK {code_of(house, SUPERVISOR)}", SUPERVISOR)
    assert not asked(house)


@pytest.mark.parametrize(("text", "answer"), [("1", "yes"), ("oui", "yes"), ("d'accord", "yes"), ("ok", "yes")])
async def test_yes_is_recorded_and_told(house: House, text: str, answer: str) -> None:
    house.clock.at = SUNDAY
    reference = await accepted(house)
    await house.write(text)
    assert incident_of(house, reference).agreement == answer
    assert ("agreement", "tenant") in history(house, reference)
    assert "noté" in house.texts()[-1]
    assert "d'accord pour la visite" in house.texts(KARIM)[-1]


@pytest.mark.parametrize("text", ["2", "non", "Non merci", "pas d'accord"])
async def test_no_is_recorded_told_and_shown_to_an_adviser(house: House, text: str) -> None:
    house.clock.at = SUNDAY
    reference = await accepted(house)
    await house.write(text)
    assert incident_of(house, reference).agreement == "no"
    assert "NE VEUT PAS" in house.texts(KARIM)[-1]
    assert "conseiller" in house.texts()[-1]
    with house.services.backend.reading() as s:
        assert "visit_refused" in set(s.scalars(select(Alert.reason)))
        data = s.scalars(select(RequestEvent.data).where(RequestEvent.kind == "agreement")).one()
    assert data["answer"] == "no"


async def test_no_answer_is_on_record_as_none_once(house: House) -> None:
    house.clock.at = SUNDAY
    reference = await accepted(house)
    await house.write("sur place", KARIM)
    await house.write("FINI joint", KARIM)
    assert incident_of(house, reference).agreement is None
    assert [kind for kind, _ in history(house, reference)].count("agreement_unanswered") == 1
    await house.write("1")
    assert incident_of(house, reference).agreement is None


async def test_a_later_word_of_the_tenant_goes_to_the_assistant(house: House) -> None:
    house.clock.at = SUNDAY
    await accepted(house)
    await house.write("1")
    asked_before = len(house.engine.asked)
    await house.write("merci à vous")
    assert len(house.engine.asked) == asked_before + 1


@pytest.mark.parametrize(("text", "answer"), [("accord oui", "yes"), ("le locataire n'est pas d'accord", "no")])
async def test_the_technician_may_have_asked_by_phone(house: House, text: str, answer: str) -> None:
    house.clock.at = SUNDAY
    reference = await accepted(house)
    await house.write(text, KARIM)
    assert incident_of(house, reference).agreement == answer
    assert ("agreement", "technician:karim") in history(house, reference)


async def test_who_was_asked_once_is_not_asked_by_the_next_one(house: House) -> None:
    house.clock.at = SUNDAY
    await accepted(house)
    await house.write("oui")
    await house.write("passe à Sam", KARIM)
    await house.write(f"ok {code_of(house, SUPERVISOR)}", SUPERVISOR)
    assert "Sam" in house.texts()[-1]
    assert not asked(house)


@pytest.mark.parametrize("language", ["fr", "en", "es", "pt", "tr", "ar"])
async def test_the_question_fits_an_sms_in_every_language_and_its_words_are_understood(
    house: House, language: str
) -> None:
    house.clock.at = SUNDAY
    reference = await report(house, NEIGHBOUR, language=language)
    await house.write(f"OK {code_of(house, KARIM)} 40", KARIM)
    question = [message for message in house.sms.sent if message.address == NEIGHBOUR][-1]
    assert question.language == language
    assert len(question.choices) == 2
    sent = sms_text.render(question.text, question.choices, language)
    assert not sent.shortened
    await house.write(question.choices[1].title, NEIGHBOUR)
    assert incident_of(house, reference).agreement == "no"
    assert house.sms.sent[-1].address == KARIM or house.sms.sent[-1].language == language
