"""The search for somebody who takes an incident, and what their answers do."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend_client import alerts, escalations, incidents, requests, timers
from backend_client.acknowledgements import acknowledge, settle
from backend_client.database import Database
from backend_client.landlord import Policy, Step
from backend_client.models import (
    Absence,
    Alert,
    Escalation,
    Incident,
    Override,
    Page,
    Request,
    RequestEvent,
    Technician,
    Timer,
)
from backend_client.rota_store import load_rota
from tests.backend.builders import LANDLORD, NIGHT, a_request, a_rotation, a_technician

MINUTE = timedelta(minutes=1)
# Level 1 by SMS and by call, then the others by SMS.
STEPS = (
    Step("level:1", "sms", 120),
    Step("level:1", "voice", 75),
    Step("level:2", "sms", 90),
    Step("level:3", "sms", 90),
    Step("last_resort", "sms", 60),
)
SEARCHED = replace(LANDLORD, escalation={"default": Policy(STEPS)})


@pytest.fixture
def team(db: Database) -> list[Technician]:
    """Level 1 is Ana, level 2 is nobody, level 3 is Bob; Cid is not in the rota."""
    with db.transaction() as s:
        ana, bob, cid = (a_technician(s, code, n) for n, code in enumerate(("ana", "bob", "cid"), 1))
        a_rotation(s, "technical", 1, ana)
        a_rotation(s, "technical", 2)
        a_rotation(s, "technical", 3, bob)
    return [ana, bob, cid]


def _start(s: Session, request: Request | None = None, duty: str = "technical") -> Escalation:
    incident = incidents.report(s, request or a_request(s), duty, NIGHT).incident
    search = escalations.open_search(s, incident)
    assert search is not None
    return search


def _step(s: Session, search: Escalation, means: tuple[str, ...] = ("sms", "voice")) -> list[Page]:
    rota = load_rota(s, SEARCHED)
    found = escalations.next_pages(s, search, rota, SEARCHED, lambda _, by: by in means, NIGHT)
    for page in found.pages:
        page.status = "sent"
    s.flush()
    return list(found.pages)


def _paged(s: Session, steps: int = 1) -> tuple[Escalation, list[Page]]:
    search = _start(s)
    return search, [page for _ in range(steps) for page in _step(s, search)]


def _state(db: Database) -> tuple[object, ...]:
    """Everything an answer could change."""
    with db.reading() as s:
        return (
            s.execute(select(Incident.id, Incident.status, Incident.technician_id, Incident.ended_at)).all(),
            s.execute(select(Escalation.id, Escalation.status, Escalation.step, Escalation.ended_at)).all(),
            s.execute(select(Page.id, Page.status, Page.answered_at).order_by(Page.id)).all(),
            s.execute(select(Timer.kind, Timer.subject_id, Timer.due_at, Timer.done_at).order_by(Timer.id)).all(),
            s.scalar(select(func.count()).select_from(RequestEvent)),
        )


def test_starting_is_due_at_once_and_happens_once(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        request = a_request(s)
        first = incidents.report(s, request, "technical", NIGHT)
        assert incidents.report(s, request, "technical", NIGHT + MINUTE).incident is first.incident
        assert incidents.report(s, request, "supervisor", NIGHT).incident is not first.incident
        search = escalations.open_search(s, first.incident)
        due = timers.claim_due(s, NIGHT, 10)
        assert (escalations.TIMER, search.id) in [(timer.kind, timer.subject_id) for timer in due]


def test_neighbours_who_report_at_once_are_one_incident_and_one_search(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        reported = [a_request(s) for _ in range(4)]
    together = Barrier(4)

    def report(number: int) -> int:
        together.wait()
        with db.transaction() as s:
            request = s.merge(reported[number])
            return incidents.report(s, request, "technical", NIGHT, key="1:heating.none").incident.id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(report, range(4)))) == 1
    with db.reading() as s:
        assert s.scalar(select(func.count()).select_from(Escalation)) == 1
        assert s.scalar(select(func.count()).select_from(Timer).where(Timer.kind == escalations.TIMER)) == 1
        assert len(incidents.reports(s, s.scalars(select(Incident)).one())) == 4


def test_without_a_key_nothing_merges(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        first, second = (incidents.report(s, a_request(s), "technical", NIGHT) for _ in range(2))
        assert first.incident is not second.incident and not second.joined


def test_somebody_vulnerable_raises_an_incident_once(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        told = [incidents.report(s, a_request(s), "technical", NIGHT, "1:x", vulnerable=n > 0) for n in range(3)]
        assert [report.raised for report in told] == [False, True, False]
        assert told[0].incident.raised_at == NIGHT


def test_a_report_of_a_taken_incident_stands_where_it_stands(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        first = incidents.report(s, a_request(s), "technical", NIGHT, "1:x").incident
        incidents.take(s, first, team[0], NIGHT)
        late = a_request(s)
        requests.change_status(s, late, "qualified", "assistant", NIGHT)
        assert incidents.report(s, late, "technical", NIGHT, "1:x").joined
        assert late.status == "assigned"
        assert escalations.open_search(s, first) is None


def test_once_it_has_ended_the_same_trouble_is_a_new_incident(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        first = incidents.report(s, a_request(s), "technical", NIGHT, "1:x").incident
        incidents.take(s, first, team[0], NIGHT)
        assert incidents.arrive(s, first, team[0], NIGHT) and not incidents.arrive(s, first, team[0], NIGHT)
        assert incidents.finish(s, first, team[0], "joint changé", NIGHT)
        assert not incidents.finish(s, first, team[0], "encore", NIGHT)
        assert first.request.status == "done" and first.request.details["on_call_report"] == "joint changé"
        assert not incidents.report(s, a_request(s), "technical", NIGHT, "1:x").joined


def test_steps_follow_each_other_and_those_that_reach_nobody_are_passed_over(
    db: Database, team: list[Technician]
) -> None:
    with db.transaction() as s:
        search, pages = _paged(s, steps=4)
        told = [(page.step, page.means, page.technician.code) for page in pages]
        assert told == [(1, "sms", "ana"), (2, "voice", "ana"), (4, "sms", "bob"), (5, "sms", "last_resort")]
        assert pages[1].code is None and all(len(page.code) == 4 for page in pages if page.means == "sms")
        assert _step(s, search) == [] and search.status == "open"
        again = escalations.next_round(s, search, SEARCHED, NIGHT)
        assert (search.round, search.step, again) == (2, 0, NIGHT + timedelta(seconds=300))
        assert [page.technician.code for page in _step(s, search)] == ["ana"]


def test_a_means_that_somebody_lacks_is_no_step(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        search = _start(s)
        means = [page.technician.code for _ in range(2) for page in _step(s, search, ("sms",))]
        assert means == ["ana", "bob"]


def test_an_empty_duty_goes_straight_to_the_last_resort(db: Database) -> None:
    with db.transaction() as s:
        [page] = _step(s, _start(s, duty="nobody"))
        assert (page.technician.code, page.technician.phone) == ("last_resort", SEARCHED.last_resort_e164)


def test_an_override_is_paged_instead_and_an_absence_passed_over(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        span = {"starts_at": NIGHT - MINUTE, "ends_at": NIGHT + MINUTE}
        s.add(Override(duty="technical", level=1, technician_id=team[2].id, **span))
        s.add(Absence(technician_id=team[1].id, **span))
        _, pages = _paged(s, steps=3)
        assert [page.technician.code for page in pages] == ["cid", "cid", "last_resort"]


def test_everybody_of_a_level_is_paged_at_once(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        pair = a_rotation(s, "tranquillity", 1, team[0], team[1])
        pair.headcount = 2
        pages = _step(s, search := _start(s, duty="tranquillity"))
        assert {page.technician.code for page in pages} == {"ana", "bob"}
        timers.set_timer(s, escalations.TIMER, search.id, NIGHT + 2 * MINUTE)
        escalations.lost(s, pages[0], "undelivered", NIGHT)
        assert timers.next_due(s) == NIGHT + 2 * MINUTE  # the other one may still answer
        escalations.lost(s, pages[1], "undelivered", NIGHT)
        assert timers.next_due(s) == NIGHT


@pytest.mark.parametrize("text", ["OK {}", "{}", "ok", "j'y vais {}", "J'y vais"])
def test_taking_it(db: Database, team: list[Technician], text: str) -> None:
    with db.transaction() as s:
        search, [page] = _paged(s)
        timers.set_timer(s, escalations.TIMER, search.id, NIGHT + 5 * MINUTE)
        answer = acknowledge(s, team[0], text.format(page.code), NIGHT + MINUTE)
        assert (answer.outcome, answer.page, answer.incident) == ("acknowledged", page, search.incident)
        assert (page.status, page.via, page.answered_at) == ("acknowledged", "sms", NIGHT + MINUTE)
        assert (search.status, search.incident.status, search.incident.technician_id) == (
            "acknowledged",
            "taken",
            team[0].id,
        )
        assert search.request.status == "assigned"
        assert timers.next_due(s) is None


def test_refusing_is_for_every_means_and_the_next_is_due_at_once(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        search, pages = _paged(s, steps=2)
        timers.claim_due(s, NIGHT, 10)
        timers.set_timer(s, escalations.TIMER, search.id, NIGHT + 5 * MINUTE)
        answer = acknowledge(s, team[0], f"NON {pages[0].code}", NIGHT + MINUTE)
        assert (answer.outcome, search.status) == ("refused", "open")
        assert [page.status for page in pages] == ["refused", "refused"]
        assert [t.subject_id for t in timers.claim_due(s, NIGHT + MINUTE, 10)] == [search.id]
        assert [page.technician.code for page in _step(s, search)] == ["bob"]
        escalations.next_round(s, search, SEARCHED, NIGHT)
        assert [page.technician.code for page in _step(s, search)] == ["bob"]


def test_where_everybody_refused_the_last_resort_is_asked_in_every_round(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        search = _start(s)
        for page in (_step(s, search)[0] for _ in range(3)):
            settle(s, page, False, "sms", NIGHT)
            last = page.technician.phone
        assert last == LANDLORD.last_resort_e164
        for round_ in (2, 3):
            assert _step(s, search) == []
            escalations.next_round(s, search, SEARCHED, NIGHT)
            (again,) = _step(s, search)
            assert (again.technician.phone, again.round) == (last, round_)
            settle(s, again, False, "sms", NIGHT)
        assert search.status == "open"


def test_a_late_refusal_does_not_hurry_the_one_who_is_waited_for(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        search, [first, *_] = _paged(s, steps=3)
        timers.set_timer(s, escalations.TIMER, search.id, NIGHT + 9 * MINUTE)
        acknowledge(s, team[0], f"non {first.code}", NIGHT + 2 * MINUTE)
        assert timers.next_due(s) == NIGHT + 9 * MINUTE


def test_a_lost_page_moves_on_once_and_a_late_yes_to_it_counts(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        search, [page] = _paged(s)
        timers.claim_due(s, NIGHT, 10)
        timers.set_timer(s, escalations.TIMER, search.id, NIGHT + 2 * MINUTE)
        assert escalations.lost(s, page, "no_receipt", NIGHT)
        assert timers.next_due(s) == NIGHT
        assert not escalations.lost(s, page, "undelivered", NIGHT)
        assert acknowledge(s, team[0], "ok", NIGHT + MINUTE).outcome == "acknowledged"


def test_what_an_earlier_step_lost_leaves_the_present_one_its_time(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        search, [first, *_] = _paged(s, steps=3)
        timers.set_timer(s, escalations.TIMER, search.id, NIGHT + 2 * MINUTE)
        escalations.lost(s, first, "undelivered", NIGHT)
        assert timers.next_due(s) == NIGHT + 2 * MINUTE


def test_a_late_yes_of_the_first_one_is_taken_and_the_second_is_told(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        search, pages = _paged(s, steps=3)
        first, second = pages[0], pages[2]
        assert acknowledge(s, team[0], f"ok {first.code}", NIGHT).outcome == "acknowledged"
        assert second.status == "expired"
        late = acknowledge(s, team[1], f"ok {second.code}", NIGHT)
        assert (late.outcome, late.incident) == ("already", search.incident)
        assert acknowledge(s, team[0], "ok", NIGHT).outcome == "yours"


def test_a_yes_from_the_round_before_is_taken(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        search, [page, *_] = _paged(s, steps=5)
        escalations.next_round(s, search, SEARCHED, NIGHT)
        assert acknowledge(s, team[0], f"ok {page.code}", NIGHT + 16 * MINUTE).outcome == "acknowledged"


def _somebody_elses(team: list[Technician], pages: list[Page]) -> tuple[Technician, str, str]:
    return team[1], f"OK {pages[0].code}", "unknown_code"


def _wrong(team: list[Technician], pages: list[Page]) -> tuple[Technician, str, str]:
    return team[0], "OK 9998" if pages[0].code == "9999" else "OK 9999", "unknown_code"


def _not_in_the_rota(team: list[Technician], pages: list[Page]) -> tuple[Technician, str, str]:
    return team[2], "OK", "nothing_open"


def _a_question(team: list[Technician], pages: list[Page]) -> tuple[Technician, str, str]:
    return team[0], "c'est quel etage ?", "which"


@pytest.mark.parametrize("answer_of", [_somebody_elses, _wrong, _not_in_the_rota, _a_question])
def test_what_changes_nothing(db: Database, team: list[Technician], answer_of) -> None:
    with db.transaction() as s:
        _, pages = _paged(s)
        technician, text, outcome = answer_of(team, pages)
    before = _state(db)
    with db.transaction() as s:
        assert acknowledge(s, s.merge(technician), text, NIGHT + MINUTE).outcome == outcome
    assert _state(db) == before


def test_an_old_code_never_takes_a_new_incident(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        _, [old] = _paged(s)
        acknowledge(s, team[0], f"ok {old.code}", NIGHT)
        _, [new] = _paged(s)
        assert new.code != old.code
    before = _state(db)
    with db.transaction() as s:
        for text in (f"OK {old.code}", f"non {old.code}"):
            answer = acknowledge(s, s.merge(team[0]), text, NIGHT + MINUTE)
            assert answer.outcome == "yours" and answer.page.code == old.code
    assert _state(db) == before


def test_with_several_open_the_codes_are_asked_for(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        _, [first] = _paged(s)
        second_search, [second] = _paged(s)
        answer = acknowledge(s, team[0], "ok", NIGHT)
        assert (answer.outcome, answer.codes) == ("which", (first.code, second.code))
        assert acknowledge(s, team[0], f"ok {second.code}", NIGHT).incident is second_search.incident
        assert acknowledge(s, team[0], "ok", NIGHT).page is first


def test_of_two_who_answer_at_once_one_takes_it(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        _, pages = _paged(s, steps=3)
    together = Barrier(2)
    codes = pages[0].code, pages[2].code

    def answer(number: int) -> str:
        together.wait()
        with db.transaction() as s:
            technician = s.get_one(Technician, team[number].id)
            return acknowledge(s, technician, f"ok {codes[number]}", NIGHT).outcome

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(answer, range(2))) == ["acknowledged", "already"]


def test_a_key_or_a_link_answers_for_its_page_and_a_no_can_be_taken_back(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        _, [page] = _paged(s)
        assert settle(s, page, False, "link", NIGHT).outcome == "refused"
        assert settle(s, page, False, "link", NIGHT).outcome == "refused"
        assert settle(s, page, True, "key", NIGHT).outcome == "acknowledged"
        assert settle(s, page, True, "key", NIGHT).outcome == "yours"


def test_codes_never_repeat_and_grow_when_used_up(db: Database, team: list[Technician], monkeypatch) -> None:
    """With every draw of four digits the same, the second page gets five."""
    monkeypatch.setattr(escalations.secrets, "randbelow", lambda _: 0)
    with db.transaction() as s:
        codes = [_paged(s)[1][0].code for _ in range(3)]
    assert codes == ["1000", "10000", "100000"]


def test_codes_are_unique_under_concurrency(db: Database, team: list[Technician], monkeypatch) -> None:
    """Draws from forty codes only, so that two transactions draw the same one before either is stored."""
    monkeypatch.setattr(escalations, "_DRAWS", 40)
    draw = escalations.secrets.randbelow
    monkeypatch.setattr(escalations.secrets, "randbelow", lambda n: draw(min(n, 40)))

    def page(_: int) -> list[str]:
        with db.transaction() as s:
            return [_paged(s)[1][0].code for _ in range(3)]

    with ThreadPoolExecutor(6) as pool:
        codes = [code for batch in pool.map(page, range(6)) for code in batch]
    assert len(set(codes)) == 18


def test_cancelling_stops_the_search(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        search, [page] = _paged(s)
        assert incidents.cancel(s, search.incident, "adviser:1", NIGHT)
        assert not incidents.cancel(s, search.incident, "adviser:1", NIGHT)
        assert (page.status, search.status, timers.next_due(s)) == ("expired", "cancelled", None)
        assert acknowledge(s, team[0], f"ok {page.code}", NIGHT).outcome == "over"


def test_an_incident_ends_with_its_last_reporter(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        both = [a_request(s), a_request(s)]
        incident, same = (incidents.report(s, request, "technical", NIGHT, "1:x").incident for request in both)
        assert incident is same
        for request, status in zip(both, ("open", "cancelled"), strict=True):
            incidents.withdraw(s, request, "tenant", NIGHT)
            requests.change_status(s, request, "closed", "tenant", NIGHT)
            assert incident.status == status


def test_giving_back_searches_again_without_the_one_who_gave_back(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        search, [_page] = _paged(s)
        acknowledge(s, team[0], "ok", NIGHT)
        incidents.give_back(s, search.incident, team[0], NIGHT)
        again = escalations.open_search(s, search.incident)
        assert again is not search and search.incident.status == "open"
        assert [page.technician.code for page in _step(s, again)] == ["bob"]


def test_help_is_somebody_else_and_a_hand_over_is_the_one_who_was_named(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        search, [_page] = _paged(s)
        acknowledge(s, team[0], "ok", NIGHT)
        incident = search.incident
        [helper] = _step(s, incidents.ask_help(s, incident, team[0], NIGHT))
        assert helper.technician.code == "bob"
        assert settle(s, helper, True, "sms", NIGHT).outcome == "acknowledged"
        assert incident.technician_id == team[0].id
        [asked] = _step(s, incidents.hand_over(s, incident, team[0], team[2], NIGHT))
        assert asked.technician.code == "cid"
        assert settle(s, asked, True, "sms", NIGHT).outcome == "acknowledged"
        assert (incident.technician_id, incident.status) == (team[2].id, "taken")


def test_taking_a_finished_request_leaves_its_status(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        search, [page] = _paged(s)
        requests.change_status(s, search.request, "closed", "adviser:1", NIGHT)
        assert acknowledge(s, team[0], f"ok {page.code}", NIGHT).outcome == "acknowledged"
        assert search.request.status == "closed"


def test_an_alert_is_raised_once_and_taken_once(db: Database) -> None:
    with db.transaction() as s:
        request = a_request(s)
        alert = alerts.raise_alert(s, request, "urgent", NIGHT, NIGHT + 15 * MINUTE)
        assert alerts.raise_alert(s, request, "urgent", NIGHT + MINUTE, NIGHT + 16 * MINUTE) is alert
        assert timers.next_due(s) == NIGHT + 15 * MINUTE
    with db.transaction() as s:
        assert alerts.acknowledge_alert(s, alert.id, "adviser:1", NIGHT + MINUTE)
        assert not alerts.acknowledge_alert(s, alert.id, "adviser:2", NIGHT + MINUTE)
        assert not alerts.acknowledge_alert(s, 999, "adviser:2", NIGHT + MINUTE)
        assert timers.next_due(s) is None
        assert s.get_one(Alert, alert.id).acknowledged_by == "adviser:1"
