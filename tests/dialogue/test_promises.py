"""Each promise of the charter, from the first words to the commitment's row and the event that alone keeps it."""

import csv
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend_client import agreed_times, request_acts, requests
from backend_client.calendar import PARIS
from backend_client.models import (
    AgreedTime,
    Alert,
    Appointment,
    Commitment,
    Incident,
    Person,
    Request,
    RequestEvent,
    Tenancy,
)
from bot.actions import context
from tests.backend.builders import DAY, LANDLORD, NIGHT, a_contractor
from tests.dialogue.conftest import ROOT, Said, World

KNOWN = "+33639980001"


@dataclass(frozen=True)
class Case:
    """What a tenant writes, in which language, what it is understood as, and what has to come of it."""

    promise: str
    language: str
    text: str
    intent: str
    kind: str
    team: str
    key: str
    kept_by: str
    days: int
    """Until when it is promised, in days from DAY."""


def _cases() -> list[Case]:
    with (ROOT / "tests" / "data" / "promises" / "cases.csv").open(encoding="utf-8", newline="") as file:
        return [Case(**{**row, "days": int(row["days"])}) for row in csv.DictReader(file, delimiter=";")]


def _owed(world: World, request: Request, promise: str) -> Commitment:
    with world.backend.reading() as s:
        row = select(Commitment).where(Commitment.request_id == request.id, Commitment.promise == promise)
        return s.scalars(row).one()


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{case.promise}-{case.language}")
async def test_each_promise_is_opened_by_words_and_kept_by_its_event(world: World, case: Case) -> None:
    chat = world.chat(KNOWN)
    chat.language = case.language
    said = await chat.tell(case.text, case.intent)
    [request] = world.requests()
    assert (said[0].key, request.kind, request.team) == (case.key, case.kind, case.team)
    assert said[0].facts["reference"] == request.reference
    owed = _owed(world, request, case.promise)
    assert (owed.due_at.astimezone(PARIS).date() - DAY.astimezone(PARIS).date()).days == case.days
    with world.backend.transaction() as s:
        mine = s.get_one(Request, request.id)
        requests.record(s, mine, "note_added", "adviser:marie", DAY)
        assert _row(s, owed.id).kept_at is None, "nothing but its own event keeps a promise"
        request_acts.act(s, mine, case.kept_by, "adviser:marie", DAY + timedelta(hours=2))
        kept = _row(s, owed.id)
        assert kept.kept_at == DAY + timedelta(hours=2)
        assert kept.breached_at is None


def _row(s: Any, commitment_id: int) -> Commitment:
    s.expire_all()
    return s.get_one(Commitment, commitment_id)


def _time_lines(said: list[Said]) -> list[str]:
    return [value for value in said[-1].values if "T" in value and "|more|" not in value]


async def test_three_times_are_offered_agreed_and_changed(world: World) -> None:
    chat = world.chat(KNOWN)
    said = await chat.tell("je veux parler à quelqu'un", "ask_adviser")
    assert said[-1].key == "ask_time_call"
    [request] = world.requests()
    _, second, third = _time_lines(said)
    assert said[-1].values[3:] == [third.replace("|", "|more|"), f"time:{request.id}|any"]
    [agreed] = await chat.pick(second)
    assert (agreed.key, agreed.facts["when"]["v"]) == ("time_agreed_call", second.partition("|")[2])
    [again] = await chat.pick(f"time:{request.id}|change")
    assert second not in again.values, "what is theirs already is no choice"
    await chat.pick(_time_lines([again])[0])
    statuses = sorted(row.status for row in world.rows(AgreedTime))
    assert statuses == ["agreed", "cancelled"]
    [cancelled] = await chat.pick(f"time:{request.id}|cancel")
    assert cancelled.key == "time_cancelled"
    assert {row.status for row in world.rows(AgreedTime)} == {"cancelled"}
    assert world.requests()[0].status == "qualified", "the request stays open"
    assert {"time_agreed", "time_changed", "time_cancelled"} <= set(world.history(request))


async def test_other_times_are_later_and_any_is_the_first(world: World) -> None:
    chat = world.chat(KNOWN)
    said = await chat.tell("rappelez moi", "ask_adviser")
    offered = _time_lines(said)
    [more] = await chat.pick(next(value for value in said[-1].values if "|more|" in value))
    assert min(_time_lines([more])) > max(offered)
    other = world.chat("+33639980002")
    await other.tell("rappelez moi", "ask_adviser")
    mine = world.requests()[-1]
    [agreed] = await other.pick(f"time:{mine.id}|any")
    assert agreed.facts["when"]["v"] == offered[0].partition("|")[2]


async def test_a_time_is_nobody_elses_to_take(world: World) -> None:
    await world.chat(KNOWN).tell("rappelez moi", "ask_adviser")
    [request] = world.requests()
    other = world.chat("+33639985555")
    value = f"time:{request.id}|any"
    [said] = await other.tell(value, "choose", entities={"choice": value})
    assert said.key == "choice_stale"
    assert world.rows(AgreedTime) == []


async def test_a_time_that_somebody_else_took_is_offered_anew(world: World) -> None:
    chats = [world.chat(f"+3363998000{n}") for n in (1, 2)]
    context.use(replace(world.backend, landlord=_with_capacity("tranquillity", 1)), context.catalogue())
    values = []
    for chat in chats:
        said = await chat.tell("ils hurlent", "report_neighbour_nuisance")
        values.append(_time_lines(said)[0])
    await chats[0].pick(values[0])
    [second] = await chats[1].pick(values[1])
    assert second.key == "time_taken"
    assert values[1] not in second.values


def _with_capacity(team: str, capacity: int) -> Any:
    teams = {**LANDLORD.teams, team: replace(LANDLORD.teams[team], capacity=capacity)}
    return replace(LANDLORD, teams=teams)


@pytest.mark.parametrize("intent", ["report_neighbour_nuisance", "report_financial_difficulty", "contest_decision"])
async def test_a_sensitive_matter_asks_before_anybody_calls(world: World, intent: str) -> None:
    chat = world.chat(KNOWN)
    said = await chat.tell("des mots", intent)
    [request] = world.requests()
    assert request.private
    [asked] = await chat.pick(_time_lines(said)[0])
    assert (asked.key, asked.values) == ("ask_phone_this", [f"phone:{request.id}|this", f"phone:{request.id}|other"])
    [noted] = await chat.pick(f"phone:{request.id}|this")
    assert noted.key == "phone_noted"
    assert world.requests()[0].details["call_on"] == "this"


async def test_another_number_is_asked_for(world: World) -> None:
    chat = world.chat(KNOWN)
    said = await chat.tell("je ne peux plus payer", "report_financial_difficulty")
    [request] = world.requests()
    await chat.pick(_time_lines(said)[0])
    [asked] = await chat.pick(f"phone:{request.id}|other")
    assert asked.key == "ask_phone_other"
    assert world.requests()[0].details["call_number_asked"] == DAY.isoformat()


async def test_who_has_no_number_is_asked_for_one(world: World) -> None:
    chat = world.stranger()
    chat.channel = "webchat"
    said = await chat.tell("un conseiller", "ask_adviser")
    [asked] = await chat.pick(_time_lines(said)[0])
    assert asked.key == "ask_phone_new"


async def test_the_consent_opens_the_twenty_days_and_gives_the_upload_link(world: World) -> None:
    context.use(
        world.backend, context.catalogue(), upload_link=lambda request, purpose: f"https://x/{request}/{purpose}"
    )
    chat = world.chat(KNOWN)
    await chat.tell("je suis en fauteuil", "ask_adaptation")
    [request] = world.requests()
    assert "7.2" not in {row.promise for row in world.rows(Commitment)}, "nothing runs before the consent"
    [noted] = await chat.pick("consent")
    assert noted.facts["send"]["facts"]["link"] == f"https://x/{request.id}/medical_certificate"
    owed = _owed(world, request, "7.2")
    assert (owed.due_at.astimezone(PARIS).date() - DAY.date()).days == 20
    with world.backend.transaction() as s:
        request_acts.act(s, s.get_one(Request, request.id), "diagnosis_made", "adviser:marie", DAY)
        assert _row(s, owed.id).kept_at == DAY


async def test_the_consent_given_again_changes_nothing(world: World) -> None:
    chat = world.chat(KNOWN)
    await chat.tell("je suis en fauteuil", "ask_adaptation")
    [first] = await chat.pick("consent")
    [request] = world.requests()
    owed = _owed(world, request, "7.2")
    chat.now = DAY + timedelta(days=5)
    [again] = await chat.pick("consent")
    assert (again.key, again.facts) == (first.key, first.facts)
    [same] = world.requests()
    assert same.due_at == owed.due_at == _owed(world, same, "7.2").due_at
    assert same.details == request.details
    noted = [event for event in world.rows(RequestEvent) if event.kind == "detail_added"]
    assert [event.at for event in noted] == [DAY]


async def test_documents_are_sent_at_once_and_that_keeps_the_promise(world: World) -> None:
    [said] = await world.chat(KNOWN).tell("livret d'accueil locataire je l'ai pas eu", "move_in_issue")
    assert (said.key, said.facts["link"]) == ("matter_documents", LANDLORD.links["documents"])
    assert _owed(world, world.requests()[0], "2.5").kept_at == DAY


async def test_a_danger_found_at_moving_in_is_for_the_duty_at_once(world: World) -> None:
    chat = world.chat(KNOWN, now=NIGHT)
    said = await chat.tell("emménagé hier, une prise avec des fils dénudés et pas d'ampoules", "move_in_issue")
    [request] = world.requests()
    assert (said[0].key, request.urgency) == ("matter_move_in_danger", "on_call")
    assert request.details["items"] == ["bulb", "electricity"]
    assert {row.promise for row in world.rows(Commitment)} >= {"2.1", "2.2"}
    assert len(world.rows(Incident)) == 1


async def test_another_item_told_later_brings_its_own_promise_and_a_danger_its_duty(world: World) -> None:
    chat = world.chat(KNOWN)
    await chat.tell("on a signé hier et y'a pas d'ampoules", "move_in_issue")
    said = await chat.tell("et il n'y a pas de détecteur de fumée", "move_in_issue")
    [request] = world.requests()
    assert (said[0].key, request.details["items"]) == ("matter_move_in_item", ["bulb", "smoke_detector"])
    assert {row.promise for row in world.rows(Commitment)} >= {"2.1", "2.2"}
    chat.now = NIGHT
    said = await chat.tell("la prise a des fils dénudés", "move_in_issue")
    [request] = world.requests()
    assert (said[0].key, request.urgency) == ("matter_move_in_danger", "on_call")
    assert len(world.rows(Incident)) == 1


async def test_a_nuisance_that_goes_on_in_the_evening_is_for_the_patrol(world: World) -> None:
    chat = world.chat(KNOWN)
    await chat.tell("ils hurlent", "report_neighbour_nuisance")
    chat.now = DAY + timedelta(hours=11)
    said = await chat.tell("ça recommence, ils hurlent", "report_neighbour_nuisance")
    [request] = world.requests()
    assert (said[0].key, request.team) == ("matter_nuisance_now", "tranquillity_patrol")
    assert _owed(world, request, "3.5").due_at == chat.now + timedelta(hours=2)
    assert [row.reason for row in world.rows(Alert)] == ["nuisance"]
    again = await chat.tell("ils hurlent toujours", "report_neighbour_nuisance")
    assert again[0].key == "matter_again", "the patrol knows"


async def test_a_question_about_an_item_is_no_non_conformity(world: World) -> None:
    said = await world.chat(KNOWN).tell("comment mettre mon nom sur la boîte aux lettres", "move_in_issue")
    assert said[0].key == "matter_move_in"


async def test_the_new_cleaning_is_booked_in_the_same_conversation(world: World) -> None:
    with world.backend.transaction() as s:
        a_contractor(s, trade="cleaning")
    chat = world.chat(KNOWN)
    said = await chat.tell("l'appart est dégueulasse", "move_in_issue")
    assert [each.key for each in said] == ["matter_cleaning", "ask_new_cleaning"]
    [booked] = await chat.pick(said[-1].values[0])
    assert booked.key == "new_cleaning_booked"
    [appointment] = [row for row in world.rows(Appointment) if row.status == "booked"]
    assert appointment.request_id == world.requests()[0].id
    assert _owed(world, world.requests()[0], "2.3").kept_at is None, "a booking is no cleaning"
    again = await chat.tell("c'est vraiment sale", "move_in_issue")
    assert [each.key for each in again] == ["matter_again"], "what is booked is not asked for again"


@pytest.mark.parametrize(
    ("birth", "starts", "key"),
    [
        (date(1949, 3, 14), date(1996, 12, 1), "matter_senior_works_met"),
        (date(1956, 11, 23), date(2001, 11, 23), "matter_senior_works_met"),
        (date(1956, 11, 24), date(1996, 12, 1), "matter_senior_works_not_met"),
        (date(1949, 3, 14), date(2001, 11, 24), "matter_senior_works_not_met"),
        (None, date(1996, 12, 1), "matter_senior_works"),
        (date(1949, 3, 14), None, "matter_senior_works"),
    ],
)
async def test_comfort_works_check_both_conditions(world: World, birth: Any, starts: Any, key: str) -> None:
    with world.backend.transaction() as s:
        person = s.scalars(select(Person).where(Person.first_name == "Awa")).one()
        person.birth_date = birth
        s.scalars(select(Tenancy).where(Tenancy.person_id == person.id)).one().starts_on = starts
    said = await world.chat(KNOWN).tell("les travaux de confort pour les anciens", "ask_senior_works")
    assert said[0].key == key
    assert world.requests()[0].status == "qualified", "a no is never the last word"


@pytest.mark.parametrize(
    ("text", "key", "sent"),
    [
        ("j'ai envoyé un courrier le 20, alors ?", "matter_letter", "2026-11-20"),
        ("mon courrier du 3 n'a pas de suite", "matter_letter_late", "2026-11-03"),
        ("ma lettre du 2 septembre est sans écho", "matter_letter_late", "2026-09-02"),
        ("ma lettre envoyée il y a 4 jours", "matter_letter", "2026-11-19"),
    ],
)
async def test_letters_are_dated_and_a_passed_date_is_said(world: World, text: str, key: str, sent: str) -> None:
    [said] = await world.chat(KNOWN).tell(text, "follow_up_request")
    assert (said.key, said.facts["sent"]["v"]) == (key, sent)
    assert ("letter_late" in {row.reason for row in world.rows(Alert)}) == (key == "matter_letter_late")


async def test_the_notice_period_is_told_with_its_text_of_law(world: World) -> None:
    chat = world.chat(KNOWN)
    said = await chat.tell("c'est combien de temps le préavis", "give_notice")
    assert [each.key for each in said] == ["matter_notice_period"]
    [reason] = await world.chat("+33639980002").tell("préavis réduit si mutation ?", "give_notice")
    assert reason.key == "matter_notice_period_reason"
    tense = replace(LANDLORD, tense_cities=frozenset({"Valbourg"}))
    context.use(replace(world.backend, landlord=tense), context.catalogue())
    chat.now = DAY + timedelta(days=2)
    [told] = await chat.tell("délai de préavis ?", "give_notice")
    assert told.key == "matter_notice_period_tense"


async def test_the_advice_visit_is_booked_and_the_sheet_sent(world: World) -> None:
    chat = world.chat(KNOWN)
    said = await chat.tell("je quitte l'appartement fin janvier", "give_notice")
    assert [each.key for each in said] == ["matter_notice", "ask_time_advice_visit"]
    [agreed] = await chat.pick(_time_lines(said)[0])
    assert agreed.key == "time_agreed_advice_visit"
    [sheet] = await chat.pick(agreed.values[-1])
    assert sheet.key == "notice_sheet"
    [row] = world.rows(AgreedTime)
    evening = agreed_times.reminder_at(row).astimezone(PARIS)
    assert (evening.hour, evening.date()) == (18, row.starts_at.astimezone(PARIS).date() - timedelta(days=1))


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "vos produits de ménage sont-ils écologiques ?"), ("en", "are your cleaning products eco-labelled?")],
)
async def test_cleaning_products_are_only_answered(world: World, language: str, text: str) -> None:
    chat = world.chat(KNOWN)
    chat.language = language
    [said] = await chat.tell(text, "ask_planned_works")
    assert said.key == "eco_products"
    assert world.requests() == []


async def test_in_its_hours_the_tranquillity_team_owes_its_coming(world: World) -> None:
    evening = DAY.replace(hour=19)
    await world.chat(KNOWN, now=evening).tell("ils hurlent dans l'escalier", "report_neighbour_nuisance")
    due = _owed(world, world.requests()[0], "3.5").due_at
    assert due == evening + timedelta(hours=2)


async def test_no_time_is_asked_for_in_the_middle_of_a_report(world: World) -> None:
    chat = world.chat(KNOWN)
    await chat.tell("de l'eau", "report_problem", ("plumbing.trap_leak", 0.3), ("plumbing.tap_drip", 0.25))
    said = await chat.tell("je ne peux plus payer le loyer", "report_financial_difficulty")
    assert "ask_time_call" not in [each.key for each in said]
