"""Whoever comes on duty is told and tested, whoever goes is told what is left; nothing lost, nothing twice."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import duty_checks, escalations
from backend_client.models import (
    Absence,
    Alert,
    DutyCheck,
    Incident,
    Override,
    Request,
    Rotation,
    RotationMember,
    Technician,
    Timer,
)
from channels.base import Delivery, DeliveryUpdate, Keypress
from hotline.schedule import Schedule
from tests.hotline.conftest import KARIM, LEA, SUPERVISOR, TENANT, House

PARIS = ZoneInfo("Europe/Paris")
LAST_RESORT = "+33639989900"
# The Monday on which Karim's and the others' week of Monday, 08:00, begins again.
MONDAY = datetime(2026, 11, 23, 8, tzinfo=PARIS)


def code_of(text: str) -> str:
    return text.split("OK ")[1].split()[0].strip(".")


@pytest.fixture
async def watched(house: House) -> House:
    """The service began to watch on the Saturday night before. Karim and Léa take turns at level 1; level 2 is the
    supervisor's too."""
    with house.services.backend.transaction() as s:
        first, second = s.scalars(select(Rotation).where(Rotation.duty == "technical").order_by(Rotation.level))
        lea, supervisor = (
            s.scalars(select(Technician).where(Technician.code == code)).one() for code in ("lea", "sup")
        )
        first.members.append(RotationMember(position=1, technician_id=lea.id))
        second.members[0].technician_id = supervisor.id
    house.schedule.begin()
    await house.settle()
    return house


async def until(house: House, moment: datetime) -> None:
    await house.wait(seconds=(moment - house.clock.at).total_seconds())


async def test_nobody_is_told_of_the_shift_that_runs_when_the_watch_begins(watched: House) -> None:
    await watched.settle()
    assert not watched.sms.sent


async def test_start_and_test_are_one_sms_and_ok_answers_it(watched: House) -> None:
    await until(watched, MONDAY)
    on_duty, relieved = on_and_off(watched)
    (told,) = watched.texts(on_duty)
    assert told.startswith("Essai d'astreinte") and "lundi 30 novembre" in told
    await watched.write("ok", on_duty)
    assert "réussi" in watched.texts(on_duty)[-1]
    await watched.wait(hours=2)
    assert len(watched.texts(on_duty)) == 2
    assert [text for text in watched.texts(relieved) if text.startswith("Fin d'astreinte")]
    with watched.services.backend.reading() as s:
        assert {check.status for check in checks_of(s, on_duty)} == {"acknowledged"}


def on_and_off(house: House) -> tuple[str, str]:
    """Who came on duty at technical level 1 on Monday, and who went."""
    came = next(phone for phone in (KARIM, LEA) if any("Essai" in text for text in house.texts(phone)))
    return came, LEA if came == KARIM else KARIM


def checks_of(s: Session, phone: str) -> list[DutyCheck]:
    mine = select(DutyCheck).join(Technician).where(Technician.phone == phone, DutyCheck.status != "known")
    return list(s.scalars(mine))


async def test_a_code_answers_it_while_a_page_is_open(watched: House) -> None:
    await until(watched, MONDAY)
    on_duty, _ = on_and_off(watched)
    await watched.write(f"OK {code_of(watched.texts(on_duty)[0])}", on_duty)
    assert "réussi" in watched.texts(on_duty)[-1]


async def test_an_answer_to_a_page_shows_as_well_that_pages_arrive(watched: House) -> None:
    await until(watched, MONDAY)
    on_duty, _ = on_and_off(watched)
    await watched.write("ok", SUPERVISOR)
    await watched.write("ça sent le gaz chez moi")
    with watched.services.backend.transaction() as s:
        incident = s.scalars(select(Incident)).one()
        escalations.start(s, incident, watched.clock.at)
    await watched.settle()
    await watched.write("ok", on_duty)
    with watched.services.backend.reading() as s:
        assert s.scalars(select(Incident)).one().technician is not None
        assert {check.status for check in checks_of(s, on_duty)} == {"sent"}
    await watched.wait(seconds=900)
    await watched.wait(seconds=900)
    assert not watched.calls(on_duty) and not alerts(watched, "duty_check")


async def test_words_about_an_incident_in_hand_are_no_answer_to_the_test(watched: House) -> None:
    await watched.write("ça sent le gaz chez moi")
    paged = next(phone for phone in (KARIM, LEA) if watched.texts(phone))
    await watched.write("ok", paged)
    with watched.services.backend.transaction() as s:
        technician = s.scalars(select(Technician).where(Technician.phone == paged)).one()
        starts = watched.clock.at
        s.add(
            Override(
                duty="supervisor", level=1, technician_id=technician.id, starts_at=starts,
                ends_at=starts + timedelta(hours=9),
            )
        )  # fmt: skip
    await watched.wait(minutes=1)
    assert "Essai" in watched.texts(paged)[-1]
    await watched.write("j'arrive dans 40 min", paged)
    assert "40 minutes" in watched.texts(TENANT)[-1]
    await watched.write("non", paged)
    with watched.services.backend.reading() as s:
        assert {check.status for check in checks_of(s, paged)} == {"sent"}
    await watched.write("ok", paged)
    with watched.services.backend.reading() as s:
        assert {check.status for check in checks_of(s, paged)} == {"acknowledged"}


async def test_somebody_elses_code_answers_nothing(watched: House) -> None:
    await until(watched, MONDAY)
    on_duty, relieved = on_and_off(watched)
    await watched.write(f"OK {code_of(watched.texts(on_duty)[0])}", relieved)
    with watched.services.backend.reading() as s:
        assert {check.status for check in checks_of(s, on_duty)} == {"sent"}


async def test_unanswered_it_is_asked_by_a_call_then_the_supervisor_and_the_desk_are_told(watched: House) -> None:
    await until(watched, MONDAY)
    on_duty, _ = on_and_off(watched)
    await watched.write("ok", SUPERVISOR)
    calls = watched.services.channels["voice"].sent
    await watched.wait(seconds=899)
    assert not calls
    await watched.wait(seconds=1)
    assert [(call.address, call.keys) for call in calls] == [(on_duty, True)]
    assert not alerts(watched, "duty_check")
    await watched.wait(seconds=900)
    assert on_duty in watched.texts(SUPERVISOR)[-1]
    assert len(alerts(watched, "duty_check")) == 1
    await watched.write("ok", on_duty)
    assert "maintenant répondu" in watched.texts(SUPERVISOR)[-1]
    await watched.wait(hours=3)
    assert len(calls) == 1 and len(alerts(watched, "duty_check")) == 1


def alerts(house: House, reason: str) -> list[Alert]:
    with house.services.backend.reading() as s:
        return list(s.scalars(select(Alert).where(Alert.reason == reason)))


async def test_a_key_in_the_call_answers_it(watched: House) -> None:
    await until(watched, MONDAY)
    await watched.write("ok", SUPERVISOR)
    await watched.wait(seconds=900)
    (call,) = watched.services.channels["voice"].sent
    said = await watched.hotline.pressed(Keypress("voice", "CA1", call.exchange_id, "9"))
    assert said.keys and "Tapez 1" in said.text
    said = await watched.hotline.pressed(Keypress("voice", "CA1", call.exchange_id, "1", 2))
    assert "réussi" in said.text and not said.keys
    await watched.wait(hours=1)
    assert not alerts(watched, "duty_check")


async def test_an_sms_that_did_not_arrive_is_not_waited_for(watched: House) -> None:
    watched.receipts = False
    await until(watched, MONDAY)
    on_duty, _ = on_and_off(watched)
    await watched.write("ok", SUPERVISOR)
    sms = next(message for message in watched.sms.sent if message.address == on_duty and "Essai" in message.text)
    lost = DeliveryUpdate("sms", "sms-x", Delivery.UNDELIVERED, "30003", sms.exchange_id)
    await watched.hotline.delivered(lost)
    await watched.schedule.tick()
    (call,) = watched.services.channels["voice"].sent
    await watched.hotline.delivered(DeliveryUpdate("voice", "CA1", Delivery.UNDELIVERED, "machine", call.exchange_id))
    await watched.schedule.tick()
    assert on_duty in watched.texts(SUPERVISOR)[-1]


async def test_a_no_is_told_to_the_supervisor_at_once(watched: House) -> None:
    await until(watched, MONDAY)
    on_duty, _ = on_and_off(watched)
    await watched.write("ok", SUPERVISOR)
    await watched.write("non", on_duty)
    assert "NON" in watched.texts(SUPERVISOR)[-1]
    assert len(alerts(watched, "duty_check")) == 1


async def test_the_supervisors_own_silence_goes_to_the_last_resort(watched: House) -> None:
    await until(watched, MONDAY)
    on_duty, _ = on_and_off(watched)
    await watched.write("ok", on_duty)
    await watched.wait(seconds=900)
    await watched.wait(seconds=900)
    assert SUPERVISOR in watched.texts(LAST_RESORT)[-1]


async def test_restarts_and_a_second_worker_double_nothing(watched: House) -> None:
    await until(watched, MONDAY - timedelta(minutes=1))
    for _ in range(3):
        watched.schedule.begin()
        await watched.settle()
    await until(watched, MONDAY)
    sent = len(watched.sms.sent)
    for _ in range(3):
        Schedule(watched.services, watched.schedule._outbox).begin()
        await watched.wait(seconds=61)
    assert len(watched.sms.sent) == sent


async def test_a_handover_while_nothing_ran_is_told_at_the_start(watched: House) -> None:
    await watched.settle()
    watched.clock.at = MONDAY + timedelta(hours=3)
    watched.schedule.begin()
    await watched.settle()
    assert len(watched.texts(on_and_off(watched)[0])) == 1


async def test_somebody_who_stands_in_from_another_process_is_told_within_a_minute(watched: House) -> None:
    await watched.settle()
    now = watched.clock.at
    with watched.services.backend.transaction() as s:
        supervisor = s.scalars(select(Technician).where(Technician.phone == SUPERVISOR)).one()
        s.add(
            Override(
                duty="technical", level=1, technician_id=supervisor.id,
                starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(hours=9),
            )
        )  # fmt: skip
    await watched.wait(seconds=60)
    (told,) = watched.texts(SUPERVISOR)
    assert "technical niveau 1" in told
    relieved = [phone for phone in (KARIM, LEA) if watched.texts(phone)]
    assert len(relieved) == 1 and "Fin d'astreinte" in watched.texts(relieved[0])[0]
    await watched.write("ok", SUPERVISOR)
    await watched.wait(hours=9)
    # Karim or Léa is back in the morning, and told so, in one SMS.
    assert "Essai" in watched.texts(relieved[0])[-1]


async def test_taken_back_before_it_begins_it_is_called_off(watched: House) -> None:
    with watched.services.backend.transaction() as s:
        lea = s.scalars(select(Technician).where(Technician.code == "sup")).one()
        starts = datetime(2026, 11, 23, 3, tzinfo=PARIS)
        s.add(
            Override(duty="technical", level=1, technician_id=lea.id, starts_at=starts, ends_at=starts.replace(hour=6))
        )
    await until(watched, datetime(2026, 11, 22, 20, tzinfo=PARIS))
    told = [text for text in watched.texts(SUPERVISOR) if text.startswith("Essai")]
    assert len(told) == 1 and "3 h" in told[0]
    with watched.services.backend.transaction() as s:
        s.delete(s.scalars(select(Override)).one())
    await watched.wait(minutes=1)
    assert "annulée" in watched.texts(SUPERVISOR)[-1]


async def test_at_the_end_of_a_shift_what_is_still_theirs_is_named(watched: House) -> None:
    await watched.write("ça sent le gaz chez moi")
    paged = next(phone for phone in (KARIM, LEA) if watched.texts(phone))
    await watched.write("ok", paged)
    with watched.services.backend.reading() as s:
        incident = s.scalars(select(Incident).where(Incident.technician_id.is_not(None))).one()
        reference = incident.request.reference
    await until(watched, MONDAY)
    ended = [text for text in watched.texts(paged) if text.startswith("Fin d'astreinte")]
    assert len(ended) == 1 and reference in ended[0]


async def test_the_timers_that_fired_are_not_kept(watched: House) -> None:
    for _ in range(90):
        await watched.wait(minutes=1)
    with watched.services.backend.reading() as s:
        assert len(s.scalars(select(Timer).where(Timer.kind == "rota")).all()) <= 62


async def test_a_one_way_sender_gets_a_link_that_shows_on_get_and_acts_on_post(watched: House) -> None:
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    from hotline import check_links

    watched.sms.two_way = False
    await until(watched, MONDAY)
    on_duty, _ = on_and_off(watched)
    (told,) = watched.texts(on_duty)
    assert "OK " not in told
    path = "/e/" + told.split("/e/")[1].strip()
    app = FastAPI()
    app.include_router(check_links.router(watched.services))
    browser = TestClient(app)
    assert "joignable" in browser.get(path).text
    with watched.services.backend.reading() as s:
        assert {check.status for check in checks_of(s, on_duty)} == {"sent"}
    assert "réussi" in browser.post(path, data={"answer": "yes"}).text
    with watched.services.backend.reading() as s:
        assert {check.status for check in checks_of(s, on_duty)} == {"acknowledged"}
    assert browser.get(path + "x").status_code == 404
    assert browser.post(path, data={"answer": "maybe"}).status_code == 422


@pytest.mark.parametrize(
    ("starts", "told"),
    [
        ("2026-11-23 08:00", "2026-11-23 08:00"),
        ("2026-11-23 07:00", "2026-11-23 07:00"),
        ("2026-11-23 06:59", "2026-11-22 20:00"),
        ("2026-11-23 00:00", "2026-11-22 20:00"),
        ("2026-11-23 21:59", "2026-11-23 21:59"),
        ("2026-11-23 22:00", "2026-11-23 20:00"),
        # The clocks went back at 03:00 that night.
        ("2026-10-25 06:00", "2026-10-24 20:00"),
    ],
)
def test_nobody_is_woken_for_a_test(starts: str, told: str) -> None:
    at = datetime.fromisoformat(starts).replace(tzinfo=PARIS)
    assert duty_checks.told_at(at, False) == datetime.fromisoformat(told).replace(tzinfo=PARIS)
    assert duty_checks.told_at(at, True) == at
    assert at - duty_checks.told_at(at, False) <= duty_checks.AHEAD


# The daily check.


async def test_findings_go_to_the_supervisor_at_eight_and_unchanged_ones_take_a_line(watched: House) -> None:
    with watched.services.backend.transaction() as s:
        for technician in s.scalars(select(Technician).where(Technician.code != "sup")):
            starts = datetime(2026, 12, 1, 10, tzinfo=PARIS)
            s.add(Absence(technician_id=technician.id, starts_at=starts, ends_at=starts + timedelta(hours=5)))
    await until(watched, datetime(2026, 11, 22, 7, 59, tzinfo=PARIS))
    assert not watched.texts(SUPERVISOR)
    await until(watched, datetime(2026, 11, 22, 8, tzinfo=PARIS))
    (first,) = watched.texts(SUPERVISOR)
    assert "1 point" in first and "mardi 1er décembre à 10 h" in first
    assert len(alerts(watched, "rota_check")) == 1
    await until(watched, datetime(2026, 11, 23, 8, tzinfo=PARIS))
    second = next(text for text in watched.texts(SUPERVISOR)[1:] if "Planning" in text)
    assert "toujours 1 point" in second and "22 novembre" in second
    assert len(alerts(watched, "rota_check")) == 1
    with watched.services.backend.transaction() as s:
        for absence in s.scalars(select(Absence)):
            s.delete(absence)
    await until(watched, datetime(2026, 11, 24, 8, tzinfo=PARIS))
    assert sum("Planning" in text for text in watched.texts(SUPERVISOR)) == 2
    with watched.services.backend.reading() as s:
        matters = s.scalars(select(Request).where(Request.kind == "on_call"))
        assert [m.status for m in matters if m.details["topic"] == "rota_check"] == ["closed"]


async def test_nobody_supervises_and_the_last_resort_is_told(watched: House) -> None:
    with watched.services.backend.transaction() as s:
        rotation = s.scalars(select(Rotation).where(Rotation.duty == "supervisor")).one()
        for member in list(rotation.members):
            s.delete(member)
    await until(watched, datetime(2026, 11, 22, 8, tzinfo=PARIS))
    assert "personne" in watched.texts(LAST_RESORT)[0]
