"""The survey of a job: two questions and a word, a low score, a rating in words."""

from datetime import timedelta

from backend_client import job_reports
from backend_client.job_reports import Said as FirmSaid
from backend_client.models import (
    Alert,
    Appointment,
    FeedbackScore,
    FeedbackSet,
)
from bot.actions import feedback
from tests.dialogue.asked import ENDS, KARIM, asked, asked_word, booked, done, row, world_with
from tests.dialogue.conftest import Chat, World


def surveyed(world: World, number: int) -> Chat:
    return asked(world, feedback.rating_lines(row(world, FeedbackSet, number)), now=ENDS + timedelta(hours=2))


def scores(world: World) -> dict[str, int]:
    return {each.name: each.current_score for each in world.rows(FeedbackScore)}


async def test_two_questions_and_a_word(world: World) -> None:
    chat = surveyed(world, number := done(world, booked(world)[0]))
    [told] = await chat.pick(f"rate:{number}:4")
    assert told.key == "survey_on_time"
    [told] = await chat.pick(f"ontime:{number}:1")
    assert told.key == "survey_word"
    [told] = await asked_word(world, number).tell("très aimable, bravo", "thank")
    assert told.key == "survey_word_noted"
    kept = row(world, FeedbackSet, number)
    assert (scores(world), kept.description) == ({"satisfaction": 4, "on_time": 1}, "très aimable, bravo")
    assert kept.date_time is not None and kept.follow_up_id is None


async def test_no_word_is_an_answer_too(world: World) -> None:
    number = done(world, booked(world)[0])
    [told] = await asked_word(world, number).pick(f"noword:{number}")
    assert told.key == "survey_thanks"


async def test_mere_politeness_is_no_word(world: World) -> None:
    number = done(world, booked(world)[0])
    [told] = await asked_word(world, number).tell("merci", "thank")
    assert told.key == "thank" and row(world, FeedbackSet, number).description == ""


async def test_a_low_score_is_followed_up_once_with_a_date(world: World) -> None:
    appointment, _ = booked(world)
    chat = surveyed(world, number := done(world, appointment))
    [told] = await chat.pick(f"rate:{number}:2")
    assert told.key == "survey_on_time_sorry"
    followed = world.requests()[-1]
    assert told.facts["reference"] == followed.reference
    assert (followed.kind, followed.urgency, followed.due_at is not None) == ("follow_up", "3_days", True)
    assert row(world, FeedbackSet, number).follow_up_id == followed.id
    assert "low_score" in [alert.reason for alert in world.rows(Alert)]
    [again] = await surveyed(world, number).pick(f"rate:{number}:1")
    assert again.facts["reference"] == followed.reference and scores(world) == {"satisfaction": 1}


async def test_a_rating_in_words_feeds_the_same_survey(world: World) -> None:
    number = done(world, booked(world)[0])
    chat = world.chat(now=ENDS + timedelta(hours=1))
    [told] = await chat.tell("4/5 rapide et propre", "rate_intervention")
    assert told.key == "survey_on_time" and scores(world) == {"satisfaction": 4}
    assert row(world, FeedbackSet, number).description == "4/5 rapide et propre"


async def test_an_opinion_without_a_mark_is_kept_and_the_mark_is_asked(world: World) -> None:
    number, _ = booked(world)
    with world.backend.transaction() as s:
        job_reports.contractor_says(s, s.get_one(Appointment, number), FirmSaid("done"), ENDS)
    [told] = await world.chat(now=ENDS).tell("le plombier était parfait", "rate_intervention")
    assert told.key == "survey_work" and len(told.values) == 5
    [kept] = world.rows(FeedbackSet)
    assert kept.description == "le plombier était parfait"


async def test_somebody_elses_job_cannot_be_rated(world: World) -> None:
    number = done(world, booked(world)[0])
    lines = feedback.rating_lines(row(world, FeedbackSet, number))
    [told] = await asked(world_with(world, KARIM), lines, KARIM).pick(f"rate:{number}:1")
    assert told.key == "choice_stale" and scores(world) == {}
