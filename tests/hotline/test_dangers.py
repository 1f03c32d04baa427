"""A danger: the card first, then the notice, then the right one is told; nothing silences it."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from backend_client import conversations
from backend_client.models import Alert, Conversation, Exchange, Request
from tests.hotline.conftest import KARIM, SUPERVISOR, UNKNOWN, House

GAS = "ça sent le gaz dans toute la cuisine"
VIOLENCE = "mon mari me frappe aidez moi"


def _card(house: House, text: str) -> bool:
    return "0 800 47 33 33" in text


async def test_the_card_is_the_first_answer_and_the_technician_is_paged(house: House) -> None:
    await house.write(GAS)
    first, second = house.texts()[:2]
    assert _card(house, first)
    assert "automatique" in second
    assert not house.engine.asked
    (page,) = house.texts(KARIM)
    assert "gaz" in page and "4 rue des Essais" in page and "12B4" in page
    with house.services.backend.reading() as s:
        request = s.scalars(select(Request)).one()
        assert (request.kind, request.danger, request.urgency) == ("emergency", "gas", "emergency")
        assert request.due_at is not None and request.due_at - request.created_at == timedelta(hours=2)
        assert s.scalars(select(Alert)).one().reason == "danger"


async def test_violence_goes_to_the_supervisor_with_minimal_words(house: House) -> None:
    await house.write(VIOLENCE)
    assert not house.texts(KARIM)
    (page,) = house.texts(SUPERVISOR)
    for told in ("Nora", "Essais", "mari", "frappe", "12"):
        assert told not in page.split("OK")[0]


async def test_the_same_danger_twice_is_one_request_and_one_page(house: House) -> None:
    await house.write(GAS)
    await house.write("ça sent toujours le gaz")
    assert len(house.texts(KARIM)) == 1
    assert sum(_card(house, text) for text in house.texts()) == 2
    with house.services.backend.reading() as s:
        assert len(s.scalars(select(Request)).all()) == 1


async def test_a_card_in_a_taken_conversation(house: House) -> None:
    await house.write("bonjour")
    with house.services.backend.transaction() as s:
        conversation = s.scalars(select(Conversation)).one()
        conversations.take_over(s, conversation, "Alice", house.clock.at + timedelta(hours=1))
    await house.write("le robinet goutte")
    answered = len(house.texts())
    await house.write(GAS)
    assert answered == 1
    assert _card(house, house.texts()[1])


async def test_a_card_after_an_opt_out(house: House) -> None:
    await house.write("STOP")
    await house.write(GAS)
    assert _card(house, house.texts()[1])


async def test_a_card_in_a_flood(house: House) -> None:
    for _ in range(20):
        await house.write("allo")
    before = len(house.texts())
    await house.write(GAS)
    assert _card(house, house.texts()[before])


async def test_a_card_with_the_engine_down(house: House) -> None:
    house.engine.down = True
    await house.write(GAS)
    assert _card(house, house.texts()[0])


async def test_a_card_with_the_database_down_and_nothing_lost(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    real = house.services.intake.transaction

    def down() -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    monkeypatch.setattr(house.services.intake, "transaction", down)
    receipt = await house.write(GAS)
    assert receipt.outcome == "spooled"
    assert _card(house, house.texts()[0])
    monkeypatch.setattr(house.services.intake, "transaction", real)
    for waiting in list(house.services.spool.waiting()):
        await house.hotline._from_spool(*waiting)
    await house.settle()
    assert len(house.services.spool) == 0
    assert sum(_card(house, text) for text in house.texts()) == 1
    assert len(house.texts(KARIM)) == 1
    with house.services.backend.reading() as s:
        assert s.scalars(select(Exchange).where(Exchange.direction == "in")).one().text == GAS


async def test_an_unknown_sender_is_asked_where_once_they_write_again(house: House) -> None:
    await house.write(GAS, UNKNOWN)
    assert len(house.texts(UNKNOWN)) == 2
    await house.write("je suis dehors", UNKNOWN)
    await house.write("Ali Essai 9 rue du Test", UNKNOWN)
    assert "adresse" in house.texts(UNKNOWN)[2]
    assert "9 rue du Test" in house.texts(KARIM)[-1]


async def test_somebody_trapped_in_the_lift_the_firm_is_called_once(house: House) -> None:
    await house.write("je suis bloquée dans l'ascenseur entre deux étages")
    await house.write("toujours bloquée dans l'ascenseur")
    (call,) = house.services.channels["voice"].sent  # type: ignore[attr-defined]
    assert call.address == "+33199002001"
    assert "4 rue des Essais" in call.text
    assert len(house.texts(KARIM)) == 1


async def test_an_unsure_danger_is_asked_and_a_no_wakes_nobody(house: House) -> None:
    await house.write("l'alarme incendie sonne et ça sent la fumée")
    card, notice, _question = house.texts()
    assert "18" in card and "Sans réponse" in notice
    assert [choice.title for choice in house.sms.sent[2].choices] == ["Oui", "Non"]
    assert not house.texts(KARIM)
    await house.write("non")
    await house.wait(minutes=10)
    assert not house.texts(KARIM)
    with house.services.backend.reading() as s:
        assert {alert.reason for alert in s.scalars(select(Alert))} == {"danger_denied"}


@pytest.mark.parametrize(
    "answer", ["plus rien du tout, c'était le grille-pain, j'ai tout aéré", "nothing burning, false alarm"]
)
async def test_a_no_in_own_words_wakes_nobody(house: House, answer: str) -> None:
    await house.write(UNSURE)
    await house.write(answer)
    await house.wait(minutes=10)
    assert not house.texts(KARIM)


async def test_a_yes_in_own_words_pages_at_once(house: House) -> None:
    await house.write(UNSURE)
    await house.write("oui on voit rien dans le couloir tellement y en a")
    assert len(house.texts(KARIM)) == 1


async def test_what_is_neither_leaves_the_question_open(house: House) -> None:
    await house.write(UNSURE)
    await house.write("attendez je descends voir")
    assert not house.texts(KARIM)
    await house.wait(seconds=120)
    assert len(house.texts(KARIM)) == 1


async def test_what_was_no_danger_is_answered_without_being_written_again(house: House) -> None:
    told = "l'alarme incendie sonne et ça sent la fumée"
    await house.write(told)
    await house.write("2")
    assert house.engine.asked[-1]["text"] == told and house.engine.asked[-1]["payload"] is None
    thanks, answer = house.texts()[-2:]
    assert "Merci de nous l'avoir dit" in thanks and "Bien reçu" in answer
    with house.services.backend.reading() as s:
        request = s.scalars(select(Request)).one()
        assert (request.kind, request.danger, request.urgency) == ("contact", None, None)


async def test_an_unsure_danger_that_nobody_answers_counts_as_real(house: House) -> None:
    await house.write("l'alarme incendie sonne et ça sent la fumée")
    await house.wait(seconds=119)
    assert not house.texts(KARIM)
    await house.wait(seconds=1)
    assert len(house.texts(KARIM)) == 1


UNSURE = "l'alarme incendie sonne et ça sent la fumée"


async def test_writing_again_does_not_put_off_the_end_of_the_question(house: House) -> None:
    await house.write(UNSURE)
    await house.wait(seconds=100)
    await house.write(UNSURE)
    await house.wait(seconds=20)
    assert len(house.texts(KARIM)) == 1


async def test_a_sure_alarm_after_an_unsure_one_pages_once(house: House) -> None:
    await house.write(UNSURE)
    await house.write("il y a le feu dans la cuisine")
    assert len(house.texts(KARIM)) == 1
    await house.write("ok", KARIM)
    told = len(house.texts(KARIM))
    await house.wait(minutes=10)
    assert len(house.texts(KARIM)) == told


async def test_a_yes_that_comes_after_the_call_was_taken_pages_nobody_again(house: House) -> None:
    await house.write(UNSURE)
    await house.wait(seconds=120)
    await house.write("ok", KARIM)
    told = len(house.texts(KARIM))
    await house.write("oui")
    await house.settle()
    assert len(house.texts(KARIM)) == told
