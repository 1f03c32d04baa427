"""A tenant follows a request: where it stands and why it waits, one of several, settled, and not settled after all."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import commitments, request_acts, request_steps, requests, work_orders
from backend_client.models import Alert, Appointment, Contact, Contractor, JobStatusUpdate, Request
from bot.actions.again import says_again
from tests.backend.builders import DAY, LANDLORD
from tests.dialogue.conftest import Chat, World

ADVISER = "adviser:marie"
LATER = DAY + timedelta(days=5)


def given(world: World, situation: str = "plumbing.tap_drip", urgency: str = "3_days", **fields: Any) -> int:
    """A request of Awa's that was qualified on Monday."""
    with world.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == "+33639980001")).one()
        request = requests.open_request(s, kind="repair", channel="sms", contact_id=contact.id, now=DAY)
        wanted = {"kind": "repair", "situation": situation, "summary": "", "by": "assistant"} | fields
        due = DAY + timedelta(days=3)
        requests.qualify(s, request, now=DAY, urgency=urgency, due_at=due, person_id=contact.person_id, **wanted)
        return request.id


def do(world: World, request_id: int, work: Any) -> None:
    with world.backend.transaction() as s:
        work(s, s.get_one(Request, request_id))


def done(world: World, request_id: int) -> None:
    do(world, request_id, lambda s, r: request_acts.act(s, r, "done", ADVISER, DAY))


async def asked(chat: Chat, text: str = "où en est ma demande") -> Any:
    [said] = await chat.tell(text, "follow_up_request")
    return said


async def test_why_it_waits_is_said(world: World) -> None:
    request_id, chat = given(world), world.chat()
    do(world, request_id, lambda s, r: request_steps.pause(s, LANDLORD, r, "parts", ADVISER, DAY))
    said = await asked(chat)
    assert (said.facts["last"]["v"], said.facts["next"]["v"]) == ("step_paused", "step_next_waiting")
    assert said.facts["next"]["facts"]["what"]["v"] == "life_wait_parts"


async def test_a_date_that_passed_is_said_with_its_reason(world: World) -> None:
    request_id, chat = given(world), world.chat(now=LATER)

    def late(s: Session, request: Request) -> None:
        [owed] = commitments.open_of(s, request)
        commitments.breach(s, owed, "nobody_acted", LATER)

    do(world, request_id, late)
    said = await asked(chat)
    assert said.facts["next"]["v"] == "step_next_late"
    assert said.facts["next"]["facts"]["why"]["v"] == "life_why_nobody_acted"


async def test_a_work_order_waits_for_a_window_and_what_is_kept_for_an_adviser(world: World) -> None:
    ordered, chat = given(world), world.chat()

    def order(s: Session, request: Request) -> None:
        firm = s.scalars(select(Contractor)).first()
        assert firm is not None
        work_orders.receive(s, "BT-1", request, firm, DAY, source="command")

    do(world, ordered, order)
    said = await asked(chat)
    assert (said.facts["last"]["v"], said.facts["next"]["v"]) == ("step_work_order", "step_next_work_order")
    do(world, ordered, lambda s, r: requests.change_status(s, r, "closed", "tenant", DAY))
    answered = given(world)
    do(world, answered, lambda s, r: request_acts.act(s, r, "answered", ADVISER, DAY))
    said = await asked(chat)
    assert (said.facts["last"]["v"], said.facts["next"]["v"]) == ("step_answered", "step_next_open")


async def test_of_several_one_is_chosen_and_what_follows_is_about_it(world: World) -> None:
    first, second = given(world), given(world, "heating.boiler_leak")
    chat = world.chat()
    said = await asked(chat)
    assert (said.key, said.facts["count"]) == ("status_several", 2)
    assert said.values == [f"status_of:{second}", f"status_of:{first}"]
    [one] = await chat.pick(f"status_of:{first}")
    assert one.key == "status" and one.facts["reference"] == world.requests()[0].reference
    [added] = await chat.tell("c'est la salle de bain", "add_information")
    assert added.facts["reference"] == world.requests()[0].reference


async def test_of_a_private_one_nothing_is_named(world: World) -> None:
    given(world, private=True)
    said = await asked(world.chat())
    assert said.facts["problem"]["v"] == "understood_request"


async def test_a_line_of_somebody_elses_request_is_over(world: World) -> None:
    request_id = given(world)
    for name in ("status_of", "life_solved", "life_unsolved"):
        [said] = await world.stranger().tell("1", "choose", entities={"choice": f"{name}:{request_id}"})
        assert said.key == "choice_stale"
    assert world.requests()[0].status == "qualified"


async def test_settled_of_several_is_asked_and_the_firm_is_told(world: World) -> None:
    first, second = given(world), given(world, "heating.boiler_leak")
    with world.backend.transaction() as s:
        firm = s.scalars(select(Contractor)).one()
        starts = DAY + timedelta(days=2)
        visit = Appointment(
            request_id=first, contractor_id=firm.id, starts_at=starts, ends_at=starts + timedelta(hours=2), seat=1,
            status="booked", created_at=DAY,
        )  # fmt: skip
        s.add(visit)
        s.get_one(Request, first).status = "appointment_booked"
    chat = world.chat()
    [which] = await chat.tell("c'est réglé", "close_request")
    assert which.key == "close_request_which"
    assert which.values == [f"life_solved:{second}", f"life_solved:{first}"]
    [closed] = await chat.pick(f"life_solved:{first}")
    assert closed.key == "request_closed"
    assert [r.status for r in world.requests()] == ["closed", "qualified"]
    assert [(a.status) for a in world.rows(Appointment)] == ["cancelled"]
    assert [(u.kind, u.by) for u in world.rows(JobStatusUpdate)] == [("cancelled", "tenant")]


async def test_too_late_for_the_firm_an_adviser_calls_it(world: World) -> None:
    request_id = given(world)
    with world.backend.transaction() as s:
        firm = s.scalars(select(Contractor)).one()
        starts = DAY + timedelta(hours=1)
        s.add(
            Appointment(
                request_id=request_id, contractor_id=firm.id, starts_at=starts, ends_at=starts + timedelta(hours=2),
                seat=1, status="booked", created_at=DAY,
            )
        )  # fmt: skip
        s.get_one(Request, request_id).status = "appointment_booked"
    [said] = await world.chat().tell("c'est réglé", "close_request")
    assert said.key == "request_closed" and world.requests()[0].status == "closed"
    assert [a.reason for a in world.rows(Alert)] == ["firm_to_tell"]


async def test_not_settled_after_all_by_a_line(world: World) -> None:
    request_id = given(world)
    done(world, request_id)
    chat = world.chat(now=LATER)
    said = await asked(chat)
    assert said.values == [f"life_unsolved:{request_id}", "adviser"]
    [again] = await chat.pick(f"life_unsolved:{request_id}")
    assert (again.key, again.facts["next"]["v"]) == ("request_reopened", "step_next_due")
    assert [r.status for r in world.requests()] == ["qualified"]
    assert [a.reason for a in world.rows(Alert)] == ["reopened"]


async def test_still_not_repaired_opens_the_settled_one_again(world: World) -> None:
    request_id = given(world)
    done(world, request_id)
    said = await asked(world.chat(now=LATER), "c'est toujours pas réparé")
    assert said.key == "request_reopened"
    assert world.requests()[0].details["text"] == ["c'est toujours pas réparé"]


async def test_of_several_settled_ones_it_is_asked_once(world: World) -> None:
    first, second = given(world), given(world, "heating.boiler_leak")
    for each in (first, second):
        done(world, each)
    chat = world.chat(now=LATER)
    said = await asked(chat, "toujours pas réparé")
    assert said.key == "unsolved_which"
    await chat.pick(f"life_unsolved:{second}")
    assert [r.status for r in world.requests()] == ["done", "qualified"]


async def test_long_after_a_new_one_names_the_old(world: World) -> None:
    request_id = given(world)
    done(world, request_id)
    old = world.requests()[0].reference
    said = await asked(world.chat(now=DAY + timedelta(days=50)), f"{old} toujours pas réparé")
    assert (said.key, said.facts["old"]) == ("request_renewed", old)
    assert [r.status for r in world.requests()] == ["done", "qualified"]


async def test_a_report_that_says_still_not_opens_the_settled_one(world: World) -> None:
    request_id = given(world)
    done(world, request_id)
    chat = world.chat(now=LATER)
    said = await chat.tell("le robinet goutte encore, mal réparé", "report_problem", ("plumbing.tap_drip", 0.95))
    while said[-1].key.startswith("ask_"):
        said = await chat.pick(said[-1].values[0])
    assert said[0].facts["next"]["v"] == "next_reopened"
    assert [r.status for r in world.requests()] == ["qualified"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "C'est TOUJOURS PAS réparé"),
        ("en", "it's still leaking"),
        ("es", "todavía no está arreglado"),
        ("pt", "ainda não está reparado"),
        ("tr", "musluk hâlâ damlıyor"),
        ("ar", "لم يتم إصلاح الحنفية"),
        (None, "toujours pas"),
    ],
)
def test_the_words_for_still_not(language: str | None, text: str) -> None:
    assert says_again(text, language)
    assert not says_again("où en est ma demande", language)
